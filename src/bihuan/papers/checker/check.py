"""Runs all rules over a paper."""

from __future__ import annotations

from bihuan.papers.checker import registry, rules
from bihuan.papers.checker.finding import Finding
from bihuan.papers.checker.manuscript import Manuscript
from bihuan.papers.source import Source

__all__ = ["check", "rules"]


def check(source: Source) -> tuple[Finding, ...]:
    """The findings about a paper in reading order: by line, place in the line, and number of the rule."""
    manuscript = Manuscript(source)
    findings = {finding for one in registry.rules() for finding in one.check(manuscript)}
    return tuple(sorted(findings, key=lambda one: (one.line, one.column, int(one.rule[1:]), one.message)))

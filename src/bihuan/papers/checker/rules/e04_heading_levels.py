"""E4: the levels follow in the order 一、 （一） 1. （1）; a level is left out either everywhere or nowhere.

一、 directly over 1. is usual and reported only when another part of the paper has （一） there. （一） under 1. is the wrong
way round. Once for a paper and kind.
Source: GB/T 9704-2012, 7.3.3 (R-9.1); R-9.4 E4.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from bihuan.papers.checker.finding import Finding, Severity, found
from bihuan.papers.checker.manuscript import Heading, Manuscript
from bihuan.papers.checker.registry import rule
from bihuan.papers.marks import Kind

RULE = "E4"
_KINDS = (Kind.FIRST, Kind.SECOND, Kind.THIRD, Kind.FOURTH)


@rule(RULE, "标题层次顺序", basis="GB/T 9704-2012 第7.3.3条")
def check(manuscript: Manuscript) -> Iterator[Finding]:
    headings = [heading for heading in manuscript.headings if heading.mark.kind in _KINDS]
    yield from _skipped(headings)
    yield from _reversed(headings)


def _skipped(headings: list[Heading]) -> Iterator[Finding]:
    """The first 1. directly under 一、 when elsewhere （一） stands under 一、."""
    below_first: dict[Kind, Heading] = {}
    for parent, child in pairwise(headings):
        if parent.mark.kind is Kind.FIRST and child.mark.kind is not Kind.FIRST:
            below_first.setdefault(child.mark.kind, child)
    skipping, regular = below_first.get(Kind.THIRD), below_first.get(Kind.SECOND)
    if skipping and regular:
        message = (
            f"“一、”下面有的直接用“{skipping.written}”（第{skipping.line.number}行），"
            f"有的用“{regular.written}”（第{regular.line.number}行），层次不一致。"
        )
        yield _found(skipping, message, "同一层标题用同一种序号，依次为“一、”“（一）”“1.”“（1）”。")


def _reversed(headings: list[Heading]) -> Iterator[Finding]:
    """The first （一） that stands inside a list 1. 2. …: 1. （一）（二） 2."""
    third: Heading | None = None
    inside: Heading | None = None
    for heading in headings:
        kind, number = heading.mark.kind, heading.mark.ordinal or 0
        if kind is Kind.FIRST:
            third = inside = None
        elif kind is Kind.SECOND:
            inside = heading if number == 1 and third else inside
        elif kind is Kind.THIRD:
            if inside and third and number > 1 and number == (third.mark.ordinal or 0) + 1:
                message = f"“{inside.written}”排在“{third.written}”的下面，层次颠倒。"
                yield _found(inside, message, "“（一）”在“1.”之上；这里改为“（1）”。")
                return
            third, inside = heading, None


def _found(heading: Heading, message: str, suggestion: str) -> Finding:
    place = (heading.mark.start, heading.mark.end)
    return found(RULE, Severity.MAY, heading.line, place, message=message, suggestion=suggestion)

"""E18: no law is cited under a name that no longer held when the paper was written.

The list is data (`outdated_laws.toml`). A paper dated before the change is right; one without a date of its own is
asked. A sentence that speaks of the repeal itself is right.
Source: R-0 (laws that changed); R-9.4 E18.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from bihuan.papers.checker.finding import Finding, Severity, found
from bihuan.papers.checker.manuscript import Manuscript
from bihuan.papers.checker.registry import rule
from bihuan.rulebook.book import load_data

RULE = "E18"
_CITED = re.compile(r"《(?:中华人民共和国)?(?P<name>[^《》（）()]{2,24})(?:[（(][^（）()]{1,8}[)）])?》")
_OF_THE_REPEAL = re.compile(r"废止|代替|取代|修订为|更名|原《|原有的《|被.{0,20}取消")


@dataclass(frozen=True)
class _Change:
    ended: date
    now: str


@cache
def _changes() -> dict[str, _Change]:
    laws = load_data("papers/outdated_laws")["law"]
    return {name: _Change(law["ended"], law["now"]) for law in laws for name in law["names"]}


@rule(RULE, "引用现行法规", basis="R-9.4 E18")
def check(manuscript: Manuscript) -> Iterator[Finding]:
    for line in manuscript.filled:
        if _OF_THE_REPEAL.search(line.text):
            continue
        for match in _CITED.finditer(line.text):
            change = _changes().get(match["name"])
            severity = _severity(manuscript, change) if change else None
            if change is None or severity is None:
                continue
            ended = f"{change.ended.year}年{change.ended.month}月{change.ended.day}日"
            message = f"{match[0]}自{ended}起不再适用，现为{change.now}。"
            suggestion = f"改引{change.now}，并核对条文。"
            yield found(RULE, severity, line, match.span(), message=message, suggestion=suggestion)


def _severity(manuscript: Manuscript, change: _Change) -> Severity | None:
    signed = manuscript.signed_on
    if signed:
        ended = change.ended
        return Severity.MUST if signed >= (ended.year, ended.month, ended.day) else None
    if manuscript.years and max(manuscript.years) < change.ended.year:
        return None
    return Severity.QUERY

"""E19: one paper says either 市场主体 or 经营主体.

Names of laws and papers in 《》 and fixed names (市场主体登记) do not count. Reported once, at the first place of the
rarer word.
Source: R-0 (vocabulary shift); R-9.4 E19.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bihuan.papers.checker.finding import Finding, Severity, found
from bihuan.papers.checker.manuscript import Manuscript
from bihuan.papers.checker.registry import rule
from bihuan.papers.source import Line

RULE = "E19"
_TITLES = re.compile(r"《[^《》]*(?:《[^《》]*》[^《》]*)*》|“[^“”]{0,30}”|市场主体登记")
_TERM = re.compile("市场主体|(?:新型)?(?:农业)?经营主体")
_OTHER = {"市场主体": "经营主体", "经营主体": "市场主体"}


@rule(RULE, "“市场主体”“经营主体”不混用", basis="R-9.4 E19")
def check(manuscript: Manuscript) -> Iterator[Finding]:
    places: dict[str, list[tuple[Line, int]]] = {"市场主体": [], "经营主体": []}
    for line in manuscript.filled:
        text = _TITLES.sub(lambda title: " " * len(title[0]), line.text)
        for match in _TERM.finditer(text):
            if match[0] in places:
                places[match[0]].append((line, match.start()))
    if not all(places.values()):
        return
    rarer = min(places, key=lambda term: len(places[term]))
    line, start = places[rarer][0]
    usual = _OTHER[rarer]
    message = f"“{rarer}”（{len(places[rarer])}处）和“{usual}”（{len(places[usual])}处）混用。"
    suggestion = "统一用一种说法；新文件一般用“经营主体”，法规名称照原文。"
    yield found(RULE, Severity.MAY, line, (start, start + len(rarer)), message=message, suggestion=suggestion)

"""E2: the third level is written “1.”, not “1、”.

Reported once for a paper, at the first place, with the number of places.
Source: GB/T 9704-2012, 7.3.3 (R-9.1); R-9.4 E2.
"""

from __future__ import annotations

from collections.abc import Iterator

from bihuan.papers.checker.finding import Finding, Severity, found
from bihuan.papers.checker.manuscript import Manuscript
from bihuan.papers.checker.registry import rule
from bihuan.papers.marks import Kind

RULE = "E2"


@rule(RULE, "第三层序号用“1.”", basis="GB/T 9704-2012 第7.3.3条")
def check(manuscript: Manuscript) -> Iterator[Finding]:
    places = [one for one in manuscript.headings if one.mark.kind is Kind.THIRD and one.written.endswith("、")]
    if not places:
        return
    first = places[0]
    number = first.mark.ordinal or 1
    yield found(
        RULE,
        Severity.MAY,
        first.line,
        (first.mark.start, first.mark.end),
        message=f"第三层序号写成了“{first.written}”，全文共{len(places)}处。",
        suggestion=f"改为“{number}.”，数字后用下脚点，不用顿号。",
    )

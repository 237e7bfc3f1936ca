"""E5: the mark of a heading carries no second sign: （一）, not （一）、; 一、 not 一.; a level-one heading ends without 。.

A level-two heading that stands alone may end with 。, as the State Council's own papers have it; it is not reported.
Source: GB/T 9704-2012, 7.3.3; GB/T 15834-2011; R-9.4 E5.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import zip_longest

from bihuan.papers.checker.finding import Finding, Severity, found
from bihuan.papers.checker.manuscript import Heading, Manuscript
from bihuan.papers.checker.registry import rule
from bihuan.papers.marks import Kind

RULE = "E5"
_SECOND_SIGN = re.compile(
    r"(?:[（(][^（()）]{1,5}[)）]|[㈠-㈩⑴-⒇①-⑳])\s*[、.．，,]"
    r"|\d{1,3}\s*[.．]\s*、|[一二三四五六七八九十]{1,3}、\s*[、，.．]"
)
_POINT = re.compile(r"[一二三四五六七八九十]{1,3}\s*[.．]")
_LONGEST_HEADING = 30
_SENTENCE_INSIDE = re.compile(r"[。；;！!？?]")


@rule(RULE, "标题标点", basis="GB/T 9704-2012 第7.3.3条、GB/T 15834-2011")
def check(manuscript: Manuscript) -> Iterator[Finding]:
    for heading in manuscript.headings:
        text, start = heading.line.text, heading.mark.start
        doubled = _SECOND_SIGN.match(text, start)
        point = _POINT.match(text, start)
        if doubled:
            right = doubled[0].rstrip("、.．，, ")
            right += {Kind.THIRD: ".", Kind.FIRST: "、"}.get(heading.mark.kind, "")
            message = f"序号写成了“{doubled[0]}”，多了一个标点。"
            yield _found(heading, doubled.span(), message, f"改为“{right}”。")
        elif point and heading.mark.kind is Kind.FIRST:
            right = point[0].rstrip(".． ") + "、"
            yield _found(heading, point.span(), f"第一层序号写成了“{point[0]}”。", f"改为“{right}”。")
    for heading, following in zip_longest(manuscript.headings, manuscript.headings[1:]):
        if heading.mark.kind is Kind.FIRST and _is_title(heading.text):
            neighbour = following is not None and following.line.number - heading.line.number == 1
            if neighbour and following is not None and following.mark.kind is Kind.FIRST:
                continue  # a list of sentences, not headings
            end = len(heading.line.text.rstrip())
            message = f"标题“{heading.written}{heading.text}”单独成行，末尾不用句号。"
            yield _found(heading, (end - 1, end), message, "删去标题末尾的句号。")


def _is_title(text: str) -> bool:
    return text.endswith("。") and 2 < len(text) <= _LONGEST_HEADING and not _SENTENCE_INSIDE.search(text[:-1])


def _found(heading: Heading, place: tuple[int, int], message: str, suggestion: str) -> Finding:
    return found(RULE, Severity.MAY, heading.line, place, message=message, suggestion=suggestion)

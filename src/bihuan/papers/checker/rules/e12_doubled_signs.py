"""E12: no doubled punctuation, no emptied list, no phrase that stands twice.

“广播、电视、、等” lost a word; so did “通过、广播”. A sign directly after an opening bracket, or a pause mark before a
closing one, lost its word too. A phrase of six characters or more that follows itself was pasted twice.
Source: GB/T 15834-2011; R-9.4 E12.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bihuan.papers.checker.finding import Finding, Severity, found
from bihuan.papers.checker.manuscript import HAN, Manuscript
from bihuan.papers.checker.registry import rule
from bihuan.papers.source import Line

RULE = "E12"
_DOUBLED = re.compile(
    r"[、，；：。,;:][ 　]?(?:[、，；：。][ 　]?)+"
    r"|[、，；：。]\s?[,;](?!\s?[,;])"
    rf"|(?<=[{HAN}”》）)])[,;:]\s?[,;](?![,;\d])"
)
_EMPTIED_BEGINNING = re.compile(
    r"(?:^|(?<=[，。；：,;:\s]))(?:通过|利用|采用|采取|运用|依托|围绕|包括|例如|根据|按照|结合|以及|涉及)、"
)
_AFTER_OPENING = re.compile(r"[“‘《（【〔(「][、，。；,;](?!\.)")
_BEFORE_CLOSING = re.compile(r"[、；][”’》）】〕)」]|，[》）】〕]")
_TWICE = re.compile(rf"(?P<phrase>(?:[一二三四五六七八九十]{{1,2}}、)?[{HAN}\d][{HAN}\d，,“”.]{{5,39}}?)(?P=phrase)")
_ONLY_PUNCTUATION = re.compile(r"[\s、，；：。,;.!！？?·…—-]+")


@rule(RULE, "标点不重复、列举不缺项", basis="GB/T 15834-2011")
def check(manuscript: Manuscript) -> Iterator[Finding]:
    for line in manuscript.filled:
        if _ONLY_PUNCTUATION.fullmatch(line.text):
            continue
        yield from _doubled(line)
        yield from _emptied(line)
        yield from _twice(line)


def _doubled(line: Line) -> Iterator[Finding]:
    for match in _DOUBLED.finditer(line.text):
        signs = "".join(match[0].split())
        after = line.text[match.end() : match.end() + 1]
        if signs.startswith("、、") and after == "等":
            message = "“、、等”之间缺了一项，列举不完整。"
            suggestion = "补上漏掉的内容；没有漏的，删去多余的顿号，“等”前也不用顿号。"
        elif set(signs) == {"。"} and len(signs) > 2:
            message, suggestion = "省略号写成了一串句号。", "改为“……”。"
        else:
            message = f"标点重复：“{signs}”连用。"
            suggestion = "核对是否漏了内容；没有漏的，只留一个标点。"
        yield found(RULE, Severity.MUST, line, match.span(), message=message, suggestion=suggestion)


def _emptied(line: Line) -> Iterator[Finding]:
    for match in _EMPTIED_BEGINNING.finditer(line.text):
        message = f"“{match[0][:-1]}”后面直接是顿号，前面漏了一项。"
        suggestion = "补上漏掉的内容；没有漏的，删去顿号。"
        yield found(RULE, Severity.MUST, line, match.span(), message=message, suggestion=suggestion)
    for pattern in (_AFTER_OPENING, _BEFORE_CLOSING):
        for match in pattern.finditer(line.text):
            message = f"“{match[0]}”之间缺了内容。"
            suggestion = "补上漏掉的内容；没有漏的，删去多余的标点。"
            yield found(RULE, Severity.MUST, line, match.span(), message=message, suggestion=suggestion)


def _twice(line: Line) -> Iterator[Finding]:
    for match in _TWICE.finditer(line.text):
        phrase = match["phrase"]
        if len(set(phrase)) < 4:
            continue
        place = (match.start() + len(phrase), match.end())
        message = f"“{phrase}”连写了两遍。"
        yield found(RULE, Severity.MUST, line, place, message=message, suggestion="删去重复的一遍。")

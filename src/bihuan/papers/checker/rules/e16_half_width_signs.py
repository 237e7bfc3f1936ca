"""E16: Chinese text carries full-width punctuation, and no blanks between its characters.

Reported once for a paper for each of the two, at the first place, with the number of places: the cure is one
replacement in the whole file. Two names with a blank between them (广州市民政局 广州市财政局) are right.
Source: GB/T 15834-2011, 5.1; R-9.4 E16.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bihuan.papers.checker.finding import Finding, Severity, found
from bihuan.papers.checker.manuscript import HAN, Manuscript
from bihuan.papers.checker.registry import rule
from bihuan.papers.marks import leading_mark
from bihuan.papers.plain import plain
from bihuan.papers.source import Line

RULE = "E16"
_BEFORE = rf"(?<=[{HAN}”’》）)】〕％%])"
_HALF = re.compile(
    rf"{_BEFORE}[,;:?!](?=\s?[{HAN}“‘《（(【]|\s*$|\d)|(?<=\d)[,;](?=[{HAN}“《])|(?<=[{HAN}])\.(?=[{HAN}]|\s*$)"
)
_FULL = re.compile("[，；：？！]")
_BLANK = re.compile(rf"(?<=[{HAN}，、]{{2}})[ 　]+(?=[{HAN}]{{2}})|(?<=[{HAN}，、]) (?=\d)|(?<=\d) (?=[{HAN}])")
_NAMES = re.compile(r"[局委府厅部院会处科室员办组记长者讯社]$|[，、]$")
_SHORTEST = 40
_FEWEST_BLANKS = 3


@rule(RULE, "标点用全角", basis="GB/T 15834-2011")
def check(manuscript: Manuscript) -> Iterator[Finding]:
    prose = [line for line in manuscript.prose if "http" not in line.text]
    half = [(line, match.start()) for line in prose for match in _HALF.finditer(line.text)]
    if half:
        line, start = half[0]
        is_mixed = any(_FULL.search(one.text) for one in prose)
        beside = "，和全角标点混用" if is_mixed else ""
        message = f"中文里用了半角标点“{line.text[start]}”，全文共{len(half)}处{beside}。"
        suggestion = "改为全角标点：，；：？！。可以用“替换”一次改完。"
        yield found(RULE, Severity.MAY, line, (start, start + 1), message=message, suggestion=suggestion)
    blanks = [(line, match.span()) for line in prose for match in _blanks(line)]
    if len(blanks) >= _FEWEST_BLANKS:
        line, place = blanks[0]
        message = f"汉字、数字之间有多余的空格，全文共{len(blanks)}处。"
        yield found(RULE, Severity.MAY, line, place, message=message, suggestion="删去正文中间的空格。")


def _blanks(line: Line) -> Iterator[re.Match[str]]:
    if len(line.text) < _SHORTEST:
        return
    mark = leading_mark(plain(line.text))
    for match in _BLANK.finditer(line.text, mark.end + 1 if mark else 0):
        if not _NAMES.search(line.text[: match.start()]):
            yield match

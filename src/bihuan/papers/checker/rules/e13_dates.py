"""E13: dates in Arabic digits, the year in full, no leading zero, one way of writing in a paper; and dates that exist.

Source: GB/T 9704-2012, 7.3.5.4; GB/T 15835-2011; R-9.4 E13.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator

from bihuan.papers.checker.finding import Finding, Severity, found
from bihuan.papers.checker.manuscript import Manuscript
from bihuan.papers.checker.registry import rule
from bihuan.papers.plain import plain
from bihuan.papers.source import Line

RULE = "E13"
_LEADING_ZERO = re.compile(r"(?:(?<=年)|(?<![\d.:]))0[1-9]月(?:\d{1,2}日)?|(?<=\d月)0[1-9]日")
_DATE = re.compile(r"(?:(?<!\d)(?P<year>\d{4})年)?(?<![\d.])(?P<month>\d{1,2})月(?P<day>\d{1,2})日")
_MONTH = re.compile(r"(?<!\d)\d{4}年(?P<month>\d{1,2})月(?!份?\s?[×xX*])")
_CHINESE_YEAR = re.compile(r"[一二][〇○零九][〇○零一二三四五六七八九]{2}年(?!代)")
_CHINESE_DATE = re.compile(
    r"[一二][〇○零九][〇○零一二三四五六七八九]{2}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日"
)
_ARABIC_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}年")
_LEAP_YEAR = 2024
_MONTHS = 12


@rule(RULE, "日期写法", basis="GB/T 9704-2012 第7.3.5.4条、GB/T 15835-2011")
def check(manuscript: Manuscript) -> Iterator[Finding]:
    for line in manuscript.filled:
        text = plain(line.text)
        yield from _leading_zeros(line, text)
        yield from _impossible(line, text)
        if _CHINESE_DATE.fullmatch("".join(text.split())):
            start = len(text) - len(text.lstrip())
            message = "成文日期用了汉字数字。"
            suggestion = "用阿拉伯数字标全年、月、日，如“2026年1月5日”。"
            place = (start, len(text.rstrip()))
            yield found(RULE, Severity.MUST, line, place, message=message, suggestion=suggestion)
    yield from _mixed(manuscript)


def _leading_zeros(line: Line, text: str) -> Iterator[Finding]:
    match = _LEADING_ZERO.search(text)
    if match is None:
        return
    stands_alone = _DATE.fullmatch("".join(text.split())) is not None
    start = _DATE.search(text[: match.end() + 3]) if not stands_alone else None
    place = start.span() if start and start.start() <= match.start() < start.end() else match.span()
    written = line.text[slice(*place)]
    right = re.sub(r"0(\d[月日])", r"\1", plain(written))
    severity = Severity.MUST if stands_alone else Severity.MAY
    message = f"日期“{written}”的月、日前多了“0”。"
    yield found(RULE, severity, line, place, message=message, suggestion=f"改为“{right}”。")


def _impossible(line: Line, text: str) -> Iterator[Finding]:
    for match in _DATE.finditer(text):
        year, month, day = int(match["year"] or _LEAP_YEAR), int(match["month"]), int(match["day"])
        if year == 0 or not 1 <= month <= _MONTHS or not 1 <= day <= monthrange(year, month)[1]:
            message = f"没有“{match[0]}”这一天。"
            yield found(RULE, Severity.MUST, line, match.span(), message=message, suggestion="核对并改正日期。")
    for match in _MONTH.finditer(text):
        if not 1 <= int(match["month"]) <= _MONTHS and not _DATE.match(text, match.start()):
            message = f"没有“{match['month']}月”。"
            yield found(RULE, Severity.MUST, line, match.span(), message=message, suggestion="核对并改正月份。")


def _mixed(manuscript: Manuscript) -> Iterator[Finding]:
    if not any(_ARABIC_YEAR.search(plain(line.text)) for line in manuscript.filled):
        return
    for line in manuscript.filled:
        match = _CHINESE_YEAR.search(line.text)
        if match and not _CHINESE_DATE.fullmatch("".join(line.text.split())):
            message = f"年份“{match[0]}”用了汉字，全文其他年份用阿拉伯数字。"
            suggestion = "统一用阿拉伯数字。"
            yield found(RULE, Severity.MAY, line, match.span(), message=message, suggestion=suggestion)
            return

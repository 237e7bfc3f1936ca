"""Dates as papers write them, and the day that a time limit means."""

from __future__ import annotations

import calendar
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from bihuan.papers.numerals import chinese_number
from bihuan.papers.plain import plain
from bihuan.papers.reader.reading import PaperDate
from bihuan.papers.source import Line

_CN = "[一二三四五六七八九十]"
_PART = r"(?P<part>底|末|初|上旬|中旬|下旬)?"
_DATE = re.compile(
    rf"(?<![\d.])(?:(?P<year>(?:19|20)\d\d)\s*年\s*(?:度\s*)?)?(?P<month>1[0-2]|0?[1-9])\s*月(?:份|\s*(?P<day>\d{{1,2}})\s*[日号])?{_PART}"
    r"|(?<![\d.])(?P<year_only>(?:19|20)\d\d)\s*年度?(?P<year_part>底|末|初|上半年)?"
    r"|(?<!\d)(?P<year_dash>(?:19|20)\d\d)(?P<dash>[-./])(?P<month_dash>\d{1,2})(?P=dash)(?P<day_dash>\d{1,2})(?!\d)"
    rf"|(?P<year_cn>[二一][〇零○一二三四五六七八九]{{3}})年(?:(?P<month_cn>{_CN}{{1,2}})月(?:(?P<day_cn>{_CN}{{1,3}})日)?)?"
)
_SPAN = re.compile(r"(?<![\d.])(?:19|20)\d\d(?:\s*年)?\s*[-—~至]+\s*(?=(?:19|20)\d\d\s*年)")
_YEAR_END = re.compile(r"年底|年末|年内|全年|本年度")
_QUARTER = re.compile(r"第?([一二三四1-4])季度")


def dates_in(line: Line) -> list[PaperDate]:
    """The dates that a line states, in order."""
    return [found for _, _, found in date_spans(plain(line.text), line.text, line.number)]


def date_spans(text: str, written: str, number: int) -> Iterator[tuple[int, int, PaperDate]]:
    """Where in a plain text dates stand, and what they say; `written` is the same text as written."""
    for match in _SPAN.finditer(text):
        start, end = match.span()
        yield start, end, PaperDate(written[start : start + 4], number, start, int(match.group()[:4]), None, None)
    for match in _DATE.finditer(text):
        start, end = match.span()
        year, month, day = _numbers(match)
        if not 1 <= (month or 1) <= 12 or not 1 <= (day or 1) <= 31:
            continue
        part = match["part"] or match["year_part"] or ""
        yield start, end, PaperDate(written[start:end].strip(), number, start, year, month, day, part)


def due_day(text: str, *, year: int | None) -> date | None:
    """The last day that a time limit such as “6月底前” leaves, with the paper's year where it names none.

    None when no year is known, or when the wording names no day (“长期坚持”, “立行立改”).
    """
    found = [item for _, _, item in sorted(date_spans(plain(text), text, 0), key=lambda span: span[0])]
    if not found:
        return _end_of_period(plain(text), year)
    last = found[-1]
    year = last.year or next((item.year for item in reversed(found) if item.year), year)
    if year is None:
        return None
    month = last.month or (6 if last.part == "上半年" else 12)
    month_end = calendar.monthrange(year, month)[1]
    day = last.day or {"初": 10, "上旬": 10, "中旬": 20}.get(last.part if last.month else "", month_end)
    return date(year, month, day) if day <= month_end else None


def year_of(title: str, dates: Iterable[PaperDate], *, signed: PaperDate | None) -> int | None:
    """The year that the paper is about: of its title, else of its signature, else the one it names most."""
    titled = [item.year for _, _, item in date_spans(plain(title), title, 0) if item.year]
    if titled:
        return titled[-1]
    if signed is not None and signed.year:
        return signed.year
    named = Counter(item.year for item in dates if item.year)
    return max(named, key=lambda year: (named[year], year)) if named else None


def _numbers(match: re.Match[str]) -> tuple[int | None, int | None, int | None]:
    if match["year_cn"]:
        return (
            chinese_number(match["year_cn"]),
            chinese_number(match["month_cn"] or ""),
            chinese_number(match["day_cn"] or ""),
        )
    year = match["year"] or match["year_only"] or match["year_dash"]
    month, day = match["month"] or match["month_dash"], match["day"] or match["day_dash"]
    return int(year) if year else None, int(month) if month else None, int(day) if day else None


def _end_of_period(text: str, year: int | None) -> date | None:
    if year is None:
        return None
    quarter = _QUARTER.search(text)
    if quarter:
        month = 3 * ("一二三四".find(quarter[1]) + 1 or int(quarter[1]))
        return date(year, month, calendar.monthrange(year, month)[1])
    if "上半年" in text:
        return date(year, 6, 30)
    return date(year, 12, 31) if _YEAR_END.search(text) else None

"""统计时期: 本周、本月、本季、本年, or from one day to another. Days begin and end at midnight in Asia/Shanghai.

A period is half-open: it holds the moments from its start up to, but not including, its end.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bihuan.figures.choices import PeriodName
from bihuan.kernel.deadlines import SHANGHAI

ONE_DAY = timedelta(days=1)
QUARTERS = "一二三四"
FIRST_YEAR = 2000
LAST_YEAR = 2099


class BadPeriod(ValueError):
    """The period cannot be used; the message is a Chinese sentence."""


@dataclass(frozen=True)
class Period:
    """A stretch of whole days; `label` is how papers write it: 2026年3月, 2026年第一季度, 2026年3月2日至3月8日."""

    name: PeriodName
    start: datetime
    end: datetime
    label: str

    @property
    def first_day(self) -> date:
        return self.start.astimezone(SHANGHAI).date()

    @property
    def last_day(self) -> date:
        return self.end.astimezone(SHANGHAI).date() - ONE_DAY


def period_of(name: PeriodName, today: date) -> Period:
    """The week (from Monday), month, quarter or year in which the day lies. Raises BadPeriod for CUSTOM."""
    if name is PeriodName.WEEK:
        monday = today - timedelta(days=today.weekday())
        sunday = monday + timedelta(days=6)
        return _period(name, monday, sunday, span_label(monday, sunday))
    if name is PeriodName.MONTH:
        return _months(name, today.year, today.month, 1, f"{today.year}年{today.month}月")
    if name is PeriodName.QUARTER:
        quarter = (today.month - 1) // 3
        return _months(name, today.year, quarter * 3 + 1, 3, f"{today.year}年第{QUARTERS[quarter]}季度")
    if name is PeriodName.YEAR:
        return _months(name, today.year, 1, 12, f"{today.year}年")
    raise BadPeriod("自定时期要写明起止日期。")


def custom(first: date, last: date) -> Period:
    """From one day to another, both included; a whole month, quarter or year is called so. Raises BadPeriod."""
    if last < first:
        raise BadPeriod("结束日期早于开始日期，请改正。")
    if first.year < FIRST_YEAR or last.year > LAST_YEAR:
        raise BadPeriod(f"日期应在{FIRST_YEAR}年至{LAST_YEAR}年之间，请改正。")
    whole = (period_of(name, first) for name in (PeriodName.MONTH, PeriodName.QUARTER, PeriodName.YEAR))
    named = [period.label for period in whole if (period.first_day, period.last_day) == (first, last)]
    return _period(PeriodName.CUSTOM, first, last, named[0] if named else span_label(first, last))


def span_label(first: date, last: date) -> str:
    """The days as papers write them, without repeating the year or month that both share."""
    begin = f"{first.year}年{first.month}月{first.day}日"
    if first == last:
        return begin
    year = "" if first.year == last.year else f"{last.year}年"
    return f"{begin}至{year}{last.month}月{last.day}日"


def midnight(on: date) -> datetime:
    """The first moment of a day in Shanghai."""
    return datetime.combine(on, time.min, SHANGHAI)


def _months(name: PeriodName, year: int, month: int, length: int, label: str) -> Period:
    after = month - 1 + length
    last = date(year + after // 12, after % 12 + 1, 1) - ONE_DAY
    return _period(name, date(year, month, 1), last, label)


def _period(name: PeriodName, first: date, last: date, label: str) -> Period:
    return Period(name, midnight(first), midnight(last + ONE_DAY), label)

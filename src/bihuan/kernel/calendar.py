"""Which days are working days: every weekday that is no holiday, plus the weekend days swapped to work (R-3.11).

The national table of 2004-2026 comes from the chinesecalendar package. Later years are added as notices that an
administrator enters; a local overlay may add holidays of an ethnic-minority area (R-3.12). A year without a notice is
never guessed at silently: asking for one of its days raises NoNotice, or marks the answer provisional where asked.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from itertools import accumulate

import chinese_calendar.constants as seed

from bihuan.kernel import festivals

ONE_DAY = timedelta(days=1)
SEED_NAMES = {
    "New Year's Day": "元旦",
    "Spring Festival": "春节",
    "Tomb-sweeping Day": "清明节",
    "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午节",
    "Mid-autumn Festival": "中秋节",
    "National Day": "国庆节",
    "Anti-Fascist 70th Day": "抗战胜利70周年纪念日",
}
PROVISIONAL_NOTICE = "暂按周一至周五并扣除法定节假日推算"


class NoNotice(LookupError):
    """A date falls in a year whose holiday notice is not known; the message is a Chinese sentence."""

    def __init__(self, year: int) -> None:
        self.year = year
        super().__init__(
            f"还没有{year}年的放假安排，无法推算该年的工作日。请管理员在“规则”页录入{year}年部分节假日安排的通知。"
        )


class DayKind(StrEnum):
    """What a day is, apart from its name."""

    WORKING = "WORKING"
    SWAPPED = "SWAPPED"
    REST = "REST"
    HOLIDAY = "HOLIDAY"


@dataclass(frozen=True, slots=True)
class Day:
    """One day: kind, name of its holiday (empty for ordinary days), title of the notice it rests on."""

    date: date
    kind: DayKind
    name: str
    notice: str
    working: bool


@dataclass(frozen=True)
class Notice:
    """A yearly notice: days off and weekend days swapped to work. Its days overrule what was known about them."""

    year: int
    title: str
    source: str
    holidays: Mapping[date, str]
    swap_days: Mapping[date, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class YearTable:
    """The days of one year by their ordinal minus `first`, with the running count of working days before each."""

    first: int
    days: tuple[Day, ...]
    working_before: tuple[int, ...]
    provisional: bool


class Calendar:
    """Immutable calendar: national table, added notices, local overlay. Later notices overrule earlier ones."""

    def __init__(self, notices: Iterable[Notice] = (), *, local: Iterable[Notice] = ()) -> None:
        self.notices = tuple(notices)
        self.local = tuple(local)
        self._years_noticed = frozenset(notice.year for notice in self.notices)
        self._overrules = _overrules(self.notices + self.local)
        self._tables: dict[int, YearTable] = {}
        self.version = _digest(self.notices, self.local)

    def has_notice(self, year: int) -> bool:
        """Whether a national notice of the year is known. A local overlay alone does not make a year known."""
        return year in _seeded_years() or year in self._years_noticed

    def day(self, on: date, *, provisional: bool = False) -> Day:
        """The day. Raises NoNotice for a year without notice unless a provisional answer is asked for."""
        table = self.table(on.year, provisional=provisional)
        return table.days[on.toordinal() - table.first]

    def is_working_day(self, on: date, *, provisional: bool = False) -> bool:
        """Whether offices work on that day. Raises NoNotice like `day`."""
        return self.day(on, provisional=provisional).working

    def is_provisional(self, on: date) -> bool:
        """Whether an answer about the day could only be a guess."""
        return not self.has_notice(on.year)

    def table(self, year: int, *, provisional: bool = False) -> YearTable:
        """All days of a year, built once. Raises NoNotice like `day`."""
        table = self._tables.get(year)
        if table is None:
            table = self._tables[year] = self._build(year)
        if table.provisional and not provisional:
            raise NoNotice(year)
        return table

    def _build(self, year: int) -> YearTable:
        provisional = not self.has_notice(year)
        base = _provisional_day if provisional else _seed_day
        first = date(year, 1, 1)
        dates = (first + timedelta(days=n) for n in range(366 if _is_leap(year) else 365))
        days = tuple(self._overrules.get(on) or base(on) for on in dates)
        before = tuple(accumulate((day.working for day in days), initial=0))
        return YearTable(first.toordinal(), days, before, provisional)


def _overrules(notices: Iterable[Notice]) -> dict[date, Day]:
    days: dict[date, Day] = {}
    for notice in notices:
        for on, name in notice.holidays.items():
            days[on] = Day(on, DayKind.HOLIDAY, name, notice.title, working=False)
        for on, name in notice.swap_days.items():
            kind = DayKind.SWAPPED if on.weekday() >= 5 else DayKind.WORKING
            days[on] = Day(on, kind, name, notice.title, working=True)
    return days


def _seed_day(on: date) -> Day:
    notice = f"国务院办公厅关于{on.year}年部分节假日安排的通知"
    if on in seed.holidays:
        return Day(on, DayKind.HOLIDAY, SEED_NAMES[seed.holidays[on]], notice, working=False)
    if on in seed.workdays:
        return Day(on, DayKind.SWAPPED, SEED_NAMES[seed.workdays[on]], notice, working=True)
    return _plain_day(on, "")


def _provisional_day(on: date) -> Day:
    name = festivals.statutory_holiday(on)
    if name:
        return Day(on, DayKind.HOLIDAY, name, PROVISIONAL_NOTICE, working=False)
    return _plain_day(on, PROVISIONAL_NOTICE)


def _plain_day(on: date, notice: str) -> Day:
    if on.weekday() >= 5:
        return Day(on, DayKind.REST, "", notice, working=False)
    return Day(on, DayKind.WORKING, "", notice, working=True)


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


@cache
def _seeded_years() -> frozenset[int]:
    return frozenset(on.year for on in seed.holidays)


@cache
def _seed_digest() -> bytes:
    days = [f"{on.isoformat()}+" for on in seed.holidays] + [f"{on.isoformat()}-" for on in seed.workdays]
    return hashlib.sha256("".join(sorted(days)).encode()).digest()


def _digest(notices: tuple[Notice, ...], local: tuple[Notice, ...]) -> str:
    """Twelve hexadecimal digits that change whenever any day of the calendar may have changed."""
    added = [
        [
            notice.year,
            notice.title,
            sorted((on.isoformat(), name) for on, name in notice.holidays.items()),
            sorted((on.isoformat(), name) for on, name in notice.swap_days.items()),
        ]
        for notice in (*notices, *local)
    ]
    content = json.dumps([added, len(notices)], ensure_ascii=False).encode()
    return hashlib.sha256(_seed_digest() + content).hexdigest()[:12]

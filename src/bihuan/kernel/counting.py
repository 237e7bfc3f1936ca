"""The counts behind deadlines.py, one function for each unit. Each gives the steps of its proof; the last is due.

The steps of ordinary days are the same for every deadline of a calendar, so they are made once for each year.
"""

from __future__ import annotations

from bisect import bisect_left
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

from bihuan.kernel.calendar import Calendar, Day, DayKind
from bihuan.kernel.limits import TimeLimit
from bihuan.kernel.office_hours import OfficeHours
from bihuan.kernel.proofs import SHANGHAI, Step
from bihuan.kernel.suspensions import Suspensions

FIRST_DAY = "起算日不计入"
SUSPENDED = "挂起，不计入"
NATURAL = "自然日"
BY_HOUR = "按小时连续计算"
AFTER_HOURS = "已过办公时间，不计入"
ROLLED = "顺延后的期满日"
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Count:
    """What every count needs: the limit, its first moment in Shanghai time, the calendar and the suspensions."""

    limit: TimeLimit
    begin: datetime
    calendar: Calendar
    provisional: bool
    suspensions: Suspensions

    def day(self, on: date) -> Day:
        return self.calendar.day(on, provisional=self.provisional)


def working_days(count: Count) -> list[Step]:
    """R-3.05, R-3.11: from the day after the first, only working days count."""
    amount = int(count.limit.amount)
    on = count.begin.date()
    if count.suspensions:
        return [_first(on), *_working_days_around_suspensions(count, on, amount)]
    table = count.calendar.table(on.year, provisional=count.provisional)
    steps = [_first(on)]
    begin = on.toordinal() - table.first + 1
    wanted = table.working_before[begin] + amount
    while wanted > table.working_before[-1]:
        steps += _year_steps(count.calendar, on.year)[begin:]
        wanted -= table.working_before[-1]
        on, begin = date(on.year + 1, 1, 1), 0
        table = count.calendar.table(on.year, provisional=count.provisional)
    steps += _year_steps(count.calendar, on.year)[begin : bisect_left(table.working_before, wanted)]
    return steps


def days(count: Count) -> list[Step]:
    """R-3.01, R-3.03: from the day after the first, every day counts; a last day of rest moves on."""
    on = count.begin.date()
    steps = [_first(on)]
    left = int(count.limit.amount)
    while left:
        on += ONE_DAY
        suspended = bool(count.suspensions) and count.suspensions.covers(on)
        left -= not suspended
        steps.append(Step(on, False, SUSPENDED) if suspended else _natural(on))
    return _roll(count, steps)


def months(count: Count) -> list[Step]:
    """R-3.02, R-3.03: the corresponding day of the due month, or its last day; a last day of rest moves on."""
    first = count.begin.date()
    month = first.month - 1 + int(count.limit.amount)
    year, month = first.year + month // 12, month % 12 + 1
    last = monthrange(year, month)[1]
    on = date(year, month, min(first.day, last))
    reason = f"{count.limit.label}后的对应日" if first.day <= last else f"{count.limit.label}后无对应日，取月末"
    steps = [_first(first)]
    if count.suspensions:
        on = _push(count.suspensions, first, on)
        reason += "，扣除挂起天数" if on != date(year, month, min(first.day, last)) else ""
    return _roll(count, [*steps, Step(on, True, reason)])


def hours(count: Count, office_hours: OfficeHours) -> tuple[datetime, list[Step]]:
    """R-3.01: from the stated moment on, without regard to rest days; a wholly suspended day adds 24 hours."""
    length = timedelta(hours=count.limit.amount)
    first = count.begin.date()
    due = _later(count.begin, length)
    suspended: list[date] = []
    while count.suspensions:
        found = [on for on in _dates(first, due.date()) if count.suspensions.covers(on)]
        if found == suspended:
            break
        suspended, due = found, _later(count.begin, length + ONE_DAY * len(found))
    steps = [
        Step(on, False, SUSPENDED) if on in suspended else Step(on, True, BY_HOUR) for on in _dates(first, due.date())
    ]
    return due, steps


def working_hours(count: Count, office_hours: OfficeHours) -> tuple[datetime, list[Step]]:
    """Only the office hours of working days count, from the stated moment on."""
    left = timedelta(hours=count.limit.amount)
    steps: list[Step] = []
    on = count.begin.date()
    while True:
        day = count.day(on)
        if count.suspensions and count.suspensions.covers(on):
            steps.append(Step(on, False, SUSPENDED))
        elif not day.working:
            steps.append(_step(day))
        else:
            counted, due = _office_time(count.begin, on, office_hours, left)
            left -= counted
            reason = f"{_step(day).reason}，计入{_spell(counted)}" if counted else AFTER_HOURS
            steps.append(Step(on, bool(counted), reason, _step(day).notice))
            if due is not None:
                return due, steps
        on += ONE_DAY


def _working_days_around_suspensions(count: Count, on: date, left: int) -> Iterator[Step]:
    while left:
        on += ONE_DAY
        day = count.day(on)
        if day.working and count.suspensions.covers(on):
            yield Step(on, False, SUSPENDED)
            continue
        left -= day.working
        yield _step(day)


def _roll(count: Count, steps: list[Step]) -> list[Step]:
    """R-3.03: a last day of rest moves to the first working day after; a swapped weekend day is no day of rest."""
    last = steps[-1]
    day = count.day(last.date)
    if day.working:
        return steps
    steps[-1] = Step(last.date, True, f"期满日为{_step(day).reason}，顺延", _step(day).notice)
    while True:
        day = count.day(day.date + ONE_DAY)
        suspended = bool(count.suspensions) and count.suspensions.covers(day.date)
        if day.working and not suspended:
            reason = ROLLED if day.kind is DayKind.WORKING else f"{ROLLED}（调休上班）"
            return [*steps, Step(day.date, False, reason, _step(day).notice)]
        steps.append(Step(day.date, False, SUSPENDED if suspended else f"{_step(day).reason}，顺延", _step(day).notice))


def _push(suspensions: Suspensions, first: date, due: date) -> date:
    """The date moved on by as many days as are suspended before it."""
    owed = sum(suspensions.covers(on) for on in _dates(first + ONE_DAY, due))
    while owed:
        due += ONE_DAY
        owed -= not suspensions.covers(due)
    return due


def _office_time(
    begin: datetime, on: date, office_hours: OfficeHours, left: timedelta
) -> tuple[timedelta, datetime | None]:
    """How much of `left` the office hours of the day take up, and the moment at which nothing is left, if any."""
    counted = timedelta()
    for opens, closes in office_hours.spans:
        start = max(datetime.combine(on, opens, SHANGHAI), begin)
        room = datetime.combine(on, closes, SHANGHAI) - start
        if room <= timedelta():
            continue
        if left - counted <= room:
            return left, start + (left - counted)
        counted += room
    return counted, None


def _first(on: date) -> Step:
    return Step(on, False, FIRST_DAY)


@lru_cache(maxsize=128)
def _year_steps(calendar: Calendar, year: int) -> tuple[Step, ...]:
    return tuple(_step(day) for day in calendar.table(year, provisional=True).days)


def _step(day: Day) -> Step:
    if day.kind is DayKind.HOLIDAY:
        return Step(day.date, False, f"{day.name}放假", day.notice)
    if day.kind is DayKind.REST:
        return Step(day.date, False, "周末休息", day.notice)
    return Step(day.date, True, "工作日（调休上班）" if day.kind is DayKind.SWAPPED else "工作日", day.notice)


@lru_cache(maxsize=4096)
def _natural(on: date) -> Step:
    return Step(on, True, NATURAL)


def _dates(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=n) for n in range((last - first).days + 1))


def _later(moment: datetime, length: timedelta) -> datetime:
    """Elapsed time, unharmed by the summer time that Shanghai kept until 1991."""
    return (moment.astimezone(UTC) + length).astimezone(SHANGHAI)


def _spell(length: timedelta) -> str:
    minutes = round(length.total_seconds() / 60)
    spelled = f"{minutes // 60}小时" if minutes >= 60 else ""
    return spelled + (f"{minutes % 60}分钟" if minutes % 60 or not spelled else "")

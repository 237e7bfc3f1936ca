"""When a limit ends.

Counting follows the Civil Code: the first day is not counted and hours run from the stated moment (R-3.01, 第201条);
months end on the corresponding day or the end of the month (R-3.02, 第202条); a last day of rest moves to the next
working day, while a weekend day swapped to work does not move (R-3.03, 第203条). Working days leave out rest days and
holidays and include swapped weekend days (R-3.05, R-3.11). Time under suspension is not counted (R-3.10): of working
days the whole working days, of calendar days the whole days that lie inside it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta

from bihuan.kernel import counting
from bihuan.kernel.calendar import Calendar, NoNotice
from bihuan.kernel.limits import TimeLimit, Unit
from bihuan.kernel.office_hours import OfficeHours
from bihuan.kernel.proofs import SHANGHAI, Deadline, Step
from bihuan.kernel.suspensions import StillSuspended, Suspension, Suspensions

__all__ = [
    "SHANGHAI",
    "Deadline",
    "NoNotice",
    "OfficeHours",
    "Step",
    "StillSuspended",
    "Suspension",
    "TimeLimit",
    "Unit",
    "compute",
    "elapsed_working_days",
    "last_day",
    "received_at",
]

ONE_DAY = timedelta(days=1)
BY_DAYS: dict[Unit, Callable[[counting.Count], list[Step]]] = {
    Unit.WORKING_DAY: counting.working_days,
    Unit.DAY: counting.days,
    Unit.MONTH: counting.months,
}
BY_HOURS: dict[Unit, Callable[[counting.Count, OfficeHours], tuple[datetime, list[Step]]]] = {
    Unit.HOUR: counting.hours,
    Unit.WORKING_HOUR: counting.working_hours,
}


def compute(
    limit: TimeLimit,
    *,
    start: datetime,
    calendar: Calendar,
    office_hours: OfficeHours,
    provisional: bool = False,
    suspensions: Sequence[Suspension] = (),
    close_of_business: bool = False,
) -> Deadline:
    """The end of a limit that starts at an aware moment.

    `close_of_business` ends the last day when the office closes instead of at 24:00 (R-3.03, counters); hours end at
    their own moment. Raises NoNotice where the count reaches a year without a notice, unless `provisional`;
    StillSuspended where an open suspension (end None) stops the count; ValueError for a naive start.
    """
    if start.tzinfo is None:
        raise ValueError("起算时间须带时区。")
    begin = start.astimezone(SHANGHAI)
    count = counting.Count(limit, begin, calendar, provisional, Suspensions(suspensions))
    if limit.unit in BY_DAYS:
        steps = BY_DAYS[limit.unit](count)
        due_date = steps[-1].date
        due_at = _end_of(due_date, office_hours if close_of_business else None)
    else:
        due_at, steps = BY_HOURS[limit.unit](count, office_hours)
        due_date = due_at.date()
    guessed = provisional and limit.unit is not Unit.HOUR and _reaches_a_guess(calendar, begin.date(), due_date)
    return Deadline(due_at, due_date, guessed, calendar.version, begin, limit, tuple(steps))


def received_at(moment: datetime, *, calendar: Calendar, rest_day_counts: bool, provisional: bool = False) -> datetime:
    """When something handed in counts as received: at once, or from 00:00 of the next working day if it came on a rest
    day and the local rule (office.receipt-on-rest-day) does not count rest days. Raises NoNotice."""
    local = moment.astimezone(SHANGHAI)
    if rest_day_counts or calendar.is_working_day(local.date(), provisional=provisional):
        return local
    on = local.date()
    while not calendar.is_working_day(on, provisional=provisional):
        on += ONE_DAY
    return datetime.combine(on, time.min, SHANGHAI)


def last_day(due_at: datetime) -> date:
    """The last day of a limit: one that ends at 24:00 is kept as the next midnight and ends on the day before."""
    return (due_at.astimezone(SHANGHAI) - timedelta(microseconds=1)).date()


def elapsed_working_days(
    start: date | datetime,
    end: date | datetime,
    calendar: Calendar,
    *,
    suspensions: Sequence[Suspension] = (),
    provisional: bool = False,
) -> int:
    """Working days after the day of `start` up to and including the day of `end`; negative when `end` lies before.

    Suspended whole working days are left out. Raises NoNotice unless `provisional`.
    """
    first, last = _day_of(start), _day_of(end)
    if last < first:
        return -elapsed_working_days(last, first, calendar, suspensions=suspensions, provisional=provisional)
    through_first = _working_days_through(first, first.year, calendar, provisional)
    elapsed = _working_days_through(last, first.year, calendar, provisional) - through_first
    if suspensions:
        stops = Suspensions(suspensions)
        span = (first + timedelta(days=n) for n in range(1, (last - first).days + 1))
        elapsed -= sum(stops.lies_in(on) and calendar.is_working_day(on, provisional=provisional) for on in span)
    return elapsed


def _working_days_through(on: date, since_year: int, calendar: Calendar, provisional: bool) -> int:
    earlier = sum(
        calendar.table(year, provisional=provisional).working_before[-1] for year in range(since_year, on.year)
    )
    table = calendar.table(on.year, provisional=provisional)
    return earlier + table.working_before[on.toordinal() - table.first + 1]


def _day_of(moment: date | datetime) -> date:
    return moment.astimezone(SHANGHAI).date() if isinstance(moment, datetime) else moment


def _reaches_a_guess(calendar: Calendar, first: date, last: date) -> bool:
    return not all(calendar.has_notice(year) for year in range(first.year, last.year + 1))


def _end_of(on: date, office_hours: OfficeHours | None) -> datetime:
    if office_hours is not None:
        return datetime.combine(on, office_hours.closes, SHANGHAI)
    return datetime.combine(on + ONE_DAY, time.min, SHANGHAI)

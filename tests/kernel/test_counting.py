"""Every unit against a walk from day to day, over random starts, amounts and suspensions."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bihuan.kernel.calendar import Calendar
from bihuan.kernel.deadlines import (
    SHANGHAI,
    Deadline,
    OfficeHours,
    Suspension,
    TimeLimit,
    Unit,
    compute,
    elapsed_working_days,
)

NATIONAL = Calendar()
HOURS = OfficeHours.parse(["08:30-12:00", "14:30-17:30"])
ONE_DAY = timedelta(days=1)

moments = st.builds(
    datetime.combine, st.dates(date(2005, 1, 1), date(2024, 12, 31)), st.times(), tzinfo=st.just(SHANGHAI)
)
amounts = st.integers(1, 90)


@given(moments, amounts)
def test_working_days_equal_a_walk_from_day_to_day(start: datetime, amount: int) -> None:
    deadline = compute(TimeLimit(amount, Unit.WORKING_DAY), start=start, calendar=NATIONAL, office_hours=HOURS)
    on, left = start.date(), amount
    while left:
        on += ONE_DAY
        left -= NATIONAL.is_working_day(on)
    assert deadline.due_date == on
    assert deadline.due_at == datetime.combine(on + ONE_DAY, datetime.min.time(), SHANGHAI)
    assert sum(step.counted for step in deadline.steps) == amount
    assert [step.date for step in deadline.steps] == [
        start.date() + timedelta(days=n) for n in range((on - start.date()).days + 1)
    ]
    assert elapsed_working_days(start, deadline.due_date, NATIONAL) == amount


@given(moments, amounts)
def test_calendar_days_equal_a_walk_from_day_to_day(start: datetime, amount: int) -> None:
    deadline = compute(TimeLimit(amount, Unit.DAY), start=start, calendar=NATIONAL, office_hours=HOURS)
    on = start.date() + timedelta(days=amount)
    while not NATIONAL.is_working_day(on):
        on += ONE_DAY
    assert deadline.due_date == on
    assert sum(step.counted for step in deadline.steps) == amount


@given(moments, st.integers(1, 24))
def test_months_never_end_before_the_corresponding_day_and_always_on_a_working_day(
    start: datetime, amount: int
) -> None:
    deadline = compute(TimeLimit(amount, Unit.MONTH), start=start, calendar=NATIONAL, office_hours=HOURS)
    month = start.month - 1 + amount
    year, month = start.year + month // 12, month % 12 + 1
    first_of_next = date(year + month // 12, month % 12 + 1, 1)
    on = min(date(year, month, 1) + timedelta(days=start.day - 1), first_of_next - ONE_DAY)
    while not NATIONAL.is_working_day(on):
        on += ONE_DAY
    assert deadline.due_date == on


@given(moments, st.integers(1, 40))
def test_office_hours_equal_a_walk_from_minute_to_minute(start: datetime, quarters: int) -> None:
    begin = start.replace(second=0, microsecond=0)
    limit = TimeLimit(quarters / 4, Unit.WORKING_HOUR)
    deadline = compute(limit, start=begin, calendar=NATIONAL, office_hours=HOURS)
    moment, left = begin, quarters * 15
    while left:
        open_now = any(opens <= moment.time() < closes for opens, closes in HOURS.spans)
        left -= open_now and NATIONAL.is_working_day(moment.date())
        moment += timedelta(minutes=1)
    assert deadline.due_at == moment


@given(moments, amounts, st.lists(st.tuples(st.integers(0, 2000), st.integers(0, 500)), max_size=3))
def test_suspended_working_days_equal_a_walk_from_day_to_day(
    start: datetime, amount: int, hours: list[tuple[int, int]]
) -> None:
    spans: list[Suspension] = []
    for after, length in hours:
        begin = start + timedelta(hours=after)
        spans.append((begin, begin + timedelta(hours=length)))
    limit = TimeLimit(amount, Unit.WORKING_DAY)
    deadline = compute(limit, start=start, calendar=NATIONAL, office_hours=HOURS, suspensions=spans)

    def suspended(on: date) -> bool:
        midnight = datetime.combine(on, datetime.min.time(), SHANGHAI)
        return any(begin <= midnight and midnight + ONE_DAY <= end for begin, end in spans)

    on, left = start.date(), amount
    while left:
        on += ONE_DAY
        left -= NATIONAL.is_working_day(on) and not suspended(on)
    assert deadline.due_date == on
    assert elapsed_working_days(start, on, NATIONAL, suspensions=spans) == amount


@given(moments, amounts, st.sampled_from(list(Unit)))
def test_every_proof_replays_to_the_same_deadline(start: datetime, amount: int, unit: Unit) -> None:
    amount = min(amount, 9) if unit is Unit.MONTH else amount
    deadline = compute(TimeLimit(amount, unit), start=start, calendar=NATIONAL, office_hours=HOURS)
    again = Deadline.from_proof(json.loads(json.dumps(deadline.as_proof())))
    assert again == deadline
    assert again.due_date == again.steps[-1].date


@given(moments, amounts, st.sampled_from(list(Unit)))
def test_a_longer_limit_never_ends_earlier(start: datetime, amount: int, unit: Unit) -> None:
    amount = min(amount, 9) if unit is Unit.MONTH else amount
    shorter, longer = (
        compute(TimeLimit(n, unit), start=start, calendar=NATIONAL, office_hours=HOURS) for n in (amount, amount + 1)
    )
    assert shorter.due_at <= longer.due_at

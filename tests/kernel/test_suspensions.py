"""Suspended time does not count (R-3.10): whole days only."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from bihuan.kernel.calendar import Calendar
from bihuan.kernel.deadlines import (
    SHANGHAI,
    Deadline,
    OfficeHours,
    StillSuspended,
    TimeLimit,
    compute,
    elapsed_working_days,
)

NATIONAL = Calendar()
HOURS = OfficeHours.parse(["08:30-12:00", "14:30-17:30"])


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def due(limit: str, start: str, **options: object) -> Deadline:
    return compute(TimeLimit.parse(limit), start=at(start), calendar=NATIONAL, office_hours=HOURS, **options)


def test_a_suspension_removes_only_the_whole_days_inside_it() -> None:
    suspension = (at("2026-03-09T09:00"), at("2026-03-11T10:00"))
    assert due("5 WD", "2026-03-06T10:00").due_date == date(2026, 3, 13)
    deadline = due("5 WD", "2026-03-06T10:00", suspensions=[suspension])
    assert deadline.due_date == date(2026, 3, 16)
    assert [step.date.day for step in deadline.steps if step.reason == "挂起，不计入"] == [10]


def test_a_suspension_from_midnight_to_midnight_removes_both_days() -> None:
    suspension = (at("2026-03-09T00:00"), at("2026-03-11T00:00"))
    assert due("5 WD", "2026-03-06T10:00", suspensions=[suspension]).due_date == date(2026, 3, 17)


def test_a_suspension_within_one_day_removes_nothing() -> None:
    suspension = (at("2026-03-09T09:00"), at("2026-03-09T17:00"))
    assert due("5 WD", "2026-03-06T10:00", suspensions=[suspension]).due_date == date(2026, 3, 13)


def test_overlapping_suspensions_remove_a_day_once() -> None:
    twice = [(at("2026-03-09T00:00"), at("2026-03-11T00:00")), (at("2026-03-10T00:00"), at("2026-03-12T00:00"))]
    assert due("5 WD", "2026-03-06T10:00", suspensions=twice).due_date == date(2026, 3, 18)


@pytest.mark.parametrize(
    ("limit", "running", "suspended"),
    [
        ("12 D", "2026-03-18T00:00", "2026-03-19T00:00"),
        ("3 M", "2026-06-06T00:00", "2026-06-09T00:00"),
        ("48 H", "2026-03-07T10:00", "2026-03-08T10:00"),
        ("8 WH", "2026-03-06T11:30", "2026-03-09T11:30"),
    ],
)
def test_every_unit_leaves_out_a_wholly_suspended_friday(limit: str, running: str, suspended: str) -> None:
    friday = (at("2026-03-05T20:00"), at("2026-03-07T08:00"))
    assert due(limit, "2026-03-05T10:00").due_at == at(running)
    assert due(limit, "2026-03-05T10:00", suspensions=[friday]).due_at == at(suspended)


def test_a_limit_under_an_open_suspension_has_no_end_yet() -> None:
    with pytest.raises(StillSuspended, match="恢复办理后才能算出到期时间"):
        due("5 WD", "2026-03-06T10:00", suspensions=[(at("2026-03-09T09:00"), None)])


def test_a_limit_that_ends_before_the_open_suspension_keeps_its_end() -> None:
    deadline = due("1 WD", "2026-03-06T10:00", suspensions=[(at("2026-03-09T09:00"), None)])
    assert deadline.due_date == date(2026, 3, 9)


def test_a_suspension_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(ValueError, match="挂起的起止时间"):
        due("5 WD", "2026-03-06T10:00", suspensions=[(at("2026-03-09T09:00"), at("2026-03-08T09:00"))])


def test_elapsed_working_days_leave_out_suspended_days() -> None:
    suspension = (at("2026-03-09T09:00"), at("2026-03-11T10:00"))
    assert elapsed_working_days(date(2026, 3, 6), date(2026, 3, 13), NATIONAL, suspensions=[suspension]) == 4

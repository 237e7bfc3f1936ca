"""When a limit ends: the vectors of the law (W1-W11, N1-N7) and what the proof says."""

from __future__ import annotations

import json
from datetime import date, datetime
from time import perf_counter

import pytest

from bihuan.kernel.calendar import Calendar, Notice
from bihuan.kernel.deadlines import (
    SHANGHAI,
    Deadline,
    NoNotice,
    OfficeHours,
    Step,
    TimeLimit,
    Unit,
    compute,
    elapsed_working_days,
    received_at,
)

NATIONAL = Calendar()
HOURS = OfficeHours.parse(["08:30-12:00", "14:30-17:30"])
NOTICE_2026 = "国务院办公厅关于2026年部分节假日安排的通知"


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def due(limit: str, start: str, **options: object) -> Deadline:
    return compute(TimeLimit.parse(limit), start=at(start), calendar=NATIONAL, office_hours=HOURS, **options)


@pytest.mark.parametrize(
    ("start", "amount", "expected"),
    [
        pytest.param("2026-02-10", 5, "2026-02-24", id="W1"),
        pytest.param("2026-02-10", 20, "2026-03-16", id="W2"),
        pytest.param("2026-02-14", 1, "2026-02-24", id="W3"),
        pytest.param("2025-01-24", 5, "2025-02-07", id="W4"),
        pytest.param("2025-01-24", 1, "2025-01-26", id="W5"),
        pytest.param("2025-01-26", 2, "2025-02-05", id="W6"),
        pytest.param("2026-02-13", 10, "2026-03-05", id="W7"),
        pytest.param("2026-09-24", 5, "2026-10-09", id="W8"),
        pytest.param("2026-04-30", 3, "2026-05-08", id="W9"),
        pytest.param("2024-02-08", 5, "2024-02-21", id="W10"),
        pytest.param("2025-09-26", 7, "2025-10-13", id="W11"),
    ],
)
def test_working_days_end_on_the_day_of_the_vector(start: str, amount: int, expected: str) -> None:
    assert due(f"{amount} WD", f"{start}T10:00").due_date == date.fromisoformat(expected)


@pytest.mark.parametrize(
    ("start", "amount", "expected"),
    [
        pytest.param("2026-02-05", 15, "2026-02-24", id="N1"),
        pytest.param("2026-01-05", 60, "2026-03-06", id="N2"),
        pytest.param("2026-02-13", 15, "2026-02-28", id="N3 does not roll from a swapped Saturday"),
        pytest.param("2026-01-25", 30, "2026-02-24", id="N4"),
        pytest.param("2025-01-14", 15, "2025-02-05", id="N5"),
        pytest.param("2026-09-10", 15, "2026-09-28", id="N6"),
        pytest.param("2026-01-31", 15, "2026-02-24", id="N7"),
    ],
)
def test_calendar_days_end_on_the_day_of_the_vector(start: str, amount: int, expected: str) -> None:
    assert due(f"{amount} D", f"{start}T10:00").due_date == date.fromisoformat(expected)


def test_filing_at_1740_on_the_friday_before_a_swapped_saturday_gives_four_right_dates() -> None:
    filed = "2026-02-13T17:40"
    assert due("2 WH", filed).due_at == at("2026-02-14T10:30")
    assert due("1 WD", filed).due_at == at("2026-02-15T00:00")
    assert due("5 WD", filed).due_at == at("2026-02-28T00:00")
    assert due("15 D", filed).due_at == at("2026-03-01T00:00")


def test_the_proof_of_that_filing_can_be_read_by_a_clerk() -> None:
    steps = due("2 WD", "2026-02-13T17:40").steps
    assert [(step.date.day, step.counted, step.reason, step.notice) for step in steps] == [
        (13, False, "起算日不计入", ""),
        (14, True, "工作日（调休上班）", NOTICE_2026),
        *((day, False, "春节放假", NOTICE_2026) for day in range(15, 24)),
        (24, True, "工作日", ""),
    ]


def test_a_rolled_last_day_says_why_it_moved() -> None:
    steps = due("15 D", "2026-09-10T10:00").steps[-4:]
    assert steps == (
        Step(date(2026, 9, 25), True, "期满日为中秋节放假，顺延", NOTICE_2026),
        Step(date(2026, 9, 26), False, "中秋节放假，顺延", NOTICE_2026),
        Step(date(2026, 9, 27), False, "中秋节放假，顺延", NOTICE_2026),
        Step(date(2026, 9, 28), False, "顺延后的期满日"),
    )


def test_a_deadline_may_end_at_close_of_business() -> None:
    assert due("1 WD", "2026-03-03T10:00", close_of_business=True).due_at == at("2026-03-04T17:30")


@pytest.mark.parametrize(
    ("start", "months", "expected", "reason"),
    [
        ("2026-01-05", 1, "2026-02-05", "1个月后的对应日"),
        ("2026-01-31", 1, "2026-02-28", "1个月后无对应日，取月末"),
        ("2024-01-31", 1, "2024-02-29", "1个月后无对应日，取月末"),
        ("2025-10-17", 4, "2026-02-24", "期满日为春节放假，顺延"),
        ("2025-08-31", 18, "2027-03-01", "期满日为周末休息，顺延"),
    ],
)
def test_months_end_on_the_corresponding_day_or_the_end_of_the_month_and_roll(
    start: str, months: int, expected: str, reason: str
) -> None:
    deadline = due(f"{months} M", f"{start}T10:00", provisional=True)
    assert deadline.due_date == date.fromisoformat(expected)
    assert deadline.steps[1].reason == reason


def test_hours_run_from_the_stated_moment_through_rest_days() -> None:
    deadline = due("24 H", "2026-02-14T17:40")
    assert deadline.due_at == at("2026-02-15T17:40")
    assert [step.counted for step in deadline.steps] == [True, True]


def test_half_hours_are_counted() -> None:
    assert due("1.5 H", "2026-03-03T10:00").due_at == at("2026-03-03T11:30")


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ("2026-03-03T09:00", "2026-03-03T11:00"),
        ("2026-03-03T10:00", "2026-03-03T12:00"),
        ("2026-03-03T11:00", "2026-03-03T15:30"),
        ("2026-03-03T07:00", "2026-03-03T10:30"),
        ("2026-03-03T12:30", "2026-03-03T16:30"),
        ("2026-03-03T17:00", "2026-03-04T10:00"),
        ("2026-03-06T17:30", "2026-03-09T10:30"),
        ("2026-03-07T09:00", "2026-03-09T10:30"),
    ],
)
def test_two_office_hours_count_only_while_the_office_is_open(start: str, expected: str) -> None:
    assert due("2 WH", start).due_at == at(expected)


def test_office_hours_name_what_each_day_contributed() -> None:
    assert due("2 WH", "2026-03-03T17:10").steps == (
        Step(date(2026, 3, 3), True, "工作日，计入20分钟"),
        Step(date(2026, 3, 4), True, "工作日，计入1小时40分钟"),
    )


def test_a_count_that_reaches_a_year_without_notice_is_refused() -> None:
    with pytest.raises(NoNotice, match="2027年"):
        due("20 WD", "2026-12-20T10:00")


@pytest.mark.parametrize("limit", ["20 WD", "30 D", "1 M", "80 WH"])
def test_a_count_that_reaches_a_year_without_notice_is_marked_provisional_where_asked(limit: str) -> None:
    assert due(limit, "2026-12-20T10:00", provisional=True).provisional
    assert not due(limit, "2026-03-20T10:00", provisional=True).provisional


def test_hours_need_no_notice() -> None:
    deadline = due("24 H", "2026-12-31T10:00", provisional=True)
    assert (deadline.due_at, deadline.provisional) == (at("2027-01-01T10:00"), False)
    assert due("24 H", "2026-12-31T10:00").due_at == at("2027-01-01T10:00")


def test_entering_the_notice_moves_a_provisional_deadline() -> None:
    notice = Notice(2027, "演练", "演练", {date(2027, 1, 4): "元旦"}, {date(2027, 1, 9): "元旦"})
    guess = due("10 WD", "2026-12-28T10:00", provisional=True)
    known = compute(guess.limit, start=guess.start, calendar=Calendar([notice]), office_hours=HOURS)
    # The invented notice makes 1 January a working day, 4 January a holiday and Saturday 9 January a working day.
    assert (guess.due_date, known.due_date) == (date(2027, 1, 12), date(2027, 1, 11))
    assert not known.provisional
    assert guess.calendar_version != known.calendar_version


def test_a_thousand_deadlines_with_their_proofs_are_ready_within_half_a_second() -> None:
    due("20 WD", "2026-02-10T10:00")
    begin = perf_counter()
    for _ in range(1000):
        due("20 WD", "2026-02-10T10:00").as_proof()
    assert perf_counter() - begin < 0.5  # typically 0.03


def test_a_start_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="起算时间须带时区"):
        compute(TimeLimit(1, Unit.DAY), start=datetime(2026, 3, 3), calendar=NATIONAL, office_hours=HOURS)  # noqa: DTZ001 - the fault under test


def test_a_start_in_another_zone_counts_from_its_day_in_shanghai() -> None:
    start = datetime.fromisoformat("2026-03-03T17:00:00+00:00")
    deadline = compute(TimeLimit.parse("1 WD"), start=start, calendar=NATIONAL, office_hours=HOURS)
    assert deadline.due_date == date(2026, 3, 5)


def test_something_handed_in_on_a_rest_day_is_received_on_the_next_working_day_unless_the_place_counts_it() -> None:
    sunday = at("2026-02-22T11:00")
    assert received_at(sunday, calendar=NATIONAL, rest_day_counts=False) == at("2026-02-24T00:00")
    assert received_at(sunday, calendar=NATIONAL, rest_day_counts=True) == sunday
    saturday = at("2026-02-14T17:40")
    assert received_at(saturday, calendar=NATIONAL, rest_day_counts=False) == saturday


def test_elapsed_working_days_count_the_last_day_and_not_the_first() -> None:
    assert elapsed_working_days(date(2026, 2, 13), date(2026, 2, 24), NATIONAL) == 2
    assert elapsed_working_days(at("2026-02-24T23:00"), at("2026-02-24T23:30"), NATIONAL) == 0
    assert elapsed_working_days(date(2026, 2, 24), date(2026, 2, 13), NATIONAL) == -2


@pytest.mark.parametrize("limit", ["2 WD", "15 D", "3 M", "36.5 H", "20 WH"])
def test_a_proof_survives_its_journey_through_json(limit: str) -> None:
    deadline = due(limit, "2026-02-13T17:40")
    assert Deadline.from_proof(json.loads(json.dumps(deadline.as_proof()))) == deadline


def test_a_proof_of_an_unknown_form_is_refused() -> None:
    with pytest.raises(ValueError, match="格式不认识"):
        Deadline.from_proof({"v": 2})

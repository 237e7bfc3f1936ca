"""Which days are working days (R-3.11, R-3.12)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bihuan.kernel.calendar import Calendar, Day, DayKind, NoNotice, Notice
from tests.shared import shared_file

NATIONAL = Calendar()
TITLE_2026 = "国务院办公厅关于2026年部分节假日安排的通知"
NOTICE_2027 = Notice(
    2027,
    "2027年放假安排（演练）",
    "演练〔2026〕1号",
    holidays={date(2027, 1, 1): "元旦", date(2027, 2, 5): "春节", date(2027, 2, 8): "春节"},
    swap_days={date(2027, 1, 30): "春节"},
)


def test_a_plain_weekday_is_a_working_day() -> None:
    assert NATIONAL.day(date(2026, 3, 3)) == Day(date(2026, 3, 3), DayKind.WORKING, "", "", working=True)


def test_a_plain_weekend_day_is_a_rest_day() -> None:
    assert NATIONAL.day(date(2026, 3, 7)) == Day(date(2026, 3, 7), DayKind.REST, "", "", working=False)


def test_a_swapped_saturday_is_a_working_day_and_names_its_notice() -> None:
    assert NATIONAL.day(date(2026, 2, 14)) == Day(date(2026, 2, 14), DayKind.SWAPPED, "春节", TITLE_2026, working=True)


def test_a_weekday_inside_a_long_break_is_a_holiday_and_names_its_notice() -> None:
    assert NATIONAL.day(date(2026, 2, 23)) == Day(date(2026, 2, 23), DayKind.HOLIDAY, "春节", TITLE_2026, working=False)


@pytest.mark.parametrize(
    ("year", "first", "last", "swapped", "working"),
    [
        (2024, "02-10", "02-17", "02-04 02-18 04-07 04-28 05-11 09-14 09-29 10-12", 251),
        (2025, "01-28", "02-04", "01-26 02-08 04-27 09-28 10-11", 248),
        (2026, "02-15", "02-23", "01-04 02-14 02-28 05-09 09-20 10-10", 248),
    ],
)
def test_the_year_has_its_spring_festival_its_swapped_days_and_its_number_of_working_days(
    year: int, first: str, last: str, swapped: str, working: int
) -> None:
    days = [NATIONAL.day(date(year, 1, 1) + timedelta(days=n)) for n in range(365 + (year % 4 == 0))]
    spring = [day.date for day in days if day.kind is DayKind.HOLIDAY and day.name == "春节"]
    assert (spring[0].strftime("%m-%d"), spring[-1].strftime("%m-%d")) == (first, last)
    assert len(spring) == (spring[-1] - spring[0]).days + 1
    assert " ".join(f"{day.date:%m-%d}" for day in days if day.kind is DayKind.SWAPPED) == swapped
    assert sum(day.working for day in days) == working


def test_a_year_without_a_notice_is_refused_in_a_sentence_that_says_who_can_mend_it() -> None:
    with pytest.raises(NoNotice) as refused:
        NATIONAL.is_working_day(date(2027, 1, 4))
    assert refused.value.year == 2027
    assert str(refused.value) == (
        "还没有2027年的放假安排，无法推算该年的工作日。请管理员在“规则”页录入2027年部分节假日安排的通知。"
    )


@pytest.mark.parametrize("year", [2003, 2027, 2100])
def test_years_outside_the_table_have_no_notice(year: int) -> None:
    assert not NATIONAL.has_notice(year)


@pytest.mark.parametrize("year", [2004, 2026])
def test_the_first_and_last_year_of_the_table_have_a_notice(year: int) -> None:
    assert NATIONAL.has_notice(year)


def test_a_provisional_answer_takes_weekdays_without_the_statutory_holidays() -> None:
    working = [
        on.day
        for on in (date(2027, 2, 1) + timedelta(days=n) for n in range(14))
        if NATIONAL.is_working_day(on, provisional=True)
    ]
    assert working == [1, 2, 3, 4, 9, 10, 11, 12]  # 02-05 is the eve, 02-08 the third day of the lunar year


def test_asking_for_a_provisional_answer_does_not_make_the_year_known() -> None:
    calendar = Calendar()
    calendar.day(date(2027, 3, 1), provisional=True)
    with pytest.raises(NoNotice):
        calendar.day(date(2027, 3, 1))


def test_an_entered_notice_makes_its_year_known() -> None:
    calendar = Calendar([NOTICE_2027])
    assert calendar.has_notice(2027)
    assert calendar.day(date(2027, 1, 30)) == Day(
        date(2027, 1, 30), DayKind.SWAPPED, "春节", NOTICE_2027.title, working=True
    )
    assert calendar.is_working_day(date(2027, 2, 9))


def test_a_later_notice_overrules_single_days_of_a_known_year() -> None:
    extended = Notice(2026, "关于延长2026年春节假期的通知（演练）", "演练", {date(2026, 2, 24): "春节"})
    calendar = Calendar([extended])
    assert not calendar.is_working_day(date(2026, 2, 24))
    assert calendar.day(date(2026, 2, 23)).notice == TITLE_2026


def test_a_notice_may_turn_a_holiday_back_into_a_working_day() -> None:
    calendar = Calendar([Notice(2026, "恢复上班（演练）", "演练", {}, {date(2026, 2, 23): "春节"})])
    assert calendar.day(date(2026, 2, 23)).kind is DayKind.WORKING


def test_a_local_overlay_adds_a_holiday_of_its_area() -> None:
    torch = Notice(2026, "火把节放假（演练）", "演练", {date(2026, 8, 6): "火把节"})
    calendar = Calendar(local=[torch])
    assert calendar.day(date(2026, 8, 6)).name == "火把节"
    assert NATIONAL.is_working_day(date(2026, 8, 6))


def test_a_local_overlay_alone_does_not_make_a_year_known() -> None:
    torch = Notice(2027, "火把节放假（演练）", "演练", {date(2027, 7, 27): "火把节"})
    assert not Calendar(local=[torch]).has_notice(2027)


def test_the_version_changes_with_every_notice_and_with_nothing_else() -> None:
    versions = {
        Calendar().version,
        Calendar([NOTICE_2027]).version,
        Calendar(local=[NOTICE_2027]).version,
        Calendar([NOTICE_2027, NOTICE_2027]).version,
    }
    assert len(versions) == 4
    assert Calendar([NOTICE_2027]).version == Calendar([NOTICE_2027]).version


@pytest.mark.seeds
def test_the_table_agrees_with_the_published_one_on_every_day() -> None:
    lines = shared_file("data/calendar/chinesecalendar_*.csv").read_text().splitlines()[1:]
    kinds = {"holiday": DayKind.HOLIDAY, "makeup_workday": DayKind.SWAPPED}
    published = {
        date.fromisoformat(on): kinds[kind] for on, kind, _ in (line.split(",") for line in lines) if kind in kinds
    }
    first = date(2004, 1, 1)
    days = [NATIONAL.day(first + timedelta(days=n)) for n in range((date(2026, 12, 31) - first).days + 1)]
    named = {day.date: day.kind for day in days if day.kind in (DayKind.HOLIDAY, DayKind.SWAPPED)}
    assert named == published

"""Working time forwards and backwards."""

from __future__ import annotations

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bihuan.demo.domain.hours import WorkingTime
from bihuan.kernel.calendar import Calendar
from bihuan.kernel.deadlines import SHANGHAI, OfficeHours

TIME = WorkingTime(Calendar(), OfficeHours.parse(("08:30-12:00", "14:30-17:30")))


def _at(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=SHANGHAI)  # type: ignore[arg-type,misc]


def test_an_hour_before_the_noon_break_ends_after_it() -> None:
    assert TIME.after(_at(2026, 3, 3, 11, 30), 1.0) == _at(2026, 3, 3, 15, 0)


def test_the_evening_and_the_weekend_are_passed_over() -> None:
    assert TIME.after(_at(2026, 3, 6, 18, 0), 0) == _at(2026, 3, 9, 8, 30)


def test_an_hour_back_from_monday_morning_is_friday_afternoon() -> None:
    assert TIME.before(_at(2026, 3, 9, 9, 0), 1.0) == _at(2026, 3, 6, 17, 0)


@given(
    st.integers(0, 500 * 24 * 60).map(lambda minutes: _at(2025, 1, 1) + timedelta(minutes=minutes)),
    st.floats(0.1, 100),
)
def test_going_forward_and_back_returns_to_the_same_working_moment(start: datetime, hours: float) -> None:
    begin = TIME.after(start, 0)
    back = TIME.before(TIME.after(begin, hours), hours)
    # The end of one span and the beginning of the next are the same working moment.
    assert TIME.after(back, 0) - begin < timedelta(milliseconds=1)

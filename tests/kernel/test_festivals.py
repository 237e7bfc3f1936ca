"""Statutory holidays of years whose notice is not out."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bihuan.kernel.festivals import MOVABLE, statutory_holiday


@pytest.mark.parametrize("year", sorted(MOVABLE))
def test_each_tabulated_year_has_thirteen_days_unless_two_feasts_meet(year: int) -> None:
    days = [date(year, 1, 1) + timedelta(days=n) for n in range(365)]
    named = [statutory_holiday(on) for on in days if statutory_holiday(on)]
    meeting = {2028: 1, 2031: 1, 2039: 1}  # mid-autumn inside the national days
    assert len(named) == 13 - meeting.get(year, 0)
    assert named.count("春节") == 4


def test_the_new_year_eve_of_2027_is_the_fifth_of_february() -> None:
    assert [statutory_holiday(date(2027, 2, day)) for day in (4, 5, 8, 9)] == ["", "春节", "春节", ""]


def test_beyond_the_table_only_the_fixed_feasts_are_known() -> None:
    assert statutory_holiday(date(2050, 10, 1)) == "国庆节"
    assert [day for day in range(1, 29) if statutory_holiday(date(2050, 2, day))] == []

"""Periods: whole days in Shanghai, named as papers name them."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bihuan.figures.choices import PeriodName
from bihuan.figures.facade import BadPeriod, custom, period_of, span_label
from bihuan.kernel.deadlines import SHANGHAI

RUNNING = [PeriodName.WEEK, PeriodName.MONTH, PeriodName.QUARTER, PeriodName.YEAR]
DAYS = st.dates(date(2001, 1, 8), date(2098, 12, 1))


@given(today=DAYS, name=st.sampled_from(RUNNING))
def test_a_running_period_holds_today_and_the_next_one_begins_where_it_ends(today: date, name: PeriodName) -> None:
    period = period_of(name, today)
    assert period.first_day <= today <= period.last_day
    following = period_of(name, period.last_day + timedelta(days=1))
    assert following.start == period.end
    assert {period_of(name, period.first_day), period_of(name, period.last_day)} == {period}


@pytest.mark.parametrize(
    ("name", "today", "label", "start", "end"),
    [
        (PeriodName.WEEK, date(2026, 3, 8), "2026年3月2日至3月8日", date(2026, 3, 2), date(2026, 3, 9)),
        (PeriodName.WEEK, date(2026, 1, 1), "2025年12月29日至2026年1月4日", date(2025, 12, 29), date(2026, 1, 5)),
        (PeriodName.MONTH, date(2024, 2, 29), "2024年2月", date(2024, 2, 1), date(2024, 3, 1)),
        (PeriodName.MONTH, date(2026, 12, 5), "2026年12月", date(2026, 12, 1), date(2027, 1, 1)),
        (PeriodName.QUARTER, date(2026, 11, 30), "2026年第四季度", date(2026, 10, 1), date(2027, 1, 1)),
        (PeriodName.YEAR, date(2026, 3, 3), "2026年", date(2026, 1, 1), date(2027, 1, 1)),
    ],
)
def test_a_period_is_called_as_papers_call_it(
    name: PeriodName, today: date, label: str, start: date, end: date
) -> None:
    period = period_of(name, today)
    assert period.label == label
    assert period.start == datetime(start.year, start.month, start.day, tzinfo=SHANGHAI)
    assert period.end == datetime(end.year, end.month, end.day, tzinfo=SHANGHAI)


def test_both_days_of_a_custom_period_belong_to_it() -> None:
    period = custom(date(2026, 1, 5), date(2026, 2, 3))
    assert (period.first_day, period.last_day) == (date(2026, 1, 5), date(2026, 2, 3))
    assert period.label == "2026年1月5日至2月3日"


@given(today=DAYS, name=st.sampled_from(RUNNING))
def test_the_days_of_a_running_period_written_out_keep_its_name(today: date, name: PeriodName) -> None:
    period = period_of(name, today)
    assert custom(period.first_day, period.last_day).label == period.label


def test_one_day_is_written_once() -> None:
    assert span_label(date(2026, 3, 6), date(2026, 3, 6)) == "2026年3月6日"


@pytest.mark.parametrize(
    ("first", "last", "sentence"),
    [
        (date(2026, 3, 2), date(2026, 3, 1), "结束日期早于开始日期，请改正。"),
        (date(1999, 3, 2), date(2026, 3, 1), "日期应在2000年至2099年之间，请改正。"),
        (date(2026, 3, 2), date(9999, 12, 31), "日期应在2000年至2099年之间，请改正。"),
    ],
)
def test_a_wrong_period_is_refused_with_a_sentence(first: date, last: date, sentence: str) -> None:
    with pytest.raises(BadPeriod) as refusal:
        custom(first, last)
    assert str(refusal.value) == sentence


def test_a_custom_period_needs_its_days() -> None:
    with pytest.raises(BadPeriod):
        period_of(PeriodName.CUSTOM, date(2026, 3, 3))

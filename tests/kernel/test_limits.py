"""Limits as rules state them, and office hours."""

from __future__ import annotations

from datetime import time

import pytest

from bihuan.kernel.limits import TimeLimit, Unit
from bihuan.kernel.office_hours import OfficeHours


@pytest.mark.parametrize(
    ("text", "label"),
    [("5 WD", "5个工作日"), ("15 D", "15日"), ("3 M", "3个月"), ("24 H", "24小时"), ("1.5 WH", "1.5个工作小时")],
)
def test_a_limit_is_written_and_read_alike_and_has_a_chinese_label(text: str, label: str) -> None:
    limit = TimeLimit.parse(text)
    assert (str(limit), limit.label) == (text, label)


@pytest.mark.parametrize("text", ["5", "WD 5", "five WD", "5 天", "0 WD", "-1 D", "nan H", "20000 D"])
def test_a_limit_that_cannot_be_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(ValueError, match="应像“5 WD”"):
        TimeLimit.parse(text)


def test_half_a_working_day_is_no_limit() -> None:
    with pytest.raises(ValueError, match="应是整数"):
        TimeLimit(0.5, Unit.WORKING_DAY)


def test_office_hours_know_when_the_office_opens_and_closes() -> None:
    hours = OfficeHours.parse(["08:30-12:00", "14:30-17:30"])
    assert (hours.opens, hours.closes) == (time(8, 30), time(17, 30))


@pytest.mark.parametrize(
    ("spans", "reason"),
    [
        ([], "至少一段"),
        (["12:00-08:30"], "开始早于结束"),
        (["08:30-12:00", "11:00-17:30"], "不重叠"),
        (["08:30到12:00"], "应像“08:30-12:00”"),
        (["25:00-26:00"], "应像“08:30-12:00”"),
    ],
)
def test_impossible_office_hours_are_refused_with_the_reason(spans: list[str], reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        OfficeHours.parse(spans)

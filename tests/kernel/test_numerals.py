"""Chinese numerals both ways."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bihuan.kernel.numerals import (
    BadNumeral,
    read_number,
    read_percent,
    read_whole,
    write_percent,
    write_whole,
    write_year,
)


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (0, "零"),
        (9, "九"),
        (10, "十"),
        (12, "十二"),
        (20, "二十"),
        (105, "一百零五"),
        (110, "一百一十"),
        (1_010, "一千零一十"),
        (10_001, "一万零一"),
        (100_010, "十万零一十"),
        (1_200_030_000, "十二亿零三万"),
        (9_900_000_000, "九十九亿"),
        (79_900_014_091, "七百九十九亿零一万四千零九十一"),
        (1_200_000_000_000, "一万二千亿"),
    ],
)
def test_a_whole_number_is_written_and_read_as_papers_have_it(number: int, written: str) -> None:
    assert write_whole(number) == written
    assert read_whole(written) == number


@given(st.one_of(st.integers(0, 10**16 - 1), st.integers(0, 20_000)))
def test_what_is_written_is_read_again(number: int) -> None:
    assert read_whole(write_whole(number)) == number


@pytest.mark.parametrize("number", [-1, 10**16])
def test_a_number_outside_the_range_is_not_written(number: int) -> None:
    with pytest.raises(ValueError, match="cannot be written"):
        write_whole(number)


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("两万", 20_000),
        ("二〇二六", 2026),
        ("一百五", 150),
        ("三万五", 35_000),
        ("三万零五", 30_005),
        ("一百十五", 115),
        ("贰拾叁", 23),
        ("１２０", 120),
        ("1,200", 1_200),
        ("1，200，000", 1_200_000),
    ],
)
def test_other_spellings_are_read_as_they_are_meant(written: str, number: int) -> None:
    assert read_whole(written) == number


@pytest.mark.parametrize(
    "written",
    [
        "",
        "  ",
        "百",
        "一百零",
        "零五十",
        "二三万",
        "十一二",
        "一万零零五",
        "一万亿亿",
        "五千百",
        "12,34",
        "很多",
        "一.五",
    ],
)
def test_what_is_no_numeral_is_refused_with_an_example(written: str) -> None:
    with pytest.raises(BadNumeral, match="请改用“120”或“一百二十”的写法"):
        read_whole(written)


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("３.５万", "35000"),
        ("1.2亿", "120000000"),
        ("三点一四", "3.14"),
        ("12", "12"),
        ("两点五", "2.5"),
        ("十二万", "120000"),
    ],
)
def test_decimals_and_short_forms_are_read(written: str, number: str) -> None:
    assert read_number(written) == Decimal(number)


@pytest.mark.parametrize("written", ["三点", "三点十", "3.5.1", "点五"])
def test_a_broken_decimal_is_refused(written: str) -> None:
    with pytest.raises(BadNumeral):
        read_number(written)


@pytest.mark.parametrize(
    ("written", "points", "again"),
    [
        ("98.5%", "98.5", "百分之九十八点五"),
        ("９８％", "98", "百分之九十八"),
        ("百分之百", "100", "百分之百"),
        ("百分之一百二十", "120", "百分之一百二十"),
        ("百分之零点五", "0.5", "百分之零点五"),
    ],
)
def test_a_percentage_is_read_in_points_and_written_in_words(written: str, points: str, again: str) -> None:
    assert read_percent(written) == Decimal(points)
    assert write_percent(Decimal(points)) == again


@given(st.decimals(0, 1000, places=2))
def test_a_percentage_in_words_is_read_again(points: Decimal) -> None:
    assert read_percent(write_percent(points)) == points


def test_a_number_without_a_percent_sign_is_no_percentage() -> None:
    with pytest.raises(BadNumeral):
        read_percent("九十八")


def test_a_year_is_written_digit_by_digit() -> None:
    assert write_year(2026) == "二〇二六"

"""A title too long for one line is broken between words, balanced, never wider than the page (7.3.1)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bihuan.papers.writer.layout import load
from bihuan.papers.writer.titles import BreakWords, title_lines, width

WORDS = load().break_words
NONE = BreakWords((), ())


@pytest.mark.parametrize(("text", "expected"), [("标题", 2), ("2026年", 3), ("“十四五”", 5), ("", 0)])
def test_a_latin_letter_or_digit_is_half_as_wide_as_a_character(text: str, expected: float) -> None:
    assert width(text) == expected


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("关于整改情况的报告", ["关于整改情况的报告"]),
        ("云溪镇人民政府关于优化营商环境问题整改情况的报告", ["云溪镇人民政府关于", "优化营商环境问题整改情况的报告"]),
        ("云溪镇人民政府\n关于整改情况的报告", ["云溪镇人民政府", "关于整改情况的报告"]),
    ],
)
def test_a_title_is_broken_where_its_sense_allows(title: str, lines: list[str]) -> None:
    assert title_lines(title, characters=20, words=WORDS) == lines


def test_a_year_is_not_torn() -> None:
    assert title_lines("云溪镇20262026年", characters=4.5, words=NONE) == ["云溪镇", "20262026", "年"]


def test_what_is_no_title_any_more_is_cut_into_full_lines() -> None:
    assert title_lines("甲" * 3000, characters=20, words=WORDS) == ["甲" * 20] * 150


@given(st.text(alphabet="云溪镇关于优化的报告2026，《》 ab", min_size=1, max_size=90).filter(lambda text: text.strip()))
def test_no_line_is_wider_than_the_page_and_no_character_is_lost(title: str) -> None:
    lines = title_lines(title, characters=20, words=WORDS)
    assert max(width(line) for line in lines) <= 20
    assert "".join(lines).replace(" ", "") == title.replace(" ", "")

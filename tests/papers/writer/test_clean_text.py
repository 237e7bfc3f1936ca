"""What would break a file or turn its reading order goes; what a person sees stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bihuan.papers.writer.clean_text import cleaned, lines_of, one_line
from tests.papers.writer.texts import bad_text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("整改\x00完成\x07", "整改完成"),
        ("甲\ud83d乙", "甲□乙"),
        ("满意😀", "满意😀"),
        ("甲\r\n乙\u2028丙\v丁", "甲\n乙\n丙\n丁"),
        ("甲\t乙", "甲 乙"),
        ("报\u202e告\u2066", "报告"),
        ("甲\ufffe\ufeff乙", "甲乙"),
    ],
)
def test_text_is_cleaned(text: str, expected: str) -> None:
    assert cleaned(text) == expected


def test_hand_made_indents_and_blank_lines_go() -> None:
    assert lines_of("\u3000\u3000甲 乙 \n\n \u00a0\n丙") == ["甲 乙", "丙"]


@pytest.mark.parametrize(
    ("text", "expected"), [("优化\n营商环境", "优化营商环境"), ("GB\nT 9704", "GB T 9704"), ("\n", "")]
)
def test_a_line_break_becomes_a_blank_only_between_latin_words(text: str, expected: str) -> None:
    assert one_line(text) == expected


@given(bad_text())
def test_cleaned_text_is_clean_and_can_be_stored(text: str) -> None:
    clean = cleaned(text)
    assert cleaned(clean) == clean
    assert clean.encode("utf-8").decode("utf-8") == clean


@given(st.text(alphabet=st.characters(categories=("L", "N", "P", "S"))))
def test_letters_digits_and_signs_are_never_changed(text: str) -> None:
    assert cleaned(text) == text

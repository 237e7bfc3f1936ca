"""Headings are counted 一、（一）1.（1） and begin anew under each higher heading (7.3.3)."""

from __future__ import annotations

import pytest

from bihuan.papers.writer.blocks import Heading, Run
from bihuan.papers.writer.numbering import HeadingCounter, annex_label, chinese_date, heading_text


def test_headings_of_four_levels_are_counted_under_their_own_heading() -> None:
    counter = HeadingCounter()
    labels = [counter.next_label(level) for level in (1, 2, 2, 3, 4, 4, 3, 4, 1, 2, 3)]
    assert labels == ["一、", "（一）", "（二）", "1.", "（1）", "（2）", "2.", "（1）", "二、", "（一）", "1."]


def test_a_skipped_level_is_counted_from_one() -> None:
    counter = HeadingCounter()
    assert [counter.next_label(level) for level in (1, 3, 3, 1, 3)] == ["一、", "1.", "2.", "二、", "1."]


def test_the_twenty_first_chapter_is_twenty_one_in_chinese() -> None:
    counter = HeadingCounter()
    assert [counter.next_label(1) for _chapter in range(21)][9:11] == ["十、", "十一、"]
    assert counter.next_label(1) == "二十二、"


@pytest.mark.parametrize(("number", "of", "label"), [(1, 1, "附件"), (1, 2, "附件1"), (12, 12, "附件12")])
def test_an_annex_has_a_number_only_beside_others(number: int, of: int, label: str) -> None:
    assert annex_label(number, of=of) == label


def test_a_date_has_no_leading_zeros() -> None:
    assert chinese_date(2026, 1, 5) == "2026年1月5日"


@pytest.mark.parametrize(
    ("heading", "text"),
    [
        (Heading(2, "加强领导"), "加强领导"),
        (Heading(2, "加强领导", (Run("各站所"),)), "加强领导。"),
        (Heading(2, "加强领导：", (Run("各站所"),)), "加强领导："),
    ],
)
def test_a_heading_ends_with_a_full_stop_only_before_text_on_its_line(heading: Heading, text: str) -> None:
    assert heading_text(heading) == text

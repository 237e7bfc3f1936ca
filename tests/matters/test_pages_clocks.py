"""事项 › 时限: the clocks of a matter on its page, and the proof behind each date."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client

from bihuan.matters import facade as loop
from bihuan.matters.choices import Stage
from tests.cast import NOW, Cast
from tests.matters.test_pages_matter import page_of
from tests.signing_in import signed_in
from tests.walk import HOUR, at


@pytest.fixture
def office(cast: Cast) -> Client:
    return signed_in(cast.dispatcher)


def test_a_clock_shows_its_proof_day_by_day(cast: Cast, office: Client) -> None:
    shown = page_of(office, at(cast, Stage.IN_HAND))
    proof = shown[shown.index("怎么算的") :]
    assert "办理（投诉）：5个工作日" in proof
    assert "2026年3月7日（周六）</td><td>不计" in proof
    assert "2026年3月10日（周二）</td><td>计入" in proof


def test_a_clock_that_ends_at_midnight_ends_on_the_day_before(cast: Cast, office: Client) -> None:
    shown = page_of(office, at(cast, Stage.IN_HAND))
    assert "2026年3月10日（周二）24:00 到期" in shown
    assert "00:00" not in shown


def test_clocks_that_have_ended_are_folded_under_one_line(cast: Cast, office: Client) -> None:
    shown = page_of(office, at(cast, Stage.ARCHIVED))
    folded = re.search(r"<details><summary>已结束的 (\d+) 项时限：(.+?)</summary>", shown)
    assert folded
    assert folded[2] == f"按时 {folded[1]} 项"


def test_a_given_date_shows_its_reason(cast: Cast, office: Client) -> None:
    matter = at(cast, Stage.ACCEPTED)
    loop.dispatch(
        matter,
        by=cast.dispatcher,
        now=NOW + 2 * HOUR,
        lead_unit=cast.station,
        due_at=NOW + timedelta(days=20),
        why_due="县整改方案第3条",
    )
    assert "<b>指定的日期</b>：县整改方案第3条" in page_of(office, matter)


def test_an_extension_shows_its_own_proof(cast: Cast, office: Client) -> None:
    matter = at(cast, Stage.IN_HAND)
    loop.extend(matter, by=cast.leader, now=NOW + 5 * HOUR, working_days=3, note="涉及采购")
    shown = page_of(office, matter)
    assert "延期 3个工作日" in shown
    assert "2026年3月13日（周五）</td><td>计入" in shown

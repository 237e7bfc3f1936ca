"""The staff home as people see it."""

from __future__ import annotations

import pytest

from bihuan.matters.choices import Stage
from tests import walk
from tests.cast import Cast


@pytest.mark.browser
@pytest.mark.parametrize("size", ["wide", "narrow"])
@pytest.mark.parametrize("role", ["dispatcher", "handler", "leader"])
def test_the_home_page_is_readable_for_everybody(page, cast: Cast, role: str, size: str):
    for stage in (Stage.REGISTERED, Stage.ACCEPTED, Stage.DISPATCHED, Stage.IN_HAND):
        walk.at(cast, stage)
    getattr(page, size)()
    page.sign_in(getattr(cast, role))
    page.goto("/today/")
    assert page.faults() == []
    assert page.locator(".bh-listing").count() > 0
    page.picture(f"home-{role}-{size}")


@pytest.mark.browser
@pytest.mark.parametrize(("width", "height"), [(1920, 1080), (1440, 900)])
def test_a_line_of_work_shows_its_whole_title_on_an_office_screen(page, cast: Cast, width: int, height: int):
    walk.at(cast, Stage.REGISTERED, text="上河村三组机耕路被雨水冲垮，拖拉机进不去田，请尽快派人修")
    page.set_viewport_size({"width": width, "height": height})
    page.sign_in(cast.dispatcher)
    page.goto("/today/")
    cut = "cells => cells.filter(cell => cell.scrollWidth > cell.clientWidth).map(cell => cell.innerText)"
    assert page.locator(".bh-work td:visible").evaluate_all(cut) == []
    page.picture(f"home-dispatcher-{width}", whole=False)

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
    page.goto("/work/")
    assert page.faults() == []
    assert page.locator(".bh-listing").count() > 0
    page.picture(f"home-{role}-{size}")

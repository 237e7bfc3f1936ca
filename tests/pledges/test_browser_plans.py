"""The pages of plans and figures in a real browser: usable with keyboard and screen reader, on desk and phone."""

from __future__ import annotations

import pytest

from bihuan.matters.choices import Stage
from tests import walk
from tests.browser import Screen, browser, page  # noqa: F401 - fixtures
from tests.cast import Cast
from tests.pledges.test_pages import confirmed, draft, text_of


@pytest.mark.browser
@pytest.mark.parametrize("size", ["wide", "narrow"])
def test_pages_of_plans_are_without_barriers(page: Screen, cast: Cast, size: str) -> None:  # noqa: F811
    open_draft = draft(cast, text_of())
    in_force = confirmed(cast, text_of().replace("办事指南", "收费公示"))
    getattr(page, size)()
    page.sign_in(cast.dispatcher)
    for name, path in {
        "plans": "/plans/",
        "import": "/plans/import/",
        "draft": f"/plans/{open_draft.pk}/",
        "plan": f"/plans/{in_force.pk}/",
    }.items():
        page.goto(path)
        page.picture(f"{name}-{size}")
        assert page.faults() == [], name


@pytest.mark.browser
@pytest.mark.parametrize("size", ["wide", "narrow"])
def test_pages_of_figures_are_without_barriers(page: Screen, cast: Cast, size: str) -> None:  # noqa: F811
    walk.at(cast, Stage.SUBMITTED)
    getattr(page, size)()
    page.sign_in(cast.dispatcher)
    days = "?period=custom&first=2026-01-01&last=2026-12-31"
    for path in (f"/figures/{days}", f"/figures/matters.on_time_share/{days}"):
        page.goto(path)
        assert page.faults() == [], path

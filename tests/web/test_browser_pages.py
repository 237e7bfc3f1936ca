"""The frame of every page in a real browser."""

from __future__ import annotations

import pytest

from tests.cast import Cast


@pytest.mark.browser
@pytest.mark.parametrize("size", ["wide", "narrow"])
def test_people_pages_are_readable_for_everybody(page, cast: Cast, size: str):
    getattr(page, size)()
    page.goto("/sign-in/")
    assert page.faults() == []
    page.picture(f"sign-in-{size}")
    page.sign_in(cast.security_admin)
    for path, name in (
        ("/people/", "directory"),
        ("/account/", "account"),
        ("/account/password/", "password"),
        ("/people/persons/add/", "add-person"),
        (f"/people/units/{cast.station.pk}/", "unit"),
        (f"/people/persons/{cast.handler.person_id}/", "person"),
    ):
        page.goto(path)
        assert page.faults() == []
        page.picture(f"{name}-{size}")

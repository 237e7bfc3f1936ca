"""Fixtures of all tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connection

from bihuan.rulebook.facade import forget
from tests import signing_in  # noqa: F401 - lets force_login open a sign-in
from tests.browser import browser, page  # noqa: F401 - fixtures
from tests.cast import Cast, make_cast


@pytest.fixture
def cast(db: None) -> Cast:
    """The standing cast, fresh for each test."""
    return make_cast()


@pytest.fixture(autouse=True)
def _rules_as_in_the_database() -> Iterator[None]:
    """What a process remembers of overrides and notices does not outlive the test that rolled them back."""
    forget()
    yield
    forget()


@pytest.fixture(autouse=True)
def _trail_emptied_before_the_flush(request: pytest.FixtureRequest) -> Iterator[None]:
    """Tests with real transactions end by deleting every row, which SQLite's trigger refuses for the trail."""
    marker = request.node.get_closest_marker("django_db")
    by_marker = marker is not None and marker.kwargs.get("transaction", False)
    if not by_marker and not {"live_server", "transactional_db"} & set(request.fixturenames):
        yield
        return
    request.getfixturevalue("transactional_db")
    yield
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'trail_trailentry'")
        triggers = cursor.fetchall()
        for name, _ in triggers:
            cursor.execute(f"DROP TRIGGER {name}")
        cursor.execute("DELETE FROM trail_trailpayload")
        cursor.execute("DELETE FROM trail_trailentry")
        for _, sql in triggers:
            cursor.execute(sql)

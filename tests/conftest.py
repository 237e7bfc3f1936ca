"""Fixtures of all tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bihuan.rulebook.facade import forget
from tests import signing_in  # noqa: F401 - lets force_login open a sign-in
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

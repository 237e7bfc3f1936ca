"""Fixtures of all tests."""

from __future__ import annotations

import pytest

from tests.cast import Cast, make_cast


@pytest.fixture
def cast(db: None) -> Cast:
    """The standing cast, fresh for each test."""
    return make_cast()

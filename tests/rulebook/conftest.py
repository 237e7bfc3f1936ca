"""The rulebook keeps what it read for a second; each test reads anew."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bihuan.rulebook import facade


@pytest.fixture(autouse=True)
def fresh_rulebook() -> Iterator[None]:
    facade.forget()
    yield
    facade.forget()

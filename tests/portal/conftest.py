"""The public pages of the cast's township."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from bihuan.portal.domain.form_keys import new_token
from bihuan.portal.domain.guessing import Guesses
from bihuan.portal.views import progress
from bihuan.web import clock
from tests.cast import TOWN, Cast


@pytest.fixture
def town(cast: Cast, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Cast:
    """The cast, with its own township as the one that takes reports, and no guesses counted yet."""
    settings.TOWNSHIP = TOWN
    monkeypatch.setattr(progress, "guesses", Guesses())
    return cast


@pytest.fixture
def visitor() -> Client:
    """Somebody with a phone: nothing stored, forgery checks on as in the real thing."""
    return Client(enforce_csrf_checks=True)


@pytest.fixture
def filled() -> dict[str, Any]:
    """A form as a person fills it in, opened a minute ago."""
    return {
        "token": new_token(now=clock.now() - timedelta(minutes=1)),
        "homepage": "",
        "kind": "COMPLAINT",
        "text": "村口路灯坏了一个月没人修。晚上老人走路不安全。",
        "village": "530199101201",
        "place": "三组水井旁",
        "name": "张三",
        "phone": "138 0000 1234",
    }

"""The townships that the fault tests need, written by the server's own installation."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore

from bihuan.matters.choices import Stage
from bihuan.people.choices import Role
from bihuan.people.models import Person, Post, SignIn, Unit
from bihuan.web import clock
from tests import walk
from tests.cast import BEGIN, TOWN, make_cast


def seed() -> None:
    """The standing cast, kept for good."""
    make_cast()


def seed_crowd(staff: int) -> None:
    """The cast, four matters in hand at one station, and so many of its staff signed in; prints their keys."""
    now, cast = clock.now(), make_cast()
    begun = now - timedelta(hours=8)
    matters = [walk.at(cast, Stage.IN_HAND, now=begun, text=f"第{n}件") for n in range(4)]
    sessions = [_signed_in(n, cast.station, now) for n in range(staff)]
    print(json.dumps({"matters": [str(matter.pk) for matter in matters], "sessions": sessions}))


def _signed_in(number: int, unit: Unit, now: datetime) -> str:
    person = Person.objects.create(
        username=f"crowd{number}", name=f"办事员{number}", must_change_password=False, password_changed_at=now
    )
    post = Post.objects.create(
        person=person, unit=unit, region_code=TOWN, title="承办人", role=Role.HANDLER, valid_from=BEGIN
    )
    opened = SignIn.objects.create(person=person, post=post, started_at=now, last_seen_at=now)
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session["sign_in"] = str(opened.pk)
    session.create()
    return str(session.session_key)

"""A township with many matters, written in bulk: the data that the measured work runs over."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore

from bihuan.kernel.deadlines import SHANGHAI
from bihuan.matters.choices import Channel, ClockKind, Kind, Stage
from bihuan.matters.models import Clock, Matter
from bihuan.people.choices import Level, Role, UnitKind
from bihuan.people.models import Person, Post, Region, SignIn, Unit
from bihuan.store.models import NumberSequence, SearchEntry

TOWN = "530199101000"
BEGIN = date(2020, 1, 1)
UNITS = 20
OPEN_SHARE = 0.6
BATCH = 5000
WORDS = "道路路灯排水垃圾补贴低保证明窗口态度土地噪音停车学校用电用水网络树木围墙施工扬尘暖气"


def make_staff() -> tuple[list[Unit], Post, Post]:
    """Units, a handler of the first station and the dispatcher of the office."""
    Region.objects.create(code=TOWN, name="云溪镇", level=Level.TOWN, valid_from=BEGIN)
    office = Unit.objects.create(name="镇营商办", kind=UnitKind.OFFICE, region_code=TOWN, valid_from=BEGIN)
    stations = [
        Unit.objects.create(name=f"第{n}站", kind=UnitKind.STATION, region_code=TOWN, valid_from=BEGIN)
        for n in range(UNITS)
    ]
    handler = _post("bench-handler", stations[0], Role.HANDLER)
    return stations, handler, _post("bench-dispatcher", office, Role.DISPATCHER)


def fill(count: int, stations: list[Unit], *, now: datetime) -> None:
    """Add matters up to the count: 60 % open, one in hand of each twenty units, title and 200 characters each."""
    chance = random.Random(count)
    have = Matter.objects.count()
    for start in range(have, count, BATCH):
        matters = [_matter(n, stations, chance, now) for n in range(start, min(start + BATCH, count))]
        Matter.objects.bulk_create(matters)
        Clock.objects.bulk_create(_clock(matter) for matter in matters if matter.closed_at is None)
        SearchEntry.objects.bulk_create(
            SearchEntry(kind="matter", object_id=m.pk, region_code=TOWN, tokens=" ".join(m.text[:40])) for m in matters
        )
    NumberSequence.objects.update_or_create(region_code=TOWN, word="诉求", year=now.year, defaults={"last": count})


def _matter(n: int, stations: list[Unit], chance: random.Random, now: datetime) -> Matter:
    received = now - timedelta(minutes=chance.randint(60, 500_000))
    is_open = chance.random() < OPEN_SHARE
    unit = stations[n % UNITS]
    text = "".join(chance.choices(WORDS, k=200))
    return Matter(
        region_code=TOWN,
        number=f"诉求〔{now.year}〕{n + 1:06d}号",
        kind=chance.choice([Kind.HELP, Kind.COMPLAINT, Kind.SUGGESTION]),
        channel=chance.choice([Channel.PHONE, Channel.PORTAL, Channel.COUNTER]),
        title=text[:20],
        text=text,
        received_at=received,
        stage=Stage.IN_HAND if is_open else Stage.STRUCK_OFF,
        owner_unit=unit if is_open else None,
        lead_unit=unit,
        first_receiver=unit,
        next_clock=ClockKind.HANDLE if is_open else "",
        next_due_at=received + timedelta(days=7) if is_open else None,
        handle_due_at=received + timedelta(days=7),
        dispatched_at=received,
        closed_at=None if is_open else received + timedelta(days=6),
        events=4,
    )


def _clock(matter: Matter) -> Clock:
    return Clock(
        matter=matter,
        region_code=TOWN,
        kind=ClockKind.HANDLE,
        rule_id="matters.limit.handle.HELP",
        starts_at=matter.received_at,
        due_at=matter.next_due_at,
        proof={"limit": "3 WD"},
    )


def sign_in(post: Post, *, now: datetime) -> str:
    """A session key of a person signed in, as the sign-in page would make it."""
    opened = SignIn.objects.create(person=post.person, post=post, started_at=now, last_seen_at=now)
    session = SessionStore()
    session[SESSION_KEY] = str(post.person_id)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = post.person.get_session_auth_hash()
    session["sign_in"] = str(opened.pk)
    session.create()
    return str(session.session_key)


def _post(username: str, unit: Unit, role: Role) -> Post:
    person = Person(username=username, name=username, must_change_password=False, password_changed_at=moment())
    person.set_unusable_password()
    person.save()
    return Post.objects.create(
        person=person, unit=unit, region_code=TOWN, title=role.label, role=role, valid_from=BEGIN
    )


def moment() -> datetime:
    """The moment that the data is made relative to."""
    return datetime.now(SHANGHAI)

"""Random histories of several matters, and their state at any moment computed from the events alone."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta

from django.db import transaction

from bihuan.matters import facade as loop
from bihuan.matters.choices import CLOSED_STAGES, Channel, Stage
from bihuan.matters.domain.replay import State, replay
from bihuan.matters.models import Matter, MatterEvent
from bihuan.people.facade import NotAllowed
from tests import walk
from tests.cast import NOW, Cast
from tests.matters.random_moves import acts, draw

CHANNELS = (Channel.COUNTER, Channel.PHONE, Channel.HOTLINE)


def wander(cast: Cast, chance: random.Random, *, matters: int, steps: int) -> datetime:
    """Let some matters live through random moves, one after the other; the moment after the last of them."""
    posts = [cast.dispatcher, cast.reviewer, cast.caller, cast.leader, cast.handler, cast.other_handler]
    latest = NOW
    for _ in range(matters):
        now = NOW + timedelta(hours=chance.randint(0, 24 * 60))
        matter = walk.registered(cast, now=now, channel=chance.choice(CHANNELS))
        for _ in range(steps):
            now += timedelta(hours=chance.choice([1, 1, 2, 5, 30, 100]))
            move, post = draw(matter, posts, chance)
            with suppress(loop.NotPossible, NotAllowed):
                acts(cast, chance)[move](matter, post, now)
            matter.refresh_from_db()
        latest = max(latest, now)
    return latest + timedelta(hours=1)


@contextmanager
def undone() -> Iterator[None]:
    """What happens inside is rolled back, so that the next example begins with the cast alone."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


class Past:
    """A matter as its events before a moment tell it."""

    def __init__(self, matter: Matter, moment: datetime) -> None:
        self.matter = matter
        self.moment = moment
        self.events: list[MatterEvent] = list(matter.event_set.filter(at__lt=moment).order_by("seq"))
        self.state: State = replay(self.events)

    @property
    def is_known(self) -> bool:
        return bool(self.events)

    @property
    def is_open(self) -> bool:
        return self.is_known and self.state.stage not in CLOSED_STAGES

    @property
    def is_suspended(self) -> bool:
        return self.state.stage == Stage.SUSPENDED

    @property
    def is_overdue(self) -> bool:
        due = self.state.next_due_at if self.is_open else None
        return due is not None and due < self.moment

"""The property of the heart: whatever happens to a matter, it has one owner and one next deadline until it is closed."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bihuan.matters import facade as loop
from bihuan.matters.choices import CLOSED_STAGES, Move, Stage
from bihuan.matters.domain.transitions import TRANSITIONS
from bihuan.matters.models import Clock, Matter
from bihuan.people.facade import NotAllowed
from bihuan.trail.facade import verify
from tests import walk
from tests.cast import NOW, Cast
from tests.matters.histories import undone
from tests.matters.random_moves import acts, draw


@pytest.mark.django_db
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32))
def test_over_random_histories_an_open_matter_has_one_owner_and_one_deadline_and_skips_no_step(
    cast: Cast, seed: int
) -> None:
    with undone():
        chance = random.Random(seed)
        posts = [cast.dispatcher, cast.reviewer, cast.caller, cast.leader, cast.handler, cast.other_handler]
        now = NOW + timedelta(days=chance.randint(0, 300), hours=chance.randint(0, 23))
        matter = walk.registered(cast, now=now)
        for _ in range(40):
            now += timedelta(hours=chance.choice([1, 1, 2, 5, 30, 200]))
            move, post = draw(matter, posts, chance)
            events = matter.events
            try:
                acts(cast, chance)[move](matter, post, now)
            except (loop.NotPossible, NotAllowed):
                matter.refresh_from_db()
                assert matter.events == events
            matter.refresh_from_db()
            _assert_one_owner_and_one_deadline(matter)
        _assert_history_follows_the_table(matter)
        assert [verdict.is_whole for verdict in verify()] == [True]


def _assert_one_owner_and_one_deadline(matter: Matter) -> None:
    running = Clock.objects.filter(matter=matter, ended_at=None)
    if matter.stage in CLOSED_STAGES:
        assert (matter.owner_unit_id, matter.next_due_at, running.count()) == (None, None, 0)
        return
    assert matter.owner_unit_id is not None
    moving = [clock.due_at for clock in running if not (clock.suspensions and clock.suspensions[-1][1] is None)]
    assert matter.next_due_at == min(moving)
    assert loop.agrees(matter)


def _assert_history_follows_the_table(matter: Matter) -> None:
    stage = ""
    for event in matter.event_set.order_by("seq"):
        row = TRANSITIONS[Move(event.move)]
        assert event.from_stage == stage
        assert stage in row.sources or row.move is Move.REGISTER
        assert event.to_stage == (row.target or stage)
        stage = event.to_stage
    assert stage == matter.stage


@pytest.mark.parametrize("stage", [*walk.MAIN_STAGES, Stage.RETURNED, Stage.SUSPENDED, Stage.FORWARDED])
def test_every_move_by_every_post_at_every_stage_is_refused_unless_the_table_allows_it(
    cast: Cast, stage: Stage
) -> None:
    matter = walk.to(cast, stage)
    posts = [cast.dispatcher, cast.reviewer, cast.caller, cast.leader, cast.handler, cast.head, cast.other_handler]
    posts += [cast.discipline, cast.county, cast.system_admin, cast.security_admin, cast.audit_admin]
    for move, act in acts(cast, random.Random(1)).items():
        row = TRANSITIONS[move]
        for post in posts:
            if (post.may(row.duty) and stage in row.sources) or move is Move.REDO:
                continue
            with pytest.raises((loop.NotPossible, NotAllowed)):
                act(matter, post, NOW + timedelta(days=2))
    matter.refresh_from_db()
    assert matter.stage == stage

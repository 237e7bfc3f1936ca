"""What is told of a matter in public words."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from bihuan.kernel.deadlines import SHANGHAI, last_day
from bihuan.matters.choices import CLOSED_STAGES, ClockKind, Move, Stage
from bihuan.portal.domain.public_view import STATES, WAITING_FOR, WORDS, public_view
from tests.cast import NOW, Cast
from tests.walk import at

# Steps inside the office that change nothing for the person.
QUIET = {Move.SIGN_OFF, Move.ARCHIVE, Move.RECOMPUTE}


def test_every_move_is_told_unless_it_stays_inside_the_office() -> None:
    assert set(WORDS) == set(Move) - QUIET


def test_every_stage_has_its_plain_words() -> None:
    assert set(STATES) == set(Stage)


def test_every_limit_that_may_run_is_named() -> None:
    assert set(WAITING_FOR) == set(ClockKind) - {ClockKind.SIGN, ClockKind.HANDLE, ClockKind.RULING}


def test_a_limit_that_ends_at_midnight_ends_on_the_day_before() -> None:
    assert last_day(datetime(2026, 3, 7, tzinfo=SHANGHAI)).isoformat() == "2026-03-06"
    assert last_day(datetime(2026, 3, 6, 17, 30, tzinfo=SHANGHAI)).isoformat() == "2026-03-06"


WALKED = [
    stage
    for stage in Stage
    if stage not in (Stage.RETURNED, Stage.SUSPENDED, Stage.FORWARDED, Stage.DECLINED, Stage.WITHDRAWN, Stage.MERGED)
]


@pytest.mark.parametrize("stage", WALKED)
def test_a_matter_on_the_main_path_has_a_deadline_until_it_is_closed(cast: Cast, stage: Stage) -> None:
    matter = at(cast, stage, now=NOW)
    view = public_view(matter, matter.event_set.order_by("seq"), now=NOW + timedelta(hours=12))
    assert (view.due_at is None) == (stage in CLOSED_STAGES)
    assert view.may_answer == (stage is Stage.REPLIED)
    assert len(view.path) == 6

"""回访: whether the matter is solved is for the person who brought it to say, not for the unit (rules.md 2.5 rule 3).

未解决的重办（北京 第23条、济南 第27条）；无法回访的须从清单 matters.grounds.no-call-back 选理由。群众也可凭查询码自己回答。
"""

from __future__ import annotations

from datetime import datetime

from bihuan.matters.choices import CallBackOutcome, Move, Satisfaction
from bihuan.matters.domain.grounds import label_of
from bihuan.matters.domain.hands import check_separate
from bihuan.matters.domain.refusals import NotPossible
from bihuan.matters.domain.workflow import step
from bihuan.matters.models import Matter, MatterEvent
from bihuan.people.models import Post
from bihuan.trail.facade import Actor, citizen


def call_back(
    matter: Matter,
    *,
    by: Post,
    now: datetime,
    outcome: CallBackOutcome,
    satisfaction: Satisfaction | None = None,
    ground: str = "",
    note: str = "",
) -> MatterEvent:
    """Record the call-back; an outcome of 未解决 starts the matter again (重办). Not by the one who handled it."""
    check_separate(by.person_id, {"承办人": matter.handler_id}, doing="回访")
    if outcome is CallBackOutcome.NOT_POSSIBLE:
        label = label_of("matters.grounds.no-call-back", ground, region_code=matter.region_code, now=now)
        return _record(matter, by=by, now=now, outcome=outcome, satisfaction=None, note=f"{label}。{note}".strip())
    return _record(matter, by=by, now=now, outcome=outcome, satisfaction=satisfaction, note=note)


def answer(
    matter: Matter,
    *,
    now: datetime,
    is_solved: bool,
    satisfaction: Satisfaction | None = None,
    note: str = "",
    by: Actor | None = None,
) -> MatterEvent:
    """The person who brought the matter answers at the portal; the caller has checked the receipt code."""
    outcome = CallBackOutcome.SOLVED if is_solved else CallBackOutcome.NOT_SOLVED
    return _record(
        matter,
        by=by or citizen(matter.region_code),
        now=now,
        outcome=outcome,
        satisfaction=satisfaction,
        note=note,
        as_appellant=True,
    )


def _record(
    matter: Matter,
    *,
    by: Actor,
    now: datetime,
    outcome: CallBackOutcome,
    satisfaction: Satisfaction | None,
    note: str,
    as_appellant: bool = False,
) -> MatterEvent:
    unsolved = outcome is CallBackOutcome.NOT_SOLVED
    move = Move.REDO if unsolved else Move.CALL_BACK
    with step(matter, move, by=by, now=now, as_appellant=as_appellant) as calling:
        subject = calling.matter
        if unsolved and not as_appellant and not note.strip():
            raise NotPossible("请写明群众认为没有解决的地方，便于重办。")
        subject.call_back_outcome = outcome
        subject.satisfaction = satisfaction or ""
        subject.call_back_note = note
        subject.redone_count += unsolved
        text = "。".join(part for part in (outcome.label, satisfaction.label if satisfaction else "", note) if part)
        return calling.finish(text, data={"outcome": outcome, "satisfaction": satisfaction or ""})

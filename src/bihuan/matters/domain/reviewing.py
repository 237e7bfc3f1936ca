"""复核与反馈: a person who neither dispatched nor handled the matter checks the result, then answers who brought it.

分办人、复核人、承办人互不兼任（rules.md 2.5 rule 1）。
"""

from __future__ import annotations

from datetime import datetime

from bihuan.matters.choices import Move
from bihuan.matters.domain.hands import check_separate
from bihuan.matters.domain.refusals import NotPossible
from bihuan.matters.domain.workflow import Step, step
from bihuan.matters.models import Matter, MatterEvent
from bihuan.people.models import Post


def review(matter: Matter, *, by: Post, now: datetime, note: str = "") -> MatterEvent:
    """复核通过: result and evidence are in order."""
    with step(matter, Move.REVIEW, by=by, now=now) as reviewing:
        _check_independent(reviewing, by)
        reviewing.matter.reviewer = by.person
        return reviewing.finish(note)


def rework(matter: Matter, *, by: Post, now: datetime, note: str) -> MatterEvent:
    """复核退回: the result does not hold; the lead unit handles the matter again, on a new clock."""
    with step(matter, Move.REWORK, by=by, now=now) as returning:
        _check_independent(returning, by)
        if not note.strip():
            raise NotPossible("请写明复核没有通过的原因和要补的内容。")
        returning.matter.redone_count += 1
        return returning.finish(note)


def reply(matter: Matter, *, by: Post, now: datetime, text: str) -> MatterEvent:
    """反馈: the answer to the person who brought the matter (or, for a measure, to the plan's leading group)."""
    with step(matter, Move.REPLY, by=by, now=now) as replying:
        if not text.strip():
            raise NotPossible("请写明答复内容，群众凭查询码能看到。")
        replying.matter.reply_text = text
        return replying.finish(text)


def _check_independent(current: Step, by: Post) -> None:
    done = {"分办人": current.matter.dispatcher_id, "承办人": current.matter.handler_id}
    check_separate(by.person_id, done, doing="复核")

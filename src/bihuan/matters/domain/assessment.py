"""研判: accept a matter, decline it on a listed ground, or merge it into the one it repeats.

不予受理须有依据并告知当事人（rules.md R-2.04）；依据清单在规则 matters.grounds.decline。
"""

from __future__ import annotations

from datetime import datetime

from bihuan.matters.choices import Kind, Move, Urgency
from bihuan.matters.domain.grounds import label_of
from bihuan.matters.domain.refusals import NotPossible
from bihuan.matters.domain.workflow import step
from bihuan.matters.models import Matter, MatterEvent
from bihuan.trail.facade import Actor


def assess(
    matter: Matter,
    *,
    by: Actor,
    now: datetime,
    kind: Kind | None = None,
    urgency: Urgency | None = None,
    category: str | None = None,
    note: str = "",
) -> MatterEvent:
    """Accept the matter, correcting its kind, urgency and category where they were wrong."""
    with step(matter, Move.ASSESS, by=by, now=now) as assessing:
        subject = assessing.matter
        subject.kind = kind or subject.kind
        subject.urgency = urgency or subject.urgency
        subject.category = subject.category if category is None else category
        subject.accepted_at = now
        return assessing.finish(note, data={"kind": subject.kind, "urgency": subject.urgency})


def decline(matter: Matter, *, by: Actor, now: datetime, ground: str, note: str) -> MatterEvent:
    """不予受理, on a ground from the list; `note` is what the person is told, with where to turn instead."""
    with step(matter, Move.DECLINE, by=by, now=now) as declining:
        if not note.strip():
            raise NotPossible("请写明告知当事人的话，并说明可以向哪里反映。")
        label = label_of("matters.grounds.decline", ground, region_code=matter.region_code, now=now)
        declining.matter.reply_text = note
        return declining.finish(f"{label}。{note}", data={"ground": ground})


def merge(matter: Matter, *, by: Actor, now: datetime, into: Matter) -> MatterEvent:
    """并案: the matter repeats another open one of the township, which goes on for both."""
    with step(matter, Move.MERGE, by=by, now=now) as merging:
        if into.pk == matter.pk or not into.is_open or into.region_code != matter.region_code:
            raise NotPossible("只能并入本辖区另一件尚未办结的事项，请重新选择。")
        merging.matter.merged_into = into
        return merging.finish(f"并入 {into.number}", data={"into": str(into.pk)})

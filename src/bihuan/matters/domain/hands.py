"""Whose hand may make a move: the duty, the unit whose turn it is, and nobody about whom the matter is (回避)."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from bihuan.matters.domain.transitions import Hand, Transition
from bihuan.matters.models import Matter
from bihuan.people.facade import NotAllowed, require
from bihuan.people.models import Post
from bihuan.trail.facade import Actor


def check_hand(matter: Matter, row: Transition, *, by: Actor) -> None:
    """Raise NotAllowed, with the reason, unless this actor may make the move on this matter.

    The unit that a matter is about is excluded from every step (信访工作条例 第28条, rules.md 2.5 rule 1).
    """
    require(by, row.duty)
    unit_id = by.unit_id if isinstance(by, Post) else None
    if matter.accused_unit_id is not None and unit_id == matter.accused_unit_id:
        raise NotAllowed("这件事反映的是您所在的单位，按回避规定不能由本单位经办。")
    if row.hand is Hand.OWNER and unit_id != matter.owner_unit_id:
        raise NotAllowed(f"这件事现由{matter.owner_unit}负责，“{row.move.label}”要由该单位操作。")
    if row.hand is Hand.ASSISTING and not _is_awaited(matter, unit_id):
        raise NotAllowed("您所在的单位不是这件事的协办单位，或协办情况已经反馈。")


def check_separate(person_id: object, others: Mapping[str, object], *, doing: str) -> None:
    """Raise NotAllowed when the same person already did another part: 分办、承办、复核 are three people (rules.md 2.5)."""
    for role, other in others.items():
        if other is not None and other == person_id:
            raise NotAllowed(f"这件事的{role}是您本人，{doing}须由另一人进行。")


def _is_awaited(matter: Matter, unit_id: UUID | None) -> bool:
    """Whether the unit still owes its part."""
    return unit_id is not None and matter.parts.filter(unit_id=unit_id, contributed_at=None).exists()

"""The groups of today's work: which stage waits for which duty, and the one next act of each line."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Q

from bihuan.matters.choices import Move, Stage
from bihuan.people.choices import Duty
from bihuan.people.models import Post


@dataclass(frozen=True)
class Group:
    """One kind of work: matters at a stage that wait for a duty.

    `is_own_units` – only the unit whose turn it is; `apart_from` – columns of a matter that must not name the same
    person (分办、承办、复核 are three people); `is_signed` – whether a leader has agreed already, where that counts.
    """

    key: str
    word: str
    stage: Stage
    duty: Duty
    move: Move
    is_own_units: bool = False
    apart_from: tuple[str, ...] = field(default=())
    is_signed: bool | None = None

    def rows(self, post: Post) -> Q:
        """The condition on matters that the post may see."""
        condition = Q(stage=self.stage)
        if self.is_own_units:
            condition &= Q(owner_unit_id=post.unit_id)
        for column in self.apart_from:
            condition &= Q(**{f"{column}__isnull": True}) | ~Q(**{column: post.person_id})
        if self.is_signed is not None:
            condition &= Q(signed_off_by__isnull=not self.is_signed)
        return condition

    def takes(self, matter: Any, post: Post) -> bool:
        """The same condition on one matter that was read."""
        if matter.stage != self.stage or (self.is_own_units and matter.owner_unit_id != post.unit_id):
            return False
        if any(getattr(matter, column) == post.person_id for column in self.apart_from):
            return False
        return self.is_signed is None or (matter.signed_off_by_id is not None) is self.is_signed


# In the order of the loop, as the page shows them.
GROUPS = (
    Group("sign-for", "待签收", Stage.DISPATCHED, Duty.HANDLE, Move.SIGN_FOR, True, ("dispatcher_id",)),
    Group("assess", "待研判", Stage.REGISTERED, Duty.ASSESS, Move.ASSESS),
    Group("dispatch", "待分办", Stage.ACCEPTED, Duty.DISPATCH, Move.DISPATCH),
    Group("rule-on", "待裁定", Stage.RETURNED, Duty.RULE, Move.RULE_ON),
    Group("in-hand", "办理中", Stage.IN_HAND, Duty.HANDLE, Move.SUBMIT, True),
    Group("review", "待复核", Stage.SUBMITTED, Duty.REVIEW, Move.REVIEW, False, ("dispatcher_id", "handler_id")),
    Group("reply", "待反馈", Stage.REVIEWED, Duty.REVIEW, Move.REPLY),
    Group("call-back", "待回访", Stage.REPLIED, Duty.CALL_BACK, Move.CALL_BACK, False, ("handler_id",)),
    Group("sign-off", "待签批", Stage.CALLED_BACK, Duty.SIGN_OFF, Move.SIGN_OFF, is_signed=False),
    Group("strike-off", "待销号", Stage.CALLED_BACK, Duty.STRIKE_OFF, Move.STRIKE_OFF, is_signed=True),
    Group("answer", "待上级答复", Stage.FORWARDED, Duty.DISPATCH, Move.RECORD_ANSWER),
    Group("resume", "挂起待恢复", Stage.SUSPENDED, Duty.GRANT, Move.RESUME),
)
# Moves that bring a matter to a unit from another one, or change what it has to do; its own moves are no news to it.
NOTICED = (
    Move.REGISTER,
    Move.DISPATCH,
    Move.REASSIGN,
    Move.INVOLVE,
    Move.CONTRIBUTE,
    Move.SEND_BACK,
    Move.RULE_ON,
    Move.SUBMIT,
    Move.SOLVE_ON_THE_SPOT,
    Move.REWORK,
    Move.REDO,
    Move.REFUSE_SIGN_OFF,
    Move.EXTEND,
    Move.SUSPEND,
    Move.RESUME,
    Move.RECORD_ANSWER,
    Move.WITHDRAW,
)
# Who answers for the whole region sees everything that is late, also where it is another's turn.
WATCHING = (Duty.DISPATCH, Duty.SIGN_OFF, Duty.REPORT)


@dataclass(frozen=True)
class Line:
    """One line of today's work: the matter, when it is due, and the next act ("" to look only)."""

    matter: Any
    due_at: datetime | None
    move: Move | None
    word: str


@dataclass(frozen=True)
class Listing:
    """One group as the page shows it: how many there are in all, the first lines, and how many already stand above.

    `ledger` is the query of the ledger that shows all of them.
    """

    key: str
    word: str
    count: int
    lines: list[Line]
    tone: str = "blue"
    ledger: str = ""
    above: int = 0

    @property
    def is_cut(self) -> bool:
        """Whether there are more than the page shows."""
        return self.count > len(self.lines) + self.above


def groups_of(post: Post) -> list[Group]:
    """The groups that a post's duties bring."""
    return [group for group in GROUPS if post.may(group.duty)]

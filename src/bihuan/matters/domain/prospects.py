"""What a post may do with a matter now, and for each other move the reason why not (shown on the disabled button)."""

from __future__ import annotations

from dataclasses import dataclass

from bihuan.matters.choices import Move
from bihuan.matters.domain.conclusion import missing_for_strike_off
from bihuan.matters.domain.hands import check_hand, check_separate
from bihuan.matters.domain.transitions import TRANSITIONS
from bihuan.matters.models import Matter
from bihuan.people.facade import NotAllowed
from bihuan.people.models import Post

# Which other part of the same matter bars a person from a move.
SEPARATED = {
    Move.SIGN_FOR: ("签收办理", {"分办人": "dispatcher_id"}),
    Move.REVIEW: ("复核", {"分办人": "dispatcher_id", "承办人": "handler_id"}),
    Move.REWORK: ("复核", {"分办人": "dispatcher_id", "承办人": "handler_id"}),
    Move.CALL_BACK: ("回访", {"承办人": "handler_id"}),
    Move.REDO: ("回访", {"承办人": "handler_id"}),
}


@dataclass(frozen=True)
class Prospect:
    """A move that the stage allows; `reason` is empty when this post may make it."""

    move: Move
    reason: str = ""


def prospects(matter: Matter, *, by: Post) -> list[Prospect]:
    """The moves that the matter's stage allows, in the order of the table, each with the reason why not."""
    rows = [row for row in TRANSITIONS.values() if matter.stage in row.sources and row.move is not Move.RECOMPUTE]
    return [Prospect(row.move, _reason(matter, row.move, by)) for row in rows]


def _reason(matter: Matter, move: Move, by: Post) -> str:
    try:
        check_hand(matter, TRANSITIONS[move], by=by)
        if move in SEPARATED:
            doing, parts = SEPARATED[move]
            check_separate(by.person_id, {role: getattr(matter, column) for role, column in parts.items()}, doing=doing)
    except NotAllowed as error:
        return str(error)
    if move is Move.SOLVE_ON_THE_SPOT and by.unit_id != matter.registered_unit_id:
        return "当场解决由登记这件事的单位填写。"
    if move is Move.STRIKE_OFF:
        missing = missing_for_strike_off(matter)
        return f"还缺少：{'、'.join(missing)}。" if missing else ""
    return ""

"""The loop as one table (rules.md 2.5): which move leads from which stages where, who may make it, who owns it then.

登记 → 研判 → 分办 → 签收 → 办理 → 提交 → 复核 → 反馈 → 回访 → 销号 → 归档, with 退回、裁定、改派、会办、延期、挂起、转办、
重办、不予受理、撤回、并案. docs/reference/matter-states.md is generated from this table.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from bihuan.matters.choices import OPEN_STAGES, ClockKind, Move, Stage
from bihuan.people.choices import Duty


class Owner(Enum):
    """Whose turn it is after a move."""

    OFFICE = "营商办"
    LEAD = "主办单位"
    SAME = "不变"
    NOBODY = "无"


class Hand(Enum):
    """Whose hand may make a move, besides holding the duty."""

    ANY = "有此职责者"
    OWNER = "当前责任单位"
    ASSISTING = "协办单位"


@dataclass(frozen=True)
class Transition:
    """One row of the table. `target` None keeps the stage; `ends` and `starts` are the clocks it ends and starts."""

    move: Move
    sources: frozenset[Stage]
    target: Stage | None
    duty: Duty
    owner: Owner
    hand: Hand = Hand.ANY
    ends: frozenset[ClockKind] = frozenset()
    starts: tuple[ClockKind, ...] = ()


def _row(
    move: Move,
    sources: set[Stage] | frozenset[Stage],
    target: Stage | None,
    duty: Duty,
    owner: Owner = Owner.SAME,
    hand: Hand = Hand.ANY,
    ends: set[ClockKind] | frozenset[ClockKind] = frozenset(),
    starts: tuple[ClockKind, ...] = (),
) -> Transition:
    return Transition(move, frozenset(sources), target, duty, owner, hand, frozenset(ends), starts)


_S, _M, _C, _D = Stage, Move, ClockKind, Duty
_ALL_CLOCKS = frozenset(ClockKind)
_WITH_UNIT = {_S.DISPATCHED, _S.IN_HAND}

_ROWS = (
    _row(_M.REGISTER, set(), _S.REGISTERED, _D.REGISTER, Owner.OFFICE, starts=(_C.ACCEPT,)),
    _row(_M.ASSESS, {_S.REGISTERED}, _S.ACCEPTED, _D.ASSESS, ends={_C.ACCEPT}, starts=(_C.DISPATCH,)),
    _row(_M.DECLINE, {_S.REGISTERED, _S.ACCEPTED}, _S.DECLINED, _D.ASSESS, Owner.NOBODY, ends=_ALL_CLOCKS),
    _row(_M.MERGE, {_S.REGISTERED, _S.ACCEPTED}, _S.MERGED, _D.ASSESS, Owner.NOBODY, ends=_ALL_CLOCKS),
    _row(
        _M.SOLVE_ON_THE_SPOT,
        {_S.REGISTERED},
        _S.SUBMITTED,
        _D.HANDLE,
        Owner.OFFICE,
        ends={_C.ACCEPT},
        starts=(_C.REVIEW,),
    ),
    _row(
        _M.DISPATCH,
        {_S.ACCEPTED},
        _S.DISPATCHED,
        _D.DISPATCH,
        Owner.LEAD,
        ends={_C.DISPATCH},
        starts=(_C.SIGN, _C.HANDLE),
    ),
    _row(
        _M.REASSIGN,
        _WITH_UNIT,
        _S.DISPATCHED,
        _D.DISPATCH,
        Owner.LEAD,
        ends={_C.SIGN, _C.HANDLE},
        starts=(_C.SIGN, _C.HANDLE),
    ),
    _row(_M.INVOLVE, _WITH_UNIT, None, _D.DISPATCH),
    _row(_M.SIGN_FOR, {_S.DISPATCHED}, _S.IN_HAND, _D.HANDLE, hand=Hand.OWNER, ends={_C.SIGN}),
    _row(
        _M.SEND_BACK,
        _WITH_UNIT,
        _S.RETURNED,
        _D.HANDLE,
        Owner.OFFICE,
        hand=Hand.OWNER,
        ends={_C.SIGN},
        starts=(_C.RULING,),
    ),
    _row(
        _M.RULE_ON,
        {_S.RETURNED},
        _S.DISPATCHED,
        _D.RULE,
        Owner.LEAD,
        ends={_C.RULING},
        starts=(_C.SIGN,),
    ),
    _row(_M.HANDLE, {_S.IN_HAND}, None, _D.HANDLE, hand=Hand.OWNER),
    _row(_M.CONTRIBUTE, _WITH_UNIT, None, _D.HANDLE, hand=Hand.ASSISTING),
    _row(
        _M.SUBMIT,
        {_S.IN_HAND},
        _S.SUBMITTED,
        _D.HANDLE,
        Owner.OFFICE,
        hand=Hand.OWNER,
        ends={_C.HANDLE},
        starts=(_C.REVIEW,),
    ),
    _row(_M.REVIEW, {_S.SUBMITTED}, _S.REVIEWED, _D.REVIEW, ends={_C.REVIEW}, starts=(_C.REPLY,)),
    _row(_M.REPLY, {_S.REVIEWED}, _S.REPLIED, _D.REVIEW, ends={_C.REPLY}, starts=(_C.CALL_BACK,)),
    _row(_M.CALL_BACK, {_S.REPLIED}, _S.CALLED_BACK, _D.CALL_BACK, ends={_C.CALL_BACK}, starts=(_C.STRIKE_OFF,)),
    _row(
        _M.REWORK,
        {_S.SUBMITTED},
        _S.IN_HAND,
        _D.REVIEW,
        Owner.LEAD,
        ends={_C.REVIEW},
        starts=(_C.HANDLE,),
    ),
    _row(
        _M.REDO,
        {_S.REPLIED},
        _S.IN_HAND,
        _D.CALL_BACK,
        Owner.LEAD,
        ends={_C.CALL_BACK},
        starts=(_C.HANDLE,),
    ),
    _row(_M.SIGN_OFF, {_S.CALLED_BACK}, None, _D.SIGN_OFF),
    _row(
        _M.REFUSE_SIGN_OFF,
        {_S.CALLED_BACK},
        _S.IN_HAND,
        _D.SIGN_OFF,
        Owner.LEAD,
        ends={_C.STRIKE_OFF},
        starts=(_C.HANDLE,),
    ),
    _row(_M.STRIKE_OFF, {_S.CALLED_BACK}, _S.STRUCK_OFF, _D.STRIKE_OFF, Owner.NOBODY, ends=_ALL_CLOCKS),
    _row(_M.ARCHIVE, {_S.STRUCK_OFF}, _S.ARCHIVED, _D.STRIKE_OFF, Owner.NOBODY),
    _row(_M.EXTEND, _WITH_UNIT, None, _D.GRANT),
    _row(_M.SUSPEND, {_S.IN_HAND}, _S.SUSPENDED, _D.GRANT, starts=(_C.FOLLOW_UP,)),
    _row(_M.RESUME, {_S.SUSPENDED}, _S.IN_HAND, _D.GRANT, ends={_C.FOLLOW_UP}),
    _row(
        _M.FORWARD,
        {_S.ACCEPTED, _S.IN_HAND},
        _S.FORWARDED,
        _D.DISPATCH,
        Owner.OFFICE,
        ends={_C.DISPATCH, _C.HANDLE},
        starts=(_C.FOLLOW_UP,),
    ),
    _row(
        _M.RECORD_ANSWER,
        {_S.FORWARDED},
        _S.SUBMITTED,
        _D.DISPATCH,
        ends={_C.FOLLOW_UP},
        starts=(_C.REVIEW,),
    ),
    _row(_M.WITHDRAW, OPEN_STAGES, _S.WITHDRAWN, _D.ASSESS, Owner.NOBODY, ends=_ALL_CLOCKS),
    _row(_M.RECOMPUTE, OPEN_STAGES, None, _D.DISPATCH),
)

TRANSITIONS: dict[Move, Transition] = {row.move: row for row in _ROWS}

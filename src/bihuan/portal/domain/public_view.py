"""What the person who brought a matter may read of it: stages in plain words, units, deadlines, the reply.

Never shown: names of staff, notes between units, the grounds of a return, who was asked about whom. What a step says is
chosen from here, not copied from what staff wrote; only the reply and the person's own words are shown as written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from bihuan.kernel.deadlines import last_day
from bihuan.matters.choices import CallBackOutcome, ClockKind, Move, Satisfaction, Stage
from bihuan.matters.facade import choices_of
from bihuan.matters.models import Matter, MatterEvent

PATH = ("收到", "受理", "办理", "答复", "您评价", "办结")
UNTIL = "，{}前办完"
PLACE_ON_PATH = {
    Stage.REGISTERED: 0,
    Stage.ACCEPTED: 1,
    Stage.DISPATCHED: 2,
    Stage.IN_HAND: 2,
    Stage.RETURNED: 2,
    Stage.SUSPENDED: 2,
    Stage.FORWARDED: 2,
    Stage.SUBMITTED: 2,
    Stage.REVIEWED: 2,
    Stage.REPLIED: 4,
    Stage.CALLED_BACK: 4,
    Stage.STRUCK_OFF: 5,
    Stage.ARCHIVED: 5,
}
STATES = {
    Stage.REGISTERED: "已经收到，正在看由谁办理",
    Stage.ACCEPTED: "已经受理，正在交给单位办理",
    Stage.DISPATCHED: "已经交给单位办理",
    Stage.IN_HAND: "正在办理",
    Stage.RETURNED: "正在核对由哪个单位办理",
    Stage.SUSPENDED: "暂缓办理，到期再查看",
    Stage.FORWARDED: "已转有权办理的单位，镇营商办继续跟踪",
    Stage.SUBMITTED: "单位已办理，正在复核",
    Stage.REVIEWED: "已复核，即将答复您",
    Stage.REPLIED: "已答复，请您评价",
    Stage.CALLED_BACK: "您的意见已记下，即将办结",
    Stage.STRUCK_OFF: "已经办结",
    Stage.ARCHIVED: "已经办结",
    Stage.DECLINED: "没有受理",
    Stage.WITHDRAWN: "已经撤回",
    Stage.MERGED: "已与另一件合并办理",
}
# Which limit of the office the person waits for, in their words.
WAITING_FOR = {
    ClockKind.ACCEPT: "决定是否受理",
    ClockKind.DISPATCH: "交给单位办理",
    ClockKind.REVIEW: "完成复核",
    ClockKind.REPLY: "答复您",
    ClockKind.CALL_BACK: "回访您",
    ClockKind.STRIKE_OFF: "办结",
    ClockKind.FOLLOW_UP: "再次查看进展",
}


@dataclass(frozen=True)
class PublicStep:
    """One thing that happened, in a sentence."""

    at: datetime
    words: str


@dataclass(frozen=True)
class PublicView:
    """A matter as its bringer sees it. `due_on` is the last day of the limit that is named by `waiting_for`."""

    matter: Matter
    state: str
    path: list[tuple[str, str]]
    steps: list[PublicStep]
    waiting_for: str
    due_at: datetime | None
    due_on: date | None
    is_late: bool
    may_answer: bool
    may_withdraw: bool
    answered: str


def public_view(matter: Matter, events: Iterable[MatterEvent], *, now: datetime) -> PublicView:
    """Build the view from the matter and its events in order."""
    stage = Stage(matter.stage)
    kind, due_at = _limit_of(matter, stage)
    return PublicView(
        matter=matter,
        state=STATES[stage],
        path=_path(stage),
        steps=[step for event in events if (step := _step(event, matter))],
        waiting_for=kind,
        due_at=due_at,
        due_on=last_day(due_at) if due_at else None,
        is_late=due_at is not None and now >= due_at,
        may_answer=stage is Stage.REPLIED,
        may_withdraw=matter.is_open and stage not in (Stage.REPLIED, Stage.CALLED_BACK),
        answered=_answered(matter, stage),
    )


def _limit_of(matter: Matter, stage: Stage) -> tuple[str, datetime | None]:
    if not matter.is_open:
        return "", None
    with_unit = (Stage.DISPATCHED, Stage.IN_HAND, Stage.RETURNED)
    if stage in with_unit and matter.handle_due_at:
        return "办理完毕", matter.handle_due_at
    return WAITING_FOR.get(ClockKind(matter.next_clock), "办理完毕"), matter.next_due_at


def _path(stage: Stage) -> list[tuple[str, str]]:
    """Each step of the path with its CSS state; none is reached in side ends such as a withdrawal."""
    here = PLACE_ON_PATH.get(stage)
    if here is None:
        return []
    if here == len(PATH) - 1:
        return [(word, "is-done") for word in PATH]
    return [(word, "is-done" if n < here else "is-here" if n == here else "") for n, word in enumerate(PATH)]


def _answered(matter: Matter, stage: Stage) -> str:
    if not matter.call_back_outcome or stage is Stage.REPLIED:
        return ""
    words = [CallBackOutcome(matter.call_back_outcome).label]
    if matter.satisfaction:
        words.append(Satisfaction(matter.satisfaction).label)
    return "，".join(words)


def _step(event: MatterEvent, matter: Matter) -> PublicStep | None:
    words = WORDS.get(Move(event.move))
    return PublicStep(event.at, words(event, matter)) if words else None


def _due(event: MatterEvent, kind: str, words: str) -> str:
    """The words with the day of the limit that this event started or moved."""
    clocks = event.data.get("clocks", {})
    moved = clocks.get("moved", {}).get(kind)
    text = clocks.get("started", {}).get(kind) or (moved[0] if moved else "")
    if not text:
        return ""
    on = last_day(datetime.fromisoformat(text))
    return words.format(f"{on.month}月{on.day}日")


def _suspended(event: MatterEvent, matter: Matter) -> str:
    known = dict(choices_of("matters.grounds.suspend", region_code=matter.region_code, now=event.at))
    reason = known.get(event.data.get("ground", ""), "")
    return f"暂缓办理{f'（{reason}）' if reason else ''}{_due(event, ClockKind.FOLLOW_UP, '，{}前再次查看')}。"


def _said(words: str) -> Callable[[MatterEvent, Matter], str]:
    return lambda event, matter: words


def _unit(event: MatterEvent) -> Any:
    return event.data.get("unit") or event.unit_name or "承办单位"


WORDS: dict[Move, Callable[[MatterEvent, Matter], str]] = {
    Move.REGISTER: lambda event, matter: f"收到您反映的问题，编号{matter.number}。",
    Move.ASSESS: _said("决定受理。"),
    Move.DECLINE: _said("决定不予受理，原因和建议见“答复”。"),
    Move.MERGE: _said("与此前反映同一件事的事项合并办理。"),
    Move.DISPATCH: lambda event, matter: f"交{_unit(event)}办理{_due(event, ClockKind.HANDLE, UNTIL)}。",
    Move.REASSIGN: lambda event, matter: f"改由{_unit(event)}办理{_due(event, ClockKind.HANDLE, UNTIL)}。",
    Move.INVOLVE: lambda event, matter: f"请{_unit(event)}协助。",
    Move.SIGN_FOR: lambda event, matter: f"{_unit(event)}签收，开始办理。",
    Move.SEND_BACK: _said("单位之间核对由谁办理，由镇营商办裁定。"),
    Move.RULE_ON: lambda event, matter: f"裁定由{_unit(event)}办理{_due(event, ClockKind.HANDLE, UNTIL)}。",
    Move.HANDLE: lambda event, matter: f"{_unit(event)}办理中，有新的办理记录。",
    Move.CONTRIBUTE: lambda event, matter: f"{_unit(event)}完成协助。",
    Move.SOLVE_ON_THE_SPOT: lambda event, matter: f"{_unit(event)}当场办理。",
    Move.SUBMIT: lambda event, matter: f"{_unit(event)}报来办理结果，由另外的人复核。",
    Move.REVIEW: _said("复核通过。"),
    Move.REWORK: lambda event, matter: f"复核认为没有办到位，请单位继续办理{_due(event, ClockKind.HANDLE, UNTIL)}。",
    Move.REPLY: _said("答复了您，请看“答复”。"),
    Move.CALL_BACK: _said("记下了您的意见。"),
    Move.REDO: lambda event, matter: f"您说没有解决，重新办理{_due(event, ClockKind.HANDLE, UNTIL)}。",
    Move.REFUSE_SIGN_OFF: lambda event, matter: (
        f"还要进一步办好，退回单位继续办理{_due(event, ClockKind.HANDLE, UNTIL)}。"
    ),
    Move.STRIKE_OFF: _said("办结销号。"),
    Move.EXTEND: lambda event, matter: f"经批准延长办理时间{_due(event, ClockKind.HANDLE, '，改为{}前办完')}。",
    Move.SUSPEND: _suspended,
    Move.RESUME: lambda event, matter: f"恢复办理{_due(event, ClockKind.HANDLE, UNTIL)}。",
    Move.FORWARD: lambda event, matter: f"转{event.data.get('to', '有权办理的单位')}办理，镇营商办继续跟踪。",
    Move.RECORD_ANSWER: _said("收到转办单位的答复，由另外的人复核。"),
    Move.WITHDRAW: _said("按您的意思撤回。"),
}

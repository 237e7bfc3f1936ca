"""Replay: the state of a matter computed again from its events alone, to be compared with what is stored."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from bihuan.matters.choices import CLOSED_STAGES, Move, Stage
from bihuan.matters.domain.transitions import TRANSITIONS, Owner
from bihuan.matters.models import Matter, MatterEvent


class BrokenHistory(ValueError):
    """An event that the table does not allow after the ones before it."""


@dataclass
class State:
    """Stage, owner, lead unit (ids as text) and running clocks (kind to due moment; None while paused)."""

    stage: str = ""
    owner: str | None = None
    lead: str | None = None
    clocks: dict[str, datetime | None] = field(default_factory=dict)

    @property
    def next_due_at(self) -> datetime | None:
        if self.stage in CLOSED_STAGES:
            return None
        return min(due for due in self.clocks.values() if due is not None)


def replay(events: Iterable[MatterEvent]) -> State:
    """The state after these events, in their order. Raises BrokenHistory naming the first event that does not fit."""
    state = State()
    for expected, event in enumerate(events, start=1):
        row = TRANSITIONS[Move(event.move)]
        begins = not state.stage and row.move is Move.REGISTER
        if event.seq != expected or not (begins or state.stage in row.sources):
            raise BrokenHistory(f"第 {event.seq} 步“{row.move.label}”接不上“{state.stage or '开头'}”")
        state.stage = row.target or state.stage
        state.lead = event.data.get("lead")
        if row.owner is Owner.LEAD:
            state.owner = state.lead
        elif row.owner is Owner.NOBODY:
            state.owner = None
        elif row.owner is Owner.OFFICE:
            state.owner = event.data.get("owner")
        _turn(state, event)
    return state


def agrees(matter: Matter) -> bool:
    """Whether what is stored for the matter equals the replay of its events."""
    state = replay(matter.event_set.order_by("seq"))
    stored_owner = str(matter.owner_unit_id) if matter.owner_unit_id else None
    return (Stage(state.stage), state.owner, state.next_due_at) == (
        Stage(matter.stage),
        stored_owner,
        matter.next_due_at,
    )


def _turn(state: State, event: MatterEvent) -> None:
    clocks = event.data["clocks"]
    for kind in clocks.get("ended", {}):
        del state.clocks[kind]
    for kind, due in clocks.get("started", {}).items():
        state.clocks[kind] = datetime.fromisoformat(due)
    for kind, (due, paused) in clocks.get("moved", {}).items():
        state.clocks[kind] = None if paused else datetime.fromisoformat(due)

"""The only writer of a matter's stage, owner and next deadline.

Each act opens a step, which locks the matter and checks duty, hand and stage against the table of transitions.py, and
finishes it, which in the same transaction writes the matter, ends and starts its clocks, and leaves one event, one
trail entry and one message to the unit whose turn it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from bihuan.delivery.facade import send
from bihuan.matters.choices import CLOSED_STAGES, ClockEnd, ClockKind, Move, Stage
from bihuan.matters.domain import deadlines
from bihuan.matters.domain.hands import check_hand
from bihuan.matters.domain.offices import office_of
from bihuan.matters.domain.refusals import NotPossible
from bihuan.matters.domain.transitions import TRANSITIONS, Owner, Transition
from bihuan.matters.models import Clock, Matter, MatterEvent
from bihuan.people.models import Unit
from bihuan.store.rows import insert
from bihuan.trail.facade import Actor, record


@dataclass
class Step:
    """One move under way: the locked matter, and what the act adds before it finishes the step."""

    matter: Matter
    transition: Transition
    by: Actor
    now: datetime
    running: dict[ClockKind, Clock]
    before: Mapping[str, Any] = field(default_factory=dict)
    started: list[Clock] = field(default_factory=list)
    ended: dict[ClockKind, ClockEnd] = field(default_factory=dict)
    moved: dict[ClockKind, Clock] = field(default_factory=dict)

    def start(self, clock: Clock) -> None:
        """Start this clock instead of the one that the table would start by rule."""
        self.started.append(clock)

    def end(self, kind: ClockKind, *, lapsed: bool = False) -> None:
        """End a running clock, as met or late by the moment, or as lapsed when it no longer applies."""
        clock = self.running.pop(kind, None)
        if clock is None:
            return
        clock.ended_at = self.now
        in_time = ClockEnd.MET if self.now < clock.due_at else ClockEnd.LATE
        clock.ended_as = ClockEnd.LAPSED if lapsed else in_time
        clock.save(update_fields=["ended_at", "ended_as"])
        self.ended[kind] = ClockEnd(clock.ended_as)

    def move_clock(self, clock: Clock) -> None:
        """Keep the new end, proof or suspensions of a running clock."""
        clock.save(update_fields=["due_at", "is_provisional", "proof", "suspensions"])
        self.moved[ClockKind(clock.kind)] = clock

    def finish(
        self,
        text: str = "",
        *,
        lead_unit: Unit | None = None,
        data: Mapping[str, Any] | None = None,
    ) -> MatterEvent:
        """Write everything of this move. Raises NotPossible where the office must own the matter and there is none."""
        source = self.matter.stage
        self._turn_clocks()
        self._hand_over(lead_unit)
        self.matter.events += 1
        if self.matter.events == 1:
            insert(self.matter)
        else:
            self.matter.save(update_fields=self._changed())
        for clock in self.started:
            insert(clock)
        event = self._event(source, text, data or {})
        self._leave_trail(event)
        return event

    def _changed(self) -> list[str]:
        """Names of the fields that are not as they were when the matter was locked."""
        fields = self.matter._meta.concrete_fields
        return [field.name for field in fields if getattr(self.matter, field.attname) != self.before[field.attname]]

    def _turn_clocks(self) -> None:
        lapse = self.transition.target in CLOSED_STAGES and self.transition.move is not Move.STRIKE_OFF
        for kind in sorted(self.transition.ends & self.running.keys()):
            self.end(kind, lapsed=lapse)
        given = {ClockKind(clock.kind) for clock in self.started}
        for kind in self.transition.starts:
            if kind not in given and kind not in self.running:
                self.started.append(deadlines.clock_by_rule(kind, self.matter, start=self.now))
        for clock in (*self.started, *self.moved.values()):
            if clock.kind == ClockKind.HANDLE:
                self.matter.handle_due_at = clock.due_at

    def _hand_over(self, lead_unit: Unit | None) -> None:
        matter, row = self.matter, self.transition
        if lead_unit is not None:
            matter.lead_unit = lead_unit
        if row.target is not None:
            matter.stage = row.target
        if row.owner is Owner.LEAD:
            matter.owner_unit = matter.lead_unit
        elif row.owner is Owner.OFFICE:
            matter.owner_unit = office_of(matter.region_code, now=self.now)
        elif row.owner is Owner.NOBODY:
            matter.owner_unit = None
        if matter.stage in CLOSED_STAGES:
            matter.closed_at = matter.closed_at or self.now
            matter.next_due_at, matter.next_clock = None, ""
            return
        clocks = [clock for clock in (*self.running.values(), *self.started) if not is_paused(clock)]
        soonest = min(clocks, key=lambda clock: clock.due_at)
        matter.next_due_at, matter.next_clock = soonest.due_at, soonest.kind

    def _event(self, source: str, text: str, data: Mapping[str, Any]) -> MatterEvent:
        clocks = {
            "started": {clock.kind: clock.due_at.isoformat() for clock in self.started},
            "ended": {str(kind): str(end) for kind, end in self.ended.items()},
            "moved": {str(kind): [clock.due_at.isoformat(), is_paused(clock)] for kind, clock in self.moved.items()},
        }
        event = MatterEvent(
            matter=self.matter,
            region_code=self.matter.region_code,
            seq=self.matter.events,
            move=self.transition.move,
            from_stage=source,
            to_stage=self.matter.stage,
            at=self.now,
            actor_code=self.by.actor_code,
            actor_name=self.by.actor_name,
            unit_name=self.by.unit_name,
            text=text,
            data={**data, **self._units(), "clocks": {name: value for name, value in clocks.items() if value}},
        )
        return insert(event)

    def _units(self) -> dict[str, str]:
        """Owner and lead unit after the move, each left out where there is none."""
        units = {"owner": self.matter.owner_unit_id, "lead": self.matter.lead_unit_id}
        return {name: str(key) for name, key in units.items() if key is not None}

    def _leave_trail(self, event: MatterEvent) -> None:
        matter = self.matter
        record(
            f"matters.{event.move}",
            by=self.by,
            now=self.now,
            object_kind="matter",
            object_id=matter.pk,
            region_code=matter.region_code,
            payload={"number": matter.number, "seq": event.seq, "to": event.to_stage, "text": event.text, **event.data},
        )
        send(
            f"matters.{event.move}",
            key=f"matter:{matter.pk}:{event.seq}",
            now=self.now,
            region_code=matter.region_code,
            unit_id=matter.owner_unit_id,
            payload={"matter": str(matter.pk), "number": matter.number, "stage": matter.stage},
        )


def is_paused(clock: Clock) -> bool:
    """Whether the clock stands still: its last suspension has no end yet."""
    return bool(clock.suspensions) and clock.suspensions[-1][1] is None


@contextmanager
def first_step(matter: Matter, *, by: Actor, now: datetime) -> Iterator[Step]:
    """The step that registers a matter not yet saved."""
    with transaction.atomic():
        yield Step(matter, TRANSITIONS[Move.REGISTER], by, now, {})


@contextmanager
def step(matter: Matter, move: Move, *, by: Actor, now: datetime, as_appellant: bool = False) -> Iterator[Step]:
    """Lock the matter and open a step, or raise NotAllowed or NotPossible.

    `as_appellant` lets the person who brought the matter make the move without a duty; the caller has checked the
    receipt code.
    """
    row = TRANSITIONS[move]
    with transaction.atomic():
        locked = Matter.objects.select_for_update(of=("self",)).get(pk=matter.pk)
        if not as_appellant:
            check_hand(locked, row, by=by)
        if locked.stage not in row.sources:
            raise NotPossible(reason_not_possible(locked, row))
        running = {ClockKind(clock.kind): clock for clock in Clock.objects.filter(matter=locked, ended_at=None)}
        yield Step(locked, row, by, now, running, before=dict(vars(locked)))


def reason_not_possible(matter: Matter, row: Transition) -> str:
    """Why a move is not possible at the matter's stage, as a Chinese sentence."""
    stages: Sequence[Stage] = [stage for stage in Stage if stage in row.sources]
    wanted = "、".join(f"“{stage.label}”" for stage in stages[:4]) + ("等" if len(stages) > 4 else "")
    return f"“{row.move.label}”要在{wanted}环节进行，{matter.number}现在是“{Stage(matter.stage).label}”。"

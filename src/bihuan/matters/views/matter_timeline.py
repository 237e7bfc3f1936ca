"""What was done on a matter: each move with who, when, what changed and the words written; and its path of steps."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bihuan.kernel.deadlines import SHANGHAI
from bihuan.matters.choices import MAIN_PATH, ClockEnd, ClockKind, Move, Stage
from bihuan.matters.models import Matter, MatterEvent


@dataclass(frozen=True)
class Line:
    """One move on the timeline. `changes` are short sentences: stage, clocks."""

    at: datetime
    word: str
    who: str
    unit: str
    text: str
    changes: list[str]


@dataclass(frozen=True)
class PathStep:
    """One step of the main path."""

    word: str
    is_done: bool
    is_here: bool


def timeline_of(events: Iterable[MatterEvent]) -> list[Line]:
    """The moves, newest first."""
    lines = [
        Line(event.at, Move(event.move).label, event.actor_name, event.unit_name, event.text, _changes(event))
        for event in events
    ]
    return lines[::-1]


def path_of(matter: Matter) -> list[PathStep]:
    """The main path with the step at which the matter stands."""
    here = MAIN_PATH.index(matter.main_stage)
    return [PathStep(stage.label, n < here, n == here) for n, stage in enumerate(MAIN_PATH)]


def _changes(event: MatterEvent) -> list[str]:
    changes = []
    if event.from_stage and event.from_stage != event.to_stage:
        changes.append(f"环节：{Stage(event.from_stage).label} → {Stage(event.to_stage).label}")
    clocks = event.data.get("clocks", {})
    ended = [f"{ClockKind(kind).label}{ClockEnd(end).label}" for kind, end in clocks.get("ended", {}).items()]
    if ended:
        changes.append(f"时限结束：{'、'.join(ended)}")
    started = [f"{ClockKind(kind).label}到{_day(due)}" for kind, due in clocks.get("started", {}).items()]
    if started:
        changes.append(f"时限起算：{'、'.join(started)}")
    moved = [
        f"{ClockKind(kind).label}{'暂停' if is_paused else f'改到{_day(due)}'}"
        for kind, (due, is_paused) in clocks.get("moved", {}).items()
    ]
    if moved:
        changes.append(f"时限变更：{'、'.join(moved)}")
    return changes


def _day(due: str) -> str:
    """The last day of a limit; with its hour where it does not end at midnight."""
    at = datetime.fromisoformat(due).astimezone(SHANGHAI)
    if at.hour == at.minute == 0:
        on = at - timedelta(days=1)
        return f"{on.month}月{on.day}日"
    return f"{at.month}月{at.day}日{at:%H:%M}"

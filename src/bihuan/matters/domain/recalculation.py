"""重算时限: after a holiday notice is entered, open matters' clocks are computed again, and what moved is listed.

只重算暂定的时限：放假通知公布前按周末和法定节日推算的日期（R-3.11；peers: alaveteli#7292）。
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bihuan.matters.choices import ClockKind, Move
from bihuan.matters.domain.deadlines import recomputed
from bihuan.matters.domain.workflow import step
from bihuan.matters.models import Clock, Matter
from bihuan.trail.facade import Actor


@dataclass(frozen=True)
class MovedDeadline:
    """One clock that moved: its matter and kind, and the moment before and after."""

    matter: Matter
    kind: ClockKind
    before: datetime
    after: datetime


def recompute_deadlines(region_code: str, *, by: Actor, now: datetime) -> list[MovedDeadline]:
    """Compute the provisional running clocks of a region again; one event per matter that moved."""
    moved: list[MovedDeadline] = []
    clocks = Clock.objects.within(region_code).filter(ended_at=None, is_provisional=True)
    for matter in Matter.objects.filter(pk__in=clocks.values("matter_id")).order_by("pk").iterator(chunk_size=500):
        moved += _recompute(matter, by=by, now=now)
    return moved


def _recompute(matter: Matter, *, by: Actor, now: datetime) -> list[MovedDeadline]:
    moved: list[MovedDeadline] = []
    with step(matter, Move.RECOMPUTE, by=by, now=now) as recomputing:
        for kind, clock in recomputing.running.items():
            end = recomputed(clock) if clock.is_provisional and "extension" not in clock.proof else None
            if end is None or (end.due_at == clock.due_at and end.provisional):
                continue
            if end.due_at != clock.due_at:
                moved.append(MovedDeadline(recomputing.matter, kind, clock.due_at, end.due_at))
            clock.due_at, clock.is_provisional, clock.proof = end.due_at, end.provisional, end.as_proof()
            recomputing.move_clock(clock)
        if not recomputing.moved:
            return []
        recomputing.finish("按新公布的放假通知重算时限")
    return moved

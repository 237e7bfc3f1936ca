"""重算时限: after a holiday notice is entered, open matters' clocks are computed again, and what moved is listed.

每个时限都记着计算时所用的日历版本；版本变了（公布了新一年的放假通知，或更正、增加了地方假期），营商办一键重算。暂定的日期由此转为
正式（R-3.11；peers: alaveteli#7292）。人定的日期和已批准延期的时限不动。
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bihuan.matters.choices import ClockKind, Move
from bihuan.matters.domain.deadlines import GIVEN, recomputed
from bihuan.matters.domain.workflow import is_paused, step
from bihuan.matters.models import Clock, Matter
from bihuan.people.models import Post
from bihuan.rulebook.facade import calendar_for


@dataclass(frozen=True)
class MovedDeadline:
    """One clock that moved: its matter and kind, and the moment before and after."""

    matter: Matter
    kind: ClockKind
    before: datetime
    after: datetime


def waiting_for_recomputation(region_code: str) -> list[Matter]:
    """Open matters with a running clock that was computed by another version of the calendar."""
    version = calendar_for(region_code).version
    running = Clock.objects.within(region_code).filter(ended_at=None).select_related("matter")
    stale = {clock.matter_id: clock.matter for clock in running.iterator(chunk_size=2000) if _is_stale(clock, version)}
    return sorted(stale.values(), key=lambda matter: matter.number)


def recompute_deadlines(region_code: str, *, by: Post, now: datetime) -> list[MovedDeadline]:
    """Compute every clock anew that rests on another version of the calendar; one event per matter it touches."""
    version = calendar_for(region_code).version
    moved: list[MovedDeadline] = []
    for matter in waiting_for_recomputation(region_code):
        moved += _recompute(matter, version, by=by, now=now)
    return moved


def _recompute(matter: Matter, version: str, *, by: Post, now: datetime) -> list[MovedDeadline]:
    moved: list[MovedDeadline] = []
    with step(matter, Move.RECOMPUTE, by=by, now=now) as recomputing:
        for kind, clock in recomputing.running.items():
            end = recomputed(clock) if _is_stale(clock, version) else None
            if end is None:
                continue
            if end.due_at != clock.due_at:
                moved.append(MovedDeadline(recomputing.matter, kind, clock.due_at, end.due_at))
            clock.due_at, clock.is_provisional, clock.proof = end.due_at, end.provisional, end.as_proof()
            recomputing.move_clock(clock)
        recomputing.finish("按新公布的放假通知重算时限")
    return moved


def _is_stale(clock: Clock, version: str) -> bool:
    fixed = clock.rule_id == GIVEN or "extension" in clock.proof or is_paused(clock)
    return not fixed and clock.proof.get("calendar") != version

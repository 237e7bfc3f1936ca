"""时限: which rule a clock follows, and when it ends.

The lengths stand in the rulebook (`matters.limit.*`), by kind of matter and urgency; a county may shorten them. Each
clock keeps the proof of its computation. A date that reaches into a year without a holiday notice is provisional and
is computed again when the notice is entered (recalculation.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from bihuan.kernel.deadlines import SHANGHAI, Deadline, OfficeHours, TimeLimit, compute
from bihuan.matters.choices import ClockKind, Urgency
from bihuan.matters.models import Clock, Matter
from bihuan.rulebook.facade import calendar_for, rule

RULE_OF_CLOCK = {
    ClockKind.ACCEPT: "matters.limit.accept",
    ClockKind.DISPATCH: "matters.limit.dispatch",
    ClockKind.SIGN: "matters.limit.sign",
    ClockKind.RULING: "matters.limit.ruling",
    ClockKind.REVIEW: "matters.limit.review",
    ClockKind.REPLY: "matters.limit.reply",
    ClockKind.CALL_BACK: "matters.limit.call-back",
    ClockKind.STRIKE_OFF: "matters.limit.strike-off",
}
GIVEN = "given"


def rule_of(kind: ClockKind, matter: Matter) -> str:
    """The id of the rule that a clock of this kind follows for this matter."""
    if kind is not ClockKind.HANDLE:
        return RULE_OF_CLOCK[kind]
    if matter.redone_count:
        return "matters.redo-limit"
    if matter.urgency == Urgency.URGENT:
        return "matters.limit.handle.urgent"
    return f"matters.limit.handle.{matter.kind}"


def deadline(limit: TimeLimit, *, start: datetime, region_code: str, suspensions: Sequence[Any] = ()) -> Deadline:
    """The end of a limit by the region's calendar and office hours, provisional where a year has no notice yet."""
    hours = rule("office.hours", on=start.astimezone(SHANGHAI).date(), region_code=region_code).value
    return compute(
        limit,
        start=start,
        calendar=calendar_for(region_code),
        office_hours=OfficeHours.parse(tuple(hours)),
        provisional=True,
        suspensions=suspensions,
    )


def clock_by_rule(kind: ClockKind, matter: Matter, *, start: datetime) -> Clock:
    """A new running clock (not yet saved) whose length is the rulebook's on the day it starts."""
    rule_id = rule_of(kind, matter)
    limit = rule(rule_id, on=start.astimezone(SHANGHAI).date(), region_code=matter.region_code).limit
    end = deadline(limit, start=start, region_code=matter.region_code)
    return _clock(kind, matter, rule_id=rule_id, start=start, end=end)


def clock_until(kind: ClockKind, matter: Matter, *, start: datetime, due_at: datetime, why: str) -> Clock:
    """A new running clock (not yet saved) whose end a person has given; `why` is the Chinese reason for the proof."""
    proof = {"given": due_at.isoformat(), "why": why}
    return Clock(
        matter=matter,
        region_code=matter.region_code,
        kind=kind,
        rule_id=GIVEN,
        starts_at=start,
        due_at=due_at,
        proof=proof,
    )


def recomputed(clock: Clock) -> Deadline | None:
    """The clock's deadline by the calendar of now and its suspensions; None for a date that a person gave."""
    if clock.rule_id == GIVEN:
        return None
    spans = [(datetime.fromisoformat(start), datetime.fromisoformat(end)) for start, end in clock.suspensions if end]
    return deadline(
        TimeLimit.parse(clock.proof["limit"]),
        start=clock.starts_at,
        region_code=clock.region_code,
        suspensions=spans,
    )


def _clock(kind: ClockKind, matter: Matter, *, rule_id: str, start: datetime, end: Deadline) -> Clock:
    return Clock(
        matter=matter,
        region_code=matter.region_code,
        kind=kind,
        rule_id=rule_id,
        starts_at=start,
        due_at=end.due_at,
        is_provisional=end.provisional,
        proof=end.as_proof(),
    )

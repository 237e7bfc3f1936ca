"""Clocks of a matter as bars with their days, and the proof behind each date, day by day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bihuan.kernel.deadlines import SHANGHAI, Deadline, TimeLimit, elapsed_working_days, last_day
from bihuan.kernel.limits import Unit
from bihuan.matters.choices import ClockEnd
from bihuan.matters.models import Clock
from bihuan.rulebook.facade import calendar_for, rule
from bihuan.web import days_left

BY_HOURS = (Unit.HOUR, Unit.WORKING_HOUR)


@dataclass(frozen=True)
class ProofPart:
    """One computation: the limit's words, its start, and the days counted or skipped; or the reason of a given date."""

    title: str
    why: str = ""
    deadline: Deadline | None = None


@dataclass(frozen=True)
class ClockBar:
    """One clock as the page shows it. `used` and `whole` are working days, or minutes for limits by the hour."""

    clock: Clock
    words: str
    tone: str
    used: int
    whole: int
    measure: str
    source: str
    proof: Sequence[ProofPart]
    stops: Sequence[tuple[datetime, datetime | None]]


def bars_of(clocks: Sequence[Clock], *, now: datetime) -> list[ClockBar]:
    """A bar for each clock, in the given order."""
    return [_bar(clock, now) for clock in clocks]


def ended_words(ended: Sequence[ClockBar]) -> str:
    """按时 5 项、逾期 1 项: how the ended clocks ended, in one line."""
    counted = Counter(bar.clock.ended_as for bar in ended)
    return "、".join(f"{end.label} {counted[end]} 项" for end in ClockEnd if counted[end])


def _bar(clock: Clock, now: datetime) -> ClockBar:
    until = min(clock.ended_at or now, clock.due_at)
    used, whole, measure = _measured(clock, until)
    words, tone = _state(clock, now)
    stops = [
        (datetime.fromisoformat(start), datetime.fromisoformat(end) if end else None)
        for start, end in clock.suspensions
    ]
    return ClockBar(clock, words, tone, min(used, whole), whole, measure, _source(clock), _proof(clock), stops)


def _measured(clock: Clock, until: datetime) -> tuple[int, int, str]:
    """How much of the limit is used and how long it is, with the words of both."""
    limit = TimeLimit.parse(clock.proof["limit"]) if "limit" in clock.proof else None
    if limit is not None and limit.unit in BY_HOURS:
        whole = max(1, int((clock.due_at - clock.starts_at).total_seconds() // 60))
        return max(0, int((until - clock.starts_at).total_seconds() // 60)), whole, limit.label
    calendar = calendar_for(clock.region_code)
    whole = max(1, elapsed_working_days(clock.starts_at, last_day(clock.due_at), calendar, provisional=True))
    used = max(0, elapsed_working_days(clock.starts_at, until, calendar, provisional=True))
    return used, whole, f"已用 {min(used, whole)} / {whole} 个工作日"


def _state(clock: Clock, now: datetime) -> tuple[str, str]:
    if clock.ended_at is not None:
        end = ClockEnd(clock.ended_as)
        return end.label, {ClockEnd.MET: days_left.GREEN, ClockEnd.LATE: days_left.RED}.get(end, "grey")
    if clock.suspensions and clock.suspensions[-1][1] is None:
        return "暂停计时", days_left.AMBER
    left = days_left.until(clock.due_at, now=now, region_code=clock.region_code)
    return left.words, left.tone


def _source(clock: Clock) -> str:
    """The rule's own words and where they come from; empty for a date that a person gave."""
    if "limit" not in clock.proof:
        return ""
    on = clock.starts_at.astimezone(SHANGHAI).date()
    followed = rule(clock.rule_id, on=on, region_code=clock.region_code)
    return f"{followed.label}：{TimeLimit.parse(clock.proof['limit']).label}（{followed.source}）"


def _proof(clock: Clock) -> list[ProofPart]:
    proof: dict[str, Any] = clock.proof
    if "limit" not in proof:
        parts = [ProofPart("指定的日期", why=proof.get("why", ""))]
    else:
        counted = Deadline.from_proof(proof)
        parts = [ProofPart(f"时限 {counted.limit.label}", deadline=counted)]
    if "extension" in proof:
        longer = Deadline.from_proof(proof["extension"])
        parts.append(ProofPart(f"延期 {longer.limit.label}", deadline=longer))
    if "pushed" in proof:
        start, end = (datetime.fromisoformat(moment).astimezone(SHANGHAI) for moment in proof["pushed"])
        parts.append(ProofPart("顺延", why=f"{start:%Y-%m-%d %H:%M} 至 {end:%Y-%m-%d %H:%M} 停止计时，到期顺延。"))
    return parts

"""A deadline with the proof of its computation: each day counted or skipped, why, and by which notice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bihuan.kernel.limits import TimeLimit

SHANGHAI = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True, slots=True)
class Step:
    """One day of the count: whether it counted, why (Chinese), and the title of the notice it rests on (or empty)."""

    date: date
    counted: bool
    reason: str
    notice: str = ""


@dataclass(frozen=True, slots=True)
class Deadline:
    """The end of a limit.

    `due_at` is the first moment that is too late. For days, working days and months this is 24:00 of `due_date`,
    written as 00:00 of the next day in Asia/Shanghai, or close of business on `due_date` where that was asked for.
    """

    due_at: datetime
    due_date: date
    provisional: bool
    calendar_version: str
    start: datetime
    limit: TimeLimit
    steps: tuple[Step, ...]

    def as_proof(self) -> dict[str, Any]:
        """JSON-safe and compact: neighbouring days with the same reason and notice share one run."""
        notices: list[str] = []
        return {
            "v": 1,
            "start": self.start.isoformat(),
            "limit": str(self.limit),
            "due_at": self.due_at.isoformat(),
            "due_date": self.due_date.isoformat(),
            "provisional": self.provisional,
            "calendar": self.calendar_version,
            "runs": list(_runs(self.steps, notices)),
            "notices": notices,
        }

    @classmethod
    def from_proof(cls, proof: Mapping[str, Any]) -> Deadline:
        """The deadline again. Raises ValueError for a proof that is not one of ours."""
        if proof.get("v") != 1:
            raise ValueError("这份时限证明的格式不认识，可能由更新的版本写成。")
        return cls(
            due_at=datetime.fromisoformat(proof["due_at"]).astimezone(SHANGHAI),
            due_date=date.fromisoformat(proof["due_date"]),
            provisional=proof["provisional"],
            calendar_version=proof["calendar"],
            start=datetime.fromisoformat(proof["start"]).astimezone(SHANGHAI),
            limit=TimeLimit.parse(proof["limit"]),
            steps=tuple(_steps(proof["runs"], proof["notices"])),
        )


def _runs(steps: Iterable[Step], notices: list[str]) -> Iterator[list[Any]]:
    """[first date, number of days, counted, reason, index of the notice or -1] for each run."""
    first: Step | None = None
    length = 0
    for step in steps:
        if first is not None and _continues(first, length, step):
            length += 1
            continue
        if first is not None:
            yield _run(first, length, notices)
        first, length = step, 1
    if first is not None:
        yield _run(first, length, notices)


def _continues(first: Step, length: int, step: Step) -> bool:
    return (
        step.reason == first.reason
        and step.counted == first.counted
        and step.notice == first.notice
        and step.date.toordinal() - first.date.toordinal() == length
    )


def _run(first: Step, length: int, notices: list[str]) -> list[Any]:
    if first.notice and first.notice not in notices:
        notices.append(first.notice)
    index = notices.index(first.notice) if first.notice else -1
    return [first.date.isoformat(), length, int(first.counted), first.reason, index]


def _steps(runs: Iterable[list[Any]], notices: list[str]) -> Iterator[Step]:
    for first, length, counted, reason, index in runs:
        start = date.fromisoformat(first)
        for n in range(length):
            notice = notices[index] if index >= 0 else ""
            yield Step(start + timedelta(days=n), bool(counted), reason, notice)

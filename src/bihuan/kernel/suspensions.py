"""Time that does not count because the clock is stopped (R-3.10): whole days only, with a start and an end event."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from bihuan.kernel.proofs import SHANGHAI

Suspension = tuple[datetime, datetime | None]


class StillSuspended(ValueError):
    """The limit stands still, so its end is not known yet; the message is a Chinese sentence."""

    def __init__(self) -> None:
        super().__init__("时限正在挂起，恢复办理后才能算出到期时间。")


class Suspensions:
    """The whole days that lie inside any of the given spans of aware moments; an end of None is open."""

    def __init__(self, spans: Iterable[Suspension]) -> None:
        self._spans = [_whole_days(start, end) for start, end in spans]

    def __bool__(self) -> bool:
        return bool(self._spans)

    def lies_in(self, on: date) -> bool:
        """Whether the day lies wholly inside a suspension, open or ended."""
        return any(first <= on and (last is None or on <= last) for first, last in self._spans)

    def covers(self, on: date) -> bool:
        """Like `lies_in`, for a running count. Raises StillSuspended for a day inside an open suspension."""
        if any(last is None and first <= on for first, last in self._spans):
            raise StillSuspended
        return self.lies_in(on)


def _whole_days(start: datetime, end: datetime | None) -> tuple[date, date | None]:
    if start.tzinfo is None or (end is not None and (end.tzinfo is None or end < start)):
        raise ValueError("挂起的起止时间须带时区，且开始不晚于结束。")
    local = start.astimezone(SHANGHAI)
    first = local.date() if local.time() == time.min else local.date() + timedelta(days=1)
    return first, None if end is None else end.astimezone(SHANGHAI).date() - timedelta(days=1)

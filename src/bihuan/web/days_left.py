"""How many working days are left until a moment, in words and with the tone of the traffic light."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bihuan.kernel.deadlines import SHANGHAI, elapsed_working_days, last_day
from bihuan.rulebook.facade import calendar_for, rule

RED, AMBER, GREEN = "red", "amber", "green"


@dataclass(frozen=True)
class DaysLeft:
    """`working_days` is negative once overdue; `words` say it, `tone` repeats it as a colour."""

    working_days: int
    words: str
    tone: str


def until(due: datetime, *, now: datetime, region_code: str) -> DaysLeft:
    """What is left of a limit; a limit that ends at 24:00 ends on the day before its moment.

    Thresholds: rule matters.traffic-light.
    """
    last, today = last_day(due), now.astimezone(SHANGHAI).date()
    count = elapsed_working_days(today, last, calendar_for(region_code), provisional=True)
    if now >= due:
        late = "不足 1" if count == 0 else str(-count)
        return DaysLeft(count, f"已逾期 {late} 个工作日", RED)
    lights = rule("matters.traffic-light", on=today, region_code=region_code).table
    tone = RED if count < lights["red"] else AMBER if count <= lights["yellow"] else GREEN
    if last == today:
        return DaysLeft(count, "今天到期", RED if tone == RED else AMBER)
    if count == 0:
        return DaysLeft(count, f"{last.month}月{last.day}日到期", tone)
    return DaysLeft(count, f"还剩 {count} 个工作日", tone)

"""Reading the trail: which logs lie in a region, and one page of a log, newest first."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet

from bihuan.kernel.deadlines import SHANGHAI
from bihuan.kernel.identifiers import scope_range
from bihuan.trail.choices import act_word, object_word, role_word
from bihuan.trail.models import TrailEntry, TrailHead

ROWS_A_PAGE = 50
SHOWN = ("seq", "at", "actor_code", "actor_name", "action", "object_kind", "object_id", "leaf")


@dataclass(frozen=True)
class Line:
    """One entry as the page shows it; what the act wrote (the payload) is not among it."""

    seq: int
    at: datetime
    actor_code: str
    actor_name: str
    unit: str
    role: str
    act: str
    object_kind: str
    object_id: str


@dataclass(frozen=True)
class Page:
    """Lines of one page; `older` is the seq before which the next page lies, None on the last one."""

    lines: list[Line]
    older: int | None


def logs_of(region_code: str) -> list[str]:
    """The logs of a region and everything below it, by code: one for a township, several for a county."""
    low, high = scope_range(region_code)
    heads = TrailHead.objects.filter(region_code__gte=low, region_code__lt=high)
    return list(heads.order_by("region_code").values_list("region_code", flat=True))


def page_of(log: str, *, who: str = "", act: str = "", day: date | None = None, before: int | None = None) -> Page:
    """The newest entries of a log that fit, or those before a seq. Walks the index of (log, seq): no count, no offset.

    `who` is a staff code, or a part of a name; `day` is a day in Shanghai.
    """
    rows = TrailEntry.objects.filter(region_code=log)
    if before is not None:
        rows = rows.filter(seq__lt=before)
    found = list(_fitting(rows, who=who, act=act, day=day).order_by("-seq").only(*SHOWN)[: ROWS_A_PAGE + 1])
    lines = [line_of(entry) for entry in found[:ROWS_A_PAGE]]
    return Page(lines, lines[-1].seq if len(found) > ROWS_A_PAGE else None)


def line_of(entry: TrailEntry) -> Line:
    """An entry in words. A leaf that somebody has tampered with is still shown; verifying names it."""
    try:
        leaf = json.loads(entry.leaf)
        unit, role = str(leaf["unit"]), role_word(str(leaf["role"]))
    except (ValueError, TypeError, KeyError):
        unit, role = "正文读不出来，请核验", ""
    return Line(
        seq=entry.seq,
        at=entry.at,
        actor_code=entry.actor_code,
        actor_name=entry.actor_name,
        unit=unit,
        role=role,
        act=act_word(entry.action),
        object_kind=object_word(entry.object_kind),
        object_id=entry.object_id,
    )


def _fitting(rows: QuerySet[TrailEntry], *, who: str, act: str, day: date | None) -> QuerySet[TrailEntry]:
    if who:
        rows = rows.filter(Q(actor_code=who) | Q(actor_name__contains=who))
    if act:
        rows = rows.filter(action=act)
    if day:
        begin = datetime.combine(day, time.min, tzinfo=SHANGHAI)
        rows = rows.filter(at__gte=begin, at__lt=begin + timedelta(days=1))
    return rows

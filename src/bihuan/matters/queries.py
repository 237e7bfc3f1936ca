"""Reading matters for pages: the ledger by its filters, a page of it, and what a matter page shows.

Every function starts from `Matter.objects.visible_to(post)`; nothing here writes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import F, OrderBy, Q

from bihuan.figures.facade import Period
from bihuan.kernel.deadlines import SHANGHAI
from bihuan.matters.choices import Channel, Kind, LedgerState, Share, Stage, Urgency
from bihuan.matters.models import Clock, Matter, MatterQuerySet, township_of
from bihuan.people.choices import Duty, UnitKind
from bihuan.people.models import Post, Region, Unit
from bihuan.rulebook.facade import rule
from bihuan.store.files import FileLimits

# Beyond this many hits the exact number is not counted: it costs as much as the reading itself and nobody turns 400 pages.
COUNT_CAP = 10_000
PAGE_ROWS = 25
UNITS_THAT_HANDLE = (UnitKind.OFFICE, UnitKind.STATION, UnitKind.DISCIPLINE, UnitKind.VILLAGE)
# Columns by which a ledger can be put in order, each with the field behind it.
SORTS = {
    "due": "next_due_at",
    "received": "received_at",
    "closed": "closed_at",
    "handle_due": "handle_due_at",
    "title": "title",
    "kind": "kind",
    "channel": "channel",
    "urgency": "urgency",
    "stage": "stage",
    "unit": "lead_unit__order",
    "strike_off": "strike_off_number",
}


@dataclass(frozen=True)
class LedgerFilter:
    """What of the ledger is wanted, in which order. Empty means no limit; `sort` is a key of SORTS, "-" before it turns it."""

    state: LedgerState = LedgerState.OPEN
    share: Share = Share.ALL
    stages: Sequence[Stage] = ()
    kinds: Sequence[Kind] = ()
    channels: Sequence[Channel] = ()
    urgency: Urgency | None = None
    unit: Unit | None = None
    due_before: datetime | None = None
    due_from: datetime | None = None
    period: Period | None = None
    words: str = ""
    sort: str = "due"


@dataclass(frozen=True)
class LedgerPage:
    """Rows of one page as mappings of the wanted fields, and where the page stands.

    `total` is exact up to COUNT_CAP; above it `is_more` is true and the number is a lower bound.
    """

    rows: list[dict[str, Any]]
    number: int
    total: int
    is_more: bool
    size: int = PAGE_ROWS
    pages: int = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "pages", max(1, -(-self.total // self.size)))

    @property
    def first_row(self) -> int:
        return (self.number - 1) * self.size + 1


def ledger(wanted: LedgerFilter, *, post: Post) -> MatterQuerySet:
    """The matters of the filter that the post may see, in the wanted order."""
    rows = Matter.objects.visible_to(post, share=wanted.share)
    if wanted.state == LedgerState.OPEN:
        rows = rows.open()
    elif wanted.state == LedgerState.CLOSED:
        rows = rows.closed()
    conditions = Q()
    for name, values in (("stage", wanted.stages), ("kind", wanted.kinds), ("channel", wanted.channels)):
        if values:
            conditions &= Q(**{f"{name}__in": list(values)}) if len(values) > 1 else Q(**{name: values[0]})
    if wanted.urgency:
        conditions &= Q(urgency=wanted.urgency)
    if wanted.unit:
        conditions &= Q(lead_unit=wanted.unit, region_code=township_of(wanted.unit.region_code))
    if wanted.due_before:
        conditions &= Q(next_due_at__lte=wanted.due_before)
    if wanted.due_from:
        conditions &= Q(next_due_at__gt=wanted.due_from)
    if wanted.period:
        conditions &= Q(received_at__gte=wanted.period.start, received_at__lt=wanted.period.end)
    rows = rows.filter(conditions)
    if wanted.words:
        rows = rows.found_by(wanted.words)
    return rows.order_by(*_order(wanted))


def page_of(
    wanted: LedgerFilter, fields: Sequence[str], *, post: Post, number: int = 1, size: int = PAGE_ROWS
) -> LedgerPage:
    """One page; a number beyond the last page gives the last. The whole is counted only where the page cannot tell."""
    number = max(1, min(number, COUNT_CAP // size))
    start = (number - 1) * size
    found = list(ledger(wanted, post=post).values(*fields)[start : start + size + 1])
    if found and len(found) <= size:
        return LedgerPage(found, number, start + len(found), is_more=False, size=size)
    total = capped_count(wanted, post=post)
    if not found and total:
        return page_of(wanted, fields, post=post, number=-(-total // size), size=size)
    return LedgerPage(found[:size], number, min(total, COUNT_CAP), is_more=total > COUNT_CAP, size=size)


def capped_count(wanted: LedgerFilter, *, post: Post, cap: int = COUNT_CAP) -> int:
    """How many rows there are, counted up to one more than the cap.

    Open matters are counted in the order of their deadlines: SQLite then takes the partial index that holds them alone.
    """
    one_index = wanted.share in (Share.LEAD, Share.OWNER) or (wanted.share is Share.ALL and post.may(Duty.READ_ALL))
    in_order = wanted.state is LedgerState.OPEN and one_index and not wanted.words
    rows = ledger(wanted, post=post).order_by(*(["next_due_at"] if in_order else []))
    return rows.values("region_code")[: cap + 1].count()


def units_of(region_code: str, *, today: date) -> list[Unit]:
    """The units of a region in force, in the office's order."""
    return list(Unit.objects.within(township_of(region_code)).in_force(today))


def unit_names(units: Sequence[UUID]) -> dict[UUID, str]:
    """Names of units by key, also of those that are no longer in force."""
    return dict(Unit.objects.filter(pk__in=set(units)).values_list("pk", "name"))


def villages_of(region_code: str, *, today: date) -> list[Region]:
    """The villages of a township that exist on the day."""
    town = township_of(region_code)
    rows = Region.objects.filter(parent_id=town, valid_from__lte=today)
    return list(rows.filter(Q(valid_to=None) | Q(valid_to__gt=today)))


def region_name(code: str) -> str:
    """The name of a region by its code; the code itself where it is not known."""
    return Region.objects.filter(pk=code).values_list("name", flat=True).first() or code


def clocks_of(matter: Matter) -> list[Clock]:
    """The clocks of a matter, running ones first, then those that ended last."""
    return list(matter.clocks.order_by(F("ended_at").desc(nulls_first=True), "due_at"))


def choice_label(rule_id: str, code: str, region_code: str, *, now: datetime) -> str:
    """The label of a code in a list of the rulebook; the code itself where the list no longer has it."""
    listed = rule(rule_id, on=now.astimezone(SHANGHAI).date(), region_code=region_code).choices
    return next((choice.label for choice in listed if choice.code == code), code)


def file_limits(region_code: str, *, now: datetime) -> FileLimits:
    """What may be attached in a region: rules files.kinds, files.max-bytes, files.max-per-submission."""
    today = now.astimezone(SHANGHAI).date()
    kinds, size, most = (
        rule(name, on=today, region_code=region_code)
        for name in ("files.kinds", "files.max-bytes", "files.max-per-submission")
    )
    return FileLimits({choice.code: choice.marks for choice in kinds.choices}, size.number, most.number)


def _order(wanted: LedgerFilter) -> list[str | OrderBy]:
    """The order, ties by key. Open matters all have a next deadline, so plain order lets the index give it."""
    name = wanted.sort.removeprefix("-")
    is_turned = wanted.sort.startswith("-")
    always_there = wanted.state == LedgerState.OPEN or name not in ("due", "closed", "handle_due", "unit")
    if always_there:
        sign = "-" if is_turned else ""
        return [f"{sign}{SORTS[name]}", f"{sign}pk"]
    column = F(SORTS[name])
    return [column.desc(nulls_last=True) if is_turned else column.asc(nulls_last=True), "pk"]

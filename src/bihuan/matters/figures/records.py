"""事项 as the records behind figures: which of them, how they are listed, by what they can be told apart.

Everything is read from moments that never change once written (received, accepted, closed; events; starts and ends of
clocks), so that a figure of a past moment comes out the same on any later day. Only for the present moment the
matter's own columns are read, which say the same and are faster.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.fields.json import KT
from django.urls import reverse

from bihuan.figures.facade import Dimension, RecordKind, RecordLine, Rows, Scope
from bihuan.kernel.deadlines import SHANGHAI
from bihuan.matters.choices import Channel, ClockKind, Move
from bihuan.matters.models import Clock, Matter, MatterEvent
from bihuan.matters.models.matter import township_of
from bihuan.people.choices import Level
from bihuan.people.models import Unit


def all_matters(scope: Scope) -> Rows:
    """The matters of the region that the post may see."""
    return scope.seen(Matter.objects.select_related("lead_unit"))


def lines(matters: Iterable[Matter]) -> list[RecordLine]:
    """How matters are listed behind a figure."""
    return [
        RecordLine(
            str(matter.pk),
            reverse("matters:matter", args=[matter.pk]),
            (
                matter.number,
                matter.title,
                matter.get_channel_display(),
                matter.lead_unit.name if matter.lead_unit else "",
                matter.get_stage_display(),
                matter.received_at.astimezone(SHANGHAI).date().isoformat(),
            ),
        )
        for matter in matters
    ]


def with_moves(rows: Rows, scope: Scope, *moves: Move, **data: object) -> Rows:
    """Those that made one of these moves in the period, the event's data being as given."""
    return rows.filter(pk__in=events(scope, *moves, **data).values("matter_id"))


def events(scope: Scope, *moves: Move, **data: object) -> QuerySet[MatterEvent]:
    """The moves of these sorts in the period, in the region and around it."""
    conditions = {f"data__{key}": value for key, value in data.items()}
    found: QuerySet[MatterEvent] = MatterEvent.objects.within(township_of(scope.region_code)).filter(
        move__in=moves, at__gte=scope.start, at__lt=scope.until, **conditions
    )
    return found


def within_period(rows: Rows, scope: Scope, column: str) -> Rows:
    """Those whose moment in this column lies in the period, before the cut-off."""
    return rows.filter(**{f"{column}__gte": scope.start, f"{column}__lt": scope.until})


def open_at(rows: Rows, scope: Scope) -> Rows:
    """Those taken in and not yet closed at the cut-off."""
    if scope.is_current:
        return rows.open()  # type: ignore[attr-defined]
    return rows.filter(received_at__lt=scope.until).exclude(closed_at__lt=scope.until)


def overdue_at(rows: Rows, scope: Scope) -> Rows:
    """Open ones with a running time limit that was over at the cut-off; a limit that stands still is not over."""
    if scope.is_current:
        return rows.due_before(scope.as_of)  # type: ignore[attr-defined]
    late = _running(scope).filter(due_at__lt=scope.until)
    moving = late.exclude(kind=ClockKind.HANDLE)
    return rows.filter(Q(Exists(moving)) | (Q(Exists(late)) & ~Q(Exists(_standing_still(scope)))))


def suspended_at(rows: Rows, scope: Scope) -> Rows:
    """Those that stood suspended (挂账) at the cut-off."""
    return rows.filter(_suspended(scope))


def _suspended(scope: Scope) -> Q:
    """A matter is followed up beside a handling limit only while it is suspended; forwarding ends that limit."""
    handling = _running(scope).filter(kind=ClockKind.HANDLE)
    followed = _running(scope).filter(kind=ClockKind.FOLLOW_UP)
    return Q(Exists(handling)) & Q(Exists(followed))


def _standing_still(scope: Scope) -> QuerySet[Clock]:
    """The follow-up that began with a suspension on a ground that stops the handling limit (its event moved it)."""
    stops = MatterEvent.objects.filter(
        matter=OuterRef("matter"), move=Move.SUSPEND, at=OuterRef("starts_at"), data__clocks__has_key="moved"
    )
    return _running(scope).filter(Exists(stops), kind=ClockKind.FOLLOW_UP)


def _running(scope: Scope) -> QuerySet[Clock]:
    """Clocks of the outer matter that ran at the cut-off."""
    running = Clock.objects.filter(matter=OuterRef("pk"), starts_at__lt=scope.until)
    return running.exclude(ended_at__lt=scope.until)


def _lead_at(moment: datetime) -> Subquery:
    """The lead unit of the outer matter as it was before a moment, by its last event."""
    past = MatterEvent.objects.filter(matter=OuterRef("pk"), at__lt=moment).order_by("-seq")
    return Subquery(past.values(lead=KT("data__lead"))[:1])


def _by_unit(rows: Rows, scope: Scope) -> Rows:
    return rows.annotate(dimension_key=F("lead_unit_id") if scope.is_current else _lead_at(scope.until))


def _of_unit(rows: Rows, scope: Scope, key: str) -> Rows:
    if scope.is_current:
        return rows.filter(lead_unit_id=UUID(key))
    return rows.alias(lead_then=_lead_at(scope.until)).filter(lead_then=str(UUID(key)))


def unit_names(keys: Sequence[str] | None, scope: Scope) -> dict[str, str]:
    """The units that may lead matters of the region, by key, in the order of the directory: all, or those of the keys.

    What is no key of such a unit is left out.
    """
    town = township_of(scope.region_code)
    above = [town[:digits].ljust(len(town), "0") for digits in (Level.PROVINCE, Level.CITY, Level.COUNTY)]
    units = Unit.objects.within(town) | Unit.objects.filter(region_code__in=above)
    if keys is not None:
        units = units.filter(pk__in=[key for key in keys if _is_key(key)])
    return {str(key): name for key, name in units.order_by("order", "name").values_list("pk", "name")}


def _is_key(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def _channel_names(keys: Sequence[str], scope: Scope) -> Mapping[str, str]:
    return {str(value): str(label) for value, label in Channel.choices if value in keys}


UNIT = Dimension("unit", "主办单位", _by_unit, _of_unit, unit_names)
CHANNEL = Dimension(
    "channel",
    "来源",
    lambda rows, scope: rows.annotate(dimension_key=F("channel")),
    lambda rows, scope, key: rows.filter(channel=key),
    _channel_names,
)
MATTERS = RecordKind(
    name="matter",
    label="事项",
    columns=("编号", "标题", "来源", "主办单位", "目前环节", "收件日期"),
    rows=all_matters,
    lines=lines,
    order=("-received_at", "-pk"),
    dimensions={"unit": UNIT, "channel": CHANNEL},
)

"""What the public pages read: townships, the information board, a report by its code. Published data only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Max, Q

from bihuan.kernel.deadlines import SHANGHAI
from bihuan.matters.models import Matter
from bihuan.people.choices import Level, UnitKind
from bihuan.people.models import Post, Region, Unit
from bihuan.trail.models import TrailEntry


@dataclass(frozen=True)
class Board:
    """信息公开栏: the published leaders with their division of work, and every unit with a telephone."""

    leaders: Sequence[Post]
    units: Sequence[Unit]
    changed_on: date | None


def townships(*, today: date) -> list[Region]:
    """Townships that take reports here: the one of the settings, else all with an office in force."""
    if settings.TOWNSHIP:
        return list(Region.objects.filter(code=settings.TOWNSHIP))
    offices = Unit.objects.in_force(today).filter(kind=UnitKind.OFFICE)
    return list(Region.objects.filter(code__in=offices.values("region_code"), level=Level.TOWN))


def unit_of_kind(kind: UnitKind, *, region_code: str, today: date) -> Unit | None:
    """The township's unit of a kind, with its telephone."""
    found: Unit | None = Unit.objects.within(region_code).in_force(today).filter(kind=kind).first()
    return found


def villages(region_code: str, *, today: date) -> list[tuple[str, str]]:
    """Code and name of the villages that exist today."""
    rows = Region.objects.filter(parent_id=region_code, level=Level.VILLAGE, valid_from__lte=today)
    return list(rows.filter(Q(valid_to=None) | Q(valid_to__gt=today)).values_list("code", "name"))


def board_of(region_code: str, *, today: date) -> Board:
    """The board as it is today, with the day on which anything on it last changed."""
    published = Post.objects.within(region_code).filter(is_published=True)
    leaders = published.in_force(today).filter(person__is_active=True).select_related("person", "unit")
    units = Unit.objects.within(region_code).in_force(today).exclude(phone="")
    shown = [*leaders.order_by("unit__order", "id")]
    return Board(shown, list(units), _changed_on(published, shown, list(units), today=today))


def matter_of(digests: Sequence[str]) -> Matter | None:
    """The matter whose receipt has one of these digests."""
    found: Matter | None = Matter.objects.filter(receipt_digest__in=digests).select_related("merged_into").first()
    return found


def _changed_on(published: Any, leaders: Sequence[Post], units: Sequence[Unit], *, today: date) -> date | None:
    """The latest of: a post begun or ended, and a change of post or unit that the trail tells of."""
    days = [post.valid_from for post in leaders]
    days += published.filter(valid_to__lte=today).values_list("valid_to", flat=True)
    shown = [str(row.pk) for row in (*leaders, *units)]
    entries = TrailEntry.objects.filter(object_kind__in=("post", "unit"), object_id__in=shown)
    last = entries.aggregate(last=Max("at"))["last"]
    if last is not None:
        days.append(last.astimezone(SHANGHAI).date())
    return max(days, default=None)

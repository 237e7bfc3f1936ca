"""Reading today's work of one post. The number of queries depends on the post's duties, never on the number of matters."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Q

from bihuan.delivery.models import OutboxMessage
from bihuan.kernel.deadlines import SHANGHAI
from bihuan.matters.choices import Move, Share, Stage
from bihuan.matters.models import Matter, Part
from bihuan.people.choices import Duty
from bihuan.people.models import Post
from bihuan.workbench.choices import WATCHING, Group, Line, Listing, groups_of

LINES = 8
NOTICES = 8
LOAD_ROWS = 15
FIELDS = ("id", "number", "title", "channel", "stage", "urgency", "region_code", "next_due_at", "owner_unit_id",
          "lead_unit__name", "dispatcher_id", "handler_id", "signed_off_by_id")  # fmt: skip


@dataclass(frozen=True)
class Today:
    """What is late, what is due today, and the rest of the work by group; lines shown above are not shown again."""

    urgent: list[Listing]
    groups: list[Listing]

    @property
    def is_empty(self) -> bool:
        return not any(listing.count for listing in (*self.urgent, *self.groups))


@dataclass(frozen=True)
class Load:
    """How much one unit or person has in hand, and how much of it is late."""

    name: str
    open: int
    overdue: int


@dataclass(frozen=True)
class Notice:
    """What has come to the post's unit: the move, the matter's number and stage, when."""

    word: str
    number: str
    matter_id: str
    stage: str
    at: datetime


def today(post: Post, *, now: datetime) -> Today:
    """Today's work of the post."""
    groups = groups_of(post)
    midnight = (now.astimezone(SHANGHAI) + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    conditions = {
        "overdue": _mine(post, groups) & Q(next_due_at__lte=now),
        "due": _mine(post, groups) & Q(next_due_at__gt=now, next_due_at__lte=midnight),
    } | {group.key: group.rows(post) for group in groups}
    counts = _counts(post, conditions)
    urgent = [
        _listing("overdue", "已逾期", "red", counts, conditions, post, groups, ledger="due=overdue"),
        _listing("due", "今天到期", "amber", counts, conditions, post, groups, ledger="due=today"),
    ]
    shown = {line.matter.id for listing in urgent for line in listing.lines}
    rest = [
        _listing(
            group.key, group.word, "blue", counts, conditions, post, groups, but=shown, ledger=f"stage={group.stage}"
        )
        for group in groups
    ]
    return Today(urgent, [*rest, *_parts(post)])


def team_load(post: Post, *, now: datetime) -> list[Load]:
    """Open and overdue matters by unit for who reads the whole region, else by person of the own unit."""
    if post.may(Duty.READ_ALL):
        rows, by = Matter.objects.visible_to(post).open(), "owner_unit__name"
    elif post.may(Duty.READ_UNIT):
        rows, by = Matter.objects.visible_to(post, share=Share.OWNER).open(), "handler__name"
    else:
        return []
    found = (
        rows.values_list(by)
        .annotate(total=Count("pk"), late=Count("pk", filter=Q(next_due_at__lte=now)))
        .order_by("-total", by)
    )
    return [Load(name or "还没有人签收", total, overdue) for name, total, overdue in found[:LOAD_ROWS]]


def notices(post: Post) -> list[Notice]:
    """The latest messages to the post's unit about matters."""
    rows = OutboxMessage.objects.filter(unit=post.unit_id, topic__startswith="matters.").order_by("-created_at")
    return [
        Notice(
            word=Move(name).label,
            number=row.payload.get("number", ""),
            matter_id=row.payload.get("matter", ""),
            stage=Stage(row.payload["stage"]).label if row.payload.get("stage") in Stage.values else "",
            at=row.created_at,
        )
        for row in rows[:NOTICES]
        for name in [row.topic.removeprefix("matters.")]
        if name in Move.values
    ]


def _mine(post: Post, groups: Iterable[Group]) -> Q:
    """What the post has to answer for: its own groups, or everything it sees."""
    if any(post.may(duty) for duty in WATCHING):
        return Q()
    condition = Q(pk__in=[])
    for group in groups:
        condition |= group.rows(post)
    return condition


def _rows(post: Post) -> Any:
    """Open matters in reach: the region's, or those that the own unit has in hand."""
    share = Share.ALL if post.may(Duty.READ_ALL) else Share.OWNER
    return Matter.objects.visible_to(post, share=share).open()


def _counts(post: Post, conditions: dict[str, Q]) -> dict[str, int]:
    wanted = {key.replace("-", "_"): Count("pk", filter=condition) for key, condition in conditions.items()}
    counts: dict[str, int] = _rows(post).aggregate(**wanted)
    return counts


def _listing(
    key: str,
    word: str,
    tone: str,
    counts: dict[str, int],
    conditions: dict[str, Q],
    post: Post,
    groups: list[Group],
    *,
    ledger: str,
    but: Iterable[Any] = (),
) -> Listing:
    count = counts[key.replace("-", "_")]
    lines: list[Line] = []
    if count:
        rows = _rows(post).filter(conditions[key]).exclude(pk__in=list(but)).select_related("lead_unit").only(*FIELDS)
        lines = [_line(matter, post, groups) for matter in rows.order_by("next_due_at", "pk")[:LINES]]
    return Listing(key, word, count, lines, tone, ledger)


def _line(matter: Matter, post: Post, groups: list[Group]) -> Line:
    group = next((group for group in groups if group.takes(matter, post)), None)
    if group is None:
        return Line(matter, matter.next_due_at, None, "查看")
    return Line(matter, matter.next_due_at, group.move, group.move.label)


def _parts(post: Post) -> list[Listing]:
    """待协办: what the unit owes to matters that another unit leads."""
    if not post.may(Duty.HANDLE):
        return []
    rows = Part.objects.filter(unit=post.unit_id, contributed_at=None, matter__closed_at=None)
    found = list(rows.select_related("matter", "matter__lead_unit").order_by("due_at")[: LINES + 1])
    lines = [Line(part.matter, part.due_at, Move.CONTRIBUTE, Move.CONTRIBUTE.label) for part in found[:LINES]]
    count = len(found) if len(found) <= LINES else rows.count()
    return [Listing("contribute", "待协办", count, lines, ledger="share=ASSISTING")]

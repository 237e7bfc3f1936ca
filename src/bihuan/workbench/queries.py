"""Reading today's work of one post. The number of queries depends on the post's duties, never on the number of matters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Q

from bihuan.delivery.models import OutboxMessage
from bihuan.kernel.deadlines import SHANGHAI
from bihuan.matters.choices import Move, Share
from bihuan.matters.models import Matter, Part
from bihuan.people.choices import Duty
from bihuan.people.models import Post
from bihuan.workbench.choices import NOTICED, WATCHING, Line, Listing, groups_of

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
    """What has come to the post's unit: the move, the matter's number, when. The stage may have changed since."""

    word: str
    number: str
    matter_id: str
    at: datetime


def today(post: Post, *, now: datetime) -> Today:
    """Today's work of the post."""
    desk = Desk(post, now)
    urgent = [
        desk.listing("overdue", "已逾期", tone="red", ledger="due=overdue"),
        desk.listing("due", "今天到期", tone="amber", ledger="due=today"),
    ]
    above = [line.matter for listing in urgent for line in listing.lines]
    rest = [
        desk.listing(
            group.key,
            group.word,
            ledger=f"stage={group.stage}",
            above=[matter for matter in above if group.takes(matter, post)],
        )
        for group in desk.groups
    ]
    return Today(urgent, [*rest, *_parts(post)])


class Desk:
    """What one post has before it at a moment: the conditions of its groups, and how many matters fulfil each."""

    def __init__(self, post: Post, now: datetime) -> None:
        self.post = post
        self.groups = groups_of(post)
        midnight = (now.astimezone(SHANGHAI) + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
        mine = self._answered_for()
        self.conditions = {
            "overdue": mine & Q(next_due_at__lte=now),
            "due": mine & Q(next_due_at__gt=now, next_due_at__lte=midnight),
        } | {group.key: group.rows(post) for group in self.groups}
        counted = {_column(key): Count("pk", filter=condition) for key, condition in self.conditions.items()}
        self.counts: dict[str, int] = self._rows().aggregate(**counted)

    def listing(self, key: str, word: str, *, ledger: str, tone: str = "blue", above: Sequence[Matter] = ()) -> Listing:
        """One group with its first lines, those left out that stand above already."""
        count = self.counts[_column(key)]
        lines: list[Line] = []
        if count:
            rows = self._rows().filter(self.conditions[key]).exclude(pk__in=[matter.pk for matter in above])
            rows = rows.select_related("lead_unit").only(*FIELDS).order_by("next_due_at", "pk")
            lines = [self._line(matter) for matter in rows[:LINES]]
        if not self.post.may(Duty.READ_ALL):
            ledger += f"&share={Share.OWNER}"
        return Listing(key, word, count, lines, tone, ledger, above=len(above))

    def _answered_for(self) -> Q:
        """The post's own groups, or everything it sees where it answers for the whole region."""
        if any(self.post.may(duty) for duty in WATCHING):
            return Q()
        condition = Q(pk__in=[])
        for group in self.groups:
            condition |= group.rows(self.post)
        return condition

    def _rows(self) -> Any:
        """Open matters in reach: the region's, or those that the own unit has in hand."""
        share = Share.ALL if self.post.may(Duty.READ_ALL) else Share.OWNER
        return Matter.objects.visible_to(self.post, share=share).open()

    def _line(self, matter: Matter) -> Line:
        group = next((group for group in self.groups if group.takes(matter, self.post)), None)
        if group is None:
            return Line(matter, matter.next_due_at, None, "查看")
        return Line(matter, matter.next_due_at, group.move, group.move.label)


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
    """The latest news about matters for the post's unit."""
    topics = [f"matters.{move}" for move in NOTICED]
    rows = OutboxMessage.objects.filter(unit=post.unit_id, topic__in=topics).order_by("-created_at")
    return [
        Notice(
            word=Move(row.topic.removeprefix("matters.")).label,
            number=row.payload.get("number", ""),
            matter_id=row.payload.get("matter", ""),
            at=row.created_at,
        )
        for row in rows[:NOTICES]
    ]


def _parts(post: Post) -> list[Listing]:
    """待协办: what the unit owes to matters that another unit leads."""
    if not post.may(Duty.HANDLE):
        return []
    rows = Part.objects.filter(unit=post.unit_id, contributed_at=None, matter__closed_at=None)
    found = list(rows.select_related("matter", "matter__lead_unit").order_by("due_at")[: LINES + 1])
    lines = [Line(part.matter, part.due_at, Move.CONTRIBUTE, Move.CONTRIBUTE.label) for part in found[:LINES]]
    count = len(found) if len(found) <= LINES else rows.count()
    return [Listing("contribute", "待协办", count, lines, ledger="share=ASSISTING")]


def _column(key: str) -> str:
    """The name under which the database counts a group."""
    return key.replace("-", "_")

"""A matter (件) and who brought it.

Not for: enterprises, service items or ratings - those apps stand above and point down to their matter.
Only domain/workflow.py writes stage, owner and next deadline.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import F, Q

from bihuan.kernel.identifiers import scope_prefix
from bihuan.matters.choices import (
    CLOSED_STAGES,
    MAIN_PATH,
    CallBackOutcome,
    Channel,
    ClockKind,
    Kind,
    Satisfaction,
    Share,
    Stage,
    Urgency,
)
from bihuan.people.choices import Duty, Level
from bihuan.people.models import Person, Post, ScopedQuerySet, Unit
from bihuan.store.fields import StorableCharField, StorableTextField
from bihuan.store.keys import new_key
from bihuan.store.models import SearchEntry

FILTERED = ("stage", "kind", "channel", "urgency")


def township_of(region_code: str) -> str:
    """The code under which the matters of a region are kept: that of its township, or of the county itself."""
    return region_code[: Level.TOWN].ljust(len(region_code), "0")


class MatterQuerySet(ScopedQuerySet):
    def visible_to(self, post: Post, *, share: Share = Share.ALL) -> MatterQuerySet:
        """What a post may see: its region, or its unit's part in it; never a matter about its own unit.

        `share` narrows it to what the post's unit leads, owns now, assists in or has registered.
        """
        if not post.may(Duty.READ_ALL) and not post.may(Duty.READ_UNIT):
            return self.none()
        # A village has its part in matters of its township.
        rows = self.within(post.region_code if post.may(Duty.READ_ALL) else township_of(post.region_code))
        if share is not Share.ALL or not post.may(Duty.READ_ALL):
            rows = rows.of_unit(post.unit_id, share=share)
        # A unit never leads what is about itself (dispatching.py), so the index alone answers for that share.
        if post.may(Duty.RULE) or share is Share.LEAD:
            return rows
        return rows.exclude(accused_unit=post.unit_id)

    def within(self, region_code: str) -> MatterQuerySet:
        """Matters of a region. They carry a township's or county's code, so a township is one value of the index."""
        level = len(scope_prefix(region_code))
        if level < Level.TOWN:
            return super().within(region_code)
        rows = self.filter(region_code=township_of(region_code))
        return rows if level == Level.TOWN else rows.filter(place_code=region_code)

    def of_unit(self, unit_id: Any, *, share: Share = Share.ALL) -> MatterQuerySet:
        """Matters that a unit leads, owns now, assists in, or has registered; or one of these shares."""
        assisting = Q(pk__in=self.model.parts.rel.related_model.objects.filter(unit_id=unit_id).values("matter_id"))
        shares = {
            Share.LEAD: Q(lead_unit_id=unit_id),
            Share.OWNER: Q(owner_unit_id=unit_id),
            Share.ASSISTING: assisting,
            Share.REGISTERED: Q(registered_unit_id=unit_id),
        }
        anyhow = Q(lead_unit_id=unit_id) | Q(owner_unit_id=unit_id) | Q(registered_unit_id=unit_id) | assisting
        return self.filter(shares.get(share, anyhow))

    def open(self) -> MatterQuerySet:
        return self.filter(closed_at=None)

    def closed(self) -> MatterQuerySet:
        return self.exclude(closed_at=None)

    def due_before(self, moment: datetime) -> MatterQuerySet:
        """Open matters whose next deadline is over at the moment."""
        return self.open().filter(next_due_at__lte=moment)

    def found_by(self, query: str) -> MatterQuerySet:
        """Matters whose number, title, text or place hold every word of the query."""
        return self.filter(pk__in=SearchEntry.objects.matching("matter", query).values("object_id"))


class Matter(models.Model):
    """One matter in the loop.

    Personal data: title and text as told, which may name people. Who brought it stands in Appellant.
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    region_code = models.CharField("区划", max_length=12)
    number = models.CharField("编号", max_length=40)
    kind = models.CharField("类型", max_length=16, choices=Kind.choices)
    channel = models.CharField("来源", max_length=16, choices=Channel.choices)
    urgency = models.CharField("紧急程度", max_length=10, choices=Urgency.choices, default=Urgency.NORMAL)
    title = StorableCharField("标题", max_length=200)
    text = StorableTextField("内容", max_length=20000)
    category = StorableCharField("分类", max_length=60, blank=True)
    place_code = models.CharField("村（社区）", max_length=12, blank=True)
    place_detail = StorableCharField("具体位置", max_length=200, blank=True)
    received_at = models.DateTimeField("收件时间")
    registered_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    receipt_digest = models.CharField(max_length=64, null=True, unique=True)  # noqa: DJ001 - unique where present
    accused_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")

    stage = models.CharField("环节", max_length=12, choices=Stage.choices)
    owner_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    next_clock = models.CharField("当前时限", max_length=12, choices=ClockKind.choices, blank=True)
    next_due_at = models.DateTimeField("到期时间", null=True)
    events = models.PositiveSmallIntegerField("留痕条数", default=0)

    lead_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    first_receiver = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    dispatcher = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    handler = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    reviewer = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    signed_off_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    accepted_at = models.DateTimeField("受理时间", null=True)
    dispatched_at = models.DateTimeField("首次分办时间", null=True)
    handle_due_at = models.DateTimeField("办理期限", null=True)
    submitted_at = models.DateTimeField("提交时间", null=True)
    closed_at = models.DateTimeField("办结时间", null=True)

    result_class = models.CharField("办理结果", max_length=16, blank=True)
    result_text = StorableTextField("办理情况", max_length=20000, blank=True)
    evidence_note = StorableTextField("佐证说明", max_length=5000, blank=True)
    long_term_note = StorableTextField("长效机制", max_length=5000, blank=True)
    reply_text = StorableTextField("答复内容", max_length=20000, blank=True)
    call_back_outcome = models.CharField("回访结果", max_length=12, choices=CallBackOutcome.choices, blank=True)
    satisfaction = models.CharField("满意度", max_length=12, choices=Satisfaction.choices, blank=True)
    call_back_note = StorableTextField("回访记录", max_length=5000, blank=True)
    strike_off_number = models.CharField("销号编号", max_length=40, blank=True)
    sent_back_count = models.PositiveSmallIntegerField("退回次数", default=0)
    redone_count = models.PositiveSmallIntegerField("重办次数", default=0)
    extended_count = models.PositiveSmallIntegerField("延期次数", default=0)
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="merged_matters")

    objects = MatterQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["region_code", "number"], name="matter_number_unique_in_region"),
            models.CheckConstraint(
                condition=Q(closed_at=None, owner_unit__isnull=False, next_due_at__isnull=False)
                | Q(closed_at__isnull=False, owner_unit=None, next_due_at=None),
                name="open_matter_has_owner_and_deadline",
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None, stage__in=sorted(set(Stage) - CLOSED_STAGES))
                | Q(closed_at__isnull=False, stage__in=sorted(CLOSED_STAGES)),
                name="closed_matter_is_in_a_closed_stage",
            ),
        ]
        # The ledgers of open matters: in the order of deadlines, ties by key, with what is filtered by behind it, so
        # that the index alone answers a filter and a count. Measured at a million rows: docs/decisions/0014.
        indexes = [
            models.Index(
                fields=["owner_unit", "region_code", "next_due_at", "id", *FILTERED, "accused_unit"],
                condition=Q(closed_at=None),
                name="open_of_owner_by_due",
            ),
            models.Index(
                fields=["lead_unit", "region_code", "next_due_at", "id", *FILTERED],
                condition=Q(closed_at=None),
                name="open_of_lead_by_due",
            ),
            models.Index(
                fields=["region_code", "next_due_at", "id", *FILTERED, "accused_unit"],
                condition=Q(closed_at=None),
                name="open_in_region_by_due",
            ),
            models.Index(fields=["next_due_at", "id", "region_code"], condition=Q(closed_at=None), name="open_by_due"),
            models.Index(fields=["region_code", "-received_at"], name="matter_in_region_newest"),
            models.Index(fields=["lead_unit", "region_code", "-received_at"], name="matter_of_lead_newest"),
            models.Index(fields=["registered_unit", "region_code", "-received_at"], name="matter_of_register_newest"),
            # Of closed matters alone: over all of them SQLite would take it for "not closed" and read every open one.
            models.Index(
                F("region_code"),
                F("closed_at").desc(),
                condition=Q(closed_at__isnull=False),
                name="matter_in_region_by_closing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    @property
    def main_stage(self) -> Stage:
        """The step of the main path at which this matter stands, side stages standing at the step they interrupt."""
        side = {
            Stage.RETURNED: Stage.DISPATCHED,
            Stage.SUSPENDED: Stage.IN_HAND,
            Stage.FORWARDED: Stage.IN_HAND,
            Stage.ARCHIVED: Stage.STRUCK_OFF,
        }
        stage = Stage(self.stage)
        return stage if stage in MAIN_PATH else side.get(stage, Stage.REGISTERED)


class Appellant(models.Model):
    """Who brought a matter (诉求人), kept apart from it: lists show it masked, looking at it in full is an act.

    Personal data: name, phone, who entered it for them.
    """

    matter = models.OneToOneField(Matter, on_delete=models.PROTECT, primary_key=True, related_name="appellant")
    region_code = models.CharField(max_length=12)
    name = StorableCharField("姓名", max_length=50, blank=True)
    phone = StorableCharField("联系电话", max_length=20, blank=True)
    helper = StorableCharField("代为登记", max_length=50, blank=True)

    objects = ScopedQuerySet.as_manager()

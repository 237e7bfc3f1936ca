"""What belongs to a matter: its events, its clocks, the parts of assisting units, its attachments; and saved views."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from bihuan.matters.choices import AttachmentPurpose, ClockEnd, ClockKind, Move, Stage
from bihuan.matters.models.matter import Matter
from bihuan.people.models import Person, ScopedQuerySet, Unit
from bihuan.store.fields import StorableCharField, StorableTextField
from bihuan.store.keys import new_key
from bihuan.store.models import StoredFile


class MatterEvent(models.Model):
    """One move of a matter. The matter's state equals the replay of its events (domain/replay.py).

    Personal data: the actor's code and name; `text` and `data` as written by staff.
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="event_set")
    region_code = models.CharField(max_length=12)
    seq = models.PositiveSmallIntegerField()
    move = models.CharField(max_length=20, choices=Move.choices)
    from_stage = models.CharField(max_length=12, choices=Stage.choices, blank=True)
    to_stage = models.CharField(max_length=12, choices=Stage.choices)
    at = models.DateTimeField()
    actor_code = models.CharField(max_length=50)
    actor_name = models.CharField(max_length=50)
    unit_name = models.CharField(max_length=50, blank=True)
    text = StorableTextField(blank=True)
    data = models.JSONField(default=dict)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["matter", "seq"], name="one_event_per_step")]
        indexes = [models.Index(fields=["region_code", "move", "at"], name="event_by_move")]


class Clock(models.Model):
    """A running or ended time limit of a matter, with the proof of its computation. Personal data: none."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="clocks")
    region_code = models.CharField(max_length=12)
    kind = models.CharField("时限", max_length=12, choices=ClockKind.choices)
    rule_id = models.CharField("规则", max_length=80)
    starts_at = models.DateTimeField("起算")
    due_at = models.DateTimeField("到期")
    is_provisional = models.BooleanField("暂定", default=False)
    proof = models.JSONField("计算过程")
    suspensions = models.JSONField("扣除时段", default=list)
    ended_at = models.DateTimeField("结束", null=True)
    ended_as = models.CharField("结果", max_length=8, choices=ClockEnd.choices, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["matter", "kind"], condition=Q(ended_at=None), name="one_running_clock_per_kind"
            )
        ]
        indexes = [
            models.Index(
                fields=["region_code"], condition=Q(ended_at=None, is_provisional=True), name="clock_provisional"
            ),
            models.Index(fields=["region_code", "kind", "ended_at"], name="clock_by_end"),
        ]


class Part(models.Model):
    """What an assisting unit (协办) has to add, by when, and what it added. Personal data: as written by staff."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="parts")
    region_code = models.CharField(max_length=12)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    task = StorableCharField("协办内容", max_length=500)
    due_at = models.DateTimeField("协办期限")
    contribution = StorableTextField("协办情况", max_length=10000, blank=True)
    contributed_at = models.DateTimeField("反馈时间", null=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["matter", "unit"], name="one_part_per_assisting_unit")]


class Attachment(models.Model):
    """A file that hangs on a matter. Personal data: the file's."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="attachments")
    region_code = models.CharField(max_length=12)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=12, choices=AttachmentPurpose.choices)
    added_at = models.DateTimeField()
    added_by = models.CharField(max_length=50)

    objects = ScopedQuerySet.as_manager()


class SavedView(models.Model):
    """A person's own name for a set of filters, columns and order of the ledger. Personal data: none."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    name = StorableCharField("名称", max_length=30)
    query = models.CharField(max_length=1000)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["person", "name"], name="one_view_per_name")]

"""Frozen figures: what a number was when it went into a paper, and which records it rested on."""

from __future__ import annotations

from django.db import models

from bihuan.figures.choices import FigureKind, PeriodName
from bihuan.people.models import Post, ScopedQuerySet
from bihuan.store.fields import StorableCharField
from bihuan.store.keys import new_key


class FigureSnapshot(models.Model):
    """A figure as it was computed once: definition, scope, value, and the keys of its records. Never changed.

    `records` holds one line for each record: its key, and for rates and means what it added. `digest` is the SHA-256
    over these lines. `post` is whose eyes saw; only records visible to it were counted. Personal data: none.
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    region_code = models.CharField("区划", max_length=12)
    name = models.CharField("数", max_length=80)
    label = StorableCharField("名称", max_length=50)
    unit = StorableCharField("单位", max_length=20)
    kind = models.CharField(max_length=8, choices=FigureKind.choices)
    definition = models.TextField("口径")
    version = models.PositiveSmallIntegerField("口径版本")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    filters = models.JSONField("范围", default=list)
    scope_label = StorableCharField("范围说明", max_length=300, blank=True)
    period_name = models.CharField("时期", max_length=10, choices=PeriodName.choices)
    period_label = models.CharField(max_length=60)
    period_start = models.DateTimeField("时期起")
    period_end = models.DateTimeField("时期止")
    as_of = models.DateTimeField("统计时点")
    value = models.DecimalField("数值", max_digits=24, decimal_places=10, null=True)
    numerator = models.DecimalField("分子", max_digits=24, decimal_places=4, null=True)
    denominator = models.PositiveIntegerField("分母", null=True)
    record_count = models.PositiveIntegerField("记录数")
    records = models.TextField("记录", blank=True)
    digest = models.CharField("摘要", max_length=64)
    frozen_at = models.DateTimeField("固定时间")

    objects = ScopedQuerySet.as_manager()

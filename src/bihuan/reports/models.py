"""Papers written from records, each number in them bound to a frozen figure."""

from __future__ import annotations

from typing import Any

from django.db import models

from bihuan.figures.choices import PeriodName
from bihuan.figures.models import FigureSnapshot
from bihuan.people.choices import Duty
from bihuan.people.models import Post, ScopedQuerySet
from bihuan.pledges.models import RectificationPlan
from bihuan.reports.choices import ReportKind
from bihuan.store.fields import StorableCharField
from bihuan.store.keys import new_key


class ReportQuerySet(ScopedQuerySet):
    def visible_to(self, post: Post) -> Any:
        """The reports of the post's region, for those who may read all its matters."""
        return self.within(post.region_code) if post.may(Duty.READ_ALL) else self.none()


class Report(models.Model):
    """A paper as it was written, never changed. `body` holds its text in the form of domain/body.py.

    Personal data: the name of the official who wrote it.
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    region_code = models.CharField("区划代码", max_length=12)
    kind = models.CharField("种类", max_length=20, choices=ReportKind.choices)
    number = models.CharField("编号", max_length=30)
    title = StorableCharField("标题", max_length=200)
    period_name = models.CharField("时期", max_length=10, choices=PeriodName.choices)
    period_label = models.CharField("统计时期", max_length=60)
    period_start = models.DateTimeField("时期起")
    period_end = models.DateTimeField("时期止")
    as_of = models.DateTimeField("统计时点")
    plan = models.ForeignKey(RectificationPlan, on_delete=models.PROTECT, null=True, related_name="+")
    body = models.JSONField("正文")
    made_by = StorableCharField("编写人", max_length=120)
    made_at = models.DateTimeField("编写时间")

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-id"]
        indexes = [models.Index(fields=["region_code", "-made_at"], name="reports_newest")]
        constraints = [models.UniqueConstraint(fields=["region_code", "number"], name="one_report_by_number")]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class ReportFigure(models.Model):
    """A frozen figure behind a report. Those whose number is marked in the text come first, as the notes of the annex;
    then those of table cells, then those that only decided a wording.

    Personal data: none.
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="figures")
    region_code = models.CharField("区划代码", max_length=12)
    number = models.PositiveSmallIntegerField("注号")
    snapshot = models.ForeignKey(FigureSnapshot, on_delete=models.PROTECT, related_name="+")
    record_numbers = models.JSONField("记录编号", default=list)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        ordering = ["report", "number"]
        constraints = [models.UniqueConstraint(fields=["report", "number"], name="one_figure_by_number")]

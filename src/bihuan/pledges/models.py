"""整改方案 → 问题 → 整改措施. Each confirmed measure is a matter; what a matter needs is kept there, never here."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q

from bihuan.matters.models import Matter, township_of
from bihuan.people.choices import Duty
from bihuan.people.models import Post, ScopedQuerySet, Unit
from bihuan.pledges.choices import PlanStatus
from bihuan.store.fields import StorableCharField, StorableTextField
from bihuan.store.keys import new_key


class PlanQuerySet(ScopedQuerySet):
    def visible_to(self, post: Post) -> Any:
        """All plans of the region for those who read all; for a unit, the plans in force in which it has a part."""
        if post.may(Duty.READ_ALL):
            return self.within(post.region_code)
        if not post.may(Duty.READ_UNIT):
            return self.none()
        responsible = Problem.objects.filter(Q(lead_unit=post.unit_id) | Q(units=post.unit_id)).values("plan_id")
        leading = Measure.objects.filter(lead_unit=post.unit_id).values("problem__plan_id")
        in_force = self.within(township_of(post.region_code)).filter(status=PlanStatus.CONFIRMED)
        return in_force.filter(Q(pk__in=responsible) | Q(pk__in=leading))


class RectificationPlan(models.Model):
    """A plan as it was read from a paper and confirmed by a person.

    `source_text` is the whole paper, so that every line number leads back to it. Personal data: names of responsible
    leaders, and whatever the paper holds.
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    region_code = models.CharField("区划", max_length=12)
    title = StorableCharField("方案名称", max_length=200)
    basis = StorableCharField("制定依据", max_length=500, blank=True)
    source_name = StorableCharField("来源文件", max_length=200)
    source_text = StorableTextField("原文", max_length=1_000_000)
    source_digest = models.CharField(max_length=64)
    status = models.CharField("状态", max_length=10, choices=PlanStatus.choices, default=PlanStatus.DRAFT)
    read_at = models.DateTimeField("读入时间")
    read_by = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField("确认时间", null=True)
    confirmed_by = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")

    objects = PlanQuerySet.as_manager()

    class Meta:
        ordering = ["-read_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["region_code", "source_digest"],
                condition=~Q(status=PlanStatus.DROPPED),
                name="one_plan_per_paper",
            )
        ]
        indexes = [models.Index(fields=["region_code", "-read_at"], name="plan_in_region_newest")]

    def __str__(self) -> str:
        return self.title

    @property
    def is_draft(self) -> bool:
        return self.status == PlanStatus.DRAFT


class Problem(models.Model):
    """One problem of a plan. `…_as_read` is what the paper says; the rest is what the clerk holds to be right.

    Lead unit and date hold for every measure that does not name its own. Personal data: the leader's name.
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    plan = models.ForeignKey(RectificationPlan, on_delete=models.PROTECT, related_name="problems")
    region_code = models.CharField(max_length=12)
    order = models.PositiveSmallIntegerField()
    number = models.CharField("序号", max_length=20)
    title = StorableCharField("问题", max_length=500)
    detail = StorableTextField("表现", max_length=20000, blank=True)
    line = models.PositiveIntegerField("原文行号")
    leader = StorableCharField("责任领导", max_length=100, blank=True)
    units_as_read = models.JSONField("责任单位（原文）", default=list)
    due_as_read = StorableCharField("完成时限（原文）", max_length=200, blank=True)
    lead_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    units = models.ManyToManyField(Unit, related_name="+")
    due_date = models.DateField("完成时限", null=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["plan", "order"], name="one_problem_per_place")]


class MeasureQuerySet(ScopedQuerySet):
    def visible_to(self, post: Post) -> Any:
        """The measures of the plans that the post may see."""
        return self.filter(problem__plan__in=RectificationPlan.objects.visible_to(post))


class Measure(models.Model):
    """One measure. Confirmed, it is a matter; `left_out` ones were read by mistake and become none.

    Personal data: the leader's name, where the measure names its own.
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    problem = models.ForeignKey(Problem, on_delete=models.PROTECT, related_name="measures")
    region_code = models.CharField(max_length=12)
    order = models.PositiveSmallIntegerField()
    number = models.CharField("序号", max_length=20)
    text = StorableTextField("措施", max_length=10000)
    line = models.PositiveIntegerField("原文行号", default=0)
    leader = StorableCharField("责任领导", max_length=100, blank=True)
    units_as_read = models.JSONField("责任单位（原文）", default=list)
    due_as_read = StorableCharField("完成时限（原文）", max_length=200, blank=True)
    lead_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    due_date = models.DateField("完成时限", null=True)
    left_out = models.BooleanField("不作为措施", default=False)
    matter = models.OneToOneField(Matter, on_delete=models.PROTECT, null=True, related_name="+")

    objects = MeasureQuerySet.as_manager()

    class Meta:
        ordering = ["problem__order", "order"]
        constraints = [models.UniqueConstraint(fields=["problem", "order"], name="one_measure_per_place")]

    @property
    def lead(self) -> Unit | None:
        """Its own lead unit, else that of its problem."""
        return self.lead_unit or self.problem.lead_unit

    @property
    def due(self) -> date | None:
        """Its own date, else that of its problem."""
        return self.due_date or self.problem.due_date

    @property
    def responsible_leader(self) -> str:
        """Its own leader, else that of its problem."""
        return self.leader or self.problem.leader

"""What keepers of rules have entered: local overrides and holiday notices, dated and attributed, never deleted."""

from __future__ import annotations

import secrets
from datetime import date

from django.db import models

from bihuan.kernel.calendar import Notice
from bihuan.store.fields import StorableCharField, StorableTextField
from bihuan.store.keys import new_key


class RuleOverride(models.Model):
    """A value that holds in a region instead of the book's. Of several that hold, the newest in the nearest region wins.

    Personal data: code and name of the member of staff who entered it.
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    region_code = models.CharField("适用地区代码", max_length=12)
    rule_id = models.CharField("规则", max_length=100)
    value = models.JSONField("值")
    source = StorableCharField("依据", max_length=300)
    reason = StorableTextField("调整理由", max_length=1000)
    valid_from = models.DateField("生效日期")
    valid_to = models.DateField("失效日期", null=True, blank=True)
    entered_by = StorableCharField("录入人", max_length=110)
    entered_at = models.DateTimeField("录入时间")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=models.F("valid_from")),
                name="override_ends_after_it_begins",
            )
        ]
        indexes = [models.Index(fields=["rule_id", "region_code"], name="override_by_rule")]

    def __str__(self) -> str:
        return f"{self.rule_id} {self.region_code}"

    def holds_on(self, on: date) -> bool:
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


class CalendarNotice(models.Model):
    """A year's holidays and swapped weekend days: the national notice (region blank), or a local overlay (R-3.12).

    Personal data: code and name of the member of staff who entered it.
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    year = models.PositiveSmallIntegerField("年份")
    region_code = models.CharField("适用地区代码", max_length=12, blank=True, default="")
    title = StorableCharField("文件名称", max_length=200)
    source = StorableCharField("文号或出处", max_length=300)
    holidays = models.JSONField("放假日期", default=dict)
    swap_days = models.JSONField("调休上班日期", default=dict)
    entered_by = StorableCharField("录入人", max_length=110)
    entered_at = models.DateTimeField("录入时间")

    class Meta:
        indexes = [models.Index(fields=["year", "region_code"], name="notice_by_year")]

    def __str__(self) -> str:
        return self.title

    def as_notice(self) -> Notice:
        """The notice as the calendar takes it."""
        return Notice(
            year=self.year,
            title=self.title,
            source=self.source,
            holidays={date.fromisoformat(on): name for on, name in self.holidays.items()},
            swap_days={date.fromisoformat(on): name for on, name in self.swap_days.items()},
        )


class Edition(models.Model):
    """One row whose token changes with every act on rules, so that each process sees cheaply that its copy is old.

    Personal data: none.
    """

    THE_ONE = 1

    id = models.PositiveSmallIntegerField(primary_key=True, default=THE_ONE)
    token = models.CharField(max_length=32, default="")

    @classmethod
    def turn(cls) -> None:
        """A new edition. Runs first in an act's transaction and locks the row, so acts on rules follow one another.

        Nothing may be read through `queries` between this and the act's own write.
        """
        Edition.objects.bulk_create([Edition(id=cls.THE_ONE)], ignore_conflicts=True)
        cls.objects.filter(id=cls.THE_ONE).update(token=secrets.token_hex(16))

    @classmethod
    def current(cls) -> str:
        """The token of the edition in force; empty while nothing was ever entered."""
        return cls.objects.filter(id=cls.THE_ONE).values_list("token", flat=True).first() or ""

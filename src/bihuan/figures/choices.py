"""Vocabulary of figures: what sort of number a figure is, and the periods that the picker offers."""

from __future__ import annotations

from django.db import models


class FigureKind(models.TextChoices):
    """How the value comes about: counted records, a share of records, a mean over records."""

    COUNT = "COUNT", "计数"
    SHARE = "SHARE", "比率"
    MEAN = "MEAN", "平均"


class PeriodName(models.TextChoices):
    WEEK = "week", "本周"
    MONTH = "month", "本月"
    QUARTER = "quarter", "本季"
    YEAR = "year", "本年"
    CUSTOM = "custom", "自定"

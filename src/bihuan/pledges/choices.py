"""Vocabulary of plans."""

from __future__ import annotations

from django.db import models


class PlanStatus(models.TextChoices):
    """Where a plan stands: read and to be confirmed, in force, or set aside before it was confirmed."""

    DRAFT = "DRAFT", "待确认"
    CONFIRMED = "CONFIRMED", "整改中"
    DROPPED = "DROPPED", "已作废"

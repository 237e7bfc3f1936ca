"""Vocabulary of reports: what kinds of papers are written from records."""

from __future__ import annotations

from django.db import models


class ReportKind(models.TextChoices):
    """A kind of paper; its skeleton lies in data/ under the same name."""

    RECTIFICATION = "RECTIFICATION", "整改情况报告"

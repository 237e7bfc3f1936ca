"""Reports as pages need them. Nothing here writes."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from bihuan.people.models import Post
from bihuan.reports.models import Report, ReportFigure


def reports_of(post: Post) -> QuerySet[Report]:
    """The reports that a post may read, the newest first, without their text."""
    found: QuerySet[Report] = Report.objects.visible_to(post).defer("body").order_by("-made_at", "-id")
    return found


def report_of(post: Post, key: UUID) -> Report | None:
    """One report with its figures, or None where it does not exist for the post."""
    figures: QuerySet[Any] = ReportFigure.objects.select_related("snapshot__post__unit", "snapshot__post__person")
    found: Report | None = (
        Report.objects.visible_to(post)
        .filter(pk=key)
        .prefetch_related(Prefetch("figures", queryset=figures.order_by("number")))
        .first()
    )
    return found

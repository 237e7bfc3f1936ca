"""Reports as pages need them. Nothing here writes."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from bihuan.people.models import Post
from bihuan.pledges.choices import PlanStatus
from bihuan.pledges.models import RectificationPlan
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


def plans_for(post: Post) -> QuerySet[RectificationPlan]:
    """The plans in force on which the post may write."""
    found: QuerySet[RectificationPlan] = RectificationPlan.objects.visible_to(post)
    return found.filter(status=PlanStatus.CONFIRMED).defer("source_text").order_by("-confirmed_at", "-pk")

"""Reading plans for pages."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from bihuan.people.models import Post
from bihuan.pledges.models import Measure, Problem, RectificationPlan


def plans_for(post: Post) -> QuerySet[RectificationPlan]:
    """The plans that a post may see, newest first, with who read and confirmed them."""
    visible: QuerySet[RectificationPlan] = RectificationPlan.objects.visible_to(post)
    return visible.select_related("read_by__person", "confirmed_by__person").defer("source_text")


def plan_for(post: Post, plan_id: UUID) -> RectificationPlan | None:
    """One plan that the post may see, else None."""
    return (
        RectificationPlan.objects.visible_to(post)
        .select_related("read_by__person", "confirmed_by__person")
        .filter(pk=plan_id)
        .first()
    )


def problems_of(plan: RectificationPlan) -> list[Problem]:
    """The problems of a plan with units and measures, each measure with its matter; three queries."""
    measures = Measure.objects.select_related("lead_unit", "matter__owner_unit", "matter__lead_unit")
    problems = plan.problems.select_related("lead_unit").prefetch_related("units", Prefetch("measures", measures))
    return list(problems)


def source_lines(plan: RectificationPlan, problems: list[Problem]) -> dict[int, str]:
    """The lines of the paper in which the problems and measures stand, by their number."""
    lines = plan.source_text.split("\n")
    wanted: list[Any] = [*problems, *(measure for problem in problems for measure in problem.measures.all())]
    return {row.line: lines[row.line - 1].strip() for row in wanted if 0 < row.line <= len(lines)}

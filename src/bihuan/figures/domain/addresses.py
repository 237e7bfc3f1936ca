"""The address of a figure's page in a scope, as tiles, breakdowns and papers link to it."""

from __future__ import annotations

from urllib.parse import urlencode

from django.urls import reverse

from bihuan.figures.choices import PeriodName
from bihuan.figures.domain.scopes import Scope


def address(name: str, scope: Scope) -> str:
    """Period, moment and filters stand in the address; a live scope leaves the moment open."""
    return f"{reverse('figures:figure', args=[name])}?{urlencode(query_of(scope))}"


def query_of(scope: Scope) -> dict[str, str]:
    """The parameters that say a scope.

    A running period by its name follows the clock; as of a moment, the days are written out so that the address means
    the same on any later day.
    """
    query = {"period": str(scope.period.name)}
    if not scope.is_live or scope.period.name is PeriodName.CUSTOM:
        query = {"period": PeriodName.CUSTOM.value}
        query |= {"first": scope.period.first_day.isoformat(), "last": scope.period.last_day.isoformat()}
    if not scope.is_live:
        query["as_of"] = scope.as_of.isoformat()
    if scope.post is None or scope.region_code != scope.post.region_code:
        query["region"] = scope.region_code
    return query | dict(scope.filters)

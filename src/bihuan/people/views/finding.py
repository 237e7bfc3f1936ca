"""The directory, and the options that pickers fetch while somebody types."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from bihuan.kernel.deadlines import SHANGHAI
from bihuan.people import queries
from bihuan.people.choices import Duty
from bihuan.people.views.seats import post_of


@require_GET
def directory(request: HttpRequest) -> HttpResponse:
    """Units and staff, found by characters, pinyin or initials; as a fragment while typing."""
    query, post = request.GET.get("q", ""), post_of(request)
    units = queries.directory(query, region_code=post.region_code, on=_today())
    context = {"units": units, "q": query, "may_keep": post.may(Duty.KEEP_PEOPLE)}
    is_fragment = request.headers.get("HX-Request") and not request.headers.get("HX-Boosted")
    return render(request, "people/_units.html" if is_fragment else "people/directory.html", context)


@require_GET
def unit_search(request: HttpRequest) -> HttpResponse:
    """<option>s of the units found."""
    rows = queries.units_found(request.GET.get("q", ""), region_code=post_of(request).region_code, on=_today())
    options = [(unit.pk, unit.name) for unit in rows[: queries.MOST_FOUND]]
    return render(request, "people/_options.html", {"options": options})


@require_GET
def post_search(request: HttpRequest) -> HttpResponse:
    """<option>s of the posts found; ?duty= keeps those with the duty."""
    wanted = request.GET.get("duty", "")
    rows = queries.posts_found(
        request.GET.get("q", ""),
        region_code=post_of(request).region_code,
        on=_today(),
        duty=Duty(wanted) if wanted in Duty.values else None,
    )
    options = [(post.pk, f"{post.person.name}（{post}）") for post in rows[: queries.MOST_FOUND]]
    return render(request, "people/_options.html", {"options": options})


def _today() -> date:
    return timezone.now().astimezone(SHANGHAI).date()

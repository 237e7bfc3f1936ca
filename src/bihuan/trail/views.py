"""留痕: the entries of the township for whoever audits them, and their verification. Reading leaves no entry."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from bihuan.trail import queries
from bihuan.trail.actor import Actor
from bihuan.trail.domain.verification import verify as verdicts_of
from bihuan.trail.forms import FilterForm


@require_GET
def entries(request: HttpRequest) -> HttpResponse:
    """Entries newest first, by person, act and day."""
    logs = queries.logs_of(_reader(request).region_code)
    return _page(request, logs)


@require_POST
def verify(request: HttpRequest) -> HttpResponse:
    """The page with the verdict on each log of the region above it."""
    logs = queries.logs_of(_reader(request).region_code)
    return _page(request, logs, is_verified=True, verdicts=verdicts_of(logs))


def _reader(request: HttpRequest) -> Actor:
    given: Any = request
    post: Actor = given.post
    if not post.may("READ_TRAIL"):
        raise PermissionDenied("“查阅留痕”由审计管理员办理，您当前的岗位没有这项职责。")
    return post


def _page(request: HttpRequest, logs: list[str], **more: Any) -> HttpResponse:
    form = FilterForm(request.GET, logs=logs)
    page = queries.Page([], None)
    if form.is_valid() and logs:
        asked = form.cleaned_data
        page = queries.page_of(
            asked["log"] or logs[0], who=asked["who"], act=asked["act"], day=asked["day"], before=form.before()
        )
    kept = {name: request.GET[name] for name in form.fields if request.GET.get(name)}
    context = {
        "form": form,
        "page": page,
        "logs": logs,
        "has_filter": any(name != "log" for name in kept),
        "is_later_page": form.before() is not None,
        "query": urlencode(kept),
        "older": urlencode({**kept, "before": page.older}),
        **more,
    }
    return render(request, "trail/entries.html", context)

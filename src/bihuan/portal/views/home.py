"""首页与信息公开栏: what one can do here, who leads, and every telephone."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from bihuan.people.models import Region
from bihuan.portal.queries import board_of
from bihuan.portal.views.page import for_township, show
from bihuan.web import clock


@require_safe
@for_township
def home(request: HttpRequest, town: Region) -> HttpResponse:
    """Three entries and the board."""
    return show(request, "portal/home.html", {"board": board_of(town.code, today=clock.today())}, town=town)


@require_safe
@for_township
def phones(request: HttpRequest, town: Region) -> HttpResponse:
    """办公电话 of every unit."""
    return show(request, "portal/phones.html", {"board": board_of(town.code, today=clock.today())}, town=town)

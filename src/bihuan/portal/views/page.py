"""What every public page shares: its township, the telephone always in reach, and an answer to unreadable forms."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from django.core.exceptions import BadRequest, RequestDataTooBig, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.http.request import UnreadablePostError
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from bihuan.people.choices import UnitKind
from bihuan.people.models import Region
from bihuan.portal.queries import townships, unit_of_kind
from bihuan.web import clock

View = Callable[..., HttpResponse]
TOO_LONG = (
    "文字太长，没有提交成功。请按手机或浏览器的“返回”回到刚才的表单，内容还在；删减后再提交。"
    "长的材料请存成文件，从“照片或文件”处上传。"
)
UNREADABLE = "提交的内容没有传完整。请按“返回”回到刚才的表单，内容还在，再提交一次。"


def for_township(view: View) -> View:
    """Give the view its township: the one named, the only one, else a page on which to choose."""

    @wraps(view)
    def choosing(request: HttpRequest, town: str = "") -> HttpResponse:
        found = townships(today=clock.today())
        named = [region for region in found if region.code == town] if town else found
        if len(named) == 1:
            return view(request, named[0])
        page = "portal/choose.html" if found else "portal/not_set_up.html"
        return render(request, page, {"towns": found, "name": view.__name__}, status=404 if town else 200)

    return choosing


def readable(view: View) -> View:
    """Answer a form that cannot be read with a sentence; the check against forged forms comes right after."""
    checked = csrf_protect(view)

    @csrf_exempt
    @wraps(view)
    def reading(request: HttpRequest, *arguments: Any, **keywords: Any) -> HttpResponse:
        try:
            len(request.POST)
        except RequestDataTooBig:
            return show(request, "portal/unreadable.html", {"sentence": TOO_LONG}, status=413)
        # LookupError: a character set that Python knows but cannot decode text with.
        except (SuspiciousOperation, BadRequest, MultiPartParserError, UnreadablePostError, LookupError, ValueError):
            return show(request, "portal/unreadable.html", {"sentence": UNREADABLE}, status=400)
        return checked(request, *arguments, **keywords)

    return reading


def show(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any],
    *,
    town: Region | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page with its township's name and telephone; `town` may be unknown where there is only one anyway."""
    if town is None:
        found = townships(today=clock.today())
        town = found[0] if len(found) == 1 else None
    office = unit_of_kind(UnitKind.OFFICE, region_code=town.code, today=clock.today()) if town else None
    shared = {
        "town": town,
        "office_name": f"{town.name}营商环境服务" if town else "",
        "office_phone": office.phone if office else "",
    }
    return render(request, template, {**shared, **context}, status=status)

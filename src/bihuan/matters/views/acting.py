"""办理: one address for each act on a matter. A page with its form, and the act itself, done once however often sent."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from bihuan.delivery.facade import KeyUsedForAnother, take_once
from bihuan.matters.choices import Move
from bihuan.matters.facade import NotPossible
from bihuan.matters.forms.acts import ActForm
from bihuan.matters.forms.moves import FORMS, WITHOUT_FORM
from bihuan.matters.models import Matter
from bihuan.matters.views.matter import Act, acts_of, find_matter, find_subject, page_context
from bihuan.people.facade import NotAllowed
from bihuan.web import clock
from bihuan.web.access import StaffRequest

SCOPE = "matters.act"


@require_http_methods(["GET", "HEAD", "POST"])
def act(request: StaffRequest, matter_id: UUID, move: str) -> HttpResponse:
    """The form of an act, alone for htmx or within its page; sent, it does the act and returns to the matter."""
    if move not in Move.values or Move(move) in WITHOUT_FORM:
        raise Http404("没有这种办理。")
    form_class, now = FORMS[Move(move)], clock.now()
    if request.method != "POST":
        shown = find_matter(matter_id, request.post)
        form = form_class(matter=shown, by=request.post, now=now)
        return _page(request, shown, form, now=now, is_fragment=bool(request.headers.get("HX-Request")))
    shown = find_subject(matter_id, request.post)
    form = form_class(request.POST, request.FILES, matter=shown, by=request.post, now=now)
    return _do(request, shown, form, now=now)


def _do(request: StaffRequest, shown: Matter, form: ActForm, *, now: datetime) -> HttpResponse:
    status = 422
    if form.is_valid():
        try:
            taken = take_once(
                SCOPE,
                form.cleaned_data["key"],
                now=now,
                content=form.fingerprint(),
                act=lambda: {"event": str(form.act().pk)},
            )
        except (NotPossible, KeyUsedForAnother) as error:
            form.add_error(None, str(error))
        except NotAllowed as error:
            form.add_error(None, str(error))
            status = 403
        else:
            done = "已经办过，没有重复办理" if taken.is_repeat else "已办"
            messages.success(request, f"{shown.number}“{form.move.label}”{done}。")
            return HttpResponseRedirect(reverse("matters:matter", args=[shown.pk]))
    return _page(request, shown, form, now=now, status=status)


def _page(
    request: StaffRequest, shown: Matter, form: ActForm, *, now: datetime, status: int = 200, is_fragment: bool = False
) -> HttpResponse:
    if is_fragment:
        return render(
            request, "matters/_act_form.html", {"matter": shown, "act_form": form, "barred_reason": _reason(form)}
        )
    shown = find_matter(shown.pk, request.post)
    context: dict[str, Any] = page_context(request, shown, now=now)
    context |= {"act_form": form, "barred_reason": "" if status != 200 else _reason(form)}
    return render(request, "matters/matter.html", context, status=status)


def _reason(form: ActForm) -> str:
    """Why the act cannot be done by this post now; empty where it can."""
    acts: list[Act] = acts_of(form.matter, form.by)
    found = next((act for act in acts if act.move is form.move), None)
    if found is None:
        return f"“{form.move.label}”现在不能办：{form.matter.number}现在是“{form.matter.get_stage_display()}”。"
    return found.reason

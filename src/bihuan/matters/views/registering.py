"""登记: the staff's form for what comes by telephone, at the counter, in the letter box; and 当场解决 with it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from bihuan.delivery.facade import KeyUsedForAnother, take_once
from bihuan.matters.choices import Channel, Kind, Urgency
from bihuan.matters.facade import NotPossible, register, solve_on_the_spot
from bihuan.matters.forms.registering import RegisterForm
from bihuan.matters.models import township_of
from bihuan.people.choices import Duty
from bihuan.people.facade import require
from bihuan.people.models import Post
from bihuan.web import clock
from bihuan.web.access import StaffRequest

SCOPE = "matters.register"


@require_http_methods(["GET", "HEAD", "POST"])
def registering(request: StaffRequest) -> HttpResponse:
    """The empty form; sent, it registers the matter once and leads to its page."""
    post, now = request.post, clock.now()
    require(post, Duty.REGISTER)
    if request.method != "POST":
        return _page(request, RegisterForm(post=post, now=now))
    form = RegisterForm(request.POST, request.FILES, post=post, now=now)
    if form.is_valid():
        try:
            taken = take_once(
                SCOPE,
                form.cleaned_data["key"],
                now=now,
                content=form.fingerprint(),
                act=lambda: _register(form, post, now),
            )
        except (NotPossible, KeyUsedForAnother) as error:
            form.add_error(None, str(error))
        else:
            words = "已经登记过，没有重复登记" if taken.is_repeat else "已登记"
            messages.success(request, f"{taken.answer['number']} {words}。")
            return redirect("matters:matter", taken.answer["matter"])
    return _page(request, form, status=422)


def _register(form: RegisterForm, post: Post, now: datetime) -> Mapping[str, Any]:
    """Register, and where it is solved already, record that in the same transaction."""
    given = form.cleaned_data
    event = register(
        by=post,
        now=now,
        region_code=township_of(post.region_code),
        kind=Kind(given["kind"]),
        channel=Channel(given["channel"]),
        urgency=Urgency(given["urgency"]),
        told=form.told(),
        caller=form.caller(),
    )
    if form.is_solved:
        names = ("result_class", "result_text", "evidence_note")
        solve_on_the_spot(event.matter, by=post, now=now, **{name: given[name] for name in names})
    return {"matter": str(event.matter.pk), "number": event.matter.number}


def _page(request: StaffRequest, form: RegisterForm, *, status: int = 200) -> HttpResponse:
    return render(request, "matters/register.html", {"form": form}, status=status)

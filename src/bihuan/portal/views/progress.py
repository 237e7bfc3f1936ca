"""查进度: look up by the code; answer whether it is solved; withdraw.

The code travels in the body of a POST, never in an address, so that no log of requests holds it. Each page carries it
hidden, and each act checks it again.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from bihuan.kernel.deadlines import SHANGHAI
from bihuan.kernel.receipts import grouped
from bihuan.matters.choices import Satisfaction
from bihuan.matters.facade import NotPossible, answer, withdraw_as_appellant
from bihuan.matters.models import Matter
from bihuan.people.models import Region
from bihuan.portal.domain.codes import digests_of
from bihuan.portal.domain.guessing import Guesses
from bihuan.portal.domain.public_view import public_view
from bihuan.portal.forms import AnswerForm, CodeForm, WithdrawForm
from bihuan.portal.queries import matter_of
from bihuan.portal.views.page import readable, show
from bihuan.rulebook.facade import rule
from bihuan.web import clock

UNKNOWN = "没有查到这个查询码。请对照回执再输一次；仍查不到的，请拨打页面上方的电话。"
WAIT = "查询次数太多，请过十几分钟再试，或拨打页面上方的电话查询。"
CHANGED = "这件事的情况刚有变化，没有再次记录。下面是最新进度。"
THANKS = {True: "谢谢您的评价，已经记下。", False: "已经记下，将退回单位重新办理。"}
GONE = "已按您的意思撤回。"
guesses = Guesses()


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@readable
def progress(request: HttpRequest) -> HttpResponse:
    """Ask for the code; with it, show how far the matter is."""
    if request.method != "POST":
        return show(request, "portal/lookup.html", {"form": CodeForm()})
    form = CodeForm(request.POST)
    matter = _found(request, form)
    if matter is None:
        return show(request, "portal/lookup.html", {"form": form}, status=422)
    return _matter_page(request, matter, form.cleaned_data["code"])


@never_cache
@require_POST
@readable
def record_answer(request: HttpRequest) -> HttpResponse:
    """Solved or not: the person's own word ends the call-back or starts the matter again."""
    form = AnswerForm(request.POST)
    matter = _found(request, form)
    if matter is None:
        return show(request, "portal/lookup.html", {"form": form}, status=422)
    code = form.cleaned_data["code"]
    if form.errors:
        return _matter_page(request, matter, code, answer_form=form, status=422)
    told = form.cleaned_data
    solved = told["solved"] == "yes"
    try:
        answer(
            matter,
            now=clock.now(),
            is_solved=solved,
            satisfaction=Satisfaction(told["satisfaction"]) if told["satisfaction"] else None,
            note=told["note"],
        )
    except NotPossible:
        return _matter_page(request, _again(matter), code, notice=CHANGED, status=409)
    return _matter_page(request, _again(matter), code, notice=THANKS[solved])


@never_cache
@require_POST
@readable
def withdraw(request: HttpRequest) -> HttpResponse:
    """The person takes the report back."""
    form = WithdrawForm(request.POST)
    matter = _found(request, form)
    if matter is None:
        return show(request, "portal/lookup.html", {"form": form}, status=422)
    code = form.cleaned_data["code"]
    if form.errors:
        return _matter_page(request, matter, code, withdraw_form=form, status=422)
    try:
        withdraw_as_appellant(matter, now=clock.now(), note=form.cleaned_data["note"])
    except NotPossible:
        return _matter_page(request, _again(matter), code, notice=CHANGED, status=409)
    return _matter_page(request, _again(matter), code, notice=GONE)


def _found(request: HttpRequest, form: CodeForm) -> Matter | None:
    """The matter of the form's code; else None, with the reason beside the field."""
    form.full_clean()
    if "code" in form.errors:
        return None
    now, address = clock.now(), request.META.get("REMOTE_ADDR", "")
    most = _most_guesses(now)
    if guesses.must_wait(address, now=now, misses=most["misses"], minutes=most["minutes"]):
        form.add_error("code", WAIT)
        return None
    matter = matter_of(digests_of(form.cleaned_data["code"]))
    if matter is None:
        guesses.missed(address, now=now)
        form.add_error("code", UNKNOWN)
    return matter


def _most_guesses(now: datetime) -> dict[str, int]:
    region = getattr(settings, "TOWNSHIP", "")
    return rule("portal.guesses", on=now.astimezone(SHANGHAI).date(), region_code=region).table


def _again(matter: Matter) -> Matter:
    return Matter.objects.select_related("merged_into").get(pk=matter.pk)


def _matter_page(
    request: HttpRequest, matter: Matter, code: str, *, notice: str = "", status: int = 200, **forms: Any
) -> HttpResponse:
    context = {
        "view": public_view(matter, matter.event_set.order_by("seq"), now=clock.now()),
        "matter": matter,
        "code": grouped(code),
        "notice": notice,
        "answer_form": forms.get("answer_form") or AnswerForm(),
        "withdraw_form": forms.get("withdraw_form") or WithdrawForm(),
    }
    town = Region.objects.filter(pk=matter.region_code).first()
    return show(request, "portal/progress.html", context, town=town, status=status)

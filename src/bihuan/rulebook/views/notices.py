"""The holiday notices: which years are known, a year's days, and the entering of the next notice."""

from __future__ import annotations

from datetime import date, timedelta

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from bihuan.kernel.calendar import Calendar, Day, DayKind
from bihuan.kernel.proofs import SHANGHAI
from bihuan.rulebook import facade
from bihuan.rulebook.choices import KEEP_RULES
from bihuan.rulebook.forms import NoticeForm
from bihuan.rulebook.views.rules import actor_of

EARLIEST = 2004


@require_GET
def calendar(request: HttpRequest) -> HttpResponse:
    """The special days of a year (?year=, else this one), and whether the next year's notice is there."""
    actor = actor_of(request)
    this_year = timezone.now().astimezone(SHANGHAI).year
    year = _year_of(request, this_year)
    counted = facade.calendar_for(actor.region_code)
    return render(
        request,
        "rulebook/calendar.html",
        {
            "year": year,
            "has_notice": counted.has_notice(year),
            "special_days": _special_days(counted, year),
            "next_year": this_year + 1,
            "has_next_year": counted.has_notice(this_year + 1),
            "notices": facade.notices_seen_from(actor.region_code, year),
            "years": range(this_year + 1, EARLIEST - 1, -1),
            "may_keep": actor.may(KEEP_RULES),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest) -> HttpResponseBase:
    """Paste a notice, look at the days that were read from it, and enter it."""
    actor, now = actor_of(request), timezone.now()
    if not actor.may(KEEP_RULES):
        raise PermissionDenied("维护规则与节假日由系统管理员办理，您当前的岗位没有这项职责。")
    year = now.astimezone(SHANGHAI).year + 1
    form = NoticeForm(
        request.POST or None, initial={"year": year, "title": f"国务院办公厅关于{year}年部分节假日安排的通知"}
    )
    is_read = form.is_valid()
    if is_read and "confirmed" in request.POST:
        given = {key: form.cleaned_data[key] for key in ("year", "title", "source", "region_code")}
        try:
            facade.enter_notice(by=actor, now=now, holidays=form.days.holidays, swap_days=form.days.swap_days, **given)
        except facade.MayNotKeepRules as error:
            raise PermissionDenied(str(error)) from None
        except facade.NoticeRefused as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"已录入{given['year']}年的放假安排，涉及的时限将重新计算。")
            return redirect("rulebook:calendar")
    shown = {"form": form, "days": _days_read(form) if is_read else None}
    return render(request, "rulebook/enter_notice.html", shown, status=422 if form.errors else 200)


def _days_read(form: NoticeForm) -> list[Day]:
    """What was read from the pasted text, as the calendar would have it."""
    title = form.cleaned_data["title"]
    off = [Day(on, DayKind.HOLIDAY, name, title, working=False) for on, name in form.days.holidays.items()]
    swapped = [Day(on, DayKind.SWAPPED, name, title, working=True) for on, name in form.days.swap_days.items()]
    return sorted(off + swapped, key=lambda day: day.date)


def _special_days(counted: Calendar, year: int) -> list[Day]:
    days = (date(year, 1, 1) + timedelta(days=n) for n in range((date(year + 1, 1, 1) - date(year, 1, 1)).days))
    found = (counted.day(on, provisional=True) for on in days)
    return [day for day in found if day.kind in (DayKind.HOLIDAY, DayKind.SWAPPED)]


def _year_of(request: HttpRequest, this_year: int) -> int:
    asked = request.GET.get("year", "")
    return int(asked) if asked.isdecimal() and EARLIEST <= int(asked) <= this_year + 1 else this_year

"""The staff home: today's work, not a dashboard."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from bihuan.figures.choices import PeriodName
from bihuan.figures.facade import Period, period_of, tiles
from bihuan.kernel.deadlines import SHANGHAI
from bihuan.people.choices import Duty
from bihuan.web.access import StaffRequest
from bihuan.web.navigation import address
from bihuan.workbench import queries

OFFERED = (PeriodName.WEEK, PeriodName.MONTH, PeriodName.QUARTER, PeriodName.YEAR)


@require_GET
def home(request: StaffRequest) -> HttpResponse:
    """What is due today, overdue, to be signed for, reviewed, called back – each line with one clear next act."""
    post, now = request.post, timezone.now()
    period = _period(request.GET.get("period", ""))
    load = queries.team_load(post, now=now)
    context = {
        "today": queries.today(post, now=now),
        "load": load,
        "most": max((row.open for row in load), default=1),
        "is_by_unit": post.may(Duty.READ_ALL),
        "notices": queries.notices(post),
        "tiles": tiles(post, period, now=now),
        "period": period,
        "periods": OFFERED,
        "now": now,
        "register_url": address("matters:register") if post.may(Duty.REGISTER) else "",
        "ledger_url": address("matters:ledger"),
    }
    return render(request, "workbench/home.html", context)


def _period(asked: str) -> Period:
    """The period asked for, else this month."""
    name = PeriodName(asked) if asked in [str(offered) for offered in OFFERED] else PeriodName.MONTH
    return period_of(name, timezone.now().astimezone(SHANGHAI).date())

"""Load the sample township into an empty database, in one transaction: all of it or nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from bihuan.demo.domain.ends import SAMPLE_KEY, ends
from bihuan.demo.domain.hours import WorkingTime
from bihuan.demo.domain.plan import plan_plots
from bihuan.demo.domain.texts import township
from bihuan.demo.domain.township import found
from bihuan.demo.domain.year import Telling, live, plots
from bihuan.figures.choices import PeriodName
from bihuan.figures.facade import period_of
from bihuan.kernel.deadlines import SHANGHAI, OfficeHours
from bihuan.matters.models import Matter
from bihuan.people.choices import Role
from bihuan.people.models import Post, Region, Unit
from bihuan.pledges.models import RectificationPlan
from bihuan.portal.facade import code_of
from bihuan.reports.choices import ReportKind
from bihuan.reports.facade import write_report
from bihuan.rulebook.facade import calendar_for, rule

MATTERS = 330


class NotEmpty(ValueError):
    """The database holds another township; the message is a Chinese sentence."""


@dataclass(frozen=True)
class Loaded:
    """What is there after loading; `is_new` is False when it had been there before."""

    matters: int
    acts: int
    is_new: bool


def load(*, now: datetime, matters: int = MATTERS) -> Loaded:
    """Found the township and tell its year up to `now`. Raises NotEmpty where other units exist already.

    `matters` is the number that begin in the year; some forty more are left open at the end. The same day gives the
    same sample.
    """
    code = township()["town"]["code"]
    if Region.objects.filter(pk=code).exists():
        return Loaded(Matter.objects.filter(region_code=code).count(), acts=0, is_new=False)
    if Unit.objects.exists():
        raise NotEmpty("数据库里已有其他机构，样例只能装入空的数据库。请另设数据目录后再试。")
    with transaction.atomic():
        town = found(now=now)
        today = now.astimezone(SHANGHAI).date()
        hours = OfficeHours.parse(tuple(rule("office.hours", on=today, region_code=code).value))
        telling = Telling(town, WorkingTime(calendar_for(code), hours), seed=today.isoformat())
        plotted = [*plots(telling, count=matters, now=now), *ends(telling, now=now), *plan_plots(telling, now=now)]
        acts = live(plotted, working_time=telling.time, now=now) + _write_report(code, now=now)
        count = Matter.objects.filter(region_code=code).count()
    return Loaded(count, acts, is_new=True)


def _write_report(code: str, *, now: datetime) -> int:
    """The year's progress report on the plan, as the office would write it today; the number of acts."""
    today = now.astimezone(SHANGHAI).date()
    clerk = Post.objects.within(code).in_force(today).filter(role=Role.DISPATCHER).order_by("person__username").first()
    plan = RectificationPlan.objects.filter(region_code=code).order_by("pk").first()
    if clerk is None:
        return 0
    year = period_of(PeriodName.YEAR, today)
    write_report(by=clerk, now=now, kind=ReportKind.RECTIFICATION, period=year, plan=plan)
    return 1


def sample_code() -> str:
    """The 查询码 of the sample report that waits for its answer."""
    return code_of(SAMPLE_KEY)

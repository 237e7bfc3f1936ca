"""The sample's rectification plan: read from its paper, put right by a clerk, confirmed, its measures under way."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from bihuan.demo.domain.life import Life, Steps
from bihuan.demo.domain.texts import DATA, Story
from bihuan.demo.domain.year import Plot, Telling
from bihuan.kernel.deadlines import SHANGHAI
from bihuan.matters import facade as loop
from bihuan.matters.choices import Channel, Kind
from bihuan.matters.models import Matter
from bihuan.papers.facade import from_text
from bihuan.pledges.facade import (
    MeasureCorrection,
    PlanCorrection,
    ProblemCorrection,
    confirm_plan,
    correct_plan,
    import_plan,
)
from bihuan.pledges.models import Problem, RectificationPlan

WORKING_HOURS_AGO = 190.0
AT_ONCE = 15.0
# Days from today until which the three problems of the plan are to be put right.
DUE_IN = {"first": 12, "second": 26, "third": 70}


@dataclass
class Confirmed:
    """The matters of the confirmed plan, in its order; empty until it is confirmed."""

    matters: list[Matter] = field(default_factory=list)


def plan_plots(telling: Telling, *, now: datetime) -> Iterator[Plot]:
    """The reading of the plan, and the course of each of its measures from its confirmation on."""
    begins = telling.time.before(now, WORKING_HOURS_AGO)
    confirmed = Confirmed()
    text = _paper(now.astimezone(SHANGHAI).date(), signed=begins.date())
    rows = _measures()
    yield Plot(_life(telling, rows[0]), begins, _Reading(text, confirmed))
    for place, row in enumerate(rows):
        life = _life(telling, row)
        start = telling.time.after(begins, 4.0 + life.rng.uniform(0.2, 6.0))
        yield Plot(life, start, _Measure(place, confirmed, hours=row.get("hours", AT_ONCE)))


@dataclass(frozen=True)
class _Reading:
    """The clerk reads the paper in, names the lead units, and confirms."""

    text: str
    confirmed: Confirmed

    def __call__(self, life: Life) -> Steps:
        now = yield 0.0
        clerk = life.town.posts["fenban01"]
        plan = import_plan(by=clerk, now=now, source=from_text(self.text, name="优化营商环境问题整改工作方案.txt"))
        now = yield 1.5
        correct_plan(plan, by=clerk, now=now, correction=_correction(plan, life))
        now = yield 1.0
        self.confirmed.matters += confirm_plan(plan, by=clerk, now=now)


@dataclass(frozen=True)
class _Measure:
    """The lead unit handles its measure; the others add their part before it is submitted."""

    place: int
    confirmed: Confirmed
    hours: float

    def __call__(self, life: Life) -> Steps:
        now = yield 0.0
        life.matter = self.confirmed.matters[self.place]
        life.lead = life.story.unit
        loop.sign_for(life.matter, by=life.hand(), now=now)
        now = yield 14.0
        loop.handle(life.matter, by=life.hand(), now=now, text=life.story.step)
        for part in life.matter.parts.select_related("unit"):
            now = yield 6.0
            hand = life.pick(life.town.of_unit(part.unit.name))
            loop.contribute(life.matter, by=hand, now=now, text=life.say("contribute"))
        now = yield self.hours
        yield from life.submit(life.story.result, now)
        yield from life.finish()


def _life(telling: Telling, row: dict[str, Any]) -> Life:
    story = Story(
        unit=row["lead"],
        kind=Kind.MEASURE,
        category="",
        places=("",),
        text="",
        step=row["step"],
        result=row["result"],
        evidence=row["evidence"],
        reply=f"整改情况：{row['result']}",
        long_term=row["long_term"],
    )
    return telling.life(story, telling.dice(), channel=Channel.PLAN)


def _correction(plan: RectificationPlan, life: Life) -> PlanCorrection:
    """The plan as it was read, with a lead unit for each measure; the leader that the paper leaves open stays open."""
    leads = iter(row["lead"] for row in _measures())
    problems: dict[Any, ProblemCorrection] = {}
    for problem in plan.problems.prefetch_related("units", "measures"):
        measures = {each.pk: MeasureCorrection(each.text, life.unit(next(leads))) for each in problem.measures.all()}
        problems[problem.pk] = _as_read(problem, measures)
    return PlanCorrection(plan.title, plan.basis, problems)


def _as_read(problem: Problem, measures: dict[Any, MeasureCorrection]) -> ProblemCorrection:
    return ProblemCorrection(
        title=problem.title,
        leader=problem.leader,
        lead_unit=problem.lead_unit,
        units=list(problem.units.all()),
        due_date=problem.due_date,
        measures=measures,
    )


def _paper(today: date, *, signed: date) -> str:
    days = {name: f"{_written(today + timedelta(days=count))}前" for name, count in DUE_IN.items()}
    return (DATA / "plan.txt").read_text("utf-8").format(**days, signed=_written(signed))


def _written(on: date) -> str:
    return f"{on.year}年{on.month}月{on.day}日"


@cache
def _measures() -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = tomllib.loads((DATA / "plan.toml").read_text("utf-8"))["measure"]
    return rows

"""确认: a clerk confirms a plan, and each of its measures becomes a matter in the loop.

1. Every measure needs a lead unit and a date to come; what is missing is named and nothing is done.
2. Each measure is registered (来源：整改方案), accepted and dispatched to its lead unit until the end of its day.
3. The other responsible units assist.
All in one transaction: either every measure is a matter, or none. A measure left out becomes none.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from bihuan.figures.facade import midnight
from bihuan.kernel.deadlines import SHANGHAI
from bihuan.matters.choices import Channel, Kind
from bihuan.matters.facade import Told, assess, dispatch, involve, register
from bihuan.matters.models import Matter
from bihuan.people.choices import Duty
from bihuan.people.facade import require
from bihuan.people.models import Post, Unit
from bihuan.pledges.choices import PlanStatus
from bihuan.pledges.domain.correcting import locked_draft
from bihuan.pledges.domain.gaps import open_points
from bihuan.pledges.domain.matching import Directory, directory_of
from bihuan.pledges.domain.refusals import PlanRefused
from bihuan.pledges.models import Measure, RectificationPlan
from bihuan.trail.facade import record

WHY_DUE = "方案规定的完成时限"
TASK = "按方案分工配合落实本条措施"
TITLE_LENGTH = 40
MOST_NAMED = 6


def confirm_plan(plan: RectificationPlan, *, by: Post, now: datetime) -> list[Matter]:
    """Confirm a draft and return its matters in the order of the plan.

    Raises NotAllowed; PlanRefused naming each gap; NotPossible from the loop. Whatever it raises leaves nothing behind.
    """
    for duty in (Duty.PLAN, Duty.REGISTER, Duty.ASSESS, Duty.DISPATCH):
        require(by, duty)
    with transaction.atomic():
        locked = locked_draft(plan)
        problems = list(locked.problems.select_related("lead_unit").prefetch_related("units", "measures__lead_unit"))
        _check_complete(open_points(problems, now.astimezone(SHANGHAI).date()))
        directory = directory_of(locked.region_code, now=now)
        matters = [
            _track(measure, locked, assisting=_assisting(measure, list(problem.units.all()), directory), by=by, now=now)
            for problem in problems
            for measure in problem.measures.all()
            if not measure.left_out
        ]
        if not matters:
            raise PlanRefused("方案里没有要落实的措施，请先改正再确认。")
        locked.status, locked.confirmed_at, locked.confirmed_by = PlanStatus.CONFIRMED, now, by
        locked.save(update_fields=["status", "confirmed_at", "confirmed_by"])
        record(
            "pledges.CONFIRM_PLAN",
            by=by,
            now=now,
            object_kind="plan",
            object_id=locked.pk,
            region_code=locked.region_code,
            payload={"title": locked.title, "matters": [matter.number for matter in matters]},
        )
    return matters


def _check_complete(points: list[str]) -> None:
    if points:
        more = f"等 {len(points)} 处" if len(points) > MOST_NAMED else ""
        raise PlanRefused(f"还不能确认：{'；'.join(points[:MOST_NAMED])}{more}。请补上后再确认。")


def _track(measure: Measure, plan: RectificationPlan, *, assisting: list[Unit], by: Post, now: datetime) -> Matter:
    """Bring one measure into the loop, as far as its lead unit."""
    lead, due = measure.lead, measure.due
    assert lead is not None, "checked before"
    assert due is not None, "checked before"
    due_at = midnight(due + timedelta(days=1))
    event = register(
        by=by,
        now=now,
        region_code=plan.region_code,
        kind=Kind.MEASURE,
        channel=Channel.PLAN,
        told=Told(text=told_text(measure, plan), title=title_of(measure.text)),
    )
    matter = event.matter
    assess(matter, by=by, now=now)
    dispatch(matter, by=by, now=now, lead_unit=lead, due_at=due_at, why_due=WHY_DUE)
    for unit in assisting:
        involve(matter, by=by, now=now, unit=unit, task=TASK, due_at=due_at)
    measure.matter = matter
    measure.save(update_fields=["matter"])
    return matter


def _assisting(measure: Measure, of_problem: list[Unit], directory: Directory) -> list[Unit]:
    """The responsible units besides the lead one: the measure's own where it names some, else the problem's."""
    own = directory.found(measure.units_as_read)
    lead = measure.lead
    return [unit for unit in own or of_problem if lead is None or unit.pk != lead.pk]


def title_of(text: str) -> str:
    """The measure in a line: its first sentence, at most forty characters."""
    first = text.strip().split("。", 1)[0]
    return first if len(first) <= TITLE_LENGTH else first[: TITLE_LENGTH - 1] + "…"


def told_text(measure: Measure, plan: RectificationPlan) -> str:
    """What the lead unit reads: plan, problem, measure, leader."""
    leader = f"\n责任领导：{measure.responsible_leader}" if measure.responsible_leader else ""
    problem = measure.problem
    return (
        f"《{plan.title}》\n问题{problem.number}：{problem.title}\n整改措施（{measure.number}）：{measure.text}{leader}"
    )

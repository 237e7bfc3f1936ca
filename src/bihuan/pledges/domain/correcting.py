"""更正: what a person puts right or fills in before a plan is confirmed, with what it was before in the trail.

Only a draft is corrected; once it is confirmed, its measures are matters and go the way of matters (改派、延期).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from bihuan.people.choices import Duty
from bihuan.people.facade import require
from bihuan.people.models import Post, Unit
from bihuan.pledges.domain.matching import directory_of
from bihuan.pledges.domain.refusals import PlanRefused
from bihuan.pledges.models import Measure, Problem, RectificationPlan
from bihuan.trail.facade import record


@dataclass(frozen=True)
class MeasureCorrection:
    """What a measure is to be; lead unit and date None follow the problem."""

    text: str
    lead_unit: Unit | None = None
    due_date: date | None = None
    left_out: bool = False


@dataclass(frozen=True)
class ProblemCorrection:
    """What a problem is to be, its measures by their keys, and a measure that the reading has missed."""

    title: str
    leader: str = ""
    lead_unit: Unit | None = None
    units: Sequence[Unit] = ()
    due_date: date | None = None
    measures: Mapping[UUID, MeasureCorrection] = field(default_factory=dict)
    added: str = ""


@dataclass(frozen=True)
class PlanCorrection:
    """What a plan is to be, its problems by their keys; what is not named stays."""

    title: str
    basis: str = ""
    problems: Mapping[UUID, ProblemCorrection] = field(default_factory=dict)


def correct_plan(
    plan: RectificationPlan, *, by: Post, now: datetime, correction: PlanCorrection
) -> dict[str, list[str]]:
    """Put a draft right and return what changed, as name → [before, after]; locks the plan, leaves one trail entry.

    Raises NotAllowed; PlanRefused for a plan no longer a draft, an empty title or text, a unit that is not of the place.
    """
    require(by, Duty.PLAN)
    with transaction.atomic():
        locked = locked_draft(plan)
        allowed = {unit.pk for unit in directory_of(locked.region_code, now=now).units}
        changes = _changed(locked, "方案", {"title": correction.title.strip(), "basis": correction.basis.strip()})
        for problem in locked.problems.prefetch_related("measures", "units").select_related("lead_unit"):
            if problem.pk in correction.problems:
                changes |= _correct_problem(problem, correction.problems[problem.pk], allowed)
        if changes:
            record(
                "pledges.CORRECT_PLAN",
                by=by,
                now=now,
                object_kind="plan",
                object_id=locked.pk,
                region_code=locked.region_code,
                payload={"changes": changes},
            )
    return changes


def locked_draft(plan: RectificationPlan) -> RectificationPlan:
    """The plan's row, locked until the transaction ends. Raises PlanRefused unless it is still a draft."""
    locked: RectificationPlan = RectificationPlan.objects.select_for_update().get(pk=plan.pk)
    if not locked.is_draft:
        raise PlanRefused(
            f"“{locked.title}”现在是“{locked.get_status_display()}”，不能再改。措施的变动请在事项中改派或延期。"
        )
    return locked


def _correct_problem(problem: Problem, wanted: ProblemCorrection, allowed: set[Any]) -> dict[str, list[str]]:
    where = f"问题{problem.number}"
    _check_units([wanted.lead_unit, *wanted.units], allowed)
    changes = _changed(
        problem,
        where,
        {
            "title": wanted.title.strip(),
            "leader": wanted.leader.strip(),
            "lead_unit": wanted.lead_unit,
            "due_date": wanted.due_date,
        },
    )
    before = sorted(unit.name for unit in problem.units.all())
    after = sorted(unit.name for unit in wanted.units)
    if before != after:
        problem.units.set(wanted.units)
        changes[f"{where}责任单位"] = ["、".join(before), "、".join(after)]
    measures = list(problem.measures.all())
    for measure in measures:
        if measure.pk in wanted.measures:
            changes |= _correct_measure(measure, where, wanted.measures[measure.pk], allowed)
    if wanted.added.strip():
        changes |= _add_measure(problem, where, wanted.added.strip(), after=measures)
    return changes


def _correct_measure(
    measure: Measure, where: str, wanted: MeasureCorrection, allowed: set[Any]
) -> dict[str, list[str]]:
    _check_units([wanted.lead_unit], allowed)
    values = {
        "text": wanted.text.strip(),
        "lead_unit": wanted.lead_unit,
        "due_date": wanted.due_date,
        "left_out": wanted.left_out,
    }
    return _changed(measure, f"{where}措施{measure.number}", values)


def _add_measure(problem: Problem, where: str, text: str, *, after: list[Measure]) -> dict[str, list[str]]:
    order = max((measure.order for measure in after), default=0) + 1
    Measure.objects.create(problem=problem, region_code=problem.region_code, order=order, number=str(order), text=text)
    return {f"{where}措施{order}": ["", text]}


def _changed(row: Any, where: str, values: Mapping[str, Any]) -> dict[str, list[str]]:
    """Set and save what differs; the changes as label → [before, after]."""
    if any(values.get(name) == "" for name in ("title", "text")):
        raise PlanRefused(f"{where}没有文字，请填写；读错的措施请勾选“不作为措施”。")
    changes = {}
    for name, value in values.items():
        before = getattr(row, name)
        if before != value:
            label = str(row._meta.get_field(name).verbose_name)
            changes[f"{where}{LABELS.get(name, label)}"] = [_told(before), _told(value)]
            setattr(row, name, value)
    if changes:
        row.save(update_fields=list(values))
    return changes


LABELS = {"lead_unit": "牵头单位"}


def _told(value: Any) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    return "" if value is None else str(value)


def _check_units(units: Sequence[Unit | None], allowed: set[Any]) -> None:
    for unit in units:
        if unit is not None and unit.pk not in allowed:
            raise PlanRefused(f"{unit.name}不是本辖区现有的承办单位，请从清单中选择。")

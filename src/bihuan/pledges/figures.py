"""The figures of plans: measures and problems, how many are struck off, in hand, overdue. Imported at start.

What a measure's matter is at a moment is asked of the figures of the loop, never worked out a second time here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce
from django.urls import reverse

from bihuan.figures.facade import Dimension, RecordKind, RecordLine, Rows, Scope, count, figure, share
from bihuan.matters.choices import ClockKind, Stage
from bihuan.matters.models import Clock, township_of
from bihuan.people.models import Unit
from bihuan.pledges.models import Measure, Problem, RectificationPlan


def _measures(scope: Scope) -> Rows:
    """The measures in force before the cut-off, of plans that the post may see."""
    rows = scope.seen(Measure.objects.select_related("problem__plan", "problem__lead_unit", "lead_unit", "matter"))
    in_force: Rows = rows.filter(problem__plan__confirmed_at__lt=scope.until, matter__isnull=False)
    return in_force


def _measure_lines(measures: Iterable[Measure]) -> list[RecordLine]:
    return [
        RecordLine(
            str(measure.pk),
            reverse("pledges:plan", args=[measure.problem.plan_id]) + f"#measure-{measure.pk}",
            (
                measure.matter.number if measure.matter else "",
                measure.problem.plan.title,
                f"{measure.problem.number}.{measure.problem.title}",
                f"（{measure.number}）{measure.text.split('。', 1)[0]}",
                measure.lead.name if measure.lead else "",
                measure.due.isoformat() if measure.due else "",
                measure.matter.get_stage_display() if measure.matter else "",
            ),
        )
        for measure in measures
    ]


def _plan_names(keys: Sequence[str], scope: Scope) -> Mapping[str, str]:
    plans = scope.seen(RectificationPlan.objects.all()).filter(pk__in=[key for key in keys if _is_key(key)])
    return {str(key): title for key, title in plans.order_by("-read_at").values_list("pk", "title")}


def _unit_names(keys: Sequence[str], scope: Scope) -> Mapping[str, str]:
    units = Unit.objects.filter(pk__in=[key for key in keys if _is_key(key)]).within(township_of(scope.region_code))
    return {str(key): name for key, name in units.order_by("order", "name").values_list("pk", "name")}


def _is_key(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


LEAD = Coalesce(F("lead_unit_id"), F("problem__lead_unit_id"))
MEASURES = RecordKind(
    name="measure",
    label="整改措施",
    columns=("编号", "方案", "问题", "措施", "牵头单位", "完成时限", "目前环节"),
    rows=_measures,
    lines=_measure_lines,
    order=("-problem__plan__read_at", "problem__order", "order"),
    dimensions={
        "plan": Dimension(
            "plan",
            "整改方案",
            lambda rows, scope: rows.annotate(dimension_key=F("problem__plan_id")),
            lambda rows, scope, key: rows.filter(problem__plan=UUID(key)),
            _plan_names,
        ),
        "unit": Dimension(
            "unit",
            "牵头单位",
            lambda rows, scope: rows.annotate(dimension_key=LEAD),
            lambda rows, scope, key: rows.alias(led_by=LEAD).filter(led_by=UUID(key)),
            _unit_names,
        ),
    },
)


def _problems(scope: Scope) -> Rows:
    plans = scope.seen(RectificationPlan.objects.all()).filter(confirmed_at__lt=scope.until)
    return Problem.objects.filter(plan__in=plans).select_related("plan", "lead_unit")


def _problem_lines(problems: Iterable[Problem]) -> list[RecordLine]:
    return [
        RecordLine(
            str(problem.pk),
            reverse("pledges:plan", args=[problem.plan_id]) + f"#problem-{problem.pk}",
            (problem.number, problem.title, problem.plan.title, problem.leader),
        )
        for problem in problems
    ]


PROBLEMS = RecordKind(
    name="problem",
    label="问题",
    columns=("序号", "问题", "方案", "责任领导"),
    rows=_problems,
    lines=_problem_lines,
    order=("-plan__read_at", "order"),
    dimensions={
        "plan": Dimension(
            "plan",
            "整改方案",
            lambda rows, scope: rows.annotate(dimension_key=F("plan_id")),
            lambda rows, scope, key: rows.filter(plan=UUID(key)),
            _plan_names,
        )
    },
)


@count(
    "pledges.problems",
    label="整改问题数",
    unit="个",
    definition="截至统计时点已确认的整改方案所列的问题数。",
    of=PROBLEMS,
)
def problems(rows: Rows, scope: Scope) -> Rows:
    return rows


@count(
    "pledges.problems_done",
    label="整改完成的问题数",
    unit="个",
    definition="截至统计时点所列整改措施已全部销号的问题数。",
    of=PROBLEMS,
)
def problems_done(rows: Rows, scope: Scope) -> Rows:
    tracked = Measure.objects.filter(problem=OuterRef("pk"), matter__isnull=False)
    return rows.filter(Exists(tracked)).exclude(Exists(tracked.filter(~_is_struck_off(scope))))


@count(
    "pledges.measures",
    label="整改措施数",
    unit="项",
    definition="截至统计时点已确认的整改方案所列、已纳入台账跟踪的整改措施数。",
    of=MEASURES,
)
def measures(rows: Rows, scope: Scope) -> Rows:
    return rows


@count(
    "pledges.struck_off",
    label="已销号措施数",
    unit="项",
    definition="截至统计时点已经销号的整改措施数，销号后已归档的也计入。",
    of=MEASURES,
)
def struck_off(rows: Rows, scope: Scope) -> Rows:
    return _struck_off(rows, scope)


@count(
    "pledges.in_hand",
    label="正在整改措施数",
    unit="项",
    definition="截至统计时点尚未办结的整改措施数。",
    of=MEASURES,
)
def in_hand(rows: Rows, scope: Scope) -> Rows:
    return _as_matters(rows, scope, "matters.in_hand")


@count(
    "pledges.overdue",
    label="逾期措施数",
    unit="项",
    definition="截至统计时点尚未提交整改结果、且完成时限（含经批准的延期）已过的整改措施数；挂起期间停止计算的不算。",
    of=MEASURES,
)
def overdue(rows: Rows, scope: Scope) -> Rows:
    running = Clock.objects.filter(matter=OuterRef("matter"), kind=ClockKind.HANDLE, starts_at__lt=scope.until)
    late = running.filter(due_at__lt=scope.until).exclude(ended_at__lt=scope.until)
    return _as_matters(rows.filter(Exists(late)), scope, "matters.overdue")


@share(
    "pledges.struck_off_share",
    label="措施销号率",
    definition="截至统计时点已经销号的整改措施占整改措施数的比重，销号后已归档的也计入。",
    of=MEASURES,
)
def struck_off_share(rows: Rows, scope: Scope) -> tuple[Rows, Rows]:
    return rows, _struck_off(rows, scope)


def _struck_off(rows: Rows, scope: Scope) -> Rows:
    return rows.filter(_is_struck_off(scope))


def _is_struck_off(scope: Scope) -> Q:
    struck_off_at_all = Q(matter__stage__in=[Stage.STRUCK_OFF, Stage.ARCHIVED])
    return struck_off_at_all & Q(matter__closed_at__isnull=False, matter__closed_at__lt=scope.until)


def _as_matters(rows: Rows, scope: Scope, name: str) -> Rows:
    """Those whose matter is among the records of a figure of the loop, whoever leads it now."""
    everywhere = Scope(township_of(scope.region_code), scope.period, scope.as_of, None, (), is_live=scope.is_live)
    return rows.filter(matter__in=figure(name).records_of(everywhere).order_by().values("pk"))

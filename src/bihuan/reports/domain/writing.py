"""编写材料: write a paper from records. Each figure in it is frozen with its definition, moment and records (U3, R-9.3).

The figures are frozen first and the text is made from what was frozen, all in one transaction: a wording, a number and
the records behind it cannot disagree.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from bihuan.figures.facade import (
    Period,
    Scope,
    Wanted,
    breakdown,
    figure,
    freeze,
    lines_of,
    moment_label,
)
from bihuan.figures.models import FigureSnapshot
from bihuan.kernel.deadlines import SHANGHAI
from bihuan.people.choices import Duty
from bihuan.people.facade import require
from bihuan.people.models import Post, Region
from bihuan.pledges.choices import PlanStatus
from bihuan.pledges.models import RectificationPlan
from bihuan.reports.choices import ReportKind
from bihuan.reports.domain.body import Body, to_json
from bihuan.reports.domain.composing import Key, Material, compose, filled_words, numbered
from bihuan.reports.domain.skeletons import Skeleton, skeleton
from bihuan.reports.models import Report, ReportFigure
from bihuan.store.models import NumberSequence
from bihuan.trail.facade import record

NUMBER_WORD = "材料"
UNIT, PLAN = "unit", "plan"


class ReportRefused(ValueError):
    """The paper cannot be written like this; the message is a Chinese sentence."""


def write_report(
    *, by: Post, now: datetime, kind: ReportKind, period: Period, plan: RectificationPlan | None = None
) -> Report:
    """Write a paper on the post's region as it stands at `now`; one trail entry besides that of the frozen figures.

    With a plan the paper also says how its measures stand. Raises NotAllowed, and ReportRefused for a period that has
    not begun or a plan that is not in force there.
    """
    require(by, Duty.REPORT)
    _check(period, plan, by=by, now=now)
    found, scope = skeleton(kind), Scope(by.region_code, period, now, by)
    with transaction.atomic():
        material = _material(found, scope, plan, by=by, now=now)
        body, numbers = _body(found, material, plan, by=by, now=now)
        report = _keep(kind, body, scope, plan, by=by, now=now)
        _bind(report, material.figures, numbers, few=found.few_records, by=by)
        record(
            "reports.WRITE",
            by=by,
            now=now,
            object_kind="report",
            object_id=report.pk,
            region_code=report.region_code,
            payload={"number": report.number, "title": report.title, "period": period.label, "figures": len(numbers)},
        )
    return report


def _check(period: Period, plan: RectificationPlan | None, *, by: Post, now: datetime) -> None:
    if period.start > now:
        raise ReportRefused(f"{period.label}还没有开始，没有数据可写。请改选已经开始的时期。")
    if plan is None:
        return
    if not RectificationPlan.objects.visible_to(by).filter(pk=plan.pk).exists():
        raise ReportRefused("这份整改方案不在您的辖区内。请改选本辖区的方案。")
    if plan.status != PlanStatus.CONFIRMED:
        raise ReportRefused("这份整改方案还没有确认，措施未纳入台账。请先确认方案，或改选其他方案。")


def _material(found: Skeleton, scope: Scope, plan: RectificationPlan | None, *, by: Post, now: datetime) -> Material:
    """The words and the frozen figures: each of the whole region, and those of the tables for each unit."""
    blocks = found.blocks_for(has_plan=plan is not None)
    # Which figures know plans is said by their records: all others leave this filter out.
    scope = scope.narrowed(PLAN, plan.pk if plan else "")
    units = {block.table[0]: _units(block.table, scope) for block in blocks if block.table}
    keys: list[Key] = [(name, "") for name in found.names(has_plan=plan is not None)]
    keys += [(name, unit) for block in blocks if block.table for unit in units[block.table[0]] for name in block.table]
    wanted = [Wanted(name, scope.narrowed(UNIT, unit)) for name, unit in keys]
    snapshots = freeze(wanted, by=by, now=now)
    return Material(_words(scope, plan), dict(zip(keys, snapshots, strict=True)), units)


def _units(columns: Sequence[str], scope: Scope) -> dict[str, str]:
    """The units with anything in one of the columns, in the order of the directory; what has no name is no unit."""
    found: set[str] = set()
    for name in columns:
        one = figure(name)
        narrowed = scope.only(one.of.dimensions)
        parts = breakdown(one, one.compute(narrowed), narrowed, one.of.dimensions[UNIT])
        found |= {part.key for part in parts if part.key}
    return dict(figure(columns[0]).of.dimensions[UNIT].labels(sorted(found), scope))


def _words(scope: Scope, plan: RectificationPlan | None) -> dict[str, str]:
    region = Region.objects.select_related("parent").get(pk=scope.region_code)
    return {
        "place": region.name,
        "whole": f"全{'街道' if region.name.endswith('街道') else region.name[-1]}",
        "above": region.parent.name if region.parent else "",
        "period": scope.period.label,
        "cut_off": cut_off_label(scope),
        "plan": plan.title.strip("《》") if plan else "",
    }


def cut_off_label(scope: Scope) -> str:
    """Up to when the figures count: the last day of a period that is over, else the moment."""
    if scope.until < scope.period.end:
        return moment_label(scope.as_of)
    last = scope.period.last_day
    return f"{last.year}年{last.month}月{last.day}日"


def _body(
    found: Skeleton, material: Material, plan: RectificationPlan | None, *, by: Post, now: datetime
) -> tuple[Body, dict[Key, int]]:
    words = material.words
    body = Body(
        title=filled_words(found.title_with_plan if plan else found.title, words),
        addressee=filled_words(found.addressee, words) if words["above"] else "",
        signer=_signer(by, words["place"]),
        date=now.astimezone(SHANGHAI).date().isoformat(),
        parts=tuple(compose(found.blocks_for(has_plan=plan is not None), material)),
    )
    return numbered(body, material.figures)


def _signer(by: Post, place: str) -> str:
    """The unit with the name of its place: 镇营商办 of 云溪镇 signs as 云溪镇营商办."""
    unit = by.unit_name
    return unit if unit.startswith(place) else place + unit.removeprefix(place[-1])


def _keep(
    kind: ReportKind, body: Body, scope: Scope, plan: RectificationPlan | None, *, by: Post, now: datetime
) -> Report:
    year = now.astimezone(SHANGHAI).year
    sequence = NumberSequence.take(NUMBER_WORD, region_code=scope.region_code, year=year)
    return Report.objects.create(
        region_code=scope.region_code,
        kind=kind,
        number=f"{NUMBER_WORD}〔{year}〕{sequence:04d}号",
        title=body.title,
        period_name=scope.period.name,
        period_label=scope.period.label,
        period_start=scope.period.start,
        period_end=scope.period.end,
        as_of=scope.as_of,
        plan=plan,
        body=to_json(body),
        made_by=f"{by.unit_name} {by.actor_name}",
        made_at=now,
    )


def _bind(
    report: Report, figures: Mapping[Key, FigureSnapshot], numbers: Mapping[Key, int], *, few: int, by: Post
) -> None:
    ReportFigure.objects.bulk_create(
        ReportFigure(
            report=report,
            region_code=report.region_code,
            number=number,
            snapshot=figures[key],
            record_numbers=_record_numbers(figures[key], few=few, by=by) if not key[1] else [],
        )
        for key, number in numbers.items()
    )


def _record_numbers(snapshot: FigureSnapshot, *, few: int, by: Post) -> list[str]:
    """The numbers of the records behind a figure where they are few enough to be listed on paper."""
    if not 0 < snapshot.record_count <= few:
        return []
    keys = [line.split(" ")[0] for line in snapshot.records.splitlines()]
    return sorted(line.cells[0] for line in lines_of(snapshot, keys, post=by))

"""读入: a paper becomes a draft of a plan, with its problems and measures as they stand in it.

Nothing is guessed: a leader, unit or date that the paper leaves open stays open. A unit is taken as the lead unit of a
problem only where the paper names it as 牵头, or names no other. Side effects: plan, problems, measures, one trail entry.
"""

from __future__ import annotations

import hashlib
import re
from datetime import datetime

from django.db import IntegrityError, transaction

from bihuan.papers.facade import Problem as ProblemRead
from bihuan.papers.facade import Reading, Source, read
from bihuan.people.choices import Duty
from bihuan.people.facade import require
from bihuan.people.models import Post, Unit
from bihuan.pledges.choices import PlanStatus
from bihuan.pledges.domain.matching import Directory, directory_of
from bihuan.pledges.domain.refusals import PlanRefused
from bihuan.pledges.models import Measure, Problem, RectificationPlan
from bihuan.trail.facade import record

_BASIS = re.compile(
    r"(?:按照|根据|依据|落实|对照)[^《。]{0,30}(《[^。]*?》)(?=[^《“”]*(?:要求|精神|部署|安排|规定|文件|，|,))"
)
_LONGEST_TITLE = 200


def import_plan(*, by: Post, now: datetime, source: Source, title: str = "") -> RectificationPlan:
    """Read a paper into a draft. Raises NotAllowed; PlanRefused where no measure is found or the paper is in already."""
    require(by, Duty.PLAN)
    reading = read(source)
    if not any(problem.measures for problem in reading.problems):
        raise PlanRefused(
            "没有从材料中读到“问题—整改措施”。请检查是不是整改方案；问题和措施要分条编号，例如“1.……”“（1）……”。"
        )
    plan = RectificationPlan(
        region_code=by.region_code,
        title=(title.strip() or reading.title or source.name)[:_LONGEST_TITLE],
        basis=basis_of(source),
        source_name=source.name[-_LONGEST_TITLE:],
        source_text=source.text,
        source_digest=hashlib.sha256(source.text.encode()).hexdigest(),
        read_at=now,
        read_by=by,
    )
    with transaction.atomic():
        _keep(plan)
        _keep_content(plan, reading, directory_of(plan.region_code, now=now))
        record(
            "pledges.IMPORT_PLAN",
            by=by,
            now=now,
            object_kind="plan",
            object_id=plan.pk,
            region_code=plan.region_code,
            payload={"title": plan.title, "source": plan.source_digest, "gaps": list(reading.gaps)},
        )
    return plan


def basis_of(source: Source) -> str:
    """The documents on which the paper says that it rests: those named after 按照、根据 before its first heading."""
    for line in source.lines[:12]:
        found = _BASIS.search(line.text)
        if found:
            return found.group(1)
    return ""


def _keep(plan: RectificationPlan) -> None:
    """Save the plan. Raises PlanRefused where the same paper is in already; the constraint decides between twins."""
    same = RectificationPlan.objects.filter(region_code=plan.region_code, source_digest=plan.source_digest)
    earlier = same.exclude(status=PlanStatus.DROPPED).first()
    try:
        if earlier is None:
            with transaction.atomic():
                plan.save(force_insert=True)
            return
    except IntegrityError:
        earlier = same.exclude(status=PlanStatus.DROPPED).get()
    raise PlanRefused(
        f"这份材料已经读入过，就是清单里的“{earlier.title}”（{earlier.get_status_display()}），不必再读。"
    )


def _keep_content(plan: RectificationPlan, reading: Reading, directory: Directory) -> None:
    for order, read_problem in enumerate(reading.problems, start=1):
        problem = Problem.objects.create(
            plan=plan,
            region_code=plan.region_code,
            order=order,
            number=read_problem.number,
            title=read_problem.title[:500],
            detail=read_problem.detail[:20000],
            line=read_problem.line,
            leader=(read_problem.leader or "")[:100],
            units_as_read=list(read_problem.units),
            due_as_read=(read_problem.due or "")[:200],
            lead_unit=_lead(read_problem.units, read_problem.lead_units, directory),
            due_date=read_problem.due_date,
        )
        problem.units.set(directory.found(read_problem.units))
        Measure.objects.bulk_create(_measures(problem, read_problem, directory))


def _measures(problem: Problem, read_problem: ProblemRead, directory: Directory) -> list[Measure]:
    return [
        Measure(
            problem=problem,
            region_code=problem.region_code,
            order=order,
            number=each.number,
            text=each.text[:10000],
            line=each.line,
            leader=(each.leader or "")[:100],
            units_as_read=list(each.units),
            due_as_read=(each.due or "")[:200],
            lead_unit=_lead(each.units, (), directory),
            due_date=each.due_date,
        )
        for order, each in enumerate(read_problem.measures, start=1)
    ]


def _lead(names: tuple[str, ...], lead_names: tuple[str, ...], directory: Directory) -> Unit | None:
    """The unit named as 牵头; else the only unit named; else nobody, which is a gap."""
    if lead_names:
        return directory.find(lead_names[0])
    return directory.find(names[0]) if len(names) == 1 else None

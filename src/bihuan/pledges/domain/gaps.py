"""缺项: what a plan leaves open, named and never filled in silently (systems.md E2).

Two sorts: what the paper leaves open, which is only said; and what a measure must have before it can be confirmed: a
lead unit and a date to come.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

from bihuan.pledges.domain.matching import Directory
from bihuan.pledges.models import Measure, Problem


def gaps_of_problem(problem: Problem, directory: Directory) -> list[str]:
    """What the paper leaves open for a problem and nobody has filled in yet, each in a few words."""
    gaps = []
    if not problem.leader:
        gaps.append("未填责任领导")
    if not problem.units_as_read and not any(measure.units_as_read for measure in problem.measures.all()):
        gaps.append("未写责任单位")
    if problem.due_date is None and any(measure.due is None for measure in problem.measures.all()):
        gaps.append(f"完成时限“{problem.due_as_read}”没有具体日期" if problem.due_as_read else "未写完成时限")
    names = [*problem.units_as_read, *(name for measure in problem.measures.all() for name in measure.units_as_read)]
    gaps += [f"“{name}”不在机构名录中" for name in dict.fromkeys(directory.missing(names))]
    return gaps


def gaps_of_measure(measure: Measure, today: date) -> list[str]:
    """What a measure still needs before it can be confirmed; empty when nothing."""
    if measure.left_out:
        return []
    gaps = []
    if measure.lead is None:
        gaps.append("未定牵头单位")
    if measure.due is None:
        gaps.append("未定完成时限")
    elif measure.due < today:
        gaps.append("完成时限已过")
    return gaps


def counted_gaps(problems: Iterable[Problem], today: date) -> dict[str, int]:
    """How many measures lack what: 未定牵头单位 → 11."""
    found = (gap for problem in problems for one in problem.measures.all() for gap in gaps_of_measure(one, today))
    return dict(Counter(found))


def open_points(problems: Iterable[Problem], today: date) -> list[str]:
    """What stands in the way of confirming, a phrase for each measure: 问题1措施2未定完成时限."""
    return [
        f"问题{problem.number}措施{measure.number}{gap}"
        for problem in problems
        for measure in problem.measures.all()
        for gap in gaps_of_measure(measure, today)
    ]

"""Reading a plan in: what stands in the paper, and nothing else."""

from __future__ import annotations

from datetime import date

import pytest

from bihuan.people.facade import NotAllowed
from bihuan.pledges import facade
from bihuan.pledges.choices import PlanStatus
from bihuan.pledges.models import Measure, Problem, RectificationPlan
from bihuan.trail.models import TrailEntry
from tests.cast import NOW, TOWN, Cast
from tests.pledges.papers import PLAN, TITLE, source


def test_a_paper_becomes_a_draft_with_its_problems_and_measures(cast: Cast) -> None:
    plan = facade.import_plan(by=cast.dispatcher, now=NOW, source=source())
    assert (plan.title, plan.basis, plan.status) == (TITLE, "《云岭县窗口服务问题整改工作方案》", PlanStatus.DRAFT)
    assert (plan.source_name, plan.source_text) == ("整改方案.txt", PLAN)
    read = [
        (problem.number, problem.title, problem.leader, problem.line, [m.number for m in problem.measures.all()])
        for problem in plan.problems.all()
    ]
    assert read == [
        ("1", "办事指南更新不及时", "王副镇长", 6, ["1", "2"]),
        ("2", "惠农补贴公示不规范", "", 13, ["1"]),
    ]
    assert {measure.region_code for measure in Measure.objects.all()} == {TOWN}
    assert PLAN.split("\n")[Measure.objects.earliest("order").line - 1].startswith("（1）逐项核对办事指南")


def test_a_lead_unit_is_taken_only_where_the_paper_leaves_no_doubt(cast: Cast) -> None:
    plan = facade.import_plan(by=cast.dispatcher, now=NOW, source=source())
    first, second = plan.problems.all()
    assert (first.lead_unit, first.due_date) == (cast.station, date(2026, 4, 30))
    assert (second.lead_unit, second.due_date) == (None, None)
    assert set(second.units.all()) == {cast.station, cast.other_station}


def test_the_unit_that_leads_by_the_paper_is_the_lead_unit(cast: Cast) -> None:
    text = PLAN.replace("责任站所：民政所、云溪镇农业服务站、镇水务站", "牵头单位：镇农业服务站\n配合单位：民政所")
    plan = facade.import_plan(by=cast.dispatcher, now=NOW, source=source(text))
    second = plan.problems.get(order=2)
    assert second.lead_unit == cast.other_station
    assert set(second.units.all()) == {cast.station, cast.other_station}


def test_the_gaps_of_the_paper_are_named(cast: Cast) -> None:
    plan = facade.import_plan(by=cast.dispatcher, now=NOW, source=source())
    directory = facade.directory_of(TOWN, now=NOW)
    gaps = [facade.gaps_of_problem(problem, directory) for problem in plan.problems.all()]
    assert gaps == [[], ["未填责任领导", "未写完成时限", "“镇水务站”不在机构名录中"]]
    assert facade.counted_gaps(plan.problems.all(), NOW.date()) == {"未定牵头单位": 1, "未定完成时限": 1}
    points = facade.open_points(plan.problems.all(), NOW.date())
    assert points == ["问题2措施1未定牵头单位", "问题2措施1未定完成时限"]


def test_reading_in_leaves_one_trail_entry(cast: Cast) -> None:
    plan = facade.import_plan(by=cast.dispatcher, now=NOW, source=source())
    entries = [(entry.action, entry.object_id) for entry in TrailEntry.objects.all()]
    assert entries == [("pledges.IMPORT_PLAN", str(plan.pk))]


def test_a_paper_without_measures_is_refused_and_leaves_nothing(cast: Cast) -> None:
    with pytest.raises(facade.PlanRefused, match="没有从材料中读到"):
        facade.import_plan(by=cast.dispatcher, now=NOW, source=source("关于放假的通知\n国庆节放假七天。"))
    assert (RectificationPlan.objects.count(), TrailEntry.objects.count()) == (0, 0)


def test_the_same_paper_is_read_once_until_its_draft_is_dropped(cast: Cast) -> None:
    plan = facade.import_plan(by=cast.dispatcher, now=NOW, source=source())
    with pytest.raises(facade.PlanRefused, match="这份材料已经读入过"):
        facade.import_plan(by=cast.dispatcher, now=NOW, source=source())
    with pytest.raises(facade.PlanRefused, match="请写明作废的原因"):
        facade.drop_plan(plan, by=cast.dispatcher, now=NOW, note=" ")
    facade.drop_plan(plan, by=cast.dispatcher, now=NOW, note="读错了文件")
    facade.import_plan(by=cast.dispatcher, now=NOW, source=source())
    assert sorted(RectificationPlan.objects.values_list("status", flat=True)) == ["DRAFT", "DROPPED"]


def test_plans_are_read_by_those_who_make_plans(cast: Cast) -> None:
    for post in (cast.handler, cast.reviewer, cast.county, cast.system_admin):
        with pytest.raises(NotAllowed):
            facade.import_plan(by=post, now=NOW, source=source())
    assert Problem.objects.count() == 0

"""Confirming a plan: each measure becomes a matter, or none does."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from bihuan.kernel.deadlines import SHANGHAI
from bihuan.matters.choices import Channel, ClockKind, Kind, Stage
from bihuan.matters.facade import NotPossible, agrees
from bihuan.matters.models import Matter
from bihuan.people.choices import UnitKind
from bihuan.people.facade import NotAllowed
from bihuan.people.models import Unit
from bihuan.pledges import facade
from bihuan.pledges.choices import PlanStatus
from bihuan.pledges.models import Measure, RectificationPlan
from bihuan.trail.facade import verify
from bihuan.trail.models import TrailEntry
from tests.cast import NOW, TOWN, Cast
from tests.pledges.papers import filled_in, source


@pytest.fixture
def ready(cast: Cast) -> RectificationPlan:
    """A draft in which nothing is open."""
    plan = facade.import_plan(by=cast.dispatcher, now=NOW, source=source())
    facade.correct_plan(plan, by=cast.dispatcher, now=NOW, correction=filled_in(plan, lead=cast.other_station))
    return plan


def test_each_measure_becomes_a_matter_with_its_lead_unit_until_the_end_of_its_day(
    ready: RectificationPlan, cast: Cast
) -> None:
    matters = facade.confirm_plan(ready, by=cast.dispatcher, now=NOW)
    found = [(m.kind, m.channel, m.stage, m.lead_unit, m.owner_unit, m.handle_due_at) for m in _fresh(matters)]
    end = datetime(2026, 5, 1, tzinfo=SHANGHAI)
    assert found == [
        (Kind.MEASURE, Channel.PLAN, Stage.DISPATCHED, unit, unit, end)
        for unit in (cast.station, cast.station, cast.other_station)
    ]
    assert [matter.number for matter in matters] == [f"整改〔2026〕000{n}号" for n in (1, 2, 3)]
    tracked = Measure.objects.order_by("problem__order", "order").values_list("matter", flat=True)
    assert list(tracked) == [matter.pk for matter in matters]
    assert all(agrees(matter) for matter in _fresh(matters))


def test_the_clock_says_that_the_plan_has_set_the_date(ready: RectificationPlan, cast: Cast) -> None:
    matter = facade.confirm_plan(ready, by=cast.dispatcher, now=NOW)[0]
    assert matter.clocks.get(kind=ClockKind.HANDLE).proof["why"] == "方案规定的完成时限"


def test_the_lead_unit_reads_plan_problem_measure_and_leader(ready: RectificationPlan, cast: Cast) -> None:
    matter = facade.confirm_plan(ready, by=cast.dispatcher, now=NOW)[0]
    assert matter.title == "逐项核对办事指南"
    assert matter.text == (
        "《云溪镇窗口服务问题整改方案》\n问题1：办事指南更新不及时\n"
        "整改措施（1）：逐项核对办事指南。由各窗口对照事项清单核对，错漏的当周改正。\n责任领导：王副镇长"
    )


def test_the_other_responsible_units_assist(ready: RectificationPlan, cast: Cast) -> None:
    matters = facade.confirm_plan(ready, by=cast.dispatcher, now=NOW)
    assisting = [[part.unit for part in matter.parts.all()] for matter in matters]
    assert assisting == [[], [], [cast.station]]


def test_a_measure_left_out_becomes_no_matter(ready: RectificationPlan, cast: Cast) -> None:
    Measure.objects.filter(problem__order=1, order=2).update(left_out=True)
    assert len(facade.confirm_plan(ready, by=cast.dispatcher, now=NOW)) == 2
    Measure.objects.filter(problem__plan=ready).get(left_out=True, matter=None)


def test_a_plan_with_gaps_is_not_confirmed_and_each_gap_is_named(cast: Cast) -> None:
    plan = facade.import_plan(by=cast.dispatcher, now=NOW, source=source())
    with pytest.raises(facade.PlanRefused) as refusal:
        facade.confirm_plan(plan, by=cast.dispatcher, now=NOW)
    assert str(refusal.value) == "还不能确认：问题2措施1未定牵头单位；问题2措施1未定完成时限。请补上后再确认。"
    assert Matter.objects.count() == 0


def test_a_refusal_in_the_middle_leaves_nothing_behind(ready: RectificationPlan, cast: Cast) -> None:
    """The unit of the last problem is merged away between correcting and confirming."""
    Unit.objects.filter(pk=cast.other_station.pk).update(valid_to=NOW.date())
    entries = TrailEntry.objects.count()
    with pytest.raises(NotPossible, match="镇农业服务站已经撤并"):
        facade.confirm_plan(ready, by=cast.dispatcher, now=NOW)
    ready.refresh_from_db()
    assert (ready.status, Matter.objects.count(), TrailEntry.objects.count()) == (PlanStatus.DRAFT, 0, entries)
    assert Measure.objects.exclude(matter=None).count() == 0


def test_a_plan_is_confirmed_once(ready: RectificationPlan, cast: Cast) -> None:
    facade.confirm_plan(ready, by=cast.dispatcher, now=NOW)
    with pytest.raises(facade.PlanRefused, match="整改中"):
        facade.confirm_plan(ready, by=cast.dispatcher, now=NOW)
    assert Matter.objects.count() == 3


def test_only_who_dispatches_confirms(ready: RectificationPlan, cast: Cast) -> None:
    for post in (cast.leader, cast.reviewer, cast.handler):
        with pytest.raises(NotAllowed):
            facade.confirm_plan(ready, by=post, now=NOW)
    assert Matter.objects.count() == 0


def test_a_plan_without_a_measure_left_is_not_confirmed(ready: RectificationPlan, cast: Cast) -> None:
    Measure.objects.update(left_out=True)
    with pytest.raises(facade.PlanRefused, match="没有要落实的措施"):
        facade.confirm_plan(ready, by=cast.dispatcher, now=NOW)


def test_confirming_leaves_an_entry_for_the_plan_beside_those_of_its_matters(
    ready: RectificationPlan, cast: Cast
) -> None:
    facade.confirm_plan(ready, by=cast.dispatcher, now=NOW)
    assert TrailEntry.objects.filter(action="pledges.CONFIRM_PLAN", object_id=str(ready.pk)).count() == 1
    assert [verdict.is_whole for verdict in verify()] == [True]


def test_a_unit_named_by_the_measure_itself_assists_it_alone(cast: Cast) -> None:
    text = source().text.replace(
        "监督电话一并写清。", "监督电话一并写清。（牵头单位：镇农业服务站；配合单位：镇民政所）"
    )
    Unit.objects.create(name="镇水务站", kind=UnitKind.STATION, region_code=TOWN, valid_from=date(2020, 1, 1))
    plan = facade.import_plan(by=cast.dispatcher, now=NOW, source=source(text))
    facade.correct_plan(plan, by=cast.dispatcher, now=NOW, correction=filled_in(plan, lead=cast.other_station))
    last = facade.confirm_plan(plan, by=cast.dispatcher, now=NOW)[2]
    assert [part.unit.name for part in last.parts.all()] == ["镇民政所"]


def _fresh(matters: list[Matter]) -> list[Matter]:
    for matter in matters:
        matter.refresh_from_db()
    return matters

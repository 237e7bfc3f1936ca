"""Putting right what was read, as long as the plan is a draft."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from bihuan.people.facade import NotAllowed
from bihuan.people.models import Unit
from bihuan.pledges import facade
from bihuan.pledges.facade import MeasureCorrection, PlanCorrection
from bihuan.pledges.models import RectificationPlan
from bihuan.trail.models import TrailEntry, TrailPayload
from tests.cast import NOW, Cast
from tests.pledges.papers import DUE, filled_in, source


@pytest.fixture
def draft(cast: Cast) -> RectificationPlan:
    return facade.import_plan(by=cast.dispatcher, now=NOW, source=source())


def correct(plan: RectificationPlan, cast: Cast, correction: PlanCorrection) -> dict[str, list[str]]:
    return facade.correct_plan(plan, by=cast.dispatcher, now=NOW, correction=correction)


def test_one_lead_unit_and_date_for_a_problem_hold_for_its_measures(draft: RectificationPlan, cast: Cast) -> None:
    changes = correct(draft, cast, filled_in(draft, lead=cast.other_station))
    assert changes == {"问题2牵头单位": ["", "镇农业服务站"], "问题2完成时限": ["", "2026-04-30"]}
    measures = [measure for problem in draft.problems.all() for measure in problem.measures.all()]
    assert [(measure.lead, measure.due) for measure in measures] == [
        (cast.station, DUE),
        (cast.station, DUE),
        (cast.other_station, DUE),
    ]
    assert facade.open_points(draft.problems.all(), NOW.date()) == []


def test_a_measure_may_have_its_own_unit_date_and_words_or_be_left_out(draft: RectificationPlan, cast: Cast) -> None:
    first = draft.problems.get(order=1)
    one, two = first.measures.all()
    wanted = filled_in(draft, lead=cast.station)
    own = {
        one.pk: MeasureCorrection("逐项核对。", cast.other_station, date(2026, 5, 6)),
        two.pk: MeasureCorrection(two.text, left_out=True),
    }
    wanted = replace(wanted, problems={**wanted.problems, first.pk: replace(wanted.problems[first.pk], measures=own)})
    correct(draft, cast, wanted)
    one.refresh_from_db()
    two.refresh_from_db()
    assert (one.text, one.lead, one.due) == ("逐项核对。", cast.other_station, date(2026, 5, 6))
    assert (two.left_out, facade.gaps_of_measure(two, date(2030, 1, 1))) == (True, [])


def test_a_measure_that_was_missed_is_added_at_the_end(draft: RectificationPlan, cast: Cast) -> None:
    first = draft.problems.get(order=1)
    wanted = filled_in(draft, lead=cast.station)
    wanted = replace(wanted, problems={first.pk: replace(wanted.problems[first.pk], added="公布监督电话。")})
    correct(draft, cast, wanted)
    assert [(m.number, m.text, m.line) for m in first.measures.all()][2:] == [("3", "公布监督电话。", 0)]


def test_what_changed_stands_in_the_trail_and_nothing_where_nothing_changed(
    draft: RectificationPlan, cast: Cast
) -> None:
    as_read = filled_in(draft, lead=cast.station)
    changes = correct(draft, cast, as_read)
    payload = json.loads(TrailPayload.objects.latest("pk").content)
    assert payload == {"changes": changes}
    before = TrailEntry.objects.count()
    assert correct(draft, cast, as_read) == {}
    assert TrailEntry.objects.count() == before


def test_a_date_that_is_over_is_a_gap(draft: RectificationPlan, cast: Cast) -> None:
    correct(draft, cast, filled_in(draft, lead=cast.station, due=date(2026, 3, 2)))
    assert facade.open_points(draft.problems.all(), NOW.date()) == ["问题2措施1完成时限已过"]
    correct(draft, cast, replace(filled_in(draft, lead=cast.station), problems={}))


@pytest.mark.parametrize("who", ["leadership", "neighbour"])
def test_only_units_of_the_township_that_handle_matters_are_taken(
    draft: RectificationPlan, cast: Cast, who: str
) -> None:
    unit: Unit = cast.leader.unit if who == "leadership" else cast.stranger.unit
    with pytest.raises(facade.PlanRefused, match=f"{unit.name}不是本辖区现有的承办单位"):
        correct(draft, cast, filled_in(draft, lead=unit))
    assert draft.problems.get(order=2).lead_unit is None


def test_an_empty_text_is_refused_and_nothing_is_kept(draft: RectificationPlan, cast: Cast) -> None:
    wanted = filled_in(draft, lead=cast.station)
    last = draft.problems.get(order=2)
    wanted = replace(wanted, problems={**wanted.problems, last.pk: replace(wanted.problems[last.pk], title=" ")})
    with pytest.raises(facade.PlanRefused, match="问题2没有文字"):
        correct(draft, cast, replace(wanted, title="改了名称"))
    draft.refresh_from_db()
    assert draft.title != "改了名称"


def test_a_confirmed_plan_is_no_longer_corrected(draft: RectificationPlan, cast: Cast) -> None:
    wanted = filled_in(draft, lead=cast.station)
    correct(draft, cast, wanted)
    facade.confirm_plan(draft, by=cast.dispatcher, now=NOW)
    with pytest.raises(facade.PlanRefused, match="现在是“整改中”，不能再改"):
        correct(draft, cast, replace(wanted, title="改了名称"))
    with pytest.raises(facade.PlanRefused, match="现在是“整改中”，不能再改"):
        facade.drop_plan(draft, by=cast.dispatcher, now=NOW, note="不要了")


def test_a_handler_corrects_no_plan(draft: RectificationPlan, cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        facade.correct_plan(draft, by=cast.handler, now=NOW, correction=filled_in(draft, lead=cast.station))

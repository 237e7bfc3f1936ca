"""The figures of plans."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bihuan.figures import facade as figures
from bihuan.figures.choices import PeriodName
from bihuan.matters import facade as loop
from bihuan.matters.choices import CallBackOutcome
from bihuan.matters.models import Matter
from bihuan.people.models import Post
from bihuan.pledges import facade
from bihuan.pledges.models import RectificationPlan
from tests.cast import NOW, Cast
from tests.pledges.papers import PLAN, filled_in, source

YEAR = figures.period_of(PeriodName.YEAR, NOW.date())
NAMES = ("measures", "struck_off", "in_hand", "overdue", "problems", "problems_done", "struck_off_share")
LATER = NOW + timedelta(hours=8)


def shown(post: Post, *, plan: RectificationPlan | None = None, now=LATER, live: bool = True) -> dict[str, str]:  # type: ignore[no-untyped-def]
    scope = figures.now_scope(post, YEAR, now=now)
    scope = scope if live else figures.Scope(scope.region_code, YEAR, now, post)
    scope = scope.narrowed("plan", plan.pk) if plan else scope
    return {name: figures.figure(f"pledges.{name}").compute(scope).shown for name in NAMES}


@pytest.fixture
def plan(cast: Cast) -> RectificationPlan:
    """A plan in force, whose first problem has its two measures struck off."""
    found = facade.import_plan(by=cast.dispatcher, now=NOW, source=source())
    facade.correct_plan(found, by=cast.dispatcher, now=NOW, correction=filled_in(found, lead=cast.other_station))
    for matter in facade.confirm_plan(found, by=cast.dispatcher, now=NOW)[:2]:
        strike_off(matter, cast)
    return found


def strike_off(matter: Matter, cast: Cast) -> None:
    ground = loop.choices_of("matters.grounds.no-call-back", region_code=matter.region_code, now=NOW)[0][0]
    result = {
        "result_class": "SOLVED",
        "result_text": "已核对",
        "evidence_note": "核对表",
        "long_term_note": "每季一次",
    }
    loop.sign_for(matter, by=cast.handler, now=NOW + timedelta(hours=1))
    loop.submit(matter, by=cast.handler, now=NOW + timedelta(hours=2), **result)
    loop.review(matter, by=cast.reviewer, now=NOW + timedelta(hours=3))
    loop.reply(matter, by=cast.reviewer, now=NOW + timedelta(hours=3), text="已完成")
    loop.call_back(
        matter, by=cast.caller, now=NOW + timedelta(hours=4), outcome=CallBackOutcome.NOT_POSSIBLE, ground=ground
    )
    loop.sign_off(matter, by=cast.leader, now=NOW + timedelta(hours=5))
    loop.strike_off(matter, by=cast.dispatcher, now=NOW + timedelta(hours=6))


@pytest.mark.parametrize("live", [True, False])
def test_the_progress_of_a_plan_counts_its_measures_and_problems(
    plan: RectificationPlan, cast: Cast, live: bool
) -> None:
    assert shown(cast.dispatcher, plan=plan, live=live) == {
        "measures": "3",
        "struck_off": "2",
        "in_hand": "1",
        "overdue": "0",
        "problems": "2",
        "problems_done": "1",
        "struck_off_share": "66.7%",
    }


def test_a_past_moment_reads_as_it_was(plan: RectificationPlan, cast: Cast) -> None:
    before = NOW + timedelta(hours=5, minutes=30)
    found = shown(cast.dispatcher, plan=plan, now=before, live=False)
    assert (found["struck_off"], found["in_hand"], found["problems_done"]) == ("0", "3", "0")
    earlier = shown(cast.dispatcher, plan=plan, now=NOW - timedelta(hours=1), live=False)
    assert (earlier["measures"], earlier["struck_off_share"]) == ("0", "—")


def test_a_measure_not_done_in_time_is_overdue(plan: RectificationPlan, cast: Cast) -> None:
    late = NOW.replace(month=6)
    assert shown(cast.dispatcher, plan=plan, now=late)["overdue"] == "1"
    assert shown(cast.dispatcher, plan=plan, now=late, live=False)["overdue"] == "1"


def test_a_draft_counts_nowhere_and_plans_are_told_apart(plan: RectificationPlan, cast: Cast) -> None:
    other = facade.import_plan(by=cast.dispatcher, now=NOW, source=source(PLAN.replace("办事指南", "收费公示")))
    assert shown(cast.dispatcher, plan=other)["measures"] == "0"
    facade.correct_plan(
        other,
        by=cast.dispatcher,
        now=NOW,
        correction=filled_in(other, lead=cast.station, due=date(2026, 5, 8)),
    )
    facade.confirm_plan(other, by=cast.dispatcher, now=NOW)
    assert [shown(cast.dispatcher, plan=each)["measures"] for each in (plan, other, None)] == ["3", "3", "6"]


def test_measures_are_counted_for_those_who_have_a_part_in_the_plan(plan: RectificationPlan, cast: Cast) -> None:
    counted = {
        who: shown(getattr(cast, who))["measures"]
        for who in ("dispatcher", "handler", "discipline", "stranger", "county", "system_admin")
    }
    assert counted == {
        "dispatcher": "3",
        "handler": "3",
        "discipline": "3",
        "stranger": "0",
        "county": "3",
        "system_admin": "0",
    }


def test_a_frozen_progress_stays_the_same_when_the_work_goes_on(plan: RectificationPlan, cast: Cast) -> None:
    scope = figures.now_scope(cast.dispatcher, YEAR, now=LATER).narrowed("plan", plan.pk)
    wanted = [figures.Wanted(f"pledges.{name}", scope) for name in NAMES]
    snapshots = figures.freeze(wanted, by=cast.dispatcher, now=LATER)
    last = Matter.objects.get(lead_unit=cast.other_station)
    loop.withdraw(last, by=cast.dispatcher, now=LATER + timedelta(hours=1), note="合并办理")
    assert [figures.compare(one).is_same for one in snapshots] == [True] * len(NAMES)
    assert snapshots[0].scope_label == "云溪镇 · 整改方案：云溪镇窗口服务问题整改方案"
    assert shown(cast.dispatcher, plan=plan, now=LATER + timedelta(hours=2))["in_hand"] == "0"

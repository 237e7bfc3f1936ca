"""The sample township: a year through the acts, ending with open matters at every stage."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from bihuan.demo.domain.hours import WorkingTime
from bihuan.demo.domain.texts import phrases, stories
from bihuan.demo.domain.township import found
from bihuan.demo.domain.year import Telling, plots
from bihuan.demo.facade import NotEmpty, load, sample_code, township
from bihuan.kernel.deadlines import SHANGHAI, OfficeHours
from bihuan.matters.choices import Kind, Move, Stage
from bihuan.matters.facade import agrees, choices_of
from bihuan.matters.models import Matter, MatterEvent
from bihuan.people.choices import UnitKind
from bihuan.people.models import Person, Post, Region, Unit
from bihuan.pledges.choices import PlanStatus
from bihuan.pledges.models import RectificationPlan
from bihuan.portal.facade import digest_of
from bihuan.rulebook.facade import calendar_for
from bihuan.trail.facade import verify
from bihuan.trail.models import TrailEntry

SIZE = 18
MOMENTS = {
    "a Tuesday at ten": datetime(2026, 3, 3, 10, 0, tzinfo=SHANGHAI),
    "the night before a Sunday, after a week of holidays": datetime(2026, 10, 11, 3, 30, tzinfo=SHANGHAI),
}
TOWN = "530199101000"


@pytest.fixture(scope="module", params=MOMENTS.values(), ids=MOMENTS)
def now(request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: object) -> Iterator[datetime]:
    """The moment at which the sample was loaded; the rows are there for the whole module and then rolled back."""
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        with transaction.atomic():
            load(now=request.param, matters=SIZE)
            yield request.param
            transaction.set_rollback(True)
        # While a browser is open, this thread's connection is one that nobody else would close.
        connection.close()


def test_the_township_has_its_units_villages_and_staff(now: datetime) -> None:
    assert Unit.objects.within(TOWN).count() == 14
    assert Region.objects.filter(parent_id=TOWN).count() == 12
    assert Post.objects.within(TOWN).count() == 60


def test_every_stage_has_a_matter(now: datetime) -> None:
    assert set(Matter.objects.values_list("stage", flat=True)) == set(Stage)


def test_every_move_but_the_recomputation_is_made(now: datetime) -> None:
    assert set(MatterEvent.objects.values_list("move", flat=True)) == set(Move) - {Move.RECOMPUTE}


def test_each_matter_agrees_with_the_replay_of_its_events(now: datetime) -> None:
    assert [matter.number for matter in Matter.objects.all() if not agrees(matter)] == []


def test_the_trail_is_whole(now: datetime) -> None:
    verdict = verify()[0]
    assert (verdict.is_whole, verdict.entries) == (True, TrailEntry.objects.count())
    assert TrailEntry.objects.filter(action__startswith="matters.").count() == MatterEvent.objects.count()


def test_events_are_told_in_the_order_of_time_and_none_lies_ahead(now: datetime) -> None:
    told = list(TrailEntry.objects.filter(action__startswith="matters.").order_by("seq").values_list("at", flat=True))
    assert told == sorted(told)
    assert told[-1] < now


def test_something_is_due_today_and_something_is_overdue(now: datetime) -> None:
    midnight = now.replace(hour=0, minute=0) + timedelta(days=1)
    assert Matter.objects.open().filter(next_due_at__gt=now, next_due_at__lte=midnight).exists()
    assert Matter.objects.due_before(now).count() >= 3


def test_the_sample_code_leads_to_a_matter_that_waits_for_its_answer(now: datetime) -> None:
    assert Matter.objects.get(receipt_digest=digest_of(sample_code())).stage == Stage.REPLIED


def test_every_sample_account_can_sign_in(now: datetime) -> None:
    accounts = [row["account"] for row in township()["sample"]]
    password = township()["password"]
    refused = [name for name in accounts if authenticate(username=name, password=password) is None]
    assert refused == []
    assert not Person.objects.filter(must_change_password=True).exists()


def test_a_plan_is_confirmed_with_its_nine_measures_and_names_the_missing_leader(now: datetime) -> None:
    plan = RectificationPlan.objects.get()
    assert plan.status == PlanStatus.CONFIRMED
    assert [problem.measures.count() for problem in plan.problems.all()] == [3, 3, 3]
    assert [problem.leader for problem in plan.problems.all()] == ["段志远", "苏晓棠", ""]
    stages = Counter(Matter.objects.filter(kind=Kind.MEASURE).values_list("stage", flat=True))
    assert stages[Stage.IN_HAND] == 4
    assert stages.total() == 9


def test_loading_again_changes_nothing(now: datetime) -> None:
    before = Matter.objects.count()
    again = load(now=now)
    assert (again.is_new, again.matters) == (False, before)


def test_no_text_has_an_unfilled_blank(now: datetime) -> None:
    texts = [*Matter.objects.values_list("text", "result_text", "reply_text"), *MatterEvent.objects.values_list("text")]
    assert [row for row in texts if "{" in "".join(row)] == []


@pytest.mark.django_db
def test_the_sample_refuses_a_database_with_other_units() -> None:
    now = MOMENTS["a Tuesday at ten"]
    Unit.objects.create(name="别镇营商办", kind=UnitKind.OFFICE, region_code="530199109000", valid_from=now.date())
    with pytest.raises(NotEmpty):
        load(now=now, matters=1)
    with pytest.raises(CommandError):
        call_command("load_demo")
    call_command("load_demo", "--if-empty")
    assert not Matter.objects.exists()


@pytest.mark.django_db
def test_the_same_day_tells_the_same_year() -> None:
    moment = MOMENTS["a Tuesday at ten"]
    town = found(now=moment)
    time = WorkingTime(calendar_for(TOWN), OfficeHours.parse(("08:30-12:00", "14:30-17:30")))

    def told() -> list[tuple[datetime, str, str]]:
        telling = Telling(town, time, seed="2026-03-03")
        return [(plot.begins, plot.life.channel, plot.life.story.text) for plot in plots(telling, count=40, now=moment)]

    assert told() == told()


@pytest.mark.django_db
def test_the_stories_name_units_and_grounds_that_exist() -> None:
    units = {row["name"] for row in township()["unit"] if UnitKind(row["kind"]) is not UnitKind.COUNTY}
    named = {name for story in stories() for name in (story.unit, story.wrong, story.helps, story.accused) if name}
    assert named <= units
    known = choices_of("matters.grounds.suspend", region_code=TOWN, now=MOMENTS["a Tuesday at ten"])
    assert {story.waits for story in stories()} - {""} == set(phrases()["suspend"])
    assert set(phrases()["suspend"]) <= {code for code, _ in known}

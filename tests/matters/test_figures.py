"""The figures of the loop, against the same numbers counted by hand from the events."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from bihuan.figures import facade as figures
from bihuan.figures.choices import PeriodName
from bihuan.kernel.deadlines import SHANGHAI, elapsed_working_days
from bihuan.matters import facade as loop
from bihuan.matters.choices import CallBackOutcome, Channel, Move, Satisfaction, Stage
from bihuan.matters.models import Matter, MatterEvent
from bihuan.people.models import Post
from bihuan.rulebook.facade import calendar_for
from tests import walk
from tests.cast import NOW, TOWN, Cast
from tests.matters.histories import Past, undone, wander

YEAR = figures.period_of(PeriodName.YEAR, NOW.date())
MONTH = figures.period_of(PeriodName.MONTH, NOW.date())
# A smaller seed is no simpler history, so nothing is gained by shrinking.
ALWAYS = settings(
    max_examples=8,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def value(name: str, scope: figures.Scope) -> Decimal | None:
    return figures.figure(name).compute(scope).value


def keys(name: str, scope: figures.Scope) -> set[Any]:
    return set(figures.figure(name).records_of(scope).values_list("pk", flat=True))


def random_scope(chance: random.Random, end: datetime, post: Post) -> figures.Scope:
    """A period of some days and a moment, both somewhere in the histories."""
    days = (end - NOW).days + 2
    first = NOW.date() + timedelta(days=chance.randint(-1, days))
    period = figures.custom(first, first + timedelta(days=chance.randint(0, 40)))
    as_of = NOW + timedelta(hours=chance.randint(0, days * 24))
    return figures.Scope(TOWN, period, as_of, post)


@pytest.mark.django_db
@ALWAYS
@given(seed=st.integers(0, 2**32))
def test_over_random_histories_every_stock_equals_the_replay_of_the_events(cast: Cast, seed: int) -> None:
    with undone():
        chance = random.Random(seed)
        end = wander(cast, chance, matters=3, steps=22)
        matters = list(Matter.objects.all())
        for _ in range(20):
            scope = random_scope(chance, end, cast.dispatcher)
            past = [Past(matter, scope.until) for matter in matters]
            for name, holds in STOCKS.items():
                assert keys(name, scope) == {one.matter.pk for one in past if holds(one)}, (name, scope)


STOCKS: dict[str, Callable[[Past], bool]] = {
    "matters.in_hand": lambda one: one.is_open,
    "matters.overdue": lambda one: one.is_overdue,
    "matters.suspended": lambda one: one.is_suspended,
}


@pytest.mark.django_db
@ALWAYS
@given(seed=st.integers(0, 2**32))
def test_over_random_histories_received_is_closed_and_open(cast: Cast, seed: int) -> None:
    with undone():
        chance = random.Random(seed)
        end = wander(cast, chance, matters=3, steps=22)
        for _ in range(6):
            scope = random_scope(chance, end, cast.dispatcher)
            of = {
                name: value(f"matters.{name}", scope) for name in ("received", "closed_of_received", "open_of_received")
            }
            assert of["received"] == of["closed_of_received"] + of["open_of_received"]
            yesterday = figures.custom(scope.period.first_day - timedelta(days=1), scope.period.first_day)
            before = figures.Scope(TOWN, yesterday, scope.start - timedelta(microseconds=1), cast.dispatcher)
            if scope.until > scope.start:
                came_and_stood = value("matters.received", scope) + value("matters.in_hand", before)
                assert came_and_stood == value("matters.closed", scope) + value("matters.in_hand", scope)


@pytest.mark.django_db
@ALWAYS
@given(seed=st.integers(0, 2**32))
def test_over_random_histories_flows_and_rates_equal_a_count_of_the_events(cast: Cast, seed: int) -> None:
    with undone():
        chance = random.Random(seed)
        end = wander(cast, chance, matters=3, steps=28)
        for _ in range(4):
            scope = random_scope(chance, end, cast.dispatcher)
            events = list(MatterEvent.objects.filter(at__gte=scope.start, at__lt=scope.until).order_by("matter", "seq"))
            for name, counts in FLOWS.items():
                assert keys(name, scope) == {event.matter_id for event in events if counts(event)}, name
            calls: dict[Any, MatterEvent] = {}
            for event in events:
                if event.data.get("outcome", CallBackOutcome.NOT_POSSIBLE) != CallBackOutcome.NOT_POSSIBLE:
                    calls[event.matter_id] = event
            solved = figures.figure("matters.solved_at_call_back").compute(scope)
            assert set(solved.records.values_list("pk", flat=True)) == set(calls)
            assert solved.numerator == sum(event.data["outcome"] == "SOLVED" for event in calls.values())
            content = figures.figure("matters.satisfied_at_call_back").compute(scope)
            assert content.numerator == sum(
                event.data["satisfaction"] in ("SATISFIED", "BASICALLY") for event in calls.values()
            )


FLOWS: dict[str, Callable[[MatterEvent], bool]] = {
    "matters.received": lambda event: event.move == Move.REGISTER,
    "matters.accepted": lambda event: event.move in (Move.ASSESS, Move.SOLVE_ON_THE_SPOT),
    "matters.closed": lambda event: event.to_stage in (Stage.STRUCK_OFF, Stage.DECLINED, Stage.WITHDRAWN, Stage.MERGED),
    "matters.struck_off": lambda event: event.move == Move.STRIKE_OFF,
    "matters.declined": lambda event: event.move == Move.DECLINE,
    "matters.returned": lambda event: event.move == Move.SEND_BACK,
    "matters.returned_upheld": lambda event: event.data.get("upheld") is True,
    "matters.reworked": lambda event: event.move == Move.REWORK,
    "matters.redone": lambda event: event.move == Move.REDO,
    "matters.on_time_share": lambda event: event.move in (Move.SUBMIT, Move.SOLVE_ON_THE_SPOT),
    "matters.mean_working_days": lambda event: event.move == Move.SUBMIT,
    "matters.mean_days_to_accept": lambda event: event.move in (Move.ASSESS, Move.SOLVE_ON_THE_SPOT),
    "matters.call_back_rate": lambda event: event.move == Move.REPLY,
}


@pytest.mark.django_db
@ALWAYS
@given(seed=st.integers(0, 2**32))
def test_the_present_read_from_the_rows_equals_the_present_read_from_history(cast: Cast, seed: int) -> None:
    with undone():
        chance = random.Random(seed)
        end = wander(cast, chance, matters=3, steps=22)
        live = figures.now_scope(cast.dispatcher, figures.custom(NOW.date(), end.date() + timedelta(days=9)), now=end)
        past = figures.Scope(TOWN, live.period, end, cast.dispatcher)
        for figure in figures.figures():
            if figure.of.name != "matter":
                continue
            for unit in ("", str(cast.station.pk), str(cast.other_station.pk)):
                now, then = (figure.compute(scope.narrowed("unit", unit)) for scope in (live, past))
                assert (now.value, now.weights) == (then.value, then.weights), figure.name


@pytest.mark.django_db
@ALWAYS
@given(seed=st.integers(0, 2**32))
def test_what_happens_later_changes_no_figure_of_the_past(cast: Cast, seed: int) -> None:
    with undone():
        chance = random.Random(seed)
        matter = walk.registered(cast, now=NOW)
        wander(cast, chance, matters=2, steps=20)
        scope = random_scope(chance, NOW + timedelta(days=60), cast.dispatcher)
        names = [figure.name for figure in figures.figures() if figure.of.name == "matter"]
        for unit in ("", str(cast.station.pk)):
            narrowed = scope.narrowed("unit", unit)
            before = {name: figures.figure(name).compute(narrowed).weights for name in names}
            rest = [later for later in _later_acts(cast, matter, scope.until) if chance.random() < 0.8]
            for act in rest:
                try:
                    act()
                except loop.NotPossible:
                    continue
            assert {name: figures.figure(name).compute(narrowed).weights for name in names} == before


def _later_acts(cast: Cast, matter: Matter, now: datetime) -> list[Callable[[], object]]:
    return [
        lambda: loop.assess(matter, by=cast.dispatcher, now=now),
        lambda: loop.dispatch(matter, by=cast.dispatcher, now=now, lead_unit=cast.station),
        lambda: loop.reassign(matter, by=cast.dispatcher, now=now, lead_unit=cast.other_station, note="改"),
        lambda: walk.registered(cast, now=now),
        lambda: loop.withdraw(matter, by=cast.dispatcher, now=now, note="不办了"),
    ]


def test_a_rate_of_nothing_is_a_dash_and_no_zero(cast: Cast) -> None:
    found = figures.figure("matters.on_time_share").compute(figures.now_scope(cast.dispatcher, MONTH, now=NOW))
    assert (found.value, found.shown, found.interval, found.denominator) == (None, "—", None, 0)


def test_a_submission_after_the_limit_lowers_the_on_time_share(cast: Cast) -> None:
    walk.at(cast, Stage.SUBMITTED)
    late = walk.at(cast, Stage.IN_HAND)
    later = NOW + timedelta(days=20)
    loop.submit(late, by=cast.handler, now=later, result_class="SOLVED", result_text="已修", evidence_note="照片")
    found = figures.figure("matters.on_time_share").compute(figures.now_scope(cast.dispatcher, MONTH, now=later))
    assert (found.shown, found.numerator, found.denominator) == ("50%", 1, 2)
    assert found.interval_shown == "9.5%至90.5%"


def test_the_mean_counts_working_days_from_first_dispatch_to_last_submission(cast: Cast) -> None:
    matter = walk.at(cast, Stage.IN_HAND)
    later = NOW + timedelta(days=7)
    loop.submit(matter, by=cast.handler, now=later, result_class="SOLVED", result_text="已修", evidence_note="照片")
    found = figures.figure("matters.mean_working_days").compute(figures.now_scope(cast.dispatcher, MONTH, now=later))
    assert found.value == elapsed_working_days(NOW, later, calendar_for(TOWN)) == 5


def test_satisfaction_counts_the_last_valid_call_back_only(cast: Cast) -> None:
    matter = walk.at(cast, Stage.REPLIED)
    now = NOW + timedelta(days=1)
    loop.call_back(
        matter,
        by=cast.caller,
        now=now,
        outcome=CallBackOutcome.NOT_SOLVED,
        satisfaction=Satisfaction.DISSATISFIED,
        note="还是不亮",
    )
    scope = figures.now_scope(cast.dispatcher, MONTH, now=now)
    assert value("matters.satisfied_at_call_back", scope) == 0
    assert value("matters.redone", scope) == 1
    done = {"result_class": "SOLVED", "result_text": "再修", "evidence_note": "灯亮"}
    loop.submit(matter, by=cast.handler, now=now, **done)
    loop.review(matter, by=cast.reviewer, now=now)
    loop.reply(matter, by=cast.reviewer, now=now, text="再次修好")
    loop.call_back(matter, by=cast.caller, now=now, outcome=CallBackOutcome.PARTLY, satisfaction=Satisfaction.BASICALLY)
    assert value("matters.satisfied_at_call_back", scope) == 1
    assert value("matters.solved_at_call_back", scope) == 0
    assert value("matters.call_back_rate", scope) == 1


def test_a_call_back_that_was_not_possible_is_not_in_the_base(cast: Cast) -> None:
    matter = walk.at(cast, Stage.REPLIED)
    ground = loop.choices_of("matters.grounds.no-call-back", region_code=TOWN, now=NOW)[0][0]
    now = NOW + timedelta(days=1)
    loop.call_back(matter, by=cast.caller, now=now, outcome=CallBackOutcome.NOT_POSSIBLE, ground=ground)
    scope = figures.now_scope(cast.dispatcher, MONTH, now=now)
    assert figures.figure("matters.solved_at_call_back").compute(scope).denominator == 0
    assert figures.figure("matters.call_back_rate").compute(scope).shown == "0%"


def test_a_station_counts_its_own_matters_and_a_neighbour_none(cast: Cast) -> None:
    walk.at(cast, Stage.IN_HAND)
    counted = {
        name: value("matters.received", figures.now_scope(post, MONTH, now=NOW + timedelta(days=1)))
        for name, post in {
            "office": cast.dispatcher,
            "station": cast.handler,
            "other": cast.other_handler,
            "neighbour": cast.stranger,
            "county": cast.county,
            "administrator": cast.system_admin,
        }.items()
    }
    assert counted == {"office": 1, "station": 1, "other": 0, "neighbour": 0, "county": 1, "administrator": 0}


def test_a_matter_about_the_readers_own_unit_is_in_none_of_their_figures(cast: Cast) -> None:
    walk.registered(cast, accused_unit=cast.office)
    scopes = [figures.now_scope(post, MONTH, now=NOW) for post in (cast.reviewer, cast.dispatcher)]
    assert [value("matters.received", scope) for scope in scopes] == [0, 1]


def test_the_breakdown_by_unit_and_channel_adds_up(cast: Cast) -> None:
    walk.at(cast, Stage.IN_HAND)
    walk.registered(cast, channel=Channel.PHONE)
    scope = figures.now_scope(cast.dispatcher, MONTH, now=NOW + timedelta(days=1))
    received = figures.figure("matters.received")
    found = received.compute(scope)
    parts = {
        name: [(part.label, part.shown) for part in figures.breakdown(received, found, scope, dimension)]
        for name, dimension in received.of.dimensions.items()
    }
    assert parts["unit"] == [("镇民政所", "1"), ("（未定）", "1")]
    assert sorted(parts["channel"]) == [("电话", "1"), ("窗口", "1")]


def test_received_open_and_overdue_by_unit_take_one_query_for_the_numbers(cast: Cast) -> None:
    walk.at(cast, Stage.IN_HAND)
    walk.registered(cast)
    later = NOW + timedelta(days=20)
    scope = figures.now_scope(cast.dispatcher, figures.custom(NOW.date(), later.date()), now=later)
    table = figures.table("matters.by_unit")
    with CaptureQueriesContext(
        connection,
    ) as queries:
        rows = table.compute(scope)
    assert [(row.label, row.numbers) for row in rows] == [("镇民政所", (1, 1, 1)), ("（未分办）", (1, 1, 1))]
    assert len(queries) == 2  # the numbers, and the names of the units


@pytest.mark.django_db
@ALWAYS
@given(seed=st.integers(0, 2**32))
def test_the_table_by_unit_equals_its_figures(cast: Cast, seed: int) -> None:
    with undone():
        end = wander(cast, random.Random(seed), matters=4, steps=20)
        for post in (cast.dispatcher, cast.reviewer, cast.handler, cast.county):
            scope = figures.now_scope(post, figures.custom(NOW.date(), end.date() + timedelta(days=1)), now=end)
            table = figures.table("matters.by_unit")
            for row in table.compute(scope):
                narrowed = scope.narrowed("unit", row.key)
                if row.key:
                    assert row.numbers == tuple(value(name, narrowed) for name in table.columns)
            totals = [sum(row.numbers[place] for row in table.compute(scope)) for place in range(3)]
            assert totals == [value(name, scope) for name in table.columns]


def test_every_figure_says_in_a_sentence_what_it_counts() -> None:
    definitions = [figure.definition for figure in figures.figures()]
    assert len(set(definitions)) == len(definitions) >= 15
    assert all(text.endswith("。") and "统计" in text for text in definitions)


def test_periods_begin_and_end_at_midnight_in_shanghai() -> None:
    assert MONTH.start == datetime(2026, 3, 1, tzinfo=SHANGHAI)
    assert MONTH.end == datetime(2026, 4, 1, tzinfo=SHANGHAI)
    assert YEAR.label == "2026年"

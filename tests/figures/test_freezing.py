"""Frozen figures: the same on any later day, or the record that moved is named (U3)."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

import pytest

from bihuan.figures import facade
from bihuan.figures.choices import PeriodName
from bihuan.figures.domain import registry
from bihuan.figures.models import FigureSnapshot
from bihuan.matters import facade as loop
from bihuan.matters.choices import Stage
from bihuan.matters.models import Matter
from bihuan.people.facade import NotAllowed
from bihuan.people.models import Post
from bihuan.trail.models import TrailEntry
from tests import walk
from tests.cast import NOW, Cast

MONTH = facade.period_of(PeriodName.MONTH, NOW.date())
DAY = timedelta(days=1)


def frozen(name: str, *, by: Post, now: datetime, unit: str = "") -> FigureSnapshot:
    scope = facade.now_scope(by, MONTH, now=now).narrowed("unit", unit)
    return facade.freeze([facade.Wanted(name, scope)], by=by, now=now)[0]


def test_a_frozen_figure_holds_its_value_and_the_keys_of_its_records(cast: Cast) -> None:
    matters = [walk.registered(cast) for _ in range(2)]
    snapshot = frozen("matters.received", by=cast.dispatcher, now=NOW)
    keys = sorted(str(matter.pk) for matter in matters)
    assert (snapshot.value, snapshot.record_count) == (2, 2)
    assert snapshot.records.splitlines() == keys
    assert snapshot.digest == hashlib.sha256("\n".join(keys).encode()).hexdigest()


def test_what_happens_afterwards_leaves_a_frozen_figure_the_same(cast: Cast) -> None:
    matter = walk.at(cast, Stage.DISPATCHED)
    later = NOW + DAY
    names = [one.name for one in facade.figures() if one.of.name == "matter"]
    scope = facade.now_scope(cast.dispatcher, MONTH, now=later)
    snapshots = facade.freeze([facade.Wanted(name, scope) for name in names], by=cast.dispatcher, now=later)
    loop.reassign(matter, by=cast.dispatcher, now=later + DAY, lead_unit=cast.other_station, note="改派")
    walk.at(cast, Stage.STRUCK_OFF, now=later + DAY)
    assert {one.name: facade.compare(one).is_same for one in snapshots} == dict.fromkeys(names, True)


def test_a_record_changed_behind_the_back_is_named(cast: Cast) -> None:
    matters = [walk.registered(cast) for _ in range(3)]
    snapshot = frozen("matters.received", by=cast.dispatcher, now=NOW)
    Matter.objects.filter(pk=matters[1].pk).update(received_at=NOW - 40 * DAY)
    found = facade.compare(snapshot)
    assert (found.is_same, found.removed, found.added, found.shown) == (False, (str(matters[1].pk),), (), "2")
    found_back = facade.compare(frozen("matters.received", by=cast.dispatcher, now=NOW))
    assert found_back.is_same


def test_a_record_that_comes_in_with_an_earlier_date_is_named_as_added(cast: Cast) -> None:
    walk.registered(cast)
    snapshot = frozen("matters.received", by=cast.dispatcher, now=NOW)
    late = walk.registered(cast, now=NOW - DAY)
    assert facade.compare(snapshot).added == (str(late.pk),)


def test_a_rate_keeps_which_records_fulfilled_it(cast: Cast) -> None:
    matter = walk.at(cast, Stage.SUBMITTED)
    snapshot = frozen("matters.on_time_share", by=cast.dispatcher, now=NOW + DAY)
    assert (snapshot.value, snapshot.numerator, snapshot.denominator) == (1, 1, 1)
    assert snapshot.records == f"{matter.pk} 1"
    matter.clocks.filter(kind="HANDLE").update(ended_as="LATE")
    found = facade.compare(snapshot)
    assert (found.changed, found.added, found.removed, found.shown) == ((str(matter.pk),), (), (), "0%")


def test_a_changed_definition_is_no_longer_the_same(cast: Cast) -> None:
    snapshot = frozen("matters.received", by=cast.dispatcher, now=NOW)
    FigureSnapshot.objects.filter(pk=snapshot.pk).update(version=0)
    found = facade.compare(FigureSnapshot.objects.get(pk=snapshot.pk))
    assert (found.is_same, found.version, found.added, found.removed) == (False, 1, (), ())


def test_freezing_leaves_one_trail_entry_and_is_for_those_who_write_papers(cast: Cast) -> None:
    before = TrailEntry.objects.count()
    frozen("matters.received", by=cast.dispatcher, now=NOW)
    assert [entry.action for entry in TrailEntry.objects.order_by("pk")[before:]] == ["figures.FREEZE"]
    with pytest.raises(NotAllowed):
        frozen("matters.received", by=cast.handler, now=NOW)


def test_the_scope_of_a_snapshot_stands_in_words(cast: Cast) -> None:
    snapshot = frozen("matters.received", by=cast.dispatcher, now=NOW, unit=str(cast.station.pk))
    assert snapshot.scope_label == "云溪镇 · 主办单位：镇民政所"
    assert facade.scope_of(snapshot).key("unit") == str(cast.station.pk)


def test_records_that_moved_are_shown_only_to_those_who_may_see_them(cast: Cast) -> None:
    matter = walk.registered(cast)
    snapshot = frozen("matters.received", by=cast.dispatcher, now=NOW)
    seen = [
        [line.cells[0] for line in facade.lines_of(snapshot, [str(matter.pk)], post=post)]
        for post in (cast.dispatcher, cast.handler, cast.other_handler, cast.stranger)
    ]
    assert seen == [[matter.number], [matter.number], [], []]


def test_two_figures_never_share_a_name() -> None:
    matters = facade.figure("matters.received").of
    register = registry.count("matters.received", label="再数一遍", unit="件", definition="统计再数一遍。", of=matters)
    with pytest.raises(ValueError, match="two figures are called"):
        register(lambda rows, scope: rows)
    with pytest.raises(facade.UnknownFigure):
        facade.figure("matters.nothing")

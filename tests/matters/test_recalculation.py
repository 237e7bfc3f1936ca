"""When a year's holiday notice is entered, open matters move, and what moved stands on one list."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from bihuan.kernel.deadlines import SHANGHAI
from bihuan.matters import facade as loop
from bihuan.matters.choices import ClockKind, Stage
from bihuan.matters.models import Clock
from bihuan.people.facade import NotAllowed
from bihuan.rulebook.facade import enter_notice
from tests import walk
from tests.cast import TOWN, Cast

# A year whose notice is not out: the last working days before its New Year.
DECEMBER = datetime(2026, 12, 29, 9, 0, tzinfo=SHANGHAI)


def enter_2027(cast: Cast) -> None:
    """A notice as it might be: New Year's break of three days, the Sunday after it swapped to work."""
    holidays = {date(2027, 1, 1): "元旦", date(2027, 1, 2): "元旦", date(2027, 1, 3): "元旦"}
    statutory = {
        "春节": [(2, 5), (2, 6), (2, 7), (2, 8), (2, 9), (2, 10), (2, 11), (2, 12)],
        "清明": [(4, 5)],
        "劳动节": [(5, 1), (5, 2), (5, 3)],
        "端午": [(6, 9)],
        "中秋": [(9, 15)],
        "国庆": [(10, 1), (10, 2), (10, 3), (10, 4), (10, 5), (10, 6), (10, 7)],
    }
    holidays |= {date(2027, month, day): name for name, days in statutory.items() for month, day in days}
    enter_notice(
        by=cast.system_admin,
        now=DECEMBER,
        year=2027,
        title="关于2027年部分节假日安排的通知（样例）",
        source="测试样例",
        holidays=holidays,
        swap_days={date(2027, 1, 9): "元旦调休"},
    )


def test_a_deadline_that_reaches_into_a_year_without_notice_is_provisional(cast: Cast) -> None:
    matter = walk.at(cast, Stage.IN_HAND, now=DECEMBER)

    clock = Clock.objects.get(matter=matter, kind=ClockKind.HANDLE)

    assert clock.is_provisional
    assert clock.proof["due_date"] == "2027-01-06"


def test_entering_the_notice_lists_what_waits_and_recomputing_lists_what_moved(cast: Cast) -> None:
    late = walk.at(cast, Stage.IN_HAND, now=DECEMBER + timedelta(days=2))
    assert loop.waiting_for_recomputation(TOWN) == []

    enter_2027(cast)
    assert loop.waiting_for_recomputation(TOWN) == [late]
    moved = loop.recompute_deadlines(TOWN, by=cast.dispatcher, now=DECEMBER + timedelta(days=3))

    clock = Clock.objects.get(matter=late, kind=ClockKind.HANDLE)
    # 31 December is the day of dispatch; 4 to 8 January are five working days either way, so nothing but the proof moves
    # unless the swapped Saturday is counted: it would be the sixth.
    assert not clock.is_provisional
    assert [(m.matter, m.kind) for m in moved] == []
    assert loop.waiting_for_recomputation(TOWN) == []
    late.refresh_from_db()
    assert loop.agrees(late)


def test_a_deadline_that_moves_is_listed_with_both_dates(cast: Cast) -> None:
    matter = walk.at(cast, Stage.IN_HAND, now=datetime(2027, 1, 6, 9, 0, tzinfo=SHANGHAI))
    before = Clock.objects.get(matter=matter, kind=ClockKind.HANDLE).due_at

    enter_2027(cast)
    (moved,) = loop.recompute_deadlines(TOWN, by=cast.dispatcher, now=datetime(2027, 1, 7, 9, 0, tzinfo=SHANGHAI))

    assert (moved.matter, moved.kind, moved.before) == (matter, ClockKind.HANDLE, before)
    assert moved.after == before - timedelta(days=1)
    matter.refresh_from_db()
    assert matter.next_due_at == moved.after
    assert loop.agrees(matter)


def test_only_the_office_recomputes(cast: Cast) -> None:
    walk.at(cast, Stage.IN_HAND, now=DECEMBER)
    enter_2027(cast)

    with pytest.raises(NotAllowed):
        loop.recompute_deadlines(TOWN, by=cast.handler, now=DECEMBER)

"""Entering the yearly notice and local overlays."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from bihuan.kernel.calendar import NoNotice
from bihuan.rulebook import facade
from bihuan.rulebook.models import CalendarNotice
from bihuan.trail.models import TrailEntry
from tests.cast import COUNTY, NEIGHBOUR, NOW, TOWN, Cast

pytestmark = pytest.mark.django_db
HOLIDAYS = {
    date(2027, 1, 1): "元旦",
    date(2027, 2, 5): "春节",
    date(2027, 4, 5): "清明节",
    date(2027, 5, 1): "劳动节",
    date(2027, 6, 9): "端午节",
    date(2027, 9, 15): "中秋节",
    date(2027, 10, 1): "国庆节",
}
SWAPPED = {date(2027, 1, 30): "春节"}


def enter(by: Any, **changes: Any) -> CalendarNotice:
    given = {
        "year": 2027,
        "title": "2027年放假安排（演练）",
        "source": "演练〔2026〕1号",
        "holidays": HOLIDAYS,
        "swap_days": SWAPPED,
    }
    return facade.enter_notice(by=by, now=NOW, **(given | changes))


def test_before_the_notice_the_year_is_unknown_and_after_it_known(cast: Cast) -> None:
    with pytest.raises(NoNotice):
        facade.calendar_for(TOWN).is_working_day(date(2027, 1, 30))
    before = facade.calendar_for(TOWN).version
    enter(cast.system_admin)
    calendar = facade.calendar_for(TOWN)
    assert calendar.is_working_day(date(2027, 1, 30))
    assert not calendar.is_working_day(date(2027, 2, 5))
    assert calendar.version != before
    assert facade.calendar_for(NEIGHBOUR) is calendar


def test_a_notice_leaves_one_entry_in_the_trail(cast: Cast) -> None:
    notice = enter(cast.system_admin)
    entry = TrailEntry.objects.get(object_id=str(notice.pk))
    assert (entry.action, entry.actor_code, entry.region_code) == ("ENTER_NOTICE", "xitong", TOWN)


def test_only_keepers_of_rules_may_enter_a_notice(cast: Cast) -> None:
    with pytest.raises(facade.MayNotKeepRules):
        enter(cast.leader)
    assert not CalendarNotice.objects.exists()


def test_a_local_overlay_holds_only_in_its_region(cast: Cast) -> None:
    torch = {date(2026, 8, 6): "火把节"}
    enter(cast.system_admin, year=2026, holidays=torch, swap_days={}, region_code=TOWN)
    days = [facade.calendar_for(code).is_working_day(date(2026, 8, 6)) for code in (TOWN, NEIGHBOUR, COUNTY)]
    assert days == [False, True, True]


def test_nobody_enters_an_overlay_for_another_region(cast: Cast) -> None:
    with pytest.raises(facade.MayNotKeepRules, match="只能调整本辖区"):
        enter(cast.system_admin, year=2026, holidays={date(2026, 8, 6): "火把节"}, region_code=NEIGHBOUR)


def test_a_supplement_to_a_known_year_need_not_name_every_feast(cast: Cast) -> None:
    enter(cast.system_admin, year=2026, holidays={date(2026, 9, 3): "纪念日"}, swap_days={})
    assert not facade.calendar_for(TOWN).is_working_day(date(2026, 9, 3))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"holidays": {date(2027, 1, 1): "元旦"}}, "缺少春节、清明、劳动、端午、中秋、国庆"),
        ({"holidays": {}, "swap_days": {}}, "至少填写一个"),
        ({"holidays": HOLIDAYS | {date(2028, 1, 1): "元旦"}}, "2028年1月1日不在2027年"),
        ({"holidays": HOLIDAYS | {date(2026, 11, 1): "元旦"}}, "2026年11月1日不在2027年"),
        ({"holidays": HOLIDAYS | {date(2027, 1, 30): "春节"}}, "既是放假又是上班"),
        ({"swap_days": {date(2027, 1, 29): "春节"}}, "不是周末"),
        ({"swap_days": {date(2027, 1, 30): " "}}, "没有写节日名称"),
        ({"title": ""}, "请写明通知的名称"),
        ({"source": " "}, "请写明通知的名称和文号"),
        ({"title": "通知\x00"}, "空字符"),
        ({"year": 1999}, "年份应在2004至2100之间"),
        ({"region_code": "1"}, "行政区划代码"),
    ],
)
def test_a_faulty_notice_is_refused_with_the_reason(cast: Cast, changes: dict[str, Any], said: str) -> None:
    with pytest.raises(facade.NoticeRefused, match=said):
        enter(cast.system_admin, **changes)
    assert not CalendarNotice.objects.exists()


def test_a_break_may_begin_in_the_december_before(cast: Cast) -> None:
    enter(cast.system_admin, holidays=HOLIDAYS | {date(2026, 12, 31): "元旦"})
    assert facade.calendar_for(TOWN).day(date(2026, 12, 31)).name == "元旦"

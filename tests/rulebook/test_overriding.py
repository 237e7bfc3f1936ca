"""A region's own value for a rule: never laxer than the law, dated, attributed, seen at once."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from bihuan.kernel.proofs import SHANGHAI
from bihuan.rulebook import facade
from bihuan.rulebook.models import RuleOverride
from bihuan.trail.facade import verify
from bihuan.trail.models import TrailEntry, TrailPayload
from tests.cast import COUNTY, NEIGHBOUR, NOW, TOWN, VILLAGE, Cast

pytestmark = pytest.mark.django_db
TODAY = NOW.astimezone(SHANGHAI).date()
COMPLAINT = "matters.limit.handle.COMPLAINT"


def override(by: Any, rule_id: str = COMPLAINT, **changes: Any) -> RuleOverride:
    given = {
        "region_code": TOWN,
        "value": 4,
        "source": "云溪镇政务服务办法（演练）",
        "reason": "本镇承诺更快办理",
        "valid_from": TODAY,
    }
    return facade.override_rule(rule_id, by=by, now=NOW, **(given | changes))


def amount(region_code: str = TOWN, on: date = TODAY, rule_id: str = COMPLAINT) -> Any:
    return facade.rule(rule_id, on=on, region_code=region_code).value


def test_without_overrides_the_book_holds(cast: Cast) -> None:
    entry = facade.in_force(COMPLAINT, on=TODAY, region_code=TOWN)
    assert (entry.rule.value, entry.override) == (5, None)


def test_an_override_holds_in_its_region_and_below_and_nowhere_else(cast: Cast) -> None:
    assert amount() == 5
    override(cast.system_admin)
    assert [amount(code) for code in (TOWN, VILLAGE, NEIGHBOUR, COUNTY)] == [4, 4, 5, 5]


def test_an_override_holds_from_its_first_to_its_last_day(cast: Cast) -> None:
    override(cast.system_admin, valid_to=TODAY + timedelta(days=2))
    days = [TODAY + timedelta(days=n) for n in (-1, 0, 2, 3)]
    assert [amount(on=on) for on in days] == [5, 4, 4, 5]


def test_the_override_is_shown_with_its_source_and_the_original(cast: Cast) -> None:
    row = override(cast.system_admin)
    entry = facade.in_force(COMPLAINT, on=TODAY, region_code=TOWN)
    assert (entry.rule.source, entry.original.value, entry.override) == (row.source, 5, row)
    assert row.entered_by == "xitong 系统员"


def test_the_newest_override_of_the_nearest_region_wins(cast: Cast) -> None:
    keeper = cast.system_admin
    override(keeper, value=4)
    override(keeper, value=3)
    RuleOverride.objects.create(
        region_code=COUNTY, rule_id=COMPLAINT, value=2, source="县", reason="县", valid_from=TODAY, entered_at=NOW
    )
    facade.forget()
    assert [amount(TOWN), amount(NEIGHBOUR)] == [3, 2]


def test_an_override_leaves_one_entry_in_the_trail(cast: Cast) -> None:
    row = override(cast.system_admin)
    entry = TrailEntry.objects.get(object_id=str(row.pk))
    assert (entry.action, entry.actor_code, entry.object_kind) == ("OVERRIDE_RULE", "xitong", "RULE_OVERRIDE")
    assert '"value":4' in TrailPayload.objects.get(entry=entry).content
    assert [verdict.is_whole for verdict in verify()] == [True]


def test_only_keepers_of_rules_may_override(cast: Cast) -> None:
    with pytest.raises(facade.MayNotKeepRules, match="由系统管理员办理"):
        override(cast.dispatcher)
    assert not RuleOverride.objects.exists()


@pytest.mark.parametrize("region_code", [NEIGHBOUR, COUNTY])
def test_nobody_overrides_rules_of_another_region(cast: Cast, region_code: str) -> None:
    with pytest.raises(facade.MayNotKeepRules, match="只能调整本辖区的规则"):
        override(cast.system_admin, region_code=region_code)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"rule_id": "matters.nothing"}, "没有名为“matters.nothing”的规则"),
        ({"value": "4"}, "时限应为数字"),
        ({"value": 0}, "应是大于0的数"),
        ({"source": " "}, "请写明依据"),
        ({"reason": ""}, "请写明调整理由"),
        ({"valid_to": TODAY - timedelta(days=1)}, "失效日期早于生效日期"),
        ({"region_code": "12345"}, "行政区划代码"),
        ({"rule_id": "matters.traffic-light", "value": {"yellow": 3}}, "须填且只填这些项：yellow、red"),
        ({"rule_id": "office.receipt-on-rest-day", "value": "SOME_DAY"}, "不在可选值"),
        ({"rule_id": "office.hours", "value": ["9:00-8:00"]}, "办公时间"),
    ],
)
def test_a_faulty_override_is_refused_with_the_reason(cast: Cast, changes: dict[str, Any], reason: str) -> None:
    with pytest.raises(facade.OverrideRefused, match=reason):
        override(cast.system_admin, **changes)
    assert not RuleOverride.objects.exists()


def test_a_value_laxer_than_the_law_is_refused_and_a_stricter_one_is_taken(cast: Cast) -> None:
    licence = "statutory.XK-JD"
    with pytest.raises(facade.OverrideRefused, match=r"是法定规则.*法定为20个工作日，地方只能更严"):
        override(cast.system_admin, licence, value=21)
    override(cast.system_admin, licence, value=15)
    assert amount(rule_id=licence) == 15


def test_a_platform_default_may_be_made_laxer(cast: Cast) -> None:
    override(cast.system_admin, value=7)
    assert amount() == 7


def test_a_town_may_not_be_laxer_than_its_county(cast: Cast) -> None:
    RuleOverride.objects.create(
        region_code=COUNTY, rule_id=COMPLAINT, value=3, source="县办法", reason="县", valid_from=TODAY, entered_at=NOW
    )
    with pytest.raises(facade.OverrideRefused, match="上级对“办理（投诉）”已有规定（县办法）"):
        override(cast.system_admin, value=4)
    override(cast.system_admin, value=2)
    assert amount() == 2


def test_an_override_that_a_new_law_has_overtaken_no_longer_holds(cast: Cast) -> None:
    RuleOverride.objects.create(
        region_code=TOWN,
        rule_id="statutory.XK-JD",
        value=30,
        source="旧办法",
        reason="旧",
        valid_from=TODAY,
        entered_at=NOW,
    )
    facade.forget()
    RuleOverride.objects.create(
        region_code=TOWN, rule_id=COMPLAINT, value=9, source="办法", reason="新", valid_from=TODAY, entered_at=NOW
    )
    override(cast.system_admin, "matters.limit.accept", value=1)
    assert amount(rule_id="statutory.XK-JD") == 20
    assert amount() == 9


def test_an_override_can_be_ended_and_the_book_holds_again(cast: Cast) -> None:
    row = override(cast.system_admin)
    tomorrow = TODAY + timedelta(days=1)
    facade.end_override(row, by=cast.system_admin, now=NOW, last_day=tomorrow, reason="承诺到期")
    assert [amount(on=tomorrow), amount(on=tomorrow + timedelta(days=1))] == [4, 5]
    actions = TrailEntry.objects.order_by("seq").values_list("action", flat=True)
    assert list(actions) == ["OVERRIDE_RULE", "END_OVERRIDE"]


@pytest.mark.parametrize(
    ("last_day", "reason", "said"),
    [
        (TODAY - timedelta(days=1), "到期", "不能早于今天"),
        (TODAY, " ", "请写明终止调整的理由"),
        (TODAY + timedelta(days=30), "到期", "不用再终止"),
    ],
)
def test_an_impossible_end_is_refused(cast: Cast, last_day: date, reason: str, said: str) -> None:
    row = override(cast.system_admin, valid_to=TODAY + timedelta(days=30))
    with pytest.raises(facade.OverrideRefused, match=said):
        facade.end_override(row, by=cast.system_admin, now=NOW, last_day=last_day, reason=reason)


def test_only_keepers_of_rules_may_end_an_override(cast: Cast) -> None:
    row = override(cast.system_admin)
    with pytest.raises(facade.MayNotKeepRules):
        facade.end_override(row, by=cast.leader, now=NOW, last_day=TODAY, reason="到期")

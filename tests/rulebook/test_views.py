"""The pages of the rulebook, as those who keep rules and those who only read them see them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from bihuan.people.models import Post
from bihuan.rulebook import facade
from bihuan.rulebook.models import CalendarNotice, RuleOverride
from tests.cast import NEIGHBOUR, NOW, TOWN, Cast

pytestmark = pytest.mark.django_db
COMPLAINT = "matters.limit.handle.COMPLAINT"
ADJUSTED = {
    "value": "4",
    "region_code": TOWN,
    "source": "云溪镇政务服务办法（演练）",
    "reason": "本镇承诺更快办理",
    "valid_from": "2026-01-01",
}
NOTICE = {
    "year": "2027",
    "title": "2027年放假安排（演练）",
    "source": "演练〔2026〕1号",
    "text": "一、元旦：1月1日至3日放假，共3天。二、春节：2月5日至11日放假调休，共7天。1月30日上班。三、清明节：4月5日放假。"
    "四、劳动节：5月1日至3日放假。五、端午节：6月9日放假。六、中秋节：9月15日放假。七、国庆节：10月1日至7日放假。",
}


def signed_in(post: Post) -> Client:
    client = Client()
    client.force_login(post.person)
    return client


def address(name: str, *args: Any) -> str:
    return reverse(f"rulebook:{name}", args=args)


def test_every_member_of_staff_reads_the_rules_with_their_sources(cast: Cast) -> None:
    page = signed_in(cast.handler).get(address("rules"))
    text = page.content.decode()
    assert page.status_code == 200
    assert "办理（投诉）" in text
    assert "5个工作日" in text
    assert "《中华人民共和国行政许可法》第42条" in text
    assert "平台默认，可改" in text


def test_the_list_costs_the_same_with_one_override_and_with_three(
    cast: Cast, django_assert_max_num_queries: Any
) -> None:
    client = signed_in(cast.handler)
    for count in (1, 3):
        while RuleOverride.objects.count() < count:
            facade.override_rule(
                COMPLAINT,
                by=cast.system_admin,
                now=NOW,
                region_code=TOWN,
                value=4,
                source="办法",
                reason="快",
                valid_from=date(2026, 1, 1),
            )
        with django_assert_max_num_queries(8):
            assert "本地已调整" in client.get(address("rules")).content.decode()


def test_the_list_can_be_searched_and_shown_as_of_another_day(cast: Cast) -> None:
    client = signed_in(cast.handler)
    found = client.get(address("rules"), {"q": "退回", "on": "2026-01-01"}).content.decode()
    assert "退回的理由" in found
    assert "办理（投诉）" not in found
    assert "没有找到这样的规则" in client.get(address("rules"), {"on": "2019-01-01"}).content.decode()


@pytest.mark.parametrize("day", ["", "tomorrow", "2026-13-01"])
def test_a_nonsense_day_shows_today(cast: Cast, day: str) -> None:
    assert signed_in(cast.handler).get(address("rules"), {"on": day}).status_code == 200


@pytest.mark.parametrize("rule_id", [COMPLAINT, "matters.grounds.suspend", "office.hours", "matters.traffic-light"])
def test_the_page_of_a_rule_shows_the_form_only_to_keepers(cast: Cast, rule_id: str) -> None:
    for post, shown in ((cast.handler, False), (cast.system_admin, True)):
        page = signed_in(post).get(address("rule", rule_id))
        assert page.status_code == 200
        assert ("按本地规定调整" in page.content.decode()) == shown


def test_an_unknown_rule_has_no_page(cast: Cast) -> None:
    assert signed_in(cast.handler).get(address("rule", "matters.nothing")).status_code == 404


def test_a_keeper_adjusts_a_rule(cast: Cast) -> None:
    client = signed_in(cast.system_admin)
    answer = client.post(address("rule", COMPLAINT), ADJUSTED)
    assert (answer.status_code, answer["Location"]) == (302, address("rule", COMPLAINT))
    assert RuleOverride.objects.get().value == 4
    text = client.get(address("rule", COMPLAINT)).content.decode()
    assert "xitong 系统员" in text
    assert "原规定" in text


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"value": "0"}, "应是大于0的数"),
        ({"value": "四"}, "整数"),
        ({"source": ""}, "必填"),
        ({"region_code": "1"}, "行政区划代码"),
    ],
)
def test_a_faulty_adjustment_comes_back_with_the_reason_and_what_was_typed(
    cast: Cast, changes: dict[str, str], said: str
) -> None:
    answer = signed_in(cast.system_admin).post(address("rule", COMPLAINT), ADJUSTED | changes)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert said in text
    assert "本镇承诺更快办理" in text
    assert not RuleOverride.objects.exists()


def test_someone_without_the_duty_adjusts_nothing(cast: Cast) -> None:
    assert signed_in(cast.dispatcher).post(address("rule", COMPLAINT), ADJUSTED).status_code == 403
    assert not RuleOverride.objects.exists()


@pytest.mark.parametrize(
    ("rule_id", "typed", "value"),
    [
        ("office.hours", "09:00-12:00\n13:30-17:00", ["09:00-12:00", "13:30-17:00"]),
        ("matters.traffic-light", "yellow = 2\nred = 0", {"yellow": 2, "red": 0}),
        ("office.due-at-close", "yes", True),
        ("office.receipt-on-rest-day", "SAME_DAY", "SAME_DAY"),
        (
            "matters.grounds.merge",
            "SAME | 同一事\nHELD | 在办 | STOPS_CLOCK A | 办法",
            [
                {"code": "SAME", "label": "同一事"},
                {"code": "HELD", "label": "在办", "marks": ["STOPS_CLOCK", "A"], "source": "办法"},
            ],
        ),
    ],
)
def test_each_kind_of_rule_has_its_form(cast: Cast, rule_id: str, typed: str, value: object) -> None:
    answer = signed_in(cast.system_admin).post(address("rule", rule_id), ADJUSTED | {"value": typed})
    assert answer.status_code == 302
    assert RuleOverride.objects.get().value == value


@pytest.mark.parametrize(
    "rule_id",
    ["office.hours", "matters.traffic-light", "office.due-at-close", "matters.grounds.suspend", "files.max-bytes"],
)
def test_the_form_begins_with_the_value_in_force_and_gives_it_back(cast: Cast, rule_id: str) -> None:
    client = signed_in(cast.system_admin)
    shown = client.get(address("rule", rule_id)).context["form"]["value"].value()
    assert client.post(address("rule", rule_id), ADJUSTED | {"value": shown}).status_code == 302
    entry = facade.in_force(rule_id, on=date(2026, 3, 3), region_code=TOWN)
    assert entry.rule.value == entry.original.value


@pytest.mark.parametrize(
    ("rule_id", "typed"), [("matters.traffic-light", "yellow: 2"), ("matters.grounds.merge", "SAME")]
)
def test_a_line_in_the_wrong_form_is_named(cast: Cast, rule_id: str, typed: str) -> None:
    answer = signed_in(cast.system_admin).post(address("rule", rule_id), ADJUSTED | {"value": typed})
    assert f"“{typed}”应写成" in answer.content.decode()


def test_a_keeper_ends_an_override(cast: Cast) -> None:
    client = signed_in(cast.system_admin)
    client.post(address("rule", COMPLAINT), ADJUSTED)
    override = RuleOverride.objects.get()
    client.post(address("end-override", override.pk), {"last_day": "2099-12-31", "reason": "到期"})
    override.refresh_from_db()
    assert override.valid_to == date(2099, 12, 31)


@pytest.mark.parametrize("sent", [{}, {"last_day": "2000-01-01", "reason": "到期"}])
def test_a_faulty_end_leaves_the_override_as_it_is(cast: Cast, sent: dict[str, str]) -> None:
    client = signed_in(cast.system_admin)
    client.post(address("rule", COMPLAINT), ADJUSTED)
    override = RuleOverride.objects.get()
    answer = client.post(address("end-override", override.pk), sent, follow=True)
    override.refresh_from_db()
    assert override.valid_to is None
    assert "bh-message-error" in answer.content.decode()


def test_an_override_of_another_region_is_not_there(cast: Cast) -> None:
    away = RuleOverride.objects.create(
        region_code=NEIGHBOUR, rule_id=COMPLAINT, value=2, source="他", reason="他", valid_from=NOW, entered_at=NOW
    )
    client = signed_in(cast.system_admin)
    sent = {"last_day": "2099-12-31", "reason": "到期"}
    assert client.post(address("end-override", away.pk), sent).status_code == 404
    assert NEIGHBOUR not in client.get(address("rule", COMPLAINT)).content.decode()


def test_the_calendar_shows_the_special_days_of_a_year(cast: Cast) -> None:
    text = signed_in(cast.handler).get(address("calendar"), {"year": "2026"}).content.decode()
    assert "2026年2月14日（周六）" in text
    assert "国务院办公厅关于2026年部分节假日安排的通知" in text
    assert "录入放假安排" not in text


def test_a_nonsense_year_shows_this_year(cast: Cast) -> None:
    assert signed_in(cast.handler).get(address("calendar"), {"year": "-5"}).status_code == 200


def test_a_keeper_looks_at_the_days_first_and_enters_the_notice_then(cast: Cast) -> None:
    client = signed_in(cast.system_admin)
    looked = client.post(address("enter-notice"), NOTICE)
    assert "2027年1月30日（周六）" in looked.content.decode()
    assert not CalendarNotice.objects.exists()
    entered = client.post(address("enter-notice"), NOTICE | {"confirmed": "yes"})
    assert entered.status_code == 302
    assert facade.calendar_for(TOWN).has_notice(2027)
    assert "演练〔2026〕1号" in client.get(address("calendar"), {"year": "2027"}).content.decode()


def test_a_notice_with_a_wrong_weekday_comes_back(cast: Cast) -> None:
    text = NOTICE["text"].replace("1月1日至3日", "1月1日（周四）至3日")
    answer = signed_in(cast.system_admin).post(address("enter-notice"), NOTICE | {"text": text, "confirmed": "yes"})
    assert answer.status_code == 422
    assert "2027年这一天是周五" in answer.content.decode()
    assert not CalendarNotice.objects.exists()


def test_an_incomplete_notice_comes_back(cast: Cast) -> None:
    sent = NOTICE | {"text": "一、元旦：1月1日放假。", "confirmed": "yes"}
    answer = signed_in(cast.system_admin).post(address("enter-notice"), sent)
    assert "缺少春节" in answer.content.decode()
    assert not CalendarNotice.objects.exists()


def test_someone_without_the_duty_enters_no_notice(cast: Cast) -> None:
    client = signed_in(cast.dispatcher)
    assert client.get(address("enter-notice")).status_code == 403
    assert client.post(address("enter-notice"), NOTICE | {"confirmed": "yes"}).status_code == 403
    assert not CalendarNotice.objects.exists()

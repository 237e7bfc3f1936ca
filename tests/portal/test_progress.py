"""查进度: what the person who brought a matter may read, answer and take back, by the code alone."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from bihuan.kernel.receipts import make
from bihuan.matters import facade as loop
from bihuan.matters.choices import CallBackOutcome, Satisfaction, Stage
from bihuan.matters.models import Matter
from bihuan.portal.domain.form_keys import new_token
from bihuan.web import clock
from tests.cast import Cast
from tests.portal.visits import code_on, errors_on, send, text_of

HOUR = timedelta(hours=1)
UNKNOWN = "没有查到这个查询码。请对照回执再输一次；仍查不到的，请拨打页面上方的电话。"


@pytest.fixture
def code(town: Cast, visitor: Client, filled: dict[str, Any]) -> str:
    """The code of a report just taken."""
    return code_on(send(visitor, "/report/", filled))


def _replied(town: Cast) -> Matter:
    """The report, brought by the staff to the reply that waits for the person's answer."""
    matter, now = Matter.objects.get(), clock.now()
    told = {"result_class": "SOLVED", "result_text": "内部记录：李承办已换灯", "evidence_note": "内部佐证"}
    loop.assess(matter, by=town.dispatcher, now=now, note="内部研判意见")
    loop.dispatch(matter, by=town.dispatcher, now=now, lead_unit=town.station, note="内部交办意见")
    loop.sign_for(matter, by=town.handler, now=now)
    loop.submit(matter, by=town.handler, now=now, **told)
    loop.review(matter, by=town.reviewer, now=now, note="内部复核意见")
    loop.reply(matter, by=town.reviewer, now=now, text="路灯已经换好，请您看看。")
    matter.refresh_from_db()
    return matter


def test_the_code_as_printed_shows_the_stage_and_the_deadline(code: str, visitor: Client) -> None:
    answer = send(visitor, "/progress/", {"code": code})
    page = text_of(answer)
    assert answer.status_code == 200
    assert "已经收到，正在看由谁办理" in page
    assert "决定是否受理" in page
    assert Matter.objects.get().number in page


@pytest.mark.parametrize("spelling", [lambda c: c.replace(" ", ""), lambda c: c.replace(" ", "-"), lambda c: f"　{c} "])
def test_blanks_and_hyphens_do_not_matter(code: str, visitor: Client, spelling: Any) -> None:
    assert send(visitor, "/progress/", {"code": spelling(code)}).status_code == 200


def test_full_width_digits_do_not_matter(code: str, visitor: Client) -> None:
    wide = code.translate({ord(str(n)): chr(0xFF10 + n) for n in range(10)})
    assert send(visitor, "/progress/", {"code": wide}).status_code == 200


def test_a_wrong_digit_is_noticed_before_anything_is_looked_up(
    code: str, visitor: Client, django_assert_max_num_queries: Any
) -> None:
    wrong = str((int(code[0]) + 1) % 10) + code[1:]
    with django_assert_max_num_queries(3):
        answer = send(visitor, "/progress/", {"code": wrong})
    assert errors_on(answer) == ["查询码有误，可能有一位输错或两位颠倒，请对照回执再输一次。"]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "请输入回执上的20位查询码。"),
        ("1234", "查询码应为20位数字，现在是4位，请照回执输入。"),
        ("诉求0001号", "查询码只有数字，请照回执上的20位数字输入。"),
        ("12\x0034", "第3个字符是空字符，无法保存。请删去该处内容后重新输入。"),
        ("9" * 300, "最多 200 个字，现在是 300 个字，请删减一些再提交。"),
        (make(b"0123456789abcdef"), UNKNOWN),
    ],
)
def test_what_is_no_code_gets_a_sentence(town: Cast, visitor: Client, typed: str, sentence: str) -> None:
    answer = send(visitor, "/progress/", {"code": typed})
    assert answer.status_code == 422
    assert errors_on(answer) == [sentence]


def test_after_ten_misses_asking_pauses_even_for_a_right_code(code: str, visitor: Client) -> None:
    for n in range(10):
        wrong = make(n.to_bytes(16, "big"))
        assert errors_on(send(visitor, "/progress/", {"code": wrong})) == [UNKNOWN]
    answer = send(visitor, "/progress/", {"code": code})
    assert errors_on(answer) == ["查询次数太多，请过十几分钟再试，或拨打页面上方的电话查询。"]


def test_the_pause_ends_after_the_time_of_the_rule(code: str, visitor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    for n in range(10):
        send(visitor, "/progress/", {"code": make(n.to_bytes(16, "big"))})
    later = clock.now() + timedelta(minutes=10, seconds=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert send(visitor, "/progress/", {"code": code}).status_code == 200


def test_neither_staff_nor_internal_words_are_shown(town: Cast, code: str, visitor: Client) -> None:
    _replied(town)
    page = text_of(send(visitor, "/progress/", {"code": code}))
    staff = [post.person.name for post in (town.dispatcher, town.handler, town.reviewer)]
    assert [word for word in [*staff, "内部"] if word in page] == []
    assert "镇民政所签收，开始办理。" in page
    assert "路灯已经换好，请您看看。" in page


def test_every_stage_can_be_shown(town: Cast, code: str, visitor: Client) -> None:
    matter, now = _replied(town), clock.now()
    loop.call_back(matter, by=town.caller, now=now, outcome=CallBackOutcome.SOLVED)
    loop.sign_off(matter, by=town.leader, now=now)
    loop.strike_off(matter, by=town.dispatcher, now=now)
    loop.archive(matter, by=town.dispatcher, now=now)
    page = text_of(send(visitor, "/progress/", {"code": code}))
    assert "<h1>已经办结</h1>" in page
    assert 'name="solved"' not in page
    assert "撤回这件事" not in page


def test_solved_with_satisfaction_ends_the_call_back(town: Cast, code: str, visitor: Client) -> None:
    _replied(town)
    told = {"code": code, "solved": "yes", "satisfaction": "SATISFIED", "note": "很快"}
    page = text_of(send(visitor, "/progress/answer/", told))
    matter = Matter.objects.get()
    assert "谢谢您的评价，已经记下。" in page
    assert (matter.stage, matter.call_back_outcome) == (Stage.CALLED_BACK, CallBackOutcome.SOLVED)
    assert (matter.satisfaction, matter.call_back_note) == (Satisfaction.SATISFIED, "很快")


def test_not_solved_starts_the_matter_again(town: Cast, code: str, visitor: Client) -> None:
    _replied(town)
    page = text_of(send(visitor, "/progress/answer/", {"code": code, "solved": "no", "note": "灯又灭了"}))
    matter = Matter.objects.get()
    assert "将退回单位重新办理" in page
    assert (matter.stage, matter.redone_count) == (Stage.IN_HAND, 1)


def test_the_second_answer_is_not_recorded_again(town: Cast, code: str, visitor: Client) -> None:
    _replied(town)
    send(visitor, "/progress/answer/", {"code": code, "solved": "yes"})
    answer = send(visitor, "/progress/answer/", {"code": code, "solved": "no", "note": "改主意"})
    assert answer.status_code == 409
    assert "情况刚有变化" in text_of(answer)
    assert Matter.objects.get().call_back_outcome == CallBackOutcome.SOLVED


def test_an_answer_without_a_choice_keeps_the_words(town: Cast, code: str, visitor: Client) -> None:
    _replied(town)
    answer = send(visitor, "/progress/answer/", {"code": code, "note": "写了很多"})
    assert answer.status_code == 422
    assert errors_on(answer) == ["请选择“已解决”或“没有解决”。"]
    assert "写了很多" in text_of(answer)


def test_a_report_can_be_taken_back(code: str, visitor: Client) -> None:
    page = text_of(send(visitor, "/progress/withdraw/", {"code": code, "note": ""}))
    assert Matter.objects.get().stage == Stage.WITHDRAWN
    assert "已按您的意思撤回。" in page
    assert send(visitor, "/progress/withdraw/", {"code": code}).status_code == 409


@pytest.mark.parametrize("path", ["/progress/answer/", "/progress/withdraw/"])
def test_no_act_without_the_code(town: Cast, code: str, visitor: Client, path: str) -> None:
    _replied(town)
    for wrong in ("", make(b"0123456789abcdef")):
        assert send(visitor, path, {"code": wrong, "solved": "yes"}).status_code == 422
    assert Matter.objects.get().stage == Stage.REPLIED


def test_a_code_keeps_its_worth_when_the_secret_is_changed(code: str, visitor: Client, settings: Any) -> None:
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another-secret-" * 4
    assert send(visitor, "/progress/", {"code": code}).status_code == 200


def test_the_page_is_never_kept_by_caches(code: str, visitor: Client) -> None:
    assert "no-store" in send(visitor, "/progress/", {"code": code})["Cache-Control"]


def test_the_code_is_in_no_address(town: Cast, visitor: Client, filled: dict[str, Any]) -> None:
    answer = send(visitor, "/report/", {**filled, "token": new_token(now=clock.now() - HOUR)})
    digits = code_on(answer).replace(" ", "")
    addresses = re.findall(r'(?:href|action|src)="([^"]*)"', text_of(answer))
    assert [address for address in addresses if digits in address] == []

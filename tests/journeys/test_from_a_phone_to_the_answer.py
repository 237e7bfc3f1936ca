"""A citizen with a phone and no account: reports, keeps the code, is answered, and has the last word."""

from __future__ import annotations

import re
from typing import Any

import pytest

from bihuan.matters import facade as loop
from bihuan.matters.choices import Stage
from bihuan.matters.models import Matter
from bihuan.people.models import Unit
from bihuan.web import clock
from tests.browser import Screen
from tests.cast import TOWN, Cast
from tests.journeys.desk import Desk

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

LEAST_MILLISECONDS = 3_200


def test_a_citizen_reports_from_a_phone_and_says_it_is_not_solved(page: Screen, cast: Cast, settings: Any) -> None:
    settings.TOWNSHIP = TOWN
    Unit.objects.filter(pk=cast.office.pk).update(phone="0809-5550102")
    desk = Desk(page, "narrow", "citizen")
    digits = _report(desk)
    assert [cookie["name"] for cookie in page.context.cookies()] == ["csrftoken"]
    _assess_and_dispatch(desk, cast)
    matter = _handled_and_replied(cast)
    page.context.clear_cookies()
    _answer_not_solved(desk, digits)
    matter.refresh_from_db()
    assert (matter.stage, matter.owner_unit, matter.redone_count) == (Stage.IN_HAND, cast.station, 1)
    desk.sit(cast.handler, "/today/")
    desk.look("home-handler")
    page.get_by_role("link", name="村口路灯坏了一个月没人修").first.click()
    assert desk.stage() == "办理中"
    assert "东头那盏还是不亮" in desk.text(".is-done .bh-timeline")
    desk.look("matter")


def _report(desk: Desk) -> str:
    """Fill in the form; the digits of the code on the receipt."""
    page = desk.page
    page.goto("/")
    desk.look("home")
    page.get_by_role("link", name="反映问题").click()
    desk.look("report")
    page.get_by_label("投诉（有问题没人管、没办好）").check()
    page.get_by_label("发生了什么事").fill("村口路灯坏了一个月没人修。晚上老人走路不安全。")
    page.get_by_label("在哪个村（社区）").select_option(label="上河村")
    page.wait_for_timeout(LEAST_MILLISECONDS)
    page.get_by_role("button", name="提交").click()
    page.get_by_role("heading", name="已收到您反映的问题").wait_for()
    desk.look("receipt")
    return re.sub(r"\D", "", desk.text("#code"))


def _assess_and_dispatch(desk: Desk, cast: Cast) -> None:
    """The office, on a phone too, finds the report in its work of today."""
    page = desk.page
    desk.sit(cast.dispatcher, "/today/")
    desk.look("home-dispatcher")
    page.get_by_role("link", name="村口路灯坏了一个月没人修").first.click()
    desk.act("研判受理", category="道路照明")
    desk.act("分办", lead_unit="镇民政所", note="请三日内到现场查看")
    assert desk.stage() == "待签收"


def _handled_and_replied(cast: Cast) -> Matter:
    """The middle of the loop, walked by its acts."""
    matter, now = Matter.objects.get(), clock.now()
    loop.sign_for(matter, by=cast.handler, now=now)
    result = {"result_class": "SOLVED", "result_text": "路灯已经换好", "evidence_note": "夜间查看，灯已亮"}
    loop.submit(matter, by=cast.handler, now=now, **result)
    loop.review(matter, by=cast.reviewer, now=now)
    loop.reply(matter, by=cast.reviewer, now=now, text="路灯已经换好，请您看看。")
    return matter


def _answer_not_solved(desk: Desk, digits: str) -> None:
    """Type the code as it is printed, read the reply, answer."""
    page = desk.page
    page.goto("/progress/")
    desk.look("lookup")
    page.get_by_label("查询码").fill(digits)
    page.get_by_role("button", name="查询").click()
    page.get_by_role("heading", name="已答复，请您评价").wait_for()
    desk.look("progress")
    assert "路灯已经换好，请您看看。" in desk.text("main")
    page.get_by_label("没有解决", exact=True).check()
    page.get_by_label("还想说什么").fill("东头那盏还是不亮")
    page.get_by_role("button", name="提交评价").click()
    page.get_by_text("将退回单位重新办理").wait_for()
    desk.look("answered")

"""A visitor with a phone: from the first page to the receipt, by its QR code to the progress, to the answer."""

from __future__ import annotations

import re
from typing import Any

import pytest

from bihuan.matters.choices import Stage
from bihuan.matters.models import Matter
from bihuan.people.models import Post, Unit
from tests.browser import NARROW, Screen, browser, page  # noqa: F401
from tests.cast import Cast
from tests.portal.test_progress import _replied

pytestmark = pytest.mark.browser
LEAST_SECONDS = 3.2


@pytest.fixture
def township(town: Cast) -> Cast:
    """The cast's township with a leader on the board and a telephone."""
    Post.objects.filter(pk=town.leader.pk).update(is_published=True, division_of_work="主持政府全面工作")
    Unit.objects.filter(pk=town.office.pk).update(phone="0809-5550102")
    return town


def test_a_report_from_the_first_page_to_the_answer_not_solved(township: Cast, page: Screen) -> None:  # noqa: F811
    page.narrow()
    page.goto("/")
    assert page.faults() == []
    page.picture("portal-home")
    page.get_by_role("link", name="反映问题").click()
    page.get_by_role("button", name="提交").click()
    assert page.faults() == []
    page.picture("portal-report-errors")
    page.get_by_label("投诉（有问题没人管、没办好）").check()
    page.get_by_label("发生了什么事").fill("村口路灯坏了一个月没人修。")
    page.wait_for_timeout(LEAST_SECONDS * 1000)
    page.get_by_role("button", name="提交").click()
    assert page.faults() == []
    page.picture("portal-receipt")
    digits = re.sub(r"\D", "", page.locator("#code").inner_text())
    _replied(township)
    page.goto(f"/progress/#{digits}")
    page.get_by_role("heading", name="已答复，请您评价").wait_for()
    assert digits not in page.page.url
    assert page.faults() == []
    page.picture("portal-progress")
    page.get_by_label("没有解决", exact=True).check()
    page.get_by_label("还想说什么").fill("灯又灭了")
    page.get_by_role("button", name="提交评价").click()
    page.get_by_text("将退回单位重新办理").wait_for()
    assert Matter.objects.get().stage == Stage.IN_HAND


@pytest.mark.parametrize("path", ["/", "/phones/", "/report/", "/progress/"])
def test_each_page_is_usable_on_a_wide_screen_too(township: Cast, page: Screen, path: str) -> None:  # noqa: F811
    page.wide()
    page.goto(path)
    assert page.faults() == []


def test_everything_works_without_javascript(township: Cast, browser: Any, live_server: Any) -> None:  # noqa: F811
    context = browser.new_context(java_script_enabled=False, viewport=NARROW)
    plain = context.new_page()
    plain.goto(live_server.url + "/report/")
    plain.get_by_label("求助（遇到困难，请帮忙）").check()
    plain.get_by_label("发生了什么事").fill("自来水停了三天。")
    plain.wait_for_timeout(LEAST_SECONDS * 1000)
    plain.get_by_role("button", name="提交").click()
    code = plain.locator("#code").inner_text()
    plain.goto(live_server.url + "/progress/")
    plain.get_by_label("查询码").fill(code)
    plain.get_by_role("button", name="查询").click()
    assert plain.locator("h1").inner_text() == "已经收到，正在看由谁办理"
    assert [cookie["name"] for cookie in context.cookies()] == ["csrftoken"]
    context.close()

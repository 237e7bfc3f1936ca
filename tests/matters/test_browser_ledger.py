"""The ledger in a real Chromium: register, find, act in place, on the office screen and on a phone."""

from __future__ import annotations

from typing import Any

import pytest

from bihuan.matters.choices import Stage
from bihuan.matters.models import Matter
from tests.cast import Cast
from tests.walk import at, registered

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_matter_goes_from_the_telephone_to_the_unit_and_is_submitted(page: Any, cast: Cast) -> None:
    page.sign_in(cast.handler)
    page.goto("/ledger/register/")
    page.fill("[name=text]", "村口路灯坏了一个月，晚上看不见路")
    page.get_by_label("电话", exact=True).check()
    page.fill("[name=name]", "张三")
    page.fill("[name=phone]", "13800001234")
    page.locator("form.bh-register button.btn-primary").click()
    page.locator("text=已登记").wait_for()
    matter = Matter.objects.get()

    page.sign_in(cast.dispatcher)
    page.goto("/ledger/")
    page.locator(".bh-ledger a", has_text="村口路灯坏了一个月").click()
    page.locator("#acts a", has_text="研判受理").click()
    page.locator("#act-place form button.btn-primary").click()
    page.locator("#acts a", has_text="分办").click()
    page.locator("#act-place select[name=lead_unit]").select_option(label="镇民政所")
    page.locator("#act-place form button.btn-primary").click()
    page.locator("text=“分办”已办").wait_for()

    page.sign_in(cast.head)
    page.goto(f"/ledger/{matter.pk}/")
    page.locator("#acts button", has_text="签收").click()
    page.locator("#acts a", has_text="提交").click()
    page.locator("#act-place [name=result_class]").select_option("SOLVED")
    page.fill("#act-place [name=result_text]", "已更换路灯")
    page.locator("#act-place form button.btn-primary").click()
    page.locator("text=请写明佐证，或上传佐证附件").wait_for()
    assert page.input_value("#act-place [name=result_text]") == "已更换路灯"
    page.fill("#act-place [name=evidence_note]", "现场查看，灯已亮")
    page.locator("#act-place form button.btn-primary").click()
    page.locator("text=“提交”已办").wait_for()
    matter.refresh_from_db()
    assert (matter.stage, matter.handler) == (Stage.SUBMITTED, cast.head.person)


def test_filters_columns_and_views_work_by_hand(page: Any, cast: Cast) -> None:
    at(cast, Stage.DISPATCHED, text="待签收的事")
    registered(cast, text="别的事")
    page.sign_in(cast.dispatcher)
    page.goto("/ledger/")
    page.locator("summary", has_text="更多筛选").click()
    page.locator("#filter-panel select[name=stage]").select_option("DISPATCHED")
    page.locator("#filter-panel button.btn-primary").click()
    page.locator(".bh-chip.is-on", has_text="环节：待签收").wait_for()
    assert page.locator(".bh-ledger tbody tr").count() == 1
    page.locator("summary", has_text="列").click()
    page.get_by_label("诉求人", exact=True).check()
    page.locator("button", has_text="显示").click()
    page.locator(".bh-ledger th", has_text="诉求人").wait_for()
    assert page.locator(".bh-chip.is-on", has_text="环节：待签收").count() == 1
    page.locator("summary", has_text="视图").click()
    page.fill("#view-name", "待签收")
    page.locator("button", has_text="保存").click()
    page.locator("text=已保存视图“待签收”").wait_for()
    page.goto("/ledger/")
    page.locator("summary", has_text="视图").click()
    page.locator(".bh-menu-row a", has_text="待签收").click()
    page.locator(".bh-chip.is-on", has_text="环节：待签收").wait_for()


def test_the_text_for_a_chat_is_copied(page: Any, cast: Cast) -> None:
    matter = at(cast, Stage.IN_HAND)
    page.sign_in(cast.dispatcher)
    page.goto(f"/ledger/{matter.pk}/")
    page.locator("button", has_text="复制到聊天").first.click()
    page.locator("text=已复制").wait_for()
    assert matter.number in page.evaluate("navigator.clipboard.readText()")


@pytest.mark.parametrize("size", ["wide", "narrow"])
def test_pages_of_the_ledger_fit_the_screen_and_can_be_used_by_everyone(page: Any, cast: Cast, size: str) -> None:
    matter = at(cast, Stage.IN_HAND)
    registered(cast, title="很长的标题" * 30)
    getattr(page, size)()
    page.sign_in(cast.handler)
    for name, path in {
        "ledger": "/ledger/?share=ALL",
        "ledger-filter": "/ledger/?panel=1",
        "matter": f"/ledger/{matter.pk}/",
        "matter-act": f"/ledger/{matter.pk}/do/SUBMIT/",
        "register": "/ledger/register/",
    }.items():
        page.goto(path)
        assert (path, page.faults()) == (path, [])
        page.picture(f"{name}-{size}")


@pytest.mark.parametrize("size", ["wide", "narrow"])
def test_the_form_of_an_act_opens_below_the_head_that_stays(page: Any, cast: Cast, size: str) -> None:
    matter = at(cast, Stage.REGISTERED, text="反映的内容很长。" * 300)
    getattr(page, size)()
    page.sign_in(cast.dispatcher)
    page.goto(f"/ledger/{matter.pk}/")
    page.locator("#acts a", has_text="研判受理").click()
    page.locator("#act-place form").wait_for()
    page.wait_for_timeout(300)
    head, form = page.locator(".bh-top").bounding_box(), page.locator("#act-place").bounding_box()
    assert page.evaluate("window.scrollY") > 0
    assert form["y"] >= head["y"] + head["height"]

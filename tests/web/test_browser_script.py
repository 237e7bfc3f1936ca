"""What the script adds, and that nothing needs it."""

from __future__ import annotations

import pytest

from bihuan.people.choices import Role
from bihuan.people.models import Person, Post, SignIn
from tests.cast import BEGIN, NOW, Cast

pytestmark = pytest.mark.browser
GOOD = "竹林 river 灯塔 42"


def test_what_was_typed_is_there_again_after_a_look_elsewhere(page, cast: Cast):
    page.sign_in(cast.security_admin)
    page.goto("/people/persons/add/")
    page.fill("#id_name", "王新")
    page.goto("/people/")
    page.goto("/people/persons/add/")
    assert page.input_value("#id_name") == "王新"
    assert "已经带回来了" in page.inner_text("#bh-notice")


def test_a_form_sent_after_the_session_ended_is_still_there_after_signing_in_again(page, cast: Cast):
    person = cast.security_admin.person
    person.set_password(GOOD)
    person.save()
    page.sign_in(cast.security_admin)
    page.goto("/people/persons/add/")
    page.fill("#id_name", "王新")
    page.fill("#id_username", "wangxin")
    SignIn.objects.update(last_seen_at=NOW)
    page.click("text=新增 >> nth=-1")
    assert "长时间没有操作，自动退出" in page.inner_text("main")
    page.fill("#id_username", person.username)
    page.fill("#id_password", GOOD)
    page.click("button:has-text('登录')")
    page.wait_for_url("**/people/persons/add/")
    assert [page.input_value("#id_name"), page.input_value("#id_username")] == ["王新", "wangxin"]
    page.click(".bh-form button")
    assert "王新的初始密码" in page.inner_text("h1")
    page.goto("/people/persons/add/")
    assert page.input_value("#id_name") == ""


def test_a_refused_form_keeps_its_draft_and_a_taken_one_loses_it(page, cast: Cast):
    page.sign_in(cast.security_admin)
    page.goto("/people/persons/add/")
    page.fill("#id_name", "王新")
    page.fill("#id_username", "chengban")
    page.click(".bh-form button")
    assert "已经有人用" in page.inner_text("main")
    page.goto("/people/persons/add/")
    assert page.input_value("#id_name") == "王新"


def test_drafts_go_when_another_person_signs_in(page, cast: Cast):
    page.sign_in(cast.security_admin)
    page.goto("/people/persons/add/")
    page.fill("#id_name", "王新")
    page.sign_in(cast.handler)
    page.goto("/people/")
    page.sign_in(cast.security_admin)
    page.goto("/people/persons/add/")
    assert page.input_value("#id_name") == ""


def test_the_directory_answers_while_typing(page, cast: Cast):
    page.sign_in(cast.handler)
    page.goto("/people/")
    page.locator("#people-q").press_sequentially("钱农业")
    page.locator("#people-units >> text=李承办").wait_for(state="detached")
    assert "钱农业" in page.inner_text("#people-units")


def test_the_hat_and_the_menu_work_on_a_phone(page, cast: Cast):
    Post.objects.create(
        person=cast.security_admin.person,
        unit=cast.station,
        region_code=cast.station.region_code,
        title="兼职",
        role=Role.HANDLER,
        valid_from=BEGIN,
    )
    page.narrow()
    page.sign_in(cast.security_admin)
    page.goto("/account/")
    page.click(".bh-menu-nav summary")
    assert page.is_visible(".bh-menu-nav >> text=机构人员")
    page.click(".bh-hat summary")
    assert not page.is_visible(".bh-menu-nav >> text=机构人员")
    assert page.faults() == []
    page.picture("hat-narrow", whole=False)
    page.keyboard.press("Escape")
    assert not page.is_visible("text=切换岗位")


def test_everything_works_without_script(browser, live_server, cast: Cast):
    cast.security_admin.person.set_password(GOOD)
    cast.security_admin.person.save()
    context = browser.new_context(java_script_enabled=False, locale="zh-CN")
    bare = context.new_page()
    bare.goto(live_server.url + "/people/persons/add/")
    bare.fill("#id_username", cast.security_admin.person.username)
    bare.fill("#id_password", GOOD)
    bare.click("button:has-text('登录')")
    bare.fill("#id_name", "王新")
    bare.fill("#id_username", "wangxin")
    bare.click(".bh-form button")
    assert "王新的初始密码" in bare.inner_text("h1")
    bare.goto(live_server.url + "/people/?q=民政")
    assert "镇民政所" in bare.inner_text("#people-units")
    bare.click(".bh-hat summary")
    bare.click("text=退出登录")
    bare.wait_for_url("**/sign-in/")
    context.close()
    assert Person.objects.filter(username="wangxin").exists()

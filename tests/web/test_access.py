"""Who may open what, and what everybody is told who may not."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import get_resolver

from bihuan.people.facade import NotAllowed
from bihuan.people.models import Unit
from bihuan.web import access, views
from tests.cast import Cast
from tests.reading import ReadsNeverWrite
from tests.signing_in import signed_in


def test_every_page_but_the_public_ones_asks_to_sign_in(cast: Cast):
    client = Client()
    for path in ("/people/", "/account/", "/today/", "/people/search/units/", "/rules/"):
        answer = client.get(path)
        assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/sign-in/")


def test_the_public_list_names_only_pages_that_exist():
    known = {
        f"{space}:{name}"
        for space, (_, resolver) in get_resolver().namespace_dict.items()
        for name in resolver.reverse_dict
        if isinstance(name, str)
    }
    assert known >= access.PUBLIC_NAMES
    assert known >= access.ALWAYS_OPEN


@pytest.mark.parametrize("refusal", [NotAllowed("这不由您办理。"), PermissionDenied("这不由您办理。")])
def test_a_refusal_is_a_page_with_its_reason(cast: Cast, refusal: Exception):
    middleware = access.AccessMiddleware(lambda request: HttpResponse())
    answer = middleware.process_exception(RequestFactory().get("/x"), refusal)
    assert answer.status_code == 403
    assert "这不由您办理。" in answer.content.decode()
    fragment = middleware.process_exception(RequestFactory().get("/x", headers={"HX-Request": "true"}), refusal)
    assert (fragment.status_code, fragment.content.decode()) == (403, "这不由您办理。")
    assert fragment["Content-Type"] == "text/plain; charset=utf-8"


def test_other_faults_are_not_swallowed():
    middleware = access.AccessMiddleware(lambda request: HttpResponse())
    assert middleware.process_exception(RequestFactory().get("/x"), ValueError("x")) is None
    assert middleware.process_exception(RequestFactory().get("/x"), PermissionError("disk")) is None


def test_an_administrator_may_go_where_no_business_is(cast: Cast):
    for post in (cast.system_admin, cast.security_admin, cast.audit_admin):
        client = signed_in(post)
        assert client.get("/account/").status_code == 200
        assert client.get("/people/").status_code == 200
        assert client.get("/today/").status_code == 403


def test_a_missing_page_says_so_in_chinese(cast: Cast):
    answer = signed_in(cast.handler).get("/nothing-here/")
    assert (answer.status_code, "没有找到这一页" in answer.content.decode()) == (404, True)


def test_an_address_that_is_not_served_says_which_setting_to_mend(db: None):
    answer = Client().get("/sign-in/", headers={"host": "oa.example.cn"})
    page = answer.content.decode()
    said = [words in page for words in ("这个地址没有开通", "BIHUAN_HOSTS", "没有看懂", "回到首页")]
    assert (answer.status_code, said) == (400, [True, True, False, False])


def test_a_request_that_is_not_understood_says_so_in_chinese(settings, db: None):
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 2
    answer = Client().post("/sign-in/", {"username": "a", "password": "b", "next": "/"})
    assert (answer.status_code, "没有看懂这次提交" in answer.content.decode()) == (400, True)


def test_a_form_without_its_token_is_refused_in_chinese(cast: Cast):
    answer = Client(enforce_csrf_checks=True).post("/sign-in/", {"username": "a", "password": "b"})
    assert (answer.status_code, "请再提交一次" in answer.content.decode()) == (403, True)


def test_a_fault_of_ours_is_a_page_in_chinese_without_details(cast: Cast, settings):
    settings.ROOT_URLCONF = "tests.web.broken_urls"
    answer = Client(raise_request_exception=False).get("/broken/")
    page = answer.content.decode()
    assert (answer.status_code, "系统出了错" in page, "Traceback" in page) == (500, True, False)


def test_pages_forbid_foreign_script_and_frames(cast: Cast):
    answer = signed_in(cast.handler).get("/people/")
    policy = answer["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert answer["X-Frame-Options"] == "DENY"


def test_no_page_of_ours_carries_inline_script_or_style(cast: Cast):
    client = signed_in(cast.security_admin)
    for path in ("/people/", "/account/", "/account/password/", "/people/units/add/", "/sign-in/"):
        page = client.get(path).content.decode()
        assert " style=" not in page
        assert "onclick" not in page
        assert page.count("<script") == page.count("<script src=")


def test_a_get_that_writes_fails_in_the_tests(cast: Cast):
    def writes(request: HttpRequest) -> HttpResponse:
        Unit.objects.update(order=1)
        return HttpResponse()

    assert ReadsNeverWrite(writes)(RequestFactory().post("/x")).status_code == 200
    with pytest.raises(AssertionError, match=r'GET /x writes: UPDATE "people_unit"'):
        ReadsNeverWrite(writes)(RequestFactory().get("/x"))


def test_the_server_is_well_when_the_database_answers_and_is_migrated(cast: Cast):
    answer = Client().get("/healthz")
    assert (answer.status_code, answer.content.decode()) == (200, "ok")


def test_the_server_is_not_well_without_its_tables_or_its_database(cast: Cast, monkeypatch):
    monkeypatch.setattr(views.Known, "is_migrated", False)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'people' AND name LIKE '0002%%'")
    answer = Client().get("/healthz")
    assert (answer.status_code, "还差" in answer.content.decode()) == (503, True)

    def gone(execute, *given):
        raise DatabaseError("gone")

    with connection.execute_wrapper(gone):
        answer = Client().get("/healthz")
    assert (answer.status_code, answer.content.decode()[:8]) == (503, "数据库连接不上，")

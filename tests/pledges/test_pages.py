"""The pages of plans: read in, put right, confirm, follow."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bihuan.matters.models import Matter
from bihuan.people.models import Post
from bihuan.pledges import facade
from bihuan.pledges.choices import PlanStatus
from bihuan.pledges.models import Measure, RectificationPlan
from tests.cast import Cast
from tests.pledges.papers import PLAN, TITLE, filled_in, source

KEY = "k" * 24


def signed_in(post: Post) -> Client:
    client = Client()
    client.force_login(post.person)
    return client


def later(days: int = 30) -> str:
    return (timezone.now() + timedelta(days=days)).date().isoformat()


def text_of(days: int = 30) -> str:
    """The sample plan with its date to come, whenever the test runs."""
    on = (timezone.now() + timedelta(days=days)).date()
    return PLAN.replace("2026年4月30日", f"{on.year}年{on.month}月{on.day}日")


def draft(cast: Cast, text: str | None = None) -> RectificationPlan:
    return facade.import_plan(by=cast.dispatcher, now=timezone.now(), source=source(text or text_of()))


def confirmed(cast: Cast, text: str | None = None) -> RectificationPlan:
    plan = draft(cast, text)
    due = (timezone.now() + timedelta(days=30)).date()
    correction = filled_in(plan, lead=cast.other_station, due=due)
    facade.correct_plan(plan, by=cast.dispatcher, now=timezone.now(), correction=correction)
    facade.confirm_plan(plan, by=cast.dispatcher, now=timezone.now())
    return plan


def fields_of(answer: HttpResponse) -> dict[str, Any]:
    """What a browser would send back of the draft's form as it was shown."""
    form = answer.context["form"]
    sent: dict[str, Any] = {}
    for one in (form, *form.problem_forms, *(m for p in form.problem_forms for m in p.measure_forms)):
        for bound in one:
            value = bound.value()
            if value not in (None, False, ""):
                sent[bound.html_name] = value
    return sent


def test_a_pasted_plan_becomes_a_draft_with_its_gaps_named(cast: Cast) -> None:
    client = signed_in(cast.dispatcher)
    answer = client.post("/plans/import/", {"key": KEY, "text": text_of()}, follow=True)
    page = answer.content.decode()
    assert answer.redirect_chain[0][0] == f"/plans/{RectificationPlan.objects.get().pk}/"
    for words in (
        TITLE,
        "补齐后才能确认：1 项措施未定牵头单位，1 项措施未定完成时限。",
        "未填责任领导",
        "未写完成时限",
        "“镇水务站”不在机构名录中",
        "原文第 6 行",
    ):
        assert words in page


def test_an_uploaded_file_is_read_by_its_content(cast: Cast) -> None:
    paper = SimpleUploadedFile("方案.txt", text_of().encode("gb18030"))
    answer = signed_in(cast.dispatcher).post("/plans/import/", {"key": KEY, "paper": paper})
    assert answer.status_code == 302
    assert RectificationPlan.objects.get().source_name == "方案.txt"


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({}, "请选择方案文件，或者粘贴方案全文。"),
        ({"text": "  \n "}, "请选择方案文件，或者粘贴方案全文。"),
        ({"text": "关于放假的通知\n放假七天。"}, "没有从材料中读到“问题—整改措施”。"),
        ({"paper": b"%PDF-1.7 ..."}, "“方案.docx”是 PDF 文件。"),
        ({"paper": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"}, "是旧版 .doc、.wps 或 .xls 文件"),
        ({"paper": b""}, "所提交的是空文件。"),
        ({"text": "一\u202e二"}, "改变文字方向的隐藏字符"),
    ],
)
def test_a_bad_file_gets_its_sentence_and_nothing_is_kept(cast: Cast, sent: dict[str, Any], sentence: str) -> None:
    given = {name: SimpleUploadedFile("方案.docx", v) if isinstance(v, bytes) else v for name, v in sent.items()}
    answer = signed_in(cast.dispatcher).post("/plans/import/", {"key": KEY, "title": "试一试", **given})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert sentence in page
    assert "试一试" in page
    assert RectificationPlan.objects.count() == 0


def test_the_same_form_sent_twice_reads_once(cast: Cast) -> None:
    client = signed_in(cast.dispatcher)
    first, second = (client.post("/plans/import/", {"key": KEY, "text": text_of()}) for _ in range(2))
    assert first.url == second.url
    assert RectificationPlan.objects.count() == 1
    again = client.post("/plans/import/", {"key": "n" * 24, "text": text_of()})
    assert "这份材料已经读入过" in again.content.decode()


def test_filling_in_one_unit_and_date_for_a_problem_and_confirming_tracks_each_measure(cast: Cast) -> None:
    plan, client = draft(cast), signed_in(cast.dispatcher)
    address = f"/plans/{plan.pk}/"
    sent = fields_of(client.get(address))
    sent |= {"p2-lead_unit": str(cast.other_station.pk), "p2-due_date": later(), "p2-leader": "李委员"}
    page = client.post(address, sent | {"then": "confirm"}, follow=True).content.decode()
    assert "已确认，3 项措施已纳入台账并交办到牵头单位。" in page
    for matter in Matter.objects.all():
        assert matter.number in page
        assert f"/ledger/{matter.pk}/" in page
    assert page.count("待签收") == 3
    assert "责任领导：李委员" in page
    assert re.search(r"整改措施数</span><b>3 项</b>", page)


def test_saving_keeps_what_is_filled_in_without_confirming(cast: Cast) -> None:
    plan, client = draft(cast), signed_in(cast.dispatcher)
    address = f"/plans/{plan.pk}/"
    sent = fields_of(client.get(address)) | {"p2-due_date": later(), "p1-added": "公布监督电话。"}
    page = client.post(address, sent, follow=True).content.decode()
    assert "已保存。" in page
    assert "由人工补上" in page
    client.post(address, sent)
    assert Measure.objects.filter(text="公布监督电话。").count() == 1
    assert Matter.objects.count() == 0


def test_confirming_with_gaps_names_them_and_loses_nothing(cast: Cast) -> None:
    plan, client = draft(cast), signed_in(cast.dispatcher)
    address = f"/plans/{plan.pk}/"
    sent = fields_of(client.get(address)) | {"p2-leader": "李委员", "then": "confirm"}
    page = client.post(address, sent, follow=True).content.decode()
    assert "还不能确认：问题2措施1未定牵头单位；问题2措施1未定完成时限。" in page
    assert 'value="李委员"' in page
    assert Matter.objects.count() == 0


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("p2-due_date", "2026-13-40", "没有这一天，请写成 2026-03-06 这样的日期。"),
        ("p2-lead_unit", "11111111-1111-7111-8111-111111111111", "没有这个单位，请从清单中选择。"),
        ("m1-1-text", "", "这个字段是必填项。"),
        ("key", "短", "页面已过期，请刷新后再提交；已填的内容请先复制。"),
    ],
)
def test_a_wrong_field_is_named_and_the_rest_is_kept(cast: Cast, field: str, value: str, sentence: str) -> None:
    plan, client = draft(cast), signed_in(cast.dispatcher)
    address = f"/plans/{plan.pk}/"
    sent = fields_of(client.get(address)) | {"p1-leader": "赵主任", field: value}
    answer = client.post(address, sent)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert 'value="赵主任"' in page
    assert sentence in page
    assert "有 1 处需要改一下，已填的内容都保留着。" in page


def test_a_second_click_on_confirm_confirms_once_and_says_nothing_wrong(cast: Cast) -> None:
    plan, client = draft(cast), signed_in(cast.dispatcher)
    address = f"/plans/{plan.pk}/"
    sent = fields_of(client.get(address)) | {"then": "confirm"}
    sent |= {"p2-lead_unit": str(cast.other_station.pk), "p2-due_date": later()}
    client.post(address, sent)
    page = client.post(address, sent, follow=True).content.decode()
    assert "不能再改" not in page
    assert Matter.objects.count() == 3


def test_a_draft_is_dropped_with_a_reason(cast: Cast) -> None:
    plan, client = draft(cast), signed_in(cast.dispatcher)
    page = client.post(f"/plans/{plan.pk}/drop/", {"note": ""}, follow=True).content.decode()
    assert "请写明作废的原因。" in page
    client.post(f"/plans/{plan.pk}/drop/", {"note": "读错文件"})
    plan.refresh_from_db()
    assert plan.status == PlanStatus.DROPPED
    assert "已作废" in client.get("/plans/").content.decode()


def test_a_leader_may_correct_but_the_office_dispatches(cast: Cast) -> None:
    plan, client = draft(cast), signed_in(cast.leader)
    address = f"/plans/{plan.pk}/"
    answer = client.get(address)
    assert "确认并交办由分办员办理。" in answer.content.decode()
    sent = fields_of(answer) | {"p2-lead_unit": str(cast.other_station.pk), "p2-due_date": later(), "then": "confirm"}
    assert client.post(address, sent).status_code == 403
    assert Matter.objects.count() == 0


def test_who_sees_which_plan(cast: Cast) -> None:
    plan = confirmed(cast)
    address = f"/plans/{plan.pk}/"
    answers = {
        who: signed_in(getattr(cast, who)).get(address).status_code
        for who in ("dispatcher", "reviewer", "handler", "county", "stranger", "system_admin")
    }
    assert answers == {
        "dispatcher": 200,
        "reviewer": 200,
        "handler": 200,
        "county": 200,
        "stranger": 404,
        "system_admin": 403,
    }
    assert TITLE not in signed_in(cast.stranger).get("/plans/").content.decode()
    assert Client().get(address).status_code == 302


def test_who_only_reads_sees_a_draft_without_its_form(cast: Cast) -> None:
    page = signed_in(cast.reviewer).get(f"/plans/{draft(cast).pk}/").content.decode()
    assert "未定牵头单位" in page
    assert "作废这份草稿" not in page
    assert "<textarea" not in page


def test_a_unit_without_a_part_and_a_draft_are_not_found_by_a_station(cast: Cast) -> None:
    plan = draft(cast)
    assert signed_in(cast.handler).get(f"/plans/{plan.pk}/").status_code == 404
    alone = confirmed(
        cast, text_of().replace("民政所、云溪镇农业服务站、镇水务站", "民政所").replace("1.办事", "1.补助")
    )
    assert signed_in(cast.other_handler).get(f"/plans/{alone.pk}/").status_code == 404


@pytest.mark.parametrize("who", ["handler", "reviewer", "stranger"])
def test_a_plan_is_changed_by_those_who_make_plans(cast: Cast, who: str) -> None:
    plan = draft(cast)
    sent = fields_of(signed_in(cast.dispatcher).get(f"/plans/{plan.pk}/"))
    client = signed_in(getattr(cast, who))
    statuses = {
        client.post(f"/plans/{plan.pk}/", sent).status_code,
        client.post(f"/plans/{plan.pk}/drop/", {"note": "不要"}).status_code,
    }
    assert statuses <= {403, 404}
    plan.refresh_from_db()
    assert plan.status == PlanStatus.DRAFT
    if who != "stranger":
        assert client.get("/plans/import/").status_code == 403


def test_the_cost_of_the_list_does_not_grow_with_its_plans(cast: Cast) -> None:
    client = signed_in(cast.dispatcher)
    costs = []
    for name in ("办事", "收费", "证照"):
        confirmed(cast, text_of().replace("办事指南", f"{name}公示"))
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/plans/").status_code == 200
        costs.append(len(queries))
    assert costs[0] == costs[2]


@pytest.mark.parametrize("is_draft", [True, False])
def test_the_cost_of_a_plan_does_not_grow_with_its_measures(cast: Cast, is_draft: bool) -> None:
    client = signed_in(cast.dispatcher)
    client.get("/plans/")  # what a process reads once: the calendar
    costs = []
    for lines in (1, 3):
        more = "\n".join(f"（{n + 2}）补充措施{n}。按月检查。" for n in range(lines))
        text = text_of().replace("监督电话一并写清。", f"监督电话一并写清。\n{more}")
        plan = draft(cast, text) if is_draft else confirmed(cast, text)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"/plans/{plan.pk}/").status_code == 200
        costs.append(len(queries))
    assert costs[0] == costs[1]

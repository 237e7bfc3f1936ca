"""Excel out: the file holds what the screen shows, masked unless asked for with a purpose, and never a formula."""

from __future__ import annotations

import io
import json
from typing import Any

import openpyxl
import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bihuan.matters import facade as loop
from bihuan.matters.choices import Stage
from bihuan.matters.models import Matter
from bihuan.rulebook.models import RuleOverride
from bihuan.trail.models import TrailEntry, TrailPayload
from bihuan.web.excel import CONTENT_TYPE
from tests.cast import Cast
from tests.signing_in import signed_in
from tests.walk import at, registered

EXCEL = "/ledger/excel/"
FULL = "/ledger/excel/full/"
PERSONAL = "col=number&col=title&col=name&col=phone"


@pytest.fixture
def office(cast: Cast) -> Client:
    return signed_in(cast.dispatcher)


def lines(answer: Any) -> list[list[Any]]:
    """The rows of the first sheet."""
    assert (answer.status_code, answer["Content-Type"]) == (200, CONTENT_TYPE)
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets[0]
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def test_the_file_has_the_columns_filters_and_order_of_the_screen(cast: Cast, office: Client) -> None:
    matter = at(cast, Stage.DISPATCHED, text="待签收的事")
    registered(cast, text="别的事")
    rows = lines(office.get(f"{EXCEL}?stage=DISPATCHED&col=number&col=title&col=unit&col=stage&col=due"))
    assert rows[2] == ["序号", "编号", "标题", "单位", "环节", "到期"]
    first = rows[3]
    assert first[:5] == [1, matter.number, "待签收的事", "镇民政所", "待签收"]
    assert f"{first[5]:%Y-%m-%d}" == "2026-03-03"
    assert len(rows) == 4


def test_every_page_of_the_filter_is_in_the_file_in_the_same_order(cast: Cast, office: Client) -> None:
    for n in range(27):
        registered(cast, text=f"第{n:02d}件")
    rows = lines(office.get(f"{EXCEL}?sort=-title&page=2"))
    assert [row[2] for row in rows[3:]] == [f"第{n:02d}件" for n in reversed(range(27))]


def test_the_head_of_the_file_tells_unit_period_filters_and_who_took_it(cast: Cast, office: Client) -> None:
    registered(cast)
    rows = lines(office.get(f"{EXCEL}?period=custom&first=2026-03-01&last=2026-03-31&kind=COMPLAINT"))
    assert rows[0][0] == "云溪镇事项台账"
    for words in ("单位：镇营商办", "收件时间：2026年3月　", "未办结", "类型：投诉", "共 1 件", "周分办"):
        assert words in rows[1][0]


def test_a_unit_gets_its_own_matters_only(cast: Cast) -> None:
    at(cast, Stage.DISPATCHED, text="民政主办")
    assert len(lines(signed_in(cast.other_handler).get(EXCEL))) == 3
    assert len(lines(signed_in(cast.stranger).get(EXCEL))) == 3
    assert len(lines(signed_in(cast.handler).get(EXCEL))) == 4


def test_names_and_phones_are_masked(cast: Cast, office: Client) -> None:
    registered(cast, caller=loop.Caller(name="张三丰", phone="13800001234"))
    rows = lines(office.get(f"{EXCEL}?{PERSONAL}"))
    assert rows[3][3:] == ["张*丰", "138****1234"]
    assert "姓名、电话已脱敏" in rows[1][0]
    assert not TrailEntry.objects.filter(action="matters.export-unmasked").exists()


def test_full_names_are_taken_out_for_a_purpose_and_the_trail_tells(cast: Cast, office: Client) -> None:
    registered(cast, caller=loop.Caller(name="张三丰", phone="13800001234"))
    rows = lines(office.post(f"{FULL}?{PERSONAL}&state=all", {"purpose": "UPPER_LEVEL"}))
    assert rows[3][3:] == ["张三丰", "13800001234"]
    entry = TrailEntry.objects.get(action="matters.export-unmasked")
    written = json.loads(TrailPayload.objects.get(entry=entry).content)
    assert (entry.actor_code, written["rows"], written["purpose"]) == ("fenban", 1, "UPPER_LEVEL")
    assert written["wanted"] == {"col": ["number", "title", "name", "phone"], "state": ["all"]}


def test_without_purpose_or_duty_no_full_names_leave(cast: Cast, office: Client) -> None:
    registered(cast, caller=loop.Caller(name="张三丰"))
    assert office.post(f"{FULL}?{PERSONAL}", {}).status_code == 302
    assert signed_in(cast.leader).post(f"{FULL}?{PERSONAL}", {"purpose": "CONTACT"}).status_code == 403
    assert office.get(f"{FULL}?{PERSONAL}").status_code == 405
    assert not TrailEntry.objects.filter(action="matters.export-unmasked").exists()


def test_more_rows_than_the_rule_allows_are_refused_with_the_way_out(
    cast: Cast, office: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(2):
        registered(cast)
    monkeypatch.setattr("bihuan.matters.views.ledger_excel._most_rows", lambda post, now: 1)
    answer = office.get(f"{EXCEL}?kind=COMPLAINT", follow=True)
    assert answer.redirect_chain == [("/ledger/?kind=COMPLAINT", 302)]
    assert "一次最多导出 1 件。请先按收件时间或单位筛选，分次导出。" in answer.content.decode()
    assert not RuleOverride.objects.exists()


DANGEROUS = st.sampled_from(["=", "+", "-", "@", "\t=", "\r=", "＝", "＋", "－", "＠", " =", "'="])


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(start=DANGEROUS, rest=st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=30))
def test_no_text_becomes_a_formula(cast: Cast, start: str, rest: str) -> None:
    text = f"{start}HYPERLINK({rest})"
    matter = registered(cast)
    Matter.objects.filter(pk=matter.pk).update(place_detail="=1+1", category="@SUM(1)")
    Matter.objects.filter(pk=matter.pk).update(title=_fit(text))
    answer = signed_in(cast.dispatcher).get(f"{EXCEL}?col=title&col=place&col=category")
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    cells = [cell for row in book.worksheets[0].iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    assert not [cell.value for cell in cells if isinstance(cell.value, str) and cell.value[:1] in "=+-@＝＋－＠"]


def _fit(text: str) -> str:
    """As much of the text as a title may hold."""
    kept = "".join(character for character in text if not 0x202A <= ord(character) <= 0x202E)
    return "".join(character for character in kept if not 0x2066 <= ord(character) <= 0x2069)[:200]

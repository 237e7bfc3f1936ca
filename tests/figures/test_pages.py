"""The pages of figures: what they show to whom, and at what cost."""

from __future__ import annotations

import io
from datetime import timedelta

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bihuan.figures import facade
from bihuan.matters.choices import Channel, Stage
from bihuan.people.models import Post
from tests import walk
from tests.cast import Cast

RECEIVED = "/figures/matters.received/"


def signed_in(post: Post) -> Client:
    client = Client()
    client.force_login(post.person)
    return client


def test_the_figure_page_shows_value_definition_and_records(cast: Cast) -> None:
    matter = walk.registered(cast, now=timezone.now() - timedelta(minutes=1))
    answer = signed_in(cast.dispatcher).get(RECEIVED, {"period": "year"})
    page = answer.content.decode()
    assert answer.status_code == 200
    for words in ("收件数：1 件", "统计时期内登记的事项数", "第1版", matter.number, f"/{matter.pk}/", "云溪镇"):
        assert words in page


def test_each_part_of_the_page_leads_to_the_part(cast: Cast) -> None:
    walk.at(cast, Stage.IN_HAND, now=timezone.now() - timedelta(hours=5))
    client = signed_in(cast.dispatcher)
    whole = client.get(RECEIVED, {"period": "year"}).content.decode()
    assert f"unit={cast.station.pk}" in whole
    part = client.get(RECEIVED, {"period": "year", "unit": str(cast.station.pk)}).content.decode()
    assert "主办单位：镇民政所" in part
    other = client.get(RECEIVED, {"period": "year", "unit": str(cast.other_station.pk)}).content.decode()
    assert "收件数：0 件" in other


def test_the_index_lists_every_figure_with_its_definition(cast: Cast) -> None:
    page = signed_in(cast.dispatcher).get("/figures/").content.decode()
    for figure in facade.figures():
        assert figure.label in page
        assert figure.definition in page


@pytest.mark.parametrize("who", ["stranger", "other_handler"])
def test_others_find_no_record_of_the_township(cast: Cast, who: str) -> None:
    matter = walk.registered(cast, now=timezone.now() - timedelta(minutes=1))
    page = signed_in(getattr(cast, who)).get(RECEIVED, {"period": "year"}).content.decode()
    assert matter.number not in page
    assert "收件数：0 件" in page


def test_a_unit_or_region_of_another_township_is_not_found(cast: Cast) -> None:
    client = signed_in(cast.stranger)
    assert client.get(RECEIVED, {"unit": str(cast.station.pk)}).status_code == 404
    answer = client.get(RECEIVED, {"region": "530199101000"})
    assert answer.status_code == 422
    assert "没有这个地区，或不在您的查阅范围内。" in answer.content.decode()
    county = signed_in(cast.county).get(RECEIVED, {"region": "530199101000"})
    assert county.status_code == 200


def test_administrators_and_outsiders_are_turned_away(cast: Cast) -> None:
    assert signed_in(cast.system_admin).get(RECEIVED).status_code == 403
    assert Client().get(RECEIVED).status_code == 302
    assert signed_in(cast.dispatcher).get("/figures/matters.nothing/").status_code == 404


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"period": "decade"}, "没有这种时期，请从本周、本月、本季、本年中选。"),
        ({"period": "custom"}, "自定时期要写明起止两个日期。"),
        ({"period": "custom", "first": "2026-03-02", "last": "2026-03-01"}, "结束日期早于开始日期，请改正。"),
        ({"period": "custom", "first": "三月", "last": "2026-03-01"}, "日期写法不对，请写成 2026-03-06 这样。"),
        ({"as_of": "昨天"}, "统计时点写法不对，请从材料或本页的链接打开。"),
        ({"as_of": "2026-03-01T00:00:00"}, "统计时点写法不对，请从材料或本页的链接打开。"),
        ({"as_of": "2099-03-01T00:00:00+08:00"}, "统计时点还没有到，请选现在或以前的时点。"),
    ],
)
def test_a_wrong_address_gets_one_sentence(cast: Cast, asked: dict[str, str], sentence: str) -> None:
    answer = signed_in(cast.dispatcher).get(RECEIVED, asked)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert signed_in(cast.dispatcher).get("/figures/", asked).status_code == 422


def test_a_frozen_scope_is_found_again_by_its_address(cast: Cast) -> None:
    now = timezone.now()
    walk.registered(cast, now=now - timedelta(minutes=2))
    period = facade.custom(now.date() - timedelta(days=40), now.date() + timedelta(days=1))
    scope = facade.Scope(cast.dispatcher.region_code, period, now - timedelta(minutes=1), cast.dispatcher)
    address = facade.address("matters.received", scope)
    walk.registered(cast, now=now)
    page = signed_in(cast.dispatcher).get(address).content.decode()
    assert "收件数：1 件" in page
    assert period.label in page


def test_the_excel_file_holds_all_records_and_the_definition(cast: Cast) -> None:
    for _ in range(30):
        walk.registered(cast, now=timezone.now() - timedelta(minutes=1))
    client = signed_in(cast.dispatcher)
    answer = client.get(RECEIVED, {"period": "year", "format": "xlsx"})
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    rows = list(sheet.iter_rows(values_only=True))
    assert len(rows) == 33
    assert rows[0][0] == "收件数"
    assert rows[1][0].endswith("统计时期内登记的事项数，不论来源和后来的办理情况。")
    assert rows[2][0] == "编号"
    assert "第 1 页，共 2 页" in client.get(RECEIVED, {"period": "year"}).content.decode()


def test_the_excel_file_of_a_rate_says_which_records_fulfil_it(cast: Cast) -> None:
    walk.at(cast, Stage.SUBMITTED, now=timezone.now() - timedelta(hours=6))
    address = "/figures/matters.on_time_share/"
    answer = signed_in(cast.dispatcher).get(address, {"period": "year", "format": "xlsx"})
    rows = list(openpyxl.load_workbook(io.BytesIO(answer.content)).active.iter_rows(values_only=True))
    assert (rows[2][-1], rows[3][-1]) == ("计入分子", "是")


@pytest.mark.parametrize("name", ["matters.received", "matters.on_time_share", "matters.mean_working_days"])
def test_the_cost_of_the_page_does_not_grow_with_its_records(cast: Cast, name: str) -> None:
    client = signed_in(cast.dispatcher)
    costs = []
    for channel in (Channel.PHONE, Channel.COUNTER, Channel.HOTLINE):
        walk.at(cast, Stage.SUBMITTED, now=timezone.now() - timedelta(hours=6), channel=channel)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"/figures/{name}/", {"period": "year"}).status_code == 200
        costs.append(len(queries))
    assert costs[0] == costs[2]


def test_tiles_lead_to_their_records(cast: Cast) -> None:
    now = timezone.now()
    walk.at(cast, Stage.SUBMITTED, now=now - timedelta(hours=6))
    period = facade.custom(now.date() - timedelta(days=40), now.date() + timedelta(days=1))
    tiles = facade.tiles(cast.dispatcher, period, now=now)
    assert [(tile.label, tile.shown) for tile in tiles][:4] == [
        ("收件数", "1 件"),
        ("在办数", "1 件"),
        ("逾期数", "0 件"),
        ("办结数", "0 件"),
    ]
    client = signed_in(cast.dispatcher)
    for tile in tiles:
        assert f"{tile.label}：{tile.shown}" in client.get(tile.url).content.decode()

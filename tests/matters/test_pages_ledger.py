"""台账: what the ledger shows to whom, in which order, and at which cost."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bihuan.matters import facade as loop
from bihuan.matters import queries
from bihuan.matters.choices import Channel, Kind, Share, Stage, Urgency
from bihuan.matters.models import Matter, SavedView
from bihuan.matters.queries import LedgerFilter, page_of
from tests.cast import NOW, VILLAGE, Cast
from tests.signing_in import signed_in
from tests.walk import HOUR, at, registered

LEDGER = "/ledger/"
FIELDS = ["id", "number"]


def titles(client: Client, query: str = "") -> list[str]:
    """The titles that the ledger shows, in its order."""
    answer = client.get(f"{LEDGER}?{query}")
    assert answer.status_code == 200
    return re.findall(r'title="([^"]+)">\1</a>', answer.content.decode())


def text_of(client: Client, query: str = "") -> str:
    content: str = client.get(f"{LEDGER}?{query}").content.decode()
    return content


@pytest.fixture
def office(cast: Cast) -> Client:
    return signed_in(cast.dispatcher)


def test_the_ledger_shows_open_matters_by_their_next_deadline(cast: Cast, office: Client) -> None:
    registered(cast, text="后到期", now=NOW + timedelta(days=7))
    registered(cast, text="先到期")
    at(cast, Stage.ARCHIVED, text="已归档")
    assert titles(office) == ["先到期", "后到期"]
    assert titles(office, "sort=-due") == ["后到期", "先到期"]
    assert titles(office, "state=closed") == ["已归档"]
    assert set(titles(office, "state=all")) == {"先到期", "后到期", "已归档"}


def test_a_line_tells_number_source_kind_unit_stage_due_and_strike_off(cast: Cast, office: Client) -> None:
    struck = at(cast, Stage.STRUCK_OFF, text="灯修好了", channel=Channel.PHONE)
    shown = text_of(office, "state=all")
    line = shown[shown.index("<tbody>") :]
    for words in (struck.number, "电话", "投诉", "镇民政所", "已销号", struck.strike_off_number):
        assert words in line


def test_a_unit_sees_what_it_leads_first_and_its_other_parts_by_a_chip(cast: Cast) -> None:
    at(cast, Stage.DISPATCHED, text="民政主办")
    registered(cast, text="只是登记")
    other = at(cast, Stage.ACCEPTED, text="农业主办")
    loop.dispatch(other, by=cast.dispatcher, now=NOW + 5 * HOUR, lead_unit=cast.other_station)
    station, farming = signed_in(cast.handler), signed_in(cast.other_handler)
    assert titles(station) == ["民政主办"]
    assert set(titles(station, "share=REGISTERED")) == {"民政主办", "只是登记", "农业主办"}
    assert set(titles(station, "share=ALL")) == {"民政主办", "只是登记", "农业主办"}
    assert titles(farming) == ["农业主办"]
    assert titles(farming, "share=ALL") == ["农业主办"]


def test_an_assisting_unit_finds_its_part_under_its_own_chip(cast: Cast) -> None:
    matter = at(cast, Stage.IN_HAND, text="要农业协办")
    due = NOW + timedelta(days=3)
    loop.involve(matter, by=cast.dispatcher, now=NOW + 5 * HOUR, unit=cast.other_station, task="查地块", due_at=due)
    farming = signed_in(cast.other_handler)
    assert titles(farming) == []
    assert titles(farming, "share=ASSISTING") == ["要农业协办"]


def test_a_neighbour_sees_nothing_of_it(cast: Cast) -> None:
    registered(cast, text="本镇的事")
    assert titles(signed_in(cast.stranger), "state=all") == []
    assert titles(signed_in(cast.county), "state=all") == ["本镇的事"]


def test_a_unit_never_sees_what_is_about_itself(cast: Cast) -> None:
    matter = registered(cast, text="反映农业站", accused_unit=cast.other_station)
    Matter.objects.filter(pk=matter.pk).update(registered_unit=cast.other_station)
    assert titles(signed_in(cast.other_handler), "share=ALL&state=all") == []


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("kind=HELP", ["求助电话"]),
        ("channel=PHONE", ["求助电话"]),
        ("urgency=URGENT", ["紧急的事"]),
        ("stage=DISPATCHED", ["待签收的事"]),
        ("q=签收", ["待签收的事"]),
        ("q=签", ["待签收的事"]),
        ("q=没有这个词", []),
        ("due=overdue", ["求助电话", "紧急的事", "待签收的事"]),
        ("due=today", []),
        ("period=custom&first=2026-03-03&last=2026-03-03", ["求助电话", "紧急的事", "待签收的事"]),
        ("period=custom&first=2026-03-04", []),
        ("period=custom&last=2026-03-02", []),
    ],
)
def test_filters_leave_what_was_asked_for(cast: Cast, office: Client, query: str, expected: list[str]) -> None:
    at(cast, Stage.DISPATCHED, text="待签收的事")
    registered(cast, text="求助电话", kind=Kind.HELP, channel=Channel.PHONE)
    loop.register(
        by=cast.handler,
        now=NOW,
        region_code=cast.office.region_code,
        kind=Kind.COMPLAINT,
        channel=Channel.COUNTER,
        urgency=Urgency.URGENT,
        told=loop.Told(text="紧急的事"),
    )
    assert set(titles(office, query)) == set(expected)


def test_the_filter_by_unit_shows_what_that_unit_leads(cast: Cast, office: Client) -> None:
    at(cast, Stage.DISPATCHED, text="民政主办")
    registered(cast, text="还没分办")
    assert titles(office, f"unit={cast.station.pk}") == ["民政主办"]


def test_a_search_also_finds_closed_matters_of_every_unit(cast: Cast) -> None:
    at(cast, Stage.ARCHIVED, text="暖气不热")
    assert titles(signed_in(cast.handler), "q=暖气") == ["暖气不热"]


def test_suspended_matters_stand_under_the_chip_for_carried_ones(cast: Cast, office: Client) -> None:
    matter = at(cast, Stage.IN_HAND, text="待资金的事")
    registered(cast, text="别的事")
    loop.suspend(
        matter, by=cast.leader, now=NOW + 5 * HOUR, ground="FUNDS", note="", look_again_at=NOW + timedelta(days=30)
    )
    assert titles(office, "stage=SUSPENDED") == ["待资金的事"]
    assert "挂账" in text_of(office)


@pytest.mark.parametrize(
    "query",
    [
        "stage=NONSENSE",
        "unit=x",
        "page=x",
        "page=-1",
        "page=999999999999",
        "sort=password",
        "first=2026-02-30",
        "col=x",
    ],
)
def test_an_address_that_makes_no_sense_still_shows_the_ledger(cast: Cast, office: Client, query: str) -> None:
    registered(cast, text="这件事")
    assert titles(office, query) == ["这件事"]


def test_columns_are_those_chosen(cast: Cast, office: Client) -> None:
    registered(cast, place_code=VILLAGE, place_detail="东侧路口")
    shown = text_of(office, "col=number&col=place&col=name")
    head = re.findall(r"<th[^>]*>(?:<a[^>]*>)?([^<▲▼]+)", shown)
    assert [word.strip() for word in head] == ["序号", "编号", "地点", "诉求人"]
    assert "上河村东侧路口" in shown
    assert "张*" in shown
    assert "张三" not in shown


def test_the_second_page_goes_on_where_the_first_ended(cast: Cast, office: Client) -> None:
    for n in range(27):
        registered(cast, text=f"第{n:02d}件", now=NOW + n * timedelta(minutes=1))
    first, second = titles(office, "sort=received"), titles(office, "sort=received&page=2")
    assert [*first, *second] == [f"第{n:02d}件" for n in range(27)]
    assert (len(first), len(second)) == (25, 2)
    assert titles(office, "sort=received&page=99") == second
    assert '<td class="is-number is-tight" data-label="序号">26</td>' in text_of(office, "sort=received&page=2")


def test_turning_the_page_keeps_the_filters(cast: Cast, office: Client) -> None:
    for n in range(26):
        registered(cast, text=f"第{n:02d}件")
    assert "?kind=COMPLAINT&amp;sort=-received&amp;page=2" in text_of(office, "kind=COMPLAINT&sort=-received")


def test_a_page_costs_the_same_number_of_queries_for_one_and_for_thirty_rows(cast: Cast, office: Client) -> None:
    counts = []
    for rows in (1, 3):
        while Matter.objects.count() < rows:
            at(cast, Stage.DISPATCHED)
        office.get(LEDGER)
        with CaptureQueriesContext(connection) as captured:
            office.get(f"{LEDGER}?col=number&col=title&col=unit&col=place&col=name&col=phone")
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_counting_stops_at_its_cap(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    for n in range(8):
        registered(cast, text=f"第{n}件")
    monkeypatch.setattr(queries, "COUNT_CAP", 6)
    page = page_of(LedgerFilter(), FIELDS, post=cast.dispatcher, size=3)
    assert (page.total, page.is_more, page.pages, len(page.rows)) == (6, True, 2, 3)
    exact = page_of(LedgerFilter(), FIELDS, post=cast.dispatcher, size=10)
    assert (exact.total, exact.is_more) == (8, False)


def test_a_list_too_long_to_be_sorted_says_so_and_shows_the_newest(
    cast: Cast, office: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    for n in range(4):
        registered(cast, text=f"第{n}件", now=NOW + n * HOUR)
    monkeypatch.setattr(queries, "COUNT_CAP", 3)
    shown = text_of(office, "sort=title")
    assert "符合条件的超过 3 件，不能按“标题”排序。请先筛选，再排序。" in shown


def test_pages_and_counts_agree_with_the_whole_list_for_every_share(cast: Cast) -> None:
    at(cast, Stage.SUBMITTED)
    at(cast, Stage.DISPATCHED)
    registered(cast)
    for post in (cast.dispatcher, cast.handler, cast.reviewer, cast.county):
        for share in Share:
            wanted = LedgerFilter(share=share)
            whole = queries.ledger(wanted, post=post).count()
            assert queries.capped_count(wanted, post=post) == whole
            assert page_of(wanted, FIELDS, post=post).total == whole


def test_a_view_is_saved_shown_and_dropped(cast: Cast, office: Client) -> None:
    answer = office.post(f"{LEDGER}views/save/", {"name": "投诉", "query": "kind=COMPLAINT&col=number"})
    assert (answer.status_code, answer["Location"]) == (302, "/ledger/?kind=COMPLAINT&col=number")
    view = SavedView.objects.get()
    assert "?kind=COMPLAINT&amp;col=number" in text_of(office)
    other = signed_in(cast.reviewer)
    assert "?kind=COMPLAINT&amp;col=number" not in text_of(other)
    assert other.post(f"{LEDGER}views/{view.pk}/drop/").status_code == 404
    assert office.post(f"{LEDGER}views/{view.pk}/drop/").status_code == 302
    assert not SavedView.objects.exists()


def test_saving_under_the_same_name_replaces_the_view(office: Client) -> None:
    for query in ("kind=HELP", "kind=COMPLAINT"):
        office.post(f"{LEDGER}views/save/", {"name": "我的", "query": query})
    assert [view.query for view in SavedView.objects.all()] == ["kind=COMPLAINT"]


def test_a_view_leads_nowhere_but_to_the_ledger(office: Client) -> None:
    answer = office.post(f"{LEDGER}views/save/", {"name": "坏", "query": "//evil.example/?x=1"})
    assert answer["Location"].startswith("/ledger/?")


def test_the_ledger_can_be_printed_whole(cast: Cast, office: Client) -> None:
    for n in range(27):
        registered(cast, text=f"第{n:02d}件")
    assert len(titles(office, "print=1")) == 27


def test_the_panel_of_filters_is_fetched_when_it_is_opened(cast: Cast, office: Client) -> None:
    assert 'name="channel"' not in text_of(office)
    assert 'name="channel"' in text_of(office, "kind=HELP&panel=1")
    alone = office.get(f"{LEDGER}?kind=HELP&panel=1", headers={"HX-Request": "true"}).content.decode()
    assert alone.startswith("<form")
    assert '<option value="HELP" selected>求助</option>' in alone


def test_an_empty_ledger_says_how_to_begin(office: Client, cast: Cast) -> None:
    assert "登记一件" in text_of(office)
    assert "没有符合条件的事项" in text_of(office, "kind=HELP")
    assert "登记一件" not in text_of(signed_in(cast.leader))


def test_administrators_do_not_see_the_ledger(cast: Cast) -> None:
    for post in (cast.system_admin, cast.security_admin, cast.audit_admin):
        assert signed_in(post).get(LEDGER).status_code == 403


def test_a_title_with_script_is_shown_as_text(cast: Cast, office: Client) -> None:
    registered(cast, title="<script>alert(1)</script>")
    shown = text_of(office)
    assert "<script>alert" not in shown
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in shown


def test_the_answer_is_not_a_page_for_whoever_is_not_signed_in(db: Any) -> None:
    assert Client().get(LEDGER).status_code == 302

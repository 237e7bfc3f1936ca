"""留痕 on the screen: for the audit administrator only, of the own township only, without what the acts wrote."""

from __future__ import annotations

import re
from datetime import datetime
from html import unescape

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bihuan.kernel.deadlines import SHANGHAI
from bihuan.matters.choices import Move
from bihuan.people.choices import Role
from bihuan.people.models import Post
from bihuan.trail.choices import act_choices, act_word, object_word, role_word
from bihuan.trail.facade import record
from bihuan.trail.models import TrailEntry
from bihuan.trail.queries import line_of, logs_of
from bihuan.web.navigation import MORE_PLACES, entries_for
from tests.architecture.source import modules
from tests.cast import COUNTY, NEIGHBOUR, NOW, TOWN, VILLAGE, Cast
from tests.signing_in import signed_in

ACTS_IN_CODE = re.compile(r'(?:record|_record|_leave_entry)\(\s*"([^"]+)"')
OBJECTS_IN_CODE = re.compile(r'object_kind="([^"]+)"|_record\(\s*"[^"]+", "([^"]+)"')
CELLS = re.compile(r"<td[^>]*>(.*?)</td>", re.DOTALL)


def leave(by: Post, action: str = "matters.DISPATCH", *, count: int = 1, now: datetime = NOW) -> None:
    for _ in range(count):
        with transaction.atomic():
            record(
                action,
                by=by,
                now=now,
                object_kind="matter",
                object_id="0190-1",
                region_code=by.region_code,
                payload={"words": "张三反映的内容"},
            )


@pytest.fixture
def auditor(cast: Cast) -> Client:
    return signed_in(cast.audit_admin)


def rows(client: Client, query: str = "") -> list[list[str]]:
    """The cells of each row as the reader sees them."""
    page = client.get(f"/trail/{query}")
    assert page.status_code == 200
    cells = [" ".join(unescape(re.sub(r"<[^>]+>", "", cell)).split()) for cell in CELLS.findall(page.content.decode())]
    return [cells[n : n + 6] for n in range(0, len(cells), 6)]


def numbers(client: Client, query: str = "") -> list[int]:
    return [int(row[0]) for row in rows(client, query)]


def test_an_entry_is_shown_in_the_words_of_the_office(cast: Cast, auditor: Client):
    leave(cast.dispatcher)
    assert rows(auditor) == [
        ["1", "2026年3月3日（周二）10:00", "周分办（fenban）", "镇营商办 分办员", "分办", "事项 0190-1"]
    ]


def test_what_the_act_wrote_is_not_shown(cast: Cast, auditor: Client):
    leave(cast.dispatcher)
    assert "张三反映的内容" in TrailEntry.objects.get().payload.content
    assert "张三反映的内容" not in auditor.get("/trail/").content.decode()


def test_only_the_audit_administrator_opens_the_page_and_the_others_are_told_why(cast: Cast):
    for post in Post.objects.exclude(role=Role.AUDIT_ADMIN):
        for answer in (signed_in(post).get("/trail/"), signed_in(post).post("/trail/verify/")):
            assert answer.status_code == 403, post
            assert "“查阅留痕”由审计管理员办理" in answer.content.decode()
    assert signed_in(cast.audit_admin).get("/trail/").status_code == 200


def test_the_entry_at_the_left_is_there_for_the_audit_administrator_only(cast: Cast):
    shown = [
        post.role
        for post in Post.objects.select_related("person", "unit")
        if "留痕" in [entry.word for entry in entries_for(post, MORE_PLACES, here="trail")]
    ]
    assert shown == [Role.AUDIT_ADMIN]


def test_the_neighbours_entries_are_not_shown(cast: Cast, auditor: Client):
    leave(cast.stranger, count=3)
    leave(cast.dispatcher)
    assert [row[2] for row in rows(auditor)] == ["周分办（fenban）"]
    assert rows(auditor, f"?log={NEIGHBOUR}") == []
    assert (
        "您的辖区里没有这个乡镇" in signed_in(cast.audit_admin).post(f"/trail/verify/?log={NEIGHBOUR}").content.decode()
    )


def test_the_logs_are_those_of_the_region_and_below(cast: Cast):
    leave(cast.stranger)
    leave(cast.dispatcher)
    leave(cast.county)
    assert [logs_of(code) for code in (TOWN, COUNTY, VILLAGE)] == [[TOWN], [COUNTY, TOWN, NEIGHBOUR], []]


def test_an_auditor_of_the_county_picks_the_township(cast: Cast):
    cast.audit_admin.region_code = COUNTY
    cast.audit_admin.save()
    leave(cast.dispatcher)
    leave(cast.stranger)
    client = signed_in(cast.audit_admin)
    assert [row[2] for row in rows(client)] == ["周分办（fenban）"]
    assert [row[2] for row in rows(client, f"?log={NEIGHBOUR}")] == ["陈邻镇（linzhen）"]


def test_fifty_entries_a_page_newest_first_and_the_next_page_goes_on_below(cast: Cast, auditor: Client):
    leave(cast.dispatcher, count=101)
    assert numbers(auditor) == list(range(101, 51, -1))
    assert 'href="/trail/?before=52"' in auditor.get("/trail/").content.decode()
    assert numbers(auditor, "?before=52") == list(range(51, 1, -1))
    last = auditor.get("/trail/?before=2").content.decode()
    assert (numbers(auditor, "?before=2"), "更早的" in last, "回到最新" in last) == ([1], False, True)


@pytest.mark.parametrize("wrong", ["x", "-1", "9" * 30, "²", ""])
def test_a_wrong_place_in_the_address_gives_the_newest_page(cast: Cast, auditor: Client, wrong: str):
    leave(cast.dispatcher, count=2)
    assert numbers(auditor, f"?before={wrong}") == [2, 1]


def test_entries_are_found_by_person_act_and_day(cast: Cast, auditor: Client):
    leave(cast.dispatcher)
    leave(cast.handler, "matters.SUBMIT")
    leave(cast.handler, "matters.HANDLE", now=datetime(2026, 3, 4, 0, 0, tzinfo=SHANGHAI))
    assert numbers(auditor, "?who=chengban") == [3, 2]
    assert numbers(auditor, "?who=承办") == [3, 2]
    assert numbers(auditor, "?who=cheng") == []
    assert numbers(auditor, "?act=matters.SUBMIT") == [2]
    assert numbers(auditor, "?day=2026-03-03") == [2, 1]
    assert numbers(auditor, "?day=2026-03-04&who=chengban&act=matters.HANDLE") == [3]


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("?day=gestern", "日期要写成 2026-03-06 这样"),
        ("?day=0001-01-01", "日期的年份不对"),
        ("?act=drop", "没有这个动作"),
        (f"?who={'a' * 51}", "人员最多 50 个字"),
        ("?who=%00", "请"),
    ],
)
def test_a_wrong_filter_is_told_and_shows_no_entries(cast: Cast, auditor: Client, query: str, sentence: str):
    leave(cast.dispatcher)
    assert rows(auditor, query) == []
    assert sentence in auditor.get(f"/trail/{query}").content.decode()


def test_the_page_asks_as_often_for_three_entries_as_for_one_and_never_counts(cast: Cast, auditor: Client):
    asked = []
    for count in (1, 2):
        leave(cast.dispatcher, count=count)
        auditor.get("/trail/")
        with CaptureQueriesContext(connection) as caught:
            auditor.get("/trail/")
        asked.append([query["sql"] for query in caught])
    assert len(rows(auditor)) == 3
    assert len(asked[0]) == len(asked[1])
    assert [sql for sql in asked[1] if "COUNT(" in sql or "OFFSET" in sql or "trailpayload" in sql] == []


def test_verifying_says_that_the_own_log_is_whole_and_leaves_no_entry(cast: Cast, auditor: Client):
    leave(cast.dispatcher, count=2)
    leave(cast.stranger)
    answer = auditor.post("/trail/verify/")
    text = answer.content.decode()
    assert answer.status_code == 200
    assert f"{TOWN}：2 条，完整。" in text
    assert NEIGHBOUR not in text
    assert TrailEntry.objects.count() == 3


def test_verifying_names_the_first_broken_entry(cast: Cast, auditor: Client):
    leave(cast.dispatcher, count=2)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE trail_trailhead SET chain_hash = (SELECT chain_hash FROM trail_trailentry WHERE seq = 1)"
        )
    assert f"{TOWN}：第 3 条断裂，链尾缺失" in auditor.post("/trail/verify/").content.decode()


def test_nothing_is_verified_by_opening_an_address(auditor: Client):
    assert auditor.get("/trail/verify/").status_code == 405


def test_a_log_without_entries_says_so(auditor: Client):
    assert "现在还没有" in auditor.get("/trail/").content.decode()
    assert "还没有留痕。" in auditor.post("/trail/verify/").content.decode()


def test_an_entry_whose_text_was_destroyed_is_still_listed(cast: Cast):
    leave(cast.dispatcher)
    entry = TrailEntry.objects.get()
    for text in ("", "[]", "{}"):
        entry.leaf = text
        assert (line_of(entry).unit, line_of(entry).act) == ("正文读不出来，请核验", "分办")


def test_every_act_object_and_role_has_its_word():
    sources = [path.read_text("utf-8") for _, path in modules()]
    acts = {found for text in sources for found in ACTS_IN_CODE.findall(text)}
    assert {"people.FOUND", "ENTER_NOTICE", "matters.unmask"} <= acts
    moves = {f"matters.{move.value}": move.label for move in Move}
    known = {code for _, group in act_choices() for code, _ in group}
    assert sorted((acts | set(moves)) - known) == []
    assert {code: act_word(code) for code in moves} == moves
    kinds = {kind for text in sources for pair in OBJECTS_IN_CODE.findall(text) for kind in pair if kind}
    assert [kind for kind in sorted(kinds) if object_word(kind) == kind] == []
    assert {role.value: role_word(role) for role in Role} == {role.value: role.label for role in Role}

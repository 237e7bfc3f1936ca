"""The staff home: today's work by the duties of a post."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bihuan.kernel.deadlines import SHANGHAI
from bihuan.matters import facade as loop
from bihuan.matters.choices import Move, Stage
from bihuan.workbench import queries
from tests import walk
from tests.cast import NOW, Cast
from tests.signing_in import signed_in

DAY = timedelta(days=1)


def shown(post, *, now: datetime) -> dict[str, list[str]]:
    """The numbers of the lines by group."""
    today = queries.today(post, now=now)
    return {
        listing.key: [line.matter.number for line in listing.lines]
        for listing in (*today.urgent, *today.groups)
        if listing.count
    }


@pytest.mark.parametrize(
    ("stage", "role", "key", "move"),
    [
        (Stage.REGISTERED, "dispatcher", "assess", Move.ASSESS),
        (Stage.ACCEPTED, "dispatcher", "dispatch", Move.DISPATCH),
        (Stage.DISPATCHED, "handler", "sign-for", Move.SIGN_FOR),
        (Stage.IN_HAND, "head", "in-hand", Move.SUBMIT),
        (Stage.SUBMITTED, "reviewer", "review", Move.REVIEW),
        (Stage.REVIEWED, "reviewer", "reply", Move.REPLY),
        (Stage.REPLIED, "caller", "call-back", Move.CALL_BACK),
    ],
)
def test_a_matter_waits_on_the_home_page_of_whose_turn_it_is(cast: Cast, stage, role, key, move):
    matter = walk.at(cast, stage)
    today = queries.today(getattr(cast, role), now=NOW + 7 * walk.HOUR)
    assert [group.key for group in today.groups if group.count] == [key]
    lines = [line for listing in (*today.urgent, *today.groups) for line in listing.lines]
    assert [(line.matter.pk, line.move) for line in lines] == [(matter.pk, move)]


def test_a_called_back_matter_waits_first_for_the_leader_and_then_for_the_strike_off(cast: Cast):
    matter = walk.at(cast, Stage.CALLED_BACK)
    now = NOW + 8 * walk.HOUR
    if matter.signed_off_by_id is None:
        assert shown(cast.leader, now=now) == {"sign-off": [matter.number]}
        assert shown(cast.dispatcher, now=now) == {}
        loop.sign_off(matter, by=cast.leader, now=now)
    assert shown(cast.leader, now=now) == {}
    assert shown(cast.dispatcher, now=now) == {"strike-off": [matter.number]}


def test_nobody_is_asked_to_review_what_they_dispatched_themselves(cast: Cast):
    matter = walk.at(cast, Stage.SUBMITTED)
    now = NOW + 6 * walk.HOUR
    assert shown(cast.reviewer, now=now) == {"review": [matter.number]}
    type(matter).objects.filter(pk=matter.pk).update(dispatcher=cast.reviewer.person)
    assert shown(cast.reviewer, now=now) == {}


def test_another_units_work_is_not_mine(cast: Cast):
    walk.at(cast, Stage.DISPATCHED)
    assert shown(cast.other_handler, now=NOW + 4 * walk.HOUR) == {}


def test_the_neighbouring_township_sees_nothing(cast: Cast):
    walk.at(cast, Stage.REGISTERED)
    assert shown(cast.stranger, now=NOW + walk.HOUR) == {}


def test_what_is_late_stands_first_and_is_not_repeated_below(cast: Cast):
    matter = walk.at(cast, Stage.DISPATCHED)
    late = matter.next_due_at + walk.HOUR
    today = queries.today(cast.handler, now=late)
    assert [(listing.key, listing.count, len(listing.lines)) for listing in today.urgent] == [
        ("overdue", 1, 1),
        ("due", 0, 0),
    ]
    assert [(group.key, group.count, len(group.lines)) for group in today.groups if group.count] == [("sign-for", 1, 0)]


def test_what_ends_at_midnight_is_due_today(cast: Cast):
    matter = walk.at(cast, Stage.DISPATCHED)
    morning = (matter.next_due_at - timedelta(microseconds=1)).astimezone(SHANGHAI).replace(hour=8)
    assert list(shown(cast.handler, now=morning)) == ["due", "sign-for"]
    assert list(shown(cast.handler, now=morning - DAY)) == ["sign-for"]


def test_the_leader_sees_what_is_late_at_a_unit_with_a_line_to_look_only(cast: Cast):
    matter = walk.at(cast, Stage.DISPATCHED)
    today = queries.today(cast.leader, now=matter.next_due_at + walk.HOUR)
    assert [(line.matter.pk, line.move, line.word) for line in today.urgent[0].lines] == [(matter.pk, None, "查看")]


def test_an_assisting_unit_is_asked_for_its_part(cast: Cast):
    matter = walk.at(cast, Stage.IN_HAND)
    now = NOW + 5 * walk.HOUR
    loop.involve(matter, by=cast.dispatcher, now=now, unit=cast.other_station, task="提供名单", due_at=now + DAY)
    assert shown(cast.other_handler, now=now) == {"contribute": [matter.number]}


def test_the_load_counts_open_and_late_by_unit_or_by_person(cast: Cast):
    first = walk.at(cast, Stage.IN_HAND)
    walk.at(cast, Stage.REGISTERED)
    late = first.next_due_at + walk.HOUR
    by_unit = {row.name: (row.open, row.overdue) for row in queries.team_load(cast.dispatcher, now=late)}
    assert by_unit == {"镇民政所": (1, 1), "镇营商办": (1, 1)}
    by_person = {row.name: (row.open, row.overdue) for row in queries.team_load(cast.head, now=NOW + 5 * walk.HOUR)}
    assert by_person == {"李承办": (1, 0)}
    assert queries.team_load(cast.security_admin, now=late) == []


def test_a_unit_is_told_what_came_to_it(cast: Cast):
    matter = walk.at(cast, Stage.DISPATCHED)
    assert [(notice.word, notice.number) for notice in queries.notices(cast.handler)] == [("分办", matter.number)]
    assert queries.notices(cast.other_handler) == []


def test_news_tells_what_happened_and_not_the_stage_of_then(cast: Cast):
    matter = walk.at(cast, Stage.IN_HAND)
    page = signed_in(cast.handler).get("/today/").content.decode()
    news = page[page.index('id="notices-title"') :]
    assert f">{matter.number}</a> 分办<small>" in news
    assert "待签收" not in news


def home_queries(cast: Cast, post) -> int:
    client = signed_in(post)
    client.get("/today/")
    with CaptureQueriesContext(connection) as caught:
        assert client.get("/today/").status_code == 200
    return len(caught)


@pytest.mark.parametrize("role", ["dispatcher", "handler", "reviewer", "caller", "leader", "county"])
def test_the_home_page_asks_as_often_for_three_of_each_as_for_one(cast: Cast, role: str):
    stages = [Stage.REGISTERED, Stage.ACCEPTED, Stage.DISPATCHED, Stage.IN_HAND, Stage.SUBMITTED, Stage.REPLIED]
    for stage in stages:
        walk.at(cast, stage)
    with_one = home_queries(cast, getattr(cast, role))
    for stage in stages * 2:
        walk.at(cast, stage)
    assert home_queries(cast, getattr(cast, role)) == with_one
    assert with_one <= 45


def test_the_home_page_names_the_one_next_act(cast: Cast):
    matter = walk.at(cast, Stage.DISPATCHED)
    page = signed_in(cast.handler).get("/today/").content.decode()
    assert matter.number in page
    assert "?do=SIGN_FOR" in page


def test_the_home_page_of_nobody_s_turn_says_what_will_appear(cast: Cast):
    assert "现在没有要办的事" in signed_in(cast.caller).get("/today/").content.decode()


@pytest.mark.parametrize("role", ["system_admin", "security_admin", "audit_admin"])
def test_an_administrator_is_turned_away_from_business_with_the_reason(cast: Cast, role: str):
    answer = signed_in(getattr(cast, role)).get("/today/")
    assert answer.status_code == 403
    assert "不查看业务数据" in answer.content.decode()


def test_the_period_picker_keeps_to_what_it_offers(cast: Cast):
    client = signed_in(cast.dispatcher)
    assert 'aria-current="true">本年' in client.get("/today/?period=year").content.decode()
    assert 'aria-current="true">本月' in client.get("/today/?period=nonsense").content.decode()


def test_the_way_to_all_of_them_leads_into_the_ledger_with_the_same_filter(cast: Cast):
    for _ in range(queries.LINES + 1):
        walk.at(cast, Stage.DISPATCHED)
    today = queries.today(cast.handler, now=NOW + 2.5 * walk.HOUR)
    due, sign_for = today.urgent[1], today.groups[0]
    assert (due.count, len(due.lines), due.is_cut, due.ledger) == (9, 8, True, "due=today&share=OWNER")
    assert (sign_for.count, len(sign_for.lines), sign_for.above, sign_for.is_cut) == (9, 1, 8, False)
    assert sign_for.ledger == "stage=DISPATCHED&share=OWNER"

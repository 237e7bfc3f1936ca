"""The page that computes deadlines anew after a holiday notice: what waits, one button, what moved."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bihuan.kernel.deadlines import SHANGHAI
from bihuan.matters.choices import ClockKind, Stage
from bihuan.matters.models import Clock, Matter, MatterEvent
from bihuan.web.templatetags.bihuan import due_moment
from tests import walk
from tests.cast import Cast
from tests.matters.test_recalculation import enter_2027
from tests.signing_in import signed_in

# The swapped Saturday, 9 January, falls into the time of a matter dispatched on this day.
LATE = datetime(2027, 1, 6, 9, 0, tzinfo=SHANGHAI)


def test_nothing_waits_before_a_notice_is_entered(cast: Cast) -> None:
    walk.at(cast, Stage.IN_HAND, now=LATE)

    page = signed_in(cast.dispatcher).get(reverse("matters:recompute")).content.decode()

    assert "没有等待重算的时限。" in page
    assert "重算这" not in page


def test_the_button_lists_each_clock_that_moved_with_its_days_before_and_after(cast: Cast) -> None:
    matter = walk.at(cast, Stage.IN_HAND, now=LATE)
    enter_2027(cast)
    client, address = signed_in(cast.dispatcher), reverse("matters:recompute")
    before = Clock.objects.get(matter=matter, kind=ClockKind.HANDLE).due_at

    waiting = client.get(address).content.decode()
    assert "等待重算的事项（1 件）" in waiting
    assert matter.number in waiting
    assert Clock.objects.get(matter=matter, kind=ClockKind.HANDLE).due_at == before

    page = client.post(address).content.decode()
    after = Clock.objects.get(matter=matter, kind=ClockKind.HANDLE).due_at
    assert after != before
    assert f'<a href="{reverse("matters:matter", args=[matter.pk])}">{matter.number}</a>' in page
    assert page.count('data-label="原来到期"') == 1
    for moment in (before, after):
        last = moment.astimezone(LATE.tzinfo) - timedelta(days=1)
        assert due_moment(moment) in page
        assert due_moment(moment).startswith(f"{last.year}年{last.month}月{last.day}日（")
    assert ">办理</td>" in page
    assert "等待重算的事项" not in page

    again = client.post(address).content.decode()
    assert "没有时限变动" in again
    assert MatterEvent.objects.filter(matter=matter, move="RECOMPUTE").count() == 1


def test_only_who_dispatches_may_recompute_and_only_their_own_township(cast: Cast) -> None:
    matter = walk.at(cast, Stage.IN_HAND, now=LATE)
    enter_2027(cast)
    address = reverse("matters:recompute")
    for post in (cast.handler, cast.leader, cast.reviewer, cast.county, cast.system_admin):
        client = signed_in(post)
        assert client.get(address).status_code == 403
        assert client.post(address).status_code == 403
    assert Client().post(address).status_code == 302
    away = signed_in(cast.stranger)
    assert matter.number not in away.get(address).content.decode()
    away.post(address)
    assert not MatterEvent.objects.filter(move="RECOMPUTE").exists()


def test_the_page_asks_the_same_number_of_questions_for_one_matter_and_for_many(cast: Cast) -> None:
    walk.at(cast, Stage.IN_HAND, now=LATE)
    enter_2027(cast)
    client, address = signed_in(cast.dispatcher), reverse("matters:recompute")
    client.get(address)
    with CaptureQueriesContext(connection) as one:
        client.get(address)
    Clock.objects.all().update(proof={"calendar": "older"})
    for number in range(5):
        walk.at(cast, Stage.IN_HAND, now=LATE, text=f"第{number}件")
    Clock.objects.filter(ended_at=None, kind=ClockKind.HANDLE).update(proof={"calendar": "older"})
    with CaptureQueriesContext(connection) as many:
        page = client.get(address).content.decode()
    assert f"等待重算的事项（{Matter.objects.count()} 件）" in page
    assert len(many) == len(one)


def test_the_ledger_leads_there_whoever_dispatches_and_nobody_else(cast: Cast) -> None:
    link = f'href="{reverse("matters:recompute")}"'
    pages = [
        signed_in(post).get(reverse("matters:ledger")).content.decode() for post in (cast.dispatcher, cast.handler)
    ]
    assert [link in page for page in pages] == [True, False]

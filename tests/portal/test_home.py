"""首页: the board, the telephones, nothing stored about a visitor, and nothing written by looking."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from bihuan.people.models import Post, Unit
from bihuan.portal.queries import board_of
from tests.cast import NEIGHBOUR, TOWN, Cast

PAGES = ("/", "/phones/", "/report/", "/progress/", f"/t/{TOWN}/", f"/t/{TOWN}/report/")
TODAY = date(2026, 3, 3)


def _publish(post: Post, **changes: Any) -> None:
    Post.objects.filter(pk=post.pk).update(is_published=True, division_of_work="主持政府全面工作", **changes)


def test_the_board_names_published_leaders_with_their_work(town: Cast, visitor: Client) -> None:
    _publish(town.leader)
    Unit.objects.filter(pk=town.leader.unit_id).update(phone="0809-5550101")
    page = visitor.get("/").content.decode()
    assert "王镇长" in page
    assert "主持政府全面工作" in page
    assert 'href="tel:0809-5550101"' in page
    assert "李承办" not in page


def test_a_leader_whose_post_has_ended_is_off_the_board_and_the_date_says_so(town: Cast) -> None:
    _publish(town.leader, valid_to=date(2026, 2, 1))
    board = board_of(TOWN, today=TODAY)
    assert list(board.leaders) == []
    assert board.changed_on == date(2026, 2, 1)


def test_the_offices_telephone_is_on_every_page(town: Cast, visitor: Client) -> None:
    Unit.objects.filter(pk=town.office.pk).update(phone="0809-5550102")
    without = [path for path in PAGES if 'href="tel:0809-5550102"' not in visitor.get(path).content.decode()]
    assert without == []


def test_looking_sets_no_cookie_but_the_forms_own(town: Cast) -> None:
    cookies = {path: set(Client().get(path).cookies) for path in PAGES}
    assert cookies == {path: {"csrftoken"} if "report" in path or "progress" in path else set() for path in PAGES}


def test_looking_writes_nothing(town: Cast, visitor: Client) -> None:
    written: list[str] = []

    def watch(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        if not sql.lstrip().upper().startswith("SELECT"):
            written.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(watch):
        assert [visitor.get(path).status_code for path in PAGES] == [200] * len(PAGES)
    assert written == []


def test_each_page_is_light(town: Cast, visitor: Client) -> None:
    assert [path for path in PAGES if len(visitor.get(path).content) > 60_000] == []


def test_where_several_townships_take_reports_one_chooses_first(cast: Cast, visitor: Client) -> None:
    page = visitor.get("/").content.decode()
    assert f"/t/{TOWN}/" in page
    assert f"/t/{NEIGHBOUR}/" in page
    assert visitor.get(f"/t/{NEIGHBOUR}/").status_code == 200
    assert visitor.get("/t/530199999000/").status_code == 404


@pytest.mark.django_db
def test_before_anything_is_set_up_the_page_says_so(visitor: Client) -> None:
    answer = visitor.get("/")
    assert answer.status_code == 200
    assert "这里还没有开通" in answer.content.decode()

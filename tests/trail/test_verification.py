"""Whoever tampers with the log around the application is found, at the entry where it begins."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.db import connection

from bihuan.trail.domain.verification import _verify_log
from bihuan.trail.facade import Verdict, verify
from bihuan.trail.models import TrailHead
from tests.cast import NEIGHBOUR, TOWN
from tests.trail.test_recording import leave

pytestmark = pytest.mark.django_db


@pytest.fixture
def ten() -> Iterator[None]:
    """Ten entries, with the triggers off: the tamperer owns the database."""
    for n in range(10):
        leave(f"act-{n}")
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'trail_%'")
            triggers = cursor.fetchall()
            for name, _ in triggers:
                cursor.execute(f"DROP TRIGGER {name}")
        else:
            # PostgreSQL takes the triggers back with the transaction of the test.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("ALTER TABLE trail_trailentry DISABLE TRIGGER USER")
            cursor.execute("ALTER TABLE trail_trailpayload DISABLE TRIGGER USER")
    yield
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for _, sql in triggers:
                cursor.execute(sql)


def broken_at() -> int | None:
    (verdict,) = verify()
    return verdict.broken_at


def run(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


def test_an_untouched_log_is_whole(ten: None) -> None:
    assert broken_at() is None


def test_an_edited_leaf_is_named(ten: None) -> None:
    run("UPDATE trail_trailentry SET leaf = replace(leaf, 'act-3', 'act-9') WHERE seq = 4")
    assert broken_at() == 4


@pytest.mark.parametrize("text", ["", "x", "[]", "{}"])
def test_a_leaf_that_is_no_leaf_any_more_is_named(ten: None, text: str) -> None:
    run(f"UPDATE trail_trailentry SET leaf = '{text}' WHERE seq = 4")
    assert broken_at() == 4


def test_an_entry_added_past_the_head_is_found(ten: None) -> None:
    run("UPDATE trail_trailhead SET seq = 9, chain_hash = (SELECT chain_hash FROM trail_trailentry WHERE seq = 9)")
    assert broken_at() == 11


def test_an_act_while_the_log_is_verified_does_not_break_it(ten: None) -> None:
    head = TrailHead.objects.get()
    leave("meanwhile")
    assert _verify_log(head) == Verdict(TOWN, 11)


def test_an_edited_column_is_named(ten: None) -> None:
    run("UPDATE trail_trailentry SET action = 'harmless' WHERE seq = 5")
    assert broken_at() == 5


def test_a_deleted_entry_is_named(ten: None) -> None:
    run("DELETE FROM trail_trailpayload WHERE entry_id = (SELECT id FROM trail_trailentry WHERE seq = 6)")
    run("DELETE FROM trail_trailentry WHERE seq = 6")
    assert broken_at() == 6


def test_a_cut_tail_is_found(ten: None) -> None:
    run("DELETE FROM trail_trailpayload WHERE entry_id IN (SELECT id FROM trail_trailentry WHERE seq > 8)")
    run("DELETE FROM trail_trailentry WHERE seq > 8")
    assert broken_at() == 9


def test_two_swapped_entries_are_found(ten: None) -> None:
    run("UPDATE trail_trailentry SET seq = 100 WHERE seq = 2")
    run("UPDATE trail_trailentry SET seq = 2 WHERE seq = 3")
    run("UPDATE trail_trailentry SET seq = 3 WHERE seq = 100")
    assert broken_at() == 2


def test_an_edited_payload_is_named(ten: None) -> None:
    run("UPDATE trail_trailpayload SET content = '{}' WHERE entry_id = (SELECT id FROM trail_trailentry WHERE seq = 7)")
    assert broken_at() == 7


def test_a_broken_log_does_not_hide_the_state_of_its_neighbour(ten: None) -> None:
    leave("act", region_code=NEIGHBOUR)
    run(f"UPDATE trail_trailentry SET action = 'x' WHERE seq = 1 AND region_code = '{TOWN}'")

    assert [(v.region_code, v.broken_at) for v in verify()] == [(TOWN, 1), (NEIGHBOUR, None)]


def test_the_command_names_the_first_broken_entry_and_fails(ten: None, capsys: pytest.CaptureFixture[str]) -> None:
    run("UPDATE trail_trailentry SET action = 'x' WHERE seq = 2")

    with pytest.raises(SystemExit) as exit_info:
        call_command("verify_trail")

    assert exit_info.value.code == 1
    assert "第 2 条断裂" in capsys.readouterr().out

"""One entry per act, in its transaction, and no way to change it afterwards."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from bihuan.trail.facade import NotInTransaction, record, system
from bihuan.trail.models import TrailEntry
from tests.cast import NEIGHBOUR, NOW, TOWN, VILLAGE


def leave(action: str, *, region_code: str = TOWN) -> TrailEntry:
    with transaction.atomic():
        return record(
            action,
            by=system(region_code),
            now=NOW,
            object_kind="matter",
            object_id="1",
            region_code=region_code,
            payload={"words": "内容"},
        )


@pytest.mark.django_db(transaction=True)
def test_an_entry_outside_a_transaction_is_refused() -> None:
    with pytest.raises(NotInTransaction):
        record("x", by=system(TOWN), now=NOW, object_kind="m", object_id="1", region_code=TOWN, payload={})


@pytest.mark.django_db
def test_entries_of_a_township_are_numbered_without_gaps_and_apart_from_the_neighbour() -> None:
    numbers = [leave(f"act-{n}").seq for n in range(3)]
    neighbour = leave("act", region_code=NEIGHBOUR).seq

    assert (numbers, neighbour) == ([1, 2, 3], 1)


@pytest.mark.django_db
def test_an_act_in_a_village_goes_into_the_log_of_its_township() -> None:
    assert leave("act", region_code=VILLAGE).region_code == TOWN


@pytest.mark.django_db
def test_an_act_that_is_rolled_back_leaves_no_entry_and_no_gap() -> None:
    def leave_and_fail() -> None:
        with transaction.atomic():
            leave("undone")
            raise ZeroDivisionError

    leave("first")
    with pytest.raises(ZeroDivisionError):
        leave_and_fail()
    assert leave("second").seq == 2


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change",
    [
        "UPDATE trail_trailentry SET action = 'other'",
        "DELETE FROM trail_trailentry",
        "UPDATE trail_trailpayload SET content = '{}'",
    ],
)
def test_the_database_itself_refuses_to_change_an_entry(change: str) -> None:
    leave("act")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)

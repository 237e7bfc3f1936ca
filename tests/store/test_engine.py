"""The engine: settings that keep what was acknowledged, and both engines refusing the same text."""

from __future__ import annotations

import pytest
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.db import connection

from bihuan.store import engine
from bihuan.store.fields import StorableCharField
from bihuan.store.models import NumberSequence, StoredFile
from tests.cast import NEIGHBOUR, TOWN


def test_an_old_sqlite_is_not_used_in_wal_mode() -> None:
    assert engine.journal_mode((3, 40, 1)) == "DELETE"
    assert engine.journal_mode((3, 51, 2)) == "DELETE"
    assert engine.journal_mode((3, 51, 3)) == "WAL"


def test_an_address_that_names_no_known_database_says_what_to_give() -> None:
    with pytest.raises(ImproperlyConfigured, match="sqlite:///path/to/file or postgresql://"):
        engine.database("mysql://localhost/x")


def test_the_address_of_postgresql_is_read_whole() -> None:
    settings = engine.database("postgresql://user:p%40ss@db.example:5433/town?application_name=town")

    assert (settings["USER"], settings["PASSWORD"], settings["HOST"], settings["PORT"]) == (
        "user",
        "p@ss",
        "db.example",
        5433,
    )
    assert settings["OPTIONS"]["application_name"] == "town"


@pytest.mark.django_db
def test_sqlite_runs_with_durable_settings() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("the pragmas are SQLite's")
    with connection.cursor() as cursor:
        values = {
            name: cursor.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("synchronous", "foreign_keys", "trusted_schema", "secure_delete")
        }
    assert values == {"synchronous": 2, "foreign_keys": 1, "trusted_schema": 0, "secure_delete": 1}
    assert connection.transaction_mode == "IMMEDIATE"


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["with\x00nul", "lone \ud800 surrogate", "长" * 201])
def test_text_that_one_engine_would_refuse_is_refused_by_both(name: str) -> None:
    with pytest.raises(ValidationError):
        StoredFile.objects.create(sha256="0" * 64, name=name, content_type="text/plain", size=1)


def test_the_sentence_for_text_that_is_too_long_says_how_long_it_may_be() -> None:
    field = StorableCharField("标题", max_length=5)

    with pytest.raises(ValidationError, match="最多 5 个字，现有 6 个字"):
        field.get_prep_value("一二三四五六")


@pytest.mark.django_db
def test_numbers_run_without_gaps_by_word_region_and_year() -> None:
    def take(word: str, region: str, year: int) -> int:
        return NumberSequence.take(word, region_code=region, year=year)

    taken = [take("诉求", TOWN, 2026), take("诉求", TOWN, 2026), take("销号", TOWN, 2026)]
    taken += [take("诉求", NEIGHBOUR, 2026), take("诉求", TOWN, 2027), take("诉求", TOWN, 2026)]

    assert taken == [1, 2, 1, 1, 1, 3]

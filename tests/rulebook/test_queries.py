"""Rules are read from memory; what other processes enter is seen within a second."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from bihuan.rulebook import facade, queries
from bihuan.rulebook.book import UnknownRule
from bihuan.rulebook.models import Edition, RuleOverride
from tests.cast import NOW, TOWN

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 3)
RULE = "matters.limit.accept"


def another_process_overrides() -> None:
    """What an act in another process leaves in the database."""
    RuleOverride.objects.create(
        region_code=TOWN, rule_id=RULE, value=1, source="办法", reason="快", valid_from=TODAY, entered_at=NOW
    )
    Edition.turn()


def test_a_thousand_answers_cost_one_query(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        for _ in range(1000):
            facade.rule(RULE, on=TODAY, region_code=TOWN)
            facade.calendar_for(TOWN)
            facade.rules_in_force(TOWN, TODAY)


def test_with_overrides_the_first_answer_costs_three_queries_and_the_next_none(django_assert_num_queries: Any) -> None:
    another_process_overrides()
    with django_assert_num_queries(3):
        assert facade.rule(RULE, on=TODAY, region_code=TOWN).value == 1
    with django_assert_num_queries(0):
        assert facade.rule(RULE, on=TODAY, region_code=TOWN).value == 1


def test_what_another_process_entered_is_seen_after_the_second(settings: Any) -> None:
    settings.RULEBOOK_RECHECK_SECONDS = 0
    assert facade.rule(RULE, on=TODAY, region_code=TOWN).value == 2
    another_process_overrides()
    assert facade.rule(RULE, on=TODAY, region_code=TOWN).value == 1


def test_within_the_second_the_answer_stands(settings: Any) -> None:
    settings.RULEBOOK_RECHECK_SECONDS = 3600
    assert facade.rule(RULE, on=TODAY, region_code=TOWN).value == 2
    another_process_overrides()
    assert facade.rule(RULE, on=TODAY, region_code=TOWN).value == 2


def test_an_unchanged_edition_keeps_what_was_read(settings: Any) -> None:
    settings.RULEBOOK_RECHECK_SECONDS = 0
    assert facade.calendar_for(TOWN) is facade.calendar_for(TOWN)


def test_the_memory_of_answers_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "MEMO_SIZE", 3)
    for day in range(1, 10):
        facade.rule(RULE, on=date(2026, 3, day), region_code=TOWN)
    snapshot = queries._held.snapshot
    assert snapshot is not None
    assert len(snapshot.rules) <= 3


def test_an_unknown_rule_is_refused_by_name() -> None:
    with pytest.raises(UnknownRule, match=r"没有名为“matters\.nothing”的规则"):
        facade.rule("matters.nothing", on=TODAY, region_code=TOWN)


def test_every_rule_in_force_is_listed_once() -> None:
    listed = [entry.rule.id for entry in facade.rules_in_force(TOWN, TODAY)]
    assert len(listed) == len(set(listed)) > 50

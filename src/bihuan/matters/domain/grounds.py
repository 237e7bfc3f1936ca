"""Grounds (依据、理由) come from lists in the rulebook, never from free text alone."""

from __future__ import annotations

from datetime import datetime

from bihuan.kernel.deadlines import SHANGHAI
from bihuan.matters.domain.refusals import NotPossible
from bihuan.rulebook.book import Choice
from bihuan.rulebook.facade import rule


def choices_of(rule_id: str, *, region_code: str, now: datetime) -> list[tuple[str, str]]:
    """Code and Chinese label of each ground in force, in the rule's order."""
    in_force = rule(rule_id, on=now.astimezone(SHANGHAI).date(), region_code=region_code)
    return [(choice.code, choice.label) for choice in in_force.choices]


def choice_of(rule_id: str, code: str, *, region_code: str, now: datetime) -> Choice:
    """One ground of the list, with its marks. Raises NotPossible for a code that is not on the list."""
    in_force = rule(rule_id, on=now.astimezone(SHANGHAI).date(), region_code=region_code)
    for choice in in_force.choices:
        if choice.code == code:
            return choice
    raise NotPossible("请从清单中选择理由。")


def label_of(rule_id: str, code: str, *, region_code: str, now: datetime) -> str:
    """The label of one ground. Raises NotPossible for a code that is not on the list."""
    return choice_of(rule_id, code, region_code=region_code, now=now).label

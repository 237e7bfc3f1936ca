"""Grounds (依据、理由) come from lists in the rulebook, never from free text alone."""

from __future__ import annotations

from datetime import datetime

from bihuan.kernel.deadlines import SHANGHAI
from bihuan.matters.domain.refusals import NotPossible
from bihuan.rulebook.facade import rule


def choices_of(rule_id: str, *, region_code: str, now: datetime) -> list[tuple[str, str]]:
    """Code and Chinese label of each ground in force, in the rule's order."""
    in_force = rule(rule_id, on=now.astimezone(SHANGHAI).date(), region_code=region_code)
    return [(choice.code, choice.label) for choice in in_force.choices]


def label_of(rule_id: str, code: str, *, region_code: str, now: datetime) -> str:
    """The label of one ground. Raises NotPossible for a code that is not on the list."""
    for known, label in choices_of(rule_id, region_code=region_code, now=now):
        if known == code:
            return label
    raise NotPossible("请从清单中选择理由。")

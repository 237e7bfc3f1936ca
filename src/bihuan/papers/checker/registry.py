"""The list of rules. A rule file registers its check with the decorator `rule`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bihuan.papers.checker.finding import Finding
from bihuan.papers.checker.manuscript import Manuscript

Check = Callable[[Manuscript], Iterator[Finding]]


@dataclass(frozen=True)
class Rule:
    """A rule: its id (E1 …), its title in Chinese, the law or habit in office language, and the check itself."""

    id: str
    title: str
    basis: str
    check: Check

    @property
    def number(self) -> int:
        return int(self.id.removeprefix("E"))


_RULES: dict[str, Rule] = {}


def rule(rule_id: str, title: str, *, basis: str) -> Callable[[Check], Check]:
    """Register a check. Raises ValueError when the id is taken."""

    def register(check: Check) -> Check:
        if rule_id in _RULES:
            raise ValueError(f"two rules are called {rule_id}")
        _RULES[rule_id] = Rule(rule_id, title, basis, check)
        return check

    return register


def rules() -> tuple[Rule, ...]:
    """All registered rules by number."""
    return tuple(sorted(_RULES.values(), key=lambda one: one.number))

"""A rule and the book of all rules."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bihuan.kernel.limits import TimeLimit, Unit
from bihuan.kernel.office_hours import OfficeHours
from bihuan.rulebook.book.values import COUNT_UNITS, Kind, kind_of
from bihuan.rulebook.book.vocabulary import Certainty, Level


class UnknownRule(LookupError):
    """No rule of that id holds on that day; the message is a Chinese sentence."""


class WrongKind(TypeError):
    """A rule was asked for a kind of value that it does not have: a fault of the program."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One entry of a list. `marks` are words whose meaning the rule's note states."""

    code: str
    label: str
    source: str = ""
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule as it holds from `valid_from` to `valid_to` (both inclusive; None is open).

    `stricter` says which way a value becomes stricter: "lower", "higher", "yes" (a flag), or "" where no order exists.
    """

    id: str
    label: str
    value: Any
    unit: str
    source: str
    certainty: Certainty
    level: Level
    valid_from: date
    valid_to: date | None = None
    note: str = ""
    subject: str = ""
    stricter: str = ""
    options: tuple[Choice, ...] = ()

    @property
    def kind(self) -> Kind:
        return kind_of(self.unit)

    @property
    def is_statutory(self) -> bool:
        """Whether lower levels may only be stricter: law or ministry rule whose text was read."""
        return self.level in (Level.NATIONAL, Level.MINISTRY) and self.certainty is Certainty.VERIFIED

    @property
    def limit(self) -> TimeLimit:
        """The time limit. Raises WrongKind for another kind of rule, as do the next six."""
        return TimeLimit(self._only(Kind.LIMIT), Unit(self.unit))

    @property
    def number(self) -> int:
        """A count in the rule's unit, or the amount of a limit in whole units."""
        if self.kind is Kind.LIMIT:
            return int(self.value)
        return int(self._only(Kind.NUMBER))

    @property
    def flag(self) -> bool:
        return bool(self._only(Kind.FLAG))

    @property
    def code(self) -> str:
        return str(self._only(Kind.CODE))

    @property
    def hours(self) -> OfficeHours:
        return OfficeHours.parse(self._only(Kind.SPANS))

    @property
    def table(self) -> dict[str, int]:
        return dict(self._only(Kind.TABLE))

    @property
    def choices(self) -> tuple[Choice, ...]:
        return tuple(_choice(entry, self.source) for entry in self._only(Kind.CHOICES))

    def choice(self, code: str) -> Choice:
        """The entry with that code. Raises UnknownRule with a Chinese sentence when the list has none."""
        for choice in self.choices:
            if choice.code == code:
                return choice
        raise UnknownRule(f"“{self.label}”中没有“{code}”这一项。")

    @property
    def value_text(self) -> str:
        """The value in Chinese, for pages and papers."""
        if self.kind is Kind.LIMIT:
            return self.limit.label
        if self.kind is Kind.NUMBER:
            return f"{self.value}{COUNT_UNITS[self.unit]}"
        if self.kind is Kind.FLAG:
            return "是" if self.value else "否"
        if self.kind is Kind.CODE:
            return next(option.label for option in self.options if option.code == self.value)
        if self.kind is Kind.SPANS:
            return "、".join(self.value)
        if self.kind is Kind.TABLE:
            return "，".join(f"{name} = {number}" for name, number in self.value.items())
        return "；".join(choice.label for choice in self.choices)

    def is_laxer(self, value: Any, than: Any = None) -> bool:
        """Whether a value of this rule is laxer than another (by default the rule's own).

        Where no order exists every other value counts as laxer.
        """
        other = self.value if than is None else than
        if self.stricter == "lower":
            return bool(value > other)
        if self.stricter == "higher":
            return bool(value < other)
        if self.stricter == "yes":
            return bool(other and not value)
        return bool(value != other)

    def holds_on(self, on: date) -> bool:
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)

    def _only(self, kind: Kind) -> Any:
        if self.kind is not kind:
            raise WrongKind(f"rule {self.id} has unit {self.unit} and is no {kind}")
        return self.value


class Book:
    """All rules with their versions. Immutable."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self.rules = tuple(rules)
        self._versions: dict[str, tuple[Rule, ...]] = {}
        for rule in self.rules:
            self._versions[rule.id] = (*self._versions.get(rule.id, ()), rule)

    def __contains__(self, rule_id: object) -> bool:
        return rule_id in self._versions

    def rule(self, rule_id: str, on: date) -> Rule:
        """The version of a rule that holds on the day. Raises UnknownRule."""
        for rule in self._versions.get(rule_id, ()):
            if rule.holds_on(on):
                return rule
        if rule_id in self._versions:
            raise UnknownRule(f"规则“{rule_id}”在{on.year}年{on.month}月{on.day}日没有生效的版本。")
        raise UnknownRule(f"没有名为“{rule_id}”的规则。")

    def rules_on(self, on: date) -> tuple[Rule, ...]:
        """Every rule that holds on the day, in the order of the files."""
        return tuple(rule for rule in self.rules if rule.holds_on(on))


def _choice(entry: Mapping[str, Any], source: str) -> Choice:
    return Choice(entry["code"], entry["label"], entry.get("source") or source, tuple(entry.get("marks", ())))

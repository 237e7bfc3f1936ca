"""The counted things of a sentence: what is counted, how many, in which unit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

_QUANTITY = re.compile(
    r"(?P<number>(?<![\d.])\d{1,9}(?:\.\d{1,4})?)\s?(?P<unit>[万亿]?(?:元|公顷|亩|平方米|平方公里|公里|米|吨|人次|人|件|个|户|条|项|起|宗|家|份|次|处|座|台|辆|头|所|名|批))"
)
_LABEL = 24


@dataclass(frozen=True)
class Quantity:
    """A number with its unit; `label` is the text between the comma (or number) before it and the number."""

    label: str
    written: str
    unit: str
    start: int
    end: int

    @property
    def value(self) -> Decimal:
        return Decimal(self.written)


def quantities(text: str, start: int, stop: int) -> list[Quantity]:
    """The quantities in a stretch of a plain text, in order."""
    found: list[Quantity] = []
    label_start = start
    for match in _QUANTITY.finditer(text, start, stop):
        label = text[max(label_start, match.start() - _LABEL) : match.start()]
        found.append(Quantity(label.strip("，,、；;：: "), match["number"], match["unit"], match.start(), match.end()))
        label_start = match.end()
    return found

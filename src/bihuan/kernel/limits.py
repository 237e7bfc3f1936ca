"""A length of time as a rule states it: so many working days, days, months, hours or office hours."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Unit(StrEnum):
    """How a limit is counted (R-3.01, R-3.02, R-3.05)."""

    WORKING_DAY = "WD"
    DAY = "D"
    MONTH = "M"
    HOUR = "H"
    WORKING_HOUR = "WH"


LABELS = {
    Unit.WORKING_DAY: "个工作日",
    Unit.DAY: "日",
    Unit.MONTH: "个月",
    Unit.HOUR: "小时",
    Unit.WORKING_HOUR: "个工作小时",
}


@dataclass(frozen=True, slots=True)
class TimeLimit:
    """An amount and its unit. Days and months are whole numbers; hours may have a fraction."""

    amount: int | float
    unit: Unit

    def __post_init__(self) -> None:
        object.__setattr__(self, "unit", Unit(self.unit))
        if isinstance(self.amount, bool) or not 0 < self.amount <= 10_000:
            raise ValueError(f"时限“{self.amount}”不对，应是大于0的数。")
        if self.unit not in (Unit.HOUR, Unit.WORKING_HOUR) and self.amount != int(self.amount):
            raise ValueError(f"时限“{self.amount}{LABELS[self.unit]}”不对，应是整数。")

    @classmethod
    def parse(cls, text: str) -> TimeLimit:
        """From "5 WD". Raises ValueError with a Chinese sentence."""
        try:
            amount, unit = text.split()
            return cls(float(amount) if "." in amount else int(amount), Unit(unit))
        except ValueError:
            raise ValueError(f"时限“{text}”写法不对，应像“5 WD”（5个工作日）、“15 D”（15日）。") from None

    def __str__(self) -> str:
        return f"{self.amount:g} {self.unit}"

    @property
    def label(self) -> str:
        """The limit in Chinese, for instance 5个工作日."""
        return f"{self.amount:g}{LABELS[self.unit]}"

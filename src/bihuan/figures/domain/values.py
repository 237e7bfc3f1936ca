"""What a figure comes to: the value, how it came about, and the records behind it.

A rate or mean without any record has no value: it is shown as “—”, never as 0 (R-2.12). Beside each rate stands its
Wilson interval.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from typing import Any

from django.db.models import QuerySet

from bihuan.figures.choices import FigureKind
from bihuan.kernel.statistics import wilson

NOTHING = "—"
TENTH = Decimal("0.1")
STORED = Decimal("0.0000000001")
NO_AMOUNT = ""


@dataclass(frozen=True)
class FigureValue:
    """A computed figure.

    `value`: the number itself; a rate is a fraction of one; None where nothing was there to divide by. `numerator` and
    `denominator` are given for rates and means. `records` are those counted, for a rate or mean those of the base;
    `hits` are those of them in a rate's numerator; `amounts` the amount of each record of a mean by its key.
    """

    kind: FigureKind
    value: Decimal | None
    numerator: Decimal | None
    denominator: int | None
    records: QuerySet[Any]
    hits: QuerySet[Any] | None = None
    amounts: Mapping[str, Decimal] | None = None

    @property
    def shown(self) -> str:
        return shown(self.kind, self.value)

    @property
    def interval(self) -> tuple[Decimal, Decimal] | None:
        """The 95 % Wilson interval of a rate."""
        return interval_of(self.kind, self.numerator, self.denominator)

    @property
    def interval_shown(self) -> str:
        return interval_shown(self.interval)

    @cached_property
    def weights(self) -> dict[str, str]:
        """What each record adds, by its key: nothing for counts, 1 or 0 for rates, the amount for means."""
        keys = [str(key) for key in self.records.order_by().values_list("pk", flat=True)]
        if self.hits is not None:
            hit = {str(key) for key in self.hits.order_by().values_list("pk", flat=True)}
            return {key: str(int(key in hit)) for key in keys}
        if self.amounts is not None:
            return {key: str(self.amounts[key]) for key in keys}
        return dict.fromkeys(keys, NO_AMOUNT)


def counted(rows: QuerySet[Any]) -> FigureValue:
    """A number of records."""
    return FigureValue(FigureKind.COUNT, Decimal(rows.count()), None, None, rows)


def share_of(base: QuerySet[Any], hits: QuerySet[Any]) -> FigureValue:
    """The share of `hits`, which are some of the records of `base`."""
    numerator, denominator = hits.count(), base.count()
    return FigureValue(
        FigureKind.SHARE, ratio(numerator, denominator), Decimal(numerator), denominator, base, hits=hits
    )


def mean_of(rows: QuerySet[Any], amounts: Mapping[str, Decimal]) -> FigureValue:
    """The mean of the records' amounts."""
    total = sum(amounts.values(), Decimal())
    return FigureValue(FigureKind.MEAN, ratio(total, len(amounts)), total, len(amounts), rows, amounts=amounts)


def ratio(numerator: Decimal | int, denominator: int) -> Decimal | None:
    """Numerator by denominator to ten places; None where there is nothing to divide by."""
    return (Decimal(numerator) / denominator).quantize(STORED, ROUND_HALF_UP) if denominator else None


def shown(kind: FigureKind, value: Decimal | None) -> str:
    """A value as pages and papers write it: 11, 45.5%, 3.2, or — where there is none."""
    if value is None:
        return NOTHING
    if kind is FigureKind.COUNT:
        return str(int(value))
    if kind is FigureKind.SHARE:
        return percent(value)
    return str(value.quantize(TENTH, ROUND_HALF_UP))


def percent(fraction: Decimal) -> str:
    """A fraction of one in per cent, with one decimal unless it is whole: 45.5%, 100%."""
    tenths = (fraction * 100).quantize(TENTH, ROUND_HALF_UP)
    return f"{int(tenths) if tenths == tenths.to_integral_value() else tenths}%"


def interval_of(kind: FigureKind, numerator: Decimal | None, denominator: int | None) -> tuple[Decimal, Decimal] | None:
    """The Wilson interval of a rate; None for counts, means and rates of nothing."""
    if kind is not FigureKind.SHARE or numerator is None or not denominator:
        return None
    low, high = wilson(int(numerator), denominator)
    return Decimal(low), Decimal(high)


def interval_shown(interval: tuple[Decimal, Decimal] | None) -> str:
    """An interval as pages write it: 21.3%至72.0%; empty where there is none."""
    return f"{percent(interval[0])}至{percent(interval[1])}" if interval else ""

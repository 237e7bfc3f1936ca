"""A figure told apart by a dimension: by unit, by channel. The parts are counted by the same function as the whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count

from bihuan.figures.choices import FigureKind
from bihuan.figures.domain.registry import Dimension, Figure, Rows
from bihuan.figures.domain.scopes import Scope
from bihuan.figures.domain.values import FigureValue, interval_of, interval_shown, ratio, shown

NOT_SET = "（未定）"


@dataclass(frozen=True)
class Part:
    """One line of a breakdown; key "" stands for records to which the dimension does not apply yet."""

    key: str
    label: str
    kind: FigureKind
    value: Decimal | None
    numerator: Decimal | None = None
    denominator: int | None = None

    @property
    def shown(self) -> str:
        return shown(self.kind, self.value)

    @property
    def interval_shown(self) -> str:
        return interval_shown(interval_of(self.kind, self.numerator, self.denominator))


def breakdown(figure: Figure, value: FigureValue, scope: Scope, dimension: Dimension) -> list[Part]:
    """The parts of a computed figure, in the order of the dimension's labels; two or three queries, however many parts."""
    found = _parts(figure, value, scope, dimension)
    labels = dimension.labels(sorted(key for key in found if key), scope)
    ordered = [key for key in labels if key in found] + [key for key in found if key not in labels]
    return [_part(figure, key, labels.get(key, NOT_SET), found[key]) for key in ordered]


def _parts(
    figure: Figure, value: FigureValue, scope: Scope, dimension: Dimension
) -> dict[str, tuple[Decimal, int | None]]:
    """Numerator (or count, or sum) and denominator of each key."""
    base = _grouped(value.records, scope, dimension)
    if figure.kind is FigureKind.COUNT:
        return {key: (Decimal(number), None) for key, number in base.items()}
    if figure.kind is FigureKind.SHARE and value.hits is not None:
        hits = _grouped(value.hits, scope, dimension)
        return {key: (Decimal(hits.get(key, 0)), number) for key, number in base.items()}
    amounts: Mapping[str, Decimal] = value.amounts or {}
    sums: dict[str, Decimal] = defaultdict(Decimal)
    keyed = dimension.keyed(value.records, scope).order_by()
    for pk, key in keyed.values_list("pk", "dimension_key"):
        sums[str(key or "")] += amounts[str(pk)]
    return {key: (total, base[key]) for key, total in sums.items()}


def _grouped(rows: Rows, scope: Scope, dimension: Dimension) -> dict[str, int]:
    keyed = dimension.keyed(rows, scope).order_by().values_list("dimension_key").annotate(number=Count("pk"))
    return {str(key or ""): number for key, number in keyed}


def _part(figure: Figure, key: str, label: str, found: tuple[Decimal, int | None]) -> Part:
    numerator, denominator = found
    if denominator is None:
        return Part(key, label, figure.kind, numerator)
    return Part(key, label, figure.kind, ratio(numerator, denominator), numerator, denominator)

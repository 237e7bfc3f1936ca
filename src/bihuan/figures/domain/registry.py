"""一数一源: the list of figures. Each has one name, one definition and one computation, with the records behind it.

An app registers its figures in its module figures.py, which is imported at start. Whoever shows, scores, prints or
reports a number asks here for it by name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from bihuan.figures.choices import FigureKind
from bihuan.figures.domain.scopes import Scope
from bihuan.figures.domain.values import FigureValue, counted, mean_of, share_of

Rows = QuerySet[Any]


class UnknownFigure(LookupError):
    """There is no figure of this name; the message is a Chinese sentence."""


@dataclass(frozen=True)
class RecordLine:
    """One record in the list behind a figure: key, address of its page, cells in the order of the kind's columns."""

    key: str
    url: str
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Dimension:
    """By what records can be told apart. `keyed` annotates `dimension_key`; `narrow` keeps those of one key."""

    name: str
    label: str
    keyed: Callable[[Rows, Scope], Rows]
    narrow: Callable[[Rows, Scope, str], Rows]
    labels: Callable[[Sequence[str], Scope], Mapping[str, str]]


@dataclass(frozen=True)
class RecordKind:
    """What stands behind a figure: how its records are listed, told apart, and found again by their keys."""

    name: str
    label: str
    columns: tuple[str, ...]
    rows: Callable[[Scope], Rows]
    lines: Callable[[Iterable[Any]], list[RecordLine]]
    order: tuple[str, ...]
    dimensions: Mapping[str, Dimension] = field(default_factory=dict)

    def narrowed(self, scope: Scope) -> Rows:
        """All records of the scope's region that its post may see, narrowed by its filters."""
        rows = self.rows(scope)
        for name, key in scope.filters:
            rows = self.dimensions[name].narrow(rows, scope, key)
        return rows


@dataclass(frozen=True)
class Figure:
    """One registered figure. `definition` is the sentence printed beside the number; a changed one raises `version`."""

    name: str
    label: str
    unit: str
    definition: str
    version: int
    kind: FigureKind
    of: RecordKind
    computation: Callable[[Scope], FigureValue]
    is_tile: bool = False

    def compute(self, scope: Scope) -> FigureValue:
        """The value in a scope; filters on dimensions that the records do not have are left out."""
        return self.computation(scope.only(self.of.dimensions))

    def records_of(self, scope: Scope) -> Rows:
        """The records behind the value; for a share those of its base."""
        return self.compute(scope).records


_FIGURES: dict[str, Figure] = {}


def count(
    name: str, *, label: str, unit: str, definition: str, of: RecordKind, version: int = 1, is_tile: bool = False
) -> Callable[[Callable[[Rows, Scope], Rows]], Callable[[Rows, Scope], Rows]]:
    """Register a number of records: the function keeps those that count out of all in the scope."""

    def register(keep: Callable[[Rows, Scope], Rows]) -> Callable[[Rows, Scope], Rows]:
        def compute(scope: Scope) -> FigureValue:
            return counted(keep(of.narrowed(scope), scope))

        _add(Figure(name, label, unit, definition, version, FigureKind.COUNT, of, compute, is_tile))
        return keep

    return register


def share(
    name: str, *, label: str, definition: str, of: RecordKind, version: int = 1, is_tile: bool = False
) -> Callable[[Callable[[Rows, Scope], tuple[Rows, Rows]]], Callable[[Rows, Scope], tuple[Rows, Rows]]]:
    """Register a rate in per cent: the function gives the records of the base and those of them that fulfil it."""

    def register(split: Callable[[Rows, Scope], tuple[Rows, Rows]]) -> Callable[[Rows, Scope], tuple[Rows, Rows]]:
        def compute(scope: Scope) -> FigureValue:
            base, hits = split(of.narrowed(scope), scope)
            return share_of(base, hits)

        _add(Figure(name, label, "%", definition, version, FigureKind.SHARE, of, compute, is_tile))
        return split

    return register


def mean(
    name: str, *, label: str, unit: str, definition: str, of: RecordKind, version: int = 1, is_tile: bool = False
) -> Callable[
    [Callable[[Rows, Scope], tuple[Rows, Mapping[str, Decimal]]]],
    Callable[[Rows, Scope], tuple[Rows, Mapping[str, Decimal]]],
]:
    """Register a mean: the function gives the records and the amount of each by its key."""

    def register(
        measure: Callable[[Rows, Scope], tuple[Rows, Mapping[str, Decimal]]],
    ) -> Callable[[Rows, Scope], tuple[Rows, Mapping[str, Decimal]]]:
        def compute(scope: Scope) -> FigureValue:
            rows, amounts = measure(of.narrowed(scope), scope)
            return mean_of(rows, amounts)

        _add(Figure(name, label, unit, definition, version, FigureKind.MEAN, of, compute, is_tile))
        return measure

    return register


def figure(name: str) -> Figure:
    """The figure of a name. Raises UnknownFigure."""
    try:
        return _FIGURES[name]
    except KeyError:
        raise UnknownFigure(f"没有登记过名为“{name}”的数。") from None


def figures() -> list[Figure]:
    """All figures, in the order in which they were registered."""
    return list(_FIGURES.values())


def _add(one: Figure) -> None:
    if one.name in _FIGURES:
        raise ValueError(f"two figures are called {one.name}")
    if not one.definition.endswith("。"):
        raise ValueError(f"the definition of {one.name} is no sentence")
    _FIGURES[one.name] = one

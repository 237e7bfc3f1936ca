"""Several figures side by side for each unit, computed together: an app registers such a table where one query can
answer what the figures one by one would ask many times. Each cell equals the figure of its column.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bihuan.figures.domain.registry import UnknownFigure
from bihuan.figures.domain.scopes import Scope


@dataclass(frozen=True)
class TableRow:
    """One line: the key and label of the dimension (key "" where it is not set yet) and a number for each column."""

    key: str
    label: str
    numbers: tuple[int, ...]


@dataclass(frozen=True)
class Table:
    """A registered table: the names of its figures are its columns, the rows follow a dimension."""

    name: str
    label: str
    dimension: str
    columns: tuple[str, ...]
    compute: Callable[[Scope], list[TableRow]]


_TABLES: dict[str, Table] = {}


def tabulated(
    name: str, *, label: str, dimension: str, columns: tuple[str, ...]
) -> Callable[[Callable[[Scope], list[TableRow]]], Callable[[Scope], list[TableRow]]]:
    """Register a table."""

    def register(compute: Callable[[Scope], list[TableRow]]) -> Callable[[Scope], list[TableRow]]:
        if name in _TABLES:
            raise ValueError(f"two tables are called {name}")
        _TABLES[name] = Table(name, label, dimension, columns, compute)
        return compute

    return register


def table(name: str) -> Table:
    """The table of a name. Raises UnknownFigure."""
    try:
        return _TABLES[name]
    except KeyError:
        raise UnknownFigure(f"没有登记过名为“{name}”的表。") from None

"""The small figures at the right of the home page: each a number with its word and the way to its records."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bihuan.figures.domain.addresses import address
from bihuan.figures.domain.periods import Period
from bihuan.figures.domain.registry import Figure, figures
from bihuan.figures.domain.scopes import now_scope
from bihuan.figures.domain.values import FigureValue
from bihuan.people.models import Post


@dataclass(frozen=True)
class Tile:
    """One figure with its value and the address of its page."""

    figure: Figure
    value: FigureValue
    url: str

    @property
    def label(self) -> str:
        return self.figure.label

    @property
    def shown(self) -> str:
        """The value with its unit word: 11 件, 45.5%, —."""
        unit = "" if self.figure.unit == "%" or self.value.value is None else f" {self.figure.unit}"
        return f"{self.value.shown}{unit}"


def tiles(post: Post, period: Period, *, now: datetime) -> list[Tile]:
    """The figures for the home page of a post, as they are now; one or two queries for each."""
    scope = now_scope(post, period, now=now)
    return [Tile(one, one.compute(scope), address(one.name, scope)) for one in figures() if one.is_tile]

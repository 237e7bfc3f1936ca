"""复算: compute a frozen figure again by its own scope and moment, and say what moved and through which record (U3)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from bihuan.figures.choices import FigureKind, PeriodName
from bihuan.figures.domain.freezing import digest_of, record_lines
from bihuan.figures.domain.periods import Period
from bihuan.figures.domain.registry import RecordLine, figure
from bihuan.figures.domain.scopes import Scope
from bihuan.figures.domain.values import shown
from bihuan.figures.models import FigureSnapshot
from bihuan.people.models import Post


@dataclass(frozen=True)
class Comparison:
    """What a re-run found. `added`, `removed`, `changed` are keys of records: newly counted, no longer, counted otherwise."""

    snapshot: FigureSnapshot
    value: Decimal | None
    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[str, ...]
    version: int

    @property
    def is_same(self) -> bool:
        return not (self.added or self.removed or self.changed) and self.version == self.snapshot.version

    @property
    def shown(self) -> str:
        return shown(FigureKind(self.snapshot.kind), self.value)


def scope_of(snapshot: FigureSnapshot) -> Scope:
    """The scope in which a snapshot was computed."""
    period = Period(PeriodName(snapshot.period_name), snapshot.period_start, snapshot.period_end, snapshot.period_label)
    filters = tuple((name, key) for name, key in snapshot.filters)
    return Scope(snapshot.region_code, period, snapshot.as_of, snapshot.post, filters)


def compare(snapshot: FigureSnapshot) -> Comparison:
    """Compute a snapshot again. Changes nothing. Raises UnknownFigure where the figure is no longer registered."""
    found = figure(snapshot.name)
    value = found.compute(scope_of(snapshot))
    lines = record_lines(value.weights)
    if digest_of(lines) == snapshot.digest:
        return Comparison(snapshot, value.value, (), (), (), found.version)
    before, after = _weights(snapshot.records), _weights(lines)
    return Comparison(
        snapshot,
        value.value,
        added=tuple(sorted(after.keys() - before.keys())),
        removed=tuple(sorted(before.keys() - after.keys())),
        changed=tuple(sorted(key for key in before.keys() & after.keys() if before[key] != after[key])),
        version=found.version,
    )


def lines_of(snapshot: FigureSnapshot, keys: Iterable[str], *, post: Post) -> list[RecordLine]:
    """The records of these keys that the post may see, each with its page."""
    found = figure(snapshot.name)
    scope = Scope(post.region_code, scope_of(snapshot).period, snapshot.as_of, post)
    return found.of.lines(found.of.rows(scope).filter(pk__in=list(keys)).order_by(*found.of.order))


def _weights(lines: str) -> dict[str, str]:
    pairs = (line.partition(" ") for line in lines.splitlines())
    return {key: weight for key, _, weight in pairs}

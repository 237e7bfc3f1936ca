"""固定: keep figures as they are, with the keys of their records, so that a paper can be checked on any later day.

A frozen figure never changes. Computing it again by the same definition, scope and moment gives the same digest, or the
comparison (comparing.py) names the record that moved.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from bihuan.figures.domain.describing import scope_label
from bihuan.figures.domain.registry import figure
from bihuan.figures.domain.scopes import Scope
from bihuan.figures.models import FigureSnapshot
from bihuan.people.choices import Duty
from bihuan.people.facade import require
from bihuan.people.models import Post
from bihuan.trail.facade import record


@dataclass(frozen=True)
class Wanted:
    """A figure to be frozen, by name, in a scope."""

    name: str
    scope: Scope


def freeze(wanted: Sequence[Wanted], *, by: Post, now: datetime) -> list[FigureSnapshot]:
    """Compute these figures and keep them, as seen by the post; one trail entry with all digests.

    Raises NotAllowed, UnknownFigure. The figures are read from history, never from the current rows, so that a later
    re-run takes the same way.
    """
    require(by, Duty.REPORT)
    with transaction.atomic():
        snapshots = [_snapshot(each, by=by, now=now) for each in wanted]
        FigureSnapshot.objects.bulk_create(snapshots)
        record(
            "figures.FREEZE",
            by=by,
            now=now,
            object_kind="figures",
            object_id=snapshots[0].pk if snapshots else "",
            region_code=by.region_code,
            payload={"digests": {str(one.pk): [one.name, one.digest] for one in snapshots}},
        )
    return snapshots


def record_lines(weights: Mapping[str, str]) -> str:
    """One line for each record, in the order of the keys: the key, and what it added where that says more than one."""
    return "\n".join(f"{key} {weight}".rstrip() for key, weight in sorted(weights.items()))


def digest_of(lines: str) -> str:
    """The SHA-256 over the lines of the records."""
    return hashlib.sha256(lines.encode()).hexdigest()


def _snapshot(wanted: Wanted, *, by: Post, now: datetime) -> FigureSnapshot:
    found = figure(wanted.name)
    scope = replace(wanted.scope.only(found.of.dimensions), post=by, is_live=False)
    value = found.compute(scope)
    lines = record_lines(value.weights)
    return FigureSnapshot(
        region_code=scope.region_code,
        name=found.name,
        label=found.label,
        unit=found.unit,
        kind=found.kind,
        definition=found.definition,
        version=found.version,
        post=by,
        filters=[list(pair) for pair in scope.filters],
        scope_label=scope_label(found, scope),
        period_name=scope.period.name,
        period_label=scope.period.label,
        period_start=scope.period.start,
        period_end=scope.period.end,
        as_of=scope.as_of,
        value=value.value,
        numerator=value.numerator,
        denominator=value.denominator,
        record_count=len(value.weights),
        records=lines,
        digest=digest_of(lines),
        frozen_at=now,
    )

"""核对: compute every figure of a report again and say what moved, and through which records (U3). Changes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bihuan.figures.choices import FigureKind
from bihuan.figures.facade import Comparison, RecordLine, UnknownFigure, compare, lines_of, shown
from bihuan.people.models import Post
from bihuan.reports.models import Report, ReportFigure


@dataclass(frozen=True)
class Moved:
    """A figure that is not as it was: before and now, and the records that came, went or count otherwise.

    `lines` pairs a word (新增、不再计入、计法有变) with the records under it that the reader may see; `hidden` counts the others.
    `reason` says what else changed: the definition, or that the figure is no longer registered.
    """

    bound: ReportFigure
    now: str
    lines: Sequence[tuple[str, list[RecordLine]]] = ()
    hidden: int = 0
    reason: str = ""

    @property
    def before(self) -> str:
        return shown(FigureKind(self.bound.snapshot.kind), self.bound.snapshot.value)


def recheck(report: Report, *, post: Post) -> list[Moved]:
    """The figures that moved, in the order of their numbers; empty when all are as in the paper."""
    found = (_moved(bound, post) for bound in report.figures.all())
    return [moved for moved in found if moved is not None]


def _moved(bound: ReportFigure, post: Post) -> Moved | None:
    try:
        comparison = compare(bound.snapshot)
    except UnknownFigure as gone:
        return Moved(bound, "", reason=str(gone))
    if comparison.is_same:
        return None
    lines = [
        (word, lines_of(bound.snapshot, keys, post=post))
        for word, keys in (
            ("新增", comparison.added),
            ("不再计入", comparison.removed),
            ("计法有变", comparison.changed),
        )
        if keys
    ]
    keys = len(comparison.added) + len(comparison.removed) + len(comparison.changed)
    hidden = keys - sum(len(found) for _, found in lines)
    return Moved(bound, comparison.shown, [pair for pair in lines if pair[1]], hidden, _version(comparison))


def _version(comparison: Comparison) -> str:
    if comparison.version == comparison.snapshot.version:
        return ""
    return f"口径已由第{comparison.snapshot.version}版改为第{comparison.version}版。"

"""统计范围: whose records, in which period, as they were at which moment.

Everything is counted strictly before one cut-off: the end of the period, or the as-of moment where the period still
runs. What happened later leaves no trace in the number, so the same scope gives the same number on any later day.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from bihuan.figures.domain.periods import Period
from bihuan.kernel.deadlines import SHANGHAI
from bihuan.people.models import Post, ScopedQuerySet

INSTANT = timedelta(microseconds=1)


@dataclass(frozen=True)
class Scope:
    """What a figure is computed over.

    `post` is whose eyes see: only records visible to it count; None is the product itself. `filters` narrows by
    dimensions of the record kind (unit, channel, plan), as pairs of name and key. `is_live` says that `as_of` is the
    present moment, which lets a figure read the current row instead of its history.
    """

    region_code: str
    period: Period
    as_of: datetime
    post: Post | None = None
    filters: tuple[tuple[str, str], ...] = ()
    is_live: bool = False

    @property
    def start(self) -> datetime:
        return self.period.start

    @property
    def until(self) -> datetime:
        """The cut-off: everything before it counts, nothing from it on. The as-of moment itself still counts."""
        return min(self.period.end, self.as_of + INSTANT)

    @property
    def is_current(self) -> bool:
        """Whether the cut-off is the present moment."""
        return self.is_live and self.as_of < self.period.end

    def key(self, dimension: str) -> str:
        """The key to which a dimension is narrowed; empty where it is not."""
        return dict(self.filters).get(dimension, "")

    def narrowed(self, dimension: str, key: str | UUID) -> Scope:
        """The same scope, one dimension narrowed (or widened again, by an empty key)."""
        kept = [(name, value) for name, value in self.filters if name != dimension]
        added = [(dimension, str(key))] if str(key) else []
        return replace(self, filters=tuple(sorted(kept + added)))

    def only(self, dimensions: Any) -> Scope:
        """The same scope without filters on other dimensions than these."""
        return replace(self, filters=tuple(pair for pair in self.filters if pair[0] in dimensions))

    def seen(self, rows: ScopedQuerySet) -> Any:
        """Rows of the region that the post may see; `rows` must know `visible_to`.

        What a post may see begins in its own region (a village has a part in its township), so that is not cut again.
        """
        if self.post is None:
            return rows.within(self.region_code)
        visible = rows.visible_to(self.post)  # type: ignore[attr-defined]
        return visible if self.region_code == self.post.region_code else visible.within(self.region_code)


def now_scope(post: Post, period: Period, *, now: datetime, region_code: str = "") -> Scope:
    """The present state of a post's own region, or of a region within it."""
    return Scope(region_code or post.region_code, period, now, post, is_live=True)


def moment_label(moment: datetime) -> str:
    """A moment as the pages and papers write it: 2026年3月3日10时00分."""
    local = moment.astimezone(SHANGHAI)
    return f"{local.year}年{local.month}月{local.day}日{local.hour}时{local.minute:02d}分"

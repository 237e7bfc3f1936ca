"""Which rule holds where and when, and which calendar counts there.

The book is in memory; overrides and notices are kept in memory too, in one snapshot for each process. At most once a
second the process asks for the edition's token (one row by its key) and reads them anew when it changed. An act on
rules makes its own process look again at once.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from django.conf import settings

from bihuan.kernel.calendar import Calendar, Notice
from bihuan.kernel.identifiers import scope_prefix
from bihuan.rulebook.book import CERTAINTIES, LEVELS, Certainty, Choice, Kind, Level, Rule, load_book
from bihuan.rulebook.choices import CERTAINTY_TONES
from bihuan.rulebook.models import CalendarNotice, Edition, RuleOverride

RECHECK_SECONDS = 1.0
MEMO_SIZE = 20_000


@dataclass(frozen=True)
class RuleInForce:
    """A rule as it holds in a region on a day; `original` is the book's, `override` the row that changed it, if any."""

    rule: Rule
    original: Rule
    override: RuleOverride | None

    @property
    def certainty_label(self) -> str:
        return CERTAINTIES[self.rule.certainty]

    @property
    def tone(self) -> str:
        return CERTAINTY_TONES[self.rule.certainty]

    @property
    def level_label(self) -> str:
        return LEVELS[self.rule.level]

    @property
    def entries(self) -> tuple[Choice, ...]:
        """The entries of a list, none for another kind of rule."""
        return self.rule.choices if self.rule.kind is Kind.CHOICES else ()


@dataclass
class _Snapshot:
    """Everything entered as of one edition, with answers already given."""

    token: str
    overrides: dict[str, list[RuleOverride]]
    notices: list[CalendarNotice]
    rules: dict[tuple[str, date, str], RuleInForce] = field(default_factory=dict)
    calendars: dict[str, Calendar] = field(default_factory=dict)


@dataclass
class _Held:
    """The snapshot of this process and the moment (monotonic) until which it need not be questioned."""

    snapshot: _Snapshot | None = None
    fresh_until: float = 0.0


_held = _Held()


def rule(rule_id: str, *, on: date, region_code: str) -> Rule:
    """The rule as it holds in a region on a day: the nearest region's override, or the book. Raises UnknownRule."""
    return in_force(rule_id, on=on, region_code=region_code).rule


def in_force(rule_id: str, *, on: date, region_code: str) -> RuleInForce:
    """Like `rule`, with where it comes from."""
    snapshot = _current()
    key = (rule_id, on, region_code)
    found = snapshot.rules.get(key)
    if found is None:
        if len(snapshot.rules) >= MEMO_SIZE:
            snapshot.rules.clear()
        original = load_book().rule(rule_id, on)
        found = snapshot.rules[key] = _apply(original, snapshot.overrides.get(rule_id, ()), on, region_code)
    return found


def rules_in_force(region_code: str, on: date) -> list[RuleInForce]:
    """Every rule that holds in a region on a day, in the order of the book."""
    return [in_force(original.id, on=on, region_code=region_code) for original in load_book().rules_on(on)]


def calendar_for(region_code: str) -> Calendar:
    """The calendar that counts in a region: the national table, the notices entered, and local overlays."""
    snapshot = _current()
    calendar = snapshot.calendars.get(region_code)
    if calendar is None:
        national = [row for row in snapshot.notices if not row.region_code]
        local = [row for row in snapshot.notices if row.region_code and covers(row.region_code, region_code)]
        # Regions without an overlay of their own share one calendar, and with it the tables built for it.
        shared = snapshot.calendars.get("") if not local else None
        calendar = shared or Calendar(_notices(national), local=_notices(local))
        snapshot.calendars[region_code] = calendar
        if not local:
            snapshot.calendars[""] = calendar
    return calendar


def covers(upper: str, region_code: str) -> bool:
    """Whether a 12-digit region lies in another, or is it."""
    return region_code.startswith(scope_prefix(upper))


def overrides_seen_from(region_code: str, rule_id: str) -> list[RuleOverride]:
    """Every override of a rule that was ever entered for a region, above it or below it, newest first."""
    rows = RuleOverride.objects.filter(rule_id=rule_id).order_by("-entered_at", "-id")
    return [row for row in rows if touches(row.region_code, region_code)]


def notices_seen_from(region_code: str, year: int) -> list[CalendarNotice]:
    """The notices entered for a year, national ones and those of a region, above it or below it, newest first."""
    rows = CalendarNotice.objects.filter(year=year).order_by("-entered_at", "-id")
    return [row for row in rows if not row.region_code or touches(row.region_code, region_code)]


def touches(one: str, other: str) -> bool:
    """Whether one of two regions lies in the other."""
    return covers(one, other) or covers(other, one)


def forget() -> None:
    """Look into the database again before the next answer. For acts on rules, and for tests that roll back."""
    _held.snapshot, _held.fresh_until = None, 0.0


def _current() -> _Snapshot:
    now = time.monotonic()
    snapshot = _held.snapshot
    if snapshot is not None and now < _held.fresh_until:
        return snapshot
    token = Edition.current()
    if snapshot is None or snapshot.token != token:
        snapshot = _read(token)
    _held.snapshot = snapshot
    _held.fresh_until = now + getattr(settings, "RULEBOOK_RECHECK_SECONDS", RECHECK_SECONDS)
    return snapshot


def _read(token: str) -> _Snapshot:
    """All rows. Read after the token: a row entered in between is read now and once more with the next token."""
    overrides: dict[str, list[RuleOverride]] = {}
    if token:
        for override in RuleOverride.objects.order_by("-entered_at", "-id"):
            overrides.setdefault(override.rule_id, []).append(override)
    notices = list(CalendarNotice.objects.order_by("entered_at", "id")) if token else []
    return _Snapshot(token, overrides, notices)


def _apply(original: Rule, overrides: Iterable[RuleOverride], on: date, region_code: str) -> RuleInForce:
    """The newest override of the nearest region that holds on the day; none is laxer than the law of that day."""
    holding = [
        row
        for row in overrides
        if row.holds_on(on)
        and covers(row.region_code, region_code)
        and not (original.is_statutory and original.is_laxer(row.value))
    ]
    if not holding:
        return RuleInForce(original, original, None)
    nearest = max(holding, key=lambda row: (len(scope_prefix(row.region_code)), row.entered_at, row.id))
    changed = replace(
        original,
        value=nearest.value,
        source=nearest.source,
        certainty=Certainty.VERIFIED_LOCAL,
        level=Level.COUNTY,
        valid_from=nearest.valid_from,
        valid_to=nearest.valid_to,
        note=nearest.reason,
    )
    return RuleInForce(changed, original, nearest)


def _notices(rows: Iterable[CalendarNotice]) -> list[Notice]:
    return [row.as_notice() for row in rows]

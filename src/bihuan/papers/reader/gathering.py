"""The walk through the bits behind a problem's heading: what is detail, measure, duty."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from bihuan.papers.marks import Kind
from bihuan.papers.reader.bits import Bit
from bihuan.papers.reader.labels import Name
from bihuan.papers.reader.measures import Draft, Group
from bihuan.papers.reader.responsibilities import Duty, duty_of

_LONGEST_VALUE = 60


@dataclass(frozen=True)
class Stated:
    """A duty that stands behind `place` drafts; `inline` when on the line of the last of them."""

    place: int
    duty: Duty
    name: Name
    inline: bool = False


@dataclass
class Gathered:
    """What stands behind a problem's heading; details carry their line."""

    details: list[tuple[str, int]] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)
    stated: list[Stated] = field(default_factory=list)

    def assign(self, groups: Sequence[Group]) -> list[Duty]:
        """Give the measures their own duties and return those that count for the whole problem.

        A duty goes to a measure when it repeats behind several measures, or stands on the line of one that is not the
        last.
        """
        places: dict[Name, set[int]] = {}
        for item in self.stated:
            places.setdefault(item.name, set()).add(item.place)
        shared = []
        for item in self.stated:
            owners = [group for group in groups if group.first_draft < item.place]
            among = item.inline and item.place < len(self.drafts)
            if owners and (among or len(places[item.name]) > 1):
                owners[-1].duties.append(item.duty)
            else:
                shared.append(item.duty)
        return shared


def gather(bits: Sequence[Bit]) -> Gathered:
    """Sort the bits behind a problem's heading.

    Numbered items are measures once a label announces them, or when no label does; paragraphs before them are details;
    what follows 整改目标, 整改情况 and the like is passed over.
    """
    gathered = Gathered()
    state = "problem" if any(bit.name is Name.MEASURE for bit in bits) else "open"
    waiting: Bit | None = None
    for bit in bits:
        if bit.field is not None:
            state = _take_field(bit, gathered, state)
            waiting = bit if bit.is_duty and not bit.text else None
        elif waiting is not None and _continues(waiting, bit):
            _fill(waiting, bit, gathered)
            waiting = None
        else:
            _take_text(bit, gathered, state)
    return gathered


def _take_field(bit: Bit, gathered: Gathered, state: str) -> str:
    assert bit.field is not None, "called for fields only"
    if bit.is_duty:
        behind = bit.inline and bool(gathered.drafts) and gathered.drafts[-1].line == bit.line
        for duty in (duty_of(bit.field), bit.duty):
            if not duty.is_empty:
                gathered.stated.append(Stated(len(gathered.drafts), duty, bit.field.name, behind))
        return "duty"
    if bit.name is Name.MEASURE:
        if bit.text:
            ordinal = _whole(bit.field.ordinal)
            gathered.drafts.append(Draft(Kind.TEXT, ordinal, "", bit.text, bit.line, [bit.duty]))
        return "measures"
    if bit.name is Name.PROBLEM:
        gathered.details.append((bit.text, bit.line))
        return "problem"
    return "aside"


def _take_text(bit: Bit, gathered: Gathered, state: str) -> None:
    numbered = bit.kind is not Kind.TEXT
    detail = state == "problem" or (state == "open" and not numbered)
    if not bit.text or detail:
        if bit.text:
            gathered.details.append((f"{bit.mark}{bit.text}", bit.line))
        if not bit.duty.is_empty:
            gathered.stated.append(Stated(len(gathered.drafts), bit.duty, Name.UNIT))
    elif state != "aside" and (state != "duty" or numbered):
        gathered.drafts.append(Draft(bit.kind, bit.ordinal, bit.mark, bit.text, bit.line, [bit.duty]))


def _continues(label: Bit, bit: Bit) -> bool:
    """Whether a paragraph is the value of a blank label on the line before it."""
    near = bit.line == label.line + 1 and bit.kind is Kind.TEXT
    return near and len(bit.text) <= _LONGEST_VALUE and "。" not in bit.text.rstrip("。")


def _fill(label: Bit, bit: Bit, gathered: Gathered) -> None:
    assert label.field is not None, "only a field waits for a value"
    blank = gathered.stated.pop()
    gathered.stated.append(replace(blank, duty=duty_of(replace(label.field, value=bit.text))))


def _whole(text: str) -> int | None:
    if text.isdecimal():
        return int(text)
    return "一二三四五六七八九十".find(text) + 1 or None if text else None

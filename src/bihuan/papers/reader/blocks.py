"""One problem of a plan, from its heading to the next one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from bihuan.papers.marks import Kind
from bihuan.papers.reader.bits import Bit
from bihuan.papers.reader.dates import due_day
from bihuan.papers.reader.labels import UNIT_NAMES, Name
from bihuan.papers.reader.measures import Draft, Group, grouped
from bihuan.papers.reader.reading import Measure, Problem
from bihuan.papers.reader.responsibilities import Duty, duty_of, merged, with_person_as_leader
from bihuan.papers.reader.words import REMEDY
from bihuan.papers.plain import plain
from bihuan.papers.structure import Piece, running_pieces

_SENTENCE = re.compile(r"[^。；;！!？?\n]+")
_LONGEST_VALUE = 60


@dataclass(frozen=True)
class Block:
    """A problem's number, the text that states it, the heading over it, and the bits behind it."""

    number: str
    statement: str
    line: int
    heading: str
    bits: Sequence[Bit]
    duty: Duty = Duty()


@dataclass
class _Gathered:
    details: list[tuple[str, int]] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)
    own_lines: list[tuple[int, Duty, Name]] = field(default_factory=list)


def problem_of(block: Block, *, year: int | None) -> Problem:
    """The problem that a block states, with its measures, duties and gaps."""
    title, rest = _titled(block.statement)
    gathered = _gather(block.bits)
    drafts = gathered.drafts or _implied(gathered, rest, block.line)
    groups = grouped(drafts)
    shared = [block.duty, *_assigned(gathered, groups)]
    measures = tuple(_measure(group, year) for group in groups)
    duty = with_person_as_leader(merged([*shared, *(duty for group in groups for duty in group.duties)]))
    detail = "\n".join(text for text in (rest, *(text for text, _ in gathered.details)) if text)
    implied = {draft.text for draft in drafts} if not gathered.drafts else set()
    return Problem(
        number=block.number,
        title=title,
        line=block.line,
        heading=block.heading,
        detail="" if implied and detail in implied else detail,
        measures=measures,
        leader=duty.leader,
        units=duty.all_units,
        lead_units=duty.lead_units,
        support_units=duty.support_units,
        due=duty.due,
        due_date=due_day(duty.due, year=year) if duty.due else None,
        gaps=_gaps(duty, measures, due_for_all=merged(shared).due is not None),
    )


def _titled(statement: str) -> tuple[str, str]:
    """The first sentence of a statement without its closing sign, and the rest."""
    match = _SENTENCE.search(statement)
    if match is None:
        return statement.strip(), ""
    return match.group().strip().rstrip("：:，,、"), statement[match.end() :].lstrip("。；;！!？?\n ").strip()


def _gather(bits: Sequence[Bit]) -> _Gathered:
    """Walk through the bits behind a problem's heading: details, measures, duties."""
    gathered = _Gathered()
    labelled = any(bit.name is Name.MEASURE for bit in bits)
    state = "problem" if labelled else "open"
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


def _take_field(bit: Bit, gathered: _Gathered, state: str) -> str:
    assert bit.field is not None, "called for fields only"
    if bit.is_duty:
        numbered = (
            gathered.drafts and gathered.drafts[-1].line == bit.line and gathered.drafts[-1].kind is not Kind.TEXT
        )
        duties = [duty_of(bit.field), bit.duty]
        if bit.inline and numbered:
            gathered.drafts[-1].duties.extend(duties)
        else:
            gathered.own_lines += [(len(gathered.drafts), duty, bit.field.name) for duty in duties if not duty.is_empty]
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


def _take_text(bit: Bit, gathered: _Gathered, state: str) -> None:
    numbered = bit.kind is not Kind.TEXT
    if state == "problem" or (state == "open" and not numbered):
        gathered.details.append((f"{bit.mark}{bit.text}", bit.line))
        if not bit.duty.is_empty:
            gathered.own_lines.append((0, bit.duty, Name.UNIT))
    elif state == "aside" or (state == "duty" and not numbered):
        return
    elif bit.text or not bit.duty.is_empty:
        gathered.drafts.append(Draft(bit.kind, bit.ordinal, bit.mark, bit.text, bit.line, [bit.duty]))


def _continues(label: Bit, bit: Bit) -> bool:
    """Whether a paragraph is the value of a blank label on the line before it."""
    near = bit.line == label.line + 1 and bit.kind is Kind.TEXT
    return near and len(bit.text) <= _LONGEST_VALUE and "。" not in bit.text.rstrip("。")


def _fill(label: Bit, bit: Bit, gathered: _Gathered) -> None:
    assert label.field is not None, "only a field waits for a value"
    place, _, name = gathered.own_lines.pop()
    value = type(label.field)(label.field.name, label.field.label, "", bit.text, label.field.joined)
    gathered.own_lines.append((place, duty_of(value), name))


def _implied(gathered: _Gathered, rest: str, line: int) -> list[Draft]:
    """Measures that no label announces and no number marks: paragraphs or clauses worded as remedies."""
    paragraphs = [(text, number) for text, number in gathered.details if REMEDY.match(plain(text))]
    if paragraphs:
        gathered.details = [item for item in gathered.details if item not in paragraphs]
        return [Draft(Kind.TEXT, None, "", text, number) for text, number in paragraphs]
    clauses = running_pieces(Piece(Kind.TEXT, "", None, rest, line, 0, 0))
    if len(clauses) > 1 and all(REMEDY.match(plain(clause.text)) for clause in clauses):
        return [Draft(clause.kind, clause.ordinal, clause.mark, clause.text, line) for clause in clauses]
    return []


def _assigned(gathered: _Gathered, groups: list[Group]) -> list[Duty]:
    """The duties that count for the whole problem; those that repeat behind several measures go to these."""
    places: dict[Name, Counter[int]] = {}
    for place, _, name in gathered.own_lines:
        places.setdefault(name, Counter())[place] += 1
    shared = []
    for place, duty, name in gathered.own_lines:
        owner = [group for group in groups if group.first_draft < place]
        if len(places[name]) > 1 and owner:
            owner[-1].duties.append(duty)
        else:
            shared.append(duty)
    return shared


def _measure(group: Group, year: int | None) -> Measure:
    duty = with_person_as_leader(merged(group.duties))
    day = due_day(duty.due, year=year) if duty.due else None
    return Measure(group.number, group.text, group.line, duty.leader, duty.all_units, duty.due, day)


def _gaps(duty: Duty, measures: Sequence[Measure], *, due_for_all: bool) -> tuple[str, ...]:
    """What the plan should say for the problem and does not (R-9.4 E15)."""
    blanks = {name: label for name, label in reversed(duty.blank)}
    unit_label = next((blanks[name] for name in UNIT_NAMES if name in blanks), None)
    found = []
    if not measures:
        found.append("未写整改措施")
    if not duty.leader:
        label = blanks.get(Name.LEADER) or blanks.get(Name.PERSON)
        found.append(f"未填{label}" if label else "未写责任领导")
    if not duty.all_units:
        found.append(f"未填{unit_label}" if unit_label else "未写责任单位")
    if not duty.due:
        found.append(f"未填{blanks[Name.DUE]}" if Name.DUE in blanks else "未写完成时限")
    elif not due_for_all:
        found.extend(f"措施{measure.number}未写完成时限" for measure in measures if not measure.due)
    return tuple(found)


def _whole(text: str) -> int | None:
    return int(text) if text.isdecimal() else "一二三四五六七八九十".find(text) + 1 or None if text else None

"""One problem of a plan, from its heading to the next one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bihuan.papers.marks import Kind
from bihuan.papers.plain import plain
from bihuan.papers.reader.bits import Bit
from bihuan.papers.reader.dates import due_day
from bihuan.papers.reader.gathering import Gathered, gather
from bihuan.papers.reader.labels import UNIT_NAMES, Name
from bihuan.papers.reader.measures import Draft, Group, grouped
from bihuan.papers.reader.reading import Measure, Problem
from bihuan.papers.reader.responsibilities import NO_DUTY, Duty, merged, with_person_as_leader
from bihuan.papers.reader.words import REMEDY, SHORTCOMING
from bihuan.papers.structure import Piece, running_pieces

_SENTENCE = re.compile(r"[^。；;！!？?\n]+")


@dataclass(frozen=True)
class Block:
    """A problem's number, the text that states it, the heading over it, and the bits behind it."""

    number: str
    statement: str
    line: int
    heading: str
    bits: Sequence[Bit]
    duty: Duty = NO_DUTY


def problem_of(block: Block, *, year: int | None, general_due: str | None = None) -> Problem:
    """The problem that a block states, with its measures, duties and gaps.

    `general_due` is the time limit that the plan sets for all problems; it counts where a problem has none of its own.
    """
    title, rest = _titled(block.statement)
    gathered = gather(block.bits)
    if rest:
        gathered.details.insert(0, (rest, block.line))
    drafts = gathered.drafts or _implied(gathered, title)
    groups = grouped(drafts)
    shared = [block.duty, *gathered.assign(groups)]
    measures = tuple(_measure(group, year) for group in groups)
    duty = with_person_as_leader(merged([*shared, *(duty for group in groups for duty in group.duties)]))
    if not duty.due and general_due:
        duty = replace(duty, due=general_due)
        shared.append(duty)
    return Problem(
        number=block.number,
        title=title,
        line=block.line,
        heading=block.heading if block.heading != title else "",
        detail="\n".join(text for text, _ in gathered.details if text),
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
    clauses = running_pieces(Piece(Kind.TEXT, "", None, statement, 0, 0, 0))
    end = min([match.end(), *(clause.column for clause in clauses if clause.column)])
    return statement[match.start() : end].strip().rstrip("：:，,、"), statement[end:].lstrip("。；;！!？?\n ").strip()


def _implied(gathered: Gathered, title: str) -> list[Draft]:
    """Measures that no label announces and no number marks: paragraphs or clauses worded as remedies.

    They are taken out of the details.
    """
    paragraphs = [item for item in gathered.details if REMEDY.match(plain(item[0]))]
    if paragraphs:
        gathered.details = [item for item in gathered.details if item not in paragraphs]
        return [Draft(Kind.TEXT, None, "", text, line) for text, line in paragraphs]
    for item in gathered.details:
        clauses = running_pieces(Piece(Kind.TEXT, "", None, item[0], item[1], 0, 0))
        said = [plain(clause.text) for clause in clauses]
        worded = title.startswith("针对") or any(REMEDY.match(text) for text in said)
        if len(clauses) > 1 and worded and not any(SHORTCOMING.search(text) for text in said):
            gathered.details.remove(item)
            return [Draft(clause.kind, clause.ordinal, clause.mark, clause.text, item[1]) for clause in clauses]
    return []


def _measure(group: Group, year: int | None) -> Measure:
    duty = with_person_as_leader(merged(group.duties))
    day = due_day(duty.due, year=year) if duty.due else None
    return Measure(group.number, group.text, group.line, duty.leader, duty.all_units, duty.due, day)


def _gaps(duty: Duty, measures: Sequence[Measure], *, due_for_all: bool) -> tuple[str, ...]:
    """What the plan should say for the problem and does not (R-9.4 E15)."""
    blanks = dict(reversed(duty.blank))
    unit_label = next((blanks[name] for name in UNIT_NAMES if name in blanks), None)
    found = []
    if not measures:
        found.append("未写整改措施")
    if not duty.leader:
        label = blanks.get(Name.LEADER) or blanks.get(Name.PERSON)
        found.append(f"未填{plain(label)}" if label else "未写责任领导")
    if not duty.all_units:
        found.append(f"未填{plain(unit_label)}" if unit_label else "未写责任单位")
    if not duty.due:
        found.append(f"未填{plain(blanks[Name.DUE])}" if Name.DUE in blanks else "未写完成时限")
    elif not due_for_all:
        found.extend(f"措施{measure.number}未写完成时限" for measure in measures if not measure.due)
    return tuple(found)

"""The problems of a plan that is written as a table: 序号 | 问题 | 整改措施 | 责任领导 | 责任单位 | 时限."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from bihuan.papers.marks import Kind
from bihuan.papers.plain import plain
from bihuan.papers.reader.bits import Bit, bits_of
from bihuan.papers.reader.blocks import Block, problem_of
from bihuan.papers.reader.labels import Field, Name
from bihuan.papers.reader.reading import Problem
from bihuan.papers.reader.words import COLUMNS
from bihuan.papers.source import Line, Source
from bihuan.papers.structure import pieces

_FIELDS = {
    "measure": Name.MEASURE,
    "leader": Name.LEADER,
    "person": Name.PERSON,
    "lead_unit": Name.LEAD_UNIT,
    "unit": Name.UNIT,
    "support_unit": Name.SUPPORT_UNIT,
    "due": Name.DUE,
}
_BORDER = re.compile(r"[\s|:+\-—─┼├┤]*")
_LONGEST_HEAD = 15

Row = dict[int, list[Line]]


@dataclass
class _Entry:
    number: str
    problem: list[Line]
    group: str
    rows: list[dict[str, list[Line]]]


def problems_in_tables(source: Source, *, year: int | None) -> list[Problem]:
    """The problems of all tables with a column of problems and one of measures, duties or time limits."""
    found: list[Problem] = []
    for rows in _tables(source):
        heads = _heads(rows)
        if heads is None:
            continue
        place, roles = heads
        entries = _entries(rows[place + 1 :], roles)
        found.extend(problem_of(_block(entry, order), year=year) for order, entry in enumerate(entries, start=1))
    return found


def _tables(source: Source) -> Iterator[list[Row]]:
    in_cells = [line for line in source.lines if line.cell is not None]
    for _, lines in groupby(in_cells, key=lambda line: line.cell.table if line.cell else 0):
        rows: dict[int, Row] = {}
        for line in lines:
            assert line.cell is not None, "only lines in cells are grouped"
            rows.setdefault(line.cell.row, {}).setdefault(line.cell.column, []).append(line)
        yield [rows[number] for number in sorted(rows)]
    yield from _drawn_tables(line for line in source.lines if line.cell is None)


def _drawn_tables(lines: Iterable[Line]) -> Iterator[list[Row]]:
    """Tables of a text file: neighbouring lines with cells between tabs or bars."""
    for drawn, group in groupby((line for line in lines if line.text.strip()), key=lambda line: _separator(line.text)):
        if drawn:
            rows = [_cells(line, drawn) for line in group if not _BORDER.fullmatch(line.text)]
            if len(rows) > 1:
                yield rows


def _separator(text: str) -> str:
    bars = "|" if text.count("|") >= 2 else "｜" if text.count("｜") >= 2 else ""
    return bars or ("\t" if text.count("\t") >= 2 else "")


def _cells(line: Line, separator: str) -> Row:
    text = line.text if separator == "\t" else line.text.strip().removeprefix(separator).removesuffix(separator)
    return {place: [Line(line.number, cell.strip())] for place, cell in enumerate(text.split(separator))}


def _heads(rows: Sequence[Row]) -> tuple[int, dict[int, str]] | None:
    """The row of column heads and what each column holds; None when the table is no plan."""
    for place, row in enumerate(rows[:4]):
        roles: dict[int, str] = {}
        for column, cell in row.items():
            head = plain("".join("".join(line.text.split()) for line in cell))
            role = next((name for name, pattern in COLUMNS.items() if pattern.search(head)), None)
            if role and len(head) <= _LONGEST_HEAD and role not in roles.values():
                roles[column] = role
        names = set(roles.values())
        if "problem" in names and names & {"measure", "due", "leader", "unit", "lead_unit", "person"}:
            return place, roles
    return None


def _entries(rows: Sequence[Row], roles: dict[int, str]) -> list[_Entry]:
    """One entry for each problem; a row without a new problem continues the one above (merged cells)."""
    entries: list[_Entry] = []
    group = ""
    for row in rows:
        cells = {role: [line for line in row.get(column, []) if line.text.strip()] for column, role in roles.items()}
        group = _joined(cells.get("group", [])) or group
        problem, number = cells.get("problem", []), _joined(cells.get("number", []))
        if not any(cells.values()) or _is_repeated_head(cells):
            continue
        same = entries and (not problem or _joined(problem) == _joined(entries[-1].problem))
        if same and not (number and number != entries[-1].number and problem):
            entries[-1].rows.append(cells)
        elif problem:
            entries.append(_Entry(number, problem, group, [cells]))
    return entries


def _is_repeated_head(cells: dict[str, list[Line]]) -> bool:
    named = [role for role, lines in cells.items() if lines and COLUMNS[role].search(plain(_joined(lines)))]
    filled = [role for role, lines in cells.items() if lines]
    return len(named) == len(filled) > 1 and all(len(_joined(lines)) <= _LONGEST_HEAD for lines in cells.values())


def _block(entry: _Entry, order: int) -> Block:
    number = "".join(character for character in plain(entry.number) if character.isdecimal())
    bits = [bit for row in entry.rows for bit in _row_bits(row)]
    filled = {role for row in entry.rows for role, lines in row.items() if lines}
    asked = [name for role, name in _FIELDS.items() if role in entry.rows[0] and role not in filled]
    line = entry.problem[0].number
    bits += [_labelled(name, "", line) for name in asked if name is not Name.MEASURE]
    statement = "\n".join(line.text.strip() for line in entry.problem)
    return Block(number or str(order), _unnumbered(statement), entry.problem[0].number, entry.group, bits)


def _row_bits(cells: dict[str, list[Line]]) -> Iterator[Bit]:
    """A row as the bits of a labelled block: measures first, then the duties, so that a row's duties follow its own."""
    measures = cells.get("measure", [])
    if measures:
        yield _labelled(Name.MEASURE, "", measures[0].number)
        yield from bits_of(pieces(Source("", tuple(Line(line.number, line.text) for line in measures))))
    for role, name in _FIELDS.items():
        lines = cells.get(role, [])
        if lines and name is not Name.MEASURE:
            yield _labelled(name, "、".join(line.text.strip() for line in lines), lines[0].number)


def _labelled(name: Name, value: str, line: int) -> Bit:
    return Bit(Kind.TEXT, None, "", value, line, Field(name, _LABELS[name], "", value))


_LABELS = {
    Name.MEASURE: "整改措施",
    Name.LEADER: "责任领导",
    Name.PERSON: "责任人",
    Name.LEAD_UNIT: "牵头单位",
    Name.UNIT: "责任单位",
    Name.SUPPORT_UNIT: "配合单位",
    Name.DUE: "完成时限",
}


def _unnumbered(statement: str) -> str:
    cut = pieces(Source("", (Line(1, statement.replace("\n", " ")),)))
    return cut[0].text if len(cut) == 1 else statement


def _joined(lines: Sequence[Line]) -> str:
    return "".join(line.text.strip() for line in lines)

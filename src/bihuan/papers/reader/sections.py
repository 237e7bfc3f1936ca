"""The parts of a plan by their titles: which list problems, which list measures, which neither."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from bihuan.papers.marks import Kind
from bihuan.papers.plain import plain
from bihuan.papers.reader.bits import Bit
from bihuan.papers.reader.labels import Field, Name, split_fields
from bihuan.papers.reader.responsibilities import duty_of
from bihuan.papers.reader.words import SECTIONS, is_generic

_LONGEST_TITLE = 40
_LONGEST_LIMIT = 40


class Role(Enum):
    """What a section of a plan is for."""

    PROBLEMS = auto()  # a list of problems under a title that names none itself
    MEASURES = auto()
    OTHER = auto()  # goals, demands, organisation
    UNKNOWN = auto()


@dataclass(frozen=True)
class Section:
    """A part of the paper under a heading of its outermost level; the first may have no heading."""

    heading: Bit | None
    bits: Sequence[Bit]
    role: Role


def sections_of(bits: Sequence[Bit]) -> list[Section]:
    """The parts of a paper under its 第一章 or 一、 headings; the whole paper as one part when it has none."""
    levels = [bit.kind for bit in bits if bit.kind in (Kind.CHAPTER, Kind.FIRST)]
    if not levels:
        return [Section(None, bits, Role.UNKNOWN)]
    top = min(levels, key=lambda kind: kind.level)
    starts = [place for place, bit in enumerate(bits) if bit.kind is top]
    parts = [Section(None, bits[: starts[0]], Role.OTHER)] if starts[0] else []
    for start, end in zip(starts, [*starts[1:], len(bits)], strict=True):
        parts.append(Section(bits[start], bits[start + 1 : end], _role(bits[start])))
    return parts


def general_due(parts: Sequence[Section]) -> str | None:
    """The time limit for all problems, where a section of its own sets one (“三、整改时限”)."""
    for part in parts:
        heading = part.heading
        if heading is None:
            continue
        fields = [heading.field] if heading.field else split_fields(heading.text)[1]
        if fields and fields[0].name is Name.DUE:
            value = fields[0].value or (part.bits[0].text if part.bits else "")
            return duty_of(Field(Name.DUE, fields[0].label, "", value)).due if len(value) <= _LONGEST_LIMIT else None
    return None


def _role(heading: Bit) -> Role:
    if heading.is_duty:
        return Role.OTHER
    return Role.UNKNOWN if heading.field else role_of(heading.text)


def role_of(title: str) -> Role:
    """What a section is for, by its title."""
    said = plain(title).strip(" 。:")
    if len(said) > _LONGEST_TITLE:
        return Role.UNKNOWN
    names_problems = SECTIONS["problems"].search(said) is not None
    if names_problems:
        return Role.PROBLEMS if is_generic(said) else Role.UNKNOWN
    if SECTIONS["other"].search(said) and not is_generic(said):
        return Role.OTHER
    return Role.MEASURES if SECTIONS["measures"].search(said) else Role.UNKNOWN

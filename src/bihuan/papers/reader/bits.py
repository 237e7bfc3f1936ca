"""The pieces of a paper cut further at labels and brackets of responsibility: what a plan is read from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bihuan.papers.marks import Kind
from bihuan.papers.reader.labels import Field, Name, split_fields
from bihuan.papers.reader.responsibilities import NO_DUTY, Duty, split_brackets
from bihuan.papers.structure import Piece

_BOLD = re.compile(r"^\*\*([^*]+)\*\*$")


@dataclass(frozen=True)
class Bit:
    """A numbered item, a paragraph or a labelled field.

    `field` is None for text; `duty` is what a bracket at its end says; `inline` marks a field behind other text of the
    same line.
    """

    kind: Kind
    ordinal: int | None
    mark: str
    text: str
    line: int
    field: Field | None = None
    duty: Duty = NO_DUTY
    inline: bool = False

    @property
    def name(self) -> Name | None:
        """The name of the field, None for text."""
        return self.field.name if self.field else None

    @property
    def is_item(self) -> bool:
        """Whether it is a numbered item, not a field."""
        return self.field is None and self.kind.is_structural

    @property
    def is_duty(self) -> bool:
        """Whether it is a field that says who does it or until when."""
        return self.field is not None and self.field.name.is_responsibility


def bits_of(pieces: Iterable[Piece]) -> list[Bit]:
    """The pieces as bits, in order. Teaser lines and table cells are left out."""
    return [bit for piece in pieces if piece.kind not in (Kind.EXCERPT, Kind.CELL) for bit in _cut(piece)]


def _cut(piece: Piece) -> Iterator[Bit]:
    rest, duty = split_brackets(_BOLD.sub(r"\1", piece.text))
    before, fields = split_fields(rest)
    heads_section = piece.kind.level <= Kind.FIRST.level and piece.kind.is_structural
    if heads_section and not before and fields and not fields[0].value:
        before, fields = rest, []
    if before or not fields:
        held = NO_DUTY if fields else duty
        yield Bit(piece.kind, piece.ordinal, piece.mark, before, piece.line, duty=held)
    for place, field in enumerate(fields):
        opens = place == 0 and not before
        last = place == len(fields) - 1
        yield Bit(
            piece.kind if opens else Kind.TEXT,
            piece.ordinal if opens else None,
            piece.mark if opens else "",
            field.value,
            piece.line,
            field,
            duty if last else NO_DUTY,
            inline=not opens,
        )

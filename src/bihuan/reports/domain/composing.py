"""起草: the sentences of a skeleton that the figures call for, with the figures in them.

Nothing is computed here: the figures come frozen, so that text, notes and records cannot disagree.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TypeAlias

from bihuan.figures.choices import FigureKind
from bihuan.figures.facade import shown
from bihuan.figures.models import FigureSnapshot
from bihuan.kernel.numerals import write_whole
from bihuan.reports.domain.body import Body, Part, Piece, Pieces
from bihuan.reports.domain.skeletons import GAP, Block, Sentence

# A figure of the paper: its name, and the unit to which it is narrowed (empty for all).
Key: TypeAlias = tuple[str, str]
UNIT_HEAD, TOTAL = "单位", "合计"


@dataclass(frozen=True)
class Material:
    """What a paper is made of: words for its gaps, frozen figures by their keys, and the units of each table in order.

    A table is known by the name of its first figure.
    """

    words: Mapping[str, str]
    figures: Mapping[Key, FigureSnapshot]
    units: Mapping[str, Mapping[str, str]]

    def is_nothing(self, name: str) -> bool:
        """Whether a figure is 0, or a rate or mean of nothing (R-2.12: then nothing is said of it but that)."""
        value = self.figures[name, ""].value
        return value is None or (self.figures[name, ""].kind == FigureKind.COUNT and value == 0)

    def any_of(self, names: Iterable[str]) -> bool:
        return any(not self.is_nothing(name) for name in names)


def compose(blocks: Sequence[Block], material: Material) -> list[Part]:
    """The parts of the paper. A heading that runs on into text goes with the text where no sentence is left."""
    found = []
    for block in blocks:
        if block.requires and not material.any_of(block.requires):
            found.append(Part(pieces=fill(block.otherwise, material)))
            continue
        pieces = _paragraph(block, material)
        if block.heading and (pieces or not block.sentences):
            found.append(Part(filled_words(block.heading, material.words), block.level, pieces))
        elif pieces:
            found.append(Part(pieces=pieces))
        if block.table:
            found.append(_table(block, material))
    return [part for part in found if part.heading or part.pieces or part.head]


def fill(text: str, material: Material) -> Pieces:
    """A sentence with its words and figures; a figure stands with its unit: 12件, 45.5%, 3.2个工作日."""
    pieces, end = [], 0
    for gap in GAP.finditer(text):
        pieces.append(Piece(text[end : gap.start()]))
        pieces.append(_gap(gap["name"], gap["words"] or "", material))
        end = gap.end()
    pieces.append(Piece(text[end:]))
    return _joined(pieces)


def filled_words(text: str, words: Mapping[str, str]) -> str:
    """A text in which only words stand, no figures."""
    return GAP.sub(lambda gap: words[gap["name"]], text)


def numbered(body: Body, rest: Iterable[Key]) -> tuple[Body, dict[Key, int]]:
    """The body with numbers for keys: marked figures in the order of appearance, then the others, then the rest."""
    pieces = [piece for piece in body.all_pieces() if piece.figure is not None]
    keys = [piece.figure for piece in pieces if piece.is_marked]
    keys += [piece.figure for piece in pieces if not piece.is_marked]
    numbers = {key: number for number, key in enumerate(dict.fromkeys([*keys, *rest]), start=1)}
    parts = tuple(
        replace(
            part,
            pieces=_with_numbers(part.pieces, numbers),
            rows=tuple(tuple(_with_numbers(cell, numbers) for cell in row) for row in part.rows),
        )
        for part in body.parts
    )
    return replace(body, parts=parts), numbers


def _with_numbers(pieces: Pieces, numbers: Mapping[Key, int]) -> Pieces:
    return tuple(piece if piece.figure is None else replace(piece, figure=numbers[piece.figure]) for piece in pieces)


def _paragraph(block: Block, material: Material) -> Pieces:
    texts = [_chosen(sentence, material) for sentence in block.sentences]
    said = [text for text in texts if text]
    if block.counted:
        said = _counted(said)
    return fill("".join(said), material)


def _chosen(sentence: Sentence, material: Material) -> str:
    """The wording that the figures call for; empty where the sentence is left out."""
    if sentence.requires and not material.any_of(sentence.requires):
        return ""
    if sentence.unless and material.any_of(sentence.unless):
        return ""
    return sentence.text if not sentence.when or material.any_of(sentence.when) else sentence.zero


def _counted(texts: Sequence[str]) -> list[str]:
    """一是……；二是……。 A single one is not counted."""
    if len(texts) < 2:
        return [f"{text}。" for text in texts]
    ends = ["；"] * (len(texts) - 1) + ["。"]
    return [f"{write_whole(n)}是{text}{end}" for n, (text, end) in enumerate(zip(texts, ends, strict=True), start=1)]


def _gap(name: str, words: str, material: Material) -> Piece:
    if "." not in name:
        return Piece(material.words[name])
    return Piece(words or with_unit(material.figures[name, ""]), (name, ""))


def with_unit(snapshot: FigureSnapshot) -> str:
    """A figure as the text writes it."""
    text = shown(FigureKind(snapshot.kind), snapshot.value)
    return text if snapshot.unit == "%" or snapshot.value is None else f"{text}{snapshot.unit}"


def _joined(pieces: Iterable[Piece]) -> Pieces:
    """Neighbouring plain pieces as one, empty ones gone."""
    joined: list[Piece] = []
    for piece in pieces:
        if not piece.text:
            continue
        if joined and piece.figure is None and joined[-1].figure is None:
            joined[-1] = Piece(joined[-1].text + piece.text)
        else:
            joined.append(piece)
    return tuple(joined)


def _table(block: Block, material: Material) -> Part:
    """A line for each unit, one for what stands with none, and the sum; the lines make the sum in every column.

    What stands with no unit is the rest of the sum and no figure of its own.
    """
    names = block.table
    totals = [material.figures[name, ""] for name in names]
    head = (UNIT_HEAD, *(f"{total.label}（{total.unit}）" for total in totals))
    rows = []
    left = [total.value or Decimal() for total in totals]
    for unit, label in material.units[names[0]].items():
        cells = [material.figures[name, unit] for name in names]
        left = [rest - (cell.value or Decimal()) for rest, cell in zip(left, cells, strict=True)]
        line = [Piece(_number(cell.value), (name, unit), False) for name, cell in zip(names, cells, strict=True)]
        rows.append(_row(label, line))
    if any(left):
        rows.append(_row(block.rest, [Piece(_number(rest)) for rest in left]))
    rows.append(_row(TOTAL, [Piece(_number(t.value), (n, "")) for n, t in zip(names, totals, strict=True)]))
    return Part(head=head, rows=tuple(rows))


def _row(label: str, cells: Sequence[Piece]) -> tuple[Pieces, ...]:
    return ((Piece(label),), *((cell,) for cell in cells))


def _number(value: Decimal | None) -> str:
    return shown(FigureKind.COUNT, value)

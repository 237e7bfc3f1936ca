"""The text of a report as it is kept: blocks of pieces, each piece that is a figure with the number of that figure.

As JSON a block is {"kind": "heading" | "paragraph" | "table", …} and a piece [text, number or null, is it marked].
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias


@dataclass(frozen=True)
class Piece:
    """A stretch of text. `figure` is what stands behind it: while composing its key, when kept its number.

    `is_marked`: the number of the note is printed behind it. Cells of a table are not marked, the annex lists them.
    """

    text: str
    figure: Any = None
    is_marked: bool = True


Pieces: TypeAlias = "tuple[Piece, ...]"


@dataclass(frozen=True)
class Part:
    """A heading (level 1 to 4, with the text that runs on from it), a paragraph (level 0), or a table (head not empty)."""

    heading: str = ""
    level: int = 0
    pieces: Pieces = ()
    head: tuple[str, ...] = ()
    rows: tuple[tuple[Pieces, ...], ...] = ()

    def all_pieces(self) -> Iterator[Piece]:
        yield from self.pieces
        for row in self.rows:
            for cell in row:
                yield from cell


@dataclass(frozen=True)
class Body:
    """A whole paper."""

    title: str
    addressee: str
    signer: str
    date: str  # ISO
    parts: tuple[Part, ...] = field(default=())

    def all_pieces(self) -> Iterator[Piece]:
        for part in self.parts:
            yield from part.all_pieces()

    @property
    def marked(self) -> list[int]:
        """The numbers of the notes, from 1 on."""
        return sorted({piece.figure for piece in self.all_pieces() if piece.figure is not None and piece.is_marked})


def to_json(body: Body) -> dict[str, Any]:
    """The body as it is kept."""
    parts = [
        {
            "heading": part.heading,
            "level": part.level,
            "pieces": _pieces_to_json(part.pieces),
            "head": list(part.head),
            "rows": [[_pieces_to_json(cell) for cell in row] for row in part.rows],
        }
        for part in body.parts
    ]
    return {
        "title": body.title,
        "addressee": body.addressee,
        "signer": body.signer,
        "date": body.date,
        "parts": parts,
    }


def from_json(kept: Mapping[str, Any]) -> Body:
    """The body as it was kept."""
    parts = tuple(
        Part(
            part["heading"],
            part["level"],
            _pieces(part["pieces"]),
            tuple(part["head"]),
            tuple(tuple(_pieces(cell) for cell in row) for row in part["rows"]),
        )
        for part in kept["parts"]
    )
    return Body(kept["title"], kept["addressee"], kept["signer"], kept["date"], parts)


def _pieces_to_json(pieces: Pieces) -> list[list[Any]]:
    return [[piece.text, piece.figure, piece.is_marked] for piece in pieces]


def _pieces(kept: list[list[Any]]) -> Pieces:
    return tuple(Piece(text, figure, is_marked) for text, figure, is_marked in kept)

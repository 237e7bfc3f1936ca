"""The tree of a paper by its numbering: 一、（一）1.（1） and what people really write.

`pieces` cuts a paper into numbered items and paragraphs in reading order; `read_tree` nests them. Every position leads
back to the source: `line` is the line number (from 1), `column` and `end` are offsets in that line's text (from 0).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from bihuan.papers.marks import Kind, Mark, first_letter, leading_mark, run_in_marks, running_marks
from bihuan.papers.plain import plain
from bihuan.papers.source import Line, Source

_LONGEST_TITLE = 60
_SHORTEST_EXCERPT = 40
_TITLE = re.compile(r"[^。；;：:！!？?]+")
_ELLIPSIS = re.compile(r"(?:\.{3,}|…+)\s*$")


@dataclass(frozen=True)
class Piece:
    """One numbered item or paragraph on one line; `text` is what follows the mark, as written."""

    kind: Kind
    mark: str
    ordinal: int | None
    text: str
    line: int
    column: int
    text_column: int

    @property
    def end(self) -> int:
        """The offset after the last character of the piece in its line."""
        return self.text_column + len(self.text)

    @property
    def title(self) -> str:
        """The heading of a numbered item: its first sentence when short, without the closing sign; else empty."""
        if not self.kind.is_structural and self.kind not in (Kind.RUNNING, Kind.ORDINAL):
            return ""
        match = _TITLE.match(self.text)
        title = match.group().strip() if match else ""
        return title if len(title) <= _LONGEST_TITLE else ""


@dataclass(frozen=True)
class Node:
    """An item of the paper with the items under it.

    `text` is everything after the mark on the item's own line, title included. Clauses run into the text (一是…二是…)
    are children of kind RUNNING or ORDINAL whose text is also part of the parent's text; all other children stand
    after it. `kind.level` tells the depth. The root has kind PAPER, line 0 and no text.
    """

    kind: Kind
    mark: str
    ordinal: int | None
    title: str
    text: str
    line: int
    column: int
    end: int
    children: tuple[Node, ...] = ()

    def walk(self) -> Iterator[Node]:
        """This node and all under it, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass
class _Open:
    piece: Piece | None
    children: list[_Open] = field(default_factory=list)

    @property
    def level(self) -> int:
        return self.piece.kind.level if self.piece else 0


def read_tree(source: Source) -> Node:
    """The paper as a tree by its numbering."""
    root = _Open(None)
    chain = [root]
    for piece in pieces(source):
        item = _Open(piece)
        if piece.kind.level > Kind.DASH.level:
            holder = next(open_item for open_item in reversed(chain) if open_item.level < Kind.ORDINAL.level)
            holder.children.append(item)
            continue
        while chain[-1].level >= piece.kind.level:
            chain.pop()
        chain[-1].children.append(item)
        chain.append(item)
    return Node(Kind.PAPER, "", None, "", "", 0, 0, 0, tuple(_closed(item) for item in root.children))


def pieces(source: Source) -> list[Piece]:
    """The numbered items and paragraphs of the paper in reading order; blank lines leave none."""
    found: list[Piece] = []
    latest: dict[Kind, int] = {}
    excerpts = excerpt_lines(source)
    for line in source.lines:
        if not line.text.strip():
            continue
        if line.number in excerpts or line.cell is not None:
            found.append(_whole(line, Kind.EXCERPT if line.number in excerpts else Kind.CELL))
            continue
        found.extend(_cut(line, latest))
    return found


def running_pieces(piece: Piece) -> list[Piece]:
    """The clauses 一是…二是… (第一，…第二，…) inside a piece, each up to the next one; empty when there are none."""
    text = plain(piece.text)
    marks = list(running_marks(text, 0, len(text)))
    return list(_between(piece.text, marks, piece.line, piece.text_column)) if marks else []


def excerpt_lines(source: Source) -> frozenset[int]:
    """Lines near the top that end in “...” and only repeat the beginning of what follows (search pages leave them)."""
    filled = [line for line in source.lines if line.text.strip()]
    found = set()
    for place, line in enumerate(filled[:3]):
        shortened = _ELLIPSIS.sub("", line.text)
        letters = "".join(shortened.split())
        if shortened == line.text or len(letters) < _SHORTEST_EXCERPT:
            continue
        following = "".join("".join(later.text.split()) for later in filled[place + 1 : place + 40])
        if following.startswith(letters):
            found.add(line.number)
    return frozenset(found)


def _whole(line: Line, kind: Kind) -> Piece:
    text = line.text.strip()
    column = line.text.index(text)
    return Piece(kind, "", None, text, line.number, column, column)


def _cut(line: Line, latest: dict[Kind, int]) -> Iterator[Piece]:
    text = plain(line.text)
    opening = leading_mark(text)
    inside = list(run_in_marks(text, opening, latest))
    marks = ([opening] if opening else []) + inside
    if opening and not opening.kind.is_structural:
        siblings = running_marks(text, opening.end, inside[0].start if inside else len(text))
        marks = [opening, *(mark for mark in siblings if mark.kind is opening.kind), *inside]
    for mark in marks:
        if mark.kind.is_structural:
            for deeper in [kind for kind in latest if kind.level > mark.kind.level]:
                del latest[deeper]
            latest[mark.kind] = mark.ordinal or 0
    start = first_letter(text)
    until = marks[0].start if marks else len(text)
    if line.text[start:until].strip():
        words = line.text[start:until].rstrip()
        yield Piece(Kind.TEXT, "", None, words, line.number, start, start)
    if marks:
        yield from _between(line.text, marks, line.number, 0)


def _between(text: str, marks: list[Mark], number: int, offset: int) -> Iterator[Piece]:
    for mark, following in zip(marks, [*marks[1:], None], strict=True):
        stop = following.start if following else len(text)
        words = text[mark.end : stop]
        start = mark.end + len(words) - len(words.lstrip())
        yield Piece(
            mark.kind,
            text[mark.start : mark.end].strip(),
            mark.ordinal,
            words.strip(),
            number,
            offset + mark.start,
            offset + start,
        )


def _closed(item: _Open) -> Node:
    piece = item.piece
    assert piece is not None, "only the root has no piece"
    inside = running_pieces(piece) if piece.kind.is_structural or piece.kind is Kind.TEXT else []
    children = [_node(clause, ()) for clause in inside] + [_closed(child) for child in item.children]
    return _node(piece, tuple(children))


def _node(piece: Piece, children: tuple[Node, ...]) -> Node:
    return Node(
        piece.kind,
        piece.mark,
        piece.ordinal,
        piece.title,
        piece.text,
        piece.line,
        piece.column,
        piece.end,
        children,
    )

"""Tables as wide as the text: head repeated on each page, rows kept whole, short columns centred."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import accumulate, pairwise
from xml.etree.ElementTree import Element

from bihuan.papers.writer import styles
from bihuan.papers.writer.blocks import Cell, Run, Table, as_runs
from bihuan.papers.writer.clean_text import cleaned
from bihuan.papers.writer.layout import TWIPS_PER_POINT, Layout
from bihuan.papers.writer.numbering import note_mark
from bihuan.papers.writer.ooxml import element, paragraph, value
from bihuan.papers.writer.titles import width

_SHORT = 6  # characters: a column with nothing longer is centred
_UNBROKEN = 4.0  # characters: a column of so short entries is not broken
_CELL_MARGIN_CHARACTERS = 1.2  # both margins and a little air, in characters of the smaller size
_HALVINGS = 20
_MARK_SIZE = 0.65  # of the size of the text around it
_CELL_MARGIN, _CELL_PADDING = 85, 40  # twips, 1.5 mm at the sides and 0.7 mm above and below
_MAY_BREAK = 300  # characters: a row longer than this may run over the page's end
SetRuns = Callable[[Iterable[Run]], list[Element]]


def table(table: Table, *, layout: Layout, set_runs: SetRuns) -> list[Element]:
    """The table, with an empty paragraph after it: two tables in a row would grow together."""
    small = len(table.head) >= layout.count("table.small_from")
    size = layout.faces["table_small" if small else "table"].size
    widths = _widths(table, layout.text_width, size)
    head = styles.TABLE_HEAD_SMALL if small else styles.TABLE_HEAD
    text = styles.TABLE_SMALL if small else styles.TABLE_TEXT
    centred = [_longest(table, column) <= _SHORT for column in range(len(table.head))]
    rows = [_row([(Run(name),) for name in table.head], widths, head, [True] * len(widths), set_runs, is_head=True)]
    rows += [_row([as_runs(cell) for cell in row], widths, text, centred, set_runs) for row in table.rows]
    grid = element("w:tblGrid", None, *(element("w:gridCol", {"w": each}) for each in widths))
    return [element("w:tbl", None, _properties(layout.text_width), grid, *rows), paragraph(text)]


def _cell_width(cell: Cell) -> float:
    """The width of the longest line of a cell, in characters; a raised mark is set smaller."""
    runs = as_runs(cell)
    marks = sum(width(note_mark(run.note)) * _MARK_SIZE for run in runs if run.note is not None)
    return max(width(line) for line in cleaned("".join(run.text for run in runs)).split("\n")) + marks


def _longest(table: Table, column: int) -> float:
    return max((_cell_width(row[column]) for row in table.rows), default=0.0)


def _widths(table: Table, total: int, size: float) -> list[int]:
    """Twips of each column, together exactly the width of the text."""
    shares = table.widths or _shares(table, total / (size * TWIPS_PER_POINT))
    edges = [round(total * reached / sum(shares)) for reached in accumulate(shares, initial=0)]
    return [right - left for left, right in pairwise(edges)]


def _shares(table: Table, characters: float) -> tuple[float, ...]:
    """Characters for each column, from the content: so wide that the longest cells of all columns need equal lines.

    Columns of a few characters are not broken. What is left over where everything fits is divided in proportion.
    """
    heads = [width(cleaned(name)) for name in table.head]
    longest = [max(head, _longest(table, column)) for column, head in enumerate(heads)]
    unbroken = [max(1.0, min(each, _UNBROKEN)) for each in longest]
    room = max(1.0, characters - _CELL_MARGIN_CHARACTERS * len(longest))
    one_line_each, many = 1.0, max(longest) + 1
    for _step in range(_HALVINGS):
        lines = (one_line_each + many) / 2
        needed = sum(max(least, each / lines) for least, each in zip(unbroken, longest, strict=True))
        one_line_each, many = (lines, many) if needed > room else (one_line_each, lines)
    text = [max(least, each / many) for least, each in zip(unbroken, longest, strict=True)]
    spare = max(0.0, room - sum(text)) / sum(text)
    return tuple(each * (1 + spare) + _CELL_MARGIN_CHARACTERS for each in text)


def _properties(total: int) -> Element:
    line = {"val": "single", "sz": 4, "space": 0, "color": "000000"}
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    inside = {"top": _CELL_PADDING, "left": _CELL_MARGIN, "bottom": _CELL_PADDING, "right": _CELL_MARGIN}
    margins = (element(f"w:{side}", {"w": margin, "type": "dxa"}) for side, margin in inside.items())
    return element(
        "w:tblPr",
        None,
        element("w:tblW", {"w": total, "type": "dxa"}),
        element("w:tblBorders", None, *(element(f"w:{side}", line) for side in sides)),
        element("w:tblLayout", {"type": "fixed"}),
        element("w:tblCellMar", None, *margins),
    )


def _row(
    cells: list[tuple[Run, ...]],
    widths: list[int],
    style: str,
    centred: list[bool],
    set_runs: SetRuns,
    *,
    is_head: bool = False,
) -> Element:
    whole = max(sum(len(run.text) for run in cell) for cell in cells) <= _MAY_BREAK
    properties = element(
        "w:trPr", None, element("w:cantSplit") if whole else None, element("w:tblHeader") if is_head else None
    )
    made = [
        _cell(set_runs(cell), twips, style, is_centred)
        for cell, twips, is_centred in zip(cells, widths, centred, strict=True)
    ]
    return element("w:tr", None, properties, *made)


def _cell(runs: list[Element], twips: int, style: str, is_centred: bool) -> Element:
    properties = element("w:tcPr", None, element("w:tcW", {"w": twips, "type": "dxa"}), value("w:vAlign", "center"))
    alignment = [value("w:jc", "center")] if is_centred else []
    return element("w:tc", None, properties, paragraph(style, *runs, properties=alignment))

"""Setting the blocks of a paper: headings with their numbers, paragraphs, notes with links both ways."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import count
from xml.etree.ElementTree import Element

from bihuan.papers.writer import styles, tables
from bihuan.papers.writer.blocks import Block, Heading, Note, Paragraph, Run, Table, split_at_breaks
from bihuan.papers.writer.clean_text import one_line
from bihuan.papers.writer.layout import Face, Layout
from bihuan.papers.writer.numbering import HeadingCounter, heading_text, note_mark
from bihuan.papers.writer.ooxml import bookmark, face_properties, link, paragraph, run, value


class BlockSetter:
    """Sets blocks; remembers across body and annexes which notes were marked already, for the links back."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._bookmarks = count(1)
        self._marked: set[int] = set()

    def blocks(self, blocks: Iterable[Block]) -> list[Element]:
        """The elements of one sequence of blocks; its headings are counted from one."""
        counter = HeadingCounter()
        return [made for block in blocks for made in self._block(block, counter)]

    def _block(self, block: Block, counter: HeadingCounter) -> list[Element]:
        if isinstance(block, Heading):
            return [self._heading(block, counter.next_label(block.level))]
        if isinstance(block, Paragraph):
            return [paragraph(styles.BODY, *self._runs(runs)) for runs in split_at_breaks(block.runs)]
        if isinstance(block, Note):
            return [self._note(block)]
        return self._table(block)

    def _heading(self, heading: Heading, label: str) -> Element:
        style = styles.HEADINGS[heading.level - 1]
        made = [run(label + heading_text(heading))]
        for runs in split_at_breaks(heading.runs):
            made += self._runs(runs, self._layout.faces["body"])
        # A heading with text after it is a paragraph of its own and may stand at the foot of a page.
        properties = [value("w:keepNext", 0)] if heading.runs else []
        return paragraph(style, *made, properties=properties)

    def _runs(self, runs: Iterable[Run], face: Face | None = None) -> list[Element]:
        made: list[Element] = []
        for each in runs:
            own = replace(face, bold=face.bold or each.bold) if face else None
            if own:
                properties = face_properties(own, spacing=self._layout.condense)
            else:
                properties = [value("w:b", 1), value("w:bCs", 1)] if each.bold else []
            made.append(run(each.text, *properties))
            if each.note is not None:
                made += self._mark(each.note)
        return made

    def _mark(self, number: int) -> list[Element]:
        """The mark of a note, a link to its entry; the entry links back to the first mark."""
        made = link(f"note_{number}", run(note_mark(number), style=styles.NOTE_MARK))
        if number in self._marked:
            return [made]
        self._marked.add(number)
        return bookmark(next(self._bookmarks), f"mark_{number}", made)

    def _note(self, note: Note) -> Element:
        number = run(note_mark(note.number))
        back = link(f"mark_{note.number}", number) if note.number in self._marked else number
        entry = bookmark(next(self._bookmarks), f"note_{note.number}", back)
        return paragraph(styles.NOTE, *entry, run(one_line(note.text)))

    def _table(self, table: Table) -> list[Element]:
        return tables.table(table, layout=self._layout, set_runs=self._runs)

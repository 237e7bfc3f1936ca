"""A paper as plain values: what is said, in which order; how it looks is the layout's business.

The order of the elements is that of 党政机关公文处理工作条例 第9条 (R-9.2): letterhead, title, addressee, body, list of
attachments, signer, date, the attachments themselves (annexes), imprint.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from bihuan.papers.writer.clean_text import HAND_MADE_INDENT, cleaned

DEEPEST_LEVEL = 4


class PaperError(ValueError):
    """The paper cannot be set as it stands; the message is a Chinese sentence for the person who wants it."""


@dataclass(frozen=True)
class Run:
    """A piece of text. `note` is the number of the note that says where the figure in it comes from."""

    text: str
    note: int | None = None
    bold: bool = False


@dataclass(frozen=True)
class Heading:
    """A heading of level 1 to 4, without its number: the writer counts 一、（一）1.（1）.

    `runs` is text that follows on the same line, as in “（一）加强领导。各站所要……”.
    """

    level: int
    text: str
    runs: tuple[Run, ...] = ()

    def __post_init__(self) -> None:
        if not 1 <= self.level <= DEEPEST_LEVEL:
            raise PaperError(f"标题“{self.text}”是第 {self.level} 级。公文标题只有一至四级，请改正层次。")


@dataclass(frozen=True)
class Paragraph:
    """Body text. A line break in a run begins a new paragraph."""

    runs: tuple[Run, ...]

    @classmethod
    def of(cls, text: str) -> Paragraph:
        """A paragraph without notes."""
        return cls((Run(text),))


Cell: TypeAlias = "str | tuple[Run, ...]"


@dataclass(frozen=True)
class Table:
    """A table as wide as the text. `widths` are shares (1, 3, 1 …); none given means that the content decides."""

    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[float, ...] = ()

    def __post_init__(self) -> None:
        if not self.head:
            raise PaperError("表格没有表头。请至少给出一列。")
        for number, row in enumerate(self.rows, start=1):
            if len(row) != len(self.head):
                raise PaperError(
                    f"表格第 {number} 行有 {len(row)} 格，表头有 {len(self.head)} 列。请补齐或删去多余的格。"
                )
        if self.widths and (len(self.widths) != len(self.head) or min(self.widths) <= 0):
            raise PaperError(f"表格的列宽应为 {len(self.head)} 个正数。请改正列宽。")


@dataclass(frozen=True)
class Note:
    """One entry of the note list: where the figure marked ［number］ comes from."""

    number: int
    text: str


Block: TypeAlias = Heading | Paragraph | Table | Note


@dataclass(frozen=True)
class Annex:
    """An attachment set in the same paper, on its own page after the date."""

    title: str
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True)
class Letterhead:
    """The red head: 发文机关标志, 发文字号 (`云政发〔2026〕1号`) and, on papers to a higher level, 签发人."""

    mark: str
    number: str | None = None
    signatory: str | None = None


@dataclass(frozen=True)
class Imprint:
    """版记: 抄送机关, 印发机关 and 印发日期."""

    office: str
    printed_on: dt.date
    copies: tuple[str, ...] = ()


@dataclass(frozen=True)
class Paper:
    """A paper ready to be set. Raises PaperError when it contradicts itself.

    `attachments` names what is listed as 附件 after the body; left empty, the titles of the annexes are listed. Where
    both are given the list begins with the annexes, in their order (GB/T 9704 7.3.7: number and title agree).
    """

    title: str
    addressee: str | None = None
    blocks: tuple[Block, ...] = ()
    signer: str | None = None
    date: dt.date | None = None
    attachments: tuple[str, ...] = ()
    annexes: tuple[Annex, ...] = ()
    letterhead: Letterhead | None = None
    imprint: Imprint | None = None

    def __post_init__(self) -> None:
        if not cleaned(self.title).strip():
            raise PaperError("公文没有标题。请先写标题。")
        titles = tuple(annex.title for annex in self.annexes)
        if self.attachments and self.attachments[: len(titles)] != titles:
            raise PaperError("附件说明与附件的标题或顺序不一致。请让两处一致。")
        self._check_notes()

    def _check_notes(self) -> None:
        listed = Counter(block.number for block in self.all_blocks() if isinstance(block, Note))
        doubled = sorted(number for number, times in listed.items() if times > 1)
        if doubled:
            raise PaperError(f"数据出处［{doubled[0]}］列了不止一次。请每个编号只列一条。")
        missing = sorted({run.note for run in self.all_runs() if run.note is not None} - set(listed))
        if missing:
            raise PaperError(f"正文引用了数据出处［{missing[0]}］，附件里没有这一条。请补上出处。")

    @property
    def attachment_names(self) -> tuple[str, ...]:
        """What is listed as 附件 after the body, in order."""
        return self.attachments or tuple(annex.title for annex in self.annexes)

    def all_blocks(self) -> Iterator[Block]:
        """The blocks of the body, then those of each annex."""
        yield from self.blocks
        for annex in self.annexes:
            yield from annex.blocks

    def all_runs(self) -> Iterator[Run]:
        """Every run of the paper in reading order."""
        for block in self.all_blocks():
            yield from runs_of(block)


def runs_of(block: Block) -> Iterator[Run]:
    """The runs of a block in reading order; plain strings have none."""
    if isinstance(block, Heading | Paragraph):
        yield from block.runs
    elif isinstance(block, Table):
        for row in block.rows:
            for cell in row:
                if not isinstance(cell, str):
                    yield from cell


def as_runs(cell: Cell) -> tuple[Run, ...]:
    """The runs of a cell."""
    return (Run(cell),) if isinstance(cell, str) else cell


def split_at_breaks(runs: Iterable[Run]) -> list[tuple[Run, ...]]:
    """The paragraphs that line breaks in the runs make, without blank ones and without hand-made indents."""
    paragraphs: list[list[Run]] = [[]]
    for each in runs:
        lines = cleaned(each.text).split("\n")
        for position, line in enumerate(lines):
            if position:
                paragraphs.append([])
            text = line if paragraphs[-1] else line.lstrip(HAND_MADE_INDENT)
            note = each.note if position == len(lines) - 1 else None
            if text or note is not None:
                paragraphs[-1].append(Run(text, note, each.bold))
    return [tuple(paragraph) for paragraph in paragraphs if paragraph]

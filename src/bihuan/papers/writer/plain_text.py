"""A paper as text for a chat: the same words and numbers in the same order, without a page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bihuan.papers.writer.blocks import Annex, Block, Heading, Note, Paper, Paragraph, Run, as_runs, split_at_breaks
from bihuan.papers.writer.clean_text import cleaned, one_line
from bihuan.papers.writer.numbering import HeadingCounter, annex_label, chinese_date, heading_text, note_mark

_CELL_MARK = "｜"


def as_text(paper: Paper) -> str:
    """The text of the paper, one paragraph a line, a blank line between its parts, ending in a line break."""
    parts = [
        _lines(_head(paper)),
        _lines(_blocks(paper.blocks)),
        _lines(_attachments(paper)),
        _lines(_signature(paper)),
        *(_lines(_annex(annex, number, len(paper.annexes))) for number, annex in enumerate(paper.annexes, start=1)),
    ]
    return cleaned("\n\n".join(part for part in parts if part)) + "\n"


def _lines(lines: Iterable[str]) -> str:
    return "\n".join(line for line in lines if line)


def _head(paper: Paper) -> Iterator[str]:
    if paper.letterhead and paper.letterhead.number:
        yield one_line(paper.letterhead.number)
    yield one_line(paper.title)
    if paper.addressee:
        yield ""
        yield one_line(paper.addressee).rstrip(":：") + "："


def _blocks(blocks: Iterable[Block]) -> Iterator[str]:
    counter = HeadingCounter()
    for block in blocks:
        if isinstance(block, Heading):
            follows = "".join(_text(runs) for runs in split_at_breaks(block.runs))
            yield counter.next_label(block.level) + heading_text(block) + follows
        elif isinstance(block, Paragraph):
            yield from (_text(runs) for runs in split_at_breaks(block.runs))
        elif isinstance(block, Note):
            yield note_mark(block.number) + one_line(block.text)
        else:
            yield _CELL_MARK.join(one_line(name) for name in block.head)
            for row in block.rows:
                yield _CELL_MARK.join(one_line(_text(as_runs(cell))) for cell in row)


def _text(runs: Iterable[Run]) -> str:
    return "".join(run.text + (note_mark(run.note) if run.note is not None else "") for run in runs)


def _attachments(paper: Paper) -> Iterator[str]:
    names = [one_line(name).rstrip("。；;，,.") for name in paper.attachment_names]
    for number, name in enumerate(names, start=1):
        lead = "附件：" if number == 1 else "\u3000" * 3
        yield lead + (f"{number}. {name}" if len(names) > 1 else name)


def _signature(paper: Paper) -> Iterator[str]:
    yield one_line(paper.signer or "")
    if paper.date:
        yield chinese_date(paper.date.year, paper.date.month, paper.date.day)


def _annex(annex: Annex, number: int, of: int) -> Iterator[str]:
    yield annex_label(number, of=of)
    yield one_line(annex.title)
    yield from _blocks(annex.blocks)

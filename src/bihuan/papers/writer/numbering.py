"""The numbers of headings, 一、 （一） 1. （1）: they begin anew under each higher heading (GB/T 9704-2012 7.3.3)."""

from __future__ import annotations

from bihuan.papers.numerals import chinese_numeral
from bihuan.papers.writer.blocks import DEEPEST_LEVEL, Heading
from bihuan.papers.writer.clean_text import one_line

_ENDS = "。：；！？…"


class HeadingCounter:
    """Counts the headings of one sequence: the body, or one annex."""

    def __init__(self) -> None:
        self._counts = [0] * DEEPEST_LEVEL

    def next_label(self, level: int) -> str:
        """The label of the next heading of a level (1 to 4)."""
        self._counts[level - 1] += 1
        self._counts[level:] = [0] * (DEEPEST_LEVEL - level)
        number = self._counts[level - 1]
        labels = (f"{chinese_numeral(number)}、", f"（{chinese_numeral(number)}）", f"{number}.", f"（{number}）")
        return labels[level - 1]


def heading_text(heading: Heading) -> str:
    """The text of a heading; it ends with a full stop where other text follows on the same line."""
    text = one_line(heading.text)
    return f"{text}。" if heading.runs and text and text[-1] not in _ENDS else text


def annex_label(number: int, *, of: int) -> str:
    """“附件1”; “附件” alone where there is only one (GB/T 9704-2012 7.3.7)."""
    return "附件" if of == 1 else f"附件{number}"


def note_mark(number: int) -> str:
    """The mark of a figure's note in the text and in the note list."""
    return f"［{number}］"


def chinese_date(year: int, month: int, day: int) -> str:
    """A date in Arabic digits without leading zeros (GB/T 9704-2012 7.3.5.4)."""
    return f"{year}年{month}月{day}日"

"""A paper laid out for the rules: its filled lines, its numbered headings, its title and its date.

Every rule reads the same manuscript; what several of them need is worked out once here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from bihuan.papers.marks import Kind, Mark, first_letter, mark_at
from bihuan.papers.numerals import chinese_number
from bihuan.papers.plain import plain
from bihuan.papers.source import Line, Source
from bihuan.papers.structure import excerpt_lines

HAN = "\u4e00-\u9fff"
_NUMERALS = "一二三四五六七八九十"
_LIST_OF_NUMBERS = re.compile(
    rf"[{_NUMERALS}]{{1,3}}、[{_NUMERALS}]{{1,3}}、"  # 一、二、三产业
    rf"|(?P<low>[{_NUMERALS}])、(?P<high>[{_NUMERALS}])(?:[产月季级期类楼号组层代线]|年级)"  # 二、三级医院
    r"|\d{1,3}、\d{1,3}(?:、|[日号月级期楼组栋类](?!以))"  # 3、4月份
    r"|1\d\d、1\d\d"  # 110、119
)
_DAY = re.compile(r"(?P<year>(?:19|20)\d{2})年(?P<month>\d{1,2})月(?P<day>\d{1,2})日")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?=年|〕)")
_OPENING_LINES = 8
_LONGEST_CHAPTER = 40


@dataclass(frozen=True)
class Heading:
    """A numbered item that opens a line: its line, its mark, and the mark as written."""

    line: Line
    mark: Mark
    written: str
    text: str


@dataclass(frozen=True)
class Manuscript:
    """A paper as the rules read it."""

    source: Source

    @cached_property
    def filled(self) -> tuple[Line, ...]:
        """The lines that are not blank."""
        return tuple(line for line in self.source.lines if line.text.strip())

    @cached_property
    def prose(self) -> tuple[Line, ...]:
        """The filled lines outside tables, without those that only repeat the beginning of the paper."""
        repeated = excerpt_lines(self.source)
        return tuple(line for line in self.filled if line.cell is None and line.number not in repeated)

    @cached_property
    def headings(self) -> tuple[Heading, ...]:
        """The numbered items (一、（一）1.（1）①, 第一章 …) that open a line of the prose, in order."""
        found = []
        for line in self.prose:
            heading = heading_of(line)
            if heading:
                found.append(heading)
        return tuple(found)

    @cached_property
    def heading_lines(self) -> frozenset[int]:
        return frozenset(heading.line.number for heading in self.headings)

    @cached_property
    def opening(self) -> str:
        """The first filled lines: title, addressee, source."""
        return "\n".join(line.text for line in self.filled[:_OPENING_LINES])

    @cached_property
    def signed_on(self) -> tuple[int, int, int] | None:
        """Year, month, day of the last line that is nothing but a date (成文日期)."""
        for line in reversed(self.filled):
            match = _DAY.fullmatch(re.sub(r"\s", "", line.text))
            if match:
                return int(match["year"]), int(match["month"]), int(match["day"])
        return None

    @cached_property
    def years(self) -> frozenset[int]:
        """The years that the paper names (2024年, 〔2024〕)."""
        return frozenset(int(year) for year in _YEAR.findall(self.source.text))


def heading_of(line: Line) -> Heading | None:
    """The numbered item that opens the line, if one does; 一、二、三产业 is none."""
    text = plain(line.text)
    mark = heading_at(text, first_letter(text))
    if mark is None or (mark.kind in (Kind.CHAPTER, Kind.SECTION) and len(text) > _LONGEST_CHAPTER):
        return None
    return Heading(line, mark, line.text[mark.start : mark.end].strip(), line.text[mark.end :].strip())


def heading_at(text: str, start: int) -> Mark | None:
    """The mark of a numbered item at that place of a plain line; lists of numbers and references to articles are none."""
    mark = mark_at(text, start)
    if mark is None or not mark.kind.is_structural or mark.ordinal is None:
        return None
    numbers = _LIST_OF_NUMBERS.match(text, start)
    if numbers and (not numbers["low"] or chinese_number(numbers["high"]) == mark.ordinal + 1):
        return None
    if mark.kind is Kind.ARTICLE and text[mark.end : mark.end + 1].strip():
        return None
    return mark

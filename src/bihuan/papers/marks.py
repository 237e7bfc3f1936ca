"""The marks that open an item of a paper: 一、（一）1.（1）① and what people write instead of them.

Official order of the four levels: GB/T 9704-2012, 7.3.3 (R-9.1). Everything here works on the plain form of a line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from bihuan.papers.numerals import chinese_number


class Kind(StrEnum):
    """What a node of a paper is; the numbered kinds are listed from the outermost to the innermost."""

    PAPER = "paper"
    CHAPTER = "chapter"  # 第一章, 第一部分
    SECTION = "section"  # 第一节
    ARTICLE = "article"  # 第一条
    FIRST = "first"  # 一、
    SECOND = "second"  # （一）
    THIRD = "third"  # 1. 1、
    FOURTH = "fourth"  # （1） 1）
    FIFTH = "fifth"  # ①
    ORDINAL = "ordinal"  # 第一，
    RUNNING = "running"  # 一是 一要
    DASH = "dash"  # ——
    TEXT = "text"
    CELL = "cell"  # a paragraph in a table
    EXCERPT = "excerpt"  # a line that repeats the beginning of the paper, as search pages do

    @property
    def level(self) -> int:
        """Depth in the tree: an item holds those after it with a greater level."""
        return _LEVELS[self]

    @property
    def is_structural(self) -> bool:
        """Whether the mark opens a part of the paper (一、 … ①), not only a clause of a sentence (一是, 第一，)."""
        return 0 < self.level < Kind.ORDINAL.level


_LEVELS = {kind: level for level, kind in enumerate(Kind)}

_CHINESE = "[一二三四五六七八九十百壹贰叁肆伍陆柒捌玖拾]{1,5}"
_NUMBER = re.compile(
    "|".join(
        (
            rf"第\s*(?P<chapter>{_CHINESE}|\d{{1,3}})\s*(?:章|部分|编)(?=\s|$|\S)",
            rf"第\s*(?P<section>{_CHINESE}|\d{{1,3}})\s*节(?=\s|$|\S)",
            rf"第\s*(?P<article>{_CHINESE}(?:〇{_CHINESE})?|\d{{1,3}})\s*条(?=\s|$|\S)",
            rf"(?P<first>{_CHINESE})\s*[、.]",
            rf"\(\s*(?P<second>{_CHINESE})\s*\)[、.]?|(?P<second_sign>[㈠-㈩])[、.]?|(?P<second_half>{_CHINESE})\)",
            r"(?P<third>\d{1,3})\s*(?:\.(?!\s*\d)|、(?!\d{1,2}[月日号、]))|(?P<third_sign>[⒈-⒛])",
            r"\(\s*(?P<fourth>\d{1,3})\s*\)[、.]?|(?P<fourth_half>\d{1,3})\)|(?P<fourth_sign>[⑴-⒇])",
            r"(?P<fifth_sign>[①-⑳❶-❿])[、.]?",
            rf"第(?P<ordinal>{_CHINESE})(?=[,、:是])[,、:]?",
            rf"(?P<running>{_CHINESE})[是要](?!否|不然)",
            r"(?P<dash_sign>——|--|[•●◆■▪★·‣◦]|[-*+](?=\s+\S))",
        )
    )
)
_SIGN_RANGES = (("㈠", "㈩"), ("⒈", "⒛"), ("⑴", "⒇"), ("①", "⑳"), ("❶", "❿"))
_PREFIX = re.compile(r"\s*(?:##[a-z]+##|#{1,6}(?=\s))?\s*")
_SENTENCE_END = '。;:!?…”"》)】 '
_CLAUSE_END = _SENTENCE_END + ",“"
_PUNCTUATION = re.compile(r"[。;:!?,…]")
_CANDIDATE = re.compile(r"[第一二三四五六七八九十百壹贰叁肆伍陆柒捌玖拾\d(㈠-㈩⒈-⒛⑴-⒇①-⑳❶-❿]")
_COUNTED = re.compile(r"\s*[件个项次家户名人]")
_AFTER_NO_MARK = re.compile(r"\s*(?:号|期|类|级|条|款|标段|区|班|楼)")


@dataclass(frozen=True)
class Mark:
    """A mark in a line: its kind, its number (None for a dash), and where it starts and ends in the line."""

    kind: Kind
    ordinal: int | None
    start: int
    end: int


def mark_at(line: str, start: int = 0) -> Mark | None:
    """The mark that starts at that place of a plain line, if one does."""
    match = _NUMBER.match(line, start)
    if match is None or match.lastgroup is None:
        return None
    name, text = match.lastgroup, match[match.lastgroup]
    kind = Kind(name.split("_")[0])
    return Mark(kind, _ordinal(name, text), start, match.end())


def leading_mark(line: str) -> Mark | None:
    """The mark with which a plain line opens, after blanks and left-over mark-up."""
    return mark_at(line, first_letter(line))


def first_letter(line: str) -> int:
    """Where a line begins after blanks and left-over mark-up."""
    match = _PREFIX.match(line)
    return match.end() if match else 0


def running_marks(line: str, start: int, end: int) -> Iterator[Mark]:
    """一是, 二是 …, 第一， … inside a stretch of a plain line, each at the beginning of a clause."""
    for match in _CANDIDATE.finditer(line, start, end):
        place = match.start()
        if place > start and line[place - 1] not in _CLAUSE_END:
            continue
        mark = mark_at(line, place)
        if mark and mark.end <= end and mark.kind in (Kind.RUNNING, Kind.ORDINAL):
            yield mark


def run_in_marks(line: str, opening: Mark | None, latest: dict[Kind, int]) -> Iterator[Mark]:
    """The structural marks inside a plain line: “三、下步工作计划1、营造…”, “措施：（1）…；（2）…”.

    A mark counts when it is 1 or continues the latest number of its kind, and stands after the end of a sentence,
    directly after a heading without punctuation, or is enclosed and continues the item before it on the line. `latest` is read only.
    """
    seen = dict(latest)
    if opening is not None:
        seen = {kind: number for kind, number in seen.items() if kind.level < opening.kind.level}
        seen[opening.kind] = opening.ordinal or 0
    item_start = opening.end if opening else 0
    latest_kind = opening.kind if opening else None
    under_heading = opening is not None and opening.kind in (Kind.FIRST, Kind.SECOND, Kind.CHAPTER)
    for match in _CANDIDATE.finditer(line, item_start):
        place = match.start()
        if place < item_start:
            continue
        mark = mark_at(line, place)
        if mark is None or not mark.kind.is_structural or mark.kind in (Kind.CHAPTER, Kind.SECTION, Kind.ARTICLE):
            continue
        before = line[item_start:place]
        if line[place - 1 : place].isdigit() or _AFTER_NO_MARK.match(line, mark.end):
            continue
        starts_list = mark.ordinal == 1
        follows = mark.ordinal == seen.get(mark.kind, -1) + 1
        after_heading = under_heading and starts_list and len(before) <= 40 and not _PUNCTUATION.search(before)
        after_sentence = not before.strip() or before[-1] in _SENTENCE_END
        continues = follows and mark.kind is latest_kind and line[mark.end - 1] == ")"
        enclosed = mark.kind is Kind.FIFTH or (continues and not _COUNTED.match(line, mark.end))
        if not (enclosed or after_heading or (after_sentence and (starts_list or follows))):
            continue
        latest_kind = mark.kind
        yield mark
        seen[mark.kind] = mark.ordinal or 0
        item_start = mark.end
        under_heading = mark.kind in (Kind.FIRST, Kind.SECOND)


def _ordinal(name: str, text: str) -> int | None:
    if name == "dash_sign":
        return None
    if name.endswith("_sign"):
        first = next(first for first, last in _SIGN_RANGES if first <= text <= last)
        return ord(text) - ord(first) + 1
    return int(text) if text.isdecimal() else chinese_number(text)

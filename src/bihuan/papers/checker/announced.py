"""Lists that were announced with their number: 做好以下五项工作： and the items that follow."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from bihuan.papers.checker.manuscript import Heading, Manuscript
from bihuan.papers.numerals import chinese_number
from bihuan.papers.plain import plain
from bihuan.papers.source import Line

_NUMBER = r"(?P<number>[一二三四五六七八九十]{1,3}|两|\d{1,2})\s?(?:个方面|方面|项|个|点|条|类|件|大)"
_ANNOUNCEMENT = re.compile(rf"(?:以下|如下|下列){_NUMBER}[^,。;:、]{{0,8}}[:。]?\s*$")
_FURTHEST = 400


@dataclass(frozen=True)
class Announced:
    """An announcement with its place, the number that it names, and the number of items that follow."""

    line: Line
    place: tuple[int, int]
    number: int
    items: int


def announced_lists(manuscript: Manuscript) -> Iterator[Announced]:
    """The announcements that are directly followed by a numbered list.

    Lists that count on below other headings (一、（一）…（三）二、（四）…) are left out where any style of mark reaches the number
    named.
    """
    filled = [line.number for line in manuscript.prose]
    for place, line in enumerate(manuscript.prose[:-1]):
        match = _ANNOUNCEMENT.search(plain(line.text))
        if match is None or filled[place + 1] not in manuscript.heading_lines:
            continue
        number = int(match["number"]) if match["number"].isdigit() else (chinese_number(match["number"]) or 0)
        first = bisect_right(manuscript.headings, line.number, key=lambda heading: heading.line.number)
        following = manuscript.headings[first : first + _FURTHEST]
        if following[0].mark.ordinal != 1 or number in {heading.mark.ordinal for heading in _others(following)}:
            continue
        yield Announced(line, match.span(), number, sum(1 for _ in _items(following)))


def _items(following: tuple[Heading, ...]) -> Iterator[Heading]:
    """The headings of the list that the first one opens."""
    kind = following[0].mark.kind
    latest = 0
    for heading in following:
        if heading.mark.kind.level < kind.level:
            return
        if heading.mark.kind is kind:
            if (heading.mark.ordinal or 0) <= latest:
                return
            latest = heading.mark.ordinal or 0
            yield heading


def _others(following: tuple[Heading, ...]) -> Iterator[Heading]:
    return (heading for heading in following if heading.mark.kind is not following[0].mark.kind)

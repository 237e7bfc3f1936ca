"""Breaking a title into lines (GB/T 9704-2012 7.3.1): no word torn, lines balanced, never wider than the page."""

from __future__ import annotations

import math
import unicodedata
from dataclasses import dataclass

from bihuan.papers.writer.clean_text import lines_of, one_line

# Cost of a break inside what may be a word, in the same measure as the square of a line's distance from the mean.
_TORN_WORD = 40.0
_EQUAL_LINES = 3.0
_FORBIDDEN = 1e6
_LONGEST_TITLE = 160  # characters
_MORE_LINES = 3  # lines more than the fewest, tried where those tear a number or misplace a mark
_NEVER_FIRST = "，。、；：？！）》”’〕】％%,.;:?!)"
_NEVER_LAST = "（《“‘〔【("


@dataclass(frozen=True)
class BreakWords:
    """Words before and after which a title may be broken without tearing its sense."""

    before: tuple[str, ...]
    after: tuple[str, ...]


def width(text: str) -> float:
    """The width of a text in Chinese characters: a Latin letter or digit takes half a character."""
    return sum(0.5 if unicodedata.east_asian_width(character) in ("Na", "H", "N") else 1.0 for character in text)


def title_lines(title: str, *, characters: float, words: BreakWords) -> list[str]:
    """The lines of a title, none wider than `characters`. Line breaks in the title are the writer's own and stay."""
    given = lines_of(title)
    if len(given) > 1:
        return [part for line in given for part in title_lines(line, characters=characters, words=words)]
    text = one_line(title)
    if width(text) <= characters:
        return [text]
    if width(text) > _LONGEST_TITLE:
        return _cut(text, characters)
    fewest = math.ceil(width(text) / characters)
    tried = (_break_into(text, count, characters, words) for count in range(fewest, fewest + _MORE_LINES))
    ways = [way for way in tried if way[1]]
    return min(ways, key=lambda way: way[0] // _FORBIDDEN)[1] if ways else _cut(text, characters)


def _cut(text: str, characters: float) -> list[str]:
    """The text in full lines, wherever they end: for what is no title any more."""
    lines = [""]
    for character in text:
        if width(lines[-1] + character) > characters:
            lines.append("")
        lines[-1] += character
    return [line.strip() for line in lines]


def _break_into(text: str, count: int, characters: float, words: BreakWords) -> tuple[float, list[str]]:
    """The cheapest way to break the text into `count` lines, and its cost; no lines when they would be too wide."""
    mean = width(text) / count
    widths = [0.0]
    for character in text:
        widths.append(widths[-1] + width(character))
    # best[end] = (cost, where the lines end) of text[:end] in the number of lines reached so far
    best: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, ())}
    for _line in range(count):
        reached: dict[int, tuple[float, tuple[int, ...]]] = {}
        for start, (cost, ends) in best.items():
            for end in range(start + 1, len(text) + 1):
                length = widths[end] - widths[start]
                if length > characters:
                    break
                price = cost + (length - mean) ** 2 + _break_cost(text, end, words)
                if ends and length == widths[start] - widths[ends[-2] if len(ends) > 1 else 0]:
                    price += _EQUAL_LINES
                if end not in reached or price < reached[end][0]:
                    reached[end] = (price, (*ends, end))
        best = reached
    if len(text) not in best:
        return math.inf, []
    cost, ends = best[len(text)]
    return cost, [text[start:end].strip() for start, end in zip((0, *ends), ends, strict=False)]


def _break_cost(text: str, at: int, words: BreakWords) -> float:
    """What it costs to begin a new line at a place: nothing at the end and between words, much inside a word."""
    if at == len(text):
        return 0.0
    if text[at] in _NEVER_FIRST or text[at - 1] in _NEVER_LAST:
        return _FORBIDDEN
    if text[at].isascii() and text[at - 1].isascii() and text[at].isalnum() and text[at - 1].isalnum():
        return _FORBIDDEN
    starts = text.startswith(words.before, at)
    follows = text.endswith(words.after, 0, at)
    return 0.0 if starts or follows else _TORN_WORD

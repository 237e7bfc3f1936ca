"""E8: quotation marks, brackets and title marks stand in pairs.

A quotation over several paragraphs may open again at the head of each paragraph and close in the last one. The bracket
of a list mark (1） a)) has no partner. Where the pairs are complete, nothing is said about nesting.
Source: GB/T 15834-2011, 4.8, 4.9, 4.15; R-9.4 E8.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from bihuan.papers.checker.finding import Finding, Severity, found
from bihuan.papers.checker.manuscript import HAN, Manuscript
from bihuan.papers.checker.registry import rule
from bihuan.papers.source import Line

RULE = "E8"
_FAMILIES = {
    "quote": ("“", "”", "双引号"),
    "single": ("‘", "’", "单引号"),
    "corner": ("「", "」", "引号"),
    "corner2": ("『", "』", "引号"),
    "round": ("（(", "）)", "括号"),
    "title": ("《", "》", "书名号"),
    "title2": ("〈", "〉", "单书名号"),
    "lens": ("【", "】", "方头括号"),
    "tortoise": ("〔﹝", "〕﹞", "六角括号"),
    "square": ("［[", "］]", "方括号"),
}
_LIST_MARK = re.compile(
    rf"(?:^|(?<=[\s。；：，、;:,.]))[\d一二三四五六七八九十a-zA-Z①-⑳]{{1,3}}[)）]|[:;]-?[)(]|\d[)）](?=[{HAN}])"
)
_MARKUP = re.compile(r"<[^<>]*>|data:\S+|\w{1,8}://[^\s（）()《》“”‘’\u4e00-\u9fff]+")
_NOTE_OF_PASSING = re.compile(r"\s*\d{4}年\d{1,2}月\d{1,2}日.*(?:通过|修正|修订|批准|公布|施行)[）)]\s*$")
_OVER_LINES = 10


@dataclass(frozen=True)
class _Orphan:
    """A sign without partner in its paragraph."""

    line: Line
    place: int
    opens: bool

    @property
    def sign(self) -> str:
        return self.line.text[self.place]


@rule(RULE, "引号、括号、书名号成对", basis="GB/T 15834-2011")
def check(manuscript: Manuscript) -> Iterator[Finding]:
    for openers, closers, name in _FAMILIES.values():
        orphans: list[_Orphan] = []
        for line in manuscript.filled:
            if any(sign in line.text for sign in openers + closers):
                orphans += _orphans(line, openers, closers)
        for orphan in _without_long_quotations(orphans, manuscript):
            yield _finding(orphan, name)


def _orphans(line: Line, openers: str, closers: str) -> list[_Orphan]:
    text = _MARKUP.sub(lambda markup: " " * len(markup[0]), line.text)
    excused = {match.end() - 1 for match in _LIST_MARK.finditer(text) if text[match.end() - 1] in closers}
    if _NOTE_OF_PASSING.match(text):
        return []  # the end of a law's note of passing whose lines were split
    if _is_nested_well(text, openers, closers):
        return []
    found_ones: list[_Orphan] = []
    open_at: list[int] = []
    for place, sign in enumerate(text):
        if sign in openers:
            if open_at and openers in "“‘":
                found_ones.append(_Orphan(line, open_at.pop(), opens=True))
            open_at.append(place)
        elif sign in closers and not _is_apostrophe(text, place):
            if open_at:
                open_at.pop()
            elif place not in excused:
                found_ones.append(_Orphan(line, place, opens=False))
    found_ones += [_Orphan(line, place, opens=True) for place in open_at]
    return sorted(found_ones, key=lambda orphan: orphan.place)


def _is_nested_well(text: str, openers: str, closers: str) -> bool:
    depth = 0
    for place, sign in enumerate(text):
        if sign in openers:
            depth += 1
        elif sign in closers and not _is_apostrophe(text, place):
            depth -= 1
            if depth < 0:
                return False
    return depth == 0


def _is_apostrophe(text: str, place: int) -> bool:
    before = text[place - 1 : place]
    return text[place] == "’" and before.isascii() and before.isalnum()


def _without_long_quotations(orphans: list[_Orphan], manuscript: Manuscript) -> Iterator[_Orphan]:
    """The orphans that are not the two ends of a passage over several paragraphs."""
    held: _Orphan | None = None
    for orphan in orphans:
        if held is None:
            if orphan.opens:
                held = orphan
            else:
                yield orphan
        elif orphan.opens:
            if not _goes_on(held, manuscript):
                yield held
            held = orphan
        elif orphan.line.number - held.line.number <= _OVER_LINES and orphan.line.number != held.line.number:
            held = None
        else:
            if not _goes_on(held, manuscript):
                yield held
            yield orphan
            held = None
    if held is not None and not _goes_on(held, manuscript):
        yield held


def _goes_on(held: _Orphan, manuscript: Manuscript) -> bool:
    """Whether the next paragraph opens again with the same sign, as a quotation over several paragraphs does."""
    place = bisect_right(manuscript.filled, held.line.number, key=lambda line: line.number)
    following = manuscript.filled[place : place + 1]
    return held.sign in "“「『" and any(line.text.lstrip().startswith(held.sign) for line in following)


def _finding(orphan: _Orphan, name: str) -> Finding:
    left, right = f"左{name}", f"右{name}"
    if orphan.opens:
        message = f"{left}没有对应的{right}。"
        suggestion = f"在结束处补上{right}，或删去多余的{left}。"
    else:
        message = f"{right}前面没有对应的{left}。"
        suggestion = f"在开始处补上{left}，或删去多余的{right}。"
    place = (orphan.place, orphan.place + 1)
    return found(RULE, Severity.MUST, orphan.line, place, message=message, suggestion=suggestion)

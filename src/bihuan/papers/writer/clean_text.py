"""Text that can be set: what a person sees stays, what would break the file or turn its reading order goes.

Control characters and marks that turn the reading direction are dropped. Half a surrogate pair is what is left of a
broken character: it becomes □, so that the reader sees the gap. Every kind of line break becomes a plain one.
"""

from __future__ import annotations

import re

LOST = "□"

_LINE_BREAK = re.compile("\r\n|[\r\v\f\x1c\x1d\x1e\x85\u2028\u2029]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_DIRECTION = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_NOT_A_CHARACTER = re.compile("[\ufdd0-\ufdef\ufeff\ufffe\uffff]")
# What people put before a paragraph to indent it by hand; the writer indents.
HAND_MADE_INDENT = " \t\u00a0\u2002\u2003\u3000"


def cleaned(text: str) -> str:
    """The text with line breaks as \\n and tabs as spaces, safe in XML 1.0 and UTF-8. Never raises."""
    text = _LINE_BREAK.sub("\n", text).replace("\t", " ")
    for dropped in (_CONTROL, _DIRECTION, _NOT_A_CHARACTER):
        text = dropped.sub("", text)
    return _SURROGATE.sub(LOST, text)


def lines_of(text: str) -> list[str]:
    """The lines of the cleaned text without hand-made indents and without blank ones."""
    stripped = (line.strip(HAND_MADE_INDENT) for line in cleaned(text).split("\n"))
    return [line for line in stripped if line]


def one_line(text: str) -> str:
    """The cleaned text on one line; a line break between two Latin words becomes a space, in Chinese text nothing."""
    joined = ""
    for line in lines_of(text):
        latin = joined[-1:].isascii() and line[0].isascii()
        joined += f" {line}" if joined and latin else line
    return joined

"""What a paper is and what it is called."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from bihuan.papers.marks import Kind
from bihuan.papers.plain import plain
from bihuan.papers.reader.reading import PaperKind
from bihuan.papers.reader.words import KINDS, OPENINGS
from bihuan.papers.structure import Piece

_TITLE_LINES = 12
_OPENING_LINES = 10
_LONGEST_TITLE = 60
_NAMED_REPORT = re.compile(r"作(关于[^。；，]{2,60}?的报告)")
_NO_TITLE = re.compile(
    r"^(?:来源|时间|发布|作者|编辑|当前位置|各位|欢迎|现将|下面是|\(|第?\d+$)|[。;,:!?]$|[〔\[【](?:19|20)\d\d[〕\]】]|^(?:19|20)\d\d年\d{1,2}月\d{1,2}日$"
)
_CARRIER = re.compile(r"(?:印发|转发|下发)[《〈]?(.+?)[》〉]?的通知$")


def title_of(pieces: Sequence[Piece]) -> str:
    """The paper's title as written; the named report of an address to a congress; empty when there is none."""
    lines = [piece.text.strip() for piece in pieces if piece.kind is Kind.TEXT][:_TITLE_LINES]
    head = [text for text in lines if len(text) <= _LONGEST_TITLE and not _NO_TITLE.search(plain(text))]
    named = [text for text in head if any(pattern.search(plain(text)) for _, pattern in KINDS)]
    if named:
        carried = [text for text in named[1:] if _CARRIER.search(plain(named[0]))]
        return carried[0] if carried else _whole_title(lines, named[0])
    for text in lines:
        match = _NAMED_REPORT.search(text)
        if match:
            return match[1]
    return ""


def kind_of(title: str, pieces: Sequence[Piece]) -> PaperKind:
    """What the paper is by its title, else by its first paragraphs.

    A notice that issues a plan (“关于印发《…方案》的通知”) is the kind of paper that it issues.
    """
    said = plain("".join(title.split())).rstrip("。")
    carrier = _CARRIER.search(said)
    named = _first(KINDS, [carrier[1] if carrier else said]) if said else None
    opening = [plain(piece.text) for piece in pieces if piece.kind is Kind.TEXT][:_OPENING_LINES]
    if named in (None, "工作汇报", "工作总结", "法规"):
        told = _first(OPENINGS, opening)
        named = told if named is None or told in _MORE_EXACT else named
    return PaperKind(named) if named else PaperKind.OTHER


_MORE_EXACT = ("向人大的报告", "监督报告", "整改报告")


def _whole_title(lines: Sequence[str], line: str) -> str:
    """A title broken over two lines, put together (“关于进一步…” / “工作的整改方案”)."""
    place = lines.index(line)
    before = lines[place - 1] if place else ""
    begins = before.startswith(("关于", "中共")) and len(before) + len(line) <= _LONGEST_TITLE
    return before + line if begins and not _NO_TITLE.search(plain(before)) else line


def _first(rules: Iterable[tuple[str, re.Pattern[str]]], texts: Sequence[str]) -> str | None:
    return next((kind for kind, pattern in rules if any(pattern.search(text) for text in texts)), None)

"""A paper as it came: its lines with their positions, whatever file they were in.

Reads .txt (UTF-8, UTF-16, GB18030) and .docx. Line numbers count from 1 in the order in which a reader sees the lines;
blank lines count, so that a number leads back to the place in the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from bihuan.papers import docx_file

MAX_BYTES = 20 * 1024 * 1024
MAX_CHARACTERS = 1_000_000


class UnreadablePaper(ValueError):
    """The file cannot be read as a paper; the message is a Chinese sentence for the person who brought it."""


@dataclass(frozen=True)
class Cell:
    """Where a line stands in a table: the table's number in the paper, row and column, all from 0."""

    table: int
    row: int
    column: int


@dataclass(frozen=True)
class Line:
    """One line of a paper: a paragraph of a .docx or its part up to a soft line break; `cell` only inside tables."""

    number: int
    text: str
    cell: Cell | None = None


@dataclass(frozen=True)
class Source:
    """The lines of a paper in reading order."""

    name: str
    lines: tuple[Line, ...]

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines)


def from_text(text: str, *, name: str = "粘贴的文字") -> Source:
    """The source of a pasted text. Raises UnreadablePaper when nothing is in it, or too much."""
    return _source(((line, None) for line in _lines(text)), name=name)


def from_file(path: Path) -> Source:
    """The source of a file. Raises UnreadablePaper with one clear sentence."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise _too_big(path.name)
        content = path.read_bytes()
    except OSError:
        raise UnreadablePaper(f"打不开“{path.name}”。请检查文件是否存在、是否有权限读取。") from None
    return from_bytes(content, name=path.name)


def from_bytes(content: bytes, *, name: str) -> Source:
    """The source of an uploaded file, its type judged by its content. Raises UnreadablePaper."""
    if len(content) > MAX_BYTES:
        raise _too_big(name)
    if content[:4] == b"PK\x03\x04":
        return _from_docx(content, name=name)
    for beginning, refusal in _REFUSED.items():
        if content.lstrip()[: len(beginning)].lower() == beginning.lower():
            locked = beginning == _OLE and "EncryptedPackage".encode("utf-16-le") in content
            raise UnreadablePaper((_LOCKED if locked else refusal).format(name=name))
    return from_text(_decode(content, name=name), name=name)


_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED = "“{name}”已加密。请用 WPS 或 Word 打开并去掉密码，另存后再试一次。"
_PICTURE = "“{name}”是图片，读不出文字。请先用 WPS 或手机识别文字，再粘贴或存为 .docx。"
_WEB_PAGE = "“{name}”是网页文件。请用 WPS 或 Word 打开后另存为 .docx，或复制文字粘贴。"
_RESAVE = "“{name}”不是 .docx 文件。请用 WPS 或 Word 打开后另存为 .docx，再试一次。"
_REFUSED = {
    _OLE: "“{name}”是旧版 .doc、.wps 或 .xls 文件。请用 WPS 或 Word 打开后另存为 .docx，再试一次。",
    b"%PDF-": "“{name}”是 PDF 文件。请用 WPS 或 Word 另存为 .docx，或复制文字粘贴。",
    b"{\\rtf": _RESAVE,
    b"<?xml": _RESAVE,
    b"<!doctype html": _WEB_PAGE,
    b"<html": _WEB_PAGE,
    b"\x89PNG": _PICTURE,
    b"\xff\xd8\xff": _PICTURE,
    b"GIF8": _PICTURE,
    b"BM6": _PICTURE,
    b"Rar!": "“{name}”是压缩包。请解压后选择其中的 .docx 文件。",
    b"7z\xbc\xaf": "“{name}”是压缩包。请解压后选择其中的 .docx 文件。",
}
_BROKEN_CHARACTER = re.compile("[\ud800-\udfff]")
_LINE_BREAK = re.compile("\r\n|[\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")


def _lines(text: str) -> list[str]:
    kept = _BROKEN_CHARACTER.sub("\ufffd", text.replace("\ufeff", "").replace("\x00", ""))
    return _LINE_BREAK.split(kept)


def _source(lines: Iterable[tuple[str, Cell | None]], *, name: str) -> Source:
    numbered = tuple(Line(number, text, cell) for number, (text, cell) in enumerate(lines, start=1))
    if not any(line.text.strip() for line in numbered):
        raise UnreadablePaper(f"“{name}”里没有文字。请检查文件是否为空，或改用另存的 .docx、.txt 文件。")
    if sum(len(line.text) for line in numbered) > MAX_CHARACTERS:
        raise UnreadablePaper(f"“{name}”超过 100 万字，未读取。请拆成几份再试一次。")
    return Source(name, numbered)


def _too_big(name: str) -> UnreadablePaper:
    return UnreadablePaper(f"“{name}”超过 20 MB。请删去图片后另存，再试一次。")


def _decode(content: bytes, *, name: str) -> str:
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encodings: tuple[str, ...] = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not _looks_binary(text):
            return text
    raise UnreadablePaper(f"“{name}”不是文字文件，读不出内容。请改用 .docx 或 .txt 文件。")


def _looks_binary(text: str) -> bool:
    """Whether control characters abound, as they do when a picture is taken for text."""
    control = sum(1 for character in text[:4000] if character < " " and character not in "\t\n\r\f\x0b")
    return control > len(text[:4000]) / 100


def _from_docx(content: bytes, *, name: str) -> Source:
    try:
        found = docx_file.paragraphs(content)
    except docx_file.LockedDocx:
        raise UnreadablePaper(_LOCKED.format(name=name)) from None
    except docx_file.HugeDocx:
        raise UnreadablePaper(f"“{name}”解压后过大，未读取。请拆成几份，或复制文字粘贴。") from None
    except docx_file.ForeignDocx as kind:
        raise UnreadablePaper(f"“{name}”是{kind}，不是 .docx。请用 WPS 或 Word 另存为 .docx，再试一次。") from None
    except docx_file.BrokenDocx:
        refusal = f"“{name}”已损坏或不是 .docx 文件。请用 WPS 或 Word 打开后另存为 .docx，再试一次。"
        raise UnreadablePaper(refusal) from None
    return _source(
        ((line, Cell(*place) if place else None) for text, place in found for line in _lines(text)), name=name
    )

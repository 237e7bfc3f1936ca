"""A paper as it came: its lines with their positions, whatever file they were in.

Reads .txt (UTF-8, GB18030) and .docx. Line numbers count from 1 in the order in which a reader sees the lines;
blank lines count, so that a number leads back to the place in the file.
"""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import docx
from docx.opc.exceptions import OpcError

MAX_BYTES = 20 * 1024 * 1024
MAX_UNPACKED_BYTES = 200 * 1024 * 1024


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
    """The source of a pasted text. Raises UnreadablePaper when nothing is in it."""
    cleaned = text.replace("\r\n", "\n").replace("\r", "\n").replace("\ufeff", "").replace("\x00", "")
    if not cleaned.strip():
        raise UnreadablePaper(f"“{name}”里没有文字。请检查文件是否为空，或改用另存的 .docx、.txt 文件。")
    return Source(name, tuple(Line(n, text) for n, text in enumerate(cleaned.split("\n"), start=1)))


def from_file(path: Path) -> Source:
    """The source of a file. Raises UnreadablePaper with one clear sentence."""
    try:
        content = path.read_bytes()
    except OSError:
        raise UnreadablePaper(f"打不开“{path.name}”。请检查文件是否存在、是否有权限读取。") from None
    return from_bytes(content, name=path.name)


def from_bytes(content: bytes, *, name: str) -> Source:
    """The source of an uploaded file, its type judged by its content. Raises UnreadablePaper."""
    if len(content) > MAX_BYTES:
        raise UnreadablePaper(f"“{name}”超过 20 MB。请删去图片后另存，再试一次。")
    if content[:4] == b"PK\x03\x04":
        return _from_docx(content, name=name)
    if content[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise UnreadablePaper(
            f"“{name}”是旧版 .doc/.wps 或加密文件。请用 WPS 或 Word 去掉密码并另存为 .docx，再试一次。"
        )
    if content[:5] == b"%PDF-":
        raise UnreadablePaper(f"“{name}”是 PDF。请用 WPS 或 Word 另存为 .docx，或复制文字粘贴。")
    return from_text(_decode(content, name=name), name=name)


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
    broken = UnreadablePaper(f"“{name}”已损坏或不是 .docx 文件。请用 WPS 或 Word 打开后另存为 .docx，再试一次。")
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > MAX_UNPACKED_BYTES:
                raise UnreadablePaper(f"“{name}”解压后过大，未读取。请删去图片后另存，再试一次。")
        document = docx.Document(BytesIO(content))
    except (zipfile.BadZipFile, OpcError, KeyError, ValueError) as error:
        if isinstance(error, UnreadablePaper):
            raise
        raise broken from None
    lines = [paragraph.text for paragraph in document.paragraphs]
    return from_text("\n".join(lines), name=name)

"""Kinds of files that can be checked, and how each is known by its content (never by its name alone)."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from pathlib import Path

import puremagic

HEAD = 4096


class Refused(ValueError):
    """The file cannot be kept; the message is a Chinese sentence that says why and what would be."""


@dataclass(frozen=True)
class FileKind:
    """A kind by its code in the rulebook (`files.kinds`), its content type and its usual extension."""

    code: str
    content_type: str
    extension: str
    label: str


KINDS = {
    kind.code: kind
    for kind in (
        FileKind("JPEG", "image/jpeg", "jpg", "JPG 照片"),
        FileKind("PNG", "image/png", "png", "PNG 图片"),
        FileKind("WEBP", "image/webp", "webp", "WebP 图片"),
        FileKind("PDF", "application/pdf", "pdf", "PDF 文件"),
        FileKind(
            "DOCX", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx", "DOCX 文档"
        ),
        FileKind("XLSX", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx", "XLSX 表格"),
        FileKind("TXT", "text/plain", "txt", "纯文本"),
    )
}
IMAGES = frozenset({"JPEG", "PNG", "WEBP"})
_ARCHIVE_PARTS = {"DOCX": "word/document.xml", "XLSX": "xl/workbook.xml"}
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def judge(path: Path) -> FileKind:
    """The kind of the file by its content. Raises Refused when it is none of KINDS."""
    with path.open("rb") as file:
        head = file.read(HEAD)
    code = _by_signature(head) or _by_archive(path, head) or _by_text(path)
    if code is None:
        raise Refused(_what_it_seems(head))
    return KINDS[code]


def _by_signature(head: bytes) -> str | None:
    if head.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "WEBP"
    return "PDF" if head.startswith(b"%PDF-") else None


def _by_archive(path: Path, head: bytes) -> str | None:
    if not head.startswith(b"PK\x03\x04"):
        return None
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError):
        raise Refused("文件已损坏，打不开。请在电脑上确认能打开后再上传。") from None
    if "[Content_Types].xml" not in names:
        return None
    return next((code for code, part in _ARCHIVE_PARTS.items() if part in names), None)


def _by_text(path: Path) -> str | None:
    """Text in UTF-8 or GB 18030 without control characters other than tabs and line ends."""
    content = path.read_bytes()
    if not content or any(byte < 32 and byte not in (9, 10, 12, 13) for byte in content):
        return None
    for encoding in ("utf-8", "gb18030"):
        try:
            content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return "TXT"
    return None


def _what_it_seems(head: bytes) -> str:
    if not head:
        return "文件是空的，请重新选择。"
    if head.startswith(b"PK\x03\x04"):
        return "按内容看这是压缩包，不能上传。请解压后上传其中的图片、PDF、DOCX、XLSX 或纯文本。"
    if head.startswith(_OLD_OFFICE):
        return "这是旧格式的文档（.doc、.xls、.wps、.et）。请用 WPS 或 Word 另存为 .docx 或 .xlsx 后上传。"
    try:
        seems = puremagic.from_string(head).lstrip(".")
    except (puremagic.PureError, ValueError):
        return "认不出这是什么文件。请上传图片、PDF、DOCX、XLSX 或纯文本。"
    return f"按内容看这是 {seems} 文件，不能上传。请改为图片、PDF、DOCX、XLSX 或纯文本。"

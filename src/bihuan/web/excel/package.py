"""Whether a file is an .xlsx that may be opened at all: each refusal is one sentence that says how to mend it."""

from __future__ import annotations

import io
import zipfile

# Technical bounds against archives that unfold without end; a ledger of 5,000 rows stays far below.
MOST_UNPACKED = 40 * 1024 * 1024
MOST_PARTS = 2000
OLD_CONTAINER = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SAVE_AS = "请在 WPS 或 Excel 中打开后另存为 .xlsx，再上传。"


class Unreadable(ValueError):
    """The file cannot be read as a sheet; the message is one Chinese sentence that says how to mend it."""


def check_package(content: bytes) -> None:
    """Raise Unreadable unless the content is a plain .xlsx of a size that can be opened."""
    if not content:
        raise Unreadable("这个文件是空的，请重新选择文件。")
    if content.startswith(OLD_CONTAINER):
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise Unreadable("这个表格设了打开密码，系统读不了。请取消密码后再上传。")
        raise Unreadable(f"这是旧格式的表格（.xls 或 .et）。{SAVE_AS}")
    if not content.startswith(b"PK"):
        raise Unreadable(f"这不是 Excel 表格（可能是改了扩展名的文本或网页）。{SAVE_AS}")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        raise Unreadable("这个表格文件已损坏，可能没有传完。请重新保存后再上传。") from None
    _check_parts(parts)


def _check_parts(parts: list[zipfile.ZipInfo]) -> None:
    names = {part.filename for part in parts}
    if "xl/workbook.xml" not in names:
        raise Unreadable(f"这个文件不是 Excel 表格。{SAVE_AS}")
    if any(part.flag_bits & 1 for part in parts):
        raise Unreadable("这个表格设了打开密码，系统读不了。请取消密码后再上传。")
    if "xl/vbaProject.bin" in names:
        raise Unreadable(f"这个表格带有宏，不能上传。{SAVE_AS}")
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise Unreadable("这个表格展开后太大，系统不打开。请删去图片和多余的行、列，或分成几个文件上传。")

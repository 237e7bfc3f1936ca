"""DOCX and XLSX are archives: each part is read with its true bytes counted, and the parts about the maker are emptied.

Limits as in the design of the platform (trust 4.10): no encryption, links or paths that lead out, at most 2,000 parts,
200 MB unpacked, a hundred times the packed size, no archive inside except what the office programs embed themselves.
"""

from __future__ import annotations

import stat
import zipfile
from pathlib import Path

from bihuan.store.cleaning.kinds import Refused

MAX_PARTS = 2_000
MAX_BYTES = 200 * 1024 * 1024
MAX_RATIO = 100
RATIO_MATTERS_FROM = 10 * 1024 * 1024
CHUNK = 1024 * 1024
_EMPTY = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<{tag} xmlns="{namespace}"/>'
_DOCUMENTS = "http://schemas.openxmlformats.org/officeDocument/2006/"
EMPTIED = {
    "docProps/core.xml": (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<cp:coreProperties '
        'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>'
    ),
    "docProps/app.xml": _EMPTY.format(tag="Properties", namespace=f"{_DOCUMENTS}extended-properties"),
    "docProps/custom.xml": _EMPTY.format(tag="Properties", namespace=f"{_DOCUMENTS}custom-properties"),
}
BOMB = "文件解开后过大，无法接收。请删去多余内容后另存再上传。"
LOCKED = "文件有密码，无法检查。请去掉密码后再上传。"
ODD = "文件内部结构异常，无法接收。请用 WPS 或 Word 打开后另存再上传。"
BROKEN = "文件已损坏，打不开。请在电脑上确认能打开后再上传。"


def clean_office_file(source: Path, target: Path) -> None:
    """Write the archive anew, part by part. Raises Refused."""
    packed = source.stat().st_size
    try:
        with zipfile.ZipFile(source) as given, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as cleaned:
            parts = given.infolist()
            _check_parts(parts)
            unpacked = 0
            for part in parts:
                unpacked = _copy(given, cleaned, part, unpacked, packed)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, NotImplementedError, OSError, RuntimeError):
        raise Refused(BROKEN) from None
    except ValueError as error:
        raise error if isinstance(error, Refused) else Refused(BROKEN) from None


def _check_parts(parts: list[zipfile.ZipInfo]) -> None:
    if len(parts) > MAX_PARTS or len({part.filename for part in parts}) != len(parts):
        raise Refused(ODD)
    for part in parts:
        name = part.filename
        leads_out = name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/")
        if leads_out or stat.S_ISLNK(part.external_attr >> 16):
            raise Refused(ODD)
        if part.flag_bits & 0x1:
            raise Refused(LOCKED)
        if name.lower().endswith("vbaproject.bin"):
            raise Refused("文件带有宏程序，不能接收。请另存为不带宏的 .docx 或 .xlsx 后上传。")


def _copy(given: zipfile.ZipFile, cleaned: zipfile.ZipFile, part: zipfile.ZipInfo, unpacked: int, packed: int) -> int:
    """Copy one part, or its empty stand-in; the bytes unpacked so far."""
    fresh = zipfile.ZipInfo(part.filename)
    fresh.compress_type = zipfile.ZIP_DEFLATED
    if part.filename in EMPTIED:
        cleaned.writestr(fresh, EMPTIED[part.filename])
        return unpacked
    embedded = "/embeddings/" in part.filename
    with given.open(part) as source, cleaned.open(fresh, "w") as target:
        first = True
        while chunk := source.read(CHUNK):
            if first and chunk.startswith(b"PK\x03\x04") and not embedded:
                raise Refused(ODD)
            first = False
            unpacked += len(chunk)
            if unpacked > MAX_BYTES or unpacked > max(packed * MAX_RATIO, RATIO_MATTERS_FROM):
                raise Refused(BOMB)
            target.write(chunk)
    return unpacked

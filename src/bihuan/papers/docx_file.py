"""The paragraphs of a .docx in reading order, with their place in tables and their automatic numbers.

Headers, footers, notes, text boxes, deleted text and field codes are left out. Nothing is fetched, no entity expanded.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from bihuan.papers.list_labels import ListLabels, list_labels
from bihuan.papers.wordml import child, local, value

MAX_PART_BYTES = 40 * 1024 * 1024
_SKIPPED = frozenset(("del", "moveFrom", "pPr", "rPr", "drawing", "pict", "object", "AlternateContent", "instrText"))
_HOLDERS = frozenset(("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"))
_SIGNS = {"tab": "\t", "cr": "\n", "noBreakHyphen": "-", "softHyphen": "", "ptab": "\t"}

Place = tuple[int, int, int]


class BrokenDocx(ValueError):
    """The file is no readable .docx."""


class LockedDocx(ValueError):
    """The file is locked with a password."""


class HugeDocx(ValueError):
    """A part of the file unpacks to more than `MAX_PART_BYTES`."""


class ForeignDocx(ValueError):
    """The file is another kind of packed document; the message names it in Chinese."""


_FOREIGN = {
    "xl/workbook.xml": "Excel 表格",
    "ppt/presentation.xml": "演示文稿",
    "OFD.xml": "OFD 版式文件",
    "content.xml": "ODF 文档",
}


def paragraphs(content: bytes) -> list[tuple[str, Place | None]]:
    """Each paragraph's text (soft breaks as “\\n”) and, inside a table, its table, row and column, counted from 0.

    Raises BrokenDocx, LockedDocx, HugeDocx or ForeignDocx.
    """
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return _paragraphs(archive)
    except (zipfile.BadZipFile, zlib.error, ParseError, DefusedXmlException, KeyError, EOFError) as error:
        raise BrokenDocx(str(error)) from None
    except (NotImplementedError, RuntimeError, OSError, UnicodeError, RecursionError, OverflowError) as error:
        raise BrokenDocx(str(error)) from None


def _paragraphs(archive: zipfile.ZipFile) -> list[tuple[str, Place | None]]:
    names = set(archive.namelist())
    if any(entry.flag_bits & 1 for entry in archive.infolist()):
        raise LockedDocx
    main = _related(archive, "_rels/.rels", "/officeDocument") or "word/document.xml"
    if main not in names or main in _FOREIGN:
        kind = next((kind for part, kind in _FOREIGN.items() if part in names), None)
        raise ForeignDocx(kind) if kind else BrokenDocx("no document part")
    folder, _, file = main.rpartition("/")
    relations = f"{folder}/_rels/{file}.rels".lstrip("/")
    numbering = _related(archive, relations, "/numbering")
    styles = _related(archive, relations, "/styles")
    labels = list_labels(_part(archive, numbering), _part(archive, styles))
    body = child(_part(archive, main), "body")
    if body is None:
        raise BrokenDocx("no body")
    return list(_Body(labels).read(body))


def _related(archive: zipfile.ZipFile, relations: str, kind: str) -> str | None:
    part = _part(archive, relations)
    for relation in part if part is not None else ():
        if value(relation, "Type").endswith(kind) and value(relation, "TargetMode") != "External":
            target = value(relation, "Target")
            folder = relations.rpartition("_rels/")[0]
            return target.lstrip("/") if target.startswith("/") else folder + target
    return None


def _part(archive: zipfile.ZipFile, name: str | None) -> Element | None:
    if name is None or name not in archive.namelist():
        return None
    with archive.open(name) as stream:
        content = stream.read(MAX_PART_BYTES + 1)
    if len(content) > MAX_PART_BYTES:
        raise HugeDocx(name)
    root: Element = fromstring(content)
    return root


class _Body:
    """One walk through the body, counting tables and list numbers."""

    def __init__(self, labels: ListLabels) -> None:
        self.labels = labels
        self.tables = 0

    def read(self, holder: Element, place: Place | None = None) -> Iterator[tuple[str, Place | None]]:
        for item in holder:
            name = local(item)
            if name == "p":
                yield self.labels.label(item) + "".join(_words(item)), place
            elif name == "tbl" and place is None:
                yield from self._table(item)
            elif name == "tbl":
                for cell in (cell for row in _within(item, "tr") for cell in _within(row, "tc")):
                    yield from self.read(cell, place)
            elif name in _HOLDERS:
                yield from self.read(item, place)

    def _table(self, table: Element) -> Iterator[tuple[str, Place | None]]:
        number = self.tables
        self.tables += 1
        for row_number, row in enumerate(_within(table, "tr")):
            column = _count(child(child(row, "trPr"), "gridBefore"))
            for cell in _within(row, "tc"):
                properties = child(cell, "tcPr")
                merged = child(properties, "vMerge")
                if merged is None or value(merged) == "restart":
                    yield from self.read(cell, (number, row_number, column))
                column += max(_count(child(properties, "gridSpan")), 1)


def _within(holder: Element, name: str) -> Iterator[Element]:
    for item in holder:
        if local(item) == name:
            yield item
        elif local(item) in _HOLDERS:
            yield from _within(item, name)


def _words(holder: Element) -> Iterator[str]:
    for item in holder:
        name = local(item)
        if name in _SKIPPED:
            continue
        if name == "t":
            yield item.text or ""
        elif name == "br":
            yield "\n" if value(item, "type") not in ("page", "column") else ""
        elif name in _SIGNS:
            yield _SIGNS[name]
        else:
            yield from _words(item)


def _count(element: Element | None) -> int:
    text = value(element)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 0

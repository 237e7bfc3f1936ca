"""The .docx as a package of parts. The same parts make the same bytes: no clock, no platform, no author in it."""

from __future__ import annotations

import datetime as dt
import zipfile
from collections.abc import Mapping
from io import BytesIO
from xml.sax.saxutils import escape

from bihuan.papers.writer.page import EVEN_FOOTER, ODD_FOOTER

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_EARLIEST = (1980, 1, 1, 0, 0, 0)  # the earliest moment a zip archive can hold

DOCUMENT, STYLES, SETTINGS = "word/document.xml", "word/styles.xml", "word/settings.xml"
FONTS, ODD, EVEN = "word/fontTable.xml", "word/footer1.xml", "word/footer2.xml"
_PARTS = {  # part: (content type, id of the relation from the document, its kind)
    DOCUMENT: ("document.main", "", ""),
    STYLES: ("styles", "rIdStyles", "styles"),
    SETTINGS: ("settings", "rIdSettings", "settings"),
    FONTS: ("fontTable", "rIdFonts", "fontTable"),
    ODD: ("footer", ODD_FOOTER, "footer"),
    EVEN: ("footer", EVEN_FOOTER, "footer"),
}


def package(parts: Mapping[str, bytes], *, title: str, moment: dt.datetime | None) -> bytes:
    """The bytes of the .docx. `moment` goes into its properties as created and modified; None leaves them out."""
    files = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _package_relations(),
        "docProps/core.xml": _core(title, moment),
        "word/_rels/document.xml.rels": _document_relations(),
        **parts,
    }
    stored = BytesIO()
    with zipfile.ZipFile(stored, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, _EARLIEST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            archive.writestr(entry, content)
    return stored.getvalue()


def _content_types() -> bytes:
    overrides = "".join(
        f'<Override PartName="/{part}" ContentType="{_WORD_TYPE}.{kind}+xml"/>' for part, (kind, _, _) in _PARTS.items()
    )
    return (
        f'{_HEAD}<Types xmlns="{_TYPES}">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Override PartName="/docProps/core.xml"'
        ' ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
        f"{overrides}</Types>"
    ).encode()


def _package_relations() -> bytes:
    core = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
    return (
        f'{_HEAD}<Relationships xmlns="{_RELATIONS}">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="{DOCUMENT}"/>'
        f'<Relationship Id="rId2" Type="{core}" Target="docProps/core.xml"/></Relationships>'
    ).encode()


def _document_relations() -> bytes:
    relations = "".join(
        f'<Relationship Id="{id}" Type="{_OFFICE}/{kind}" Target="{part.removeprefix("word/")}"/>'
        for part, (_, id, kind) in _PARTS.items()
        if id
    )
    return f'{_HEAD}<Relationships xmlns="{_RELATIONS}">{relations}</Relationships>'.encode()


def _core(title: str, moment: dt.datetime | None) -> bytes:
    """The properties: the title, no author, the moments in UTC."""
    dates = ""
    if moment is not None:
        stamp = moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        dates = "".join(
            f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{stamp}</dcterms:{name}>' for name in ("created", "modified")
        )
    return (
        f'{_HEAD}<cp:coreProperties xmlns:cp="{_CORE}" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(title)}</dc:title><dc:creator></dc:creator><dc:language>zh-CN</dc:language>{dates}"
        "</cp:coreProperties>"
    ).encode()

"""The few elements of WordprocessingML that a paper needs, as functions that return XML elements.

Names are written with their prefix (`w:p`), the namespace is declared once on the root. Children of a property element
stand in the order of the schema, or Word refuses the file.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from bihuan.papers.writer.clean_text import cleaned
from bihuan.papers.writer.layout import Face

_NAMESPACES = {
    "xmlns:w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "xmlns:r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
}


def element(tag: str, attributes: Mapping[str, object] | None = None, *children: Element | None) -> Element:
    """An element; attribute names without a prefix get the tag's own; children that are None are left out."""
    prefix = tag.partition(":")[0]
    named = {key if ":" in key else f"{prefix}:{key}": str(value) for key, value in (attributes or {}).items()}
    made = Element(tag, named)
    made.extend(child for child in children if child is not None)
    return made


def value(tag: str, val: object) -> Element:
    """An element with nothing but its value: <w:sz w:val="32"/>."""
    return element(tag, {"val": val})


def root(tag: str, *children: Element | None) -> Element:
    """The root of a part, with the namespaces."""
    return element(tag, _NAMESPACES, *children)


def part(made: Element) -> bytes:
    """The bytes of a part of the package."""
    declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return (declaration + ElementTree.tostring(made, encoding="unicode")).encode()


def face_properties(face: Face, *, spacing: int = 0) -> list[Element]:
    """The run properties of a face. The hint makes Word set “ ” — … in the Chinese font, full width."""
    fonts = {"ascii": face.latin, "hAnsi": face.latin, "eastAsia": face.font, "cs": face.latin, "hint": "eastAsia"}
    return [
        element("w:rFonts", fonts),
        value("w:b", int(face.bold)),
        value("w:bCs", int(face.bold)),
        value("w:spacing", spacing),
        value("w:sz", round(face.size * 2)),
        value("w:szCs", round(face.size * 2)),
    ]


def run(text: str, *properties: Element, style: str | None = None) -> Element:
    """A run of text; a line break in it becomes a break, everything that would break the file is dropped."""
    made = element("w:r")
    inside = [value("w:rStyle", style)] if style else []
    # The hint must stand on the run itself: Word does not take it from a style.
    fonts = [] if any(each.tag == "w:rFonts" for each in properties) else [element("w:rFonts", {"hint": "eastAsia"})]
    made.append(element("w:rPr", None, *inside, *fonts, *properties))
    for position, line in enumerate(cleaned(text).split("\n")):
        if position:
            made.append(element("w:br"))
        if line:
            piece = element("w:t", {"xml:space": "preserve"})
            piece.text = line
            made.append(piece)
    return made


def tab() -> Element:
    """A run that is a tab."""
    return element("w:r", None, element("w:tab"))


def paragraph(style: str, *children: Element, properties: Iterable[Element] = ()) -> Element:
    """A paragraph in a style; `properties` are its own, in the order of the schema."""
    return element("w:p", None, element("w:pPr", None, value("w:pStyle", style), *properties), *children)


def page_field() -> list[Element]:
    """The number of the page as a field."""
    code = element("w:instrText", {"xml:space": "preserve"})
    code.text = " PAGE "
    shown = element("w:t")
    shown.text = "1"
    kinds = ("begin", code, "separate", shown, "end")
    return [
        element("w:r", None, element("w:fldChar", {"fldCharType": kind}) if isinstance(kind, str) else kind)
        for kind in kinds
    ]


def bookmark(id: int, name: str, *inside: Element) -> list[Element]:
    """Elements within a bookmark; `id` must be the only one of its kind in the paper."""
    start = element("w:bookmarkStart", {"id": id, "name": name})
    return [start, *inside, element("w:bookmarkEnd", {"id": id})]


def link(anchor: str, *inside: Element) -> Element:
    """A link to a bookmark of the same paper."""
    return element("w:hyperlink", {"anchor": anchor, "history": 1}, *inside)

"""The page: size, margins, grid, page numbers at the outer side, settings and the table of fonts."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from bihuan.papers.writer import styles
from bihuan.papers.writer.layout import TWIPS_PER_POINT, Layout
from bihuan.papers.writer.ooxml import element, page_field, paragraph, root, run, value

ODD_FOOTER, EVEN_FOOTER = "rIdOddFooter", "rIdEvenFooter"
_DASH = "—"


def section(layout: Layout) -> Element:
    """The one section of a paper: page numbers run on through the annexes (7.3.7)."""
    footer_height = layout.faces["page_number"].size * TWIPS_PER_POINT
    margins = {
        "top": layout.twips("page.top"),
        "right": layout.twips("page.right"),
        "bottom": layout.twips("page.bottom"),
        "left": layout.twips("page.left"),
        "header": layout.twips("page.top") // 2,
        # The dashes stand in the middle of the line, the distance counts to its lower edge.
        "footer": round(layout.twips("page_number.from_bottom") - footer_height / 2),
        "gutter": 0,
    }
    return element(
        "w:sectPr",
        None,
        element("w:footerReference", {"type": "default", "r:id": ODD_FOOTER}),
        element("w:footerReference", {"type": "even", "r:id": EVEN_FOOTER}),
        element("w:pgSz", {"w": layout.twips("page.width"), "h": layout.twips("page.height")}),
        element("w:pgMar", margins),
        # A grid of lines only: with a grid of characters LibreOffice puts each character in two cells.
        element("w:docGrid", {"type": "lines", "linePitch": layout.line_pitch}),
    )


def footer(layout: Layout, *, is_odd: bool) -> Element:
    """“— 1 —”, on odd pages at the right, on even pages at the left, one character from the edge (7.5)."""
    size = layout.faces["page_number"].size * TWIPS_PER_POINT
    outer = layout.count("page_number.outer")
    side = "right" if is_odd else "left"
    properties = [
        styles.exact(size),
        element("w:ind", {f"{side}Chars": round(outer * 100), side: round(outer * size)}),
        value("w:jc", side),
    ]
    number = [run(f"{_DASH} "), *page_field(), run(f" {_DASH}")]
    return root("w:ftr", paragraph(styles.FOOTER, *number, properties=properties))


def settings() -> Element:
    """Different odd and even pages; punctuation is not squeezed, so that a line holds its 28 characters."""
    mode = {"name": "compatibilityMode", "uri": "http://schemas.microsoft.com/office/word", "val": 15}
    return root(
        "w:settings",
        element("w:zoom", {"percent": 100}),
        value("w:defaultTabStop", 420),
        element("w:evenAndOddHeaders"),
        value("w:characterSpacingControl", "doNotCompress"),
        element("w:compat", None, element("w:compatSetting", mode)),
        element("w:themeFontLang", {"val": "en-US", "eastAsia": "zh-CN"}),
    )


def font_table(layout: Layout) -> Element:
    """The fonts in use; Word takes the alternative name where the official one is not installed."""
    made = []
    for name in sorted({name for face in layout.faces.values() for name in (face.font, face.latin)}):
        font = layout.fonts[name]
        alternative = value("w:altName", font.fallbacks[0]) if font.fallbacks else None
        made.append(element("w:font", {"name": name}, alternative, value("w:family", font.family)))
    return root("w:fonts", *made)

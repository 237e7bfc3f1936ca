"""The red head of a paper and its imprint (版头 7.2, 版记 7.4), in first form."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from bihuan.papers.writer import styles
from bihuan.papers.writer.blocks import Imprint, Letterhead
from bihuan.papers.writer.clean_text import one_line
from bihuan.papers.writer.layout import TWIPS_PER_POINT, Layout
from bihuan.papers.writer.numbering import chinese_date
from bihuan.papers.writer.ooxml import element, face_properties, paragraph, run, tab, value
from bihuan.papers.writer.titles import width

_RED = "FF0000"
_EIGHTHS_PER_TWIP = 8 / TWIPS_PER_POINT


def letterhead(head: Letterhead, layout: Layout) -> list[Element]:
    """发文机关标志, 发文字号 with 签发人, the red rule, and the blank lines above the title."""
    made = [_mark(head, layout, is_last=not (head.number or head.signatory))]
    if head.number or head.signatory:
        made += [paragraph(styles.NUMBER) for _line in range(round(layout.count("number.lines_above")))]
        made.append(_number(head, layout))
    return made + [paragraph(styles.TITLE) for _line in range(round(layout.count("title.lines_above")))]


def _mark(head: Letterhead, layout: Layout, *, is_last: bool) -> Element:
    """The mark in one line, made smaller where its name is long."""
    face = layout.faces["mark"]
    text = one_line(head.mark)
    fitting = layout.text_width / max(1.0, width(text)) / TWIPS_PER_POINT
    size = max(layout.faces["body"].size, min(face.size, int(fitting)))
    properties = face_properties(face)
    properties[-2:] = [value("w:sz", round(size * 2)), value("w:szCs", round(size * 2))]
    properties.insert(-3, value("w:color", _RED))
    line = {"before": layout.twips("mark.below_top"), "after": 0, "line": round(size * 22), "lineRule": "exact"}
    return paragraph(
        styles.MARK,
        run(text, *properties),
        properties=[*_rule(layout, is_wanted=is_last), value("w:snapToGrid", 0), element("w:spacing", line)],
    )


def _number(head: Letterhead, layout: Layout) -> Element:
    """发文字号 centred; on papers to a higher level at the left, with 签发人 at the right (7.2.6)."""
    number = run(one_line(head.number or ""))
    if not head.signatory:
        return paragraph(styles.NUMBER, number, properties=_rule(layout, is_wanted=True))
    side = round(layout.count("number.side") * layout.character)
    stop = element("w:tab", {"val": "right", "pos": layout.text_width - side})
    name = run(one_line(head.signatory), *face_properties(layout.faces["signatory"], spacing=layout.condense))
    properties = [
        *_rule(layout, is_wanted=True),
        element("w:tabs", None, stop),
        value("w:jc", "left"),
    ]
    lead = run("\u3000" * round(layout.count("number.side")))
    return paragraph(styles.NUMBER, lead, number, tab(), run("签发人："), name, properties=properties)


def _rule(layout: Layout, *, is_wanted: bool) -> list[Element]:
    """The red rule below a paragraph, its distance measured from the glyphs, not from the line."""
    if not is_wanted:
        return []
    below_glyph = (layout.line_pitch - layout.faces["body"].size * TWIPS_PER_POINT) / 2
    space = max(0, round((layout.twips("rule.below_number") - below_glyph) / TWIPS_PER_POINT))
    line = {"val": "single", "sz": _eighths(layout, "rule.width"), "space": space, "color": _RED}
    return [element("w:pBdr", None, element("w:bottom", line))]


def _eighths(layout: Layout, id: str) -> int:
    return round(layout.twips(id) * _EIGHTHS_PER_TWIP)


def imprint(made: Imprint, layout: Layout) -> list[Element]:
    """版记 as a table at the foot of the last page (7.4): thick first and last line, thin between them.

    LibreOffice before 7.6 does not let a table as wide as the text float: there it follows the text.
    """
    step = round(layout.faces["imprint"].size * TWIPS_PER_POINT)
    side = round(layout.count("imprint.side") * step)
    rows = []
    if made.copies:
        copies = "，".join(one_line(copy) for copy in made.copies).rstrip("。")
        hanging = element("w:ind", {"left": 3 * step, "hanging": 3 * step})
        rows.append(paragraph(styles.IMPRINT, run(f"抄送：{copies}。"), properties=[hanging]))
    date = chinese_date(made.printed_on.year, made.printed_on.month, made.printed_on.day)
    stop = element("w:tab", {"val": "right", "pos": layout.text_width - 2 * side})
    office = [run(one_line(made.office)), tab(), run(f"{date}印发")]
    rows.append(paragraph(styles.IMPRINT, *office, properties=[element("w:tabs", None, stop)]))
    return [_imprint_table(rows, side, layout), paragraph(styles.TABLE_SMALL)]


def _imprint_table(rows: list[Element], side: int, layout: Layout) -> Element:
    thick = {"val": "single", "sz": _eighths(layout, "imprint.thick"), "space": 0, "color": "000000"}
    thin = thick | {"sz": _eighths(layout, "imprint.thin")}
    place = {"vertAnchor": "margin", "horzAnchor": "margin", "tblpXSpec": "left", "tblpYSpec": "bottom"}
    total = {"w": layout.text_width, "type": "dxa"}
    borders = (element("w:top", thick), element("w:bottom", thick), element("w:insideH", thin))
    margins = (element(f"w:{edge}", {"w": side, "type": "dxa"}) for edge in ("left", "right"))
    properties = element(
        "w:tblPr",
        None,
        element("w:tblpPr", place),
        element("w:tblW", total),
        element("w:tblBorders", None, *borders),
        element("w:tblLayout", {"type": "fixed"}),
        element("w:tblCellMar", None, *margins),
    )
    grid = element("w:tblGrid", None, element("w:gridCol", {"w": layout.text_width}))
    cells = (element("w:tc", None, element("w:tcPr", None, element("w:tcW", total)), row) for row in rows)
    return element("w:tbl", None, properties, grid, *(element("w:tr", None, cell) for cell in cells))

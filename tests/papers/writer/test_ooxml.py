"""The elements of every part stand in the order of the schema: Word refuses a file where they do not."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from xml.etree.ElementTree import Element

import pytest

from bihuan.papers.writer.blocks import Imprint, Letterhead
from bihuan.papers.writer.docx_writer import write
from bihuan.papers.writer.layout import load
from tests.papers.writer.samples import W, part, report

# ISO/IEC 29500-1, 17.3.1.26, 17.3.2.28, 17.4.60, 17.4.70, 17.6.17, 17.15.1.78, 17.7.4.17: only what the writer may use.
ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr pBdr shd tabs suppressAutoHyphens "
    "kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind "
    "contextualSpacing jc textDirection textAlignment outlineLvl rPr sectPr",
    "rPr": "rStyle rFonts b bCs i iCs caps strike color spacing w kern position sz szCs highlight u vertAlign lang",
    "tblPr": "tblStyle tblpPr tblOverlap tblW jc tblInd tblBorders shd tblLayout tblCellMar tblLook",
    "tblBorders": "top left bottom right insideH insideV",
    "tblCellMar": "top left bottom right",
    "tcPr": "tcW gridSpan vMerge tcBorders shd noWrap tcMar vAlign",
    "pBdr": "top left bottom right between",
    "sectPr": "headerReference footerReference type pgSz pgMar pgNumType cols titlePg docGrid",
    "settings": "zoom defaultTabStop evenAndOddHeaders characterSpacingControl compat themeFontLang",
    "style": "name aliases basedOn next link uiPriority qFormat pPr rPr tblPr",
    "font": "altName panose1 charset family notTrueType pitch",
}
PARTS = ("document", "styles", "settings", "fontTable", "footer1", "footer2")


def children(element: Element) -> list[str]:
    return [child.tag.removeprefix(W) for child in element]


@pytest.mark.parametrize("name", PARTS)
def test_properties_stand_in_the_order_of_the_schema(name: str) -> None:
    paper = replace(
        report(),
        letterhead=Letterhead("云溪镇人民政府文件", "云政发〔2026〕1号", "王某某"),
        imprint=Imprint("党政综合办公室", dt.date(2026, 7, 6), ("县委办公室",)),
    )
    for element in part(write(paper, layout=load()), f"word/{name}.xml").iter():
        order = ORDER.get(element.tag.removeprefix(W))
        if order is None:
            continue
        found = children(element)
        positions = [order.split().index(child) for child in found]
        assert positions == sorted(positions), f"{element.tag}: {found}"
        assert len(found) == len(set(found)) or element.tag == f"{W}sectPr", f"doubled in {element.tag}: {found}"


def test_every_table_cell_ends_with_a_paragraph() -> None:
    paper = replace(report(), imprint=Imprint("党政综合办公室", dt.date(2026, 7, 6)))
    cells = list(part(write(paper, layout=load()), "word/document.xml").iter(f"{W}tc"))
    assert len(cells) == 13 * 4 + 3 * 2 + 1
    assert {children(cell)[-1] for cell in cells} == {"p"}

"""The page number stands at the outer side; the file names the official fonts and what may stand in for them."""

from __future__ import annotations

import pytest

from bihuan.papers.writer.docx_writer import write
from bihuan.papers.writer.layout import load
from tests.papers.writer.samples import NAMESPACE, W, attribute, part, small, text_of

CONTENT = write(small(), layout=load())


@pytest.mark.parametrize(("kind", "side"), [("default", "right"), ("even", "left")])
def test_the_number_is_at_the_right_of_odd_pages_and_at_the_left_of_even_ones(kind: str, side: str) -> None:
    relations = {each.attrib["Id"]: each.attrib["Target"] for each in part(CONTENT, "word/_rels/document.xml.rels")}
    reference = part(CONTENT, "word/document.xml").find(f".//w:footerReference[@w:type='{kind}']", NAMESPACE)
    assert reference is not None
    id = next(value for key, value in reference.attrib.items() if key.endswith("}id"))
    footer = part(CONTENT, f"word/{relations[id]}")
    assert text_of(footer) == "— 1 —"
    assert [each.text for each in footer.iter(f"{W}instrText")] == [" PAGE "]
    assert attribute(footer, "w:p/w:pPr/w:jc", "val") == side
    assert attribute(footer, "w:p/w:pPr/w:ind", side) == "280"
    assert attribute(footer, "w:p/w:pPr/w:ind", f"{side}Chars") == "100"


def test_odd_and_even_pages_differ() -> None:
    assert part(CONTENT, "word/settings.xml").find("w:evenAndOddHeaders", NAMESPACE) is not None


def test_the_dashes_of_the_number_stand_28_mm_above_the_edge_of_the_paper() -> None:
    # the lower edge of a line of 14 points whose middle is at 28 mm
    footer = int(attribute(part(CONTENT, "word/document.xml"), ".//w:pgMar", "footer"))
    assert footer + 14 * 20 / 2 == pytest.approx(28 / 25.4 * 1440, abs=1)


def test_the_table_of_fonts_names_a_stand_in_for_each_official_font() -> None:
    fonts = part(CONTENT, "word/fontTable.xml").findall("w:font", NAMESPACE)
    assert {each.attrib[f"{W}name"]: attribute(each, "w:altName", "val") for each in fonts} == {
        "Times New Roman": "Liberation Serif",
        "仿宋_GB2312": "仿宋",
        "宋体": "SimSun",
        "方正小标宋简体": "方正小标宋_GBK",
        "楷体_GB2312": "楷体",
        "黑体": "SimHei",
    }

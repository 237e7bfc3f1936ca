"""The red head and the imprint, in first form (7.2, 7.4)."""

from __future__ import annotations

import datetime as dt

from bihuan.papers.writer.blocks import Imprint, Letterhead
from tests.papers.writer.samples import NAMESPACE, W, attribute, body_of, paragraphs, small, text_of

MARK = "云溪镇人民政府文件"


def test_the_mark_is_red_and_its_upper_edge_35_mm_below_the_text_edge() -> None:
    mark = body_of(small(letterhead=Letterhead(MARK, "云政发〔2026〕1号")))[0]
    assert text_of(mark) == MARK
    assert attribute(mark, "w:r/w:rPr/w:color", "val") == "FF0000"
    assert attribute(mark, "w:r/w:rPr/w:rFonts", "eastAsia") == "方正小标宋简体"
    assert attribute(mark, "w:pPr/w:spacing", "before") == "1984"


def test_a_long_mark_is_made_smaller_until_it_fits_the_line() -> None:
    mark = body_of(small(letterhead=Letterhead("镇" * 20)))[0]
    assert attribute(mark, "w:r/w:rPr/w:sz", "val") == "44"  # 20 x 22 points fit 442 points


def test_number_and_rule_stand_two_lines_below_the_mark_and_the_title_two_below_the_rule() -> None:
    body = body_of(small(letterhead=Letterhead(MARK, "云政发〔2026〕1号")))
    assert [text for _style, text in paragraphs(body)][:7] == [
        MARK,
        "",
        "",
        "云政发〔2026〕1号",
        "",
        "",
        "关于整改情况的报告",
    ]
    assert attribute(body[3], "w:pPr/w:pBdr/w:bottom", "color") == "FF0000"


def test_without_a_number_the_rule_stands_below_the_mark() -> None:
    body = body_of(small(letterhead=Letterhead(MARK)))
    assert attribute(body[0], "w:pPr/w:pBdr/w:bottom", "color") == "FF0000"
    assert [text for _style, text in paragraphs(body)][:4] == [MARK, "", "", "关于整改情况的报告"]


def test_on_a_paper_to_a_higher_level_the_signatory_stands_at_the_right_of_the_number() -> None:
    line = body_of(small(letterhead=Letterhead(MARK, "云政发〔2026〕1号", "王某某")))[3]
    assert text_of(line) == "\u3000云政发〔2026〕1号\t签发人：王某某"
    assert attribute(line, "w:pPr/w:tabs/w:tab", "val") == "right"
    names = [each.attrib.get(f"{W}eastAsia") for each in line.iter(f"{W}rFonts")]
    assert names[-1] == "楷体_GB2312"


def test_the_imprint_is_a_table_at_the_foot_of_the_page_with_thick_and_thin_lines() -> None:
    body = body_of(small(imprint=Imprint("党政综合办公室", dt.date(2026, 7, 6), ("县委办公室", "县政府办公室。"))))
    table = body.find("w:tbl", NAMESPACE)
    assert table is not None
    assert [text_of(row) for row in table.findall("w:tr", NAMESPACE)] == [
        "抄送：县委办公室，县政府办公室。",
        "党政综合办公室\t2026年7月6日印发",
    ]
    assert attribute(table, "w:tblPr/w:tblpPr", "tblpYSpec") == "bottom"
    lines = {side: attribute(table, f"w:tblPr/w:tblBorders/w:{side}", "sz") for side in ("top", "insideH", "bottom")}
    assert lines == {"top": "8", "insideH": "6", "bottom": "8"}  # eighths of a point: 1 and 0.75


def test_an_imprint_without_copies_has_one_row() -> None:
    table = body_of(small(imprint=Imprint("党政综合办公室", dt.date(2026, 7, 6)))).find("w:tbl", NAMESPACE)
    assert table is not None
    assert len(table.findall("w:tr", NAMESPACE)) == 1

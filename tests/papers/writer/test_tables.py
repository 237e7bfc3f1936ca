"""Tables are as wide as the text, repeat their head and keep their rows whole."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from bihuan.papers.writer.blocks import Annex, Note, Run, Table
from bihuan.papers.writer.layout import load
from tests.papers.writer.samples import NAMESPACE, W, attribute, body_of, small, style_of, text_of

TEXT_WIDTH = load().text_width


def table_of(table: Table) -> Element:
    made = body_of(small(blocks=(table,), annexes=(Annex("出处", (Note(1, "收件数"),)),))).find("w:tbl", NAMESPACE)
    assert made is not None
    return made


def columns(table: Element) -> list[int]:
    return [int(each.attrib[f"{W}w"]) for each in table.iterfind("w:tblGrid/w:gridCol", NAMESPACE)]


def cells(table: Element) -> list[Element]:
    return list(table.iter(f"{W}tc"))


def test_given_widths_are_shares_of_the_width_of_the_text() -> None:
    made = table_of(Table(("序号", "问题", "进度"), (), (1, 3, 1)))
    assert columns(made) == [1769, 5307, 1769]
    assert sum(columns(made)) == TEXT_WIDTH


def test_without_widths_short_columns_are_not_broken_and_long_ones_share_the_rest() -> None:
    made = table_of(Table(("序号", "措施", "进度"), (("1", "公开流程图并在大厅张贴" * 10, "已完成"),)))
    number, measure, progress = columns(made)
    assert sum(columns(made)) == TEXT_WIDTH
    face = 14 * 20  # 四号, twips a character
    assert 2 * face < number < 4 * face
    assert 3 * face < progress < 5 * face
    assert measure > TEXT_WIDTH / 2


def test_the_head_is_repeated_and_rows_are_kept_whole_unless_they_are_very_long() -> None:
    made = table_of(Table(("序号", "措施"), (("1", "公开"), ("2", "公开" * 300))))
    rows = made.findall("w:tr", NAMESPACE)
    heads = [row.find("w:trPr/w:tblHeader", NAMESPACE) is not None for row in rows]
    whole = [row.find("w:trPr/w:cantSplit", NAMESPACE) is not None for row in rows]
    assert (heads, whole) == ([True, False, False], [True, True, False])


def test_a_table_of_five_columns_is_set_in_size_four_and_of_six_in_size_five() -> None:
    styles = []
    for count in (5, 6):
        made = table_of(Table(("项",) * count, (("值",) * count,)))
        styles.append({style_of(next(iter(cell.iter(f"{W}p")))) for cell in cells(made)})
    assert styles == [{"TableHead", "TableText"}, {"TableHeadSmall", "TableSmall"}]


def test_a_figure_in_a_cell_carries_the_mark_of_its_note() -> None:
    made = table_of(Table(("数",), (((Run("12件", note=1),),),)))
    assert [text_of(cell) for cell in cells(made)] == ["数", "12件［1］"]


def test_short_columns_are_centred_and_long_ones_begin_at_the_left() -> None:
    made = table_of(Table(("序号", "措施"), (("1", "公开流程图并张贴"),)))
    centred = [cell.find("w:p/w:pPr/w:jc", NAMESPACE) is not None for cell in cells(made)]
    assert centred == [True, True, True, False]


def test_two_tables_in_a_row_stay_two() -> None:
    one = Table(("数",), (("1",),))
    body = body_of(small(blocks=(one, one)))
    kinds = [child.tag.removeprefix(W) for child in body]
    assert kinds == ["p", "p", "tbl", "p", "tbl", "p", "sectPr"]


def test_a_table_of_many_columns_still_fits() -> None:
    made = table_of(Table(tuple(f"第{n}季度完成情况" for n in range(30)), ()))
    assert sum(columns(made)) == TEXT_WIDTH
    assert min(columns(made)) > 0
    assert attribute(made, "w:tblPr/w:tblLayout", "type") == "fixed"


def test_the_mark_of_a_note_has_room_beside_its_figure() -> None:
    measure = "公开流程图并在大厅张贴" * 10
    plain = columns(table_of(Table(("措施", "进度"), ((measure, "100%"),))))
    marked = columns(table_of(Table(("措施", "进度"), ((measure, (Run("100%", note=1),)),))))
    assert marked[1] - plain[1] > 14 * 20  # 四号, twips a character

"""Excel: what goes out, what comes in, what goes back marked."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from bihuan.web import excel
from bihuan.web.excel import Column, Kind

COLUMNS = (
    Column("标题", is_required=True, example="路灯不亮"),
    Column("类型", choices=("投诉", "求助"), is_required=True, example="投诉"),
    Column("联系电话", Kind.CODE, aliases=("电话", "手机号码")),
    Column("收件日期", Kind.DAY),
    Column("户数", Kind.NUMBER),
)


def filled(*lines: list[object], draw: Callable[[object], None] = lambda sheet: None) -> bytes:
    """A sheet as an office would fill it in."""
    book = openpyxl.Workbook()
    for line in lines:
        book.active.append(line)
    draw(book.active)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def opened(content: bytes) -> openpyxl.worksheet.worksheet.Worksheet:
    return openpyxl.load_workbook(io.BytesIO(content)).active


HEAD = ["标题", "类型", "联系电话", "收件日期", "户数"]


def test_a_list_goes_out_with_its_title_and_what_was_shown():
    at = datetime(2026, 3, 3, 2, 30, tzinfo=UTC)
    columns = (Column("标题"), Column("电话", Kind.CODE), Column("时间", Kind.MOMENT), Column("户数", Kind.NUMBER))
    content = excel.write_workbook("台账", "镇营商办 2026年3月", columns, [["路灯", "13800001234", at, 3]])
    sheet = opened(content)
    assert [sheet["A1"].value, sheet["A2"].value] == ["台账", "镇营商办 2026年3月"]
    assert [cell.value for cell in sheet[3]] == ["标题", "电话", "时间", "户数"]
    assert [cell.value for cell in sheet[4]] == ["路灯", "13800001234", datetime(2026, 3, 3, 10, 30), 3]  # noqa: DTZ001
    assert sheet["B4"].number_format == "@"
    assert sheet.freeze_panes == "A4"
    assert sheet.auto_filter.ref == "A3:D4"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠", "  ="])
def test_text_that_looks_like_a_formula_goes_out_as_text(start: str):
    told = f"{start}HYPERLINK(1)"
    content = excel.write_workbook("台账", "", [Column("标题")], [[told]])
    cell = opened(content)["A4"]
    assert cell.data_type == "s"
    assert cell.value == "'" + told.replace("\r", "\n")


def test_a_negative_number_stays_a_number():
    assert opened(excel.write_workbook("表", "", [Column("差", Kind.NUMBER)], [[-5]]))["A4"].value == -5


def test_an_endless_text_is_cut_and_says_so():
    content = excel.write_workbook("台账", "", [Column("内容")], [["长" * 40_000]])
    value = opened(content)["A4"].value
    assert value.endswith("（内容过长，未完）")
    assert len(value) < 32_767


def test_the_template_offers_choices_and_comes_back_without_its_example():
    content = excel.write_template("导入模板", COLUMNS, how_to=["一行一件。"])
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book.active
    assert [cell.value for cell in sheet[4]] == ["标题*", "类型*", "联系电话", "收件日期", "户数"]
    assert book["选项"].sheet_state == "hidden"
    assert [cell.value for cell in book["选项"]["B"]] == ["投诉", "求助"]
    lists = [rule for rule in sheet.data_validations.dataValidation if rule.type == "list"]
    assert [rule.formula1 for rule in lists] == ["choices_2"]
    assert excel.read_rows(content, COLUMNS).rows == []


def test_a_filled_template_reads_as_it_was_typed():
    book = openpyxl.load_workbook(io.BytesIO(excel.write_template("导入模板", COLUMNS)))
    for place, value in enumerate(["水渠堵了", "求助", "13800001234", date(2026, 3, 2), 12], start=1):
        book.active.cell(5, place, value)
    target = io.BytesIO()
    book.save(target)
    read = excel.read_rows(target.getvalue(), COLUMNS)
    assert [row.number for row in read.rows] == [5]
    assert read.rows[0].values == {
        "标题": "水渠堵了",
        "类型": "求助",
        "联系电话": "13800001234",
        "收件日期": date(2026, 3, 2),
        "户数": 12,
    }


def test_a_head_below_titles_with_other_names_is_found():
    content = filled(
        ["云溪镇2026年第一季度台账"],
        ["填报单位：镇营商办", None, "标题"],
        ["序号", " 标 题（必填）", "类型*", "手机号码"],
        [1, "路灯", "投诉", 13800001234.0],
    )
    read = excel.read_rows(content, COLUMNS)
    assert (read.head_row, read.header) == (3, {"标题": 2, "类型": 3, "联系电话": 4})
    assert read.rows[0].values["联系电话"] == "13800001234"


def test_blank_formatted_rows_do_not_count_as_rows():
    def draw(sheet):
        for number in range(3, 400):
            sheet.cell(number, 1).fill = openpyxl.styles.PatternFill("solid", fgColor="FFEEEEEE")
            sheet.cell(number, 2).value = "  "

    read = excel.read_rows(filled(HEAD, ["路灯", "投诉"], draw=draw), COLUMNS)
    assert [row.number for row in read.rows] == [2]


def test_a_sheet_of_nothing_but_merged_cells_is_refused():
    def draw(sheet):
        for number in range(2, 5100):
            sheet.merged_cells.add(f"A{number}:B{number}")

    with pytest.raises(excel.Unreadable, match="合并单元格太多"):
        excel.read_rows(filled(HEAD, draw=draw), COLUMNS)


def test_a_merged_cell_counts_for_each_of_its_rows():
    content = filled(HEAD, ["一", "投诉"], ["二", None], ["三", "求助"], draw=lambda sheet: sheet.merge_cells("B2:B3"))
    read = excel.read_rows(content, COLUMNS)
    assert [row.values["类型"] for row in read.rows] == ["投诉", "投诉", "求助"]


@pytest.mark.parametrize(
    "typed",
    [
        "2026-3-6",
        "2026/03/06",
        "2026.3.6",
        "2026年3月6日",
        "20260306",
        "２０２６－３－６",
        "2026-03-06 10:00",
        46087,
        "46087",
    ],
)
def test_a_date_is_understood_however_it_was_typed(typed: object):
    assert excel.as_day(typed) == date(2026, 3, 6)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("2026-02-30", "没有“2026-02-30”这一天，请写成 2026-03-06 这样的日期。"),
        ("三月初", "“三月初”不是日期，请写成 2026-03-06 这样的日期。"),
        (3, "“3”不是日期，请写成 2026-03-06 这样的日期。"),
    ],
)
def test_what_is_no_date_comes_back_as_a_fault_of_its_cell(typed: object, sentence: str):
    read = excel.read_rows(filled(HEAD, ["路灯", "投诉", None, typed]), COLUMNS)
    assert read.rows[0].faults == {"收件日期": sentence}
    assert read.rows[0].values["收件日期"] == str(typed)


def test_digits_that_excel_has_rounded_are_a_fault_and_not_a_wrong_number():
    read = excel.read_rows(filled(HEAD, ["路灯", "投诉", 532301199001011234]), COLUMNS)
    assert list(read.rows[0].faults) == ["联系电话"]


def test_a_formula_error_is_a_fault_of_its_cell():
    assert excel.read_rows(filled(HEAD, ["#N/A", "投诉"]), COLUMNS).rows[0].faults == {
        "标题": "这一格的公式出错（#N/A），请改成内容后再导入。"
    }


def test_what_we_wrote_safely_reads_back_as_it_was():
    content = excel.write_workbook("台账", "", [Column("标题"), Column("类型")], [["=1+1", "投诉"]])
    assert excel.read_rows(content, COLUMNS).rows[0].values["标题"] == "=1+1"


@given(st.text(max_size=40))
def test_no_text_ever_leaves_as_a_formula(text: str):
    written = excel.neutral(text)
    assert not written.lstrip(" \u3000").startswith(tuple("=+-@\t\r＝＋－＠"))


def zipped(parts: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


@pytest.mark.parametrize(
    ("content", "begins"),
    [
        (b"", "这个文件是空的"),
        (OLD, "这是旧格式的表格（.xls 或 .et）"),
        (OLD + "EncryptedPackage".encode("utf-16-le"), "这个表格设了打开密码"),
        ("标题,类型\n路灯,投诉".encode(), "这不是 Excel 表格"),
        (b"<html><table></table></html>", "这不是 Excel 表格"),
        (b"PK\x03\x04 cut off", "这个表格文件已损坏"),
        (zipped({"word/document.xml": b"<a/>"}), "这个文件不是 Excel 表格"),
        (zipped({"xl/workbook.xml": b"<a/>", "xl/vbaProject.bin": b"x"}), "这个表格带有宏"),
        (zipped({"xl/workbook.xml": b"0" * 50_000_000}), "这个表格展开后太大"),
        (zipped({"xl/workbook.xml": b"<a/>"}), "这个表格文件已损坏或格式不对"),
    ],
)
def test_what_cannot_be_read_is_refused_with_one_sentence(content: bytes, begins: str):
    with pytest.raises(excel.Unreadable) as refused:
        excel.read_rows(content, COLUMNS)
    assert str(refused.value).startswith(begins)


def test_an_entity_bomb_is_refused():
    bomb = (
        b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "xxxxxxxxxx"><!ENTITY c "&b;&b;&b;">]><workbook>&c;</workbook>'
    )
    sound = filled(HEAD)
    with zipfile.ZipFile(io.BytesIO(sound)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with pytest.raises(excel.Unreadable):
        excel.read_rows(zipped(parts | {"xl/workbook.xml": bomb}), COLUMNS)


def test_a_sheet_without_the_head_is_refused_and_told_which_columns_it_needs():
    with pytest.raises(excel.Unreadable, match="没有找到表头。表头应有“标题、类型"):
        excel.read_rows(filled(["甲", "乙"], [1, 2]), COLUMNS)
    with pytest.raises(excel.Unreadable, match="表头里缺少“类型”"):
        excel.read_rows(filled(["标题", "联系电话"], ["路灯", "1"]), COLUMNS)


def test_more_rows_than_allowed_are_refused():
    with pytest.raises(excel.Unreadable, match="一次最多导入 2 行，这个表有 3 行"):
        excel.read_rows(filled(HEAD, *[["路灯", "投诉"]] * 3), COLUMNS, most_rows=2)


def ledger_of_300() -> bytes:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target)
    sheet = book.add_worksheet("台账")
    sheet.write_row(0, 0, HEAD)
    for number in range(1, 301):
        sheet.write_row(number, 0, [f"第{number}件", "投诉" if number % 18 else "没有的类型", "13800001234"])
    book.close()
    return target.getvalue()


def test_faulty_rows_come_back_marked_in_the_same_file_and_good_ones_named_as_in():
    content = ledger_of_300()
    read = excel.read_rows(content, COLUMNS)
    wrong = {row.number: {"类型": "没有这个类型"} for row in read.rows if row.values["类型"] == "没有的类型"}
    good = {row.number: f"{excel.ACCEPTED} 第{row.number}号" for row in read.rows if row.number not in wrong}
    assert (len(wrong), len(good)) == (16, 284)
    marked = excel.mark_faults(content, read, wrong, good)
    sheet = opened(marked)
    assert sheet["F1"].value == "导入结果"
    assert sheet["F19"].value == "未导入：【类型】没有这个类型"
    assert (sheet["B19"].comment.text, sheet["B19"].fill.fgColor.rgb) == ("没有这个类型", "FFFDE0DD")
    assert sheet["B18"].comment is None
    again = excel.read_rows(marked, COLUMNS)
    assert [row.values for row in again.rows] == [row.values for row in read.rows]
    assert sum(row.status.startswith(excel.ACCEPTED) for row in again.rows) == 284


def test_marks_go_once_the_row_is_mended():
    content = filled(HEAD, ["路灯", "错"], ["水渠", "错"])
    read = excel.read_rows(content, COLUMNS)
    first = excel.mark_faults(content, read, {2: {"类型": "不对"}, 3: {"类型": "不对"}}, {})
    again = excel.read_rows(first, COLUMNS)
    second = opened(excel.mark_faults(first, again, {3: {"": "整行重复"}}, {2: "已导入"}))
    assert (second["B2"].comment, second["B2"].fill.fill_type) == (None, None)
    assert [second["F2"].value, second["F3"].value] == ["已导入", "未导入：整行重复"]
    assert second["G1"].value is None

"""Write a sheet to be filled in: how to fill it in on top, drop-down lists, one example row."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import xlsxwriter

from bihuan.web.excel.writing import (
    FONT,
    OPTIONS,
    cell_format,
    print_across,
    sheet_name,
    write_cell,
    write_head,
    write_title,
)
from bihuan.web.tables import Column, Kind

ROWS_TO_FILL = 1000
LISTS = "选项"
HOW_TO = "带 * 的必填；有下拉箭头的请从下拉中选；日期写作 2026-03-06；灰色斜体是示例，可以删去。表头请勿改动。"


def write_template(title: str, columns: Sequence[Column], *, how_to: Sequence[str] = ()) -> bytes:
    """The empty sheet; `how_to` adds lines to the instructions. Choices lie on a hidden sheet behind defined names."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, OPTIONS)
    sheet = book.add_worksheet(sheet_name(title))
    last = max(0, len(columns) - 1)
    write_title(book, sheet, title, HOW_TO, last)
    line = 2
    look = book.add_format({**FONT, "align": "left"})
    for sentence in how_to:
        sheet.write_string(line, 0, sentence, look)
        line += 1
    write_head(book, sheet, line, columns, stars=True)
    _example(book, sheet, line + 1, columns)
    _lists(book, sheet, line + 1, columns)
    sheet.freeze_panes(line + 1, 0)
    print_across(sheet)
    book.close()
    return target.getvalue()


def _example(book: Any, sheet: Any, line: int, columns: Sequence[Column]) -> None:
    for place, column in enumerate(columns):
        # The whole column takes the number format, so that Excel keeps typed phones and identity numbers as text.
        sheet.set_column(place, place, column.width, cell_format(book, column, border=0))
        grey = cell_format(book, column, italic=True, font_color="#6B7684")
        write_cell(sheet, line, place, column.example, column, grey)


def _lists(book: Any, sheet: Any, first: int, columns: Sequence[Column]) -> None:
    hidden = book.add_worksheet(LISTS)
    hidden.hide()
    for place, column in enumerate(columns):
        last = first + ROWS_TO_FILL
        hint = {"input_title": column.title[:32], "input_message": column.hint[:255]} if column.hint else {}
        if column.choices:
            hidden.write_column(0, place, column.choices)
            name = f"choices_{place + 1}"
            letter = xlsxwriter.utility.xl_col_to_name(place)
            book.define_name(name, f"='{LISTS}'!${letter}$1:${letter}${len(column.choices)}")
            rule = {
                "validate": "list",
                "source": f"={name}",
                "error_title": "请从下拉中选择",
                "error_message": f"“{column.title}”只能从下拉列表中选择。"[:255],
            }
            sheet.data_validation(first, place, last, place, rule | hint)
        elif hint or column.kind is Kind.DAY:
            sheet.data_validation(first, place, last, place, {"validate": "any"} | hint)

"""Write a list as an .xlsx file that opens quietly: no formula, no link, no text turned into a number."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

import xlsxwriter

from bihuan.kernel.deadlines import SHANGHAI
from bihuan.web.tables import Column, Kind

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_date_format": "yyyy-mm-dd",
}
# What a spreadsheet may take for the beginning of a formula, with the full-width forms.
FORMULA_STARTS = "=+-@\t\r＝＋－＠"
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
LONGEST_CELL = 32_000
A4 = 9
FONT = {"font_name": "宋体", "font_size": 10, "valign": "vcenter"}
NUMBER_FORMATS = {
    Kind.TEXT: "@",
    Kind.CODE: "@",
    Kind.NUMBER: "General",
    Kind.DAY: "yyyy-mm-dd",
    Kind.MOMENT: "yyyy-mm-dd hh:mm",
}


def write_workbook(title: str, subtitle: str, columns: Sequence[Column], rows: Iterable[Sequence[Any]]) -> bytes:
    """The list as a file: title line, line with unit and period, frozen head, filter, prints across A4.

    Each row has one value for each column: text, number, date, aware moment, bool or None.
    """
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, OPTIONS)
    sheet = book.add_worksheet(sheet_name(title))
    last = max(0, len(columns) - 1)
    write_title(book, sheet, title, subtitle, last)
    write_head(book, sheet, 2, columns)
    formats = [cell_format(book, column) for column in columns]
    count = 0
    for count, values in enumerate(rows, start=1):
        for place, (column, value) in enumerate(zip(columns, values, strict=True)):
            write_cell(sheet, count + 2, place, value, column, formats[place])
    sheet.autofilter(2, 0, 2 + count, last)
    sheet.freeze_panes(3, 0)
    sheet.repeat_rows(2)
    print_across(sheet)
    book.close()
    return target.getvalue()


def neutral(text: str) -> str:
    """The text as a cell may hold it: nothing that starts a formula, no control characters, not longer than a cell."""
    is_risky = text.startswith(("\t", "\r")) or text.lstrip()[:1] in tuple(FORMULA_STARTS)
    text = CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    if len(text) > LONGEST_CELL:
        text = text[:LONGEST_CELL] + "……（内容过长，未完）"
    return "'" + text if is_risky or text.lstrip()[:1] in tuple(FORMULA_STARTS) else text


def sheet_name(title: str) -> str:
    """A name that a sheet may have: at most 31 characters, none of those that are forbidden."""
    return re.sub(r"[\[\]:*?/\\']", " ", CONTROLS.sub("", title))[:31].strip() or "清单"


def write_title(book: Any, sheet: Any, title: str, subtitle: str, last: int) -> None:
    """Two merged lines above the head."""
    big = book.add_format({**FONT, "font_name": "黑体", "font_size": 15, "align": "center"})
    small = book.add_format({**FONT, "align": "left"})
    for line, text, look, height in ((0, title, big, 26), (1, subtitle, small, 18)):
        sheet.set_row(line, height)
        if last > 0:
            sheet.merge_range(line, 0, line, last, neutral(text), look)
        else:
            sheet.write_string(line, 0, neutral(text), look)


def write_head(book: Any, sheet: Any, line: int, columns: Sequence[Column], *, stars: bool = False) -> None:
    """The titles of the columns, with a star at those that must be filled in."""
    look = book.add_format(
        {**FONT, "bold": True, "bg_color": "#E8EDF3", "border": 1, "align": "center", "text_wrap": True}
    )
    sheet.set_row(line, 22)
    for place, column in enumerate(columns):
        sheet.set_column(place, place, column.width)
        sheet.write_string(line, place, column.title + ("*" if stars and column.is_required else ""), look)


def cell_format(book: Any, column: Column, **more: Any) -> Any:
    """How cells of the column look."""
    align = "right" if column.kind is Kind.NUMBER else "left"
    wrap = column.kind is Kind.TEXT
    look = {**FONT, "border": 1, "align": align, "text_wrap": wrap, "num_format": NUMBER_FORMATS[column.kind]}
    return book.add_format({**look, **more})


def write_cell(sheet: Any, line: int, place: int, value: Any, column: Column, look: Any) -> None:
    """One value by its type; digits of a CODE stay text."""
    if value is None or value == "":
        sheet.write_blank(line, place, None, look)
    elif isinstance(value, bool):
        sheet.write_string(line, place, "是" if value else "否", look)
    elif isinstance(value, datetime):
        sheet.write_datetime(line, place, value.astimezone(SHANGHAI).replace(tzinfo=None), look)
    elif isinstance(value, date):
        sheet.write_datetime(line, place, value, look)
    elif isinstance(value, int | float) and column.kind is not Kind.CODE:
        sheet.write_number(line, place, value, look)
    else:
        sheet.write_string(line, place, neutral(str(value)), look)


def print_across(sheet: Any) -> None:
    """A4 across, as many columns as there are on one page's width, page numbers below."""
    sheet.set_paper(A4)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.set_footer("&C第 &P 页，共 &N 页")

"""Give a filled-in sheet back with its faulty cells marked: coloured, a note on the cell, one column with the result."""

from __future__ import annotations

import io
import warnings
from collections.abc import Mapping
from copy import copy
from typing import Any

import openpyxl
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from bihuan.web.excel.cells import plain
from bihuan.web.excel.package import check_package
from bihuan.web.excel.reading import STATUS_TITLE, Sheet
from bihuan.web.excel.writing import neutral

ACCEPTED = "已导入"
AUTHOR = "闭环"
FAULT = PatternFill("solid", fgColor="FFFDE0DD")
GOOD = PatternFill("solid", fgColor="FFE6F4EA")
NOTHING = PatternFill(fill_type=None)


def mark_faults(
    content: bytes, sheet: Sheet, faults: Mapping[int, Mapping[str, str]], accepted: Mapping[int, str]
) -> bytes:
    """The same file, marked. `sheet` is what read_rows made of it.

    `faults`: row number → column title → sentence ("" for a fault of the whole row); `accepted`: row number → what to
    write beside a row that is in, such as 已导入 诉求〔2026〕0001号 (begins with ACCEPTED, so that the importer can
    leave such rows alone when the mended file comes back). Marks of an earlier import are taken off first.
    """
    check_package(content)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(io.BytesIO(content), keep_links=False)
    page = book[sheet.name]
    status = _status_column(page, sheet)
    for number in (*faults, *accepted):
        _take_off(page, number, status)
    for number, by_column in faults.items():
        for title, sentence in by_column.items():
            if title in sheet.header:
                _mark(page.cell(number, sheet.header[title]), sentence)
        told = "；".join(_told(title, sentence) for title, sentence in by_column.items())
        _write(page.cell(number, status), f"未导入：{told}", FAULT)
    for number, words in accepted.items():
        _write(page.cell(number, status), words, GOOD)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _status_column(page: Any, sheet: Sheet) -> int:
    """The column 导入结果: the one that is there, else the next free one at the right."""
    last = max([cell.column for cell in page[sheet.head_row] if cell.value is not None], default=1)
    for place in range(1, last + 1):
        if plain(page.cell(sheet.head_row, place).value) == STATUS_TITLE:
            return place
    place = last + 1
    head, beside = page.cell(sheet.head_row, place), page.cell(sheet.head_row, last)
    head.value = STATUS_TITLE
    head.font, head.fill, head.border = copy(beside.font), copy(beside.fill), copy(beside.border)
    page.column_dimensions[get_column_letter(place)].width = 48
    return place


def _take_off(page: Any, number: int, status: int) -> None:
    for cell in page[number]:
        if cell.comment is not None and cell.comment.author == AUTHOR:
            cell.comment = None
            cell.fill = NOTHING
    page.cell(number, status).value = None


def _mark(cell: Any, sentence: str) -> None:
    # A cell inside a merged range cannot carry a mark; the result column still tells.
    if type(cell).__name__ == "MergedCell":
        return
    cell.fill = FAULT
    cell.comment = Comment(sentence, AUTHOR, height=80, width=260)


def _write(cell: Any, words: str, fill: PatternFill) -> None:
    cell.value = neutral(words)
    cell.data_type = "s"
    cell.fill = fill
    cell.font = Font(name="宋体", size=10)
    cell.alignment = Alignment(wrap_text=True, vertical="center")


def _told(title: str, sentence: str) -> str:
    return f"【{title}】{sentence}" if title else sentence

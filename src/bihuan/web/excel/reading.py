"""Read a filled-in sheet, forgiving what offices do to sheets: titles above the head, merged cells, blank formatted
rows, dates as text or as day numbers, phones turned into numbers.
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import openpyxl
from openpyxl.utils.cell import range_boundaries

from bihuan.web.excel.cells import BadCell, is_filled, plain, text_of, value_of
from bihuan.web.excel.package import Unreadable, check_package
from bihuan.web.tables import Column

MOST_ROWS = 5000
HEAD_WITHIN = 40
WIDEST_MERGE = 100
STATUS_TITLE = "导入结果"
MERGE = re.compile(rb'<mergeCell [^>]*ref="([A-Z]+[0-9]+:[A-Z]+[0-9]+)"')


@dataclass
class Row:
    """One row: its number in the file, values by column title, and faults found on reading by column title.

    A value is text (stripped, "" when empty), a number, or a date; a faulty cell keeps the text as it was.
    `status` is what an earlier import wrote into the column 导入结果.
    """

    number: int
    values: dict[str, Any]
    faults: dict[str, str] = field(default_factory=dict)
    status: str = ""


@dataclass
class Sheet:
    """What was read: the rows, the number of the head row, and for each column title its place (1 is A)."""

    rows: list[Row]
    head_row: int
    header: dict[str, int]
    name: str


def read_rows(content: bytes, columns: Sequence[Column], *, most_rows: int = MOST_ROWS) -> Sheet:
    """Read the first visible sheet. Raises Unreadable with one sentence.

    The head is the row within the first forty that carries most of the columns' titles or aliases; stars, blanks and
    remarks in brackets do not matter. Columns that the sheet adds are ignored; a missing required one is refused.
    """
    check_package(content)
    with warnings.catch_warnings():
        # The library warns of what it leaves out (pictures, extensions); nothing of that is read here.
        warnings.simplefilter("ignore")
        return _read(content, columns, most_rows)


def _read(content: bytes, columns: Sequence[Column], most_rows: int) -> Sheet:
    book = _open(content)
    try:
        sheet = next((sheet for sheet in book.worksheets if sheet.sheet_state == "visible"), None)
        if sheet is None:
            raise Unreadable("这个文件里没有可见的工作表，请检查后再上传。")
        lines = _filled(list(_lines(sheet, most_rows)), _merged(content, sheet))
        head, header, status = _find_head(lines, columns)
        rows = [
            row
            for number, line in lines
            if number > head and any(is_filled(value) for value in line)
            for row in [_row(number, line, columns, header, status)]
            if any(value != "" for value in row.values.values()) and not _is_example(row, columns)
        ]
    finally:
        book.close()
    if len(rows) > most_rows:
        raise Unreadable(f"一次最多导入 {most_rows} 行，这个表有 {len(rows)} 行，请分成几个文件上传。")
    return Sheet(rows, head, {title: place + 1 for title, place in header.items()}, sheet.title)


def _open(content: bytes) -> Any:
    try:
        return openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    except Exception:  # any fault of a broken part; openpyxl has no error of its own for it
        raise Unreadable("这个表格文件已损坏或格式不对，系统读不了。请重新另存为 .xlsx 后再上传。") from None


def _lines(sheet: Any, most_rows: int) -> Iterator[tuple[int, list[Any]]]:
    """Rows that hold anything, with their numbers; far more of them than allowed are refused before they fill memory."""
    sheet.reset_dimensions()
    kept = 0
    try:
        for number, line in enumerate(sheet.iter_rows(values_only=True), start=1):
            if not any(is_filled(value) for value in line):
                continue
            kept += 1
            if kept > most_rows * 2 + HEAD_WITHIN:
                raise Unreadable(f"一次最多导入 {most_rows} 行，这个表的行数太多，请分成几个文件上传。")
            yield number, list(line)
    except Unreadable:
        raise
    except Exception:
        raise Unreadable("这个表格的内容已损坏，系统读不了。请重新另存为 .xlsx 后再上传。") from None


def _merged(content: bytes, sheet: Any) -> list[tuple[int, int, int, int]]:
    """Merged ranges as (first column, first row, last column, last row); reading row by row does not tell of them."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        found = MERGE.findall(archive.read(sheet._worksheet_path))
    if len(found) > MOST_ROWS:
        raise Unreadable("这个表的合并单元格太多，请取消合并后再上传。")
    return [range_boundaries(ref.decode()) for ref in found]  # type: ignore[misc]


def _filled(lines: list[tuple[int, list[Any]]], merged: list[tuple[int, int, int, int]]) -> list[tuple[int, list[Any]]]:
    """The lines with every cell of a merged range holding the range's value."""
    by_number = dict(lines)
    last = lines[-1][0] if lines else 0
    for left, top, right, bottom in merged:
        anchor = by_number.get(top)
        value = anchor[left - 1] if anchor and len(anchor) >= left else None
        if value is None:
            continue
        right = min(right, left + WIDEST_MERGE)
        for number in range(top, min(bottom, last) + 1):
            line = by_number.get(number)
            if line is not None:
                line.extend([None] * (right - len(line)))
                line[left - 1 : right] = [value] * (right - left + 1)
    return lines


def _find_head(lines: list[tuple[int, list[Any]]], columns: Sequence[Column]) -> tuple[int, dict[str, int], int | None]:
    names = {plain(name): column.title for column in columns for name in (column.title, *column.aliases)}
    best: tuple[int, dict[str, int], int | None] = (0, {}, None)
    for number, line in lines[:HEAD_WITHIN]:
        header: dict[str, int] = {}
        status = None
        for place, value in enumerate(line):
            name = plain(value)
            if name == STATUS_TITLE:
                status = place
            elif name in names:
                header.setdefault(names[name], place)
        if len(header) > len(best[1]):
            best = number, header, status
    missing = [column.title for column in columns if column.is_required and column.title not in best[1]]
    if len(best[1]) < min(2, len(columns)) or len(missing) == len(columns):
        wanted = "、".join(column.title for column in columns[:6])
        raise Unreadable(f"没有找到表头。表头应有“{wanted}”等列，请用下载的模板填写。")
    if missing:
        raise Unreadable(f"表头里缺少“{'、'.join(missing)}”，请用下载的模板填写，或把列名改成一样。")
    return best


def _row(number: int, line: list[Any], columns: Sequence[Column], header: dict[str, int], status: int | None) -> Row:
    row = Row(number, {})
    for column in columns:
        place = header.get(column.title)
        raw = line[place] if place is not None and place < len(line) else None
        try:
            row.values[column.title] = value_of(raw, column.kind)
        except BadCell as error:
            row.values[column.title] = text_of(raw)
            row.faults[column.title] = str(error)
    if status is not None and status < len(line):
        row.status = text_of(line[status])
    return row


def _is_example(row: Row, columns: Sequence[Column]) -> bool:
    examples = {column.title: column.example for column in columns}
    if not any(is_filled(example) for example in examples.values()):
        return False
    return all(str(row.values[title]) == str(example or "") for title, example in examples.items())

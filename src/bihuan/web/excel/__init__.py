"""Excel out as shown on the screen, templates to fill in, filled-in sheets back in, and faulty rows marked."""

from bihuan.web.excel.cells import BadCell, as_code, as_day
from bihuan.web.excel.marking import ACCEPTED, mark_faults
from bihuan.web.excel.package import Unreadable
from bihuan.web.excel.reading import Row, Sheet, read_rows
from bihuan.web.excel.templates import write_template
from bihuan.web.excel.writing import CONTENT_TYPE, neutral, write_workbook
from bihuan.web.tables import Column, Kind

__all__ = [
    "ACCEPTED",
    "CONTENT_TYPE",
    "BadCell",
    "Column",
    "Kind",
    "Row",
    "Sheet",
    "Unreadable",
    "as_code",
    "as_day",
    "mark_faults",
    "neutral",
    "read_rows",
    "write_template",
    "write_workbook",
]

"""Names that other apps may use."""

from bihuan.reports.domain.body import Body, Part, Piece
from bihuan.reports.domain.rechecking import Moved, recheck
from bihuan.reports.domain.setting import as_heading, body_of, docx, note_text, paper, text, value_text
from bihuan.reports.domain.writing import ReportRefused, write_report

__all__ = [
    "Body",
    "Moved",
    "Part",
    "Piece",
    "ReportRefused",
    "as_heading",
    "body_of",
    "docx",
    "note_text",
    "paper",
    "recheck",
    "text",
    "value_text",
    "write_report",
]

"""What the checker says about one place of a paper."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bihuan.papers.source import Line

_AROUND = 12
_LONGEST_PLACE = 40


class Severity(StrEnum):
    """How a finding is meant."""

    MUST = "must"  # against a standard, or plainly broken text
    MAY = "may"  # style
    QUERY = "query"  # to be looked at: figures that do not fit, missing time limits

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {Severity.MUST: "必须改", Severity.MAY: "建议改", Severity.QUERY: "请核对"}


@dataclass(frozen=True)
class Finding:
    """One finding. `line` counts from 1, `column` (from 0) and `length` are characters in that line's text."""

    rule: str
    severity: Severity
    line: int
    excerpt: str
    message: str
    suggestion: str
    column: int
    length: int


def found(
    rule: str, severity: Severity, line: Line, place: tuple[int, int], *, message: str, suggestion: str
) -> Finding:
    """The finding at a place (start, end) of a line, with a short excerpt of the text around it."""
    start, end = place
    return Finding(
        rule=rule,
        severity=severity,
        line=line.number,
        excerpt=excerpt(line.text, start, end),
        message=message,
        suggestion=suggestion,
        column=start,
        length=end - start,
    )


def excerpt(text: str, start: int, end: int) -> str:
    """The place with some characters on either side; dots show where something was left out."""
    first = max(0, start - _AROUND)
    last = min(len(text), min(end, start + _LONGEST_PLACE) + _AROUND)
    words = " ".join(text[first:last].split())
    return ("…" if text[:first].strip() else "") + words + ("…" if text[last:].strip() else "")

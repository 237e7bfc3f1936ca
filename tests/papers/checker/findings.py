"""What one rule finds in a short text."""

from bihuan.papers.checker.check import check
from bihuan.papers.checker.finding import Finding
from bihuan.papers.source import from_text


def findings(rule: str, text: str, *, name: str = "样稿.txt") -> list[Finding]:
    """The findings of one rule, in order."""
    return [finding for finding in check(from_text(text, name=name)) if finding.rule == rule]


def places(rule: str, text: str) -> list[tuple[int, str]]:
    """Line and marked text of each finding of one rule."""
    lines = text.split("\n")
    return [(one.line, lines[one.line - 1][one.column : one.column + one.length]) for one in findings(rule, text)]


def severities(rule: str, text: str) -> list[str]:
    return [finding.severity.value for finding in findings(rule, text)]

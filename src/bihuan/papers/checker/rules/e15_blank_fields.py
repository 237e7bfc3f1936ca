"""E15: a label has its content (责任领导：…), and in a rectification plan each task has a time limit.

A blank label is broken text. A missing time limit is a query: it may be set in another paper.
The labels are data (`labels.toml`).
Source: R-9.3 (整改方案 → 责任领导 → 责任站所 → 时限); R-9.4 E15.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bihuan.papers.checker.finding import Finding, Severity, found
from bihuan.papers.checker.manuscript import Heading, Manuscript
from bihuan.papers.checker.registry import rule
from bihuan.papers.marks import Kind
from bihuan.papers.source import Line
from bihuan.rulebook.book import load_data

RULE = "E15"
_DATA = load_data("papers/labels")


def _any(words: list[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_LABEL_WORDS = _any(_DATA["people"] + _DATA["times"])
_LABEL = re.compile(rf"(?:^|(?<=[\s（(；;。，,、】]))(?P<label>{_LABEL_WORDS})\s*[：:]")
_LABEL_LINE = re.compile(rf"\s*(?:[（(]?\s*(?:{_LABEL_WORDS})\s*[：:]|\S{{2,8}}[：:])")
_NOTHING = re.compile(rf"\s*(?:$|[；;）)。，,]|(?:{_LABEL_WORDS})\s*[：:])")
_RESPONSIBLE = re.compile(rf"(?:^|(?<=[\s（(；;。，,]))(?:{_any(_DATA['responsible'])})\s*[：:]")
_TIME = re.compile("|".join([*_DATA["deadlines"], rf"(?:{_any(_DATA['times'])})\s*[：:]"]))
_PLAN = re.compile(_any(_DATA["plans"]))
_TASK_KINDS = (Kind.FIRST, Kind.SECOND, Kind.THIRD)


@rule(RULE, "责任、时限等栏目不空", basis="R-9.4 E15")
def check(manuscript: Manuscript) -> Iterator[Finding]:
    filled = manuscript.filled
    for place, line in enumerate(filled):
        following = filled[place + 1] if place + 1 < len(filled) else None
        for match in _LABEL.finditer(line.text):
            if line.cell is None and _is_blank(line, match.end(), following, manuscript):
                label = match["label"]
                message = f"“{label}”后面是空的。"
                suggestion = f"填写{label}；没有的，删去这一栏。"
                yield found(RULE, Severity.MUST, line, match.span(), message=message, suggestion=suggestion)
    yield from _missing_time_limits(manuscript)


def _is_blank(line: Line, end: int, following: Line | None, manuscript: Manuscript) -> bool:
    rest = line.text[end:]
    if not _NOTHING.match(rest):
        return False
    if rest.strip():
        return True
    if following is None or following.number in manuscript.heading_lines:
        return True
    return _LABEL_LINE.match(following.text) is not None


def _missing_time_limits(manuscript: Manuscript) -> Iterator[Finding]:
    if not _PLAN.search(manuscript.opening):
        return
    block: list[Line] = []
    task: Heading | None = None
    by_line = {heading.line.number: heading for heading in manuscript.headings}
    last_label: tuple[Line, tuple[int, int]] | None = None
    for line in [*manuscript.prose, None]:
        label = _RESPONSIBLE.search(line.text) if line else None
        if last_label and not label:
            if not any(_TIME.search(one.text) for one in [*block, *([line] if line and _is_time_line(line) else [])]):
                yield _no_time_limit(*last_label, task)
            block, last_label, task = [], None, None
        if line is None:
            return
        heading = by_line.get(line.number)
        if heading and heading.mark.kind in _TASK_KINDS:
            task = heading
            if heading.mark.kind is not Kind.THIRD or not block:
                block = []
        block.append(line)
        if label:
            last_label = (line, label.span())


def _is_time_line(line: Line) -> bool:
    return re.match(rf"\s*[（(]?\s*(?:{_any(_DATA['times'])})\s*[：:]", line.text) is not None


def _no_time_limit(line: Line, place: tuple[int, int], task: Heading | None) -> Finding:
    what = f"“{task.written}{_short(task.text)}”" if task else "这一项"
    message = f"{what}有责任单位，没有写完成时限。"
    return found(RULE, Severity.QUERY, line, place, message=message, suggestion="补上“完成时限：”，写明年、月、日。")


def _short(text: str) -> str:
    title = re.split("[。；：，]", text)[0]
    return title if len(title) <= 24 else title[:24] + "……"

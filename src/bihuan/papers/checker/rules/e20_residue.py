"""E20: no left-over mark-up, no residue of web pages and text libraries.

Besides the expressions in `residue.toml`: page numbers of text libraries in the middle of a sentence (2、算折合美元),
a lead that repeats the beginning of the paper, a title that stands twice, and a text that breaks off.
In a Markdown file the signs of Markdown are no residue.
Source: R-9.4 E20.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from bihuan.papers.checker.finding import Finding, Severity, found
from bihuan.papers.checker.manuscript import HAN, Manuscript
from bihuan.papers.checker.registry import rule
from bihuan.papers.checker.wordlist import expressions
from bihuan.papers.source import Line
from bihuan.papers.structure import excerpt_lines

RULE = "E20"
_HTML_COMMENT = re.compile(r"<!--.*?-->")
_HASHES = re.compile(r"^\s*#{1,6}\s")
_PAGE_NUMBER = re.compile(r"\s*\d{1,3}、(?=\S)")
_SENTENCE_END = re.compile(r"[。；！？：.;!?:”）)…]\s*$")
_LONGEST_TITLE = 60
_SHORTEST_TITLE = 8
_LONG = 40
_TITLE_LINES = 20
_HEAD_LINES = 12
_NAME_END = re.compile("[府局办室委会心组站所号日]$")
_WHOLE_LINE = "整行删去"


@rule(RULE, "没有网页残留和标记", basis="R-9.4 E20")
def check(manuscript: Manuscript) -> Iterator[Finding]:
    is_markdown = manuscript.source.name.lower().endswith((".md", ".markdown"))
    for line in manuscript.filled:
        yield from _expressions(line)
        if not is_markdown:
            yield from _markdown(line)
    yield from _page_numbers(manuscript)
    yield from _leads(manuscript)
    yield from _doubled_titles(manuscript)
    yield from _broken_off(manuscript)


def _expressions(line: Line) -> Iterator[Finding]:
    found_ones = []
    for expression in expressions("residue"):
        match = expression.pattern.search(line.text)
        if match and not (line.cell is not None and "|" in match[0]):
            found_ones.append(_found(line, match.span(), expression.severity, expression.say, expression.mend))
    whole_line = [one for one in found_ones if one.suggestion.startswith(_WHOLE_LINE)]
    yield from whole_line[:1] or found_ones


def _markdown(line: Line) -> Iterator[Finding]:
    comment = _HTML_COMMENT.search(line.text)
    hashes = _HASHES.match(line.text)
    match = comment or hashes
    if match:
        yield _found(line, match.span(), Severity.MAY, "残留了排版标记。", "删去标记。")


def _page_numbers(manuscript: Manuscript) -> Iterator[Finding]:
    """“2、” at the head of a line whose predecessor breaks off in mid-sentence: a text library's page."""
    pages = []
    for earlier, line in pairwise(manuscript.prose):
        match = _PAGE_NUMBER.match(line.text)
        if match and len(earlier.text) > _LONG * 2 and not _SENTENCE_END.search(earlier.text):
            pages.append((line, match.span()))
    for line, place in pages:
        message = f"“{line.text[slice(*place)].strip()}”插在一句话中间，是文库的页码。"
        yield _found(line, place, Severity.MUST, message, "删去页码，把上下两段接起来。")


def _leads(manuscript: Manuscript) -> Iterator[Finding]:
    repeated = excerpt_lines(manuscript.source)
    for line in manuscript.filled:
        if line.number in repeated:
            start = len(line.text) - len(line.text.lstrip())
            message = "这一行是网页摘要，重复了正文开头，而且没有完。"
            yield _found(line, (start, len(line.text.rstrip())), Severity.MUST, message, "整行删去。")


def _doubled_titles(manuscript: Manuscript) -> Iterator[Finding]:
    seen: dict[str, Line] = {}
    for place, line in enumerate(manuscript.prose[:_TITLE_LINES]):
        words = line.text.strip()
        near = place < _HEAD_LINES and line.number not in manuscript.heading_lines and not _NAME_END.search(words)
        is_title = _SHORTEST_TITLE <= len(words) <= _LONGEST_TITLE and re.search(f"[{HAN}]{{4}}", words)
        if not is_title or words.endswith(("：", ":", "；", ";")):
            continue
        if words in seen and (near or manuscript.prose[place - 1] == seen[words]):
            start = line.text.index(words)
            message = f"和第{seen[words].number}行完全相同。"
            yield _found(line, (start, start + len(words)), Severity.MUST, message, "删去重复的一行。")
        else:
            seen[words] = line


def _broken_off(manuscript: Manuscript) -> Iterator[Finding]:
    """A last paragraph that has sentences but ends in the middle of one."""
    if not manuscript.prose or manuscript.prose[-1].number != manuscript.filled[-1].number:
        return
    line = manuscript.prose[-1]
    words = line.text.rstrip()
    breaks = re.search(rf"[{HAN}，、,（(“《：:]$", words) and re.search("[。；，,;]", words)
    if breaks and len(words) > _LONG:
        message = "全文到这里中断，最后一句没有写完。"
        suggestion = "对照原件补全；已经写完的，补上句号。"
        yield _found(line, (len(words) - 1, len(words)), Severity.QUERY, message, suggestion)


def _found(line: Line, place: tuple[int, int], severity: Severity, message: str, suggestion: str) -> Finding:
    return found(RULE, severity, line, place, message=message, suggestion=suggestion)

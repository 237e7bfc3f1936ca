"""E3: a heading stands on its own line; a new level begins on a new line.

Four forms: a heading followed at once by the next level (三、下步工作计划1、营造…); a level-one heading inside a
paragraph (…方案如下：一、整改目标…); the next level after the first sentence of a heading's line; a title in 【】 run into
the text. The first is broken text; the second is when the paper otherwise puts its headings on their own lines.
Source: GB/T 9704-2012, 7.3.3 (R-9.1); R-9.4 E3.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bihuan.papers.checker.finding import Finding, Severity, found
from bihuan.papers.checker.manuscript import HAN, Heading, Manuscript, heading_at
from bihuan.papers.checker.registry import rule
from bihuan.papers.marks import Kind
from bihuan.papers.plain import plain
from bihuan.papers.source import Line

RULE = "E3"
_HOLDERS = (Kind.CHAPTER, Kind.SECTION, Kind.FIRST, Kind.SECOND)
_FIRST_OF_NEXT = r"\(一\)|(?<!\d)1(?:\.(?!\s*\d)|、(?!\d))|\(1\)"
_DIRECTLY_BELOW = re.compile(
    rf"\s*(?P<title>[^,。;:!?()]{{2,40}}?)(?<![第表图附件见])(?P<mark>{_FIRST_OF_NEXT})(?=\s*[{HAN}]{{2}})"
)
_AFTER_SENTENCE = re.compile(rf"。\s*(?P<mark>{_FIRST_OF_NEXT})(?=\s*[{HAN}“《]{{2}})")
_LEVEL_ONE = re.compile(r"(?:如下[:。]?|[。!?])\s*(?P<mark>[一二三四五六七八九十]{1,2}、)(?=\S{2})")
_BRACKETED_TITLE = re.compile(r"\s*【[^】]{4,40}(?:总结|汇报|报告|方案|通知|意见|计划|讲话|要点|情况)】(?=\S)")


@rule(RULE, "标题单独成行", basis="GB/T 9704-2012 第7.3.3条")
def check(manuscript: Manuscript) -> Iterator[Finding]:
    headings = {heading.line.number: heading for heading in manuscript.headings}
    own_lines = sum(1 for heading in manuscript.headings if heading.mark.kind is Kind.FIRST)
    for line in manuscript.filled:
        if line.cell is not None:
            continue
        heading = headings.get(line.number)
        if heading and heading.mark.kind in _HOLDERS:
            yield from _next_level(line, heading)
        yield from _level_one_inside(line, heading, has_own_lines=own_lines > 0)
        yield from _bracketed_title(line)


def _next_level(line: Line, heading: Heading) -> Iterator[Finding]:
    text = plain(line.text)
    own = text[heading.mark.start : heading.mark.end]
    directly = _DIRECTLY_BELOW.match(text, heading.mark.end)
    match = directly or _AFTER_SENTENCE.search(text, heading.mark.end)
    if match is None or (match["mark"] == "(一)" and own.startswith("(")):
        return
    place = match.span("mark")
    mark = line.text[place[0] : place[1]]
    if directly:
        title = f"{heading.written}{directly['title'].strip()}"
        message = f"标题“{title}”后面没有换行，下一层“{mark}”接在了同一行。"
    else:
        message = f"“{heading.written}”这一段里接着写了下一层“{mark}”，没有另起一行。"
    severity = Severity.MUST if directly else Severity.MAY
    yield found(RULE, severity, line, place, message=message, suggestion=f"在“{mark}”前换行，另起一段。")


def _level_one_inside(line: Line, heading: Heading | None, *, has_own_lines: bool) -> Iterator[Finding]:
    text = plain(line.text)
    places = [match.span("mark") for match in _LEVEL_ONE.finditer(text) if heading_at(text, match.start("mark"))]
    if not places or (heading is not None and heading.mark.kind not in (Kind.FIRST, Kind.THIRD)):
        return
    first = places[0]
    mark = line.text[first[0] : first[1]]
    severity = Severity.MUST if has_own_lines else Severity.MAY
    many = f"等{len(places)}个一级标题" if len(places) > 1 else "一级标题"
    message = f"“{mark}”{many}混在段落里，没有另起一行。"
    yield found(RULE, severity, line, first, message=message, suggestion="把标题单独成行，正文另起一段。")


def _bracketed_title(line: Line) -> Iterator[Finding]:
    match = _BRACKETED_TITLE.match(line.text)
    if match:
        message = "文章标题写在【】里，和正文连在一行。"
        suggestion = "去掉【】，标题单独成行、居中，正文另起一段。"
        yield found(RULE, Severity.MAY, line, match.span(), message=message, suggestion=suggestion)

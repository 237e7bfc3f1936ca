"""E1: numbers of one level follow each other: 一、二、三 …, （一）（二）…, 1. 2. …, without gap, double or disorder.

A list may start again at 1 under a new heading, or go on counting through the whole paper (一、1.2. 二、3.4.). A number
that stands inside a line, because a heading was run into the text, is not missing.
Source: GB/T 9704-2012, 7.3.3 (R-9.1); R-9.4 E1.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from bihuan.papers.checker.finding import Finding, Severity, found
from bihuan.papers.checker.manuscript import Heading, Manuscript, heading_at
from bihuan.papers.checker.registry import rule
from bihuan.papers.marks import Kind
from bihuan.papers.numerals import chinese_numeral
from bihuan.papers.plain import plain
from bihuan.papers.source import Line

RULE = "E1"
_LARGEST_GAP = 10
_LARGEST_START = 5
_LONGEST_TITLE = 30
_LOOK_AHEAD = 100
_NUMERAL = re.compile(r"[一二三四五六七八九十百壹贰叁肆伍陆柒捌玖拾]+|\d+")
_SIGNS = re.compile("[㈠-㈩⒈-⒛⑴-⒇①-⑳❶-❿]")
_ANNOUNCEMENT = re.compile(r"\s*[\u4e00-\u9fff]{1,6}:\s*")
_TEXT_END = re.compile(r"[。；;，,！!？?…、.]\s*$")


@dataclass
class _Run:
    """The list that is being counted in one style of mark."""

    heading: Heading
    doubled: bool = False
    under_new_heading: bool = False
    interrupted: bool = False

    @property
    def number(self) -> int:
        return _number(self.heading)


@rule(RULE, "标题序号连续", basis="GB/T 9704-2012 第7.3.3条")
def check(manuscript: Manuscript) -> Iterator[Finding]:
    runs: dict[str, _Run] = {}
    by_line = {heading.line.number: heading for heading in manuscript.headings}
    for line in manuscript.prose:
        heading = by_line.get(line.number)
        if heading is None:
            announced = _announced(line)
            if announced:
                runs[_style(announced)] = _Run(announced)
            elif _opens_a_list(line.text):
                for run in runs.values():
                    run.interrupted = True
            continue
        style = _style(heading)
        finding, doubled = _compare(manuscript, runs.get(style), heading)
        if finding:
            yield finding
        for other, run in runs.items():
            run.interrupted = run.interrupted or other != style
            run.under_new_heading = run.under_new_heading or run.heading.mark.kind.level > heading.mark.kind.level
        if not _goes_back(runs.get(style), heading):
            runs[style] = _Run(heading, doubled)


def _compare(manuscript: Manuscript, run: _Run | None, heading: Heading) -> tuple[Finding | None, bool]:
    """The finding about a number after the run of its style so far, and whether the number is a double."""
    number = _number(heading)
    if number == 1:
        lone_double = run is not None and run.number == 1 and not run.interrupted
        return (_double(run.heading, heading), True) if run and lone_double else (None, False)
    if run is None or (run.under_new_heading and number <= run.number):
        return _late_start(manuscript, run, heading), False
    if number == run.number:
        return _double(run.heading, heading), True
    if number < run.number:
        return _disorder(run.heading, heading), False
    if number == run.number + 1 or (run.doubled and number == run.number + 2):
        return None, False
    return _gap(manuscript, run, heading), False


def _double(earlier: Heading, heading: Heading) -> Finding:
    following = _written(heading, _number(heading) + 1)
    return _found(
        heading,
        message=f"序号“{heading.written}”重复，第{earlier.line.number}行已经是“{earlier.written}”。",
        suggestion=f"核对后改为“{following}”，后面的序号依次顺延。",
    )


def _disorder(earlier: Heading, heading: Heading) -> Finding:
    return _found(
        heading,
        message=f"序号倒了：“{earlier.written}”（第{earlier.line.number}行）之后又是“{heading.written}”。",
        suggestion="按先后顺序重新编号。",
    )


def _gap(manuscript: Manuscript, run: _Run, heading: Heading) -> Finding | None:
    wanted = range(run.number + 1, _number(heading))
    if len(wanted) > _LARGEST_GAP:
        return None
    missing = _missing(manuscript, wanted, heading, since=run.heading.line.number)
    missing = [number for number in missing if not _comes_later(manuscript, number, heading)]
    if not missing:
        return None
    earlier = f"“{run.heading.written}”（第{run.heading.line.number}行）"
    return _found(
        heading,
        message=f"序号跳号：{earlier}之后直接是“{heading.written}”，缺{_listed(heading, missing)}。",
        suggestion=f"核对是否漏了内容；没有漏的，改为“{_written(heading, missing[0])}”，后面的序号依次顺延。",
    )


def _late_start(manuscript: Manuscript, run: _Run | None, heading: Heading) -> Finding | None:
    number = _number(heading)
    largest = 2 if heading.mark.kind is Kind.ARTICLE else _LARGEST_START
    if number > largest:
        return None
    missing = _missing(manuscript, range(1, number), heading, since=run.heading.line.number if run else 0)
    if not missing:
        return None
    follows_its_heading = run is not None and heading.line.number - 1 in manuscript.heading_lines
    return _found(
        heading,
        severity=Severity.MUST if follows_its_heading else Severity.QUERY,
        message=f"序号从“{heading.written}”开始，前面缺{_listed(heading, missing)}。",
        suggestion=f"核对是否漏了内容或漏标了序号；没有漏的，改为“{_written(heading, 1)}”，后面的序号依次顺延。",
    )


def _missing(manuscript: Manuscript, wanted: range, heading: Heading, *, since: int) -> list[int]:
    """The wanted numbers that stand nowhere, not even inside a line, from the line `since` to the heading."""
    between = manuscript.source.lines[max(since - 1, 0) : heading.line.number - 1]
    text = "\n".join(plain(line.text) for line in between)
    return [number for number in wanted if not _inside(heading, number).search(text)]


def _inside(heading: Heading, number: int) -> re.Pattern[str]:
    """How the mark of that number may look inside a line or at the head of one that was not taken for a heading."""
    written = "".join(plain(_written(heading, number)).rstrip(".、 ").split())
    match heading.mark.kind:
        case Kind.FIRST:
            return re.compile(rf"{re.escape(written)}\s*[、.]")
        case Kind.THIRD:
            return re.compile(rf"(?<![\d.]){number}\s*(?:[、⒈-⒛]|\.(?!\d))|^\s*{number}\.\d", re.MULTILINE)
        case Kind.FOURTH:
            return re.compile(rf"\(\s*{number}\s*\)|(?<!\d){number}\)")
        case _:
            return re.compile(r"\s*".join(re.escape(sign) for sign in written))


def _comes_later(manuscript: Manuscript, number: int, heading: Heading) -> bool:
    """Whether the number follows in the same list: then it is out of place, not missing."""
    place = bisect_right(manuscript.headings, heading.line.number, key=lambda one: one.line.number)
    for later in manuscript.headings[place : place + _LOOK_AHEAD]:
        if later.mark.kind.level < heading.mark.kind.level:
            return False
        if _style(later) == _style(heading):
            if _number(later) == number:
                return True
            if _number(later) == 1:
                return False
    return False


def _goes_back(run: _Run | None, heading: Heading) -> bool:
    return run is not None and not run.under_new_heading and 1 < _number(heading) < run.number


def _announced(line: Line) -> Heading | None:
    """The first item of a list that begins on the line of its announcement: 附件：1.名单."""
    text = plain(line.text)
    match = _ANNOUNCEMENT.match(text)
    mark = heading_at(text, match.end()) if match else None
    return Heading(line, mark, line.text[mark.start : mark.end].strip(), "") if mark and mark.ordinal == 1 else None


def _opens_a_list(text: str) -> bool:
    """Whether a line without number is a title of its own or announces a list, so that counting may start again."""
    stripped = text.strip()
    return stripped.endswith(("：", ":")) or (len(stripped) <= _LONGEST_TITLE and not _TEXT_END.search(stripped))


def _style(heading: Heading) -> str:
    """Marks of one style are counted together: （1） apart from 1) and ①, 第一章 apart from 第一部分."""
    if heading.mark.kind is Kind.FOURTH:
        return "fourth" if plain(heading.written).startswith(("(", "⑴")) else "half"
    if heading.mark.kind is Kind.CHAPTER:
        return heading.written[-1]
    return heading.mark.kind.value


def _number(heading: Heading) -> int:
    return heading.mark.ordinal or 0


def _written(heading: Heading, number: int) -> str:
    """The mark of the heading with another number."""
    if _SIGNS.search(heading.written):
        return _SIGNS.sub(lambda sign: chr(ord(sign[0]) - _number(heading) + number), heading.written, count=1)
    written = plain(heading.written)
    digits = any(character.isdigit() for character in written if character.isascii())
    numeral = str(number) if digits else chinese_numeral(number)
    place = _NUMERAL.search(written)
    assert place is not None, "a structural mark has a numeral"
    return heading.written[: place.start()] + numeral + heading.written[place.end() :]


def _listed(heading: Heading, numbers: list[int]) -> str:
    return "".join(f"“{_written(heading, number)}”" for number in numbers)


def _found(heading: Heading, *, message: str, suggestion: str, severity: Severity = Severity.MUST) -> Finding:
    place = (heading.mark.start, heading.mark.end)
    return found(RULE, severity, heading.line, place, message=message, suggestion=suggestion)

"""E6: “一是…二是…三是…” inside the text is complete and consecutive; so is “一要…二要…”.

The numbers may stand in one paragraph or open several. A paper that breaks off at its end is not blamed for the last
list.
Source: R-9.4 E6; usage of official papers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bihuan.papers.checker.finding import Finding, Severity, found
from bihuan.papers.checker.manuscript import HAN, Manuscript
from bihuan.papers.checker.registry import rule
from bihuan.papers.numerals import chinese_number, chinese_numeral
from bihuan.papers.source import Line

RULE = "E6"
_DIGIT = "[一二三四五六七八九]"
_NUMERAL = rf"(?:{_DIGIT}?十{_DIGIT}?|{_DIGIT})"
_RUNNING = re.compile(
    rf"(?:^|(?<=[。；：，、！？,;:.!?“”（）()\s]))(?P<number>{_NUMERAL})\s?(?P<verb>[是要])(?![否不一]|求)(?=\s*[{HAN}“《])"
)
_OTHER_SECOND = re.compile(r"[二再另](?:是|则|要|来|者|为|抓|方面|个)|其次|第二|同时|此外|另外|还要")
_ENDS = re.compile(r"[。；！？”）.!?;)]\s*$")
_LARGEST = 20
_SECOND = 2
_LARGEST_LOST = 5
_NEAR = 5


@dataclass(frozen=True)
class _Clause:
    line: Line
    start: int
    end: int
    number: int
    verb: str

    @property
    def written(self) -> str:
        return f"{chinese_numeral(self.number)}{self.verb}"


@rule(RULE, "“一是…二是…”齐全连续", basis="R-9.4 E6")
def check(manuscript: Manuscript) -> Iterator[Finding]:
    clauses = list(_clauses(manuscript))
    for verb in "是要":
        yield from _sequence([clause for clause in clauses if clause.verb == verb], manuscript)


def _clauses(manuscript: Manuscript) -> Iterator[_Clause]:
    for line in manuscript.prose:
        for match in _RUNNING.finditer(line.text):
            number = chinese_number(match["number"])
            if number and number <= _LARGEST:
                yield _Clause(line, match.start(), match.end(), number, match["verb"])


def _sequence(clauses: list[_Clause], manuscript: Manuscript) -> Iterator[Finding]:
    latest: _Clause | None = None
    for clause in clauses:
        if clause.number == 1:
            yield from _alone(latest, clause, manuscript)
        elif latest is None and clause.number > _LARGEST_LOST:
            continue  # 十一是假期
        elif (latest is None or clause.number != latest.number + 1) and not _has_forerunner(latest, clause, manuscript):
            yield _misplaced(latest, clause)
        latest = clause
    yield from _alone(latest, None, manuscript)


def _has_forerunner(latest: _Clause | None, clause: _Clause, manuscript: Manuscript) -> bool:
    """Whether the number before stands in another form shortly before: 主要是一是…，二是…; 首先…，二是…."""
    first = max(latest.line.number if latest else 1, clause.line.number - _NEAR)
    lines = manuscript.source.lines[first - 1 : clause.line.number]
    texts = [line.text for line in lines]
    texts[-1] = texts[-1][: clause.start]
    if latest and latest.line.number == first:
        texts[0] = texts[0][latest.end :]
    before = "\n".join(texts)
    forms = [f"{chinese_numeral(clause.number - 1)}{clause.verb}"]
    if clause.number == _SECOND:
        forms += ["首先", "第一", "其一", "一方面", "一来", "一则", "一、", "一抓", "一要", "一是"]
    return any(form in before for form in forms)


def _misplaced(latest: _Clause | None, clause: _Clause) -> Finding:
    previous = f"第{latest.line.number}行的“{latest.written}”" if latest else ""
    if latest is None:
        message = f"有“{clause.written}”，前面没有“一{clause.verb}”。"
        suggestion = f"补上“一{clause.verb}”，或重新编排各点的序号。"
    elif clause.number == latest.number:
        message = f"“{clause.written}”重复，{previous}已经用过。"
        suggestion = f"核对后改为“{chinese_numeral(clause.number + 1)}{clause.verb}”，后面依次顺延。"
    elif clause.number > latest.number:
        gap = range(latest.number + 1, clause.number)
        message = f"{previous}之后直接是“{clause.written}”，缺{''.join(f'“{chinese_numeral(n)}{clause.verb}”' for n in gap)}。"
        suggestion = "核对是否漏了内容；没有漏的，重新编排各点的序号。"
    else:
        message = f"{previous}之后又是“{clause.written}”，前面没有对应的“一{clause.verb}”。"
        suggestion = f"补上“一{clause.verb}”，或重新编排各点的序号。"
    place = (clause.start, clause.end)
    return found(RULE, Severity.MUST, clause.line, place, message=message, suggestion=suggestion)


def _alone(latest: _Clause | None, following: _Clause | None, manuscript: Manuscript) -> Iterator[Finding]:
    """The finding that “一是” is never followed by “二是”."""
    if latest is None or latest.number != 1:
        return
    last = manuscript.prose[-1]
    if following is None and not _ENDS.search(last.text) and last.number - latest.line.number <= 1:
        return
    rest = latest.line.text[latest.end :]
    if following is not None and following.line.number == latest.line.number:
        rest = latest.line.text[latest.end : following.start]
    stop = following.line.number if following else manuscript.source.lines[-1].number + 1
    later = manuscript.source.lines[latest.line.number : stop - 1]
    text = "\n".join([rest, *(line.text for line in later)])
    if _OTHER_SECOND.search(text):
        return
    yield found(
        RULE,
        Severity.QUERY,
        latest.line,
        (latest.start, latest.end),
        message=f"只有“{latest.written}”，后面没有“二{latest.verb}”。",
        suggestion=f"核对是否漏了内容；只有一点的，删去“{latest.written}”。",
    )

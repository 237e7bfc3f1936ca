"""The figures that a paper states: value, unit, what is counted, and how vague the wording is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from bihuan.papers.numerals import chinese_number, percentage
from bihuan.papers.plain import plain
from bihuan.papers.reader.dates import date_spans
from bihuan.papers.reader.nouns import noun_of
from bihuan.papers.reader.reading import Figure
from bihuan.papers.reader.words import NOT_FIGURES, UNITS, VAGUE
from bihuan.papers.source import Line

HOLE = "□"
_WIDE_COMMA = re.compile(r"，(?!(?<=\d，)\d{3}(?!\d))")
_NUMBER = r"\d{1,3}(?:,\d{3}){1,5}(?:\.\d{1,6})?|\d{1,15}(?:\.\d{1,6})?"
_BEFORE = "|".join(sorted((word for words in VAGUE.values() for word in words), key=len, reverse=True))
_AFTER = "左右|上下|以上|以下|以内|之内"
_CN = "[一二两三四五六七八九十百千〇零]"
_FIGURE = re.compile(
    rf"(?:(?P<before>{_BEFORE})\s*)?"
    rf"(?:(?<![\d.A-Za-z])(?P<number>{_NUMBER})(?P<range>\s*[-—~～至到]+\s*(?P<upto>{_NUMBER}))?\s*(?P<tens>[百千])?"
    rf"|(?<![第初“之{_CN[1:-1]}])(?P<chinese>{_CN}{{1,9}}))"
    rf"(?P<more>[余多来])?\s*(?P<scale>万亿|亿|万)?(?P<more_scaled>[余多])?\s*(?P<unit>{UNITS})(?P<after>{_AFTER})?"
)
_PERCENT = re.compile(
    rf"(?:(?P<before>{_BEFORE})\s*)?百分之(?P<number>{_NUMBER}|{_CN}{{1,5}}(?:点{_CN}{{1,4}})?)(?P<after>{_AFTER})?"
)
_MALFORMED = re.compile(r"[一二两三四五六七八九]{2}")
_WITHOUT_CLASSIFIER = {"个百分点": "百分点", "个工作日": "工作日", "个自然日": "自然日", "个小时": "小时", "个次": "次"}


@dataclass(frozen=True)
class _Found:
    start: int
    number_start: int
    end: int
    value: Decimal
    upto: Decimal | None
    unit: str
    wording: tuple[str, str]
    more: bool


def figures_in(line: Line) -> list[Figure]:
    """The figures of one line, in order. Dates, ordinals, titles in 《》, document numbers and masked numbers are none."""
    text = _without_what_is_no_figure(line.text)
    found: list[Figure] = []
    ends: list[int] = []
    for item in sorted((*_numbers(text), *_percentages(text)), key=lambda item: item.start):
        low, high = _bounds(item)
        gap = text[ends[-1] : item.start] if ends else None
        noun = noun_of(text, line.text, item.number_start, item.end, item.unit, found, gap)
        written = line.text[item.start : item.end].strip()
        found.append(Figure(item.value, item.unit, noun, line.number, item.start, written, low, high))
        ends.append(item.end)
    return found


def _without_what_is_no_figure(written: str) -> str:
    text = plain(_WIDE_COMMA.sub("、", written))
    for start, end, _ in list(date_spans(text, written, 0)):
        text = text[:start] + HOLE * (end - start) + text[end:]
    return NOT_FIGURES.sub(lambda match: HOLE * len(match.group()), text)


def _numbers(text: str) -> Iterator[_Found]:
    for match in _FIGURE.finditer(text):
        if match["number"]:
            value = Decimal(match["number"].replace(",", "")) * {"百": 100, "千": 1000}.get(match["tens"] or "", 1)
            upto = Decimal(match["upto"].replace(",", "")) if match["upto"] else None
            yield _found(match, value, upto, match.start("number"))
        elif match["chinese"]:
            # 近百条, 千余人: a bare hundred or thousand is one of them.
            one = "一" if match["chinese"][0] in "百千" else ""
            whole = chinese_number(one + match["chinese"])
            if whole and _is_counted(match, whole):
                yield _found(match, Decimal(whole), None, match.start("chinese"))


def _is_counted(match: re.Match[str], value: int) -> bool:
    """Whether a Chinese numeral counts something; “一个”, “三个马上”, “十项” mostly name, “二十三件”, “十余次” count."""
    if _MALFORMED.search(match["chinese"]):
        return False
    vague = bool(match["before"] or match["more"] or match["more_scaled"])
    counted = vague or (value > 10 and any(sign in match["chinese"] for sign in "十百千"))
    return bool(match["scale"]) or (counted and (vague or match["chinese"][0] not in "百千"))


def _found(match: re.Match[str], value: Decimal, upto: Decimal | None, number_start: int) -> _Found:
    unit = (match["scale"] or "") + _WITHOUT_CLASSIFIER.get(match["unit"], match["unit"])
    start = match.start() if match["before"] else number_start
    wording = (match["before"] or "", match["after"] or "")
    more = bool(match["more"] or match["more_scaled"])
    return _Found(start, number_start, match.end(), value, upto, unit, wording, more)


def _percentages(text: str) -> Iterator[_Found]:
    for match in _PERCENT.finditer(text):
        value = percentage(f"百分之{match['number']}")
        if value is not None:
            start = text.index("百分之", match.start())
            wording = (match["before"] or "", match["after"] or "")
            begin = match.start() if match["before"] else start
            yield _Found(begin, start, match.end(), value, None, "%", wording, False)


def _bounds(item: _Found) -> tuple[Decimal | None, Decimal | None]:
    """The least and greatest value that the wording allows; 120余 in whole things is 121 to 129."""
    value = item.value
    if item.upto is not None:
        return min(value, item.upto), max(value, item.upto)
    step = _step(value)
    fine = step / 10 if step == value > 1 else step
    inside = Decimal(1) if step > 1 and item.unit[0] not in "万亿" else Decimal(0)
    if item.more:
        return value + inside, value + step - inside
    if _says(item, "near"):
        return value - fine + inside, value - inside
    if _says(item, "at_least"):
        return value, None
    if _says(item, "at_most"):
        return None, value
    if _says(item, "about"):
        return value - fine / 2, value + fine / 2
    return value, value


def _says(item: _Found, name: str) -> bool:
    return any(word in VAGUE[name] for word in item.wording)


def _step(value: Decimal) -> Decimal:
    """The place of the last digit that is not a nought: 10 for 120, 0.1 for 4.5."""
    exponent = value.normalize().as_tuple().exponent if value else 0
    return Decimal(1).scaleb(exponent) if isinstance(exponent, int) else Decimal(1)

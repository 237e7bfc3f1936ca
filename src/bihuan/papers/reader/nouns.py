"""What a figure counts: the noun behind or before the number (“142项事项”, “办件量31件”)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bihuan.papers.reader.reading import Figure
from bihuan.papers.reader.words import (
    ACTIONS,
    DOINGS,
    DURATIONS,
    GROWN,
    GROWTH,
    LINKS,
    MONEY,
    RATES,
    STOPS,
    STOPS_BEHIND,
    VERBS,
)

_RUN_BEFORE = re.compile(r"[\u4e00-\u9fff“”A-Za-z]{1,40}\s*$")
_RUN_BEHIND = re.compile(r"的?([\u4e00-\u9fff“”A-Za-z]{1,40})")
_ONLY_ACTIONS = re.compile(rf"(?:{ACTIONS.pattern})+")
_LONGEST = 20
_SENTENCE_END = re.compile(r"[。;!?]")
_ONLY_LINKS = re.compile(r"[\s、,和及]*")
_FOR = re.compile(r"[为给帮]\s*$")


def noun_of(
    text: str, written: str, start: int, end: int, unit: str, earlier: Sequence[Figure], gap: str | None
) -> str:
    """What the number from `start` to the unit's end at `end` counts, as written; empty when the line does not say.

    `text` is the plain line with holes where dates and titles stood, `earlier` are the line's figures before this one,
    `gap` is the text between the last of them and this one.
    """
    floor = earlier[-1].column + len(earlier[-1].text) if earlier else 0
    grown = GROWN.search(text, max(floor, start - 45), start) if unit in RATES else None
    if grown:
        base = _before(text, written, grown.start(), floor, unit)[0]
        return (base or (earlier[-1].noun if earlier else "")) + written[slice(*grown.span("word"))]
    before, verb = _before(text, written, start, floor, unit)
    if before and gap and gap.lstrip("的 ").startswith(before) and before == earlier[-1].noun:
        before = ""
    if VERBS.match(text, end) and (unit in DOINGS or _FOR.search(text, 0, start)):
        before = _object(text, written, end) or before
    measured = unit in RATES or unit in DURATIONS or unit.lstrip("万亿") in MONEY
    behind = ""
    if not measured or text[end : end + 1] == "的" or not (before or verb):
        behind = _behind(text, written, end)
    return behind or before or _of_earlier(text, start, unit, earlier, gap) or _object(text, written, end) or verb


def _of_earlier(text: str, start: int, unit: str, earlier: Sequence[Figure], gap: str | None) -> str:
    """The noun of the figure directly before, or of the last one with the same unit in the sentence."""
    if earlier and gap is not None and _ONLY_LINKS.fullmatch(gap):
        return earlier[-1].noun
    same = [figure for figure in earlier if figure.unit == unit]
    return same[-1].noun if same and not _SENTENCE_END.search(text, same[-1].column, start) else ""


def _before(text: str, written: str, start: int, floor: int, unit: str) -> tuple[str, str]:
    """The noun before the number, and the verb that stands there when there is no noun."""
    match = _RUN_BEFORE.search(text, max(floor, start - 45), start)
    if match is None:
        return "", ""
    begin, finish = match.start(), match.start() + len(match.group().rstrip())
    finish -= _length_of_links(text[begin:finish])
    for stop in [*STOPS.finditer(text, begin, finish)]:
        begin = stop.end()
    last = finish
    for verb in VERBS.finditer(text, begin, finish):
        if verb.end() == finish:
            last = verb.start()
        else:
            begin = verb.end()
    if last < finish and not _ONLY_ACTIONS.fullmatch(text, begin, finish):
        topic = _tidy(written[begin:last]) if last > begin and unit not in DOINGS else ""
        return topic if len(topic) > 1 else "", written[last:finish]
    if ACTIONS.match(text, begin) and not _ONLY_ACTIONS.fullmatch(text, begin, finish):
        begin = _after_actions(text, begin, finish)
    return _shortened(written, begin, finish), ""


def _behind(text: str, written: str, end: int) -> str:
    match = _RUN_BEHIND.match(text, end + len(text[end:]) - len(text[end:].lstrip()))
    if match is None:
        return ""
    begin, finish = match.span(1)
    for pattern in (STOPS, STOPS_BEHIND, VERBS, GROWTH):
        found = pattern.search(text, begin, finish)
        if found:
            finish = found.start()
    return _tidy(written[begin:finish])[:_LONGEST].removesuffix("中")


def _object(text: str, written: str, end: int) -> str:
    """The object of the verb behind the number: “为120余人提供政策咨询服务”."""
    verb = VERBS.match(text, end)
    return _behind(text, written, verb.end()) if verb else ""


def _length_of_links(run: str) -> int:
    match = LINKS.search(run)
    return len(match.group()) if match else 0


def _after_actions(text: str, begin: int, finish: int) -> int:
    while (action := ACTIONS.match(text, begin, finish)) and action.end() < finish:
        begin = action.end()
    return begin


def _shortened(written: str, begin: int, finish: int) -> str:
    if finish - begin > _LONGEST and "的" in written[begin:finish]:
        begin = written.rindex("的", begin, finish) + 1
    return _tidy(written[max(begin, finish - _LONGEST) : finish])


def _tidy(noun: str) -> str:
    """Without blanks at the ends and without a quotation mark whose other half is missing."""
    noun = noun.strip()
    while noun.count("“") != noun.count("”") and noun[:1] in ("“", "”"):
        noun = noun[1:]
    while noun.count("“") != noun.count("”") and noun[-1:] in ("“", "”"):
        noun = noun[:-1]
    return noun

"""E11: figures that cannot be right together.

Five questions, each only where the text itself names the base:
1. A share that its base cannot give: of 31 cases no whole number is 98 % (the GRIM test of statistics).
2. A share beside its part and its whole: 7068人，占总人口54.78% of 13340人.
3. Parts that do not make the whole: 收集问题48个，已解决40个，正在解决6个; men and women; an “其中” that ends with 其他.
4. A rate above 100 % that cannot be (满意率, 办结率 …).
5. A list that is longer or shorter than announced: 做好以下五项工作： and four items.
The words that make a rate are data (`arithmetic.toml`). Always a query: the paper may mean another base.
Source: R-9.4 E11.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from itertools import pairwise

from bihuan.papers.checker.announced import announced_lists
from bihuan.papers.checker.finding import Finding, Severity, found
from bihuan.papers.checker.manuscript import HAN, Manuscript
from bihuan.papers.checker.quantities import Quantity, quantities
from bihuan.papers.checker.registry import rule
from bihuan.papers.plain import plain
from bihuan.papers.source import Line
from bihuan.rulebook.book import load_data

RULE = "E11"
_WORDS = load_data("papers/arithmetic")
_RATES = "|".join(_WORDS["rates"]["list"])
_CAPPED = "|".join(_WORDS["capped_rates"]["list"])
_DONE = re.compile("|".join(_WORDS["done"]["list"]))
_PENDING = re.compile("|".join(_WORDS["pending"]["list"]))
_OVERLAPPING = re.compile("|".join(_WORDS["overlapping"]["list"]))
_UNITS = "件|个|户|条|项|人次|人|起|宗|家|份|次|批"
_COUNT = re.compile(rf"(\d{{1,9}})(?:{_UNITS})")
_RATE = re.compile(
    rf"(?P<count>\d{{1,4}})(?:{_UNITS})[^\d。;]{{0,20}}?(?:{_RATES})[为达到是:均]{{0,3}}(?P<share>\d{{1,3}}(?:\.\d{{1,2}})?)[%℅]"
)
_OVER = re.compile(rf"(?:{_CAPPED})[为达到是:均]{{0,3}}(?P<share>\d{{3,4}}(?:\.\d{{1,4}})?)[%℅]")
_SHARE_OF_TOTAL = re.compile(
    rf"(?<![\d.])(?P<part>\d{{1,9}}(?:\.\d{{1,4}})?)(?P<unit>万?(?:{_UNITS}|公顷|亩|元))[^\d。;,]{{0,14}},?\s?占(?P<whole>(?:总|全[{HAN}]?总?)[{HAN}]{{0,4}}?)的?(?P<share>\d{{1,3}}(?:\.\d{{1,2}})?)[%℅]"
)
_LARGEST_BASE = 1000
_FARTHEST_BASE = 200
_BREAK = re.compile(r"[。;!?]")


@rule(RULE, "数字前后相符", basis="R-9.4 E11")
def check(manuscript: Manuscript) -> Iterator[Finding]:
    yield from _announced(manuscript)
    for line in manuscript.prose:
        if not any(character.isdigit() for character in line.text):
            continue
        text = plain(line.text).replace("％", "%")
        yield from _impossible_rates(line, text)
        yield from _impossible_shares(line, text)
        yield from _shares_of_totals(line, text)
        start = 0
        for stop in [*(match.start() for match in _BREAK.finditer(text)), len(text)]:
            sentence = quantities(text, start, stop)
            yield from _statuses(line, sentence)
            yield from _itemised(line, sentence, text)
            yield from _men_and_women(line, sentence)
            start = stop


def _announced(manuscript: Manuscript) -> Iterator[Finding]:
    for one in announced_lists(manuscript):
        if one.items != one.number:
            message = f"写的是{one.number}项，下面列了{one.items}项。"
            yield _query(one.line, one.place, message, "核对项数，或补上漏掉的内容。")


def _impossible_rates(line: Line, text: str) -> Iterator[Finding]:
    for match in _OVER.finditer(text):
        if Decimal(match["share"]) > 100:
            message = f"“{match[0]}”超过了100%。"
            yield _query(line, match.span(), message, "核对数字和计算口径。")


def _impossible_shares(line: Line, text: str) -> Iterator[Finding]:
    for match in _RATE.finditer(text):
        count, share = int(match["count"]), match["share"]
        if not 0 < count <= _LARGEST_BASE or Decimal(share) > 100:
            continue
        earliest = max(0, match.start() - _FARTHEST_BASE)
        begin = max(text.rfind(sign, earliest, match.start()) for sign in "。;!?") + 1
        sentence = text[max(begin, earliest) : match.end("count") + 2]
        bases = [int(base) for base in _COUNT.findall(sentence)]
        if any(base > _LARGEST_BASE or _can_give(base, share) for base in bases):
            continue
        near = _nearest(count, share)
        message = f"{count}的{share}%算不出整数：{near}。"
        yield _query(line, match.span(), message, "核对件数和比率，注明计算口径。")


def _can_give(count: int, share: str) -> bool:
    """Whether some whole number of `count` is that share, rounded or cut off as the share is written."""
    return any(_is_share(part, count, share) for part in range(count + 1))


def _is_share(part: int, count: int, share: str) -> bool:
    exact = Decimal(part * 100) / Decimal(count)
    place = Decimal(1).scaleb(-len(share.partition(".")[2]))
    return Decimal(share) in (exact.quantize(place, ROUND_HALF_UP), exact.quantize(place, ROUND_DOWN))


def _nearest(count: int, share: str) -> str:
    below = int(Decimal(share) * count / 100)
    parts = [part for part in (below, below + 1) if part <= count]
    return "，".join(f"{part}/{count}为{_percent(part, count)}" for part in parts)


def _percent(part: Decimal | int, whole: Decimal | int) -> str:
    return f"{(Decimal(part) * 100 / Decimal(whole)).quantize(Decimal('0.01'), ROUND_HALF_UP).normalize():f}%"


def _shares_of_totals(line: Line, text: str) -> Iterator[Finding]:
    for match in _SHARE_OF_TOTAL.finditer(text):
        noun = match["whole"].strip()
        whole = re.search(
            rf"{re.escape(noun)}[{HAN}]{{0,4}}?(?:为|达|共|有)?(?<![\d.])(\d{{1,9}}(?:\.\d{{1,4}})?){match['unit']}",
            text,
        )
        if whole is None or whole.start() > match.start() or len(noun) < 2:
            continue
        total, part, share = Decimal(whole[1]), Decimal(match["part"]), match["share"]
        if total <= 0 or part > total or _is_near(part, total, share):
            continue
        message = f"{match['part']}占{whole[1]}的{_percent(part, total)}，文中写的是{share}%。"
        yield _query(line, match.span(), message, f"核对“{noun}”的数和比例。")


def _is_near(part: Decimal, total: Decimal, share: str) -> bool:
    place = Decimal(1).scaleb(-len(share.partition(".")[2]))
    return abs(part * 100 / total - Decimal(share)) <= place


def _statuses(line: Line, sentence: list[Quantity]) -> Iterator[Finding]:
    """收集问题48个，已解决40个，正在解决6个: done and pending must make the number before them."""
    for place, whole in enumerate(sentence):
        if _DONE.search(whole.label) or _PENDING.search(whole.label):
            continue
        parts = []
        for part in sentence[place + 1 :]:
            if part.unit != whole.unit or not (_DONE.search(part.label) or _PENDING.search(part.label)):
                break
            parts.append(part)
        is_whole_list = place + 1 + len(parts) == len(sentence)
        done = [part for part in parts if _DONE.search(part.label) and not _PENDING.search(part.label)]
        pending = [part for part in parts if _PENDING.search(part.label)]
        if is_whole_list and len(done) == 1 and pending:
            yield from _sum(line, whole, parts)


def _itemised(line: Line, sentence: list[Quantity], text: str) -> Iterator[Finding]:
    """总收入100万元，其中农业60万元、工业30万元、其他20万元: a list that ends with 其他 is complete.

    查处54起，其中甲类30起、乙类20起、丙类10起: parts of one kind cannot be more than the whole.
    """
    for place, (whole, first) in enumerate(pairwise(sentence)):
        if "其中" not in first.label:
            continue
        parts = _parts(text, whole, sentence[place + 1 :])
        others = [number for number, part in enumerate(parts) if re.search("其[他它]", part.label)]
        is_complete = bool(others) and others[0] == len(parts) - 1
        is_too_much = sum(part.value for part in parts) > whole.value
        overlaps = any(_OVERLAPPING.search(part.label) for part in parts)
        if len(parts) > 1 and (is_complete or (is_too_much and not overlaps)):
            yield from _sum(line, whole, parts)


def _parts(text: str, whole: Quantity, following: list[Quantity]) -> list[Quantity]:
    """The quantities after 其中 in the unit of the whole: those in its bracket, or else those in no bracket."""
    start = following[0].start
    depth = text.count("(", whole.end, start) - text.count(")", whole.end, start)
    parts = []
    for part in following:
        deeper = text.count("(", start, part.start) - text.count(")", start, part.start)
        if deeper < 0 < depth or deeper < -depth:
            break
        if deeper == 0 and part.unit == whole.unit:
            parts.append(part)
    return parts


def _men_and_women(line: Line, sentence: list[Quantity]) -> Iterator[Finding]:
    for whole, first, second in zip(sentence, sentence[1:], sentence[2:], strict=False):
        labels = {first.label.replace("其中", "")[-6:][:2], second.label[-6:][:2]}
        pair = any("男" in label for label in labels) and any("女" in label for label in labels)
        if pair and whole.unit == first.unit == second.unit == "人" and whole.value > max(first.value, second.value):
            yield from _sum(line, whole, [first, second])


def _sum(line: Line, whole: Quantity, parts: list[Quantity]) -> Iterator[Finding]:
    total = sum((part.value for part in parts), Decimal(0))
    if total == whole.value:
        return
    written = "＋".join(part.written for part in parts)
    message = f"各项之和与总数不符：{written}＝{total.normalize():f}，总数写的是{whole.written}{whole.unit}。"
    yield _query(line, (whole.start, parts[-1].end), message, "核对总数和各项的数。")


def _query(line: Line, place: tuple[int, int], message: str, suggestion: str) -> Finding:
    return found(RULE, Severity.QUERY, line, place, message=message, suggestion=suggestion)

"""E9: no place is left to be filled in: X, XX, ××, *, **, ____, 【】, 2024年 月 日, 某某镇, “产值亿元”.

A masked telephone or identity number, a masked person (张××), a code (XX-01), a product (3×4, 长×宽), X射线, a footnote
star and 第X条 in general are no gaps. One finding for a line, at its first gap, with the number of gaps.
Source: R-9.4 E9.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bihuan.papers.checker.finding import Finding, Severity, found
from bihuan.papers.checker.manuscript import HAN, Manuscript
from bihuan.papers.checker.registry import rule
from bihuan.papers.checker.wordlist import correction, occurrences
from bihuan.papers.plain import plain
from bihuan.papers.source import Line
from bihuan.rulebook.book import load_data

RULE = "E9"
_SHOWN = 3
_CROSSES = re.compile(r"(?<![A-Za-z])[Xx×]+(?![A-Za-z])")
_STARS = re.compile(r"\*+(?:\.?\*+)*")
_OTHER = re.compile(
    r"(?<![A-Za-z0-9./])_{2,}(?![A-Za-z0-9./])"
    r"|(?<![一二三四五六七八九十○〇])[○〇◯]{2,}(?![一二三四五六七八九十○〇])|[△▲]{2,}"
    rf"|【\s*】|《\s*》|“\s*”|(?<=[{HAN}])\(\s*\)"
)
_DATE_GAP = re.compile(
    r"(?<!\d)(?:(?P<year>\d{4})|(?:^|(?<=\s)))\s{0,12}年\s{0,12}(?P<month>\d{1,2})?\s{0,12}月\s{0,12}(?P<day>\d{1,2})?\s{0,12}日(?!(?<=月日)[均常前后照夜期程产处])"
)
_LOST_NUMBER = re.compile(
    rf"(?<=[{HAN}])(?<![几数一二三四五六七八九十零百千万上过破超近多余约个每两半]) ?(?:亿元|亿美元)(?=[,，;；。、])"
)
_RULER = re.compile(r"[\s*_＿＊—-]+")
_FORMULA = re.compile(r"[=÷]|[)\d%]\s*[×xX*]\s*[(\d]")
_OPERAND_BEFORE = re.compile(r"[\d)%]\s*$")
_OPERAND_AFTER = re.compile(r"\s*[\d(]")
_YEAR_HEAD = re.compile(r"(?<!\d)(?:19|20)\d?$")
_YEAR_AFTER = re.compile(r"(?:19|20)\d\d年?")
_CODE_AFTER = re.compile(r"[-+/_@][A-Za-z0-9]|\.[A-Za-z]|:\s?//")
_CODE_BEFORE = re.compile(r"[A-Za-z0-9][-+/_.@]$|[+]$")
_NAMING = re.compile(
    r"(?:命名|名称|字样|格式|样式|式样|标明|标注|注明|冠以|统称|简称)[^。;“]{0,12}(?:“[^”]*”[^。;“]{0,3})*“[^”]*$"
)
_LOOKALIKES = load_data("papers/placeholders")["lookalikes"]
_SURNAMES = load_data("papers/placeholders")["surnames"]["list"]
_MASKED_PERSON = re.compile(rf"(?:^|[\s,。;:、(“和与及由对]|同志|村民|职工|干部|主任|书记|群众|当事人)[{_SURNAMES}]$")


@rule(RULE, "占位符已填写", basis="R-9.4 E9")
def check(manuscript: Manuscript) -> Iterator[Finding]:
    for line in manuscript.filled:
        for expression, match in occurrences("placeholders", line):
            yield correction(RULE, line, expression, match)
        text = plain(line.text)
        if _RULER.fullmatch(text):
            continue
        gaps = sorted({*_crosses(text), *_stars(text), *_others(text)})
        if gaps:
            yield _finding(line, gaps)
        lost = _LOST_NUMBER.search(text)
        if lost:
            message = f"“{line.text[max(0, lost.start() - 2) : lost.end()].strip()}”前面没有数字，数字可能丢失。"
            yield found(RULE, Severity.MUST, line, lost.span(), message=message, suggestion="核对原始数据，补上数字。")


def _finding(line: Line, gaps: list[tuple[int, int]]) -> Finding:
    shown = "、".join(dict.fromkeys(f"“{' '.join(line.text[start:end].split())}”" for start, end in gaps))
    kinds = shown.split("、")
    listed = "、".join(kinds[:_SHOWN]) + ("等" if len(kinds) > _SHOWN else "")
    many = f"本行有{len(gaps)}处" if len(gaps) > 1 else "有一处"
    return found(
        RULE,
        Severity.MUST,
        line,
        gaps[0],
        message=f"{many}没有填写，还是占位符：{listed}。",
        suggestion="填入实际内容；不便公开的，改用“有关单位”“某村”等写法。",
    )


def _crosses(text: str) -> Iterator[tuple[int, int]]:
    for match in _CROSSES.finditer(text):
        before, after = text[: match.start()], text[match.end() :]
        if _CODE_AFTER.match(after) or _CODE_BEFORE.search(before):
            continue
        if _NAMING.search(before):
            continue
        test = _is_single_gap if len(match[0]) == 1 else _is_long_gap
        if test(match[0], before, after):
            yield match.span()


def _is_long_gap(run: str, before: str, after: str) -> bool:
    if before[-1:].isdigit():
        return bool(_YEAR_HEAD.search(before)) and not after[:1].isdigit()
    if after[:1].isdigit():
        return bool(_YEAR_AFTER.match(after))
    return not _is_masked_person(run, before, after)


def _is_single_gap(run: str, before: str, after: str) -> bool:
    left, right = before[-1:], after[:1]
    if _OPERAND_BEFORE.search(before) or (left in "+-./_" and left) or right in tuple("+-./_"):
        return False
    if left == "第" and right in _LOOKALIKES["generic_reference"]:
        return False
    if (left == "“" and right == "”") or right == "某" or _is_masked_person(run, before, after):
        return False
    if run == "×":
        return _is_cross_gap(before, after)
    if _OPERAND_AFTER.match(after) and not _YEAR_AFTER.match(after):
        return False
    if any(after.startswith(word) for word in _LOOKALIKES["after_x"]):
        return False
    if run == "x":
        return _is_han(left) and _is_han(right) and not _FORMULA.search(before + run + after)
    return _is_han(left) or _is_han(right) or right in tuple("〔(") or (left in tuple("〕(") and right == "号")


def _is_cross_gap(before: str, after: str) -> bool:
    left, right = before[-1:], after[:1]
    if _OPERAND_AFTER.match(after) or _FORMULA.search(before[-30:] + "×" + after[:30]):
        return False
    if left in _LOOKALIKES["factors"]:
        return False
    if _is_han(left):
        return right in _LOOKALIKES["places"] or right in tuple("号年月日件个户")
    return _is_han(right) or right in tuple("〔(")


def _stars(text: str) -> Iterator[tuple[int, int]]:
    for match in _STARS.finditer(text):
        before, after = text[: match.start()], text[match.end() :]
        left, right = before[-1:], after[:1]
        if left.isascii() and left.isalnum() and ((right.isascii() and right.isalnum()) or len(match[0]) > 2):
            continue
        is_count = _YEAR_AFTER.match(after) or (len(match[0]) == 2 and right.isdigit())
        if right.isascii() and (right.isalnum() or right == ".") and not is_count:
            continue
        if _is_masked_person(match[0], before, after) or (len(match[0]) == 1 and _is_note_star(before, after)):
            continue
        yield match.span()


def _is_note_star(before: str, after: str) -> bool:
    """Whether a single * is a footnote sign, a bullet, a sign of what must be filled in, or a product."""
    if not before.strip():
        return after[:1].isspace() or after.lstrip()[:1] in tuple("注本此数带为表说以:") or not after
    if not after.strip() or after[:1] in tuple(":") or (after[:1].isspace() and _is_han(before[-1:])):
        return True
    return bool(_OPERAND_BEFORE.search(before) or re.match(r"\s*\d", after))


def _others(text: str) -> Iterator[tuple[int, int]]:
    for match in _OTHER.finditer(text):
        yield match.span()
    for match in _DATE_GAP.finditer(text):
        nothing_missing = match["month"] and match["day"]
        if not nothing_missing and (match["year"] or re.search(r"\s", match[0])):
            yield match.span()


def _is_masked_person(run: str, before: str, after: str) -> bool:
    return len(run) <= 2 and bool(_MASKED_PERSON.search(before)) and after[:1] not in tuple(_LOOKALIKES["places"])


def _is_han(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff"

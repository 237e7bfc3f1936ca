"""Where the problems of a plan begin: at labels (“问题：…”) or at the headings of one numbering level."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from bihuan.papers.marks import Kind
from bihuan.papers.numerals import chinese_number
from bihuan.papers.plain import plain
from bihuan.papers.reader.bits import Bit
from bihuan.papers.reader.blocks import Block
from bihuan.papers.reader.labels import Name
from bihuan.papers.reader.words import REMEDY, SHORTCOMING, is_generic

_LEVELS = (Kind.CHAPTER, Kind.FIRST, Kind.SECOND, Kind.THIRD, Kind.FOURTH, Kind.FIFTH, Kind.ORDINAL, Kind.RUNNING)
_REACH = 200


@dataclass(frozen=True)
class Start:
    """A problem begins at `place`, its own words at `statement`; `number` is empty when the paper gives none."""

    place: int
    statement: int
    number: str
    heading: str


def blocks_by_label(bits: Sequence[Bit]) -> list[Block]:
    """The problems that a label announces, one block for each; empty when no label does."""
    places = [place for place, bit in enumerate(bits) if bit.name is Name.PROBLEM and not _only_announces(bits, place)]
    starts: list[Start] = []
    for place in places:
        floor = starts[-1].statement + 1 if starts else 0
        start = _start_at_label(bits, place, floor, places)
        if start is not None:
            starts.append(start)
    return _blocks(bits, starts)


def blocks_by_level(bits: Sequence[Bit], *, need_duty: bool) -> list[Block]:
    """The problems under the numbering level that best fits a list of problems.

    With `need_duty` only items count that carry a measure label or a duty, as in a paper whose headings do not say that
    they are problems.
    """
    candidates = [(_score(bits, kind), -kind.level, kind) for kind in _LEVELS]
    fitting = [(score, level, kind) for score, level, kind in candidates if score is not None and score > 0]
    present = [kind for score, _, kind in candidates if score is not None]
    if not fitting and (need_duty or not present):
        return []
    kind = max(fitting, key=lambda candidate: candidate[:2])[2] if fitting else present[0]
    starts = [Start(place, place, str(bits[place].ordinal or ""), _group(bits, place)) for place in _places(bits, kind)]
    blocks = _blocks(bits, starts)
    return [block for block in blocks if _is_labelled(block.bits)] if need_duty else blocks


def _start_at_label(bits: Sequence[Bit], place: int, floor: int, places: Sequence[int]) -> Start | None:
    label = bits[place]
    assert label.field is not None, "a label has a field"
    own_number = label.field.ordinal or str(label.ordinal or "")
    number = own_number if own_number.isdecimal() or not own_number else str(chinese_number(own_number) or "")
    heading = _heading_over(bits, place, floor)
    if heading is None:
        return Start(place, place, number, _group(bits, place))
    title = bits[heading].text.rstrip("。：: ")
    end = next((n for n in range(place, len(bits)) if _closes(bits[n], bits[heading].kind)), len(bits))
    alone = sum(1 for other in places if heading < other < end) == 1
    if alone and not is_generic(plain(title)):
        return Start(heading, place, str(bits[heading].ordinal or ""), title)
    return Start(place, place, number, "" if is_generic(plain(title)) else title)


def _heading_over(bits: Sequence[Bit], place: int, floor: int) -> int | None:
    """The numbered heading directly over a label, with at most paragraphs between."""
    depth = bits[place].kind.level if bits[place].kind.is_structural else Kind.TEXT.level
    for before in range(place - 1, floor - 1, -1):
        bit = bits[before]
        if bit.field is not None and bit.name not in (Name.GOAL, Name.CAUSE):
            return None
        if bit.is_item:
            return before if bit.kind.level < depth else None
    return None


def _only_announces(bits: Sequence[Bit], place: int) -> bool:
    """Whether a blank “存在问题：” only stands over a list whose items carry measures of their own."""
    if bits[place].text:
        return False
    following = bits[place + 1 :]
    first_label = next((n for n, bit in enumerate(following) if bit.field is not None), len(following))
    listed = [bit for bit in following[:first_label] if bit.is_item]
    if not listed:
        return first_label == 0
    kind, last = listed[0].kind, listed[-1].ordinal or 0
    later = (bit for bit in following[first_label:] if bit.is_item and bit.kind is kind)
    upto = next(later, None)
    return first_label < len(following) and upto is not None and upto.ordinal == last + 1 and len(listed) == 1


def _places(bits: Sequence[Bit], kind: Kind) -> list[int]:
    """Where problems of that level begin; items of the same level that number the measures are passed over."""
    found: list[int] = []
    list_kind: Kind | None = None
    listing, latest = False, 0
    for place, bit in enumerate(bits):
        if bit.name is Name.MEASURE:
            listing, list_kind, latest = True, None, 0
        elif bit.is_duty or (bit.is_item and bit.kind.level < kind.level):
            listing = False
        elif bit.field is None and bit.kind is not Kind.TEXT:
            list_kind = list_kind or bit.kind
            if bit.kind is not kind:
                continue
            if listing and list_kind is kind and bit.ordinal == latest + 1:
                latest += 1
                continue
            listing = False
            found.append(place)
    return found


def _score(bits: Sequence[Bit], kind: Kind) -> float | None:
    """How well the items of a level fit a list of problems; None when there are none.

    For it speak labels under each item and the wording of shortcomings; against it the wording of remedies, and a label
    that repeats under one item, because then several problems stand under it.
    """
    places = _places(bits, kind)
    if not places:
        return None
    blocks = _blocks(bits, [Start(place, place, "", "") for place in places])
    share = 1 / len(blocks)
    labelled = sum(share for block in blocks if _is_labelled(block.bits))
    lacking = sum(share for block in blocks if _names_shortcoming(block.statement))
    remedial = sum(share for block in blocks if REMEDY.match(plain(block.statement)))
    return 2 * labelled + 2 * lacking - 2 * remedial - (2.5 if _holds_several(bits, kind, blocks) else 0)


def _names_shortcoming(statement: str) -> bool:
    said = plain(statement)[:60].rstrip("。:; ")
    return SHORTCOMING.search(said) is not None and not is_generic(said)


def _is_labelled(bits: Sequence[Bit]) -> bool:
    return any(bit.is_duty or bit.name is Name.MEASURE or not bit.duty.is_empty for bit in bits)


def _holds_several(bits: Sequence[Bit], kind: Kind, blocks: Sequence[Block]) -> bool:
    """Whether an item of this level seems to hold several problems: the label of measures repeats under it, or duties
    do and it is not the item itself but those under it that name shortcomings."""
    counts = [Counter(bit.name for bit in block.bits if bit.field and not bit.field.ordinal) for block in blocks]
    if any(count[Name.MEASURE] > 1 for count in counts):
        return True
    if not any(count[name] > 1 for count in counts for name in Name if name.is_responsibility):
        return False
    inner = [bit for bit in bits if bit.is_item and bit.kind.level > kind.level]
    lacking = sum(1 for bit in inner if _names_shortcoming(bit.text)) / max(len(inner), 1)
    return sum(1 for block in blocks if _names_shortcoming(block.statement)) / len(blocks) <= lacking


def _group(bits: Sequence[Bit], place: int) -> str:
    """The title of the heading under which an item stands, empty when none is in reach."""
    kind = bits[place].kind
    for bit in reversed(bits[max(0, place - _REACH) : place]):
        if bit.is_item and bit.kind.level < kind.level and bit.kind.level <= Kind.THIRD.level:
            return "" if len(bit.text) > 60 or is_generic(plain(bit.text)) else bit.text.rstrip("。：: ")
    return ""


def _closes(bit: Bit, kind: Kind) -> bool:
    return bit.is_item and bit.kind.level <= kind.level


def _blocks(bits: Sequence[Bit], starts: Sequence[Start]) -> list[Block]:
    blocks = []
    ends = [*(start.place for start in starts[1:]), len(bits)] if starts else []
    for order, (start, end) in enumerate(zip(starts, ends, strict=True), start=1):
        first = bits[start.place]
        inside = bits[start.statement + 1 : end]
        if first.kind is not Kind.TEXT:
            outer = (n for n, bit in enumerate(inside) if bit.is_item and bit.kind.level < first.kind.level)
            inside = inside[: next(outer, len(inside))]
        between = bits[start.place + 1 : start.statement]
        statement = bits[start.statement].text
        if not statement:
            listed = _listed(inside)
            if len(listed) == 1 or (listed and start.place == start.statement):
                statement, inside = "；".join(bit.text.rstrip("。；; ") for bit in listed), inside[len(listed) :]
            statement = statement or first.text
        blocks.append(
            Block(
                number=start.number or str(order),
                statement=statement,
                line=first.line,
                heading=start.heading,
                bits=[*between, *inside],
                duty=bits[start.statement].duty,
            )
        )
    return blocks


def _listed(bits: Sequence[Bit]) -> Sequence[Bit]:
    """What stands under a blank label before the next one."""
    upto = next((n for n, bit in enumerate(bits) if bit.field is not None), len(bits))
    return bits[:upto]

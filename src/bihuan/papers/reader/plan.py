"""The problems of a rectification plan with their measures, units, leaders and time limits, from running text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bihuan.papers.marks import Kind
from bihuan.papers.plain import plain
from bihuan.papers.reader.bits import Bit
from bihuan.papers.reader.blocks import Block, problem_of
from bihuan.papers.reader.labels import Field, Name
from bihuan.papers.reader.reading import Problem
from bihuan.papers.reader.sections import Role, Section, general_due, sections_of
from bihuan.papers.reader.starts import blocks_by_label, blocks_by_level
from bihuan.papers.reader.words import SECTIONS

_MEASURES = Field(Name.MEASURE, "整改措施", "", "")
_ANNEX = re.compile(r"附件\s*\d*\s*[:.、]?")
_SIGNATURE_DATE = re.compile(
    r"(?:19|20)\d\d年\d{1,2}月\d{1,2}日|[二〇○一三四五六七八九]{4}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日"
)


def problems_in(bits: Sequence[Bit], *, year: int | None) -> list[Problem]:
    """The problems of a plan in order; empty when the text lists none.

    `year` is the paper's year, for time limits that name none.
    """
    parts = sections_of(without_signature(bits))
    blocks = _blocks(parts)
    if not any(_acts(block) for block in blocks):
        paired = _paired(blocks, parts)
        blocks = paired or blocks
    limit = general_due(parts)
    return [problem_of(block, year=year, general_due=limit) for block in blocks]


def has_plan_labels(bits: Sequence[Bit]) -> bool:
    """Whether a paper that does not call itself a plan is laid out as one: measures under labels, or one with duties."""
    measures = sum(1 for bit in bits if bit.name is Name.MEASURE)
    return measures > 1 or (measures == 1 and any(bit.is_duty for bit in bits))


def without_signature(bits: Sequence[Bit]) -> list[Bit]:
    """The paper without annex list, signature and date at its end."""
    kept = list(bits)
    for place in range(len(kept) - 1, max(len(kept) - 8, -1), -1):
        if kept[place].field is None and _SIGNATURE_DATE.fullmatch("".join(plain(kept[place].text).split())):
            signed = place - 1
            while signed >= 0 and _may_sign(kept[signed]):
                signed -= 1
            kept = kept[: signed + 1]
            break
    annex = next((n for n, bit in enumerate(kept) if n > 3 and bit.kind is Kind.TEXT and _is_annex(bit)), len(kept))
    return kept[:annex]


def _may_sign(bit: Bit) -> bool:
    return (
        bit.field is None and bit.kind is Kind.TEXT and len(bit.text) <= 30 and not re.search(r"[。；，：]", bit.text)
    )


def _is_annex(bit: Bit) -> bool:
    return bit.field is None and _ANNEX.match(plain(bit.text)) is not None and len(bit.text) <= 60


def _blocks(parts: Sequence[Section]) -> list[Block]:
    listing = [part for part in parts if part.role is Role.PROBLEMS]
    if listing:
        found = [block for part in listing for block in _blocks_in(part.bits, need_duty=False)]
        if found:
            return found
    others = [part for part in parts if part.role is not Role.OTHER]
    bits = [bit for part in others for bit in (*([part.heading] if part.heading else []), *part.bits)]
    return _blocks_in(bits, need_duty=True)


def _blocks_in(bits: Sequence[Bit], *, need_duty: bool) -> list[Block]:
    return blocks_by_label(bits) or blocks_by_level(bits, need_duty=need_duty)


def _acts(block: Block) -> bool:
    """Whether anything is to be done about the problem where it is stated."""
    return any(bit.field is not None and bit.name is not Name.CAUSE for bit in block.bits)


def _paired(blocks: Sequence[Block], parts: Sequence[Section]) -> list[Block]:
    """Problems listed in one section with the measures listed in another, paired by their order.

    Only when both lists are equally long; otherwise the paper does not say which measure belongs to which problem.
    """
    listing = [part for part in parts if part.role is Role.MEASURES] or [part for part in parts if _plans_ahead(part)]
    bits = [bit for part in listing for bit in part.bits]
    levels = [bit.kind for bit in bits if bit.is_item]
    if not blocks or not levels:
        return []
    kind = min(levels, key=lambda item: item.level)
    starts = [place for place, bit in enumerate(bits) if bit.is_item and bit.kind is kind]
    if len(starts) != len(blocks):
        return []
    paired = []
    for block, start, end in zip(blocks, starts, [*starts[1:], len(bits)], strict=True):
        paired.append(replace(block, bits=[*_as_details(block.bits), *_as_measures(bits[start:end])]))
    return paired


def _plans_ahead(part: Section) -> bool:
    return part.heading is not None and SECTIONS["next_steps"].search(plain(part.heading.text).strip("。 ")) is not None


def _as_details(bits: Sequence[Bit]) -> list[Bit]:
    return [replace(bit, kind=Kind.TEXT, ordinal=None, text=f"{bit.mark}{bit.text}", mark="") for bit in bits]


def _as_measures(bits: Sequence[Bit]) -> list[Bit]:
    """The bits of one item of the measures' section: the items under it, or else the item itself."""
    heading, inside = bits[0], list(bits[1:])
    label = Bit(Kind.TEXT, None, "", "", heading.line, field=_MEASURES)
    if any(bit.is_item for bit in inside) or any(bit.name is Name.MEASURE for bit in inside):
        return [label, *inside]
    return [label, replace(heading, kind=Kind.TEXT, ordinal=None, mark=""), *inside]

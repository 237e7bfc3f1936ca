"""Lists that other papers than plans carry: next steps, admitted shortcomings, tasks given to units."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bihuan.papers.marks import Kind
from bihuan.papers.plain import plain
from bihuan.papers.reader.bits import Bit
from bihuan.papers.reader.dates import due_day
from bihuan.papers.reader.reading import Item, Promise
from bihuan.papers.reader.responsibilities import with_person_as_leader
from bihuan.papers.reader.words import SECTIONS
from bihuan.papers.structure import Node

_LONGEST_HEADING = 40
_CLOSING = re.compile(r"^(?:各位|总之|以上|特此|附件|同志们|让我们)|^无[。.]?$")


def next_steps(tree: Node) -> list[Item]:
    """The items under a heading of next steps (下步工作计划, 下一步工作安排 …)."""
    return [item for node in _headed(tree, "next_steps") for item in _items(node)]


def weaknesses(tree: Node) -> list[Item]:
    """The shortcomings that a report admits under 存在问题, 主要困难 … without measures of its own."""
    found = [node for node in _headed(tree, "weaknesses") if not SECTIONS["no_weaknesses"].search(plain(node.text))]
    return [item for node in found for item in _items(node)]


def promises(bits: Sequence[Bit], *, year: int | None) -> list[Promise]:
    """The tasks whose bracket names a unit: “…（牵头单位：…，6月底完成）”."""
    found = []
    for bit in bits:
        duty = with_person_as_leader(bit.duty)
        if duty.all_units and bit.field is None:
            day = due_day(duty.due, year=year) if duty.due else None
            found.append(Promise(bit.text, bit.line, duty.leader, duty.all_units, duty.due, day))
    return found


def _headed(tree: Node, name: str) -> Iterator[Node]:
    """The outermost nodes whose heading fits; an unnumbered heading gets what follows it up to the next heading."""
    taken = 0
    for place, node in enumerate(tree.children):
        if place < taken:
            continue
        if not _fits(node, name):
            yield from _headed(node, name)
        elif node.children or node.kind is not Kind.TEXT:
            yield node
        else:
            following = list(_following(tree.children, place + 1, name))
            taken = place + 1 + len(following)
            yield replace(node, children=tuple(following))


def _fits(node: Node, name: str) -> bool:
    heading = plain(node.title or node.text).strip(" 。:")
    if len(heading) > _LONGEST_HEADING or node.kind not in (
        Kind.CHAPTER,
        Kind.FIRST,
        Kind.SECOND,
        Kind.THIRD,
        Kind.TEXT,
    ):
        return False
    return SECTIONS[name].search("".join(heading.split())) is not None


def _following(nodes: Sequence[Node], start: int, name: str) -> Iterator[Node]:
    """What stands under an unnumbered heading: its list, or paragraphs up to the next number or fitting heading."""
    for node in nodes[start:]:
        if node.kind.level < nodes[start].kind.level or _fits(node, name):
            return
        yield node


def _items(heading: Node) -> list[Item]:
    """The numbered items under a heading, else its clauses 一是…二是…, else its paragraphs."""
    children = [child for child in heading.children if not _CLOSING.search(child.text)]
    numbered = [child for child in children if child.kind.is_structural]
    clauses = [node for child in children for node in child.walk() if node.kind in (Kind.RUNNING, Kind.ORDINAL)]
    chosen = numbered or clauses or [child for child in children if child.kind in (Kind.TEXT, Kind.DASH)]
    if not chosen and heading.text != heading.title:
        chosen = [heading]
    return [
        Item(str(node.ordinal or place), node.title, _text(node), node.line)
        for place, node in enumerate(chosen, start=1)
    ]


def _text(node: Node) -> str:
    """The item's text with the paragraphs and items under it; run-in clauses are part of it already."""
    under = [f"{child.mark}{_text(child)}" for child in node.children if child.line > node.line]
    return "\n".join(part for part in (node.text, *under) if part)

"""Skeletons: the sentences of a kind of paper and the figures they name, read from data/."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from bihuan.reports.choices import ReportKind

DATA = Path(__file__).resolve().parent.parent / "data"
# {period}, {matters.received}, {matters.received:暂无……}
GAP = re.compile(r"\{(?P<name>[a-z_.]+)(?::(?P<words>[^{}]+))?\}")
ALWAYS, WITH_PLAN, WITHOUT_PLAN = "always", "with_plan", "without_plan"


@dataclass(frozen=True)
class Sentence:
    """One sentence. `when`, `requires` and `unless` name figures; see the head of the data file for what they do."""

    text: str
    zero: str = ""
    when: tuple[str, ...] = ()
    requires: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    only: str = ALWAYS

    @property
    def names(self) -> Iterator[str]:
        """The figures named in it, in order, with repeats."""
        yield from self.when + self.requires + self.unless
        yield from figures_in(self.text)
        yield from figures_in(self.zero)


@dataclass(frozen=True)
class Block:
    """A heading, a paragraph, a paragraph that runs on from its heading, or a paragraph with a table by unit below it.

    `rest` names the line of the table for what stands with no unit.
    """

    heading: str = ""
    level: int = 0
    sentences: tuple[Sentence, ...] = ()
    table: tuple[str, ...] = ()
    rest: str = ""
    requires: tuple[str, ...] = ()
    otherwise: str = ""
    counted: bool = False
    only: str = ALWAYS

    @property
    def names(self) -> Iterator[str]:
        yield from self.requires
        for sentence in self.sentences:
            yield from sentence.names
        yield from figures_in(self.otherwise)
        yield from self.table


@dataclass(frozen=True)
class Skeleton:
    """A kind of paper. `few_records`: up to so many records are listed by their numbers in the annex."""

    title: str
    title_with_plan: str
    addressee: str
    few_records: int
    blocks: tuple[Block, ...]

    def blocks_for(self, *, has_plan: bool) -> list[Block]:
        """The blocks that a paper with, or without, a plan has, with those of their sentences that it has."""
        return [
            replace(block, sentences=tuple(one for one in block.sentences if fits(one.only, has_plan=has_plan)))
            for block in self.blocks
            if fits(block.only, has_plan=has_plan)
        ]

    def names(self, *, has_plan: bool) -> list[str]:
        """All figures that the paper may print or that decide its wording, each once."""
        return list(dict.fromkeys(name for block in self.blocks_for(has_plan=has_plan) for name in block.names))


def figures_in(text: str) -> Iterator[str]:
    """The names of figures in a text: those with a dot; the others are words."""
    for gap in GAP.finditer(text):
        if "." in gap["name"]:
            yield gap["name"]


def fits(only: str, *, has_plan: bool) -> bool:
    """Whether a part marked `only` belongs to a paper with, or without, a plan."""
    return only in (ALWAYS, WITH_PLAN if has_plan else WITHOUT_PLAN)


@cache
def skeleton(kind: ReportKind) -> Skeleton:
    """The skeleton of a kind of paper."""
    found = tomllib.loads((DATA / f"{kind.value.lower()}.toml").read_text("utf-8"))
    blocks = tuple(_block(block) for block in found.pop("block"))
    return Skeleton(**found, blocks=blocks)


def _block(found: Mapping[str, Any]) -> Block:
    sentences = tuple(Sentence(**_as_tuples(sentence)) for sentence in found.get("sentences", ()))
    return Block(**{**_as_tuples(found), "sentences": sentences})


def _as_tuples(found: Mapping[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in found.items()}

"""The sample's words, read from data/: the township with its people, and what citizens report."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from bihuan.matters.choices import Kind

DATA = Path(__file__).resolve().parent.parent / "data"


@dataclass(frozen=True)
class Story:
    """One thing that is reported, with what its unit does about it; {village}, {place}, {days}, {people} are filled in.

    `wrong` is a unit it may be sent to by mistake, `helps` one that assists, `accused` the unit it is about, `above` the
    body of the county it may have to go to, `waits` the ground on which it may have to wait, `long_term` the lasting
    arrangement that a measure needs.
    """

    unit: str
    kind: Kind
    category: str
    places: tuple[str, ...]
    text: str
    step: str
    result: str
    evidence: str
    reply: str
    wrong: str = ""
    helps: str = ""
    accused: str = ""
    above: str = ""
    waits: str = ""
    long_term: str = ""

    def told(self, rng: Random, village: str) -> Story:
        """The same story with its blanks filled in."""
        blanks = {
            "village": village,
            "place": rng.choice(self.places),
            "days": rng.randint(3, 15),
            "people": rng.randint(2, 6),
        }
        words = {name: getattr(self, name).format(**blanks) for name in ("text", "step", "result", "evidence", "reply")}
        return Story(**{**vars(self), **words})


@cache
def township() -> dict[str, Any]:
    """The township: regions, units, people, sample accounts."""
    return tomllib.loads((DATA / "township.toml").read_text("utf-8"))


@cache
def stories() -> tuple[Story, ...]:
    """Everything that is reported, in the order of the files."""
    rows = [
        row
        for file in sorted((DATA / "stories").glob("*.toml"))
        for row in tomllib.loads(file.read_text("utf-8"))["story"]
    ]
    return tuple(Story(**{**row, "kind": Kind(row["kind"]), "places": tuple(row["places"])}) for row in rows)


@cache
def phrases() -> dict[str, Any]:
    """What is written at the turns of a matter: returns, rulings, extensions and so on."""
    return tomllib.loads((DATA / "phrases.toml").read_text("utf-8"))

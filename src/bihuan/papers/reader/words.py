"""The reader's word lists (words.toml), loaded once and compiled."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files
from typing import Any


def _load(name: str) -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath(name).read_text(encoding="utf-8"))


_WORDS = _load("words.toml")

LABELS: dict[str, str] = {name: "|".join(patterns) for name, patterns in _WORDS["labels"].items()}
COLUMNS: dict[str, re.Pattern[str]] = {name: re.compile(pattern) for name, pattern in _WORDS["columns"].items()}
_GENERIC = re.compile(_WORDS["sections"]["generic"] + "+")
SECTIONS: dict[str, re.Pattern[str]] = {name: re.compile(pattern) for name, pattern in _WORDS["sections"].items()}
UNIT_ENDINGS: str = _WORDS["duties"]["unit_endings"]
DUE: re.Pattern[str] = re.compile(_WORDS["duties"]["due"])
ROLES: dict[str, str] = dict(_WORDS["duties"]["roles"])
SHORTCOMING: re.Pattern[str] = re.compile(_WORDS["wording"]["shortcoming"])
REMEDY: re.Pattern[str] = re.compile(_WORDS["wording"]["remedy"])
KINDS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (row["kind"], re.compile(row["title"])) for row in _WORDS["kinds"]
)
OPENINGS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (row["kind"], re.compile(row["text"])) for row in _WORDS["openings"]
)

_FIGURES = _load("figures.toml")

UNITS: str = "|".join(_FIGURES["units"])
MONEY: frozenset[str] = frozenset(_FIGURES["money"])
DURATIONS: frozenset[str] = frozenset(_FIGURES["durations"])
RATES: frozenset[str] = frozenset(_FIGURES["rates"])
NOT_FIGURES: re.Pattern[str] = re.compile("|".join(_FIGURES["not_figures"]["spans"]))
VAGUE: dict[str, tuple[str, ...]] = {name: tuple(words) for name, words in _FIGURES["vague"].items()}
LINKS: re.Pattern[str] = re.compile(f"{_FIGURES['nouns']['links']}+$")
VERBS: re.Pattern[str] = re.compile(f"(?:{_FIGURES['nouns']['verbs']})了?")
ACTIONS: re.Pattern[str] = re.compile(f"(?:{_FIGURES['nouns']['actions']})")
STOPS: re.Pattern[str] = re.compile(_FIGURES["nouns"]["stops"])
STOPS_BEHIND: re.Pattern[str] = re.compile(_FIGURES["nouns"]["stops_behind"])
GROWN: re.Pattern[str] = re.compile(
    f"(?:{_FIGURES['nouns']['compared']})(?P<word>{_FIGURES['nouns']['growth']})(?:{_FIGURES['nouns']['links']})?$"
)
GROWTH: re.Pattern[str] = re.compile(f"(?:{_FIGURES['nouns']['growth']})")
DOINGS: frozenset[str] = frozenset(_FIGURES["nouns"]["doings"])


def is_generic(title: str) -> bool:
    """Whether a plain title only announces problems (“存在的主要问题及整改措施”) and names none itself."""
    return _GENERIC.fullmatch("".join(title.split())) is not None

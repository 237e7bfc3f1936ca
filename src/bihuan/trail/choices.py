"""The words for the codes in an entry: acts, objects, roles. They stand in data/words.toml."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


def act_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """(group, [(code, word)]) of every known act, for a select."""
    return [(group, list(acts.items())) for group, acts in _words()["acts"].items()]


def act_word(code: str) -> str:
    """分办 for matters.DISPATCH; an unknown code as it is."""
    return next((acts[code] for acts in _words()["acts"].values() if code in acts), code)


def object_word(code: str) -> str:
    """事项 for matter; an unknown code as it is."""
    return str(_words()["objects"].get(code, code))


def role_word(code: str) -> str:
    """分办员 for DISPATCHER, nothing for an outsider; an unknown code as it is."""
    return str(_words()["roles"].get(code, code))


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads(files("bihuan.trail").joinpath("data/words.toml").read_text("utf-8"))

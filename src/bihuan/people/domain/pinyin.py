"""The pinyin and the initials of a name, kept beside it so that people and units are found without Chinese input."""

from __future__ import annotations

from collections.abc import Sequence

from pypinyin import Style, lazy_pinyin


def search_text(name: str, *, others: Sequence[str] = (), longest: int) -> str:
    """Pinyin and initials of the name, then each other name with its own: "zhenminzhengsuo zmzs 民政 minzheng mz"."""
    words = [_whole(name), _initials(name)]
    for other in others:
        words += [other.lower(), _whole(other), _initials(other)]
    return " ".join(dict.fromkeys(words))[:longest]


def _whole(name: str) -> str:
    return "".join(lazy_pinyin(name)).lower()


def _initials(name: str) -> str:
    return "".join(lazy_pinyin(name, style=Style.FIRST_LETTER)).lower()

"""Text in canonical forms: for search, for storing, for hashing."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from typing import Any

CJK = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
RUN = re.compile(rf"([{CJK}]+)|([^\W_{CJK}]+)")
UNSTORABLE = {
    "空字符": re.compile("\x00"),
    "残缺字符": re.compile("[\ud800-\udfff]"),
    "改变文字方向的隐藏字符": re.compile("[\u202a-\u202e\u2066-\u2069]"),
}


class BadText(ValueError):
    """The text cannot be kept as it is; the message is a Chinese sentence."""


def tokens(text: str) -> str:
    """The search form of a text, to be stored beside it: its tokens with blanks between.

    Lower case NFKC; a run of Chinese characters becomes its overlapping pairs and then its last character alone; a run
    of other letters and digits stays whole.
    """
    return " ".join(token for cjk, other in _runs(text) for token in (_pairs(cjk, last=True) if cjk else [other]))


def query_terms(text: str) -> list[list[str]]:
    """The phrases of a search, one for each blank-separated word; a record matches when it holds all of them.

    The tokens of a phrase must follow each other. A single Chinese character as the last token of a phrase is to be
    matched as the beginning of a token, which finds it wherever it stands in a run.
    """
    phrases = (list(_phrase(word)) for word in unicodedata.normalize("NFKC", text).split())
    return [phrase for phrase in phrases if phrase]


def refuse_unstorable(text: str) -> str:
    """The same text. Raises BadText for NUL, lone surrogates and characters that hide the direction of writing."""
    for name, pattern in UNSTORABLE.items():
        found = pattern.search(text)
        if found:
            raise BadText(f"第{found.start() + 1}个字符是{name}，无法保存。请删去该处内容后重新输入。")
    return text


def canonical_json(value: Any) -> bytes:
    """The bytes of a JSON value that hash alike for equal values: keys in order, no blanks, UTF-8, no NaN.

    Raises ValueError or TypeError for what JSON cannot carry; moments and dates are to be given as ISO text.
    """
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()


def _runs(text: str) -> list[tuple[str, str]]:
    return RUN.findall(unicodedata.normalize("NFKC", text).lower())


def _pairs(run: str, *, last: bool) -> list[str]:
    pairs = [run[n : n + 2] for n in range(len(run) - 1)]
    return [*pairs, run[-1]] if last or not pairs else pairs


def _phrase(word: str) -> Iterator[str]:
    runs = _runs(word)
    for n, (cjk, other) in enumerate(runs, start=1):
        yield from _pairs(cjk, last=n < len(runs)) if cjk else [other]

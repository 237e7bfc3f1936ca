"""Lists of expressions with their corrections and sources, read from the rulebook's data (data/papers/*.toml).

A file has a table [sources] (short name → full source) and [[entry]] tables: `find` (a regular expression), `severity`,
`source` (a short name), and as its rule needs `right` (the correction, may name groups as \\1), `say` (a sentence),
`mend` (what to do), `example` (a text in which it must be found) and `silent` (texts in which it must not).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from bihuan.papers.checker.finding import Finding, Severity, found
from bihuan.papers.source import Line
from bihuan.rulebook.book import BrokenBook, load_data

_TEXTS = ("find", "severity", "source", "right", "say", "mend", "example")


@dataclass(frozen=True)
class Expression:
    """One entry of a list. `source` is spelt out."""

    pattern: re.Pattern[str]
    severity: Severity
    source: str
    right: str
    say: str
    mend: str
    example: str
    silent: tuple[str, ...]


@cache
def expressions(name: str) -> tuple[Expression, ...]:
    """The entries of data/papers/<name>.toml. Raises BrokenBook with a Chinese sentence."""
    content = load_data(f"papers/{name}")
    sources = content.get("sources", {})
    entries = content.get("entry", [])
    return tuple(_expression(entry, sources, name, number) for number, entry in enumerate(entries, start=1))


def occurrences(name: str, line: Line) -> Iterator[tuple[Expression, re.Match[str]]]:
    """The entries of a list that occur in a line, each at its first place."""
    for expression in expressions(name):
        match = expression.pattern.search(line.text)
        if match:
            yield expression, match


def correction(rule: str, line: Line, expression: Expression, match: re.Match[str]) -> Finding:
    """The finding that a word is wrong and what is right."""
    wrong, right = match[0], match.expand(expression.right)
    return found(
        rule,
        expression.severity,
        line,
        match.span(),
        message=expression.say or f"“{wrong}”应为“{right}”。",
        suggestion=expression.mend or f"改为“{right}”。",
    )


def _expression(entry: dict[str, Any], sources: dict[str, str], name: str, number: int) -> Expression:
    place = f"词表“{name}”第{number}条"
    texts = {key: entry.get(key, "") for key in _TEXTS}
    if not all(isinstance(text, str) for text in texts.values()) or not texts["find"]:
        raise BrokenBook(f"{place}写法有误：find 等各项应为文字。请改正后再启动。")
    if texts["source"] not in sources:
        raise BrokenBook(f"{place}没有写明出处，或出处“{texts['source']}”不在 [sources] 中。请改正后再启动。")
    try:
        pattern, severity = re.compile(texts["find"]), Severity(texts["severity"])
    except (re.error, ValueError) as error:
        raise BrokenBook(f"{place}写法有误：{error}。请改正后再启动。") from None
    return Expression(
        pattern=pattern,
        severity=severity,
        source=sources[texts["source"]],
        right=texts["right"],
        say=texts["say"],
        mend=texts["mend"],
        example=texts["example"],
        silent=tuple(entry.get("silent", ())),
    )

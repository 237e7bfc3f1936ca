"""E7: words that are taken for each other (四凤→四风, 邀发→激发, 截止6月底→截至6月底).

The pairs are data (`confusables.toml`), each with its source; only pairs that are wrong wherever they occur, or that
carry the context in which they are.
Source: the source of each pair; R-9.4 E7, E14 (截止).
"""

from __future__ import annotations

from collections.abc import Iterator

from bihuan.papers.checker.finding import Finding
from bihuan.papers.checker.manuscript import Manuscript
from bihuan.papers.checker.registry import rule
from bihuan.papers.checker.wordlist import correction, expressions

RULE = "E7"


@rule(RULE, "易混易错字词", basis="《现代汉语词典》、第一批异形词整理表")
def check(manuscript: Manuscript) -> Iterator[Finding]:
    for line in manuscript.filled:
        for expression in expressions("confusables"):
            for match in expression.pattern.finditer(line.text):
                yield correction(RULE, line, expression, match)

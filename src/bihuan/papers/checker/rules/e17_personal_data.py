"""E17: no full identity number in a paper.

Only numbers whose check digit is right are reported; a masked number is none. The excerpt shows the number masked.
Telephone numbers of offices belong in papers and are left alone.
Source: 个人信息保护法 第28、51条; R-9.4 E17, R-5.2.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from bihuan.kernel import identifiers
from bihuan.papers.checker.finding import Finding, Severity, found
from bihuan.papers.checker.manuscript import Manuscript
from bihuan.papers.checker.registry import rule
from bihuan.papers.plain import plain

RULE = "E17"
_EIGHTEEN = re.compile(r"(?<![0-9A-Za-z])\d{17}[0-9Xx](?![0-9A-Za-z])")


@rule(RULE, "不写完整身份证号", basis="《个人信息保护法》第28、51条")
def check(manuscript: Manuscript) -> Iterator[Finding]:
    for line in manuscript.filled:
        for match in _EIGHTEEN.finditer(plain(line.text)):
            try:
                number = identifiers.check_id_card(match[0])
            except identifiers.BadIdentifier:
                continue
            shown = identifiers.mask_id_card(number)
            finding = found(
                RULE,
                Severity.MUST,
                line,
                match.span(),
                message=f"写了完整的身份证号（{shown}）。",
                suggestion=f"对外公开或下发的材料中删去，或改为“{shown}”。",
            )
            yield replace(finding, excerpt=finding.excerpt.replace(line.text[slice(*match.span())], shown))

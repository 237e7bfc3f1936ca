"""The labels that Word and WPS draw before automatically numbered paragraphs, as text.

Reads numbering.xml and the styles that carry a numbering (WordprocessingML, ECMA-376 part 1, 17.9).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from bihuan.papers.numerals import chinese_numeral
from bihuan.papers.wordml import child, children, descend, value

_PLACE = re.compile(r"%([1-9])")
_BULLET = "● "
_CHINESE_FORMATS = frozenset(
    (
        "chineseCounting",
        "chineseCountingThousand",
        "ideographTraditional",
        "japaneseCounting",
        "japaneseDigitalTenThousand",
        "taiwaneseCounting",
        "taiwaneseCountingThousand",
        "ideographDigital",
    )
)
_SIGNS = {"decimalEnclosedCircle": "①", "decimalEnclosedCircleChinese": "①", "decimalEnclosedFullstop": "⒈"}
_SIGNS |= {"decimalEnclosedParen": "⑴"}
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")),
    *((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)


@dataclass(frozen=True)
class _Level:
    form: str
    text: str
    start: int
    suffix: str
    all_digits: bool


@dataclass
class ListLabels:
    """Gives each numbered paragraph its label in reading order; keeps the counters of one document."""

    levels: dict[str, dict[int, _Level]] = field(default_factory=dict)
    abstract_of: dict[str, str] = field(default_factory=dict)
    restarts: dict[str, dict[int, int]] = field(default_factory=dict)
    by_style: dict[str, tuple[str, int]] = field(default_factory=dict)
    counts: dict[str, dict[int, int]] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)

    def label(self, paragraph: Element) -> str:
        """The label of the paragraph, empty when it has none. Call once for each paragraph, in order."""
        numbered = self._numbering_of(paragraph)
        if numbered is None:
            return ""
        number_id, depth = numbered
        levels = self.levels.get(self.abstract_of.get(number_id, ""), {})
        level = levels.get(depth)
        if level is None or level.form == "none":
            return ""
        counts = self._count(number_id, depth, level)
        if level.form == "bullet":
            return _BULLET

        def numeral(match: re.Match[str]) -> str:
            place = int(match[1]) - 1
            holder = levels.get(place, level)
            form = "decimal" if level.all_digits else holder.form
            return _numeral(counts.get(place, holder.start), form)

        written = _PLACE.sub(numeral, level.text)
        return written + (" " if written and level.suffix != "nothing" and written[-1].isalnum() else "")

    def _numbering_of(self, paragraph: Element) -> tuple[str, int] | None:
        properties = child(paragraph, "pPr")
        own = child(properties, "numPr")
        styled = self.by_style.get(value(child(properties, "pStyle")))
        number_id = value(child(own, "numId")) or (styled[0] if styled else "")
        depth = value(child(own, "ilvl"))
        if not number_id or number_id == "0":
            return None
        return number_id, _whole(depth, styled[1] if styled else 0)

    def _count(self, number_id: str, depth: int, level: _Level) -> dict[int, int]:
        counts = self.counts.setdefault(self.abstract_of[number_id], {})
        if number_id not in self.used:
            self.used.add(number_id)
            for place, start in self.restarts.get(number_id, {}).items():
                counts[place] = start - 1
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [place for place in counts if place > depth]:
            del counts[deeper]
        return counts


def list_labels(numbering: Element | None, styles: Element | None) -> ListLabels:
    """The numbering of a document; either part may be missing."""
    labels = ListLabels()
    for abstract in children(numbering, "abstractNum"):
        name = value(abstract, "abstractNumId")
        labels.levels[name] = {_whole(value(level, "ilvl"), 0): _level(level) for level in children(abstract, "lvl")}
    for number in children(numbering, "num"):
        name = value(number, "numId")
        labels.abstract_of[name] = value(child(number, "abstractNumId"))
        labels.restarts[name] = {
            _whole(value(override, "ilvl"), 0): _whole(value(start), 1)
            for override in children(number, "lvlOverride")
            for start in children(override, "startOverride")
        }
    labels.by_style.update(_numbered_styles(styles))
    return labels


def _level(level: Element) -> _Level:
    return _Level(
        form=value(child(level, "numFmt")) or "decimal",
        text=value(child(level, "lvlText")),
        start=_whole(value(child(level, "start")), 1),
        suffix=value(child(level, "suff")) or "tab",
        all_digits=child(level, "isLgl") is not None,
    )


def _numbered_styles(styles: Element | None) -> dict[str, tuple[str, int]]:
    by_name = {value(style, "styleId"): style for style in children(styles, "style")}
    found: dict[str, tuple[str, int]] = {}
    for name in by_name:
        ancestor, seen = name, set[str]()
        while ancestor in by_name and ancestor not in seen:
            seen.add(ancestor)
            numbering = descend(by_name[ancestor], "pPr", "numPr")
            if numbering is not None:
                depth = _whole(value(child(numbering, "ilvl")), 0)
                found[name] = (value(child(numbering, "numId")), depth)
                break
            ancestor = value(child(by_name[ancestor], "basedOn"))
    return found


def _numeral(number: int, form: str) -> str:
    if form in _CHINESE_FORMATS:
        return chinese_numeral(number)
    if form in _SIGNS and 1 <= number <= 20:
        return chr(ord(_SIGNS[form]) + number - 1)
    if form in ("lowerLetter", "upperLetter") and number > 0:
        letters = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 % 9 + 1)
        return letters.upper() if form == "upperLetter" else letters
    if form in ("lowerRoman", "upperRoman") and 0 < number < 4000:
        return _roman(number).upper() if form == "upperRoman" else _roman(number)
    if form == "decimalFullWidth":
        return "".join(chr(ord(digit) + 0xFEE0) for digit in str(abs(number)))
    return f"{number:02d}" if form == "decimalZero" else str(number)


def _roman(number: int) -> str:
    written = ""
    for size, sign in _ROMAN:
        times, number = divmod(number, size)
        written += sign * times
    return written


def _whole(text: str, otherwise: int) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else otherwise

"""The page of an official paper as typed values, read from the rulebook's data (R-9.1, GB/T 9704-2012).

`load()` reads the standard's layout; a local profile (a file of the same form) changes single lengths and faces, each
with its own source. Lengths come out in twips (1/20 point), the measure of a .docx.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from bihuan.papers.writer.titles import BreakWords
from bihuan.rulebook.book import Certainty, load_data

TWIPS_PER_POINT = 20
_TWIPS_PER_MM = 1440 / 25.4
_STANDARD = "papers/layout_gbt9704"
_LATIN = "Times New Roman"  # for faces that name no font of their own for Latin letters and digits
_COUNTS = ("lines", "characters", "columns", "times")
_FAMILIES = ("roman", "swiss", "modern", "script")


class LayoutError(ValueError):
    """A layout file cannot be used; the message is a Chinese sentence for the person who edits it."""


@dataclass(frozen=True)
class Length:
    """One measure of the page with its origin. `value` is in `unit`: mm, or a count of lines, characters, columns."""

    id: str
    label: str
    value: float
    unit: str
    source: str
    certainty: Certainty

    @property
    def twips(self) -> int:
        """The length of a measure in mm, in twips."""
        return round(self.value * _TWIPS_PER_MM)


@dataclass(frozen=True)
class Font:
    """A font by its official name, with the names of what may stand in for it."""

    name: str
    fallbacks: tuple[str, ...] = ()
    family: str = "roman"
    warning: str = ""


@dataclass(frozen=True)
class Face:
    """In what something is set: font, font of Latin letters and digits, size in points."""

    id: str
    font: str
    latin: str
    size: float
    bold: bool
    source: str


@dataclass(frozen=True)
class Layout:
    """All measures, faces and fonts of a paper."""

    lengths: Mapping[str, Length]
    faces: Mapping[str, Face]
    fonts: Mapping[str, Font]
    break_words: BreakWords

    def twips(self, id: str) -> int:
        """A length of the page in twips."""
        return self.lengths[id].twips

    def count(self, id: str) -> float:
        """A number of lines, characters or columns."""
        return self.lengths[id].value

    @cached_property
    def text_width(self) -> int:
        """The width of the text (版心) in twips; the paper's width is rounded as Word knows A4."""
        return self.twips("page.width") - self.twips("page.left") - self.twips("page.right")

    @cached_property
    def text_height(self) -> int:
        """The height of the text (版心) in twips."""
        return self.twips("page.height") - self.twips("page.top") - self.twips("page.bottom")

    @cached_property
    def line_pitch(self) -> int:
        """Twips from line to line; rounded down, because one twip too much loses the last line of the page."""
        return math.floor(self.text_height / self.count("grid.lines"))

    @cached_property
    def condense(self) -> int:
        """Twips added to each body character (negative: taken away) so that the line holds its characters."""
        body = self.faces["body"].size * TWIPS_PER_POINT
        return math.floor(self.text_width / self.count("grid.characters") - body)

    @cached_property
    def character(self) -> int:
        """The width of one body character in twips, as it stands in a line."""
        return round(self.faces["body"].size * TWIPS_PER_POINT) + self.condense


def load(*, profile: Path | None = None) -> Layout:
    """The standard's layout, changed by a local profile. Raises LayoutError with one clear sentence."""
    tables = [(load_data(_STANDARD), f"{_STANDARD}.toml")]
    if profile is not None:
        try:
            text = profile.read_text("utf-8")
        except (OSError, UnicodeDecodeError):
            raise LayoutError(f"读不出版式文件“{profile.name}”。请检查文件是否存在、是否为 UTF-8 编码。") from None
        tables.append((_parsed(text, profile.name), profile.name))
    return _Reader(tables).layout()


def _parsed(text: str, name: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise LayoutError(f"版式文件“{name}”格式有误：{error}。请改正后再用。") from None


class _Reader:
    """Reads the standard's file first, then a profile over it; only the first may bring new ids."""

    def __init__(self, tables: list[tuple[dict[str, Any], str]]) -> None:
        self.sizes: dict[str, float] = {}
        self.lengths: dict[str, Length] = {}
        self.faces: dict[str, Face] = {}
        self.fonts: dict[str, Font] = {}
        self.break_words = BreakWords((), ())
        for position, (table, name) in enumerate(tables):
            self.name, self.origin, self.is_profile = name, table.get("layout", {}), position > 0
            self._read(table)

    def layout(self) -> Layout:
        layout = Layout(self.lengths, self.faces, self.fonts, self.break_words)
        if layout.text_width <= 0 or layout.text_height <= 0:
            raise LayoutError(f"版式文件“{self.name}”的页边距大于纸张。请改小页边距。")
        return layout

    def _read(self, table: dict[str, Any]) -> None:
        self.sizes |= table.get("sizes", {})
        for entry in table.get("font", ()):
            self._read_font(entry)
        for entry in table.get("length", ()):
            self._read_length(entry)
        for entry in table.get("face", ()):
            self._read_face(entry)
        titles = table.get("titles")
        if titles:
            self.break_words = BreakWords(tuple(titles["break_before"]), tuple(titles["break_after"]))

    def _fail(self, id: str, wrong: str) -> LayoutError:
        return LayoutError(f"版式文件“{self.name}”的“{id}”{wrong}")

    def _id(self, entry: dict[str, Any], known: Mapping[str, object]) -> str:
        id = entry.get("id")
        if not isinstance(id, str):
            raise self._fail("", "有一项没有 id。请补上 id。")
        if self.is_profile and id not in known:
            raise self._fail(id, "不是版式里的项目。请核对 id 的写法。")
        return id

    def _source(self, id: str, entry: dict[str, Any]) -> str:
        own = entry.get("source")
        general = self.origin.get("source")
        if not own and not general:
            raise self._fail(id, "没有写依据。请补上 source。")
        return str(own or " ".join(filter(None, (general, entry.get("clause")))))

    def _certainty(self, id: str, entry: dict[str, Any]) -> Certainty:
        word = entry.get("certainty") or self.origin.get("certainty")
        try:
            return Certainty(word)
        except ValueError:
            raise self._fail(
                id, f"的可靠程度“{word}”不认识，只能是 {'、'.join(Certainty)}。请改正 certainty。"
            ) from None

    def _read_length(self, entry: dict[str, Any]) -> None:
        id = self._id(entry, self.lengths)
        value, unit = entry.get("value"), str(entry.get("unit"))
        if id not in self.lengths and not entry.get("label"):
            raise self._fail(id, "没有写名称。请补上 label。")
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1000:
            raise self._fail(id, f"的值“{value}”不是 0 到 1000 之间的数。请改正 value。")
        expected = (self.lengths[id].unit,) if id in self.lengths else ("mm", *_COUNTS)
        if unit not in expected:
            raise self._fail(id, f"的单位“{unit}”不对，应为 {'、'.join(expected)}。请改正 unit。")
        label = str(entry.get("label") or self.lengths[id].label)
        self.lengths[id] = Length(id, label, float(value), unit, self._source(id, entry), self._certainty(id, entry))

    def _read_face(self, entry: dict[str, Any]) -> None:
        id = self._id(entry, self.faces)
        before = self.faces.get(id)
        font = str(entry.get("font", before.font if before else ""))
        latin = str(entry.get("latin", before.latin if before else _LATIN))
        for name in (font, latin):
            if name not in self.fonts:
                raise self._fail(id, f"用了未登记的字体“{name}”。请先在 [[font]] 里登记。")
        size = entry.get("size", before.size if before else None)
        points = self.sizes.get(size) if isinstance(size, str) else size
        if isinstance(points, bool) or not isinstance(points, int | float) or not 1 <= points <= 100:
            raise self._fail(id, f"的字号“{size}”不认识。请写“三号”这样的字号或磅值。")
        bold = bool(entry.get("bold", before.bold if before else False))
        self.faces[id] = Face(id, font, latin, float(points), bold, self._source(id, entry))

    def _read_font(self, entry: dict[str, Any]) -> None:
        name, family = entry.get("name"), entry.get("family", "roman")
        if not isinstance(name, str) or not name:
            raise self._fail("font", "有一项没有 name。请补上字体名。")
        if family not in _FAMILIES:
            raise self._fail(name, f"的 family“{family}”不对，应为 {'、'.join(_FAMILIES)}。请改正。")
        self.fonts[name] = Font(name, tuple(entry.get("fallbacks", ())), family, str(entry.get("warning", "")))

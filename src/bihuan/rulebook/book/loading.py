"""Reading the files of rules. A broken file is refused with one Chinese sentence that names file, rule and fault."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeVar

from bihuan.rulebook.book.rules import Book, Choice, Rule
from bihuan.rulebook.book.values import BadValue, Kind, check_value, kind_of
from bihuan.rulebook.book.vocabulary import Certainty, Level

DATA = Path(__file__).resolve().parent.parent / "data"
REQUIRED = ("id", "label", "value", "unit", "source", "certainty", "level", "valid_from")
OPTIONAL = ("valid_to", "note", "stricter", "options")
Word = TypeVar("Word", bound=StrEnum)
STRICTER = ("", "lower", "higher", "yes")


class BrokenBook(ValueError):
    """A file of rules or words cannot be used; the message is a Chinese sentence."""


@cache
def load_book() -> Book:
    """The product's own book, read once for each process."""
    return read_book(DATA)


def read_book(folder: Path) -> Book:
    """The book in a folder: its *.toml files, not those of subfolders. Raises BrokenBook."""
    rules: list[Rule] = []
    for path in sorted(folder.glob("*.toml")):
        rules += _rules(path)
    _refuse_overlaps(rules)
    return Book(rules)


@cache
def load_data(name: str) -> dict[str, Any]:
    """The content of data/<name>.toml, for instance "papers/numbering"; not to be changed. Raises BrokenBook."""
    return _parse(DATA / f"{name}.toml")


def _parse(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError:
        raise BrokenBook(f"规则文件“{path.name}”打不开，请检查文件是否存在。") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BrokenBook(f"规则文件“{path.name}”写法有误：{error}。请改正后再启动。") from None


def _rules(path: Path) -> Iterator[Rule]:
    content = _parse(path)
    subject = content.get("subject")
    if not isinstance(subject, str) or not subject.strip() or set(content) - {"subject", "rule"}:
        raise BrokenBook(f"规则文件“{path.name}”开头须写 subject（主题），其余只能是 [[rule]]。")
    for number, entry in enumerate(content.get("rule", []), start=1):
        name = entry.get("id") or f"第{number}条"
        try:
            yield _rule(entry, subject)
        except BadValue as fault:
            raise BrokenBook(f"规则文件“{path.name}”中的规则“{name}”有误：{fault}。请改正后再启动。") from None


def _rule(entry: dict[str, Any], subject: str) -> Rule:
    missing = [key for key in REQUIRED if key not in entry or entry[key] == ""]
    if missing:
        raise BadValue(f"缺少{'、'.join(missing)}")
    strange = sorted(set(entry) - {*REQUIRED, *OPTIONAL})
    if strange:
        raise BadValue(f"不认识的项{'、'.join(strange)}")
    for key in ("id", "label", "unit", "source", "note", "stricter"):
        if not isinstance(entry.get(key, ""), str) or (key in REQUIRED and not entry[key].strip()):
            raise BadValue(f"{key}应为文字")
    options = _options(entry.get("options", []))
    check_value(entry["value"], entry["unit"], options=[option.code for option in options])
    valid_from, valid_to = _validity(entry)
    return Rule(
        id=entry["id"],
        label=entry["label"],
        value=entry["value"],
        unit=entry["unit"],
        source=entry["source"],
        certainty=_one_of(Certainty, entry["certainty"], "certainty"),
        level=_one_of(Level, entry["level"], "level"),
        valid_from=valid_from,
        valid_to=valid_to,
        note=entry.get("note", ""),
        subject=subject,
        stricter=_stricter(entry),
        options=options,
    )


def _options(entries: Any) -> tuple[Choice, ...]:
    if entries:
        check_value(entries, Kind.CHOICES)
    return tuple(Choice(entry["code"], entry["label"]) for entry in entries)


def _validity(entry: dict[str, Any]) -> tuple[date, date | None]:
    valid_from, valid_to = entry["valid_from"], entry.get("valid_to")
    for moment in (valid_from, valid_to):
        if moment is not None and (not isinstance(moment, date) or isinstance(moment, datetime)):
            raise BadValue("生效和失效日期应写成 2026-01-01 的形式，不加引号")
    if valid_to is not None and valid_to < valid_from:
        raise BadValue("失效日期早于生效日期")
    return valid_from, valid_to


def _one_of(kind: type[Word], value: object, key: str) -> Word:
    try:
        return kind(str(value))
    except ValueError:
        raise BadValue(f"{key}“{value}”不认识，只能是{'、'.join(kind)}") from None


def _stricter(entry: dict[str, Any]) -> str:
    """Shorter limits are stricter unless the rule says otherwise."""
    default = "lower" if kind_of(entry["unit"]) is Kind.LIMIT else ""
    stricter = str(entry.get("stricter", default))
    if stricter not in STRICTER:
        raise BadValue(f"stricter“{stricter}”不认识，只能是 lower、higher、yes")
    return stricter


def _refuse_overlaps(rules: list[Rule]) -> None:
    ordered = sorted(rules, key=lambda rule: (rule.id, rule.valid_from))
    for earlier, later in pairwise(ordered):
        if earlier.id == later.id and (earlier.valid_to is None or later.valid_from <= earlier.valid_to):
            raise BrokenBook(f"规则“{later.id}”（{later.subject}）重复，或两个版本的有效期重叠。请改正后再启动。")

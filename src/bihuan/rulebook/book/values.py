"""The kinds of value that a rule can have, each with its check. A bad value is refused in one Chinese sentence."""

from __future__ import annotations

from collections.abc import Callable, Collection
from enum import StrEnum
from typing import Any

from bihuan.kernel.limits import TimeLimit, Unit
from bihuan.kernel.office_hours import OfficeHours

LIMIT_UNITS = frozenset(unit.value for unit in Unit)
COUNT_UNITS = {
    "TIMES": "次",
    "COUNT": "个",
    "DAYS": "天",
    "MINUTES": "分钟",
    "SECONDS": "秒",
    "BYTES": "字节",
    "CHARACTERS": "个字符",
    "PERCENT": "%",
}


class BadValue(ValueError):
    """The value does not fit the unit of its rule; the message is a Chinese sentence."""


class Kind(StrEnum):
    """What a value is, as far as its readers care."""

    LIMIT = "LIMIT"
    NUMBER = "NUMBER"
    FLAG = "FLAG"
    CODE = "CODE"
    SPANS = "SPANS"
    TABLE = "TABLE"
    CHOICES = "CHOICES"


def kind_of(unit: str) -> Kind:
    """The kind of a unit. Raises BadValue for an unknown unit."""
    if unit in LIMIT_UNITS:
        return Kind.LIMIT
    if unit in COUNT_UNITS:
        return Kind.NUMBER
    if unit in ("FLAG", "CODE", "SPANS", "TABLE", "CHOICES"):
        return Kind(unit)
    raise BadValue(f"单位“{unit}”不认识")


def check_value(value: object, unit: str, *, options: Collection[str] = (), like: object = None) -> None:
    """Raises BadValue when the value does not fit. `options` are the codes allowed for a CODE; `like` is a TABLE whose
    keys the value must have."""
    kind = kind_of(unit)
    if kind is Kind.LIMIT:
        _check_limit(value, unit)
    elif kind is Kind.CODE:
        _check_code(value, options)
    elif kind is Kind.TABLE:
        _check_table(value, like)
    else:
        _CHECKS[kind](value)


def _check_limit(value: object, unit: str) -> None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise BadValue(f"时限应为数字，现在是“{value}”")
    try:
        TimeLimit(value, Unit(unit))
    except ValueError as error:
        raise BadValue(str(error).rstrip("。")) from None


def _check_number(value: object) -> None:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise BadValue(f"应为不小于0的整数，现在是“{value}”")


def _check_flag(value: object) -> None:
    if not isinstance(value, bool):
        raise BadValue(f"应为是或否，现在是“{value}”")


def _check_code(value: object, options: Collection[str]) -> None:
    if not isinstance(value, str) or value not in options:
        raise BadValue(f"“{value}”不在可选值（{'、'.join(options)}）之中")


def _check_spans(value: object) -> None:
    if not isinstance(value, list) or not all(isinstance(span, str) for span in value):
        raise BadValue("应为时间段列表，例如 08:30-12:00")
    try:
        OfficeHours.parse(value)
    except ValueError as error:
        raise BadValue(str(error).rstrip("。")) from None


def _check_table(value: object, like: object) -> None:
    if not isinstance(value, dict) or not value:
        raise BadValue("应为若干“名称 = 整数”")
    for number in value.values():
        _check_number(number)
    if isinstance(like, dict) and set(value) != set(like):
        raise BadValue(f"须填且只填这些项：{'、'.join(like)}")


def _check_choices(value: object) -> None:
    if not isinstance(value, list) or not value:
        raise BadValue("清单不能为空")
    codes: list[str] = []
    for entry in value:
        _check_choice(entry)
        codes.append(entry["code"])
    doubled = sorted({code for code in codes if codes.count(code) > 1})
    if doubled:
        raise BadValue(f"清单中的代码“{'、'.join(doubled)}”重复")


def _check_choice(entry: Any) -> None:
    if not isinstance(entry, dict) or set(entry) - {"code", "label", "source", "marks"}:
        raise BadValue("清单每项只能有 code、label、source、marks")
    if not all(isinstance(entry.get(key), str) and entry[key].strip() for key in ("code", "label")):
        raise BadValue("清单每项都要有代码（code）和名称（label）")
    marks = entry.get("marks", [])
    if not isinstance(entry.get("source", ""), str) or not isinstance(marks, list):
        raise BadValue(f"清单项“{entry['label']}”的依据或标记写法不对")
    if not all(isinstance(mark, str) for mark in marks):
        raise BadValue(f"清单项“{entry['label']}”的标记应为文字")


_CHECKS: dict[Kind, Callable[[object], None]] = {
    Kind.NUMBER: _check_number,
    Kind.FLAG: _check_flag,
    Kind.SPANS: _check_spans,
    Kind.CHOICES: _check_choices,
}

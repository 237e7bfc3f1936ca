"""What a cell of a filled-in sheet says: dates as text or day numbers, phones turned into numbers, stray blanks."""

from __future__ import annotations

import math
import re
import unicodedata
from datetime import date, datetime, timedelta
from typing import Any

from bihuan.web.excel.writing import CONTROLS, FORMULA_STARTS
from bihuan.web.tables import Kind

DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?(?:\s.*)?")
FIRST_DAY_NUMBER, LAST_DAY_NUMBER = 10_000, 80_000  # 1927 to 2119
ERRORS = ("#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!")


class BadCell(ValueError):
    """A cell cannot be what its column wants; the message is a Chinese sentence."""


def value_of(raw: Any, kind: Kind) -> Any:
    """The value that a column of this kind takes from a cell; "" for an empty one. Raises BadCell."""
    if not is_filled(raw):
        return ""
    if raw in ERRORS:
        raise BadCell(f"这一格的公式出错（{raw}），请改成内容后再导入。")
    if isinstance(raw, float) and not math.isfinite(raw):
        raise BadCell("这一格的数字太大，请核对后重新输入。")
    if kind is Kind.DAY:
        return as_day(raw) or ""
    if kind is Kind.CODE:
        return as_code(raw)
    if kind is Kind.NUMBER and not isinstance(raw, bool | datetime):
        return _number(raw)
    if kind is Kind.MOMENT and isinstance(raw, datetime):
        return raw
    return text_of(raw)


def _number(raw: Any) -> int | float:
    if isinstance(raw, int | float):
        return raw
    text = unicodedata.normalize("NFKC", str(raw)).replace(",", "").strip()
    if not re.fullmatch(r"[+-]?\d+(\.\d+)?", text):
        raise BadCell(f"“{text[:20]}”不是数字，请只填数字。")
    return float(text) if "." in text else int(text)


def text_of(value: Any) -> str:
    """The cell as text: stripped, whole numbers without a point, days without a time."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.isoformat(" ", "minutes").removesuffix(" 00:00")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    text = CONTROLS.sub("", str(value)).replace("\xa0", " ").strip()
    # What our own file put before a dangerous beginning is taken off again.
    return text[1:] if text[:1] == "'" and text[1:].lstrip()[:1] in tuple(FORMULA_STARTS) else text


def as_day(value: Any) -> date | None:
    """A date from a date, a day number of Excel or text such as 2026-3-6, 2026年3月6日, 20260306. Raises BadCell."""
    if value is None or value == "":
        return None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _day_of_number(value)
    text = unicodedata.normalize("NFKC", str(value)).strip()
    found = DAY.fullmatch(text) or re.fullmatch(r"(\d{4})(\d{2})(\d{2})", text)
    try:
        if found:
            return date(*(int(part) for part in found.groups()))
    except ValueError:
        raise BadCell(f"没有“{text}”这一天，请写成 2026-03-06 这样的日期。") from None
    if re.fullmatch(r"\d{5}", text):
        return _day_of_number(int(text))
    raise BadCell(f"“{text[:20]}”不是日期，请写成 2026-03-06 这样的日期。")


def as_code(value: Any) -> str:
    """Text of digits, also where Excel has made a number of it. Raises BadCell where digits are already lost."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return "" if value is None else text_of(value)
    if not float(value).is_integer():
        return text_of(value)
    digits = str(int(value))
    if len(digits) > 15:
        raise BadCell("这一格被 Excel 当作数字保存，末几位已经丢失。请把单元格设为“文本”格式后重新输入。")
    return digits


def is_filled(value: Any) -> bool:
    """Whether there is anything but blanks in the cell."""
    return value is not None and str(value).strip() != ""


def plain(value: Any) -> str:
    """A title without what people add to it: blanks, stars, remarks in brackets."""
    text = unicodedata.normalize("NFKC", "" if value is None else str(value))
    return re.sub(r"\(.*?\)|[\s*:：]", "", text)


def _day_of_number(value: float) -> date:
    if not FIRST_DAY_NUMBER <= value <= LAST_DAY_NUMBER:
        raise BadCell(f"“{text_of(value)}”不是日期，请写成 2026-03-06 这样的日期。")
    return date(1899, 12, 30) + timedelta(days=int(value))

"""Chinese numerals both ways: 三百零五, 两万, 二〇二六, 十二亿零三万, 百分之九十八点五, ３.５万, 1,200.

Whole numbers below 10**16 (9999万9999亿…) are written and read. Spoken short forms are read as they are meant:
一百五 is 150, 三万五 is 35000; 一百零五 is 105.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

ZEROS = "零〇○"
DIGITS = "零一二三四五六七八九"
VALUES = {sign: n for n, signs in enumerate((ZEROS, "一壹", "二贰两", *"三四五六七八九")) for sign in signs}
VALUES |= {sign: n for n, sign in enumerate("叁肆伍陆柒捌玖", start=3)}
UNITS = {"千": 1000, "仟": 1000, "百": 100, "佰": 100, "十": 10, "拾": 10}
GROUPS = (("亿", 10**8), ("万", 10**4))
LIMIT = 10**16
DOUBLE_ZERO = re.compile(f"[{ZEROS}]{{2}}")
WHOLE_DIGITS = re.compile(r"\d+|\d{1,3}(?:,\d{3})+", re.ASCII)
ARABIC = re.compile(r"(\d+|\d{1,3}(?:,\d{3})+)(\.\d+)?([万亿]?)", re.ASCII)


class BadNumeral(ValueError):
    """The text is no number; the message is a Chinese sentence."""

    def __init__(self, text: str) -> None:
        super().__init__(f"“{text}”不是能识别的数字，请改用“120”或“一百二十”的写法。")


def write_whole(number: int) -> str:
    """一百零五, 十二, 三万零二十. Raises ValueError outside 0 <= number < 10**16."""
    if not 0 <= number < LIMIT:
        raise ValueError(f"{number} cannot be written as a Chinese numeral")
    if number == 0:
        return DIGITS[0]
    written = _write(number)
    return written[1:] if written.startswith("一十") else written


def write_year(year: int) -> str:
    """二〇二六: digit by digit, as years and dates are written in papers."""
    return "".join("〇一二三四五六七八九"[int(digit)] for digit in str(year))


def write_percent(value: Decimal | int) -> str:
    """百分之九十八点五 for 98.5. Raises ValueError below 0."""
    whole, _, fraction = f"{value:f}".partition(".")
    fraction = fraction.rstrip("0")
    spelled = "百" if (whole, fraction) == ("100", "") else write_whole(int(whole))
    return f"百分之{spelled}" + ("点" + "".join(DIGITS[int(digit)] for digit in fraction) if fraction else "")


def read_whole(text: str) -> int:
    """The value of a whole number in Chinese numerals or in digits (full-width, grouped by commas). Raises BadNumeral."""
    plain = _plain(text)
    if WHOLE_DIGITS.fullmatch(plain):
        return int(plain.replace(",", ""))
    number = _read(plain)
    if number is None or (plain[0] in ZEROS and any(sign not in VALUES for sign in plain)):
        raise BadNumeral(text)
    return number


def read_number(text: str) -> Decimal:
    """Like read_whole, and decimals: 3.5万, 1.2亿, 三点一四. Raises BadNumeral."""
    plain = _plain(text)
    found = ARABIC.fullmatch(plain)
    if found:
        whole, fraction, group = found.groups()
        return Decimal(whole.replace(",", "") + (fraction or "")) * dict(GROUPS).get(group, 1)
    whole, point, fraction = plain.partition("点")
    if not point:
        return Decimal(read_whole(text))
    if not fraction or any(sign not in VALUES or sign == "两" for sign in fraction):
        raise BadNumeral(text)
    return Decimal(f"{read_whole(whole)}.{''.join(str(VALUES[sign]) for sign in fraction)}")


def read_percent(text: str) -> Decimal:
    """The percentage points of 98.5%, ９８％, 百分之九十八点五, 百分之百. Raises BadNumeral."""
    plain = _plain(text)
    if plain == "百分之百":
        return Decimal(100)
    if plain.endswith("%"):
        return read_number(plain[:-1])
    if plain.startswith("百分之"):
        return read_number(plain.removeprefix("百分之"))
    raise BadNumeral(text)


def _plain(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).strip()
    if not plain:
        raise BadNumeral(text)
    return plain


def _write(number: int) -> str:
    """As inside a longer numeral, where ten is 一十."""
    for sign, size in (*GROUPS, *((sign, UNITS[sign]) for sign in "千百十")):
        if number >= size:
            head, rest = divmod(number, size)
            gap = DIGITS[0] if rest and rest < size // 10 else ""
            return _write(head) + sign + gap + (_write(rest) if rest else "")
    return DIGITS[number]


def _read(text: str) -> int | None:
    if not text:
        return None
    if all(sign in VALUES for sign in text):
        return int("".join(str(VALUES[sign]) for sign in text))
    for sign, size in GROUPS:
        if sign in text:
            above, _, below = text.rpartition(sign)
            return _read_group(above, below, size)
    return _read_section(text)


def _read_group(above: str, below: str, size: int) -> int | None:
    """What stands before and after 万 or 亿; a lone digit after it is the next lower place (三万五)."""
    head = _read(above)
    if head is None or not 0 < head < LIMIT // size or (len(above) > 1 and all(sign in VALUES for sign in above)):
        return None
    if not below:
        return head * size
    if len(below) == 1 and VALUES.get(below):
        return head * size + VALUES[below] * size // 10
    rest = _read(below[1:] if below[0] in ZEROS else below)
    if rest is None or not 0 < rest < size or DOUBLE_ZERO.match(below):
        return None
    return head * size + rest


def _read_section(text: str) -> int | None:
    """A number below ten thousand: units descend, 零 stands for skipped places, 十 may lack its 一."""
    total, unit, digit, zero = 0, 10_000, 0, False
    for sign in text:
        value = VALUES.get(sign)
        if value is None:
            if UNITS.get(sign, unit) >= unit or (not digit and UNITS[sign] != 10):
                return None
            unit = UNITS[sign]
            total += (digit or 1) * unit
            digit, zero = 0, False
        elif digit or (value == 0 and zero):
            return None
        else:
            digit, zero = value, zero or value == 0
    if zero and not digit:
        return None
    spoken = unit in (100, 1000) and not zero
    return total + (digit * unit // 10 if spoken else digit)

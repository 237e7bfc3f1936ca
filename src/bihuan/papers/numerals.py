"""Chinese numerals as papers write them in marks and counts; what is no numeral is None, not an error."""

from __future__ import annotations

from decimal import Decimal

from bihuan.kernel.numerals import BadNumeral, read_percent, read_whole, write_whole

_LONGEST = 20


def chinese_number(text: str) -> int | None:
    """The value of a whole Chinese numeral (“二十三”, “一百零五”, “三万五千”, “二〇二四”), None when it is none."""
    if not text or len(text) > _LONGEST:
        return None
    try:
        return read_whole(text)
    except BadNumeral:
        return None


def percentage(text: str) -> Decimal | None:
    """The value of “百分之九十八点五”, “百分之98”; None when it is none."""
    try:
        return read_percent(text)
    except BadNumeral:
        return None


def chinese_numeral(number: int) -> str:
    """The numeral as headings write it: 一, 十, 十一, 二十, 一百零五. Below 1 it comes back in digits."""
    return write_whole(number) if 0 < number < 10**16 else str(number)

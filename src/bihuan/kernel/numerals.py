"""Chinese numerals both ways: 三百零五, 两万, 二〇二六, 十二亿零三万, 百分之九十八点五, ３.５万, 1,200.

Whole numbers up to 9999亿9999万9999 (below 10**12) are written and read.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal, InvalidOperation

DIGITS = "零一二三四五六七八九"
VALUES = {digit: value for value, digit in enumerate(DIGITS)} | {"〇": 0, "○": 0, "两": 2, "俩": 2}
VALUES |= {digit: value for value, digit in enumerate("零壹贰叁肆伍陆柒捌玖")}
SMALL_UNITS = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
LARGE_UNITS = {"万": 10**4, "亿": 10**8}
LIMIT = 10**12
NUMERAL = re.compile(
    r"百分之[零〇一二三四五六七八九十百千万点两]+|[0-9][0-9,]*(?:\.[0-9]+)?[万亿]?%?|[零〇一二两三四五六七八九十百千万亿]+"
)


class BadNumeral(ValueError):
    """The text is no number; the message is a Chinese sentence."""

    def __init__(self, text: str) -> None:
        super().__init__(f"“{text}”不是能识别的数字，请改用“120”或“一百二十”的写法。")

"""Chinese numerals as papers write them: ordinals of headings and counted things."""

from __future__ import annotations

_SPELLINGS = ("〇零○", "一壹", "二贰两", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")
_DIGITS = {sign: value for value, signs in enumerate(_SPELLINGS) for sign in signs}
_TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_LONGEST = 20


def chinese_number(text: str) -> int | None:
    """The value of a whole Chinese numeral (“二十三”, “一百零五”, “三万五千”, “二〇二四”), None when it is none."""
    if not text or len(text) > _LONGEST:
        return None
    if all(sign in _DIGITS for sign in text):
        return int("".join(str(_DIGITS[sign]) for sign in text))
    for group, size in (("亿", 100_000_000), ("万", 10_000)):
        if group in text:
            above, _, below = text.rpartition(group)
            high, low = chinese_number(above), chinese_number(below) if below else 0
            return None if high is None or low is None else high * size + low
    return _below_ten_thousand(text)


def _below_ten_thousand(text: str) -> int | None:
    total = digit = 0
    for sign in text:
        if sign in _DIGITS:
            digit = _DIGITS[sign]
        elif sign in _TENS:
            total += (digit or 1) * _TENS[sign]
            digit = 0
        else:
            return None
    return total + digit


def chinese_numeral(number: int) -> str:
    """The numeral as headings write it, 1 to 9999: 一, 十, 十一, 二十, 一百零五. Other numbers come back in digits."""
    if not 0 < number < 10_000:
        return str(number)
    written = ""
    for size, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, size)
        if digit:
            written += "一二三四五六七八九"[digit - 1] + sign
        elif written and number and not written.endswith("零"):
            written += "零"
    return written[1:] if written.startswith("一十") else written

"""Identifiers of enterprises, persons, divisions and telephones: checked, brought to their normal form, masked.

Each `check_…` returns the normal form or raises BadIdentifier with one Chinese sentence that says how to mend it.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from enum import IntEnum

CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
CREDIT_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
ID_CHECKS = "10X98765432"
OLDEST_AGE = 130


class BadIdentifier(ValueError):
    """The identifier cannot be right; the message is a Chinese sentence."""


class Level(IntEnum):
    """The level of a division code by the digits that it fixes."""

    PROVINCE = 2
    CITY = 4
    COUNTY = 6
    TOWN = 9
    VILLAGE = 12


def check_credit_code(text: str) -> str:
    """统一社会信用代码 by GB 32100-2015 (rules 5.1). The register of codes is not consulted."""
    code = _plain(text).upper()
    if len(code) != 18:
        raise BadIdentifier(f"统一社会信用代码应为18位，现在是{len(code)}位，请核对营业执照。")
    strange = sorted(set(code) - set(CREDIT_ALPHABET))
    if strange:
        raise BadIdentifier(
            f"统一社会信用代码中不会有“{'、'.join(strange)}”（不用字母I、O、S、V、Z），请核对营业执照。"
        )
    if code[17] != CREDIT_ALPHABET[-_weighted(code, CREDIT_ALPHABET, CREDIT_WEIGHTS) % 31]:
        raise BadIdentifier("统一社会信用代码的校验位不对，可能有一位抄错，请核对营业执照。")
    return code


def is_organisation_code_sound(credit_code: str) -> bool:
    """Whether the organisation code inside (positions 9-17, GB 11714) checks too; a failure is a warning only."""
    values = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    check = -_weighted(credit_code[8:16], values, ORGANISATION_WEIGHTS) % 11
    return credit_code[16] == ("X" if check == 10 else str(check))


def check_id_card(text: str, *, today: date | None = None) -> str:
    """居民身份证号 by GB 11643-1999 (rules 5.2); 15-digit numbers become 18 digits.

    With `today` the birth date must lie neither in the future nor more than 130 years back.
    """
    number = _plain(text).upper()
    if re.fullmatch(r"\d{15}", number):
        number = number[:6] + "19" + number[6:]
        number += _id_check(number)
    if len(number) != 18:
        raise BadIdentifier(f"身份证号应为18位（旧证15位），现在是{len(number)}位，请核对证件。")
    if not re.fullmatch(r"[0-9]{17}[0-9X]", number):
        raise BadIdentifier("身份证号只能是数字，最后一位可以是X，请核对证件。")
    _check_birth_date(number[6:14], today)
    if number[17] != _id_check(number[:17]):
        raise BadIdentifier("身份证号的校验位不对，可能有一位抄错，请核对证件。")
    return number


def check_mobile(text: str) -> str:
    """A mobile number of the mainland: eleven digits, a leading +86 is dropped."""
    number = re.sub(r"^(\+|00)?86(?=1\d{10}$)", "", _plain(text))
    if not re.fullmatch(r"1[3-9][0-9]{9}", number):
        raise BadIdentifier("手机号应为11位数字，以13至19开头，请核对。")
    return number


def check_phone(text: str) -> str:
    """A mobile number, or a land line with its area code in the form 0878-3123456."""
    plain = _plain(text)
    if plain.startswith(("1", "+861", "861", "00861")):
        return check_mobile(plain)
    found = re.fullmatch(r"(01\d|02\d|0[3-9]\d{2})([2-9]\d{6,7})", plain)
    if not found:
        raise BadIdentifier("电话号码不对：手机号为11位数字，座机须带区号，例如0878-3123456。")
    return "-".join(found.groups())


def check_division_code(text: str) -> str:
    """行政区划代码 in its 12-digit form; 2, 4, 6 and 9 digits are filled up with zeros (rules 5.3)."""
    code = _plain(text)
    if not re.fullmatch(r"[0-9]+", code) or len(code) not in tuple(Level):
        raise BadIdentifier("行政区划代码应为2、4、6、9或12位数字，请核对。")
    code = code.ljust(12, "0")
    levels = [code[:2], code[2:4], code[4:6], code[6:9], code[9:]]
    fixed = [set(part) != {"0"} for part in levels]
    if not "11" <= code[:2] <= "91" or fixed != sorted(fixed, reverse=True):
        raise BadIdentifier("行政区划代码不对：须以省级代码开头，上级为0时下级也应为0，请核对。")
    return code


def division_level(code: str) -> Level:
    """The level of a 12-digit code."""
    return Level(len(scope_prefix(code)))


def scope_prefix(code: str) -> str:
    """The digits of a 12-digit code that everything under it shares."""
    for level in (Level.VILLAGE, Level.TOWN, Level.COUNTY, Level.CITY):
        lower = max(below for below in Level if below < level)
        if set(code[lower:level]) != {"0"}:
            return code[:level]
    return code[: Level.PROVINCE]


def scope_range(code: str) -> tuple[str, str]:
    """The 12-digit codes of a division and everything under it, for a range on an index: low <= code < high."""
    prefix = scope_prefix(check_division_code(code))
    return prefix.ljust(12, "0"), str(int(prefix) + 1).ljust(12, "0")


def mask_name(name: str) -> str:
    """张*三, 张*; a name of four characters keeps its first and last one."""
    if len(name) < 3:
        return name[:1] + "*" * max(1, len(name) - 1) if name else ""
    return name[0] + "*" * (len(name) - 2) + name[-1]


def mask_phone(number: str) -> str:
    """138****5678; a land line keeps its area code and last two digits."""
    if re.fullmatch(r"[0-9]{11}", number) and number.startswith("1"):
        return f"{number[:3]}****{number[-4:]}"
    area, dash, local = number.rpartition("-")
    return f"{area}{dash}{'*' * max(0, len(local) - 2)}{local[-2:]}" if len(local) > 4 else "*" * len(number)


def mask_id_card(number: str) -> str:
    """532301********0016: the first six and the last four digits stay."""
    return f"{number[:6]}{'*' * (len(number) - 10)}{number[-4:]}" if len(number) >= 15 else "*" * len(number)


def _plain(text: str) -> str:
    """Full-width characters made half-width; blanks and hyphens dropped."""
    return re.sub(r"[\s\-‐-―－()（）]", "", unicodedata.normalize("NFKC", text))


def _weighted(code: str, alphabet: str, weights: tuple[int, ...]) -> int:
    return sum(alphabet.index(character) * weight for character, weight in zip(code, weights, strict=False))


def _id_check(first_17: str) -> str:
    return ID_CHECKS[_weighted(first_17, "0123456789", ID_WEIGHTS) % 11]


def _check_birth_date(digits: str, today: date | None) -> None:
    try:
        born = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        raise BadIdentifier(
            f"身份证号中的出生日期{digits[:4]}年{digits[4:6]}月{digits[6:]}日不存在，请核对证件。"
        ) from None
    if today is not None and not today.year - OLDEST_AGE <= born.year <= today.year:
        raise BadIdentifier(f"身份证号中的出生年份{born.year}不合常理，请核对证件。")
    if today is not None and born > today:
        raise BadIdentifier("身份证号中的出生日期晚于今天，请核对证件。")

"""Receipt codes: what a person who reports something keeps, to ask later what became of it.

Twenty digits, 18 from random bytes and 2 check digits by ISO 7064 MOD 97-10, so that any single wrong digit and any
swap of two neighbours is noticed before anything is looked up (trust decision 8). Read in five groups of four.
"""

from __future__ import annotations

import re
import unicodedata

from bihuan.kernel.identifiers import BadIdentifier

RANDOM_DIGITS = 18
LENGTH = 20
LEAST_SEED_BYTES = 16


def make(seed: bytes) -> str:
    """The code of at least 16 random bytes (the surplus over 18 digits keeps the digits evenly spread)."""
    if len(seed) < LEAST_SEED_BYTES:
        raise ValueError(f"a receipt code needs at least {LEAST_SEED_BYTES} random bytes")
    body = int.from_bytes(seed, "big") % 10**RANDOM_DIGITS
    check = 98 - body * 100 % 97
    return f"{body:0{RANDOM_DIGITS}d}{check:02d}"


def normalise(text: str) -> str:
    """The twenty digits of what was typed; blanks, hyphens and full-width digits are accepted. Raises BadIdentifier."""
    code = re.sub(r"[\s\-‐-―]", "", unicodedata.normalize("NFKC", text))
    if not re.fullmatch(r"[0-9]*", code):
        raise BadIdentifier("查询码只有数字，请照回执上的20位数字输入。")
    if len(code) != LENGTH:
        raise BadIdentifier(f"查询码应为20位数字，现在是{len(code)}位，请照回执输入。")
    if int(code) % 97 != 1:
        raise BadIdentifier("查询码有误，可能有一位输错或两位颠倒，请对照回执再输一次。")
    return code


def grouped(code: str) -> str:
    """1234 5678 9012 3456 7890."""
    return " ".join(code[start : start + 4] for start in range(0, len(code), 4))

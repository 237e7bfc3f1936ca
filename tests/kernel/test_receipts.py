"""Receipt codes: random, readable, and proof against slips of the finger."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bihuan.kernel import receipts
from bihuan.kernel.identifiers import BadIdentifier

codes = st.binary(min_size=16, max_size=16).map(receipts.make)


@given(codes)
def test_a_code_has_twenty_digits_and_is_accepted_as_it_is_read_aloud(code: str) -> None:
    assert len(code) == 20
    assert receipts.normalise(receipts.grouped(code)) == code


@given(codes, st.integers(0, 19), st.integers(0, 9))
def test_any_single_wrong_digit_is_noticed(code: str, place: int, digit: int) -> None:
    assume(code[place] != str(digit))
    with pytest.raises(BadIdentifier, match="查询码有误"):
        receipts.normalise(code[:place] + str(digit) + code[place + 1 :])


@given(codes, st.integers(0, 18))
def test_any_swap_of_two_neighbours_is_noticed(code: str, place: int) -> None:
    assume(code[place] != code[place + 1])
    swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    with pytest.raises(BadIdentifier, match="查询码有误"):
        receipts.normalise(swapped)


def test_a_code_of_known_bytes_stays_the_same_for_ever() -> None:
    assert receipts.grouped(receipts.make(bytes(range(16)))) == "0509 5539 5731 3612 9574"


def test_a_code_is_accepted_with_hyphens_and_full_width_digits() -> None:
    assert receipts.normalise("０５０９-5539 5731－36129574") == "05095539573136129574"


@pytest.mark.parametrize(
    ("typed", "reason"),
    [("1234", "现在是4位"), ("", "现在是0位"), ("0509553957313612957O", "只有数字"), ("٠" * 20, "只有数字")],
)
def test_what_is_no_code_is_refused_with_the_reason(typed: str, reason: str) -> None:
    with pytest.raises(BadIdentifier, match=reason):
        receipts.normalise(typed)


def test_too_little_chance_is_refused() -> None:
    with pytest.raises(ValueError, match="16 random bytes"):
        receipts.make(bytes(8))

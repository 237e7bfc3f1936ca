"""Shares and their intervals."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bihuan.kernel.statistics import share, wilson


def test_a_share_of_nothing_is_unknown_and_never_zero() -> None:
    assert share(0, 0) is None


def test_a_share_is_its_quotient() -> None:
    assert share(32, 40) == 0.8


def test_the_wilson_interval_of_a_known_sample() -> None:
    low, high = wilson(30, 31)
    assert (round(low, 4), round(high, 4)) == (0.8381, 0.9943)


def test_nothing_observed_leaves_everything_open() -> None:
    assert wilson(0, 0) == (0.0, 1.0)


@given(st.integers(0, 500), st.integers(1, 500))
def test_the_interval_holds_the_share_and_stays_between_zero_and_one(successes: int, n: int) -> None:
    successes = min(successes, n)
    low, high = wilson(successes, n)
    assert 0 <= low <= successes / n <= high <= 1
    assert low < high


@pytest.mark.parametrize(("successes", "n"), [(-1, 5), (6, 5)])
def test_impossible_counts_are_refused(successes: int, n: int) -> None:
    with pytest.raises(ValueError, match="no share"):
        wilson(successes, n)

"""How values are written: one decimal, a dash where there was nothing to divide by."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bihuan.figures.choices import FigureKind
from bihuan.figures.domain.values import interval_of, interval_shown, percent, ratio, shown


@pytest.mark.parametrize(
    ("kind", "value", "text"),
    [
        (FigureKind.COUNT, Decimal(0), "0"),
        (FigureKind.COUNT, Decimal(1205), "1205"),
        (FigureKind.SHARE, None, "—"),
        (FigureKind.SHARE, Decimal(0), "0%"),
        (FigureKind.SHARE, Decimal(1), "100%"),
        (FigureKind.SHARE, ratio(5, 11), "45.5%"),
        (FigureKind.SHARE, ratio(1, 8), "12.5%"),
        (FigureKind.SHARE, ratio(999, 1000), "99.9%"),
        (FigureKind.MEAN, None, "—"),
        (FigureKind.MEAN, Decimal("3.25"), "3.3"),
        (FigureKind.MEAN, Decimal(4), "4.0"),
    ],
)
def test_a_value_is_written_as_papers_write_it(kind: FigureKind, value: Decimal | None, text: str) -> None:
    assert shown(kind, value) == text


def test_the_shares_of_the_rules_example_come_out() -> None:
    """R-2.12: 有效回访 40, 解决 32, 满意 28, 基本满意 6."""
    assert (percent(ratio(32, 40)), percent(ratio(28 + 6, 40))) == ("80%", "85%")


def test_beside_a_rate_stands_its_interval() -> None:
    assert interval_shown(interval_of(FigureKind.SHARE, Decimal(31), 31)) == "89%至100%"
    assert interval_shown(interval_of(FigureKind.SHARE, Decimal(0), 0)) == ""
    assert interval_of(FigureKind.COUNT, Decimal(3), None) is None

"""Dates of the statutory holidays of a year whose notice is not out yet (放假办法 2024 第2条, R-3.11).

Only for provisional answers: the long breaks and the swapped weekends come from the yearly notice alone.
The lunar dates are astronomy, not rules; they are tabulated for the years that deadlines can reach.
"""

from __future__ import annotations

from datetime import date, timedelta

FIXED = {(1, 1): "元旦", (5, 1): "劳动节", (5, 2): "劳动节", (10, 1): "国庆节", (10, 2): "国庆节", (10, 3): "国庆节"}

# year: (first day of the lunar year, 清明, 端午, 中秋)
MOVABLE = {
    2027: ("02-06", "04-05", "06-09", "09-15"),
    2028: ("01-26", "04-04", "05-28", "10-03"),
    2029: ("02-13", "04-04", "06-16", "09-22"),
    2030: ("02-03", "04-05", "06-05", "09-12"),
    2031: ("01-23", "04-05", "06-24", "10-01"),
    2032: ("02-11", "04-04", "06-12", "09-19"),
    2033: ("01-31", "04-04", "06-01", "09-08"),
    2034: ("02-19", "04-05", "06-20", "09-27"),
    2035: ("02-08", "04-05", "06-10", "09-16"),
    2036: ("01-28", "04-04", "05-30", "10-04"),
    2037: ("02-15", "04-04", "06-18", "09-24"),
    2038: ("02-04", "04-05", "06-07", "09-13"),
    2039: ("01-24", "04-05", "05-27", "10-02"),
    2040: ("02-12", "04-04", "06-14", "09-20"),
}


def statutory_holiday(on: date) -> str:
    """The name of the statutory holiday on that day, or an empty string. Lunar feasts only for the tabulated years."""
    return FIXED.get((on.month, on.day)) or _movable(on.year).get(on, "")


def _movable(year: int) -> dict[date, str]:
    if year not in MOVABLE:
        return {}
    new_year, *others = (date.fromisoformat(f"{year}-{day}") for day in MOVABLE[year])
    days = {new_year + timedelta(days=n): "春节" for n in range(-1, 3)}
    return days | dict(zip(others, ("清明节", "端午节", "中秋节"), strict=True))

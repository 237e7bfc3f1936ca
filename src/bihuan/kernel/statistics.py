"""Shares and how sure they are."""

from __future__ import annotations

from math import sqrt


def share(numerator: float, denominator: float) -> float | None:
    """Numerator by denominator; None where there is nothing to divide by, shown as “—” and never as 0 %."""
    return numerator / denominator if denominator else None


def wilson(successes: int, n: int, z: float = 1.96) -> tuple[float, float]:
    """The Wilson interval of a share; (0, 1) where nothing was observed. Raises ValueError for impossible counts."""
    if not 0 <= successes <= n:
        raise ValueError(f"{successes} of {n} is no share")
    if n == 0:
        return 0.0, 1.0
    p = successes / n
    centre = p + z * z / (2 * n)
    margin = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    scale = 1 + z * z / n
    low = 0.0 if successes == 0 else max(0.0, (centre - margin) / scale)
    high = 1.0 if successes == n else min(1.0, (centre + margin) / scale)
    return low, high

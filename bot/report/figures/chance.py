"""How far a share can be trusted: the Wilson score interval."""

from math import sqrt
from typing import NamedTuple

_Z = 1.959963984540054
"""Standard deviations that hold 95 of 100 draws of a normal distribution."""


class Interval(NamedTuple):
    """A 95% confidence interval of a share, from 0 to 1."""

    low: float
    high: float


def wilson(found: int, of: int) -> Interval:
    """The interval for ``found`` of ``of``, which stays within 0 and 1 and holds for few."""
    if not of:
        return Interval(0.0, 1.0)
    share, squared = found / of, _Z**2
    middle = (share + squared / (2 * of)) / (1 + squared / of)
    half = _Z * sqrt(share * (1 - share) / of + squared / (4 * of**2)) / (1 + squared / of)
    return Interval(max(0.0, middle - half), min(1.0, middle + half))

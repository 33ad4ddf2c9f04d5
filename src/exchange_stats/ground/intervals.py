"""A quantity known between two bounds, and arithmetic at the corners.

No error propagation by linear approximation: every function here is monotone in each of its
arguments, so its bounds stand at the corners of the box (``docs/methods.md``).
"""

import math
from dataclasses import dataclass

from exchange_stats.ground.errors import ValueTextError


@dataclass(frozen=True)
class Interval:
    """All values from ``lo`` to ``hi``, both included; ``hi`` may be infinite."""

    lo: float
    hi: float

    def __post_init__(self) -> None:
        """Refuse bounds in the wrong order or not numbers."""
        if not self.lo <= self.hi:
            message = f"interval from {self.lo} to {self.hi}: expected lo <= hi; correct the bounds"
            raise ValueTextError(message)

    @property
    def exact(self) -> bool:
        """Whether the interval is a single value."""
        return self.lo == self.hi

    def meets(self, other: "Interval") -> bool:
        """Whether the two have a value in common."""
        return max(self.lo, other.lo) <= min(self.hi, other.hi)


def add(first: Interval, second: Interval) -> Interval:
    """Return the bounds of a sum."""
    return Interval(first.lo + second.lo, first.hi + second.hi)


def subtract(first: Interval, second: Interval) -> Interval:
    """Return the bounds of a difference, first minus second."""
    return Interval(first.lo - second.hi, first.hi - second.lo)


def ratio(over: Interval, under: Interval) -> Interval:
    """Return the bounds of a ratio to a positive quantity.

    Raises
    ------
    ValueTextError
        If the quantity under the line can be zero.

    Examples
    --------
    >>> bounds = ratio(Interval(4201, 4299), Interval(445, 454))
    >>> round(bounds.lo, 4), round(bounds.hi, 4)
    (9.2533, 9.6607)
    """
    if under.lo <= 0:
        message = f"ratio over [{under.lo}, {under.hi}]: undefined at zero; give no ratio"
        raise ValueTextError(message)
    lowest = over.lo / (under.hi if over.lo >= 0 else under.lo)
    highest = over.hi / (under.lo if over.hi >= 0 else under.hi)
    return Interval(lowest, highest)


def growth(before: Interval, after: Interval) -> Interval:
    """Return the bounds of relative growth, ``after / before - 1``, as a fraction.

    Examples
    --------
    >>> bounds = growth(Interval(3695, 3705), Interval(4200, 4300))
    >>> round(100 * bounds.lo, 2), round(100 * bounds.hi, 2)
    (13.36, 16.37)
    """
    bounds = ratio(after, before)
    return Interval(bounds.lo - 1, bounds.hi - 1)


def share(part: Interval, rest: Interval) -> Interval:
    """Return the bounds of ``part / (part + rest)``, the part being inside the total.

    Raises
    ------
    ValueTextError
        If either can be negative, or both are zero.

    Examples
    --------
    >>> share(Interval(1, 1), Interval(3, 3))
    Interval(lo=0.25, hi=0.25)
    """
    if part.lo < 0 or rest.lo < 0:
        message = f"share of {part} beside {rest}: expected no negative; correct the bounds"
        raise ValueTextError(message)
    return Interval(_fraction(part.lo, rest.hi), _fraction(part.hi, rest.lo))


def asymmetry(first: Interval, second: Interval) -> Interval:
    """Return the bounds of ``(first - second) / (first + second)``, two counts, from -1 to 1.

    Examples
    --------
    >>> bounds = asymmetry(Interval(4200, 4300), Interval(445, 455))
    >>> round(bounds.lo, 5), round(bounds.hi, 5)
    (0.80451, 0.81243)
    """
    bounds = share(first, second)
    return Interval(2 * bounds.lo - 1, 2 * bounds.hi - 1)


def _fraction(part: float, rest: float) -> float:
    if math.isinf(part):
        return 1.0
    if part + rest == 0:
        message = "share of an empty total: undefined at zero; give no share"
        raise ValueTextError(message)
    return part / (part + rest)

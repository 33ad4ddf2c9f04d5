"""Rounding as statistical offices do it: half up, to a base, and shares that add to 100."""

import math
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from exchange_stats.ground.errors import ValueTextError
from exchange_stats.ground.intervals import Interval


def half_up(value: float | Decimal | str, decimals: int = 0) -> Decimal:
    """Return a value rounded half up to a number of decimals; -2 is to hundreds.

    Python rounds halves to even and reads ``2.675`` as slightly less; statistical tables
    round halves up on the printed decimal.

    Examples
    --------
    >>> half_up(2.5), half_up(2.675, 2), half_up("0.15", 1)
    (Decimal('3'), Decimal('2.68'), Decimal('0.2'))
    """
    step = Decimal(1).scaleb(-decimals)
    rounded = Decimal(str(value)).quantize(step, rounding=ROUND_HALF_UP)
    return abs(rounded) if rounded == 0 else rounded  # no "-0.0" in print


def to_base(value: float, base: int) -> int:
    """Return a count rounded half up to a multiple of a base.

    Examples
    --------
    >>> [to_base(value, 5) for value in (0, 1, 2, 3, 7, 8, 12, 13, 2.5)]
    [0, 0, 0, 5, 5, 10, 10, 15, 5]
    """
    return int(half_up(Decimal(str(value)) / base)) * base


def decimals_within(bounds: Interval, decimals: int) -> int:
    """Return how many decimals a number between bounds may have, below zero for tens and more.

    No more than asked for, and none finer than the width: the last digit is worth as much as the
    bounds lie apart, rounded down to a power of ten. Exact and open bounds take none away.

    Examples
    --------
    >>> decimals_within(Interval(9.2533, 9.6607), 4), decimals_within(Interval(3747, 3854), 0)
    (1, -2)
    """
    width = bounds.hi - bounds.lo
    if 0 < width < math.inf:
        return min(decimals, -math.floor(math.log10(width)))
    return decimals


def supported(bounds: Interval, decimals: int) -> tuple[Decimal, ...]:
    """Return what may be printed of a number between bounds: one number, or both its ends.

    As :func:`decimals_within` has it. Ends that round alike are one number. An end that is open
    is left out.

    Examples
    --------
    >>> [str(end) for end in supported(Interval(9.2533, 9.6607), 4)]
    ['9.3', '9.7']
    >>> [str(end) for end in supported(Interval(8.842, 10.118), 1)]
    ['9', '10']
    """
    ends = [end for end in (bounds.lo, bounds.hi) if math.isfinite(end)]
    step = decimals_within(bounds, decimals)
    return tuple(dict.fromkeys(half_up(end, step) for end in ends))


def largest_remainder(parts: Sequence[int], decimals: int = 0) -> list[Decimal]:
    """Return percentages of the parts that add to exactly 100.

    Every share is cut down, and the missing steps go to the largest remainders, ties in the
    order given (Hamilton's method). The remainders are exact fractions.

    Raises
    ------
    ValueTextError
        If a part is negative or all are zero.

    Examples
    --------
    >>> largest_remainder([1, 1, 1])
    [Decimal('34'), Decimal('33'), Decimal('33')]
    """
    total = sum(parts)
    if total <= 0 or min(parts) < 0:
        message = f"shares of {list(parts)}: expected counts, not all zero; give no shares"
        raise ValueTextError(message)
    scale = 10**decimals
    exact = [Fraction(part * 100 * scale, total) for part in parts]
    steps = [share.numerator // share.denominator for share in exact]
    by_remainder = sorted(range(len(parts)), key=lambda i: (steps[i] - exact[i], i))
    for index in by_remainder[: 100 * scale - sum(steps)]:
        steps[index] += 1
    return [Decimal(step).scaleb(-decimals) for step in steps]

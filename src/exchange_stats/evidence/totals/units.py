"""The unit to which a table is rounded, as its own numbers show it."""

from collections.abc import Iterable, Mapping, Sequence

from scipy.stats import binom

from exchange_stats.evidence.totals.sums import NOISE

Rule = Mapping[str, float]


def unit_of(values: Iterable[float], rule: Rule) -> float:
    """Return the unit to which numbers are rounded, 0 for whole numbers that look exact.

    From the last digit that any number has, the unit grows to the next power of ten as long as
    nearly all numbers are multiples of it, and more of them than chance would make: last digits
    of counts are even, so that one in ten is a 0 and ``k`` or more of ``n`` are with the
    probability of the binomial distribution. A few odd ones do not make a rounded table exact;
    they are slips.

    Parameters
    ----------
    values : iterable of float
        The numbers of one table; zeros say nothing.
    rule : mapping
        ``[rounding]`` of ``facts/checks.toml``: ``by_chance``, at most this probable, and ``odd``,
        the share of numbers that may be no multiples (one may be in any table).

    Examples
    --------
    >>> rule = {"by_chance": 1e-5, "odd": 0.02}
    >>> unit_of([762.8, 12], rule), unit_of([12300, 400, 900, 1200, 700], rule)
    (0.1, 100.0)
    >>> unit_of([12, 400], rule), unit_of([5, 15, 25, 40, 5, 10, 30, 125], rule)
    (0.0, 5.0)
    >>> unit_of([340, 120, 460, 50, 90, 141, 180], rule)
    10.0
    """
    known = [value for value in values if value]
    unit = 10.0 ** -next(
        (places for places in range(6) if all(is_multiple(v, 10.0**-places) for v in known)), 6
    )
    while _is_rounded(known, unit * 10, 0.1, rule):
        unit *= 10
    if unit == 1 and _is_rounded(known, 5, 0.2, rule):
        return 5.0
    return 0.0 if unit == 1 else round(unit, 6)


def is_multiple(value: float, unit: float) -> bool:
    """Return whether a number has no digits beyond a unit."""
    return abs(value / unit - round(value / unit)) < NOISE * max(1, 1 / unit)


def _is_rounded(known: Sequence[float], unit: float, chance: float, rule: Rule) -> bool:
    """Return whether nearly all numbers are multiples of a unit, and not by chance."""
    odd = sum(not is_multiple(value, unit) for value in known)
    if odd > max(1, rule["odd"] * len(known)):
        return False
    by_chance = float(binom.sf(len(known) - odd - 1, len(known), chance))
    return by_chance <= rule["by_chance"] * (1 + NOISE)

"""A total with the cells that it must be the sum of, and how far rounding lets them differ."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from exchange_stats.evidence.findings import Row

Place = tuple[str, str, str]
NOISE = 1e-6


@dataclass(frozen=True)
class Sum:
    """A total and its parts.

    Attributes
    ----------
    check : str
        The check that speaks of it when it fails.
    what : str
        What is added: a term of ``facts/findings.csv``.
    unit : float
        The unit to which the table is rounded; 0 when its numbers are exact.
    """

    check: str
    what: str
    total: Row
    parts: tuple[Row, ...]
    unit: float = 0.0

    @property
    def added(self) -> float:
        """The sum of the parts; what cannot exist adds nothing."""
        return round(sum(amount(part) for part in self.parts), 6)

    @property
    def gap(self) -> float:
        """By how much the total exceeds the sum of its parts."""
        return round(amount(self.total) - self.added, 6)

    @property
    def tolerance(self) -> float:
        """The difference that rounding can make: half a unit for each part."""
        return round(self.unit / 2 * len(self.parts), 6)

    @property
    def spread(self) -> float:
        """The standard deviation of the difference that rounding makes in total and parts.

        A rounded number is off by anything up to half a unit either way, so the variance of one
        is the square of the unit divided by 12, and those of independent ones add up.
        """
        return self.unit * math.sqrt((len(self.parts) + 1) / 12)

    @property
    def holds(self) -> bool:
        """Whether total and parts agree."""
        return self.allows(self.gap)

    def allows(self, gap: float) -> bool:
        """Return whether a difference is no more than rounding makes."""
        return abs(gap) <= self.tolerance + NOISE


def amount(row: Row) -> float:
    """Return the number of a cell, 0 for one that cannot exist."""
    return float(row["value"] or 0)


def place_of(row: Row) -> Place:
    """Return workbook, sheet and cell of a row."""
    return row["workbook_id"], row["sheet"], row["cell"]


def unit_of(values: Iterable[float]) -> float:
    """Return the unit to which numbers are rounded, 0 for whole numbers that look exact.

    Decimals say it; whole numbers are rounded when five or more are all multiples of ten, or
    eight or more of five: by chance alone that is so in one of 100,000 tables or fewer.

    Examples
    --------
    >>> unit_of([762.8, 12]), unit_of([12300, 400, 900, 1200, 700]), unit_of([12, 400])
    (0.1, 100.0, 0.0)
    >>> unit_of([5, 15, 25, 40, 5, 10, 30, 125])
    5.0
    """
    known = [value for value in values if value]
    for decimals in range(1, 7):
        if all(abs(value - round(value, decimals - 1)) < NOISE for value in known):
            break
    if decimals > 1:
        return float(10 ** -(decimals - 1))
    step = 1
    while len(known) >= 5 and all(round(value) % (step * 10) == 0 for value in known):
        step *= 10
    if step == 1 and len(known) >= 8 and all(round(value) % 5 == 0 for value in known):
        return 5.0
    return float(step) if step > 1 else 0.0


def is_proven(family: Sequence[Sum]) -> bool:
    """Return whether sums of one kind in one table hold so often that they are meant.

    At least half of those that tell something: a total, and two parts, that are not zero.
    """
    telling = [one for one in family if tells(one)]
    good = sum(one.holds for one in telling)
    return good >= 1 and 2 * good >= len(telling)


def tells(one: Sum) -> bool:
    """Return whether a sum says anything: its total and two of its parts are not zero."""
    return bool(amount(one.total)) and sum(bool(amount(part)) for part in one.parts) > 1


def distinct(sums: Iterable[Sum]) -> list[Sum]:
    """Return sums without those that add the same cells as one before them."""
    kept: dict[tuple[Place, frozenset[Place]], Sum] = {}
    for one in sums:
        cells = frozenset(place_of(part) for part in one.parts)
        kept.setdefault((place_of(one.total), cells), one)
    return list(kept.values())

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

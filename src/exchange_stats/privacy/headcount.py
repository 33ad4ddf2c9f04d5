"""One person, one count: the main programme of each person, and how many no list names."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import sqrt

Row = Mapping[str, str]


def count_once(rows: Iterable[Row]) -> list[Row]:
    """Return one row for each person, flow and year: that of the main programme.

    It is the one of the highest ISCED level, then the longest, then the first. A person in two
    programmes is one person; neither line is a mistake.

    Parameters
    ----------
    rows : iterable of mapping
        With ``person``, ``origin``, ``host``, ``period``, ``isced_level`` and ``length``, in years.
    """
    main: dict[tuple[str, ...], Row] = {}
    for row in rows:
        whose = tuple(row[name] for name in ("person", "origin", "host", "period"))
        if whose not in main or _rank(row) > _rank(main[whose]):
            main[whose] = row
    return list(main.values())


def _rank(row: Row) -> tuple[int, float]:
    """Return the place of a programme: 8 above 6, study without a degree below."""
    level = row["isced_level"][:1]
    return int(level) if level.isdecimal() else 0, float(row["length"] or 0)


@dataclass(frozen=True)
class Undercount:
    """How many persons there may be, from how far two lists of them overlap.

    Attributes
    ----------
    union : int
        Persons on either list.
    estimate, error, lo, hi : float
        Persons in all, standard error and bounds of the 95 % interval.
    """

    union: int
    estimate: float
    error: float
    lo: float
    hi: float


def estimate_undercount(first: int, second: int, both: int, z: float) -> Undercount:
    """Return how many persons there may be, when two lists of all of them were made independently.

    ``N = (a + 1)(b + 1) / (c + 1) - 1`` with variance ``(a + 1)(b + 1)(a - c)(b - c) /
    ((c + 1)^2 (c + 2))``. Lists are hardly ever independent: a sensitivity, never a count.
    Sources: Chapman 1951; Seber 1970.

    Parameters
    ----------
    first, second, both : int
        Persons on each list and on both.
    z : float
        Standard errors on either side of the interval.
    """
    product = (first + 1) * (second + 1)
    estimate = product / (both + 1) - 1
    missed = product * (first - both) * (second - both)
    error = sqrt(missed / ((both + 1) ** 2 * (both + 2)))
    return Undercount(
        first + second - both, estimate, error, estimate - z * error, estimate + z * error
    )

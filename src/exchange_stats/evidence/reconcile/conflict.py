"""Whether claims contradict each other: by their intervals, and only when they count alike."""

import math
from collections.abc import Iterable, Mapping
from decimal import Decimal

import pandas as pd

from exchange_stats.evidence.quantities import bounds, parse_quantity
from exchange_stats.ground.intervals import Interval
from exchange_stats.ground.numerals import number_text

Row = Mapping[str, str]
UNKNOWN = "unknown"
STATED = ("population", "basis", "programme", "coverage")
OPEN = ("more_than", "at_least", "nearly")  # what the strict reading leaves open
WHOLE = ("_T", "5T8", "_Z")  # all levels of those who are counted at all


def interval_of(row: Row, reading: str = "") -> Interval:
    """Return the bounds of a row; a missing value is unbounded, a missing ``hi`` open above.

    ``reading`` may be ``_strict`` for a row that carries both readings.
    """
    lo, hi = row[f"lo{reading}"], row[f"hi{reading}"]
    if not lo:
        return Interval(-math.inf, math.inf)
    return Interval(float(lo), float(hi) if hi else math.inf)


def bound_text(bound: float) -> str:
    """Return a bound as text, empty when there is none."""
    return "" if math.isinf(bound) else number_text(bound)


def gap(intervals: Iterable[Interval]) -> float:
    """Return ``max(lo) - min(hi)``: above zero the intervals have no value in common.

    Examples
    --------
    >>> gap([Interval(4201, 4299), Interval(4250, 4349), Interval(4276, 4276)])
    0
    >>> gap([Interval(4276, 4276), Interval(4701, 4799)])
    425
    """
    known = list(intervals)
    return max(0, max(one.lo for one in known) - min(one.hi for one in known))


def intersection(intervals: Iterable[Interval]) -> Interval:
    """Return the values that all intervals have in common; refuses when there are none."""
    known = list(intervals)
    return Interval(max(one.lo for one in known), min(one.hi for one in known))


def hull(intervals: Iterable[Interval]) -> Interval:
    """Return the smallest interval that holds all of them."""
    known = list(intervals)
    return Interval(min(one.lo for one in known), max(one.hi for one in known))


def unstated(row: Row) -> int:
    """Return how many parts of its definition a source leaves open."""
    return sum(row[name] == UNKNOWN for name in STATED)


def compatible(one: Row, other: Row) -> bool:
    """Return whether two rows may count the same: no part of the definitions is known to differ.

    Known to differ means another series, never a conflict.
    """
    return whole_level(one) == whole_level(other) and all(
        UNKNOWN in (one[name], other[name]) or one[name] == other[name] for name in STATED
    )


def whole_level(row: Row) -> str:
    """Return the level of study, one code for all levels together."""
    return "_T" if row["isced_level"] in WHOLE else row["isced_level"]


def read_strictly(observations: pd.DataFrame) -> pd.DataFrame:
    """Return the observations with the bounds of the strict reading.

    "More than n" is then open above, "nearly n" reaches down to zero.
    """
    rows = [
        {**row, **_strict(row)} if row["qualifier"] in OPEN else row
        for row in observations.to_dict("records")
    ]
    return pd.DataFrame(rows, columns=list(observations.columns), dtype="str")


def _strict(row: Row) -> dict[str, str]:
    granularity = parse_quantity(row["printed"]).granularity
    strict = bounds(Decimal(row["value"]), granularity, row["qualifier"], "strict")
    return {"lo": bound_text(strict.lo), "hi": bound_text(strict.hi)}

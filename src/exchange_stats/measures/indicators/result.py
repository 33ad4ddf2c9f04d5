"""One value of an indicator with its inputs, and what all kinds of indicators share."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from exchange_stats.ground import intervals
from exchange_stats.ground.intervals import Interval
from exchange_stats.measures.series import Point

BREAK = "B"
Series = Mapping[int, Point]
Spec = Mapping[str, Any]
Get = Callable[[str], Series]


@dataclass(frozen=True)
class Result:
    """One value of an indicator, with everything it was computed from."""

    series: str
    period: str
    value: float
    bounds: Interval
    inputs: tuple[Point, ...]
    from_period: str = ""


def result(
    series: str,
    value: float,
    bounds: Interval,
    inputs: tuple[Point, ...],
    start: Point | None = None,
) -> Result:
    """Return a result for the period of the first input; ``start`` is the base, if any.

    "More than 4,200" is written 4,200, which is none of the numbers that it may mean: a value
    computed from what is written keeps to the bounds.
    """
    from_period = start.period if start else ""
    within = min(max(value, bounds.lo), bounds.hi)
    return Result(series, inputs[0].period, within, bounds, inputs, from_period)


def divides(*points: Point) -> bool:
    """Return whether something may be divided by each: none of them may be zero."""
    return all(point.bounds.lo > 0 for point in points)


def unbroken(series: Series, one: Point, other: Point) -> bool:
    """Return whether the series has no break between two of its points."""
    first, last = sorted((one.year, other.year))
    between = [point for year, point in series.items() if first < year <= last]
    return not any(BREAK in row["flags"].split() for point in between for row in point.rows)


def exact(*points: Point) -> bool:
    """Return whether each is known to the person."""
    return all(point.bounds.exact for point in points)


def common(*series: Series) -> list[int]:
    """Return the years that all series have, in order."""
    return sorted(set(series[0]).intersection(*series[1:]))


def added(points: Sequence[Point]) -> tuple[float, Interval]:
    """Return the sum of points with its bounds."""
    bounds = Interval(0, 0)
    for point in points:
        bounds = intervals.add(bounds, point.bounds)
    return sum(point.value for point in points), bounds


def scaled(bounds: Interval, factor: float) -> Interval:
    """Return bounds times a factor above zero."""
    return Interval(factor * bounds.lo, factor * bounds.hi)

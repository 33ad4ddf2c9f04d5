"""The answer to one question: a fan where the evidence bears one, else refusals."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from exchange_stats.ground.intervals import Interval
from exchange_stats.measures.projection.refusal import Refusal, Rules, refusals
from exchange_stats.measures.projection.walk import Walk, fit_unchanged, fit_walk


@dataclass(frozen=True)
class Fan:
    """What a method says of one year.

    Attributes
    ----------
    median : float
        The middle, in the unit of the series.
    intervals : mapping
        Level in percent to prediction interval.
    """

    median: float
    intervals: Mapping[int, Interval]


@dataclass(frozen=True)
class Projection:
    """The damped walk for one year, with the reference "no change" beside it."""

    walk: Fan
    unchanged: Fan


@dataclass(frozen=True)
class Method:
    """How to project: how much drift is kept, which intervals are given, what is refused."""

    shrinkage: float
    levels: tuple[int, ...]
    rules: Rules


def project(
    values: Mapping[int, float], period: int, as_of: int, method: Method
) -> Projection | tuple[Refusal, ...]:
    """Return a projection, or the reasons why there is none: at least one.

    Parameters
    ----------
    values : mapping
        Year to value: the usable points of one definition that were known in ``as_of``.
    period : int
        The year asked for.
    as_of : int
        The year in which it is asked; given, never read from a clock.
    method : Method
        The choices of ``facts/projection.toml``.
    """
    refused = refusals(values, period, as_of, method.rules)
    if refused:
        return refused
    horizon = period - max(values)
    return Projection(
        walk=fan(fit_walk(values, method.shrinkage), horizon, method.levels),
        unchanged=fan(fit_unchanged(values), horizon, method.levels),
    )


def fan(walk: Walk, horizon: int, levels: Sequence[int]) -> Fan:
    """Return the median and the intervals of a fitted walk, some years ahead."""
    return Fan(walk.median(horizon), {level: walk.interval(horizon, level) for level in levels})

"""How the method would have done: every year predicted from the years before it alone.

Scores and their sources are in ``docs/methods/projection.md``. With few errors a share within
the interval is printed as a fraction, "4 of 5", never as a percentage.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import fmean

import pandas as pd

from exchange_stats.ground.errors import ValueTextError
from exchange_stats.ground.intervals import Interval
from exchange_stats.ground.stages import INDICATORS, RECONCILED
from exchange_stats.measures.projection.answer import Fan, Method, fan
from exchange_stats.measures.projection.questions import (
    Facts,
    amounts,
    indicator_row,
    latest_points,
    method_of,
)
from exchange_stats.measures.projection.walk import fit_unchanged, fit_walk


@dataclass(frozen=True)
class Forecast:
    """One year predicted, and what was counted.

    Attributes
    ----------
    origin, period : int
        The newest year known, and the year predicted.
    actual : float
        What was counted.
    scale : float
        Mean yearly change of the years known: what the naive method errs by on them.
    walk, unchanged : Fan
        What the damped walk and the reference said.
    """

    origin: int
    period: int
    actual: float
    scale: float
    walk: Fan
    unchanged: Fan


@dataclass(frozen=True)
class Scores:
    """The scores of a set of forecasts.

    Attributes
    ----------
    errors : int
        How many there are: print it beside every score.
    smape : float
        ``mean(200 |e| / (|y| + |f|))``, percent; only for series far from zero.
    mase, mase_unchanged : float
        ``mean(|e| / scale)`` of the walk and of the reference.
    within : mapping
        Level to the number of counts inside the interval.
    msis : mapping
        Level to ``mean(interval score / scale)``.
    """

    errors: int
    smape: float
    mase: float
    mase_unchanged: float
    within: Mapping[int, int]
    msis: Mapping[int, float]

    def fraction(self, level: int) -> str:
        """Return how many counts lay inside an interval: ``4 of 5``."""
        return f"{self.within[level]} of {self.errors}"


def roll_origin(
    values: Mapping[int, float], method: Method, *, least: int, horizon: int = 1
) -> list[Forecast]:
    """Return a forecast for each year that has enough years before it.

    Parameters
    ----------
    values : mapping
        Year to value, all above zero; years may be missing.
    method : Method
        How to project.
    least : int
        Fewest points before the first forecast.
    horizon : int
        Years from the newest year known to the year predicted; a year that was not counted is
        not predicted.
    """
    years = sorted(values)
    forecasts: list[Forecast] = []
    for known in (years[:count] for count in range(least, len(years))):
        if (period := known[-1] + horizon) in values:
            training = {year: values[year] for year in known}
            forecasts += hold_out(training, {period: values[period]}, method)
    return forecasts


def hold_out(
    training: Mapping[int, float], actual: Mapping[int, float], method: Method
) -> list[Forecast]:
    """Return the forecasts of later years from the years of training.

    None is made from a series that never moved: nothing tells how far it may.
    """
    moves = change_scale(training)
    if moves == 0:
        return []
    walk, unchanged = fit_walk(training, method.shrinkage), fit_unchanged(training)
    return [
        Forecast(
            walk.newest,
            period,
            value,
            moves,
            fan(walk, period - walk.newest, method.levels),
            fan(unchanged, period - walk.newest, method.levels),
        )
        for period, value in sorted(actual.items())
    ]


def change_scale(values: Mapping[int, float]) -> float:
    """Return the mean absolute change of one year, ``mean(|y_i - y_(i-1)| / sqrt(D_i))``.

    ``D_i`` are the years between neighbouring points: a walk moves with their root.

    Examples
    --------
    >>> round(change_scale({2015: 10, 2016: 12, 2017: 11, 2018: 14}), 6)
    2.0
    """
    return fmean(
        abs(values[after] - values[before]) / math.sqrt(after - before)
        for before, after in pairwise(sorted(values))
    )


def interval_score(bounds: Interval, actual: float, level: float) -> float:
    """Return the Winkler score: the width, and a fine for each unit that the actual lies outside.

    ``(u - l) + 2/a (l - y)+ + 2/a (y - u)+`` with ``a = 1 - level / 100``; less is better.

    Examples
    --------
    >>> round(interval_score(Interval(90, 110), 120, 80), 6)
    120.0
    """
    outside = max(bounds.lo - actual, actual - bounds.hi, 0)
    return bounds.hi - bounds.lo + 2 / (1 - level / 100) * outside


def score(forecasts: Sequence[Forecast]) -> Scores:
    """Return the scores of forecasts.

    Raises
    ------
    ValueTextError
        If there is none: no error, no score.
    """
    if not forecasts:
        message = "backtest: no forecast, expected at least one; print that there is no error"
        raise ValueTextError(message)
    levels = forecasts[0].walk.intervals
    return Scores(
        errors=len(forecasts),
        smape=fmean(_relative(one) for one in forecasts),
        mase=fmean(abs(one.actual - one.walk.median) / one.scale for one in forecasts),
        mase_unchanged=fmean(
            abs(one.actual - one.unchanged.median) / one.scale for one in forecasts
        ),
        within={level: sum(_inside(one, level) for one in forecasts) for level in levels},
        msis={
            level: fmean(
                interval_score(one.walk.intervals[level], one.actual, level) / one.scale
                for one in forecasts
            )
            for level in levels
        },
    )


def _relative(one: Forecast) -> float:
    return 200 * abs(one.actual - one.walk.median) / (abs(one.actual) + abs(one.walk.median))


def _inside(one: Forecast, level: int) -> bool:
    bounds = one.walk.intervals[level]
    return bounds.lo <= one.actual <= bounds.hi


def add_backtests(
    indicators: pd.DataFrame, reconciled: pd.DataFrame, series: Mapping[str, Facts], facts: Facts
) -> pd.DataFrame:
    """Return the indicators with the backtest of every series that is asked for.

    One-step errors; a series with too few points for one has no rows.

    Returns
    -------
    DataFrame
        Stage ``indicators``; ``series`` names series and variant.
    """
    RECONCILED.check(reconciled)
    method, least = method_of(facts), facts["backtest"]["least_points"]
    rows = []
    for name, points in latest_points(reconciled, series, facts).items():
        forecasts = roll_origin(amounts(points), method, least=least)
        if forecasts:
            known = list(points.values())
            rows += [
                indicator_row(indicator_id, name, known, (value, value, value), unit)
                for indicator_id, value, unit in _figures(score(forecasts))
            ]
    return INDICATORS.check(pd.concat([indicators, INDICATORS.frame(rows)], ignore_index=True))


def _figures(scores: Scores) -> Iterator[tuple[str, float, str]]:
    yield "backtest_errors", scores.errors, "forecasts"
    for level, count in scores.within.items():
        yield f"backtest_within_{level}", count, "forecasts"
    yield "backtest_mase", scores.mase, "ratio"
    yield "backtest_mase_no_change", scores.mase_unchanged, "ratio"
    yield "backtest_msis_80", scores.msis[80], "ratio"

"""The trend of a series, described: Theil-Sen on logarithms, exact Mann-Kendall, censored fit.

A description of the years that were counted, never a forecast. Formulas and sources are in
``docs/methods/projection.md``.
"""

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pandas as pd
from scipy.optimize import minimize
from scipy.special import log_ndtr
from scipy.stats import theilslopes

from exchange_stats.ground.errors import ValueTextError
from exchange_stats.ground.intervals import Interval
from exchange_stats.ground.stages import INDICATORS, RECONCILED
from exchange_stats.measures.projection.questions import (
    Facts,
    amounts,
    indicator_row,
    latest_points,
)

LEAST_SIGMA = 1e-4


@dataclass(frozen=True)
class Trend:
    """A slope with its bounds, and how likely so steady an order is by chance.

    Attributes
    ----------
    slope : float
        Change of the logarithm a year; ``growth`` gives it in percent a year.
    bounds : Interval
        95 percent bounds of the slope.
    tau : float
        Kendall's correlation with time, -1 to 1.
    p_value : float
        Two-sided and exact: of all orders of the same values, how many are as steady.
    """

    slope: float
    bounds: Interval
    tau: float
    p_value: float


def growth(slope: float) -> float:
    """Return a slope of logarithms as growth in percent a year, ``100 (exp(b) - 1)``.

    Examples
    --------
    >>> round(growth(0.0583541), 2)
    6.01
    """
    return 100 * math.expm1(slope)


def describe_trend(values: Mapping[int, float]) -> Trend:
    """Return the Theil-Sen trend of the logarithms with the exact Mann-Kendall test.

    The slope is the median of ``(ln y_j - ln y_i) / (j - i)`` over all pairs of years; its
    bounds are those of Sen (1968).

    Parameters
    ----------
    values : mapping
        Year to value, all above zero; years may be missing.

    Raises
    ------
    ValueTextError
        If there are fewer than three points or a value is not above zero.
    """
    _require_points(len(values), min(values.values(), default=0))
    years = sorted(values)
    logarithms = [math.log(values[year]) for year in years]
    found = theilslopes(logarithms, years, 0.95)
    tau, p_value = mann_kendall([values[year] for year in years])
    bounds = Interval(float(found.low_slope), float(found.high_slope))
    return Trend(float(found.slope), bounds, tau, p_value)


def mann_kendall(values: list[float]) -> tuple[float, float]:
    """Return Kendall's tau with time and its exact two-sided p-value.

    ``S`` is the number of rising pairs less the number of falling ones; without ties,
    ``tau = S / (n (n - 1) / 2)``, and with them the root of the pairs that are not tied stands
    for one half (tau-b). ``p`` is twice the share of all orders of these values with an ``S``
    as far out, at most 1; ties are exact too.

    Examples
    --------
    >>> tau, p_value = mann_kendall([3.1, 3.4, 3.2, 3.9, 4.2, 4.6])
    >>> round(tau, 5), round(p_value, 6)
    (0.86667, 0.016667)
    """
    falling = sum(first > second for first, second in combinations(values, 2))
    rising = sum(first < second for first, second in combinations(values, 2))
    untied = rising + falling
    if untied == 0:
        return 0.0, 1.0
    pairs = len(values) * (len(values) - 1) / 2
    orders = _orders_by_falls(list(Counter(values).values()), untied)
    tail = sum(orders[: min(rising, falling) + 1]) / sum(orders)
    return (rising - falling) / math.sqrt(untied * pairs), min(1.0, 2 * tail)


def _orders_by_falls(ties: list[int], untied: int) -> list[int]:
    """Return how many orders of the values have 0, 1, ... falling pairs.

    The coefficients of the q-multinomial ``prod_(i<=n) (1 - q^i) / prod_t prod_(i<=t)
    (1 - q^i)``, where t runs over the sizes of groups of equal values.
    """
    orders = [1] + [0] * untied
    for i in range(1, sum(ties) + 1):
        for k in range(untied, i - 1, -1):
            orders[k] -= orders[k - i]
    for i in (i for size in ties for i in range(1, size + 1)):
        for k in range(i, untied + 1):
            orders[k] += orders[k - i]
    return orders


def add_trends(
    indicators: pd.DataFrame, reconciled: pd.DataFrame, series: Mapping[str, Facts], facts: Facts
) -> pd.DataFrame:
    """Return the indicators with the trend of every series that is asked for.

    Returns
    -------
    DataFrame
        Stage ``indicators``: ``trend_growth`` (percent a year, 95 percent bounds),
        ``trend_tau`` and ``trend_p_value``; ``series`` names series and variant.
    """
    RECONCILED.check(reconciled)
    rows = []
    for name, points in latest_points(reconciled, series, facts).items():
        if len(points) < facts["trend"]["least_points"]:
            continue
        trend, known = describe_trend(amounts(points)), list(points.values())
        change = growth(trend.slope), growth(trend.bounds.lo), growth(trend.bounds.hi)
        rows += [
            indicator_row("trend_growth", name, known, change, "percent a year"),
            indicator_row("trend_tau", name, known, (trend.tau,) * 3, "tau"),
            indicator_row("trend_p_value", name, known, (trend.p_value,) * 3, "probability"),
        ]
    return INDICATORS.check(pd.concat([indicators, INDICATORS.frame(rows)], ignore_index=True))


@dataclass(frozen=True)
class CensoredFit:
    """A straight line of logarithms fitted to bounds.

    Attributes
    ----------
    slope : float
        Change of the logarithm a year.
    intercept : float
        Logarithm at the newest year.
    sigma : float
        Standard deviation of the logarithm around the line, by maximum likelihood.
    log_likelihood : float
        At its maximum.
    """

    slope: float
    intercept: float
    sigma: float
    log_likelihood: float


def fit_censored(bounds: Mapping[int, Interval]) -> CensoredFit:
    """Return the log-linear trend of numbers of which only bounds are known.

    Maximises ``sum ln(Phi((ln hi - x'b) / s) - Phi((ln lo - x'b) / s))``; an exact number counts
    by the normal density of its logarithm. ``s`` is at least 0.0001.

    Parameters
    ----------
    bounds : mapping
        Year to bounds, the lower ones above zero; years may be missing, an upper one infinite.

    Raises
    ------
    ValueTextError
        If there are fewer than three points, a lower bound is not above zero, or no maximum is
        found.
    """
    _require_points(len(bounds), min((one.lo for one in bounds.values()), default=0))
    newest = max(bounds)
    years = np.array([year - newest for year in bounds], dtype=float)
    low = np.log([one.lo for one in bounds.values()])
    high = np.log([one.hi for one in bounds.values()])
    middle = np.where(np.isinf(high), low, (low + high) / 2)
    slope, intercept = np.polyfit(years, middle, 1)
    residual = float(np.std(middle - intercept - slope * years))
    start = [slope, intercept, math.log(max(residual, 0.01))]

    def loss(guess: np.ndarray) -> float:
        sigma = LEAST_SIGMA + math.exp(guess[2])
        centre = guess[1] + guess[0] * years
        return -_log_likelihood((low - centre) / sigma, (high - centre) / sigma, sigma)

    options = {"xatol": 1e-9, "fatol": 1e-11, "maxiter": 4000, "maxfev": 4000}
    found = minimize(loss, start, method="Nelder-Mead", options=options)
    if not found.success:
        message = (
            f"censored trend: {found.message}, expected a greatest likelihood; give the slope of "
            "the middles instead"
        )
        raise ValueTextError(message)
    sigma = LEAST_SIGMA + math.exp(found.x[2])
    return CensoredFit(float(found.x[0]), float(found.x[1]), sigma, -float(found.fun))


def _log_likelihood(low: np.ndarray, high: np.ndarray, sigma: float) -> float:
    """Return the sum of the logarithms of the chance to fall between standardised bounds."""
    exact = low == high
    density = -(low[exact] ** 2) / 2 - math.log(sigma * math.sqrt(2 * math.pi))
    flip = low > -high  # on the upper side mirror the bounds: differences of tails stay exact
    below = np.where(flip, -high, low)[~exact]
    above = np.where(flip, -low, high)[~exact]
    larger, smaller = log_ndtr(above), log_ndtr(below)
    return float(density.sum() + (larger + np.log1p(-np.exp(smaller - larger))).sum())


def _require_points(count: int, lowest: float) -> None:
    if count < 3 or lowest <= 0:
        message = (
            f"trend: {count} points, the lowest {lowest}, expected at least 3 points above zero; "
            "describe no trend"
        )
        raise ValueTextError(message)

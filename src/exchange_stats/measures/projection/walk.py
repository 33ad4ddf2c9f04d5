"""The gap-aware random walk with damped drift on logarithms: fit, median, interval.

Formulas, sources and the choice of the shrinkage are in ``docs/methods/projection.md``.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from scipy.special import stdtrit

from exchange_stats.ground.errors import ValueTextError
from exchange_stats.ground.intervals import Interval


@dataclass(frozen=True)
class Walk:
    """A fitted walk, ready to be continued from its newest year.

    Attributes
    ----------
    newest : int
        Year of the newest point.
    level : float
        Logarithm of the newest value.
    drift : float
        Change of the logarithm a year that is carried on (already damped).
    sigma : float
        Standard deviation of the change of one year.
    span : float
        Years from the first point to the newest; infinite when the drift is known to be zero.
    freedom : int
        Degrees of freedom of ``sigma``.
    """

    newest: int
    level: float
    drift: float
    sigma: float
    span: float
    freedom: int

    def median(self, horizon: int) -> float:
        """Return ``exp(ln y_T + h drift)``, in the unit of the series.

        The exponential of a centre of logarithms is a median, not a mean.
        """
        return math.exp(self.level + horizon * self.drift)

    def interval(self, horizon: int, level: float) -> Interval:
        """Return the prediction interval at a level in percent, in the unit of the series.

        ``exp(ln y_T + h drift -+ t sd)`` with ``sd = sigma sqrt(h + h^2 / span)``: the first
        term is the walk's own, the second that of the estimated drift.
        """
        deviation = self.sigma * math.sqrt(horizon + horizon**2 / self.span)
        reach = float(stdtrit(self.freedom, 0.5 + level / 200)) * deviation
        centre = self.level + horizon * self.drift
        return Interval(math.exp(centre - reach), math.exp(centre + reach))


def fit_walk(values: Mapping[int, float], shrinkage: float) -> Walk:
    """Return the random walk with damped drift that fits a series.

    With ``d_i`` the change of the logarithm between neighbouring points, ``D_i`` the years
    between them and ``m`` changes: ``mu = sum d / sum D``,
    ``sigma^2 = sum((d_i - lambda mu D_i)^2 / D_i) / (m - 1)``, and the drift is ``lambda mu``.

    Parameters
    ----------
    values : mapping
        Year to value, all above zero; years may be missing.
    shrinkage : float
        ``lambda``, from 0 (no drift) to 1 (all of it).

    Raises
    ------
    ValueTextError
        If there are fewer than three points or a value is not above zero.

    Examples
    --------
    >>> walk = fit_walk({2015: 100, 2016: 110, 2018: 121}, 0.6)
    >>> round(walk.median(1), 1)
    125.7
    """
    changes = _changes(values, least=3)
    span = sum(years for _, years in changes)
    drift = shrinkage * sum(change for change, _ in changes) / span
    squares = sum((change - drift * years) ** 2 / years for change, years in changes)
    freedom = len(changes) - 1
    newest = max(values)
    return Walk(
        newest=newest,
        level=math.log(values[newest]),
        drift=drift,
        sigma=math.sqrt(squares / freedom),
        span=span,
        freedom=freedom,
    )


def fit_unchanged(values: Mapping[int, float]) -> Walk:
    """Return the reference that says "no change": a walk without drift.

    ``sigma^2 = sum(d_i^2 / D_i) / m``; nothing but ``sigma`` is estimated, so ``sd`` is
    ``sigma sqrt(h)``. Parameters and errors are those of :func:`fit_walk`.

    Examples
    --------
    >>> round(fit_unchanged({2015: 100, 2016: 110, 2018: 121}).median(3))
    121
    """
    changes = _changes(values, least=2)
    squares = sum(change**2 / years for change, years in changes)
    newest = max(values)
    return Walk(
        newest=newest,
        level=math.log(values[newest]),
        drift=0.0,
        sigma=math.sqrt(squares / len(changes)),
        span=math.inf,
        freedom=len(changes),
    )


def _changes(values: Mapping[int, float], least: int) -> list[tuple[float, int]]:
    """Return the changes of the logarithm between neighbouring points, with their years."""
    low = [f"{year}: {value}" for year, value in sorted(values.items()) if not value > 0]
    if len(values) < least or low:
        message = (
            f"walk: {len(values)} points, not above zero {low}, expected at least {least} points "
            "above zero; refuse the projection"
        )
        raise ValueTextError(message)
    return [
        (math.log(values[after] / values[before]), after - before)
        for before, after in pairwise(sorted(values))
    ]

"""Two flows side by side, and head counts added up, set apart or put in order."""

from collections.abc import Iterator

from exchange_stats.ground import intervals
from exchange_stats.ground.intervals import Interval
from exchange_stats.measures.indicators.result import (
    Get,
    Result,
    Spec,
    added,
    common,
    divides,
    result,
    scaled,
)


def count(spec: Spec, get: Get) -> Iterator[Result]:
    """Yield the head count of each series, as its rows add up."""
    for name in spec["of"]:
        for point in get(name).values():
            yield result(name, point.value, point.bounds, (point,))


def total(spec: Spec, get: Get) -> Iterator[Result]:
    """Yield the sum of several series in every year in which all of them have a value."""
    parts = [get(name) for name in spec["parts"]]
    for year in common(*parts):
        points = tuple(part[year] for part in parts)
        yield result(spec["name"], *added(points), points)


def remainder(spec: Spec, get: Get) -> Iterator[Result]:
    """Yield the total less its known parts, in the unit of the total."""
    whole, parts = get(spec["whole"]), [get(name) for name in spec["parts"]]
    for year in common(whole, *parts):
        points = (whole[year], *(part[year] for part in parts))
        value, taken = added(points[1:])
        bounds = intervals.subtract(points[0].bounds, taken)
        yield result(spec["whole"], points[0].value - value, bounds, points)


def balance(spec: Spec, get: Get) -> Iterator[Result]:
    """Yield the first flow less the second, in persons.

    With the inbound flow first it is the net flow of UNESCO (``MENF_5T8``), seen from the host.
    """
    over, under = get(spec["over"]), get(spec["under"])
    for year in common(over, under):
        one, other = over[year], under[year]
        bounds = intervals.subtract(one.bounds, other.bounds)
        yield result(spec["name"], one.value - other.value, bounds, (one, other))


def ratio(spec: Spec, get: Get) -> Iterator[Result]:
    """Yield how many of the first flow come to one of the second, year by year."""
    over, under = get(spec["over"]), get(spec["under"])
    for year in common(over, under):
        one, other = over[year], under[year]
        if divides(other):
            bounds = intervals.ratio(one.bounds, other.bounds)
            yield result(spec["name"], one.value / other.value, bounds, (one, other))


def asymmetry(spec: Spec, get: Get) -> Iterator[Result]:
    """Yield ``(O - I) / (O + I)``: 1 when only the first flow exists, -1 when only the second."""
    over, under = get(spec["over"]), get(spec["under"])
    for year in common(over, under):
        one, other = over[year], under[year]
        if divides(one) or divides(other):
            value = (one.value - other.value) / (one.value + other.value)
            bounds = intervals.asymmetry(one.bounds, other.bounds)
            yield result(spec["name"], value, bounds, (one, other))


def reciprocity(spec: Spec, get: Get) -> Iterator[Result]:
    """Yield ``1 - |O - I| / (O + I)``: 1 when the flows are equal, 0 when one of them is empty.

    The form of Grubel and Lloyd (1971, *Economic Record* 47:494-517), borrowed from trade.
    """
    for one in asymmetry(spec, get):
        nearest = max(one.bounds.lo, -one.bounds.hi, 0.0)
        bounds = Interval(1 - max(-one.bounds.lo, one.bounds.hi), 1 - nearest)
        yield result(one.series, 1 - abs(one.value), bounds, one.inputs)


def mirror_gap(spec: Spec, get: Get) -> Iterator[Result]:
    """Yield ``2 (X_host - X_origin) / (X_host + X_origin)``, from -2 to 2.

    Both count the same flow: ``over`` is the count of the host, ``under`` that of the origin.
    """
    for one in asymmetry(spec, get):
        yield result(one.series, 2 * one.value, scaled(one.bounds, 2), one.inputs)


def rank(spec: Spec, get: Get) -> Iterator[Result]:
    """Yield the place of one series among several, the largest being first.

    Only the series that have a value in the year are ranked, so the place is exact when the
    ones without a value are known to be smaller.
    """
    series = get(spec["of"])
    others = [get(name) for name in spec["among"] if name != spec["of"]]
    for year, point in series.items():
        present = [other[year] for other in others if year in other]
        first = 1 + sum(other.bounds.lo > point.bounds.hi for other in present)
        last = 1 + sum(other.bounds.hi > point.bounds.lo for other in present)
        place = 1 + sum(other.value > point.value for other in present)
        yield result(spec["of"], place, Interval(first, last), (point, *present))

"""Series of counts for one test, and an indicator computed of them."""

from exchange_stats.ground.intervals import Interval
from exchange_stats.measures.indicators import KINDS
from exchange_stats.measures.series import Point


def point(year, value, lo=None, hi=None, *, flags=""):
    """Return a count of a year, exact unless bounds are given."""
    bounds = Interval(value if lo is None else lo, value if hi is None else hi)
    return Point(year, value, bounds, ({"period": str(year), "flags": flags},))


def series(**values):
    """Return a series of exact values: ``y2010=1441``."""
    return {int(name[1:]): point(int(name[1:]), value) for name, value in values.items()}


def results(kind, named, **spec):
    """Return all results of a kind of indicator over named series."""
    return list(KINDS[kind](spec, lambda name: named.get(name, {})))


def one(kind, named, **spec):
    """Return the only result."""
    (result,) = results(kind, named, **spec)
    return result


def between(**bounds):
    """Return one year of several series known between bounds: ``a=(1, 2)``."""
    return {name: {1: point(1, lo, lo, hi)} for name, (lo, hi) in bounds.items()}


def ends(result, decimals):
    """Return the bounds as a report prints them."""
    return round(result.bounds.lo, decimals), round(result.bounds.hi, decimals)

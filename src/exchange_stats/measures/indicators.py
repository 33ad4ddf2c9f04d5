"""Head counts to shares, growth, indices, contributions, ratios: pure arithmetic.

Which indicators there are, of which series, stands in ``facts/indicators.toml``; how a kind of
indicator is computed stands here.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from exchange_stats.ground import intervals
from exchange_stats.ground.intervals import Interval
from exchange_stats.measures.series import Point

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


def count(spec: Spec, get: Get) -> Iterator[Result]:
    """Yield the head count of each series, as its rows add up."""
    for name in spec["of"]:
        for point in get(name).values():
            yield _result(name, point.value, point.bounds, (point,))


def share(spec: Spec, get: Get) -> Iterator[Result]:
    """Yield ``100 * part / whole`` in percent for every year that has both.

    A share of a total that may be zero is undefined and left out, as is every other division.
    """
    part, whole = get(spec["part"]), get(spec["whole"])
    for year in _common(part, whole):
        one, all_ = part[year], whole[year]
        if not _divides(all_):
            continue
        rest = intervals.subtract(all_.bounds, one.bounds)
        bounds = intervals.share(one.bounds, Interval(max(rest.lo, 0), max(rest.hi, 0)))
        value = 100 * one.value / all_.value
        yield _result(spec["part"], value, _scaled(bounds, 100), (one, all_))


def remainder(spec: Spec, get: Get) -> Iterator[Result]:
    """Yield the total less its known parts, in the unit of the total."""
    whole, parts = get(spec["whole"]), [get(name) for name in spec["parts"]]
    for year in _common(whole, *parts):
        points = (whole[year], *(part[year] for part in parts))
        bounds = points[0].bounds
        for point in points[1:]:
            bounds = intervals.subtract(bounds, point.bounds)
        value = points[0].value - sum(point.value for point in points[1:])
        yield _result(spec["whole"], value, bounds, points)


def total(spec: Spec, get: Get) -> Iterator[Result]:
    """Yield the sum of several series in every year in which all of them have a value."""
    parts = [get(name) for name in spec["parts"]]
    for year in _common(*parts):
        points = tuple(part[year] for part in parts)
        yield _result(spec["name"], *_sum(points), points)


def index(spec: Spec, get: Get) -> Iterator[Result]:
    """Yield ``100 * y / y_base``; the base year has exactly 100."""
    series = get(spec["of"])
    base = series.get(spec["base"])
    if base is None or not _divides(base):
        return
    for point in series.values():
        bounds = Interval(1, 1) if point is base else intervals.ratio(point.bounds, base.bounds)
        value = 100 * point.value / base.value
        yield _result(spec["of"], value, _scaled(bounds, 100), (point, base), base)


def growth_year(spec: Spec, get: Get) -> Iterator[Result]:
    """Yield ``100 * (y_t / y_(t-1) - 1)`` in percent, for consecutive years only."""
    series = get(spec["of"])
    for year, after in series.items():
        if (before := series.get(year - 1)) and _divides(before):
            yield _growth(spec["of"], before, after)


def growth_span(spec: Spec, get: Get) -> Iterator[Result]:
    """Yield the growth between two years: total, a year (compound), or as a multiple.

    The compound rate is ``(y_T / y_0) ** (1 / (T - t0)) - 1``: years count, not observations.
    """
    series = get(spec["of"])
    before, after = series.get(spec["from"]), series.get(spec["to"])
    if before is None or after is None or not _divides(before):
        return
    ratio = intervals.ratio(after.bounds, before.bounds)
    power = 1 / (spec["to"] - spec["from"]) if spec["form"] == "compound" else 1

    def form(multiple: float) -> float:
        return multiple if spec["form"] == "multiple" else 100 * (multiple**power - 1)

    bounds = Interval(form(ratio.lo), form(ratio.hi))
    value = form(after.value / before.value)
    yield _result(spec["of"], value, bounds, (after, before), before)


def contribution(spec: Spec, get: Get) -> Iterator[Result]:
    """Yield ``100 * (part_t - part_0) / whole_0`` in percentage points.

    The contributions of parts that make up the whole add up to its growth. ``whole`` may be
    given as several series, which are then added.
    """
    wholes = [get(name) for name in spec["whole"]]
    start, end = spec["from"], spec["to"]
    if not all(start in whole and end in whole for whole in wholes):
        return
    base = tuple(whole[start] for whole in wholes)
    base_value, base_bounds = _sum(base)
    if base_bounds.lo <= 0:
        return
    for name in spec["parts"]:
        before, after = get(name).get(start), get(name).get(end)
        if before and after:
            change = intervals.subtract(after.bounds, before.bounds)
            corners = [100 * c / b for c in (change.lo, change.hi) for b in _ends(base_bounds)]
            value = 100 * (after.value - before.value) / base_value
            bounds = Interval(min(corners), max(corners))
            yield _result(name, value, bounds, (after, before, *base), before)


def ratio(spec: Spec, get: Get) -> Iterator[Result]:
    """Yield how many of the first flow come to one of the second, year by year."""
    over, under = get(spec["over"]), get(spec["under"])
    for year in _common(over, under):
        one, other = over[year], under[year]
        if not _divides(other):
            continue
        bounds = intervals.ratio(one.bounds, other.bounds)
        yield _result(spec["name"], one.value / other.value, bounds, (one, other))


def balance(spec: Spec, get: Get) -> Iterator[Result]:
    """Yield the first flow less the second, in persons."""
    over, under = get(spec["over"]), get(spec["under"])
    for year in _common(over, under):
        one, other = over[year], under[year]
        bounds = intervals.subtract(one.bounds, other.bounds)
        yield _result(spec["name"], one.value - other.value, bounds, (one, other))


def rank(spec: Spec, get: Get) -> Iterator[Result]:
    """Yield the place of one series among several, the largest being first.

    Only the series that have a value in the year are ranked, so the place is exact when the
    ones without a value are known to be smaller.
    """
    series = get(spec["of"])
    others = [get(name) for name in spec["among"] if name != spec["of"]]
    for year, point in series.items():
        present = [other[year] for other in others if year in other]
        place = 1 + sum(other.value > point.value for other in present)
        yield _result(spec["of"], place, Interval(place, place), (point, *present))


KINDS: dict[str, Callable[[Spec, Get], Iterator[Result]]] = {
    "count": count,
    "share": share,
    "remainder": remainder,
    "total": total,
    "index": index,
    "growth_year": growth_year,
    "growth_span": growth_span,
    "contribution": contribution,
    "ratio": ratio,
    "balance": balance,
    "rank": rank,
}


def _divides(point: Point) -> bool:
    return point.bounds.lo > 0


def _common(*series: Series) -> list[int]:
    shared = set(series[0]).intersection(*series[1:])
    return sorted(shared)


def _sum(points: Sequence[Point]) -> tuple[float, Interval]:
    bounds = Interval(0, 0)
    for point in points:
        bounds = intervals.add(bounds, point.bounds)
    return sum(point.value for point in points), bounds


def _growth(name: str, before: Point, after: Point) -> Result:
    bounds = _scaled(intervals.growth(before.bounds, after.bounds), 100)
    value = 100 * (after.value / before.value - 1)
    return _result(name, value, bounds, (after, before), before)


def _scaled(bounds: Interval, factor: float) -> Interval:
    return Interval(factor * bounds.lo, factor * bounds.hi)


def _ends(bounds: Interval) -> tuple[float, float]:
    return bounds.lo, bounds.hi


def _result(
    series: str,
    value: float,
    bounds: Interval,
    inputs: tuple[Point, ...],
    start: Point | None = None,
) -> Result:
    """Return a result for the period of the first input; ``start`` is the base, if any."""
    from_period = start.period if start else ""
    return Result(series, inputs[0].period, value, bounds, inputs, from_period)

"""Change between years: index, growth, contributions to it, and what stocks and flows leave."""

from collections.abc import Iterator

from exchange_stats.ground import intervals
from exchange_stats.ground.intervals import Interval
from exchange_stats.measures.indicators.result import (
    Get,
    Result,
    Spec,
    added,
    divides,
    result,
    scaled,
    unbroken,
)
from exchange_stats.measures.series import Point


def index(spec: Spec, get: Get) -> Iterator[Result]:
    """Yield ``100 * y / y_base``; the base year has exactly 100. A break ends the index."""
    series = get(spec["of"])
    base = series.get(spec["base"])
    if base is None or not divides(base):
        return
    for point in (one for one in series.values() if unbroken(series, base, one)):
        bounds = Interval(1, 1) if point is base else intervals.ratio(point.bounds, base.bounds)
        value = 100 * point.value / base.value
        yield result(spec["of"], value, scaled(bounds, 100), (point, base), base)


def growth_year(spec: Spec, get: Get) -> Iterator[Result]:
    """Yield ``100 * (y_t / y_(t-1) - 1)`` in percent, for consecutive years without a break."""
    series = get(spec["of"])
    for year, after in series.items():
        before = series.get(year - 1)
        if before and divides(before) and unbroken(series, before, after):
            yield _growth(spec["of"], before, after)


def _growth(name: str, before: Point, after: Point) -> Result:
    bounds = scaled(intervals.growth(before.bounds, after.bounds), 100)
    value = 100 * (after.value / before.value - 1)
    return result(name, value, bounds, (after, before), before)


def growth_span(spec: Spec, get: Get) -> Iterator[Result]:
    """Yield the growth between two years: total, a year (compound), or as a multiple.

    The compound rate is ``(y_T / y_0) ** (1 / (T - t0)) - 1``: years count, not observations.
    Across a break there is none.
    """
    series = get(spec["of"])
    before, after = series.get(spec["from"]), series.get(spec["to"])
    if before is None or after is None or not divides(before):
        return
    if not unbroken(series, before, after):
        return
    ratio = intervals.ratio(after.bounds, before.bounds)
    power = 1 / (spec["to"] - spec["from"]) if spec["form"] == "compound" else 1

    def form(multiple: float) -> float:
        return multiple if spec["form"] == "multiple" else 100 * (multiple**power - 1)

    bounds = Interval(form(ratio.lo), form(ratio.hi))
    value = form(after.value / before.value)
    yield result(spec["of"], value, bounds, (after, before), before)


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
    base_value, base_bounds = added(base)
    if base_bounds.lo <= 0:
        return
    for name in spec["parts"]:
        before, after = get(name).get(start), get(name).get(end)
        if before and after and unbroken(get(name), before, after):
            change = intervals.subtract(after.bounds, before.bounds)
            bounds = scaled(intervals.ratio(change, base_bounds), 100)
            value = 100 * (after.value - before.value) / base_value
            yield result(name, value, bounds, (after, before, *base), before)


def residual(spec: Spec, get: Get) -> Iterator[Result]:
    """Yield those who left without a degree: ``D_t = S_(t-1) + E_t - G_t - S_t``, in persons.

    Stock, entrants and graduates must be of one definition; transfers are in the residual. A
    negative one says that the four numbers do not belong together.
    """
    stock, entrants, graduates = (get(spec[name]) for name in ("stock", "entrants", "graduates"))
    for year, after in stock.items():
        before, came, left = stock.get(year - 1), entrants.get(year), graduates.get(year)
        if before and came and left and unbroken(stock, before, after):
            value, held = added((before, came))
            taken, gone = added((left, after))
            bounds = intervals.subtract(held, gone)
            inputs = (after, before, came, left)
            yield result(spec["name"], value - taken, bounds, inputs, before)

"""How unevenly students are spread: concentration, inequality, dissimilarity, intensity."""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import product

from scipy.stats import hypergeom

from exchange_stats.ground.errors import ValueTextError
from exchange_stats.ground.intervals import Interval
from exchange_stats.measures.indicators.result import (
    Get,
    Result,
    Spec,
    common,
    divides,
    exact,
    result,
)
from exchange_stats.measures.series import Point

MOST_OPEN = 12  # parts without an exact count: 2 ** 12 corners
Amounts = Sequence[float]


def concentration(spec: Spec, get: Get) -> Iterator[Result]:
    """Yield the Herfindahl-Hirschman index of parts, normalised or as an effective number.

    ``H = sum s^2`` over the shares of the parts (form ``index``), ``(H - 1/n) / (1 - 1/n)``
    (``normalised``), or ``1 / H`` (``effective``), how many equal parts are as concentrated.
    """
    for points in _years(spec, get):
        bounds = _bounds([point.bounds for point in points], herfindahl, _herfindahl_level)
        least, value, most = (
            _concentrated(spec["form"], index, len(points))
            for index in (bounds.lo, herfindahl([point.value for point in points]), bounds.hi)
        )
        yield result(spec["name"], value, Interval(min(least, most), max(least, most)), points)


def _concentrated(form: str, index: float, count: int) -> float:
    if form == "normalised":
        return (index - 1 / count) / (1 - 1 / count)
    return 1 / index if form == "effective" else index


def inequality(spec: Spec, get: Get) -> Iterator[Result]:
    """Yield Theil's T of parts, ``(1/n) sum (y / m) ln (y / m)`` with their mean ``m``, in nats."""
    for points in _years(spec, get):
        bounds = _bounds([point.bounds for point in points], theil, _theil_level)
        value = theil([point.value for point in points])
        yield result(spec["name"], value, bounds, points)


def herfindahl(amounts: Amounts) -> float:
    """Return the sum of the squared shares of amounts, not all zero.

    Examples
    --------
    >>> round(herfindahl([40, 30, 20, 10]), 6)
    0.3
    """
    total = sum(amounts)
    return sum((amount / total) ** 2 for amount in amounts)


def theil(amounts: Amounts) -> float:
    """Return Theil's T of amounts, not all zero; ``0 ln 0`` is 0.

    Examples
    --------
    >>> round(theil([10, 20, 30, 40]), 7)
    0.1064401
    """
    mean = sum(amounts) / len(amounts)
    shares = (amount / mean for amount in amounts if amount)
    return sum(share * math.log(share) for share in shares) / len(amounts)


def theil_split(groups: Sequence[Amounts]) -> tuple[float, float]:
    """Return Theil's T between groups and within them; the two add up to that of all amounts.

    Examples
    --------
    >>> between, within = theil_split([[10, 20], [30, 40]])
    >>> round(between, 7), round(within, 7)
    (0.0822829, 0.0241573)
    """
    together = [amount for group in groups for amount in group]
    total, count = sum(together), len(together)
    shares = [sum(group) / total for group in groups]
    sizes = [len(group) / count for group in groups]
    pairs = list(zip(shares, sizes, strict=True))
    between = sum(share * math.log(share / size) for share, size in pairs if share)
    held = [(s, group) for s, group in zip(shares, groups, strict=True) if s]
    return between, sum(share * theil(group) for share, group in held)


def dissimilarity(spec: Spec, get: Get) -> Iterator[Result]:
    """Yield the index of Duncan and Duncan (1955), ``(1/2) sum |f / F - m / M|``, 0 to 1.

    Half of what one group had to move to be spread like the other. Small groups differ by
    chance alone: ``form = "by_chance"`` gives what is to be expected then. Exact counts only.
    """
    form = distance_by_chance if spec["form"] == "by_chance" else distance
    series = [get(name) for name in (*spec["female"], *spec["male"])]
    for year in common(*series):
        points = tuple(one[year] for one in series)
        amounts = [int(point.value) for point in points]
        women, men = amounts[: len(spec["female"])], amounts[len(spec["female"]) :]
        if exact(*points) and any(women) and any(men):
            value = form(women, men)
            yield result(spec["name"], value, Interval(value, value), points)


def distance(women: Sequence[int], men: Sequence[int]) -> float:
    """Return the dissimilarity of two groups over the same parts.

    Examples
    --------
    >>> round(distance([60, 30, 10], [20, 30, 50]), 6)
    0.4
    """
    of_women, of_men = sum(women), sum(men)
    pairs = zip(women, men, strict=True)
    return sum(abs(f / of_women - m / of_men) for f, m in pairs) / 2


def distance_by_chance(women: Sequence[int], men: Sequence[int]) -> float:
    """Return the mean dissimilarity over all ways to deal the persons out to the two groups.

    The parts and the groups keep their sizes, so the women of a part follow the hypergeometric
    distribution and no draw is needed.

    Examples
    --------
    >>> round(distance_by_chance([1, 0], [0, 1]), 6)
    1.0
    """
    of_women, of_men = sum(women), sum(men)
    expected = 0.0
    for size in (f + m for f, m in zip(women, men, strict=True)):
        for f in range(max(0, size - of_men), min(size, of_women) + 1):
            chance = float(hypergeom.pmf(f, of_women + of_men, size, of_women))
            expected += chance * abs(f / of_women - (size - f) / of_men)
    return expected / 2


def intensity(spec: Spec, get: Get) -> Iterator[Result]:
    """Yield each flow against what the sizes of origin and host let expect; 1 is as expected.

    ``matrix`` lists the series of every origin (rows) in every host (columns), the diagonal
    empty. Complete and exact in a year, or nothing: see :func:`intensities`.
    """
    names = spec["countries"]
    places = list(product(range(len(names)), repeat=2))
    series = {(i, j): get(spec["matrix"][i][j]) for i, j in places if i != j}
    for year in common(*series.values()):
        points = {place: one[year] for place, one in series.items()}
        if not exact(*points.values()):
            continue
        amounts = [
            [points[i, j].value if i != j else 0.0 for j in range(len(names))]
            for i in range(len(names))
        ]
        for (i, j), value in intensities(amounts).items():
            ordered = (points[i, j], *(p for place, p in points.items() if place != (i, j)))
            yield result(f"{names[i]} to {names[j]}", value, Interval(value, value), ordered)


def intensities(flows: Sequence[Amounts]) -> Mapping[tuple[int, int], float]:
    """Return ``(X_ij / O_i) / (I_j / (T - I_i))`` by origin and host.

    A country sends nobody to itself, so what it receives is taken out of all inbound students:
    the own-country correction. Pairs with an empty origin or host are left out.

    Examples
    --------
    >>> found = intensities([[0, 60, 40], [30, 0, 70], [10, 90, 0]])
    >>> [round(found[0, j], 4) for j in (1, 2)], round(found[1, 0], 4)
    ([1.04, 0.9455], 1.125)
    """
    outbound = [sum(row) for row in flows]
    inbound = [sum(row[j] for row in flows) for j in range(len(flows))]
    total = sum(outbound)
    return {
        (i, j): (flows[i][j] / outbound[i]) / (inbound[j] / (total - inbound[i]))
        for i, j in product(range(len(flows)), repeat=2)
        if i != j and outbound[i] and inbound[j]
    }


def _years(spec: Spec, get: Get) -> Iterator[tuple[Point, ...]]:
    """Yield the points of all parts in each year that has all of them, not all zero."""
    parts = [get(name) for name in spec["parts"]]
    for year in common(*parts):
        points = tuple(part[year] for part in parts)
        if any(divides(point) for point in points):
            yield points


def _bounds(
    parts: Sequence[Interval],
    measure: Callable[[Amounts], float],
    level: Callable[[Amounts], float],
) -> Interval:
    """Return the least and the greatest value of a quasi-convex measure inside a box.

    The greatest stands at a corner. At the least, every part is as near as its bounds allow to
    one common amount, the one at which the measure does not change: ``level``.
    """
    several = sum(not part.exact for part in parts)
    if several > MOST_OPEN or any(math.isinf(part.hi) for part in parts):
        message = (
            f"spread over {len(parts)} parts: {several} without an exact count, expected at most "
            f"{MOST_OPEN}, all with an upper bound; take the small parts together"
        )
        raise ValueTextError(message)
    corners = product(*({part.lo, part.hi} for part in parts))
    highest = max(measure(corner) for corner in corners if sum(corner))
    below, above = min(part.lo for part in parts), max(part.hi for part in parts)
    for _ in range(100):
        middle = (below + above) / 2
        near = [min(max(middle, part.lo), part.hi) for part in parts]
        below, above = (middle, above) if middle < level(near) else (below, middle)
    lowest = measure([min(max(above, part.lo), part.hi) for part in parts])
    return Interval(min(lowest, highest), highest)


def _herfindahl_level(amounts: Amounts) -> float:
    return sum(amount**2 for amount in amounts) / sum(amounts)


def _theil_level(amounts: Amounts) -> float:
    return sum(amounts) / len(amounts) * math.exp(theil(amounts))

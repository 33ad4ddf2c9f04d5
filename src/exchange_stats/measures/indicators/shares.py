"""Parts of a whole, rates against a population, and women beside men."""

from collections.abc import Iterator

from exchange_stats.ground import intervals
from exchange_stats.ground.intervals import Interval
from exchange_stats.measures.indicators.result import (
    Get,
    Result,
    Spec,
    common,
    divides,
    result,
    scaled,
)


def share(spec: Spec, get: Get) -> Iterator[Result]:
    """Yield ``100 * part / whole`` in percent for every year that has both.

    A share of a total that may be zero is undefined and left out, as is every other division.
    """
    part, whole = get(spec["part"]), get(spec["whole"])
    for year in common(part, whole):
        one, all_ = part[year], whole[year]
        if not divides(all_):
            continue
        rest = intervals.subtract(all_.bounds, one.bounds)
        bounds = intervals.share(one.bounds, Interval(max(rest.lo, 0), max(rest.hi, 0)))
        value = 100 * one.value / all_.value
        yield result(spec["part"], value, scaled(bounds, 100), (one, all_))


def female_share(spec: Spec, get: Get) -> Iterator[Result]:
    """Yield ``100 * F / (F + M)`` in percent."""
    female, male = get(spec["female"]), get(spec["male"])
    for year in common(female, male):
        one, other = female[year], male[year]
        if divides(one) or divides(other):
            value = 100 * one.value / (one.value + other.value)
            bounds = scaled(intervals.share(one.bounds, other.bounds), 100)
            yield result(spec["name"], value, bounds, (one, other))


def rate(spec: Spec, get: Get) -> Iterator[Result]:
    """Yield ``per * X / P``: students per so many inhabitants, or per hundred enrolled.

    ``population`` is a series like any other, with a source of its own: the mid-year
    population of the origin, or the tertiary enrolment of the country (UNESCO ``MSEP_5T8``,
    ``MOR_5T8_40510``). A ratio to another group can exceed 100 percent.
    """
    students, population = get(spec["of"]), get(spec["population"])
    for year in common(students, population):
        one, other = students[year], population[year]
        if divides(other):
            bounds = scaled(intervals.ratio(one.bounds, other.bounds), spec["per"])
            value = spec["per"] * one.value / other.value
            yield result(spec["of"], value, bounds, (one, other))


def gender_parity(spec: Spec, get: Get) -> Iterator[Result]:
    """Yield the gender parity index, women's rate over men's: ``(F / P_F) / (M / P_M)``.

    A ratio of *rates*, so it needs the population of each sex; ``adjusted`` gives it the same
    distance from 1 in both directions, see :func:`adjusted_parity`.
    """
    names = ("female", "female_population", "male", "male_population")
    series = [get(spec[name]) for name in names]
    form = adjusted_parity if spec.get("adjusted") else float
    for year in common(*series):
        women, all_women, men, all_men = points = tuple(one[year] for one in series)
        if divides(all_women, men, all_men):
            over = intervals.ratio(women.bounds, all_women.bounds)
            bounds = intervals.ratio(over, intervals.ratio(men.bounds, all_men.bounds))
            value = (women.value / all_women.value) / (men.value / all_men.value)
            limits = Interval(form(bounds.lo), form(bounds.hi))
            yield result(spec["name"], form(value), limits, points)


def adjusted_parity(index: float) -> float:
    """Return the adjusted gender parity index: ``g`` up to 1, above it ``2 - 1 / g``.

    Examples
    --------
    >>> adjusted_parity(1.25), adjusted_parity(0.8)
    (1.2, 0.8)
    """
    return index if index <= 1 else 2 - 1 / index

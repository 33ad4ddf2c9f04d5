"""Whether a series may be continued to a year: the rules, and a refusal as a value."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Rules:
    """The thresholds of ``facts/projection.toml``.

    Attributes
    ----------
    least_points : int
        Fewest usable points of one definition.
    most_age : int
        Most years from the newest point to the year of asking.
    most_horizon : int
        Most years from the newest point to the year asked for.
    points_per_year : int
        Points that each year of horizon needs.
    """

    least_points: int
    most_age: int
    most_horizon: int
    points_per_year: int


@dataclass(frozen=True)
class Refusal:
    """Why there is no projection, so that a figure or a table can print it.

    Attributes
    ----------
    rule : str
        ``no_points``, ``too_few_points``, ``zero_count``, ``no_variation``,
        ``newest_too_old``, ``horizon_too_long``, ``horizon_too_long_for_points`` or
        ``already_counted``.
    reason : str
        A sentence with the numbers, in English.
    found, limit : int
        What was found and what the rule asks for, for a sentence in another language.
    """

    rule: str
    reason: str
    found: int
    limit: int


def refusals(
    values: Mapping[int, float], period: int, as_of: int, rules: Rules
) -> tuple[Refusal, ...]:
    """Return every reason why a series may not be continued; empty when it may.

    Parameters
    ----------
    values : mapping
        Year to value: the usable points of one definition that were known in ``as_of``.
    period : int
        The year asked for.
    as_of : int
        The year in which it is asked.
    rules : Rules
        The thresholds.

    Examples
    --------
    >>> rules = Rules(least_points=6, most_age=2, most_horizon=3, points_per_year=3)
    >>> counts = {year: 100 + year % 7 for year in range(2010, 2019)}
    >>> for refusal in refusals(counts, 2027, 2026, rules):
    ...     print(refusal.reason)
    the newest usable count is of 2018, 8 years before 2026; at most 2 are allowed
    2027 is 9 years after the newest usable count, of 2018; at most 3 are allowed
    """
    if not values:
        return (Refusal("no_points", "there is no usable count", 0, rules.least_points),)
    return (*_of_points(values, rules), *_of_years(values, period, as_of, rules))


def _of_points(values: Mapping[int, float], rules: Rules) -> Iterator[Refusal]:
    count, least = len(values), rules.least_points
    if count < least:
        reason = f"usable counts of one definition: {count}; at least {least} are needed"
        yield Refusal("too_few_points", reason, count, least)
    zeros = sum(value <= 0 for value in values.values())
    if zeros:
        reason = f"years with a count of zero: {zeros}; a rate of change needs none"
        yield Refusal("zero_count", reason, zeros, 0)
    if count > 1 and len(set(values.values())) == 1:
        reason = "all counts are the same number, so nothing tells how far they may move"
        yield Refusal("no_variation", reason, 1, 2)


def _of_years(
    values: Mapping[int, float], period: int, as_of: int, rules: Rules
) -> Iterator[Refusal]:
    newest = max(values)
    age, horizon = as_of - newest, period - newest
    after = f"{period} is {horizon} years after the newest usable count, of {newest}"
    if age > rules.most_age:
        reason = f"the newest usable count is of {newest}, {age} years before {as_of}; "
        reason += f"at most {rules.most_age} are allowed"
        yield Refusal("newest_too_old", reason, age, rules.most_age)
    if horizon < 1:
        reason = f"{period} is not after the newest usable count, of {newest}"
        yield Refusal("already_counted", reason, horizon, 1)
    allowed = len(values) // rules.points_per_year
    if horizon > rules.most_horizon:
        reason = f"{after}; at most {rules.most_horizon} are allowed"
        yield Refusal("horizon_too_long", reason, horizon, rules.most_horizon)
    elif horizon > allowed:
        reason = f"{after}; with {len(values)} counts at most {allowed} are allowed"
        yield Refusal("horizon_too_long_for_points", reason, horizon, allowed)


@dataclass(frozen=True)
class Lift:
    """What would have to arrive for a projection: so many counts, the newest of this year."""

    counts: int
    newest: int


def lift(
    values: Mapping[int, float], period: int, as_of: int, rules: Rules, *, after: int = 0
) -> Lift | None:
    """Return the fewest further counts that would lift a refusal, or None if none would.

    Of one definition with those there are, each for a year of its own up to the year of
    asking and later than ``after``; of several newest years that would do, the earliest.

    Examples
    --------
    >>> rules = Rules(least_points=6, most_age=2, most_horizon=3, points_per_year=3)
    >>> lift({year: 100 + year % 7 for year in range(2010, 2019)}, 2027, 2026, rules)
    Lift(counts=1, newest=2024)
    >>> lift({}, 2027, 2026, rules)
    Lift(counts=6, newest=2025)
    """
    known = max([*values, after])
    earliest = max(as_of - rules.most_age, period - rules.most_horizon, known + 1)
    if any(value <= 0 for value in values.values()) or period <= known:
        return None
    for counts in range(1, rules.least_points + rules.most_horizon * rules.points_per_year):
        points = len(values) + counts
        for newest in range(earliest, min(as_of, period - 1) + 1):
            horizon_held = period - newest <= points // rules.points_per_year
            if points >= rules.least_points and horizon_held and counts <= newest - known:
                return Lift(counts, newest)
    return None

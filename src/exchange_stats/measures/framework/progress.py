"""How far a result has come, whether that keeps pace with its date, and its colour."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from exchange_stats.ground.errors import ValueTextError
from exchange_stats.ground.intervals import Interval

Facts = Mapping[str, Any]
LIMITS = ("cap", "floor")


@dataclass(frozen=True)
class Aim:
    """What a result is held against.

    Attributes
    ----------
    target_type : str
        ``value``, ``cap``, ``floor``, ``milestone``, or empty when no target was published.
    target : float or None
        The number aimed at; None for a milestone and without a target.
    start, due : date or None
        Day of the baseline and last day on which the result is due.
    baseline : Interval or None
        What there was on the first day.
    pace : str
        ``linear`` or ``growth``: what is expected between the two days.
    """

    target_type: str
    target: float | None = None
    start: date | None = None
    due: date | None = None
    baseline: Interval | None = None
    pace: str = "linear"


@dataclass(frozen=True)
class Judgement:
    """How a result stands.

    ``progress``, ``expected`` and ``schedule`` are None where they are undefined. ``ratings``
    and ``reasons`` hold two entries where the ends of an interval are judged unlike, the lower
    end first.
    """

    ratings: tuple[str, ...]
    reasons: tuple[str, ...]
    progress: Interval | None = None
    expected: float | None = None
    schedule: Interval | None = None


def progress_of(baseline: Interval, target: float, actual: Interval) -> Interval | None:
    """Return the part of the way from baseline to target that is behind us.

    ``(actual - baseline) / (target - baseline)``, upwards and downwards alike; None where the
    baseline may be the target already, which leaves no way to go.

    Examples
    --------
    >>> progress_of(Interval(0, 0), 10, Interval(8, 8))
    Interval(lo=0.8, hi=0.8)
    >>> progress_of(Interval(40, 40), 60, Interval(35, 35)).lo
    -0.25
    """
    if baseline.lo <= target <= baseline.hi:
        return None
    corners = [
        (now - then) / (target - then)
        for now in (actual.lo, actual.hi)
        for then in (baseline.lo, baseline.hi)
    ]
    return Interval(min(corners), max(corners))


def expected_by(today: date, start: date, due: date) -> float:
    """Return the part of the planned time that has passed, from 0 to 1.

    Raises
    ------
    ValueTextError
        If the result is due before it begins.

    Examples
    --------
    >>> round(expected_by(date(2025, 7, 2), date(2025, 1, 1), date(2026, 1, 1)), 4)
    0.4986
    """
    if due <= start:
        message = f"due {due}, begun {start}: expected a later due date; correct facts/results.toml"
        raise ValueTextError(message)
    return min(1.0, max(0.0, (today - start).days / (due - start).days))


def growth_ratio(
    baseline: float, actual: float, target: float, years: tuple[float, float]
) -> float:
    """Return R, the yearly growth had over the yearly growth needed from the start.

    ``((actual/baseline)^(1/t) - 1) / ((target/baseline)^(1/T) - 1)``, with t years passed and T
    years planned, in the manner of Eurostat's monitoring of targets. Below one the pace falls
    short; below zero it moves away.

    Raises
    ------
    ValueTextError
        If a number is not above zero, no time has passed, or no growth is asked for.

    Examples
    --------
    >>> round(growth_ratio(3400, 4200, 5000, (2, 4)), 5)
    1.10098
    """
    passed, planned = years
    if min(baseline, actual, target, passed, planned) <= 0 or target == baseline:
        message = (
            f"growth from {baseline} by {actual} to {target} in {passed} of {planned} years: "
            "expected numbers above zero and a target unlike the baseline; use the linear pace"
        )
        raise ValueTextError(message)
    had = (actual / baseline) ** (1 / passed) - 1
    needed = (target / baseline) ** (1 / planned) - 1
    return float(had / needed)


def judge(aim: Aim, actual: Interval | None, today: date, rules: Facts) -> Judgement:
    """Return how a result stands on a day.

    Parameters
    ----------
    aim : Aim
        What it is held against.
    actual : Interval or None
        What is known to be there; None where nothing is known. Of a milestone that was reached
        it is one.
    today : date
        The day up to which texts were read.
    rules : mapping
        The thresholds ``[pace.linear]`` and ``[pace.growth]`` of ``facts/results.toml``.
    """
    expected = _expected(aim, today)
    if actual is None:
        waiting = aim.target_type == "milestone" and (aim.due is None or today <= aim.due)
        known = "not_due" if waiting and aim.due else "no_data"
        return Judgement(("grey",), (known,), expected=expected)
    if aim.target_type == "milestone":
        return _milestone(aim, actual, today)
    if aim.target is None:
        return Judgement(("grey",), ("no_target",))
    if aim.target_type in LIMITS:
        return _within(aim, actual)
    return _on_the_way(aim, actual, today, rules)


def _expected(aim: Aim, today: date) -> float | None:
    return expected_by(today, aim.start, aim.due) if aim.start and aim.due else None


def _milestone(aim: Aim, actual: Interval, today: date) -> Judgement:
    if actual.lo >= 1:
        return Judgement(("blue",), ("complete",))
    if aim.due and today > aim.due:
        return Judgement(("red",), ("overdue",))
    return Judgement(("grey",), ("not_due",))


def _within(aim: Aim, actual: Interval) -> Judgement:
    """Judge each end against a limit: a cap holds up to its number, a floor from it on."""
    target = float(aim.target or 0)
    low, high = (
        (end <= target if aim.target_type == "cap" else end >= target)
        for end in (actual.lo, actual.hi)
    )
    kept, broken = ("green", "within"), ("red", "beyond")
    return _two_ends([kept if end else broken for end in (low, high)])


def _on_the_way(aim: Aim, actual: Interval, today: date, rules: Facts) -> Judgement:
    target, expected = float(aim.target or 0), _expected(aim, today)
    way = progress_of(aim.baseline, target, actual) if aim.baseline else None
    if way is None:
        return Judgement(("grey",), ("no_baseline",), expected=expected)
    schedule = Interval(way.lo / expected, way.hi / expected) if expected else None
    ends = [_end(done, expected, rules["linear"]) for done in (way.lo, way.hi)]
    if aim.pace == "growth" and expected:
        ends = [
            _rated(ratio, rules["growth"]) if done < 1 else ("blue", "complete")
            for done, ratio in zip((way.lo, way.hi), _growths(aim, actual, today), strict=True)
        ]
    found = _two_ends(ends)
    return Judgement(found.ratings, found.reasons, way, expected, schedule)


def _growths(aim: Aim, actual: Interval, today: date) -> list[float]:
    """Return R at both ends of the actual, the one with less progress first."""
    start, due, baseline = aim.start or today, aim.due or today, aim.baseline or actual
    years = ((today - start).days / 365.25, (due - start).days / 365.25)
    ends = [
        growth_ratio(baseline.lo, end, aim.target or 0, years) for end in (actual.lo, actual.hi)
    ]
    return sorted(ends)


def _end(done: float, expected: float | None, steps: Iterable[Facts]) -> tuple[str, str]:
    if done >= 1:
        return "blue", "complete"
    if expected is None:
        return "grey", "no_due_date"
    if expected == 0:
        return "grey", "not_due"
    return _rated(done / expected, steps)


def _rated(ratio: float, steps: Iterable[Facts]) -> tuple[str, str]:
    """Return the first step, from the highest down, that a ratio reaches."""
    for step in steps:
        if ratio >= step.get("from", float("-inf")):
            return str(step["rating"]), str(step["reason"])
    message = (
        f"facts/results.toml [pace]: {ratio:g} of the pace, below every step, expected a last step "
        "without from; add it"
    )
    raise ValueTextError(message)


def _two_ends(ends: list[tuple[str, str]]) -> Judgement:
    kept = list(dict.fromkeys(ends))
    return Judgement(tuple(one for one, _ in kept), tuple(why for _, why in kept))

"""What the difference between two claims is made of, as far as facts tell."""

from collections.abc import Mapping

from exchange_stats.ground.intervals import Interval

KNOWN = ("definition", "date", "coverage")


def decompose(
    taken: tuple[float, Interval], claim: tuple[float, Interval], known: Mapping[str, float]
) -> dict[str, float]:
    """Return the parts of ``claim - taken``; they add up to ``difference``.

    Parameters
    ----------
    taken, claim : tuple
        The number named and its bounds. Of a number outside its bounds ("more than 4,700") the
        nearest bound is meant.
    known : mapping
        What counts by other definitions, dates or coverage say: ``definition``, ``date``,
        ``coverage`` to an amount.

    Returns
    -------
    dict
        ``difference``; the known parts; ``rounding``, what the wording of the two leaves open;
        ``unexplained``, the distance of the bounds after the known parts.

    Examples
    --------
    >>> decompose((4276, Interval(4276, 4276)), (4700, Interval(4701, 4799)), {"date": 100})
    {'difference': 425, 'date': 100, 'rounding': 0, 'unexplained': 325}
    """
    explained = sum(known.values())
    difference = _number(*claim) - _number(*taken)
    lowest = claim[1].lo - taken[1].hi - explained
    highest = claim[1].hi - taken[1].lo - explained
    unexplained = max(lowest, 0) + min(highest, 0)
    return {
        "difference": difference,
        **known,
        "rounding": difference - explained - unexplained,
        "unexplained": unexplained,
    }


def _number(value: float, bounds: Interval) -> float:
    return min(max(value, bounds.lo), bounds.hi)

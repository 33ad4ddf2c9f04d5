"""What is asked of which series, and the points that a model may use to answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from exchange_stats.ground import factbook
from exchange_stats.ground.comparison import require_comparable
from exchange_stats.ground.errors import FactError
from exchange_stats.ground.intervals import Interval
from exchange_stats.ground.numerals import number_text
from exchange_stats.ground.rounding import half_up
from exchange_stats.measures.compute import shown
from exchange_stats.measures.projection.answer import Method
from exchange_stats.measures.projection.refusal import Rules
from exchange_stats.measures.series import Point, select_series

Points = Mapping[int, Point]
Facts = Mapping[str, Any]
DECIMALS = 6


@dataclass(frozen=True)
class Question:
    """One question of ``facts/projection.toml``.

    Attributes
    ----------
    series, origin : str
        A series of ``facts/indicators.toml`` and the origin that it is filled with.
    as_of : int
        The year in which it is asked; later points are not seen.
    periods : tuple of int
        The years asked for.
    base : str
        The series whose newest value assumptions start from; empty for none.
    """

    series: str
    origin: str
    as_of: int
    periods: tuple[int, ...]
    base: str = ""

    @property
    def series_id(self) -> str:
        """The name of the series in the tables: ``in_china_all@KGZ``."""
        return f"{self.series}@{self.origin}"


def load_projection() -> dict[str, Any]:
    """Return the content of ``facts/projection.toml``."""
    return factbook.load_toml("projection.toml")


def method_of(facts: Facts) -> Method:
    """Return how to project, as the facts say.

    Raises
    ------
    FactError
        If a threshold is missing, or one is there that we do not know.
    """
    try:
        rules = Rules(**facts["refuse"])
        return Method(facts["walk"]["shrinkage"], tuple(facts["walk"]["levels"]), rules)
    except (KeyError, TypeError) as error:
        message = (
            f"facts/projection.toml: {error}, expected the entries of [walk] and [refuse]; "
            "correct the file"
        )
        raise FactError(message) from None


def questions_of(facts: Facts) -> list[Question]:
    """Return the questions of the facts in order.

    Raises
    ------
    FactError
        If an entry is missing, or one is there that we do not know.
    """
    try:
        return [
            Question(**{**entry, "periods": tuple(entry["periods"])}) for entry in facts["question"]
        ]
    except (KeyError, TypeError) as error:
        message = (
            f"facts/projection.toml [[question]]: {error}, expected the entries of a question; "
            "correct the file"
        )
        raise FactError(message) from None


def points_of(
    reconciled: pd.DataFrame, series: Mapping[str, Facts], name: str, origin: str
) -> dict[int, Point]:
    """Return the points of a series of ``facts/indicators.toml``, of one definition.

    Raises
    ------
    DefinitionError
        If the points are of unlike definitions.
    FactError
        If there is no such series, or two values stand for one year.
    """
    if name not in series:
        message = f"facts/projection.toml: no [series.{name}] in facts/indicators.toml; correct it"
        raise FactError(message)
    select = {
        column: code.replace("{origin}", origin) if isinstance(code, str) else code
        for column, code in series[name].items()
    }
    points = select_series(reconciled, name, select)
    require_comparable([row for point in points.values() for row in point.rows], name, {})
    return points


def seen_in(points: Points, as_of: int) -> dict[int, Point]:
    """Return the points of the years up to the year of asking."""
    return {year: point for year, point in points.items() if year <= as_of}


def variants_of(points: Points, facts: Facts, as_of: int) -> dict[str, dict[int, Point]]:
    """Return the usable points by variant: without the masked years, with them, after them.

    A point is usable when it counts its own year: not estimated or imputed, with both bounds.
    A break starts the series anew. A variant that begins after ``as_of`` is left out.
    """
    usable = _since_break(points, facts["usable"]["break_flag"])
    usable = {year: p for year, p in usable.items() if _counts(p, facts["usable"]["not_status"])}
    return {
        name: _variant(usable, one, facts["mask"])
        for name, one in facts["variant"].items()
        if one.get("from", as_of) <= as_of
    }


def _since_break(points: Points, flag: str) -> Points:
    start = max((year for year, point in points.items() if _marked(point, {flag})), default=0)
    return {year: point for year, point in points.items() if year >= start}


def _counts(point: Point, not_status: list[str]) -> bool:
    return point.bounds.hi < float("inf") and not _marked(point, set(not_status))


def _marked(point: Point, marks: set[str]) -> bool:
    return any(marks & {row["status"], *row["flags"].split()} for row in point.rows)


def _variant(points: Points, variant: Facts, mask: Facts) -> dict[int, Point]:
    masked = set(mask["years"]) if variant["drop_masked"] else set()
    return {
        year: point
        for year, point in points.items()
        if year not in masked and year >= variant.get("from", year)
    }


def amounts(points: Points) -> dict[int, float]:
    """Return year to number: the count, or the middle of its bounds when it is not exact."""
    return {year: (point.bounds.lo + point.bounds.hi) / 2 for year, point in points.items()}


def latest_points(
    reconciled: pd.DataFrame, series: Mapping[str, Facts], facts: Facts
) -> dict[str, dict[int, Point]]:
    """Return the usable points of every series asked for, by ``series@origin:variant``.

    Of several questions on one series the latest counts; a variant without a point is left out.
    """
    latest = {one.series_id: one for one in sorted(questions_of(facts), key=lambda q: q.as_of)}
    found = {}
    for series_id, question in sorted(latest.items()):
        points = points_of(reconciled, series, question.series, question.origin)
        seen = seen_in(points, question.as_of)
        for variant, used in variants_of(seen, facts, question.as_of).items():
            found[f"{series_id}:{variant}"] = used
    return {name: points for name, points in found.items() if points}


def indicator_row(
    indicator_id: str,
    series: str,
    points: Sequence[Point],
    amount: tuple[float, float, float],
    unit: str,
) -> dict[str, str]:
    """Return a row of stage ``indicators`` on a run of points, the oldest first.

    ``amount`` is the value with its lower and its upper bound.
    """
    rows = [row for point in points for row in point.rows]
    value, lo, hi = (number_text(half_up(number, DECIMALS)) for number in amount)
    period = points[-1].period
    entry = {"kind": indicator_id, "unit": unit}
    return {
        "indicator_id": indicator_id,
        "series": series,
        "origin": rows[0]["origin"],
        "host": rows[0]["host"],
        "programme": rows[0]["programme"],
        "isced_level": rows[0]["isced_level"],
        "funding": rows[0]["funding"],
        "period": period,
        "from_period": points[0].period,
        "value": value,
        "lo": lo,
        "hi": hi,
        "shown": shown(Interval(amount[1], amount[2]), entry, _printing(factbook.facts_folder())),
        "unit": unit,
        "status": "A",
        "inputs": " ".join(dict.fromkeys(row["fact_id"] for row in rows)),
        "source_ids": " ".join(dict.fromkeys(row["source_id"] for row in rows)),
        "fact_id": f"ind-{indicator_id}-{series}-{period}".replace("/", "-").replace(":", "-"),
        "synthetic": "yes" if any(row["synthetic"] for row in rows) else "",
    }


@cache
def _printing(folder: Path) -> Facts:
    """Return how indicators are printed, by the facts of a folder."""
    del folder  # part of the cache key: another set of facts prints otherwise
    found: Facts = factbook.load_toml("indicators.toml").get("shown", {})
    return found

"""Named series of reconciled values: one definition, one value a period."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from exchange_stats.ground.errors import FactError
from exchange_stats.ground.intervals import Interval, add
from exchange_stats.ground.stages import RECONCILED


@dataclass(frozen=True)
class Point:
    """One known value of a series, with the reconciled facts that it comes from."""

    year: int
    value: float
    bounds: Interval
    rows: tuple[Mapping[str, str], ...]

    @property
    def period(self) -> str:
        """The printed period."""
        return self.rows[0]["period"]


def select_series(
    reconciled: pd.DataFrame, name: str, select: Mapping[str, Any]
) -> dict[int, Point]:
    """Return the points of a series by the year in which their period ends.

    Parameters
    ----------
    reconciled : DataFrame
        Stage ``reconciled``.
    name : str
        Name of the series in ``facts/indicators.toml``, for messages.
    select : mapping
        Column to code; only rows with all of these codes belong to the series. ``sum_over``
        lists columns over which rows of one period are added; the codes ``_T`` and ``all`` are
        then left out of the sum.

    Returns
    -------
    dict
        Years in order; missing values are left out, never filled.

    Raises
    ------
    FactError
        If a column is unknown, or two values stand for one year.
    """
    summed = tuple(select.get("sum_over", ()))
    table = reconciled[reconciled["value"] != ""]
    for column, code in select.items():
        if column == "sum_over":
            continue
        if column not in RECONCILED.columns:
            message = f"facts/indicators.toml [series.{name}]: no column {column!r}; correct it"
            raise FactError(message)
        table = table[table[column] == code]
    for column in summed:
        table = table[~table[column].isin(["_T", "all"])]
    years: dict[int, list[Mapping[str, str]]] = {}
    for row in table.to_dict("records"):
        years.setdefault(int(row["period_end"]), []).append(row)
    twice = [year for year, rows in years.items() if _repeats(rows, summed)]
    if twice:
        message = (
            f"facts/indicators.toml [series.{name}]: two values for {sorted(twice)}, expected one "
            "a year; select by one more column"
        )
        raise FactError(message)
    return {year: _point(year, rows) for year, rows in sorted(years.items())}


def _repeats(rows: list[Mapping[str, str]], summed: tuple[str, ...]) -> bool:
    """Return whether rows of one year differ in more than the columns that are added up."""
    return len({tuple(row[name] for name in summed) for row in rows}) < len(rows)


def _point(year: int, rows: list[Mapping[str, str]]) -> Point:
    bounds = Interval(0, 0)
    for row in rows:
        upper = float(row["hi"]) if row["hi"] else float("inf")
        bounds = add(bounds, Interval(float(row["lo"]), upper))
    return Point(year, sum(float(row["value"]) for row in rows), bounds, tuple(rows))

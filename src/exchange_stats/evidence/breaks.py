"""Where a series breaks or is out of the ordinary, and how two of its parts are joined."""

from collections.abc import Iterator, Sequence
from typing import Any

import pandas as pd

from exchange_stats.ground import factbook
from exchange_stats.ground.errors import DefinitionError, FactError, refuse
from exchange_stats.ground.stages import OBSERVATIONS, SLOT
from exchange_stats.ground.stages.rows import group_rows

BREAK_COLUMNS = (
    *("id", "flag", "source_id", "origin", "host", "programme", "from", "to", "reason"),
    *("evidence", "confirmed_by", "confirmed_on"),
)
FLAGS = {"B": "a series break", "S": "a special event"}
ANY = "*"
MATCHED = ("source_id", "origin", "host", "programme")
SERIES = (*(name for name in SLOT if name != "period"), "period_kind", "source_id", "claim_id")


def load_breaks() -> list[dict[str, str]]:
    """Return the documented breaks and special events of ``facts/breaks.csv``.

    Raises
    ------
    FactError
        Naming every entry without a reason, without evidence or with an unknown flag.
    """
    rows = factbook.load_csv("breaks.csv", BREAK_COLUMNS)
    offenders = [f"{row['id']}: {fault}" for row in rows for fault in _faults(row)]
    if offenders:
        refuse(
            FactError,
            "facts/breaks.csv: entries that do not stand",
            offenders,
            "give the reason and where it is documented; a jump alone is no break",
        )
    return rows


def _faults(row: dict[str, str]) -> Iterator[str]:
    if row["flag"] not in FLAGS:
        yield f"flag {row['flag']!r}, expected one of {', '.join(FLAGS)}"
    yield from (f"no {name}" for name in ("from", "reason", "evidence") if not row[name])


def apply_breaks(observations: pd.DataFrame, breaks: Sequence[dict[str, str]]) -> pd.DataFrame:
    """Return the observations with the flags of the breaks and special events.

    ``B`` stands at the first number of a series in or after the year of the break: it is not
    comparable with those before it. ``S`` stands at every number of the years of the event. A
    school year counts by the year in which it ends.
    """
    flagged: dict[str, list[str]] = {}
    told = observations[observations["value"] != ""]
    for one in breaks:
        same = pd.Series(data=True, index=told.index)
        for name in MATCHED:
            same &= one[name] in ("", ANY) or told[name] == one[name]
        since = told[same & (told["period_end"] >= one["from"])]
        for rows in group_rows(since, SERIES).values():
            for fact in _touched(rows, one):
                flagged.setdefault(fact, []).append(one["flag"])
    flags = [
        " ".join(dict.fromkeys([*flags.split(), *flagged.get(fact, [])]))
        for fact, flags in zip(observations["fact_id"], observations["flags"], strict=True)
    ]
    return OBSERVATIONS.check(
        observations.assign(flags=pd.Series(flags, observations.index, "str"))
    )


def _touched(rows: Sequence[dict[str, str]], one: dict[str, str]) -> list[str]:
    if one["flag"] == "B":
        first = min(row["period_end"] for row in rows)
        return [row["fact_id"] for row in rows if row["period_end"] == first]
    return [row["fact_id"] for row in rows if row["period_end"] <= (one["to"] or row["period_end"])]


def splice_series(old: pd.DataFrame, new: pd.DataFrame) -> pd.DataFrame:
    """Return one series of two, the old one multiplied to the level of the new one.

    ``k = new / old`` in the first year that both count exactly; the years before it are ``k``
    times the old number, with status E. Later numbers are those of the new series.

    Parameters
    ----------
    old, new : DataFrame
        Rows of ``reconciled``, a row a year; those without a number are left out.

    Returns
    -------
    DataFrame
        ``period``, ``period_end``, ``value``, ``unspliced`` (the number as counted), ``status``.

    Raises
    ------
    DefinitionError
        If no year is counted exactly in both, or the old count of it is zero: nothing says how
        the two definitions compare.

    Examples
    --------
    >>> old = pd.DataFrame({"period": ["2018", "2019"], "period_end": [2018, 2019],
    ...                     "value": [110, 120], "status": "A"})
    >>> list(splice_series(old, old.tail(1).assign(value=90))["value"])
    [82.5, 90.0]
    """
    before, after = _by_year(old), _by_year(new)
    shared = [year for year in sorted(after) if _comparable(before.get(year), after[year])]
    if not shared:
        message = (
            f"splice of {_years(before)} with {_years(after)}: no year with an exact number in "
            "both, expected one to compare the two definitions by; show them apart"
        )
        raise DefinitionError(message)
    k = after[shared[0]]["value"] / before[shared[0]]["value"]
    rows = [
        {**row, "value": k * row["value"], "unspliced": row["value"], "status": "E"}
        for year, row in sorted(before.items())
        if year < shared[0]
    ]
    rows += [
        {**row, "unspliced": row["value"]}
        for year, row in sorted(after.items())
        if year >= shared[0]
    ]
    return pd.DataFrame(rows, columns=["period", "period_end", "value", "unspliced", "status"])


def _comparable(old: dict[str, Any] | None, new: dict[str, Any]) -> bool:
    if old is None or not old["value"]:
        return False
    return all(row.get("lo", 0) == row.get("hi", 0) for row in (old, new))


def _by_year(series: pd.DataFrame) -> dict[int, dict[str, Any]]:
    told = series.assign(value=pd.to_numeric(series["value"])).dropna(subset=["value"])
    rows = told.to_dict("records")
    years = {int(row["period_end"]): {str(name): row[name] for name in row} for row in rows}
    if len(years) < len(rows):
        message = (
            f"splice: {len(rows)} numbers for {len(years)} years, expected one a year; "
            "select one definition"
        )
        raise DefinitionError(message)
    return years


def _years(series: dict[int, Any]) -> str:
    return f"{min(series)} to {max(series)}" if series else "no numbers"

"""The table of all indicators that ``facts/indicators.toml`` asks for."""

from collections.abc import Mapping
from functools import partial
from math import isinf
from typing import Any

import pandas as pd

from exchange_stats.ground import factbook
from exchange_stats.ground.comparison import SignedNote, require_comparable
from exchange_stats.ground.errors import FactError
from exchange_stats.ground.numerals import number_text
from exchange_stats.ground.rounding import half_up
from exchange_stats.ground.stages import INDICATORS, RECONCILED
from exchange_stats.measures.indicators import KINDS, Result
from exchange_stats.measures.series import Point, select_series

DECIMALS = 6
CODES = ("origin", "host", "programme", "isced_level", "funding")


def compute_indicators(
    reconciled: pd.DataFrame, spec: Mapping[str, Any], notes: Mapping[str, SignedNote]
) -> pd.DataFrame:
    """Return every indicator of the specification that the values allow.

    Parameters
    ----------
    reconciled : DataFrame
        Stage ``reconciled``.
    spec : mapping
        Content of ``facts/indicators.toml``: ``series`` and ``indicator`` sections.
    notes : mapping
        Signed notes that allow a comparison across definitions.

    Returns
    -------
    DataFrame
        Stage ``indicators``: values unrounded to six decimals, in the unit of the indicator
        (percent, percentage points, index, ratio, persons).

    Raises
    ------
    DefinitionError
        If an indicator would mix unlike definitions without a signed note.
    FactError
        If an entry names an unknown kind or series.
    """
    RECONCILED.check(reconciled)
    cache: dict[tuple[str, str], dict[int, Point]] = {}
    rows = []
    for indicator_id, entry in spec["indicator"].items():
        if entry["kind"] not in KINDS:
            message = f"facts/indicators.toml [indicator.{indicator_id}]: kind {entry['kind']!r}, "
            message += f"expected one of {', '.join(KINDS)}; correct it"
            raise FactError(message)
        for origin in entry.get("by", [""]):
            get = partial(_get, reconciled, spec["series"], cache, origin)
            for result in KINDS[entry["kind"]](entry, get):
                rows.append(_row(indicator_id, entry, result, notes, origin))
    return INDICATORS.frame(rows)


def load_indicators() -> dict[str, Any]:
    """Return the series and indicators of ``facts/indicators.toml``."""
    return factbook.load_toml("indicators.toml")


def _get(
    reconciled: pd.DataFrame,
    series: Mapping[str, Mapping[str, Any]],
    cache: dict[tuple[str, str], dict[int, Point]],
    origin: str,
    name: str,
) -> dict[int, Point]:
    """Return a named series; ``name@KAZ`` is the series for that origin."""
    base, _, fixed = name.partition("@")
    key = (base, fixed or origin)
    if base not in series:
        message = f"facts/indicators.toml: no [series.{base}], expected one; add or correct it"
        raise FactError(message)
    if not key[1] and "{origin}" in series[base].values():
        message = (
            f"facts/indicators.toml: {base} without an origin, expected {base}@KGZ or a list `by`; "
            "correct the indicator"
        )
        raise FactError(message)
    if key not in cache:
        select = {
            column: code.replace("{origin}", key[1]) if isinstance(code, str) else code
            for column, code in series[base].items()
        }
        cache[key] = select_series(reconciled, name, select)
    return cache[key]


def _row(
    indicator_id: str,
    entry: Mapping[str, Any],
    result: Result,
    notes: Mapping[str, SignedNote],
    origin: str,
) -> dict[str, str]:
    rows = [row for point in result.inputs for row in point.rows]
    breakdown = tuple(entry.get("breakdown", ()))
    note = require_comparable(rows, indicator_id, notes, breakdown=breakdown)
    series = entry.get("name") or _series_name(result.series, origin)
    return {
        "indicator_id": indicator_id,
        "series": series,
        **{name: _shared(rows, name) for name in CODES},
        "period": result.period,
        "from_period": result.from_period,
        "value": _text(result.value),
        "lo": _bound(result.bounds.lo),
        "hi": _bound(result.bounds.hi),
        "unit": entry["unit"],
        "status": "D" if note else "A",
        "inputs": " ".join(dict.fromkeys(row["fact_id"] for row in rows)),
        "note_id": note,
        "source_ids": " ".join(dict.fromkeys(row["source_id"] for row in rows)),
        "fact_id": f"ind-{indicator_id}-{series}-{result.period}".replace("/", "-"),
        "synthetic": "yes" if any(row["synthetic"] for row in rows) else "",
    }


def _series_name(name: str, origin: str) -> str:
    base, _, fixed = name.partition("@")
    code = fixed or origin
    return f"{base}@{code}" if code else base


def _shared(rows: list[Mapping[str, str]], name: str) -> str:
    """Return the code that the first input has, when all inputs share it, else empty."""
    found = {row[name] for row in rows}
    return found.pop() if len(found) == 1 else ""


def _bound(value: float) -> str:
    return "" if isinf(value) else _text(value)


def _text(value: float) -> str:
    return number_text(half_up(value, DECIMALS))

"""The table of all indicators that ``facts/indicators.toml`` asks for."""

from collections.abc import Mapping
from functools import partial
from math import isfinite, isinf
from typing import Any

import pandas as pd

from exchange_stats.ground import codes, factbook
from exchange_stats.ground.comparison import SignedNote, require_comparable
from exchange_stats.ground.errors import FactError
from exchange_stats.ground.intervals import Interval
from exchange_stats.ground.numerals import number_text
from exchange_stats.ground.rounding import half_up, supported
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
                note = _permission(indicator_id, entry, result, notes)
                text = shown(result.bounds, entry, spec.get("shown", {}))
                series_name = _series_name(entry.get("name") or result.series, origin)
                row = _row(indicator_id, series_name, result, note)
                rows.append(row | {"unit": entry["unit"], "shown": text})
    return INDICATORS.frame(rows)


def load_indicators() -> dict[str, Any]:
    """Return the series and indicators of ``facts/indicators.toml``.

    Raises
    ------
    FactError
        If the pair of countries, or the file, is not as it should be.
    """
    for code in factbook.pair():
        codes.meaning("country", code)
    return factbook.load_toml("indicators.toml")


def choose_indicator(spec: Mapping[str, Any], indicator_id: str) -> dict[str, Any]:
    """Return the specification with one indicator only.

    Raises
    ------
    FactError
        If there is no such indicator, or what it needs is not in the evidence.
    """
    if indicator_id in spec.get("refused", {}):
        message = f"{indicator_id}: {spec['refused'][indicator_id]['needs']}; "
        message += "expected it with a source; see docs/methods.md, and invent nothing"
        raise FactError(message)
    if indicator_id not in spec["indicator"]:
        message = f"indicator {indicator_id!r}: expected one of {', '.join(spec['indicator'])}; "
        raise FactError(message + "correct the name")
    return {**spec, "indicator": {indicator_id: spec["indicator"][indicator_id]}}


def shown(bounds: Interval, entry: Mapping[str, Any], printing: Mapping[str, Any]) -> str:
    """Return an indicator as it may be printed, without its unit.

    Parameters
    ----------
    bounds : Interval
        Of the indicator.
    entry : mapping
        The indicator: its ``kind``, ``unit`` and perhaps ``decimals``.
    printing : mapping
        Section ``shown`` of ``facts/indicators.toml``; without it nothing is printed.

    Examples
    --------
    >>> words = {"changes": ["growth_year"], "no_clear_change": "no clear change"}
    >>> shown(Interval(-0.9, 29.7), {"kind": "growth_year", "unit": "percent"}, words)
    'no clear change'
    """
    if not printing:
        return ""
    change = entry["kind"] in printing["changes"] and entry.get("form") != "multiple"
    if change and not bounds.exact and bounds.lo <= 0 <= bounds.hi:
        return str(printing["no_clear_change"])
    decimals = entry.get("decimals", printing.get("decimals", {}).get(entry["unit"], 1))
    ends = [f"{end:f}" for end in supported(bounds, decimals)]
    if len(ends) == 2:
        return str(printing["range"].format(lo=ends[0], hi=ends[1]))
    if not ends or (isfinite(bounds.lo) and isfinite(bounds.hi)):
        return "".join(ends)
    form = "at_most" if isinf(bounds.lo) else "at_least"
    return str(printing[form].format(lo=ends[0], hi=ends[0]))


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
            f"facts/indicators.toml: {base} without an origin, expected {base}@CODE or a list "
            "`by`; correct the indicator"
        )
        raise FactError(message)
    if key not in cache:
        select = {
            column: code.replace("{origin}", key[1]) if isinstance(code, str) else code
            for column, code in series[base].items()
        }
        cache[key] = select_series(reconciled, name, select)
    return cache[key]


def _permission(
    indicator_id: str,
    entry: Mapping[str, Any],
    result: Result,
    notes: Mapping[str, SignedNote],
) -> str:
    """Return the id of the signed note that the inputs need to meet, empty if none."""
    rows = [row for point in result.inputs for row in point.rows]
    breakdown = tuple(entry.get("breakdown", ()))
    return require_comparable(rows, indicator_id, notes, breakdown=breakdown)


def _row(indicator_id: str, series: str, result: Result, note: str) -> dict[str, str]:
    rows = [row for point in result.inputs for row in point.rows]
    return {
        "indicator_id": indicator_id,
        "series": series,
        **{name: _shared(rows, name) for name in CODES},
        "period": result.period,
        "from_period": result.from_period,
        "value": _text(result.value),
        "lo": _bound(result.bounds.lo),
        "hi": _bound(result.bounds.hi),
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

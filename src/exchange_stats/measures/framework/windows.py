"""Counts of the cooperation register: by state, priority field and two equal windows."""

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd
from scipy import stats

from exchange_stats.ground import factbook
from exchange_stats.ground.errors import DefinitionError, FactError, refuse
from exchange_stats.ground.intervals import Interval
from exchange_stats.ground.stages import COOPERATION, INDICATORS

Facts = Mapping[str, Any]
ENDS = {"date_from": "min", "date_to": "max"}


def load_framework() -> dict[str, Any]:
    """Return the windows and rules of ``facts/framework.toml``.

    Raises
    ------
    FactError
        If the two windows are not of as many whole months.
    """
    rules = factbook.load_toml("framework.toml")
    months = {name: _months(window) for name, window in rules["window"].items()}
    if len(set(months.values())) > 1 or None in months.values():
        found = [f"[window.{name}]: {length} months" for name, length in months.items()]
        headline = "facts/framework.toml: windows of unlike length, expected equal whole months"
        refuse(FactError, headline, found, "move an edge")
    return rules


def _months(window: Facts) -> int | None:
    """Return the length of a window in whole months, None when it is no whole number."""
    start, end = pd.Timestamp(window["from"]), pd.Timestamp(window["to"]) + pd.Timedelta(days=1)
    months = 12 * (end.year - start.year) + end.month - start.month
    return months if start + pd.DateOffset(months=months) == end else None


def add_counts(indicators: pd.DataFrame, register: pd.DataFrame, rules: Facts) -> pd.DataFrame:
    """Return the indicators with the counts of the register added.

    ``events_by_window`` counts dated events in two windows of equal length, in all and by kind;
    ``events_poisson`` gives the exact interval of each, ``events_p_value`` the chance of windows
    as unlike or more when both had one rate: neither says why they differ.
    ``entries_by_field`` counts the entries of each record type by priority field;
    ``commitments_by_state`` counts the commitments by what is known of them, and all of them;
    ``interrupted_series`` counts the whole years on each side of the cut, and refuses the method.

    Returns
    -------
    DataFrame
        Stage ``indicators``.
    """
    COOPERATION.check(register)
    rows = [
        *_by_window(register, rules),
        *_by_field(register),
        *_by_state(register, rules["states"]["commitment"]),
        *_interrupted(register, rules),
    ]
    return INDICATORS.check(pd.concat([indicators, INDICATORS.frame(rows)], ignore_index=True))


def poisson_interval(count: int, confidence: float) -> Interval:
    """Return the exact interval of the mean of a Poisson count.

    The quantiles of chi-squared over two: a/2 with 2k degrees of freedom and 1 - a/2 with
    2k + 2 (Garwood 1936, Biometrika 28:437-442).

    Examples
    --------
    >>> bounds = poisson_interval(10, 0.95)
    >>> round(bounds.lo, 2), round(bounds.hi, 2)
    (4.8, 18.39)
    """
    tail = (1 - confidence) / 2
    low = float(stats.chi2.ppf(tail, 2 * count)) / 2 if count else 0.0
    return Interval(low, float(stats.chi2.ppf(1 - tail, 2 * count + 2)) / 2)


def equal_rates_p(first: int, second: int) -> float:
    """Return the exact two-sided p of two counts in equal windows having one rate.

    Given their sum, the first is binomial with one half (Przyborowski & Wilenski 1940,
    Biometrika 31:313-323). It measures chance, not cause.

    Examples
    --------
    >>> round(equal_rates_p(4, 10), 4)
    0.1796
    """
    together = first + second
    return float(stats.binomtest(first, together, 0.5).pvalue) if together else 1.0


def require_interruptible(before: int, since: int, rules: Facts) -> str:
    """Return a warning for a series cut at a date, empty when it is long enough.

    Raises
    ------
    DefinitionError
        If there are too few yearly points on a side.
    """
    least, enough = rules["least"], rules["enough"]
    if min(before, since) < least:
        message = (
            f"interrupted series: {before} points before and {since} since, expected at least "
            f"{least} on each side; describe the two windows instead"
        )
        raise DefinitionError(message)
    return "" if min(before, since) >= enough else "intervals_too_narrow"


def _by_window(register: pd.DataFrame, rules: Facts) -> Iterable[dict[str, str]]:
    counted = _counted(register, rules)
    kinds = sorted(counted["kind"].unique())
    found = {}
    for name, window in rules["window"].items():
        found[name] = inside = counted[
            (counted["date_from"] >= str(window["from"]))
            & (counted["date_to"] <= str(window["to"]))
        ]
        period = f"{window['from']} to {window['to']}"
        yield _row("events_by_window", name, period, inside)
        for kind in kinds:
            chosen = inside[inside["kind"] == kind]
            yield _row("events_by_window", f"{name}:{kind}", period, chosen)
    if len(counted):
        yield from _by_chance(found, rules["comparison"]["confidence"])


def _by_chance(windows: Mapping[str, pd.DataFrame], level: float) -> Iterable[dict[str, str]]:
    """Yield the exact interval of each count, and the chance that both have one rate."""
    for name, inside in windows.items():
        bounds = poisson_interval(len(inside), level)
        exact = {"lo": f"{bounds.lo:.4f}", "hi": f"{bounds.hi:.4f}", "unit": "events"}
        yield _row("events_poisson", name, "", inside) | exact
    chance = f"{equal_rates_p(*(len(inside) for inside in windows.values())):.6f}"
    both = _row("events_p_value", " ".join(windows), "", pd.concat(windows.values()))
    yield both | {"value": chance, "lo": chance, "hi": chance, "unit": "probability"}


def _counted(register: pd.DataFrame, rules: Facts) -> pd.DataFrame:
    return register[
        register["record"].isin(rules["counted"]["records"])
        & register["date_precision"].isin(rules["counted"]["precisions"])
    ]


def _by_field(register: pd.DataFrame) -> Iterable[dict[str, str]]:
    fields = sorted(register["field"].unique())
    for record in sorted(register["record"].unique()):
        for field in fields:
            chosen = register.query("record == @record and field == @field")
            yield _row("entries_by_field", f"{record}:{field}", "", chosen)


def _by_state(register: pd.DataFrame, states: Iterable[str]) -> Iterable[dict[str, str]]:
    commitments = register[register["record"] == "commitment"]
    if len(commitments):
        for state in states:
            chosen = commitments[commitments["state"] == state]
            yield _row("commitments_by_state", state, "", chosen)
        yield _row("commitments_by_state", "all", "", commitments)


def _interrupted(register: pd.DataFrame, rules: Facts) -> Iterable[dict[str, str]]:
    """Yield the whole years of record on each side of the cut, with the answer as a flag."""
    counted = _counted(register, rules)
    if counted.empty:
        return
    cut = pd.Timestamp(rules["window"]["since"]["from"])
    first, last = (pd.Timestamp(counted[name].agg(how)) for name, how in ENDS.items())
    years = {"before": max(0, _years(first, cut)), "since": max(0, _years(cut, last))}
    try:
        flag = require_interruptible(years["before"], years["since"], rules["interrupted"])
    except DefinitionError:
        flag = "refused_too_few_points"
    for side, number in years.items():
        amount = dict.fromkeys(("value", "lo", "hi"), str(number))
        sourced = _row("interrupted_series", side, "", counted)
        yield sourced | amount | {"unit": "years", "flags": flag}


def _years(start: pd.Timestamp, end: pd.Timestamp) -> int:
    return int((end - start).days // 365.25)


def _row(indicator_id: str, series: str, period: str, entries: pd.DataFrame) -> dict[str, str]:
    """Return a count as an indicator; a count of none is a true zero of the register."""
    value = str(len(entries))
    return {
        "indicator_id": indicator_id,
        "series": series,
        "period": period,
        "value": value,
        "lo": value,
        "hi": value,
        "unit": "entries",
        "status": "A",
        "inputs": " ".join(entries["fact_id"]),
        "source_ids": " ".join(sorted(entries["source_id"].unique())),
        "fact_id": f"ind-{indicator_id}-{series}".replace(":", "-").replace(" ", "-"),
    }

"""Counts of the cooperation register: by window, kind, priority field and state."""

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from exchange_stats.ground import factbook
from exchange_stats.ground.stages import COOPERATION, INDICATORS


def load_framework() -> dict[str, Any]:
    """Return the windows and rules of ``facts/framework.toml``."""
    return factbook.load_toml("framework.toml")


def add_counts(
    indicators: pd.DataFrame, register: pd.DataFrame, rules: Mapping[str, Any]
) -> pd.DataFrame:
    """Return the indicators with the counts of the register added.

    ``events_by_window`` counts dated events in two windows of equal length, in all and by kind;
    ``entries_by_field`` counts the entries of each record type by priority field;
    ``commitments_by_state`` counts the commitments by what is known of them. Unit: entries.

    Returns
    -------
    DataFrame
        Stage ``indicators``.
    """
    COOPERATION.check(register)
    rows = [
        *_by_window(register, rules),
        *_by_field(register),
        *_counts(register.query("record == 'commitment'"), "commitments_by_state", ["state"]),
    ]
    return INDICATORS.check(pd.concat([indicators, INDICATORS.frame(rows)], ignore_index=True))


def _by_window(register: pd.DataFrame, rules: Mapping[str, Any]) -> Iterable[dict[str, str]]:
    counted = register[
        register["record"].isin(rules["counted"]["records"])
        & register["date_precision"].isin(rules["counted"]["precisions"])
    ]
    kinds = sorted(counted["kind"].unique())
    for name, window in rules["window"].items():
        inside = counted[
            (counted["date_from"] >= str(window["from"]))
            & (counted["date_to"] <= str(window["to"]))
        ]
        period = f"{window['from']} to {window['to']}"
        yield _row("events_by_window", name, period, inside)
        for kind in kinds:
            chosen = inside[inside["kind"] == kind]
            yield _row("events_by_window", f"{name}:{kind}", period, chosen)


def _by_field(register: pd.DataFrame) -> Iterable[dict[str, str]]:
    fields = sorted(register["field"].unique())
    for record in sorted(register["record"].unique()):
        for field in fields:
            chosen = register.query("record == @record and field == @field")
            yield _row("entries_by_field", f"{record}:{field}", "", chosen)


def _counts(table: pd.DataFrame, indicator_id: str, columns: list[str]) -> Iterable[dict[str, str]]:
    for key, group in table.groupby(columns, sort=True):
        yield _row(indicator_id, ":".join(key), "", group)


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
        "fact_id": f"ind-{indicator_id}-{series}".replace(":", "-"),
    }

"""Declared errors of a source, mended only while the source still has them."""

import re
from typing import Any

import pandas as pd

from exchange_stats.ground import factbook
from exchange_stats.ground.errors import FactError, refuse
from exchange_stats.ground.stages import OBSERVATIONS

CORRECTION_COLUMNS = (
    *("source_id", "workbook_id", "sheet", "cell", "was", "action", "value"),
    *("reason", "evidence", "state", "reported_on", "expect"),
)
ACTIONS = ("drop", "override", "flag")
NUMBER = re.compile(r"\d+(\.\d+)?")


def load_corrections() -> list[dict[str, str]]:
    """Return the declared corrections of ``facts/corrections.csv``."""
    return factbook.load_csv("corrections.csv", CORRECTION_COLUMNS)


def apply_corrections(
    observations: pd.DataFrame, corrections: list[dict[str, str]]
) -> pd.DataFrame:
    """Return observations with the declared corrections made.

    A correction names the printed value that was wrong. ``override`` puts another value with
    status E, ``drop`` leaves the cell out as missing (status O), ``flag`` keeps the value and
    adds flag U.

    Raises
    ------
    FactError
        If the cell no longer prints the wrong value (the source has mended it), the cell is
        not there, the action is unknown, or its value is no number.
    """
    table = observations.copy()
    offenders = []
    for correction in corrections:
        where = _where(table, correction)
        name = f"{correction['workbook_id']} {correction['sheet']}!{correction['cell']}"
        if correction["action"] not in ACTIONS:
            offenders.append(f"{name}: action {correction['action']!r}, expected one of {ACTIONS}")
        elif correction["action"] == "override" and not NUMBER.fullmatch(correction["value"]):
            offenders.append(f"{name}: value {correction['value']!r}, expected a number")
        elif not where.any():
            offenders.append(f"{name}: no such observation")
        elif (table.loc[where, "printed"] != correction["was"]).any():
            printed = table.loc[where, "printed"].iloc[0]
            offenders.append(
                f"{name}: prints {printed!r}, the correction expects the error "
                f"{correction['was']!r}; the source seems to have mended it"
            )
        else:
            _correct(table, where, correction)
    if offenders:
        refuse(
            FactError,
            "facts/corrections.csv: corrections that do not fit",
            offenders,
            "remove the correction, or mend its place or action",
        )
    return OBSERVATIONS.check(table)


def applied_corrections(
    observations: pd.DataFrame, corrections: list[dict[str, str]]
) -> list[dict[str, Any]]:
    """Return the corrections that were made in observations, each with the facts it touched.

    Parameters
    ----------
    observations : DataFrame
        Stage ``observations``, as :func:`apply_corrections` returned it.

    Returns
    -------
    list of dict
        The entries of the correction, and ``facts``: fact id to the value and status it has now.
    """
    found = []
    for correction in corrections:
        rows = observations[_where(observations, correction)].to_dict("records")
        facts = {
            row["fact_id"]: {name: row[name] for name in ("value", "status", "flags")}
            for row in rows
        }
        if facts:
            found.append({**correction, "facts": facts})
    return found


def _where(table: pd.DataFrame, correction: dict[str, str]) -> "pd.Series[bool]":
    same = table["workbook_id"] == correction["workbook_id"]
    for column in ("sheet", "cell"):
        same &= table[column] == correction[column]
    return same


def _correct(table: pd.DataFrame, where: "pd.Series[bool]", correction: dict[str, str]) -> None:
    action = correction["action"]
    if action == "flag":
        table.loc[where, "flags"] = (table.loc[where, "flags"] + " U").str.strip()
        return
    value = correction["value"] if action == "override" else ""
    status = "E" if action == "override" else "O"
    for column in ("value", "lo", "hi"):
        table.loc[where, column] = value
    table.loc[where, "qualifier"] = "exact" if value else ""
    table.loc[where, "status"] = status
    table.loc[where, "flags"] = (table.loc[where, "flags"] + " corrected").str.strip()

"""The cooperation register: events, outputs, commitments and laboratories in one table."""

import datetime
import re
from collections.abc import Mapping

import pandas as pd

from exchange_stats.ground.errors import LabelError, refuse
from exchange_stats.ground.stages import COOPERATION

RECORDS = {
    "events": "event",
    "outputs": "output",
    "commitments": "commitment",
    "laboratories": "laboratory",
}
RENAMED = {
    "title_en": "title",
    "statement_en": "title",
    "statement_ru": "title_ru",
    "statement_ky": "title_ky",
    "statement_zh": "title_zh",
    "known_en": "known",
    "target": "value",
    "step": "state",
    "lab_field": "kind",
}
ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
CODED = ("kind", "field", "state", "step", "level", "date_precision")
LISTS = {("output", "kind"): "kind_of_number"}  # where a list has not the name of its column


def read_cooperation(tables: Mapping[str, pd.DataFrame], source_id: str) -> pd.DataFrame:
    """Return the entries of the register.

    Parameters
    ----------
    tables : mapping
        Record tables by id: ``events``, ``outputs``, ``commitments``, ``laboratories`` and
        ``lists`` (the closed lists that the workbook itself declares).
    source_id : str
        Source card of the register.

    Returns
    -------
    DataFrame
        Stage ``cooperation``. ``value`` of a commitment is its target; an empty ``known_value``
        means that nothing is known, never zero. A date is the span in which the event lies.

    Raises
    ------
    LabelError
        Naming every code outside the closed lists, every date that is not ISO 8601 and every
        event that ends before it begins.
    """
    allowed = _closed_lists(tables["lists"]) if "lists" in tables else {}
    offenders: list[str] = []
    rows = []
    for table, record in RECORDS.items():
        for entry in tables[table].fillna("").to_dict("records"):
            offenders += _faults(entry, record, allowed)
            rows.append(_entry(entry, record, source_id))
    if offenders:
        refuse(
            LabelError,
            f"{source_id}: entries with unknown codes or dates",
            offenders,
            "correct the cell, or add the code to the closed lists of the workbook",
        )
    return COOPERATION.frame(rows)


def _entry(entry: Mapping[str, str], record: str, source_id: str) -> dict[str, str]:
    named = {RENAMED.get(column, column): text for column, text in entry.items()}
    row = {column: named.get(column, "") for column in COOPERATION.columns}
    return row | {
        "record": record,
        "source_id": source_id,
        "fact_id": f"coo-{entry['entry_id']}",
    }


def _closed_lists(lists: pd.DataFrame) -> dict[str, set[str]]:
    return {str(name): set(group["code"]) for name, group in lists.groupby("list")}


def _faults(entry: Mapping[str, str], record: str, allowed: Mapping[str, set[str]]) -> list[str]:
    place = f"sheet {entry['sheet']!r}, {entry['cell']}"
    faults = []
    for column in CODED:
        name, code = LISTS.get((record, column), column), entry.get(column, "")
        if code and name in allowed and code not in allowed[name]:
            faults.append(f"{place}: {column} {code!r} is not in the list {name}")
    dates = {name: entry.get(name, "") for name in ("date_from", "date_to")}
    wrong = {name: date for name, date in dates.items() if date and not _is_date(date)}
    for name, date in wrong.items():
        faults.append(f"{place}: {name} {date!r}, expected a date such as 2025-07-18")
    if not wrong and all(dates.values()) and dates["date_from"] > dates["date_to"]:
        faults.append(f"{place}: from {dates['date_from']} to {dates['date_to']}, an end first")
    return faults


def _is_date(text: str) -> bool:
    if not ISO_DATE.fullmatch(text):
        return False
    try:
        datetime.date.fromisoformat(text)
    except ValueError:
        return False
    return True

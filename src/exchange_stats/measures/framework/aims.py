"""What each result is held against and what is known of it, from facts and register."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

import pandas as pd

from exchange_stats.ground import factbook
from exchange_stats.ground.errors import FactError, refuse
from exchange_stats.ground.intervals import Interval
from exchange_stats.measures.framework import wording
from exchange_stats.measures.framework.money import ENDLESS, Amount, times
from exchange_stats.measures.framework.progress import Aim

Facts = Mapping[str, Any]
Entries = Mapping[str, Mapping[str, str]]
SAID = ("statement", "statement_ru", "target_type", "verification", "assumption", "of")


@dataclass(frozen=True)
class Actual:
    """What is known to be there, of which day, and by which entries of the register."""

    bounds: Interval | None = None
    day: str = ""
    qualifier: str = ""
    entries: tuple[str, ...] = field(default=())


def load_results() -> dict[str, Any]:
    """Return ``facts/results.toml``, every row filled with what is usual.

    Raises
    ------
    FactError
        Naming every row that lacks something, has an unknown level or parent, or says more
        than its evidence carries.
    """
    facts = factbook.load_toml("results.toml")
    rows = {name: facts["usual"] | row for name, row in facts["result"].items()}
    faults = [fault for name, row in rows.items() for fault in _faults(name, row, rows, facts)]
    if faults:
        headline = "facts/results.toml: rows that cannot be used"
        refuse(FactError, headline, faults, "complete the row, or say less")
    return facts | {"result": rows}


def _faults(name: str, row: Facts, rows: Mapping[str, Facts], facts: Facts) -> list[str]:
    where = f"[result.{name}]"
    faults = []
    if row.get("level") not in facts["levels"]:
        faults.append(f"{where}: level {row.get('level')!r}, expected one of {facts['levels']}")
    if row.get("level") == "commitment":
        needed = ["entry", "judged_by", "statement", "statement_ru"]
    else:
        needed = list(SAID)
    faults += [f"{where}: no {part}" for part in needed if part not in row]
    linked = [row[part] for part in ("of", "judged_by", "conflict_with") if part in row]
    faults += [f"{where}: {other!r} is no row" for other in linked if other not in rows]
    if row["evidence_level"] not in wording.load_ladder()["ladder"]:
        faults.append(f"{where}: evidence_level {row['evidence_level']!r} is not on the ladder")
        return faults
    for language, part in (("en", "statement"), ("ru", "statement_ru")):
        faults += [
            f"{where}: {part} {found.phrase!r} claims more than {row['evidence_level']}"
            for found in wording.overclaims(row.get(part, ""), language, row["evidence_level"])
        ]
    return faults


def read_entries(register: pd.DataFrame, facts: Facts) -> dict[str, dict[str, str]]:
    """Return the entries of the register by id.

    Raises
    ------
    FactError
        If a result names entries that the register does not have.
    """
    entries = {row["entry_id"]: row for row in register.to_dict("records")}
    unknown = [
        f"[result.{name}]: {part} = {row[part]!r}"
        for name, row in facts["result"].items()
        for part in ("entry", "event", "times")
        if part in row and row[part] not in entries
    ]
    if unknown:
        headline = "facts/results.toml: entries that the register does not have"
        refuse(FactError, headline, unknown, "correct the id, or add the entry to the register")
    return entries


def aim_of(row: Facts, entries: Entries) -> Aim:
    """Return what a row of the facts is held against."""
    entry = entries.get(row.get("entry", ""), {})
    due = last_day(entry.get("deadline", ""))
    kind = row["target_type"]
    target = float(entry["value"]) if kind not in ("", "milestone") and entry["value"] else None
    if target is not None and "times" in row:
        target *= float(entries[row["times"]]["value"])
    baseline = _baseline(row, entries) if kind == "value" else None
    return Aim(kind, target, row["baseline_date"], due, baseline, row["pace"])


def _baseline(row: Facts, entries: Entries) -> Interval | None:
    if "counted_step" in row:
        number = float(len(_reached(row, entries, row["baseline_date"])))
    elif "baseline" in row:
        number = float(row["baseline"])
    else:
        return None
    return Interval(number, number)


def actual_of(row: Facts, entries: Entries, today: date) -> Actual:
    """Return what is known of a row: a count of steps, a dated event, or a known value."""
    if "counted_step" in row:
        reached = _reached(row, entries, today)
        number = float(len(reached))
        return Actual(Interval(number, number), str(today), "exact", tuple(reached))
    if "event" in row:
        day = entries[row["event"]]["date_from"]
        return Actual(Interval(1.0, 1.0), day, "exact", (row["event"],))
    entry = entries.get(row.get("entry", ""), {})
    if row["target_type"] == "value" and entry.get("known_value"):
        bounds = read_bounds(float(entry["known_value"]), entry["known_qualifier"])
        return Actual(bounds, entry["known_as_of"], entry["known_qualifier"], (row["entry"],))
    return Actual()


def _reached(row: Facts, entries: Entries, today: date) -> list[str]:
    """Return the entries of the fields of laboratories that reached a step by a day."""
    return [
        name
        for name, entry in entries.items()
        if entry["record"] == "laboratory"
        and entry["state"] == row["counted_step"]
        and "" != entry["date_to"] <= str(today)
    ]


def read_bounds(value: float, qualifier: str) -> Interval:
    """Return what a qualified number leaves open, as strictly as it is said.

    Examples
    --------
    >>> read_bounds(10, "up_to"), read_bounds(10, "at_least").hi
    (Interval(lo=0.0, hi=10), inf)
    """
    if qualifier == "up_to":
        return Interval(0.0, value)
    if qualifier in ("at_least", "more_than"):
        return Interval(value + (qualifier == "more_than"), float("inf"))
    return Interval(value, value)


def amount_of(row: Facts, entries: Entries) -> Amount | None:
    """Return the money that a row allows for, None when it is of no money.

    A cap is anything from nothing up to it, a floor anything from it on.
    """
    if "currency" not in row:
        return None
    value = Decimal(entries[row["entry"]]["value"])
    ends = (Decimal(0), value) if row["target_type"] == "cap" else (value, ENDLESS)
    number = int(entries[row["times"]]["value"]) if "times" in row else 1
    return times(Amount(*ends, row["currency"]), number)


def last_day(written: str) -> date | None:
    """Return the last day of a date that may name a year or a month only.

    Examples
    --------
    >>> last_day("2027"), last_day("2026-02"), last_day("")
    (datetime.date(2027, 12, 31), datetime.date(2026, 2, 28), None)
    """
    if not written:
        return None
    frequency = {0: "Y", 1: "M", 2: "D"}[written.count("-")]
    end: date = pd.Period(written, freq=frequency).end_time.date()
    return end

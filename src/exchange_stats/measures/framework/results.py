"""The table of results: every promise down to its outcomes, judged on the day of the evidence."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from exchange_stats.ground.errors import FactError
from exchange_stats.ground.intervals import Interval
from exchange_stats.ground.stages import COOPERATION, RESULTS
from exchange_stats.measures.framework import aims, money, progress
from exchange_stats.measures.framework.aims import Actual
from exchange_stats.measures.framework.money import Amount
from exchange_stats.measures.framework.progress import Aim, Judgement

Facts = Mapping[str, Any]
DECIMALS = 4


@dataclass(frozen=True)
class Evidence:
    """The entries of the register by id, the facts, the rates, and the day they are judged on."""

    entries: Mapping[str, Mapping[str, str]]
    facts: Facts
    rates: list[money.Rate]
    today: date


def judge_results(register: pd.DataFrame, facts: Facts) -> pd.DataFrame:
    """Return the results framework of a register, a row for each result.

    Parameters
    ----------
    register : DataFrame
        Stage ``cooperation``.
    facts : mapping
        ``facts/results.toml``; see :func:`aims.load_results`.

    Returns
    -------
    DataFrame
        Stage ``results``. It is judged on the newest day on which a commitment was known; an
        empty ``actual`` means that nothing is known, never zero.
    """
    COOPERATION.check(register)
    if register.empty:
        return RESULTS.empty()
    entries = aims.read_entries(register, facts)
    known = register.loc[register["record"] == "commitment", "known_as_of"]
    evidence = Evidence(entries, facts, money.load_rates(), date.fromisoformat(known.max()))
    named = facts["result"].items()
    made = {name: _result(name, row, evidence) for name, row in named if "of" in row}
    rows = [
        made[name] if name in made else _commitment(name, row, made, evidence)
        for name, row in named
    ]
    return RESULTS.frame(rows)


def _result(name: str, row: Facts, evidence: Evidence) -> dict[str, str]:
    entries, today = evidence.entries, evidence.today
    aim, actual = aims.aim_of(row, entries), aims.actual_of(row, entries, today)
    found = progress.judge(aim, actual.bounds, today, evidence.facts["pace"])
    said = {part: row[part] for part in ("level", *aims.SAID[:-1], "owner", "evidence_level")}
    return {
        **said,
        "result_id": name,
        "as_of": str(today),
        "parent_id": row["of"],
        "commitment_id": _root(name, evidence.facts),
        "unit": _unit(row, entries),
        "direction": row["direction"],
        **_aimed(aim, row, entries),
        **_known(actual),
        "state": entries.get(row.get("entry", ""), {}).get("state", ""),
        **_judged(found, _rule(aim, evidence.facts)),
        **_valued(row, evidence),
        "conflict": _conflict(row, evidence),
        **_sourced(name, row, actual, evidence),
    }


def _commitment(
    name: str, row: Facts, made: Mapping[str, dict[str, str]], evidence: Evidence
) -> dict[str, str]:
    """Return a commitment, rated as the result by which it is judged."""
    entry, judged = evidence.entries[row["entry"]], made[row["judged_by"]]
    return {
        "result_id": name,
        "as_of": str(evidence.today),
        "commitment_id": name,
        "level": row["level"],
        "statement": row["statement"],
        "statement_ru": row["statement_ru"],
        "state": entry["state"],
        "target_date": entry["deadline"],
        "rating": judged["rating"],
        "rating_reason": judged["rating_reason"],
        "rating_rule": f"{evidence.facts['rule']['commitment']}: {row['judged_by']}",
        "owner": row["owner"],
        "evidence_level": row["evidence_level"],
        "conflict": entry["conflict"],
        **_sourced(name, row, Actual(), evidence),
    }


def _root(name: str, facts: Facts) -> str:
    """Return the commitment at the head of the chain of a result."""
    while "of" in facts["result"][name]:
        name = facts["result"][name]["of"]
    return name


def _unit(row: Facts, entries: aims.Entries) -> str:
    if "times" in row:
        return "yuan" if row["currency"] == "CNY" else str(row["currency"])
    entry = entries.get(row.get("entry", ""), {})
    return str(row["unit"] or entry.get("unit", ""))


def _aimed(aim: Aim, row: Facts, entries: aims.Entries) -> dict[str, str]:
    entry = entries.get(row.get("entry", ""), {})
    dated = aim.baseline is not None
    return {
        "baseline": _number(aim.baseline.lo) if aim.baseline else "",
        "baseline_date": str(row["baseline_date"]) if dated else "",
        "target": _number(aim.target),
        "target_date": entry.get("deadline", "") if aim.target_type else "",
        "target_type": aim.target_type,
        "qualifier": entry.get("qualifier", "") if aim.target is not None else "",
    }


def _known(actual: Actual) -> dict[str, str]:
    """Return what is known; an end that nobody knows stays empty."""
    if actual.bounds is None:
        return {"status": "O"}
    low, high = actual.bounds.lo, actual.bounds.hi
    return {
        "actual": _number(low if actual.qualifier != "up_to" else high),
        "lo": _number(low),
        "hi": _number(high),
        "actual_date": actual.day,
        "actual_qualifier": actual.qualifier,
        "status": "A",
    }


def _rule(aim: Aim, facts: Facts) -> str:
    kind = aim.pace if aim.target_type == "value" else aim.target_type or "none"
    return str(facts["rule"][kind])


def _judged(found: Judgement, rule: str) -> dict[str, str]:
    """Return a judgement as text; ends that are judged unlike are joined by a stroke."""
    return {
        **_ends("progress", found.progress),
        "expected_by_now": _number(found.expected),
        **_ends("schedule", found.schedule),
        "rating": "/".join(found.ratings),
        "rating_reason": "/".join(found.reasons),
        "rating_rule": rule,
    }


def _ends(name: str, bounds: Interval | None) -> dict[str, str]:
    low, high = (bounds.lo, bounds.hi) if bounds else (None, None)
    return {f"{name}_lo": _number(low), f"{name}_hi": _number(high)}


def _valued(row: Facts, evidence: Evidence) -> dict[str, str]:
    """Return money as shown, beside it in other currencies, or why it is not converted."""
    amount = aims.amount_of(row, evidence.entries)
    if amount is None:
        return {}
    found = {"shown": money.shown(amount)}
    refused = []
    for currency in evidence.facts["money"]["into"]:
        try:
            worth = _worth(amount, currency, row["baseline_date"], evidence)
        except FactError as error:
            refused.append(str(error))
            continue
        found[f"shown_{currency.lower()}"] = money.shown(worth)
        found["rate_date"] = str(worth.rates[0].effective_from)
    return found | {"not_converted": "; ".join(dict.fromkeys(refused))}


def _worth(amount: Amount, currency: str, day: date, evidence: Evidence) -> Amount:
    most_age = evidence.facts["money"]["most_age_days"]
    return money.convert(amount, currency, day, evidence.rates, most_age=most_age)


def _conflict(row: Facts, evidence: Evidence) -> str:
    """Return what another source says of the same, so that both are quoted."""
    if "conflict_with" not in row:
        return ""
    other = evidence.facts["result"][row["conflict_with"]]
    entry = evidence.entries[other["entry"]]
    amount = aims.amount_of(other, evidence.entries)
    said = money.shown(amount) if amount else entry["value"]
    return f"{entry['publisher']}, {entry['published']}: {said} ({entry['evidence']})"


def _sourced(name: str, row: Facts, actual: Actual, evidence: Evidence) -> dict[str, str]:
    """Return the claims behind a row, and the entries it rests on: at least its promise."""
    named = [row[part] for part in ("entry", "event", "times") if part in row]
    used = [evidence.entries[one] for one in dict.fromkeys([*named, *actual.entries])]
    claims = dict.fromkeys(one for entry in used for one in entry["evidence"].split())
    promise = evidence.facts["result"][_root(name, evidence.facts)]["entry"]
    resting = [*used, evidence.entries[promise]]
    return {
        "claim_ids": " ".join(claims),
        "inputs": " ".join(dict.fromkeys(entry["fact_id"] for entry in resting)),
        "source_ids": " ".join(sorted({entry["source_id"] for entry in resting})),
        "fact_id": f"res-{name}",
    }


def _number(value: float | None) -> str:
    if value is None or value == float("inf"):
        return ""
    return f"{value:.{DECIMALS}f}".rstrip("0").rstrip(".")

"""Sums and shares that must hold within one source; each check reports, none repairs."""

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from exchange_stats.evidence.findings import Evidence, finding, slot_key
from exchange_stats.ground.stages import SLOT, group_rows

BREAKDOWNS = (
    ("institution",),
    ("programme", "isced_level"),
    ("isced_field",),
    ("sex",),
    ("funding",),
)
ALL = ("_T", "all")


def check_parts_add_up(evidence: Evidence) -> list[dict[str, str]]:
    """Find totals that differ from the sum of their parts, source by source."""
    findings = []
    for identity in evidence.settings["identity"]:
        for total, parts in _families(evidence.observations, identity):
            added = sum(float(part["value"]) for part in parts)
            if added != float(total["value"]):
                message = (
                    f"{identity['id']}: the parts add up to {added:,.0f}, the total printed is "
                    f"{float(total['value']):,.0f}"
                )
                findings.append(finding(total, message, "compare with the publication", parts))
    return findings


def check_parts_within_total(evidence: Evidence) -> list[dict[str, str]]:
    """Find parts that together exceed the total that holds them."""
    findings = []
    for identity in evidence.settings["within"]:
        for total, parts in _families(evidence.observations, identity):
            added = sum(float(part["value"]) for part in parts)
            if added > float(total["value"]):
                message = (
                    f"{identity['id']}: {added:,.0f} in the parts, only "
                    f"{float(total['value']):,.0f} in the total"
                )
                findings.append(finding(total, message, "compare with the publication", parts))
    return findings


def check_totals_in_returns(evidence: Evidence) -> list[dict[str, str]]:
    """Find totals of a returned form that differ from the sum over one breakdown."""
    findings = []
    for breakdown in BREAKDOWNS:
        rest = [name for name in ("workbook_id", "sheet", *SLOT) if name not in breakdown]
        for rows in group_rows(evidence.returns, rest).values():
            totals = [row for row in rows if all(row[name] in ALL for name in breakdown)]
            parts = [row for row in rows if not any(row[name] in ALL for name in breakdown)]
            unknown = [row for row in rows if not row["value"] and row["status"] != "M"]
            if len(totals) != 1 or not totals[0]["value"] or not parts or unknown:
                continue
            added = sum(float(row["value"] or 0) for row in parts)  # M: what cannot exist
            if added != float(totals[0]["value"]):
                message = (
                    f"the form's total over {' and '.join(breakdown)} is {totals[0]['value']}, "
                    f"its parts add up to {added:.0f}"
                )
                findings.append(finding(totals[0], message, "ask the sender", parts))
    return findings


def check_printed_shares(evidence: Evidence) -> list[dict[str, str]]:
    """Find printed percentages that differ from the recomputed share by over half a unit."""
    counts = _by_slot_and_issue(evidence.observations)
    totals = {"isced_level": "_T", "funding": "_T", "programme": "all", "origin": "WLD"}
    findings = []
    for row in evidence.observations.query("unit == 'percent' and value != ''").to_dict("records"):
        part = counts.get((slot_key(row, unit="persons"), _issue(row)))
        whole = counts.get((slot_key(row, unit="persons", **totals), _issue(row)))
        if part is None or whole is None:
            continue
        share = 100 * float(part["value"]) / float(whole["value"])
        decimals = len(row["printed"].rstrip("% ").partition(".")[2])
        if abs(share - float(row["value"])) > 0.5 * 10**-decimals + 1e-9:
            message = f"printed share {row['printed']}, recomputed {share:.{decimals + 1}f} %"
            findings.append(finding(row, message, "compare with the publication", [part, whole]))
    return findings


def _families(
    table: pd.DataFrame, identity: Mapping[str, Any]
) -> Iterable[tuple[dict[str, str], list[dict[str, str]]]]:
    """Yield each total with all its parts, where none of them is missing."""
    index = _by_slot_and_issue(table[table["qualifier"] == "exact"])
    sources = identity.get("sources")
    for (_, issue), total in index.items():
        if sources and total["source_id"] not in sources:
            continue
        if any(total[name] != code for name, code in identity["total"].items()):
            continue
        parts = [index.get((slot_key(total, **part), issue)) for part in identity["parts"]]
        if all(part is not None for part in parts):
            yield total, [part for part in parts if part is not None]


def _by_slot_and_issue(
    table: pd.DataFrame,
) -> dict[tuple[tuple[str, ...], tuple[str, str]], dict[str, str]]:
    rows = table[table["value"] != ""].to_dict("records")
    return {(slot_key(row), _issue(row)): row for row in rows}


def _issue(row: Mapping[str, str]) -> tuple[str, str]:
    """Return source and edition: only numbers of one issue must add up."""
    return row["source_id"], row["edition"]

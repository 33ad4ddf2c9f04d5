"""Parts and shares that must fit a total within one source; each check reports, none repairs."""

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from exchange_stats.evidence.findings import Evidence, cell_list, finding, number, slot_key
from exchange_stats.ground.numerals import number_text


def check_parts_within_total(evidence: Evidence) -> list[dict[str, str]]:
    """Find parts that together exceed the total that holds them."""
    findings = []
    for identity in evidence.settings["within"]:
        for total, parts in families(evidence.observations, identity):
            added = sum(float(part["value"]) for part in parts)
            if added > float(total["value"]):
                fields = {
                    "what": {"term": identity["id"]},
                    "added": number(number_text(added)),
                    "parts": cell_list(parts, total["sheet"]),
                    "total": number(total["value"]),
                }
                findings.append(finding("parts_within_total", total, fields, parts))
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
            fields = {
                "printed": row["printed"].rstrip("% "),
                "share": {"number": f"{share:.{decimals + 1}f}"},
                "part": number(part["value"]),
                "whole": number(whole["value"]),
                "cells": cell_list([part, whole], row["sheet"]),
            }
            findings.append(finding("printed_shares", row, fields, [part, whole]))
    return findings


def families(
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

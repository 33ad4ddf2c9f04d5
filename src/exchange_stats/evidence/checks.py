"""Questions asked of observations; a check returns findings and never repairs."""

import math
from collections.abc import Callable, Sequence
from itertools import pairwise
from statistics import median
from typing import Any

import pandas as pd

from exchange_stats.evidence.findings import Evidence, finding, number
from exchange_stats.evidence.identities import check_parts_within_total, check_printed_shares
from exchange_stats.evidence.totals import (
    check_parts_add_up,
    check_totals_in_returns,
    check_totals_in_tables,
    check_totals_odd,
    check_totals_strained,
    check_totals_together,
    check_totals_undecided,
    check_totals_unproven,
)
from exchange_stats.ground import codes, factbook
from exchange_stats.ground.stages import FINDINGS, PLACE, RELEASE, SLOT
from exchange_stats.ground.stages.rows import group_rows


def run_checks(evidence: Evidence) -> pd.DataFrame:
    """Return the findings of every registered check.

    Returns
    -------
    DataFrame
        Stage ``findings``, errors first; severities are those of ``facts/checks.toml``.
    """
    order = {"error": 0, "warning": 1, "notice": 2}
    found = []
    for name, check in CHECKS.items():
        severity = evidence.settings["severity"][name]
        found += [{"check_id": name, "severity": severity, **row} for row in check(evidence)]
    found.sort(key=lambda row: (order[row["severity"]], row["check_id"], row["place"], row["slot"]))
    return FINDINGS.frame(found)


def load_settings() -> dict[str, Any]:
    """Return the thresholds and identities of ``facts/checks.toml``."""
    return factbook.load_toml("checks.toml")


def check_statements_against_series(evidence: Evidence) -> list[dict[str, str]]:
    """Find statements far above what statistics count for the same flow and year."""
    factor = float(evidence.settings["statements"]["factor"])
    series = evidence.observations.query(
        "claim_id == '' and value != '' and programme in ('all', 'degree') "
        "and isced_level in ('_T', '5T8') and funding == '_T' and unit == 'persons' "
        "and measure == 'enrolled' and synthetic == '' and institution == '_T'"
    )
    findings = []
    claims = evidence.claims.query("kind == 'stock' and coverage == 'country' and lo != ''")
    for claim in claims.to_dict("records"):
        years = [claim["period_end"], claim["period_start"]]
        flow = (series["origin"] == claim["origin"]) & (series["host"] == claim["host"])
        same = _widest(series[flow & series["period_end"].isin(years)].to_dict("records"))
        highest = max((float(row["value"]) for row in same), default=math.inf)
        if float(claim["lo"]) > factor * highest:
            fields = {
                "claim": claim["claim_id"],
                "quantity": claim["quantity"],
                "counted": [[row["period"], number(row["value"])] for row in same],
                "most": math.floor(factor * highest),
            }
            findings.append(finding("statements_against_series", claim, fields, same))
    return findings


def _widest(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """Return the counts of all studies, and those of degree studies where there is no other."""
    whole = {(row["source_id"], row["period"]) for row in rows if row["programme"] == "all"}
    return [
        row
        for row in rows
        if row["programme"] == "all" or (row["source_id"], row["period"]) not in whole
    ]


def check_sources_disagree(evidence: Evidence) -> list[dict[str, str]]:
    """Find slots in which sources of one definition contradict each other."""
    findings = []
    contested = evidence.reconciled["rule"].isin(["order of trust", "undecided"])
    for row in evidence.reconciled[contested].to_dict("records"):
        fields: dict[str, Any] = {"unstated": "yes"} if "D" in row["flags"].split() else {}
        fields["source"] = row["source_id"]
        if row["spread_hi"]:
            fields["spread"] = number(row["spread_hi"]) - number(row["spread_lo"])
        others = [{"fact_id": name} for name in row["rejected"].split()]
        findings.append(finding("sources_disagree", row, fields, others))
    return findings


def check_jumps(evidence: Evidence) -> list[dict[str, str]]:
    """Find changes from one year to the next that stand out in their own series."""
    rule = evidence.settings["jumps"]
    findings = []
    for rows in _series(evidence.observations):
        steps = [
            (before, after, math.log(float(after["value"]) / float(before["value"])))
            for before, after in pairwise(rows)
            if int(after["period_end"]) == int(before["period_end"]) + 1
        ]
        if len(steps) < rule["least_points"]:
            continue
        middle = median(step for *_, step in steps)
        spread = median(abs(step - middle) for *_, step in steps)
        for before, after, step in steps:
            if abs(step - middle) > max(rule["deviations"] * spread, rule["least_change"]):
                fields = {
                    "before": number(before["value"]),
                    "after": number(after["value"]),
                    "usual": round(float(before["value"]) * math.exp(middle)),
                }
                findings.append(finding("jumps", after, fields, [before]))
    return findings


def check_missing_values(evidence: Evidence) -> list[dict[str, str]]:
    """Count the missing cells of each sheet by their reason."""
    missing = evidence.observations[evidence.observations["status"].isin(codes.MISSING)]
    findings = []
    for (_, _, status), group in missing.groupby(["workbook_id", "sheet", "status"]):
        fields = {"count": len(group), "meaning": {"term": f"status={status}"}, "status": status}
        first = group.iloc[0]
        where = {name: str(first[name]) for name in PLACE}
        findings.append(finding("missing_values", where, fields))
    return findings


def check_legends(evidence: Evidence) -> list[dict[str, str]]:
    """Find signs that a workbook explains otherwise than the policy of its source."""
    disputed = evidence.reported[evidence.reported["policy"] != ""]
    findings = []
    by = ["workbook_id", "sheet", "table", "printed", "policy", "legend"]
    for (*_, sign, held, said), rows in group_rows(disputed, by).items():
        means = "zero" if rows[0]["value"] == "0" else rows[0]["status"]
        fields = {
            **{"sign": sign, "said": said, "count": len(rows)},
            **{"means": {"term": f"status={means}"}, "held": {"term": f"status={held}"}},
        }
        findings.append(finding("legends", rows[0], fields))
    return findings


def check_synthetic_data(evidence: Evidence) -> list[dict[str, str]]:
    """Say which workbooks in the build are invented samples."""
    synthetic = evidence.observations.query("synthetic == 'yes'")
    return [
        finding("synthetic_data", {"workbook_id": str(workbook)}, {"count": int(count)})
        for workbook, count in synthetic.groupby("workbook_id").size().items()
    ]


def check_small_counts(evidence: Evidence) -> list[dict[str, str]]:
    """Count the cells of real returns that are too small to be published as they are."""
    threshold = int(evidence.settings["small_counts"]["threshold"])
    real = evidence.returns.query("synthetic == '' and value != ''")
    small = real[real["value"].astype(float).between(1, threshold - 1)]
    return [
        finding(
            "small_counts",
            {"workbook_id": str(workbook)},
            {"count": int(count), "most": threshold - 1},
        )
        for workbook, count in small.groupby("workbook_id").size().items()
    ]


def check_hidden_cells(evidence: Evidence) -> list[dict[str, str]]:
    """Say how much of each released table is hidden; no table is released that failed the audit."""
    most = factbook.load_toml("disclosure.toml")["suppression"]["advise_above"]
    counted = evidence.release[evidence.release["shown"] != ""]
    findings = []
    for (name, period), rows in group_rows(counted, ["table_id", "period"]).items():
        hidden = [row for row in rows if row["status"] == "Q"]
        share = {"number": f"{100 * len(hidden) / len(rows):.1f}"}
        fields = {"hidden": len(hidden), "count": len(rows), "share": share, "most": most}
        where = {"workbook_id": RELEASE.name, "sheet": name, "cell": ""}
        findings.append(finding("hidden_cells", {**where, "period": period}, fields, hidden))
    return findings


def check_doubtful_reading(evidence: Evidence) -> list[dict[str, str]]:
    """Find workbooks of which some values were read with doubt."""
    return _noticed("doubtful_reading", evidence, evidence.settings["reading"]["doubtful"])


def check_unusual_workbooks(evidence: Evidence) -> list[dict[str, str]]:
    """Find what is unusual in a workbook and changes no value: hiding, macros, its ending."""
    return _noticed("unusual_workbooks", evidence, evidence.settings["reading"]["unusual"])


def _noticed(check_id: str, evidence: Evidence, codes_of: Sequence[str]) -> list[dict[str, str]]:
    return [
        finding(check_id, row, {name: row[name] for name in ("code", "said", "advice")})
        for row in evidence.notices
        if row["code"] in codes_of
    ]


CHECKS: dict[str, Callable[[Evidence], list[dict[str, str]]]] = {
    "parts_add_up": check_parts_add_up,
    "parts_within_total": check_parts_within_total,
    "totals_in_returns": check_totals_in_returns,
    "totals_in_tables": check_totals_in_tables,
    "totals_unproven": check_totals_unproven,
    "totals_odd": check_totals_odd,
    "totals_strained": check_totals_strained,
    "totals_together": check_totals_together,
    "totals_undecided": check_totals_undecided,
    "printed_shares": check_printed_shares,
    "statements_against_series": check_statements_against_series,
    "sources_disagree": check_sources_disagree,
    "jumps": check_jumps,
    "missing_values": check_missing_values,
    "legends": check_legends,
    "synthetic_data": check_synthetic_data,
    "small_counts": check_small_counts,
    "hidden_cells": check_hidden_cells,
    "doubtful_reading": check_doubtful_reading,
    "unusual_workbooks": check_unusual_workbooks,
}


def _series(table: pd.DataFrame) -> list[list[dict[str, str]]]:
    """Return the yearly series of one source and definition, in order of year."""
    exact = table[(table["value"] != "") & (table["claim_id"] == "") & (table["unit"] == "persons")]
    exact = exact[exact["value"].astype(float) > 0] if len(exact) else exact
    names = [name for name in SLOT if name != "period"]
    groups = group_rows(exact, [*names, "period_kind", "source_id"])
    return [sorted(rows, key=lambda row: int(row["period_end"])) for rows in groups.values()]

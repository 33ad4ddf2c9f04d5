"""Findings of a small set of tables: one of each severity, some with cells around them."""

import json
from typing import Any

import pandas as pd
import pytest

FIELDS = {
    "what": {"term": "degree and non-degree"},
    "total": 4614,
    "added": 4615,
    "parts": "D23, G23",
    "suspect": "D23",
    "printed": 2401,
    "repaired": 2400,
}
SLOT = {"origin": "KGZ", "host": "CHN", "period": "2018", "programme": "degree"}


def finding(
    check_id: str, severity: str, cell: str, fields: dict[str, Any], **more: str
) -> dict[str, str]:
    """Return a row of the findings; ``slot`` of the fields is that of a country pair."""
    place = {"workbook_id": "book", "sheet": "=s" if cell == "A1" else "s", "cell": cell}
    known = {**place, "slot": SLOT if cell else {}, **fields}
    return {
        **{"check_id": check_id, "severity": severity, "place": f"book s!{cell}", "slot": "KGZ"},
        **{"fields": json.dumps(known), "fact_ids": "", **more},
    }


@pytest.fixture
def found_tables(small_tables: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """The small tables with observations beneath and four findings, in no order."""
    observed = [
        {"fact_id": "obs-1", "workbook_id": "book", "sheet": "s", "status": "A", "claim_id": ""},
        {"fact_id": "obs-2", "workbook_id": "book", "sheet": "t", "status": "O", "claim_id": "KC1"},
    ]
    reconciled = small_tables["reconciled"].assign(inputs=["obs-1", "obs-2", "", "", ""])
    jump = {"before": 100, "after": 237, "usual": 143}
    rows = [
        finding("jumps", "notice", "F16", jump, fact_ids="obs-9"),
        finding("jumps", "notice", "F17", jump, fact_ids="obs-1"),
        finding("small_counts", "warning", "", {"count": 2, "most": 4, "cell": "", "sheet": "t"}),
        finding("parts_add_up", "error", "C23", FIELDS, fact_ids="obs-9 clm-KC1"),
    ]
    return {
        **small_tables,
        "reconciled": reconciled,
        "observations": pd.DataFrame(observed),
        "findings": pd.DataFrame(rows),
    }


@pytest.fixture
def around() -> dict[str, list[dict[str, str]]]:
    """The printed cells around the error: two lines of three columns."""
    printed = {"C22": "4154", "D22": "=1+1", "G22": "<b>bold</b>", "C23": "4614", "D23": "2401"}
    return {
        "book s!C23": [
            {"row": row, "column": column, "printed": printed.get(f"{column}{row}", "x" * 99)}
            for row in ("22", "23")
            for column in ("C", "D", "G")
        ]
    }

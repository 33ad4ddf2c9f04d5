"""What a check looks at, and the form of what it finds."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from exchange_stats.ground.stages import SLOT, describe

Row = Mapping[str, str]


@dataclass(frozen=True)
class Evidence:
    """What the checks look at: tables by stage, and the settings of ``facts/checks.toml``."""

    observations: pd.DataFrame
    returns: pd.DataFrame
    claims: pd.DataFrame
    reconciled: pd.DataFrame
    settings: Mapping[str, Any]


def slot_key(row: Row, **changed: str) -> tuple[str, ...]:
    """Return the slot of a row and its kind of period, with some codes changed."""
    return tuple(changed.get(name, row[name]) for name in (*SLOT, "period_kind"))


def finding(row: Row, message: str, advice: str, others: Iterable[Row]) -> dict[str, str]:
    """Return a finding on a row, with its place and the facts that bear it out."""
    ids = dict.fromkeys([row["fact_id"], *(other["fact_id"] for other in others)])
    return {
        "place": f"{row['workbook_id']} {row['sheet']}!{row['cell']}",
        "slot": describe({**row, "workbook_id": ""}),
        "message": message,
        "advice": advice,
        "fact_ids": " ".join(ids),
    }

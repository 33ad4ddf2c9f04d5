"""Rows of a table: in groups, and named for a message."""

from collections.abc import Sequence

import pandas as pd


def group_rows(
    table: pd.DataFrame, columns: Sequence[str]
) -> dict[tuple[str, ...], list[dict[str, str]]]:
    """Return the rows of a table by the values of some columns, the groups in order."""
    # plain rows: thousands of small frames cost a hundred times more
    groups: dict[tuple[str, ...], list[dict[str, str]]] = {}
    for row in table.to_dict("records"):
        groups.setdefault(tuple(row[name] for name in columns), []).append(row)
    return dict(sorted(groups.items()))


def describe(row: dict[str, str]) -> str:
    """Return the key of a row and its place, for a message."""
    names = (
        *("claim_id", "entry_id", "check_id", "indicator_id", "series", "origin", "host"),
        *("period", "programme", "isced_level", "isced_field", "sex", "funding", "institution"),
    )
    slot = " ".join(row[name] for name in names if row.get(name, "_T") not in ("_T", ""))
    place = f"{row.get('workbook_id', '')} {row.get('sheet', '')}!{row.get('cell', '')}"
    return f"{slot} ({place})".strip() if row.get("workbook_id") else slot or str(row)

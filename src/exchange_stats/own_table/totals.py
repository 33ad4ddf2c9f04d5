"""The totals of a table of counts, each the sum of its parts, for one that has none."""

from collections.abc import Sequence
from itertools import product

import pandas as pd

from exchange_stats.disclosure.protection import NORMAL
from exchange_stats.disclosure.tables import CANNOT_EXIST, TOTAL
from exchange_stats.own_table.given import require_columns

UNKNOWN = "O"


def add_totals(table: pd.DataFrame, dimensions: Sequence[str]) -> pd.DataFrame:
    """Return a table with every total that it lacks, as the sum of its parts.

    A total with a part that is missing is missing too (status O); one of which no part can
    exist cannot exist (M). Totals that are given stay as they are.

    Parameters
    ----------
    table : DataFrame
        One row a cell: the dimensions, ``value`` in persons, and if wanted ``status``.
    dimensions : sequence of str
        Columns whose codes add up; ``_T`` is the total.
    """
    names = list(dimensions)
    require_columns(table, [*names, "value"])
    if "status" not in table:
        table = table.assign(status=table["value"].isna().map({True: UNKNOWN, False: NORMAL}))
    given = set(table[names].itertuples(index=False, name=None))
    codes = [[*dict.fromkeys(code for code in table[n] if code != TOTAL), TOTAL] for n in names]
    parts = table[(table[names] != TOTAL).all(axis=1)]
    same = {n: parts[n].iloc[0] for n in parts if n not in names and parts[n].nunique() == 1}
    totals = [
        {**same, **dict(zip(names, found, strict=True)), **_sum(parts, names, found)}
        for found in product(*codes)
        if TOTAL in found and found not in given
    ]
    made = pd.DataFrame(totals, columns=list(table))
    return pd.concat([table, made], ignore_index=True) if totals else table.copy()


def _sum(parts: pd.DataFrame, names: Sequence[str], found: Sequence[str]) -> dict[str, object]:
    of = parts
    for name, code in zip(names, found, strict=True):
        of = of if code == TOTAL else of[of[name] == code]
    values = pd.to_numeric(of.loc[of["status"] != CANNOT_EXIST, "value"])
    if values.empty:
        return {"value": None, "status": CANNOT_EXIST}
    if values.isna().any():
        return {"value": None, "status": UNKNOWN}
    return {"value": values.sum(), "status": NORMAL}

"""A table that an analyst made herself: protected for print or, when it is invented, attacked."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import pandas as pd

from exchange_stats.disclosure.ledger import (
    Release,
    Rows,
    load_releases,
    pose_problem,
    record_table,
)
from exchange_stats.disclosure.policy import policy_for
from exchange_stats.disclosure.protection import NORMAL, SUPPRESS, judge, protect
from exchange_stats.disclosure.tables import CANNOT_EXIST, TOTAL, Table, cell_key, key_text
from exchange_stats.ground.errors import DisclosureError, refuse
from exchange_stats.ground.stages import SLOT

OWN, PERSONS = "own", "persons"
UNKNOWN = "O"
FREE = "programme"  # follows from the level: its codes may differ within one table


@dataclass(frozen=True)
class SafeTable:
    """A table that may be published.

    Attributes
    ----------
    table : DataFrame
        One row a cell: the dimensions, ``shown`` (a number, or the sign of a hidden cell),
        ``status``, ``how`` and, where it was given, ``synthetic``.
    how : str
        ``nothing_hidden``, ``cheapest``, ``quick``, ``rounded`` or ``rounded_further``.
    hidden_share : float
        Per cent of the counted cells that are hidden.
    messages : tuple of str
        What you should look at before you publish. Not for print.
    ledger : DataFrame
        Rows for ``facts/releases.csv`` once the table is published; name the release and its day.
    """

    table: pd.DataFrame
    how: str
    hidden_share: float
    messages: tuple[str, ...]
    ledger: pd.DataFrame


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
    _require(table, [*names, "value"])
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


def protect_table(
    table: pd.DataFrame,
    dimensions: Sequence[str],
    *,
    method: str = SUPPRESS,
    earlier: Sequence[SafeTable] = (),
) -> SafeTable:
    """Return a table of counts as it may be published, judged with all that was told before.

    Columns such as origin, host and period say which persons are counted: by them the table is
    held against ``facts/releases.csv``, unless it is invented. See also :func:`add_totals`.

    Parameters
    ----------
    table : DataFrame
        One row a cell: the dimensions, ``value`` in persons (empty when missing), and if wanted
        ``status`` (M: cannot exist). Unless each row is marked ``synthetic``, the columns of the
        stage ``reconciled`` from origin to unit, each of one code.
    dimensions : sequence of str
        Columns whose codes add up; ``_T`` is the total.
    method : str
        ``suppress`` shows exact values and hides cells; ``round`` shows all, rounded.
    earlier : sequence of SafeTable
        Tables that you gave out and that are not in ``facts/releases.csv`` yet.

    Raises
    ------
    DisclosureError
        If the table is unfit, nothing protects it, or it revises an earlier one by so few persons
        that the difference is itself a small count.
    """
    true = _own(table, dimensions)
    told = [*([] if _is_invented(table) else load_releases()), *_told_before(earlier)]
    revised = pose_problem([true], policy_for([true]), told).revised
    if revised:
        headline = "disclosure: small revisions of what was published before"
        refuse(DisclosureError, headline, revised, "hold the revision back until it is larger")
    protected = protect(true, method=method, releases=told)
    printed = protected.table[[*dimensions, "shown", "status"]].assign(how=protected.how)
    if "synthetic" in table:
        printed["synthetic"] = list(table["synthetic"])
    rows = record_table(true, protected.told, Release("", "", method))
    return SafeTable(
        table=printed,
        how=protected.how,
        hidden_share=protected.hidden_share,
        messages=protected.messages,
        ledger=pd.DataFrame(rows, dtype="str"),
    )


def _told_before(earlier: Sequence[SafeTable]) -> Rows:
    return [
        {**row, "release_id": f"earlier-{number}"}
        for number, safe in enumerate(earlier, start=1)
        for row in safe.ledger.to_dict("records")
    ]


def _is_invented(table: pd.DataFrame) -> bool:
    return "synthetic" in table and bool((table["synthetic"] == "yes").all())


def audit_table(
    table: pd.DataFrame,
    printed: pd.DataFrame,
    dimensions: Sequence[str],
    *,
    rounded_to: int = 1,
) -> pd.DataFrame:
    """Return what a reader can work out of an invented table from the one that is printed.

    Only if every row is marked ``synthetic``: intervals of real persons are confidential.

    Parameters
    ----------
    table : DataFrame
        The true cells, as for :func:`protect_table`.
    printed : DataFrame
        The dimensions and ``shown``, however it was made; what is no number is hidden.
    dimensions : sequence of str
        Columns whose codes add up.
    rounded_to : int
        The base when printed numbers are rounded: each is less than one base from the truth.

    Returns
    -------
    DataFrame
        One row for every hidden or small cell: the dimensions, ``value`` (the truth), ``shown``,
        ``lowest`` and ``highest`` (what it can be for the reader), ``learnt`` (empty when the
        cell is safe), ``synthetic``.

    Raises
    ------
    DisclosureError
        If a row is not synthetic, or the table is unfit.
    """
    if not _is_invented(table):
        message = (
            "disclosure: rows that are not marked synthetic, expected an invented table; what a "
            "reader can work out of real persons is never shown, protect_table judges it unseen"
        )
        raise DisclosureError(message)
    true = _own(table, dimensions)
    _require(printed, [*dimensions, "shown"])
    verdict = judge([true], printed.assign(table_id=OWN), policy_for([true]), reach=rounded_to - 1)
    cells = true.cells[[*dimensions, "value", "synthetic"]].assign(
        cell=[key_text(key) for key in true.row_keys()]
    )
    cells = cells.merge(printed[[*dimensions, "shown"]], on=list(dimensions), validate="1:1")
    cells = cells.merge(verdict.intervals, on="cell", validate="1:1")
    cells["learnt"] = [_learnt(cell, verdict.failures, true) for cell in cells["cell"]]
    names = {"lo": "lowest", "hi": "highest"}
    columns = [*dimensions, "value", "shown", *names.values(), "learnt", "synthetic"]
    return cells.rename(columns=names)[columns]


def _learnt(cell: str, failures: Sequence[str], true: Table) -> str:
    """Return why a cell is given away, without the codes that all cells share."""
    start, shared = f"{cell}: ", key_text(cell_key(true.context)).split(" ")
    words = [told.removeprefix(start).split(" ") for told in failures if told.startswith(start)]
    return "; ".join(" ".join(w for w in told if w not in shared) for told in words)


def _own(table: pd.DataFrame, dimensions: Sequence[str]) -> Table:
    """Return a frame as a table; what all its rows share is its context.

    A table of real persons says all that the ledger of releases knows cells by.
    """
    slot = [name for name in SLOT if name not in (*dimensions, FREE)]
    _require(table, [*dimensions, "value", *(() if _is_invented(table) else slot)])
    shared = [name for name in slot if name in table]
    faults = [
        f"{name}: {', '.join(sorted(set(table[name].astype(str))))}"
        for name in (*shared, "synthetic")
        if name in table and table[name].nunique(dropna=False) > 1
    ]
    if faults:
        headline = "disclosure: columns with several codes in one table"
        refuse(DisclosureError, headline, faults, "keep one code, or make it a dimension")
    context = {name: str(table[name].iloc[0]) for name in shared}
    if context.get("unit", PERSONS) != PERSONS:
        message = (
            f"disclosure: unit {context['unit']!r}, expected counts of {PERSONS}; choose those"
        )
        raise DisclosureError(message)
    return Table(OWN, table.reset_index(drop=True), tuple(dimensions), context=context)


def _require(table: pd.DataFrame, columns: Sequence[str]) -> None:
    absent = [name for name in columns if name not in table]
    if absent or table.empty:
        found = f"no column {', '.join(absent)}" if absent else "no row"
        message = f"disclosure: {found} in the table, expected {', '.join(columns)}; add what lacks"
        raise DisclosureError(message)

"""What a reader works out of a printed table, for invented persons only."""

from collections.abc import Sequence

import pandas as pd

from exchange_stats.disclosure.policy import policy_for
from exchange_stats.disclosure.protection import judge
from exchange_stats.disclosure.tables import Table, cell_key, key_text
from exchange_stats.ground.errors import DisclosureError
from exchange_stats.own_table.given import OWN, is_invented, own_cells, require_columns


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
    if not is_invented(table):
        message = (
            "disclosure: rows that are not marked synthetic, expected an invented table; what a "
            "reader can work out of real persons is never shown, protect_table judges it unseen"
        )
        raise DisclosureError(message)
    true = own_cells(table, dimensions)
    require_columns(printed, [*dimensions, "shown"])
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

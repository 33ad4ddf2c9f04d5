"""A frame of counts as it was given: its columns, whether it is invented, and as a table."""

from collections.abc import Sequence

import pandas as pd

from exchange_stats.disclosure.tables import Table
from exchange_stats.ground.errors import DisclosureError, refuse
from exchange_stats.ground.stages import SLOT

OWN, PERSONS = "own", "persons"
FREE = "programme"  # follows from the level: its codes may differ within one table


def own_cells(table: pd.DataFrame, dimensions: Sequence[str]) -> Table:
    """Return a frame as a table; what all its rows share is its context.

    A table of real persons says all that the ledger of releases knows cells by.
    """
    slot = [name for name in SLOT if name not in (*dimensions, FREE)]
    require_columns(table, [*dimensions, "value", *(() if is_invented(table) else slot)])
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


def is_invented(table: pd.DataFrame) -> bool:
    """Return whether every row is marked ``synthetic``."""
    return "synthetic" in table and bool((table["synthetic"] == "yes").all())


def require_columns(table: pd.DataFrame, columns: Sequence[str]) -> None:
    """Refuse a table without rows or without one of the columns.

    Raises
    ------
    DisclosureError
        Naming what lacks.
    """
    absent = [name for name in columns if name not in table]
    if absent or table.empty:
        found = f"no column {', '.join(absent)}" if absent else "no row"
        message = f"disclosure: {found} in the table, expected {', '.join(columns)}; add what lacks"
        raise DisclosureError(message)

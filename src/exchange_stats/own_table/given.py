"""A frame of counts as it was given: its columns, whether it is invented, and as a table."""

from collections.abc import Iterator, Sequence

import pandas as pd

from exchange_stats.disclosure.equations.codes import load_code_sums
from exchange_stats.disclosure.tables import NAMED, TOTAL, Table
from exchange_stats.ground.errors import DisclosureError, refuse

OWN, PERSONS = "own", "persons"
PROGRAMME, LEVEL = "programme", "isced_level"
APART = ("coverage", "synthetic")  # no part of the name of a cell, yet never mixed
EVERY = "all"  # the code of a programme that leaves nobody out: no part of a key, like a total


def own_cells(table: pd.DataFrame, dimensions: Sequence[str]) -> Table:
    """Return a frame as a table; what all its rows share is its context.

    A table of real persons says all that the ledger of releases knows cells by. Where the level
    is a dimension, the programme of each row may be the one that follows from its level.
    """
    slot = [name for name in NAMED if name not in dimensions]
    require_columns(table, [*dimensions, "value", *(() if is_invented(table) else slot)])
    follows = LEVEL in dimensions and _follow_from_levels(table)
    shared = [name for name in slot if name in table and not (name == PROGRAMME and follows)]
    found = {name: _codes(table, name) for name in (*shared, *APART) if name in table}
    if faults := [f"{name}: {', '.join(codes)}" for name, codes in found.items() if codes[1:]]:
        headline = "disclosure: columns with several codes in one table"
        refuse(DisclosureError, headline, faults, "keep one code, or make it a dimension")
    if faults := [fault for name in dimensions for fault in _counted_twice(name, table[name])]:
        headline = "disclosure: codes of which one holds another, expected parts of a total"
        refuse(DisclosureError, headline, faults, f"keep the parts; {TOTAL} is their total")
    context = {name: found[name][0] for name in shared}
    if context.get(PROGRAMME) == EVERY:
        context[PROGRAMME] = TOTAL
    if context.get("unit", PERSONS) != PERSONS:
        message = (
            f"disclosure: unit {context['unit']!r}, expected counts of {PERSONS}; choose those"
        )
        raise DisclosureError(message)
    return Table(OWN, table.reset_index(drop=True), tuple(dimensions), context=context)


def _codes(table: pd.DataFrame, name: str) -> list[str]:
    """Return the codes of a column, each once; a programme may be missing where it is a sum."""
    given = table[name].dropna() if name == PROGRAMME else table[name]
    return sorted(set(given.astype(str))) or [EVERY]


def _follow_from_levels(table: pd.DataFrame) -> bool:
    """Return whether the rows differ in programme, and each has the one of its level."""
    if PROGRAMME not in table or len(_codes(table, PROGRAMME)) == 1:
        return False
    own = {TOTAL: EVERY}
    for whole, parts in load_code_sums()[LEVEL, PROGRAMME]:
        codes = dict(whole)
        if PROGRAMME in codes and parts == (((LEVEL, codes.get(LEVEL, "")),),):
            own[codes[LEVEL]] = codes[PROGRAMME]
    pairs = table[[LEVEL, PROGRAMME]].dropna().itertuples(index=False, name=None)
    return all(own.get(str(level)) == programme for level, programme in pairs)


def _counted_twice(name: str, codes: "pd.Series[str]") -> Iterator[str]:
    """Name the codes of a dimension that hold others of it, by ``facts/code_sums.csv``."""
    if name == PROGRAMME and EVERY in set(codes):
        yield f"{name}: {EVERY} holds all others"
    parts: dict[str, set[str]] = {}
    for whole, nodes in (one for sums in load_code_sums().values() for one in sums):
        if [column for column, _ in whole] == [name]:
            held = {code for node in nodes for column, code in node if column == name}
            parts.setdefault(whole[0][1], set()).update(held)
    for whole_code in sorted(parts.keys() & set(codes)):
        held, found = {whole_code}, set()
        while held:
            held = {part for code in held for part in parts.get(code, ())}
            found |= held & set(codes)
        if found:
            yield f"{name}: {whole_code} holds {', '.join(sorted(found))}"


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

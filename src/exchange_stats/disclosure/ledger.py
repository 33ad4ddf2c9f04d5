"""What earlier releases have told, so that a new one is judged together with them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from itertools import product
from typing import NamedTuple

import numpy as np

from exchange_stats.disclosure.equations import System, build_system
from exchange_stats.disclosure.equations.codes import shared_sums
from exchange_stats.disclosure.policy import Policy, table_primaries
from exchange_stats.disclosure.search.outside import earlier_primaries, implied_primaries
from exchange_stats.disclosure.search.suppress import Problem
from exchange_stats.disclosure.tables import (
    TOTAL,
    Key,
    Known,
    Sum,
    Table,
    all_cells,
    cell_key,
    key_text,
    nodes,
    table_values,
)
from exchange_stats.ground import factbook
from exchange_stats.ground.errors import DisclosureError, FactError, refuse
from exchange_stats.ground.numerals import number_text

COLUMNS = (
    *("release_id", "released_on", "table_id", "method", "cell", "parents", "shown", "lo", "hi"),
)
STATED = "stated"  # the method of a headline figure, which is nobody's table
Rows = Sequence[Mapping[str, str]]


class Told(NamedTuple):
    """What one cell of a release says: the printed text, and the bounds it means."""

    shown: str
    lo: float
    hi: float


class Release(NamedTuple):
    """Name, date and method of a release."""

    id: str
    on: str
    method: str


class Posed(NamedTuple):
    """Tables as a problem; small revisions of earlier releases; releases that do not fit."""

    problem: Problem
    revised: list[str]
    unfit: list[str]


def load_releases() -> list[dict[str, str]]:
    """Return the rows of ``facts/releases.csv``: one for each cell that was ever published.

    ``cell`` holds its codes as ``column=code``, totals left out; ``parents`` the sums that it
    is a part of as ``column:code``; ``lo`` and ``hi`` what a reader was told, an empty ``hi``
    being no bound. A headline figure of a speech is a row too, by the method ``stated``.

    Raises
    ------
    FactError
        If a row has another form.
    """
    rows = factbook.load_csv("releases.csv", COLUMNS)
    faults = [f"row {at}: {row['cell']}" for at, row in enumerate(rows, 2) if not _is_sound(row)]
    if faults:
        headline = "facts/releases.csv: rows that cannot be read"
        refuse(FactError, headline, faults, "write cells as column=code, bounds as numbers")
    return rows


def _is_sound(row: Mapping[str, str]) -> bool:
    try:
        _known(row)
    except ValueError:
        return False
    return True


def _known(row: Mapping[str, str]) -> Known:
    key = cell_key(dict(_pair(part, "=") for part in row["cell"].split() if part != TOTAL))
    parents = []
    for column, code in (_pair(part, ":") for part in row["parents"].split()):
        parents.append((column, cell_key({**dict(key), column: code})))
    hi = float(row["hi"]) if row["hi"] else float("inf")
    table = f"{row['release_id']} {row['table_id']}"
    return Known(key, float(row["lo"]), hi, tuple(parents), table, bool(row["shown"]))


def _pair(text: str, mark: str) -> tuple[str, str]:
    name, code = text.split(mark)
    return name, code


def join_releases(
    rows: Rows, values: Mapping[Key, float], threshold: int
) -> tuple[list[Known], list[str]]:
    """Return what earlier releases tell of the numbers as they are now, and what was revised.

    A table of which a cell has been revised is no longer one with the new numbers: only those
    of its cells count that still hold. What its revisions tell is for a person to judge.

    Parameters
    ----------
    rows : sequence of mapping
        Rows of the ledger.
    values : mapping
        True values of the new tables.
    threshold : int
        A revision by fewer persons is named: the difference is itself a small count.
    """
    known = [_known(row) for row in rows]
    revised = [
        k for k in known if k.key in values and (values[k.key] < k.lo or values[k.key] > k.hi)
    ]
    changed = {cell.table for cell in revised}
    joined = [
        replace(cell, parents=()) if cell.table in changed else cell
        for cell in known
        if cell not in revised and (cell.table not in changed or cell.key in values)
    ]
    messages = [
        f"{cell.table}: {key_text(cell.key)} was revised by fewer than {threshold}; "
        "a reader of both releases learns the difference"
        for cell in revised
        if min(abs(values[cell.key] - cell.lo), abs(values[cell.key] - cell.hi)) < threshold
    ]
    return joined, messages


def pose_problem(
    tables: Sequence[Table], policy: Policy, rows: Rows, keep: Collection[Key] = ()
) -> Posed:
    """Return tables as one problem with all that was told before, and with the sums of codes."""
    values = {key: value for table in tables for key, value in table_values(table).items()}
    joined, revised = join_releases(rows, values, policy.threshold)
    system, unfit = _join_codes(tables, joined)
    found = {key: cell for t in tables for key, cell in table_primaries(t, policy).items()}
    told = {key for cell in joined for key in (cell.key, *(above for _, above in cell.parents))}
    inside = np.array(system.keys, dtype=object)[system.inside]
    system, primaries = implied_primaries(system, set(system.keys) - told - set(inside), policy)
    primaries |= {at: found[key] for at, key in enumerate(system.keys) if key in found}
    outside = {cell.key for cell in joined if cell.printed and cell.lo < cell.hi} - set(values)
    primaries |= earlier_primaries(system, outside, policy)
    kept = np.array([key in set(keep) for key in system.keys])
    return Posed(Problem(system, primaries, policy, kept), revised, unfit)


def _join_codes(tables: Sequence[Table], joined: Sequence[Known]) -> tuple[System, list[str]]:
    """Return the system with the sums of codes, and what of these does not fit.

    Where the numbers of two releases cannot both be true, no reader can subtract them: such a
    line is left to the sums that tables state, and named for a person.
    """
    cells: dict[str, set[Key]] = {}
    for one in joined:
        above = (key for _, key in one.parents)
        cells.setdefault(one.table, set()).update([one.key, *above])
    lines = shared_sums([*(all_cells(table) for table in tables), *cells.values()])
    plain = build_system(tables, joined)
    if not lines:
        return plain, []
    with suppress(DisclosureError):
        return build_system(tables, joined, [one for sums in lines.values() for one in sums]), []
    kept: list[Sum] = []
    unfit = []
    for (_, held), sums in lines.items():
        try:
            plain = build_system(tables, joined, [*kept, *sums])
            kept += sums
        except DisclosureError:
            unfit.append(f"{key_text(held)}: releases that do not fit by the sums of their codes")
    return plain, unfit


def record_table(table: Table, told: Mapping[Key, Told], release: Release) -> list[dict[str, str]]:
    """Return the rows that a published table adds to the ledger.

    Sums that are not shown are rows as well, so that the ledger knows how the cells add up.

    Raises
    ------
    DisclosureError
        If a code holds a sign that the ledger separates codes by.
    """
    rows = []
    names = table.dimensions
    for codes in product(*(nodes(table.parts(name)) for name in names)):
        key = cell_key({**table.context, **dict(zip(names, codes, strict=True))})
        cell = told.get(key, Told("", 0, float("inf")))
        parents = [
            f"{name}:{total}"
            for name, code in zip(names, codes, strict=True)
            for total, parts in table.parts(name).items()
            if code in parts
        ]
        rows.append(
            {
                **{"release_id": release.id, "released_on": release.on, "table_id": table.id},
                **{"method": release.method, "cell": key_text(key), "parents": " ".join(parents)},
                **{"shown": cell.shown, "lo": number_text(cell.lo)},
                "hi": "" if cell.hi == float("inf") else number_text(cell.hi),
            }
        )
    faults = [row["cell"] for row in rows if not _is_sound(row)]
    if faults:
        advice = "use codes without spaces, '=' and ':'"
        refuse(DisclosureError, f"{table.id}: codes unfit for the ledger", faults, advice)
    return rows


def refuse_two_methods(rows: Rows, keys: Iterable[Key], release: Release) -> None:
    """Refuse a release that rounds a cell here and hides around it there: together they tell more.

    Raises
    ------
    DisclosureError
        If a row of the same release has a cell in common and the other method.
    """
    own = {key_text(key) for key in keys}
    clashes = [
        f"{row['table_id']}: {row['cell']} ({row['method']})"
        for row in rows
        if row["release_id"] == release.id and row["method"] not in (release.method, STATED)
        if row["cell"] in own
    ]
    if clashes:
        headline = f"{release.id}: two methods of protection in one release"
        refuse(DisclosureError, headline, clashes, f"protect all tables with {release.method!r}")

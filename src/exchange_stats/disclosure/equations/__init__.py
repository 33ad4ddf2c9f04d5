"""The tables of a release as one system of equations, in which linked tables share cells."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from exchange_stats.disclosure.solver import TOLERANCE, Programme, Vector, lowest
from exchange_stats.disclosure.tables import (
    CANNOT_EXIST,
    Key,
    Known,
    Sum,
    Table,
    all_cells,
    key_text,
    table_sums,
    table_values,
)
from exchange_stats.ground.errors import DisclosureError, refuse

Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class System:
    """Cells, their true values, and the equations ``matrix x = 0`` that everybody knows.

    Attributes
    ----------
    keys : tuple of Key
        The cells.
    values : array
        The true values; of a cell that nobody has counted, one value that fits the rest.
    matrix : sparse array
        One row per sum: 1 for each part, -1 for the total.
    floor, ceiling : array
        What an attacker knows of each cell before the release.
    shown : array of bool
        Cells that are rows of the tables and have a value: only they can be published.
    counted : array of bool
        Cells of which we know the true value: those, and what follows from them.
    inside : array of bool
        Cells of the tables, also sums that are not shown.
    totals : array of bool
        Cells that are the total of a sum.
    integer : bool
        Whether the values are counts.
    """

    keys: tuple[Key, ...]
    values: Vector
    matrix: sparse.csr_array
    floor: Vector
    ceiling: Vector
    shown: Mask
    counted: Mask
    inside: Mask
    totals: Mask
    integer: bool

    @property
    def unalterable(self) -> Mask:
        """Whether each cell is known before the release, so that hiding it hides nothing."""
        fixed: Mask = self.floor == self.ceiling
        return fixed

    def within(self, lo: Vector, hi: Vector) -> Programme:
        """Return all tables that an attacker who knows these bounds thinks possible."""
        nothing = np.zeros(self.matrix.shape[0])
        return Programme(self.matrix, nothing, nothing, lo, hi, self.integer)


@dataclass(frozen=True)
class View:
    """What a reader of the release is told of every cell: bounds, equal where exact."""

    lo: Vector
    hi: Vector

    @property
    def uncertain(self) -> Mask:
        """Whether each cell is told less than exactly."""
        wide: Mask = self.hi - self.lo > TOLERANCE
        return wide

    def knowing(self, system: System, cell: int) -> "View":
        """Return the view of somebody who also knows one cell."""
        lo, hi = self.lo.copy(), self.hi.copy()
        lo[cell] = hi[cell] = system.values[cell]
        return View(lo, hi)


def released_view(system: System, shown: Mapping[Key, float], reach: float = 0) -> View:
    """Return what a release tells: shown values are at most ``reach`` from the truth.

    A cell that is not among the shown ones is told no more of than before.
    """
    lo, hi = system.floor.copy(), system.ceiling.copy()
    for at, key in enumerate(system.keys):
        if key in shown:
            lo[at] = max(lo[at], shown[key] - reach)
            hi[at] = min(hi[at], shown[key] + reach)
    return View(lo, hi)


def hidden_view(system: System, hidden: Mask) -> View:
    """Return what a table tells that shows the true values except of the hidden cells."""
    told = system.shown & ~hidden
    shown = dict(zip(np.array(system.keys, dtype=object)[told], system.values[told], strict=True))
    return released_view(system, shown)


def build_system(
    tables: Sequence[Table], earlier: Sequence[Known] = (), linked: Sequence[Sum] = ()
) -> System:
    """Return the system of all tables of a release and of what was known before.

    No count is thought to exceed ten times the largest and a thousand; so all is finite.

    Parameters
    ----------
    tables : sequence of Table
        Tables of counts, or of amounts when they have ``contributions``.
    earlier : sequence of Known
        Cells of earlier releases and headline figures, as far as they still hold.
    linked : sequence of Sum
        Sums that no table states, such as those of codes.

    Raises
    ------
    DisclosureError
        If the cells of a table are not fit, or parts do not add up to their total.
    """
    values = _joined(tables)
    inside = dict.fromkeys(key for table in tables for key in all_cells(table))
    own = [found for table in tables for found in table_sums(table)]
    sums = list(dict.fromkeys([*own, *_known_sums(earlier), *linked]))
    beyond = [*(known.key for known in earlier), *(key for w, p in sums for key in (w, *p))]
    place = {key: at for at, key in enumerate(dict.fromkeys([*values, *inside, *beyond]))}
    true = np.array([values.get(key, np.nan) for key in place])
    floor, ceiling = _bounds(tables, earlier, place, true)
    totals = {total for total, _ in sums}
    system = System(
        keys=tuple(place),
        values=true,
        matrix=_matrix(sums, place),
        floor=floor,
        ceiling=ceiling,
        shown=~np.isnan(true),
        counted=~np.isnan(true),
        inside=np.array([key in inside for key in place]),
        totals=np.array([key in totals for key in place]),
        integer=not any("contributions" in table.cells for table in tables),
    )
    return _filled(system)


def _joined(tables: Sequence[Table]) -> dict[Key, float]:
    """Return the values of all tables; a cell of two tables must have one value."""
    joined: dict[Key, float] = {}
    for table in tables:
        found = table_values(table)
        unlike = [
            f"{key_text(key)}: {value:g} here, {joined[key]:g} in a linked table"
            for key, value in found.items()
            if key in joined and not np.isclose(joined[key], value, equal_nan=True)
        ]
        if unlike:
            headline = f"{table.id}: cells with two values, expected one"
            refuse(DisclosureError, headline, unlike, "correct one of the tables")
        joined |= found
    return joined


def _bounds(
    tables: Sequence[Table], earlier: Sequence[Known], place: Mapping[Key, int], true: Vector
) -> tuple[Vector, Vector]:
    largest = max(np.nanmax(true, initial=0), *(known.lo for known in earlier), 0)
    floor, ceiling = np.zeros(len(place)), np.full(len(place), 10 * largest + 1000)
    for table in tables:
        for key, status in zip(table.row_keys(), table.column("status"), strict=True):
            if status == CANNOT_EXIST:  # everybody knows that nobody can be there
                ceiling[place[key]] = 0
    for known in earlier:
        at = place[known.key]
        floor[at], ceiling[at] = max(floor[at], known.lo), min(ceiling[at], known.hi)
    return floor, ceiling


def _known_sums(earlier: Sequence[Known]) -> list[Sum]:
    sums: dict[tuple[str, str, Key], list[Key]] = {}
    for known in earlier:
        for column, parent in known.parents:
            sums.setdefault((known.table, column, parent), []).append(known.key)
    return [(parent, tuple(parts)) for (_, _, parent), parts in sums.items()]


def _matrix(sums: Sequence[Sum], place: Mapping[Key, int]) -> sparse.csr_array:
    entries = [
        (sign, row, place[key])
        for row, (total, parts) in enumerate(sums)
        for key, sign in ((total, -1.0), *((part, 1.0) for part in parts))
    ]
    signs, rows, columns = zip(*entries, strict=True) if entries else ((), (), ())
    return sparse.csr_array((signs, (rows, columns)), shape=(len(sums), len(place)))


def _filled(system: System) -> System:
    """Put a value that fits the rest where nobody has counted; refuse what does not add up."""
    open_cells = ~system.shown
    sums = system.matrix[:, system.shown] @ system.values[system.shown]
    unknown = system.matrix[:, open_cells]
    closed = np.diff(unknown.indptr) == 0
    faults = [
        _sum_text(system, int(row)) for row in np.flatnonzero(closed & (abs(sums) > TOLERANCE))
    ]
    if faults:
        advice = "correct the source in facts/corrections.csv, or leave the table out"
        refuse(DisclosureError, "disclosure: parts that do not add up", faults, advice)
    lo, hi = system.floor[open_cells], system.ceiling[open_cells]
    fitting = Programme(unknown, -sums, -sums, lo, hi, system.integer)
    found = lowest(fitting, np.ones(len(lo))) if len(lo) else lo
    if found is None:
        message = "disclosure: missing cells for which no value fits, expected sums that hold; "
        message += "correct a total in the source, or leave the table out"
        raise DisclosureError(message)
    values = system.values.copy()
    values[open_cells] = found
    return replace(system, values=values)


def _sum_text(system: System, row: int) -> str:
    held = system.matrix[[row]].tocoo()
    terms = list(zip(held.coords[1], held.data, strict=True))
    parts = sum(system.values[cell] for cell, sign in terms if sign > 0)
    total = next(cell for cell, sign in terms if sign < 0)
    found = f"parts add to {parts:g}, total {system.values[total]:g}"
    return f"{key_text(system.keys[total])}: {found}"

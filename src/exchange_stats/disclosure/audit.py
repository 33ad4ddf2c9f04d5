"""What an attacker can work out from a release: the judge of every protected table."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from exchange_stats.disclosure.equations import Mask, System, View
from exchange_stats.disclosure.policy import Policy, Primary
from exchange_stats.disclosure.solver import TOLERANCE, Programme, Vector, lowest
from exchange_stats.disclosure.tables import key_text
from exchange_stats.ground.errors import DisclosureError


@dataclass(frozen=True)
class Audit:
    """The verdict on a release.

    Attributes
    ----------
    failures : tuple of str
        Cells that the release gives away, each with the reason; empty when it passes.
    groups : tuple of str
        Sums of which one part is known to hold everybody: not a failure, but to be looked at.
    intervals : DataFrame
        ``cell``, ``lo``, ``hi``, ``width`` for every hidden or small cell. Never for print.
    """

    failures: tuple[str, ...]
    groups: tuple[str, ...]
    intervals: pd.DataFrame

    @property
    def passed(self) -> bool:
        """Whether nothing is given away."""
        return not self.failures


def find_intervals(system: System, view: View, cells: Iterable[int]) -> tuple[Vector, Vector]:
    """Return the least and the greatest value that each cell can have for the reader.

    They are ``min x_j`` and ``max x_j`` over all ``x >= 0`` with ``A x = 0`` within the view,
    whole numbers for counts. Source: Fischetti and Salazar-Gonzalez, Journal of the American
    Statistical Association 95 (2000) 916-928 (the attacker's problems).

    Parameters
    ----------
    system : System
        All cells, also of linked tables and earlier releases.
    view : View
        What the release tells.
    cells : iterable of int
        Places of the cells asked for.

    Returns
    -------
    tuple of array
        Lowest and highest values over all cells; the true value where nothing was asked.

    Raises
    ------
    DisclosureError
        If no table fits the view.
    """
    wanted = list(cells)
    lo, hi = system.values.copy(), system.values.copy()
    attacker = _Attacker(system, view)
    for sign in (1.0, -1.0):  # one point often reaches the bounds of many cells
        _widen(lo, hi, attacker.extreme(wanted, sign))
    for cell in wanted:
        if lo[cell] > view.lo[cell]:
            _widen(lo, hi, attacker.extreme([cell], 1.0))
        if hi[cell] < view.hi[cell]:
            _widen(lo, hi, attacker.extreme([cell], -1.0))
    return lo, hi


def _widen(lo: Vector, hi: Vector, point: Vector) -> None:
    np.minimum(lo, point, out=lo)
    np.maximum(hi, point, out=hi)


class _Attacker:
    """Looks for possible tables; only uncertain cells are unknowns."""

    def __init__(self, system: System, view: View) -> None:
        self._system, self._open = system, view.uncertain
        self._fixed = np.where(self._open, 0.0, view.lo)
        told = system.matrix @ self._fixed
        matrix = system.matrix[:, self._open]
        used = np.diff(matrix.indptr) > 0
        if (np.abs(told[~used]) > TOLERANCE).any():
            raise DisclosureError(_CONTRADICTION)
        lo, hi = view.lo[self._open], view.hi[self._open]
        self._possible = Programme(matrix[used], -told[used], -told[used], lo, hi, system.integer)

    def extreme(self, cells: list[int], sign: float) -> Vector:
        """Return a possible table in which the sum of the cells is least (-1: greatest)."""
        cost = np.zeros(len(self._open))
        cost[cells] = sign
        cost = cost[self._open]
        if not cost.any():
            return self._system.values
        point = lowest(self._possible, cost)
        if point is None:
            raise DisclosureError(_CONTRADICTION)
        table = self._fixed.copy()
        table[self._open] = point
        return table


_CONTRADICTION = (
    "disclosure: no table fits what is published, expected at least the true one; "
    "correct facts/releases.csv or the totals of the table"
)


def find_exact(system: System, view: View, cells: Iterable[int]) -> list[int]:
    """Return those of the cells of which the reader can work out the exact value."""
    left = list(cells)
    attacker = _Attacker(system, view)
    exact = []
    while left:
        seen = [attacker.extreme(left, 1.0), attacker.extreme(left, -1.0)]
        first = left[0]
        seen += [attacker.extreme([first], 1.0), attacker.extreme([first], -1.0)]
        moved = np.ptp(np.array([system.values, *seen]), axis=0) > TOLERANCE
        exact += [] if moved[first] else [first]
        left = [cell for cell in left[1:] if not moved[cell]]
    return exact


def audit_release(
    system: System, view: View, primaries: Mapping[int, Primary], policy: Policy
) -> Audit:
    """Return the verdict of the attacker on a release.

    It passes when for every primary cell of value ``a`` the interval reaches down to
    ``a - down`` and up to ``a + up`` (or as far as rounding or an earlier release tells at
    once) and is wider than one value; when no hidden cell is exact; and when nobody who knows
    a cell of 1 (two persons: of 2) can work out another primary cell of more than 1.

    Parameters
    ----------
    system : System
        All cells.
    view : View
        What the release tells.
    primaries : mapping
        Primary cells by their place.
    policy : Policy
        With the counts of insiders.
    """
    hidden = {int(c) for c in np.flatnonzero(_hidden(system, view))}
    asked = sorted(hidden | set(primaries))
    lo, hi = find_intervals(system, view, asked)
    failures = [
        f"{key_text(system.keys[cell])}: {fault}"
        for cell in asked
        if (fault := _fault(cell, (lo, hi), view, (system.values[cell], primaries.get(cell))))
    ]
    failures += _insider_failures(system, view, primaries, policy)
    table = pd.DataFrame(
        {
            "cell": [key_text(system.keys[cell]) for cell in asked],
            "lo": lo[asked],
            "hi": hi[asked],
            "width": hi[asked] - lo[asked],
        }
    )
    return Audit(tuple(failures), tuple(_groups(system, view)), table)


def _hidden(system: System, view: View) -> Mask:
    """Return cells of the tables that are told no more of than before the release."""
    before = (view.lo <= system.floor) & (view.hi >= system.ceiling)
    hidden: Mask = system.shown & view.uncertain & before
    return hidden


def _fault(
    cell: int, found: tuple[Vector, Vector], view: View, true: tuple[float, Primary | None]
) -> str:
    (lo, hi), (value, primary) = found, true
    if hi[cell] - lo[cell] <= TOLERANCE:
        return "can be worked out exactly"
    if primary is None:
        return ""
    low_enough = lo[cell] <= max(value - primary.down, view.lo[cell]) + TOLERANCE
    high_enough = hi[cell] >= min(value + primary.up, view.hi[cell]) - TOLERANCE
    return "" if low_enough and high_enough else "can be worked out too closely"


def _insider_failures(
    system: System, view: View, primaries: Mapping[int, Primary], policy: Policy
) -> list[str]:
    failures = []
    for cell in insiders(system, policy):
        others = [c for c in primaries if c != cell and system.counted[c] and system.values[c] > 1]
        if view.uncertain[cell] and others:
            exact = find_exact(system, view.knowing(system, cell), others)
            told = told_anyway(system, cell, exact)
            failures += [
                f"{key_text(system.keys[c])}: known to whoever is counted in "
                f"{key_text(system.keys[cell])}"
                for c in exact
                if c not in told
            ]
    return failures


def insiders(system: System, policy: Policy) -> list[int]:
    """Return the cells whose few persons know their number: one, or two who tell each other."""
    if not system.integer:
        return []
    few = np.isin(system.values, policy.insiders) & system.counted & ~system.unalterable
    return [int(cell) for cell in np.flatnonzero(few)]


def told_anyway(system: System, cell: int, others: Iterable[int]) -> list[int]:
    """Return those cells that an insider's own number tells without any release.

    Such is a total whose other parts cannot exist: it counts the same persons.
    """
    asked = list(others)
    before = View(system.floor, system.ceiling).knowing(system, cell)
    return find_exact(system, before, asked) if asked else []


def _groups(system: System, view: View) -> list[str]:
    """Name the sums of which one part is shown to hold everybody (group disclosure)."""
    flags = []
    for row in range(system.matrix.shape[0]):
        cells = system.matrix.indices[system.matrix.indptr[row] : system.matrix.indptr[row + 1]]
        signs = system.matrix.data[system.matrix.indptr[row] : system.matrix.indptr[row + 1]]
        parts, total = cells[signs > 0], cells[signs < 0][0]
        value = system.values[total]
        open_parts = [cell for cell in parts if not system.unalterable[cell]]
        if value <= 0 or view.uncertain[total] or len(open_parts) < 2:
            continue
        flags += [
            f"{key_text(system.keys[part])}: all of {key_text(system.keys[total])}"
            for part in parts
            if not view.uncertain[part] and system.values[part] == value
        ]
    return flags

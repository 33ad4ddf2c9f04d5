"""Controlled rounding: every cell to a neighbouring multiple of a base, and all sums hold."""

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from exchange_stats.disclosure.equations import System
from exchange_stats.disclosure.solver import Programme, Vector, lowest
from exchange_stats.ground.errors import DisclosureError


@dataclass(frozen=True)
class Rounded:
    """Rounded values, and how far a reader must think them from the truth at most.

    ``steps`` is 1 when every cell went to the multiple below or above it, and 2 when that was
    impossible and cells could go one multiple further.
    """

    values: Vector
    reach: int
    steps: int


def round_controlled(system: System, base: int) -> Rounded:
    """Return the rounding that changes the table least.

    ``min sum |r - a|`` over ``r`` in ``{b floor(a/b), b ceil(a/b)}`` with ``A r = 0``; multiples
    of the base stay as they are (zero-restricted), so ``|r - a| < b``. A table of two dimensions
    always has one; where there is none, each cell but zeros may go one multiple further, and
    ``|r - a| < 2b``. Source: Causey, Cox and Ernst, Journal of the American Statistical
    Association 80 (1985) 903-909.

    Parameters
    ----------
    system : System
        Counts, those of the tables and of nothing else being rounded.
    base : int
        ``b``, in persons.

    Raises
    ------
    DisclosureError
        If there is no such rounding either way, or the values are amounts.
    """
    if not system.integer:
        message = "disclosure: controlled rounding of amounts, expected counts; suppress instead"
        raise DisclosureError(message)
    for steps in (1, 2):
        values = _nearest(system, base, steps)
        if values is not None:
            return Rounded(values, steps * base - 1, steps)
    message = f"disclosure: no controlled rounding to {base}, expected one; suppress instead"
    raise DisclosureError(message)


def _nearest(system: System, base: int, steps: int) -> Vector | None:
    """Choose among the multiples of each cell: one unknown of 0 or 1 for each of them.

    A multiple ``m`` of cell ``i`` costs ``|m - a_i|``; the chosen ones must be one for each
    cell and fulfil the equations.
    """
    cells = np.flatnonzero(system.inside)
    options = [
        (row, m)
        for row, cell in enumerate(cells)
        for m in _options(system.values[cell], base, steps)
    ]
    rows, multiples = np.array([r for r, _ in options]), np.array([m for _, m in options])
    pick = sparse.csr_array(
        (np.ones(len(rows)), (rows, np.arange(len(rows)))), shape=(len(cells), len(rows))
    )
    own = (abs(system.matrix[:, ~system.inside]).sum(axis=1) == 0).nonzero()[0]
    sums = system.matrix[own][:, cells] @ pick @ sparse.diags_array(multiples / base)
    matrix = sparse.csr_array(sparse.vstack([pick, sums]))
    right = np.concatenate([np.ones(len(cells)), np.zeros(len(own))])
    ones = np.ones(len(rows))
    choice = Programme(matrix, right, right, 0 * ones, ones)
    point = lowest(choice, np.abs(multiples - system.values[cells][rows]))
    if point is None:
        return None
    values = system.values.copy()
    values[cells] = pick @ (point * multiples)
    return values


def _options(value: float, base: int, steps: int) -> list[int]:
    below, above = int(value // base) * base, int(-(-value // base)) * base
    if value == 0:
        return [0]
    further = (steps - 1) * base
    return list(range(max(below - further, 0), above + further + 1, base))

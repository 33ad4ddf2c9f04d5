"""The one place that asks the solver (HiGHS) for the best point of a set of equations."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, linprog, milp

from exchange_stats.ground.errors import DisclosureError

Vector = NDArray[np.float64]
TOLERANCE = 1e-6
OUT_OF_TIME = 1


@dataclass(frozen=True)
class Programme:
    """All points ``x`` with ``low <= matrix x <= high`` and ``lo <= x <= hi``.

    Attributes
    ----------
    matrix : sparse array
        One row per condition, one column per unknown.
    low, high : array
        The bounds of every condition; equal ones make it an equation.
    lo, hi : array
        The bounds of every unknown.
    integer : bool
        Whether the unknowns are whole numbers.
    """

    matrix: sparse.csr_array
    low: Vector
    high: Vector
    lo: Vector
    hi: Vector
    integer: bool = True


def lowest(programme: Programme, cost: Vector, seconds: float | None = None) -> Vector | None:
    """Return a point at which ``cost . x`` is lowest, or None when there is no point.

    A whole-number programme is first solved without the whole numbers: when that point happens
    to be whole, as it always is for tables of two dimensions, it is the answer.

    Raises
    ------
    TimeoutError
        If the seconds are over before the answer is proven.
    """
    if programme.integer:
        relaxed = lowest(replace(programme, integer=False), cost)
        if relaxed is None or _is_whole(relaxed):
            return None if relaxed is None else _whole(relaxed)
    options = {"mip_rel_gap": 0.0} | ({} if seconds is None else {"time_limit": seconds})
    answer = milp(
        cost,
        constraints=_conditions(programme),
        bounds=Bounds(programme.lo, programme.hi),
        integrality=np.full(len(cost), int(programme.integer)),
        options=options,
    )
    if answer.status == OUT_OF_TIME:
        message = f"no answer within {seconds} seconds"
        raise TimeoutError(message)
    if answer.x is None:
        return None
    return _whole(answer.x) if programme.integer else answer.x


def duals(programme: Programme, cost: Vector) -> Vector:
    """Return what one more of each bound is worth at the lowest point of equations.

    It is ``d`` in ``min cost . x = sum(max(d, 0) lo + min(d, 0) hi)``, which holds for
    equations with nothing on the right (strong duality of linear programmes).
    """
    answer = linprog(
        cost,
        A_eq=programme.matrix,
        b_eq=programme.low,
        bounds=np.column_stack([programme.lo, programme.hi]),
        method="highs",
    )
    if answer.x is None:
        message = f"solver: {answer.message}, expected a point; correct the equations"
        raise DisclosureError(message)
    worth: Vector = answer.lower.marginals + answer.upper.marginals
    return worth


def _whole(point: Vector) -> Vector:
    whole: Vector = np.round(point) + 0.0  # no -0
    return whole


def _is_whole(point: Vector) -> bool:
    return bool((np.abs(point - np.round(point)) < TOLERANCE).all())


def _conditions(programme: Programme) -> list[LinearConstraint]:
    if programme.matrix.shape[0] == 0:
        return []
    return [LinearConstraint(programme.matrix, programme.low, programme.high)]

"""A quick choice of cells to hide, when the cheapest one takes too long."""

from contextlib import suppress

import numpy as np
from scipy import sparse

from exchange_stats.disclosure.audit import audit_release
from exchange_stats.disclosure.equations import Mask, hidden_view
from exchange_stats.disclosure.search.suppress import Demand, Points, Problem, list_demands, signs
from exchange_stats.disclosure.solver import TOLERANCE, Programme, Vector, lowest
from exchange_stats.disclosure.tables import key_text
from exchange_stats.ground.errors import DisclosureError


def find_quick(problem: Problem) -> Mask:
    """Return cells to hide, primaries included, that meet all demands; not the cheapest.

    Demand by demand, the cells of the cheapest whole move ``min sum(w |y|): A y = 0,
    y_p = amount`` are hidden, hidden ones costing next to nothing (Kelly, Golden and Assad,
    Networks 22 (1992) 397-417). Then each secondary cell is shown again, the dearest first, if
    the attacker still learns nothing.

    Raises
    ------
    DisclosureError
        If the table cannot be protected even with all that may be hidden.
    """
    demands = list_demands(problem)
    hidden = np.isin(np.arange(len(problem.cost)), list(problem.primaries)) & problem.choice
    points = Points(problem)
    for demand in demands:
        if next(points.unmet([demand], hidden), None):
            hidden |= _cheapest_move(problem, demand, hidden)
    return _thinned(problem, demands, hidden)


def _cheapest_move(problem: Problem, demand: Demand, hidden: Mask) -> Mask:
    """Return the cells of the choice that the cheapest move of a demand touches."""
    system, amount = problem.system, demand.amount
    movable = problem.choice | ~system.shown
    movable[[demand.insider] if demand.insider >= 0 else []] = False
    up = np.where(movable, system.ceiling - system.values, 0.0)
    down = np.where(movable, system.values - system.floor, 0.0)
    cost = np.where(problem.choice & ~hidden, problem.cost, 1e-3)
    found: list[Vector] = []
    for sign in signs(demand):
        lo, hi = np.zeros(2 * len(up)), np.concatenate([up, down])
        at = demand.cell if sign > 0 else demand.cell + len(up)
        lo[at], hi[demand.cell + len(up) if sign > 0 else demand.cell] = amount, 0.0
        if hi[at] < amount:
            continue
        both = sparse.csr_array(sparse.hstack([system.matrix, -system.matrix]))
        nothing = np.zeros(system.matrix.shape[0])
        moves = Programme(both, nothing, nothing, lo, hi, system.integer)
        point = lowest(moves, np.concatenate([cost, cost]))
        if point is not None:
            found.append(point[: len(up)] - point[len(up) :])
    if not found:
        message = f"disclosure: no whole move of {key_text(system.keys[demand.cell])} is possible, "
        message += "expected one; publish a coarser table"
        raise DisclosureError(message)
    best = min(found, key=lambda move: float(cost @ np.abs(move)))
    return problem.choice & (np.abs(best) > TOLERANCE)


def _thinned(problem: Problem, demands: list[Demand], hidden: Mask) -> Mask:
    """Return fewer cells that still meet all demands, when the audit agrees."""
    fewer, points = hidden.copy(), Points(problem, problem.policy.seconds)
    secondary = [c for c in np.flatnonzero(hidden) if c not in problem.primaries]
    with suppress(TimeoutError):  # then the others stay hidden
        for cell in sorted(secondary, key=lambda cell: -problem.cost[cell]):
            without = fewer & (np.arange(len(fewer)) != cell)
            fewer[cell] = next(points.unmet(demands, without), None) is not None
    view = hidden_view(problem.system, fewer)
    passed = audit_release(problem.system, view, problem.primaries, problem.policy).passed
    return fewer if passed else hidden

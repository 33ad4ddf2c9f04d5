"""Which further cells to hide at the least cost, so that an attacker learns no primary cell."""

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

import numpy as np
from scipy import sparse

from exchange_stats.disclosure.audit import audit_release, insiders, told_anyway
from exchange_stats.disclosure.equations import Mask, System, hidden_view
from exchange_stats.disclosure.policy import Policy, Primary
from exchange_stats.disclosure.solver import TOLERANCE, Programme, Vector, duals, lowest
from exchange_stats.disclosure.tables import key_text
from exchange_stats.ground.errors import DisclosureError, refuse

UP, DOWN, EITHER = 1, -1, 0
CORE = 1e-3  # how far shown cells are opened when a cut is sought, so that it holds more widely


@dataclass(frozen=True)
class Problem:
    """What is to be protected: cells, primaries, policy, and cells that must be shown."""

    system: System
    primaries: Mapping[int, Primary]
    policy: Policy
    keep: Mask

    @property
    def choice(self) -> Mask:
        """Whether each cell may be hidden or shown, as we like."""
        free: Mask = self.system.shown & ~self.system.unalterable & ~self.keep
        return free

    @property
    def cost(self) -> Vector:
        """Return what hiding each cell costs: its count, at least 1; a total a trifle more."""
        totals = self.system.totals
        weight = np.where(totals, self.policy.weight_of_totals, 1.0)
        return np.maximum(self.system.values, 1.0) * weight + np.where(totals, 1e-3, 0.0)

    def opened(self, hidden: Mask) -> Vector:
        """Return 1 for cells that a reader is not told, 0 for the others."""
        return np.where(hidden | ~self.system.shown, 1.0, 0.0)


@dataclass(frozen=True)
class Demand:
    """A move ``y`` of one cell that must stay possible to the reader, or to an insider.

    ``sign`` is 1 up, -1 down, 0 either; ``insider`` is the cell that they know, or -1.
    """

    cell: int
    sign: int
    amount: float
    insider: int = -1


def find_optimal(problem: Problem) -> Mask:
    """Return the cells to hide, primaries included, at the least total cost.

    ``min sum(w z)`` with ``z = 1`` for primaries, such that for each demand the attacker's
    problem ``max y_p: A y = 0, -L z <= y <= U z`` reaches it, ``L`` and ``U`` being the
    distances of a cell to its floor and ceiling. Benders: while one does not, its dual ``d``
    gives a condition ``sum(min(L d+ + U d-, amount) z) >= amount`` that all patterns must meet.
    Source: Fischetti and Salazar-Gonzalez, Journal of the American Statistical Association 95
    (2000) 916-928; Management Science 47 (2001) 1008-1027.

    Raises
    ------
    DisclosureError
        If the table cannot be protected even with all that may be hidden.
    TimeoutError
        If the seconds of the policy are over.
    """
    demands, points = list_demands(problem), Points(problem, problem.policy.seconds)
    readers = [[d for d in demands if (d.insider >= 0) == inside] for inside in (False, True)]
    conditions = list(_at_least_two(problem))
    while True:
        hidden = _cheapest(problem, conditions, points.seconds)
        cuts: list[Condition] = []
        for asked in readers:
            unmet = [] if cuts else points.unmet(asked, hidden)
            cuts += [_cut(points, demand, hidden) for demand in unmet]
        if not cuts:
            view = hidden_view(problem.system, hidden)
            if audit_release(problem.system, view, problem.primaries, problem.policy).passed:
                return hidden
            cuts = [(np.where(problem.choice & ~hidden, 1.0, 0.0), 1.0)]  # it takes another cell
        conditions += cuts


def list_demands(problem: Problem) -> list[Demand]:
    """Return all demands of the primary cells.

    Raises
    ------
    DisclosureError
        If some cannot be met, naming the cells.
    """
    system, few = problem.system, insiders(problem.system, problem.policy)
    demands = []
    for cell, primary in problem.primaries.items():
        up = min(primary.up, system.ceiling[cell] - system.values[cell])
        down = min(primary.down, system.values[cell] - system.floor[cell])
        wanted = [Demand(cell, UP, up), Demand(cell, DOWN, down), Demand(cell, EITHER, 1.0)]
        demands += [demand for demand in wanted[: 2 if up + down > 0 else 3] if demand.amount > 0]
        if system.counted[cell] and system.values[cell] > 1:
            demands += [Demand(cell, EITHER, 1.0, other) for other in few if other != cell]
    unmet = list(Points(problem).unmet(demands, problem.choice))
    told = {d for d in unmet if d.insider >= 0 and told_anyway(system, d.insider, [d.cell])}
    hopeless = [key_text(system.keys[d.cell]) for d in unmet if d not in told]
    if hopeless:
        refuse(
            DisclosureError,
            "disclosure: primary cells that cannot be protected, whatever else is hidden",
            hopeless,
            "publish a coarser table, keep fewer cells, or see what facts/releases.csv tells",
        )
    return [demand for demand in demands if demand not in told]


class Points:
    """Moves that are known to be possible: one that was seen before may meet a demand."""

    def __init__(self, problem: Problem, seconds: float = np.inf) -> None:
        self.problem, self._until = problem, time.monotonic() + seconds
        system = problem.system
        self._down, self._up = system.values - system.floor, system.ceiling - system.values
        self._moves = np.zeros((1, len(system.values)))

    @property
    def seconds(self) -> float:
        """Return the time that is left.

        Raises
        ------
        TimeoutError
            If none is.
        """
        left = self._until - time.monotonic()
        if left <= 0:
            message = "the time for the best pattern is over"
            raise TimeoutError(message)
        return left

    def unmet(self, demands: list[Demand], hidden: Mask) -> Iterator[Demand]:
        """Yield the demands that cannot be met when these cells are hidden."""
        opened = self.problem.opened(hidden) > 0
        still = (np.abs(self._moves[:, ~opened]) <= TOLERANCE).all(axis=1)
        self._moves = self._moves[still][-500:]
        for _, group in groupby(sorted(demands, key=_reader), key=_reader):
            pending = [demand for demand in group if not self._seen(demand)]
            for sign in (UP, DOWN) if pending else ():  # one move may meet many demands
                self._move(opened, [demand.cell for demand in pending], sign, pending[0].insider)
            for demand in pending:
                for sign in () if self._seen(demand) else signs(demand):
                    self._move(opened, [demand.cell], sign, demand.insider)
                if not self._seen(demand):
                    yield demand

    def _move(self, opened: Mask, cells: list[int], sign: int, insider: int) -> None:
        """Remember the furthest move of some cells in one direction."""
        if self.seconds and insider >= 0:
            opened = opened & (np.arange(len(opened)) != insider)
        cost = np.zeros(len(opened))
        cost[cells] = -sign
        system, move = self.problem.system, np.zeros(len(opened))
        nothing = np.zeros(system.matrix.shape[0])
        lo, hi = -self._down[opened], self._up[opened]
        moves = Programme(system.matrix[:, opened], nothing, nothing, lo, hi, integer=False)
        found = lowest(moves, cost[opened])
        move[opened] = 0.0 if found is None else found
        self._moves = np.vstack([self._moves, move])

    def _seen(self, demand: Demand) -> bool:
        moves = self._moves[:, demand.cell]
        if demand.insider >= 0:
            moves = moves[np.abs(self._moves[:, demand.insider]) <= TOLERANCE]
        up, down = max(moves.max(initial=0), 0), max(-moves.min(initial=0), 0)
        reached = up * (demand.sign >= 0) + down * (demand.sign <= 0)
        return bool(reached >= demand.amount - TOLERANCE)

    def worth(self, opened: Vector, demand: Demand, sign: int) -> Vector:
        """Return how much the opening of each cell would add to the furthest move of a cell."""
        down, up = self._down.copy(), self._up.copy()
        if self.seconds and demand.insider >= 0:
            down[demand.insider] = up[demand.insider] = 0
        cost = np.zeros(len(opened))
        cost[demand.cell] = -sign
        worth = duals(self.problem.system.within(-down * opened, up * opened), cost)
        return np.maximum(worth, 0) * down + np.maximum(-worth, 0) * up


def _reader(demand: Demand) -> int:
    return demand.insider


def signs(demand: Demand) -> tuple[int, ...]:
    """Return the directions of a demand."""
    return (demand.sign,) if demand.sign else (UP, DOWN)


Condition = tuple[Vector, float]  # weights of z, and what they must reach


def _cut(points: Points, demand: Demand, hidden: Mask) -> Condition:
    problem = points.problem
    opened = problem.opened(hidden)
    for ajar in (np.where(problem.choice & ~hidden, CORE, opened), opened):
        weights = np.sum([points.worth(ajar, demand, sign) for sign in signs(demand)], axis=0)
        missing = demand.amount - float(weights[~problem.system.shown].sum())
        weights = np.where(problem.choice, np.minimum(weights, max(missing, 0)), 0.0)
        if weights[hidden].sum() < missing - TOLERANCE:
            break
    return weights, missing


def _at_least_two(problem: Problem) -> Iterator[Condition]:
    """Yield a condition for each sum: a cell hidden alone in it could be worked out."""
    matrix, choice = problem.system.matrix, problem.choice
    for row in range(matrix.shape[0]):
        cells = matrix.indices[matrix.indptr[row] : matrix.indptr[row + 1]]
        if not problem.system.shown[cells].all():
            continue
        for cell in cells[choice[cells]]:
            weights = np.zeros(len(choice))
            weights[cells[choice[cells]]] = 1.0
            weights[cell] = 0.0 if cell in problem.primaries else -1.0
            yield weights, 1.0 if cell in problem.primaries else 0.0


def _cheapest(problem: Problem, conditions: list[Condition], seconds: float) -> Mask:
    choice = problem.choice
    weights = np.array([weights for weights, _ in conditions]).reshape(-1, len(choice))
    matrix = sparse.csr_array(weights[:, choice])
    least = np.array([reach for _, reach in conditions])
    must = np.isin(np.flatnonzero(choice), list(problem.primaries)).astype(float)
    high = np.full(len(least), np.inf)
    patterns = Programme(matrix, least, high, must, np.ones(len(must)))
    point = lowest(patterns, problem.cost[choice], seconds)
    if point is None:
        message = "disclosure: no pattern protects the table, expected one; publish a coarser one"
        raise DisclosureError(message)
    hidden = np.zeros(len(choice), dtype=bool)
    hidden[choice] = point > 0.5
    return hidden

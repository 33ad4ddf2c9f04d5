"""Rounded sums as equations: whether any true table fits the printed one."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, linprog, milp

from exchange_stats.evidence.findings import Row
from exchange_stats.evidence.totals.sums import NOISE, Place, Sum, amount, place_of

Vector = NDArray[np.float64]
STOPPED = 1  # by the solver, at its limit of nodes


@dataclass(frozen=True)
class Limits:
    """How large a group may be, in cells, and in how many nodes whole numbers are sought."""

    cells: int
    nodes: int


class UndecidedError(Exception):
    """The limits were reached before an answer was proven."""


@dataclass(frozen=True)
class System:
    """Sums as equations in what rounding took from each printed number.

    Attributes
    ----------
    units : mapping
        The unit to which each cell is rounded; 0 for one that is exact or cannot exist.
    counted : bool
        Whether the true numbers are whole and not negative.
    free : tuple or None
        A cell of which nothing is known, whatever is printed there.
    """

    sums: tuple[Sum, ...]
    units: Mapping[Place, float]
    counted: bool
    limits: Limits
    free: Place | None = None

    @cached_property
    def cells(self) -> dict[Place, Row]:
        """The cells of the sums, each once."""
        return {place_of(cell): cell for cell in chain.from_iterable(map(cells_of, self.sums))}

    @cached_property
    def scale(self) -> float:
        """In what the unknowns are: ones where whole numbers are sought, else units."""
        return 1.0 if self.counted else max(self.units.values())

    @cached_property
    def matrix(self) -> sparse.csr_array:
        """One line a sum: its total less its parts."""
        index = {place: number for number, place in enumerate(self.cells)}
        entries = [
            (line, index[place_of(cell)], -1.0 if at else 1.0)
            for line, one in enumerate(self.sums)
            for at, cell in enumerate(cells_of(one))
        ]
        lines, columns, signs = zip(*entries, strict=True)
        return sparse.csr_array((signs, (lines, columns)), (len(self.sums), len(index)))

    @cached_property
    def right(self) -> Vector:
        """What rounding must have taken from each total, and not from its parts."""
        return np.array([-one.gap / self.scale for one in self.sums])

    @cached_property
    def bounds(self) -> Vector:
        """The least and the most that rounding can have taken, one line a cell."""
        half = np.array([self.units[place] / 2 for place in self.cells])
        if self.counted:
            half = np.floor(half)
        half[[place == self.free for place in self.cells]] = np.inf
        printed = np.array([amount(cell) for cell in self.cells.values()])
        least = np.maximum(-half, -printed) if self.counted else -half
        return np.column_stack([least, half]) / self.scale


def equations(group: tuple[Sum, ...], limits: Limits) -> System:
    """Return the equations of a group; a cell is as coarse as the coarsest of its sums."""
    units: dict[Place, float] = {}
    for one in group:
        for cell in cells_of(one):
            unit = one.unit if cell["value"] else 0.0
            units[place_of(cell)] = max(units.get(place_of(cell), 0.0), unit)
    whole = min(unit for unit in units.values() if unit) > 1
    printed = (amount(cell) for one in group for cell in cells_of(one))
    return System(group, units, whole and all(number >= 0 for number in printed), limits)


def cells_of(one: Sum) -> tuple[Row, ...]:
    """Return the total of a sum and its parts."""
    return (one.total, *one.parts)


def is_possible(system: System) -> bool:
    """Return whether a true table fits the printed one."""
    return not against(system)


def against(system: System) -> tuple[Sum, ...]:
    """Return sums that prove that no true table fits; none when one does.

    The sums are let off by as little as possible in all. When that is nothing, there is a
    table; when it is something, those that have a price prove that there is none (the lemma of
    Farkas). Whole numbers are sought only where the numbers found are not whole.

    Raises
    ------
    UndecidedError
        If there are more cells, or whole numbers take more nodes, than the limits allow.
    """
    size, count = system.matrix.shape[1], len(system.sums)
    if size > system.limits.cells:
        raise UndecidedError
    slack = sparse.eye_array(count)
    answer = linprog(
        np.concatenate([np.zeros(size), np.ones(2 * count)]),
        A_eq=sparse.hstack([system.matrix, slack, -slack]),
        b_eq=system.right,
        bounds=np.vstack([system.bounds, np.tile([0.0, np.inf], (2 * count, 1))]),
        method="highs",
    )
    if answer.x is None:
        raise UndecidedError
    if answer.fun > NOISE:
        priced = np.abs(answer.eqlin.marginals) > NOISE
        return tuple(one for one, price in zip(system.sums, priced, strict=True) if price)
    point = answer.x[:size]
    whole = not system.counted or bool((np.abs(point - np.round(point)) < NOISE).all())
    return () if whole or _in_whole_numbers(system) else system.sums


def _in_whole_numbers(system: System) -> bool:
    answer = milp(
        np.zeros(system.matrix.shape[1]),
        constraints=LinearConstraint(system.matrix, system.right, system.right),
        bounds=Bounds(*system.bounds.T),
        integrality=1,
        options={"node_limit": system.limits.nodes},
    )
    if answer.status == STOPPED:
        raise UndecidedError
    return answer.x is not None


def fitting(system: System, place: Place) -> tuple[float, ...]:
    """Return the least and the largest number that could be printed in one cell."""
    freed = replace(system, free=place)
    at, unit = list(freed.cells).index(place), freed.units[place]
    ends = []
    for sign in (1.0, -1.0):
        cost = np.zeros(len(freed.cells))
        cost[at] = sign
        answer = linprog(cost, A_eq=freed.matrix, b_eq=freed.right, bounds=freed.bounds)
        furthest = answer.fun * freed.scale - unit / 2  # from what is printed, on either side
        change = np.ceil(furthest / unit - NOISE) * unit if unit else furthest
        ends.append(amount(freed.cells[place]) + sign * change)
    return tuple(round(float(end), 6) for end in ends)

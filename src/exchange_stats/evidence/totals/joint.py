"""Rounded sums that hold one by one, held together: which of them cannot all hold."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy import sparse

from exchange_stats.evidence.findings import Row
from exchange_stats.evidence.totals.equations import (
    Limits,
    System,
    UndecidedError,
    against,
    cells_of,
    equations,
    fitting,
    is_possible,
)
from exchange_stats.evidence.totals.sums import NOISE, Place, Sum, place_of


@dataclass(frozen=True)
class Conflict:
    """Sums that cannot all hold, none of which can be left out; the one cell that would mend it.

    Attributes
    ----------
    suspect : mapping or None
        The only cell that, printed otherwise, lets a true table fit; None when there are more.
    fits : tuple of float
        The least and the largest number that could be printed there; empty without a suspect.
    """

    sums: tuple[Sum, ...]
    suspect: Row | None = None
    fits: tuple[float, ...] = ()


def find_conflicts(
    sums: Iterable[Sum], limits: Limits
) -> tuple[list[Conflict], list[tuple[Sum, ...]]]:
    """Return the conflicts among sums of rounded numbers, and the groups left undecided.

    Sums that share cells are one group. A printed number stands for any true one within half a
    unit; of whole numbers rounded to fives or tens, for whole ones that are not negative. A
    group is in conflict when no such numbers make every sum exact. A group in which a sum fails
    by itself is left to the check of single sums; one whose printed numbers add up as they are
    needs no solver.
    """
    conflicts: list[Conflict] = []
    undecided = []
    for group in _groups(_unambiguous(sums)):
        try:
            conflicts += _judged(equations(group, limits))
        except UndecidedError:
            undecided.append(group)
    return conflicts, undecided


def _unambiguous(sums: Iterable[Sum]) -> list[Sum]:
    """Return sums but those of one total of which one has all parts of the other, and more.

    Within rounding both may hold, and yet one of them is not meant.
    """
    rivals: dict[Place, list[tuple[frozenset[Place], Sum]]] = {}
    for one in sums:
        parts = frozenset(map(place_of, one.parts))
        rivals.setdefault(place_of(one.total), []).append((parts, one))
    return [
        one
        for of_one_total in rivals.values()
        for parts, one in of_one_total
        if not any(parts < other or other < parts for other, _ in of_one_total)
    ]


def _groups(sums: Sequence[Sum]) -> Iterator[tuple[Sum, ...]]:
    """Yield sums that share cells, two or more, none failing, not all exact as printed."""
    index: dict[Place, int] = {}
    ends = [
        (number, index.setdefault(place_of(cell), len(index)))
        for number, one in enumerate(sums)
        for cell in cells_of(one)
    ]
    size = len(sums)
    lines, columns = np.array(ends, dtype=int).reshape(-1, 2).T
    shape = (size + len(index), size + len(index))
    links = sparse.coo_array((np.ones(len(ends)), (lines, size + columns)), shape)
    _, labels = sparse.csgraph.connected_components(links, directed=False)
    found: dict[int, list[Sum]] = {}
    for one, label in zip(sums, labels[:size], strict=True):
        found.setdefault(int(label), []).append(one)
    for group in found.values():
        off = any(abs(one.gap) > NOISE for one in group)
        if len(group) > 1 and off and all(one.holds for one in group):
            yield tuple(group)


def _judged(system: System) -> Iterator[Conflict]:
    """Yield the conflict of one group, if there is one, and the cell that alone would mend it."""
    proof = against(system)
    if not proof:
        return
    core = _irreducible(system, proof)
    repairs = [
        place
        for place in core.cells
        if is_possible(replace(core, free=place)) and is_possible(replace(system, free=place))
    ]
    suspect = core.cells[repairs[0]] if len(repairs) == 1 else None
    if suspect and suspect["value"]:
        yield Conflict(core.sums, suspect, fitting(system, repairs[0]))
    else:
        yield Conflict(core.sums)


def _irreducible(system: System, proof: tuple[Sum, ...]) -> System:
    """Return sums in conflict of which none can be left out; the longest are tried first."""
    core = replace(system, sums=proof)
    for one in sorted(proof, key=lambda one: -len(one.parts)):
        rest = replace(core, sums=tuple(other for other in core.sums if other is not one))
        if rest.sums and not is_possible(rest):
            core = rest
    return core

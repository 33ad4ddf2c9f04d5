"""A reader who has only the written files, and works out what they leave possible.

Apart from the library: unknown are the persons of each institution, level and sex; every cell of
any table is a sum of some of them.
"""

import csv
import itertools
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

TOTAL, SEXES = "_T", ("F", "M")
MOST = 1000  # more than any count that is tried
Cell = tuple[str, str, str]  # institution, level, sex
Ends = tuple[int, int]


class Reader:
    """Knows the bounds that files of a release tell, and which cells cannot exist."""

    def __init__(self, files: Iterable[Path], empty: Iterable[Cell], reach: int = 0) -> None:
        self.told: dict[Cell, Ends] = dict.fromkeys(empty, (0, 0))
        for path in files:
            with path.open(encoding="utf-8", newline="") as file:
                for row in csv.DictReader(file):
                    if row["shown"].isdigit():
                        cell = (row["institution"], row["isced_level"], row["sex"])
                        self._add(cell, int(row["shown"]), reach)

    def _add(self, cell: Cell, number: int, reach: int) -> None:
        low, high = self.told.get(cell, (0, MOST))
        self.told[cell] = (max(low, number - reach), min(high, number + reach))


class Persons:
    """The true counts of persons by institution, level and sex, and of all cells made of them."""

    def __init__(self, counts: Mapping[Cell, int]) -> None:
        codes = [tuple(dict.fromkeys(part)) for part in zip(*counts, strict=True)]
        self.cells = list(itertools.product(*((*own, TOTAL) for own in codes)))
        self.holds = np.array([[_is_in(one, cell) for one in counts] for cell in self.cells], float)
        self.true = dict(zip(self.cells, self.holds @ list(counts.values()), strict=True))

    def possible(self, reader: Reader, known: Sequence[Cell], at: int, sign: int) -> np.ndarray:
        """Return all cells of a table in which one is least (-1: greatest), as a reader sees it."""
        told = {**reader.told, **{cell: (self.true[cell],) * 2 for cell in known}}
        lines = self.holds[[self.cells.index(cell) for cell in told]]
        low, high = np.array(list(told.values())).reshape(-1, 2).T
        answer = milp(
            sign * self.holds[at],
            constraints=[LinearConstraint(lines, low, high)] if told else [],
            bounds=Bounds(0, MOST),
            integrality=1,
        )
        assert answer.x is not None, "no table fits the files"
        return self.holds @ np.round(answer.x)

    def ends(self, reader: Reader, cell: Cell) -> Ends:
        """Return the least and the greatest count that a cell can have for a reader."""
        at = self.cells.index(cell)
        low, high = (self.possible(reader, [], at, sign)[at] for sign in (1, -1))
        return low, high

    def exact(self, reader: Reader, own: Cell, asked: Iterable[Cell]) -> list[Cell]:
        """Return those cells of which somebody who is counted in one knows the number."""
        seen = np.array([list(self.true.values())])
        found = []
        for cell in asked:
            at = self.cells.index(cell)
            for sign in (1, -1) if np.ptp(seen[:, at]) == 0 else ():
                seen = np.vstack([seen, self.possible(reader, [own], at, sign)])
            found += [cell] if np.ptp(seen[:, at]) == 0 else []
        return found


def _is_in(one: Cell, cell: Cell) -> bool:
    return all(code in (own, TOTAL) for own, code in zip(one, cell, strict=True))


def learnt(persons: Persons, now: Reader, before: Reader, threshold: int) -> list[str]:
    """Return what files tell of small counts that earlier files did not; empty when nothing.

    A small count must look as if it could be less (0 for 1), and as if it could be no small one;
    where its own print says more (a rounded number), that much may be known.
    """
    small = [cell for cell, count in persons.true.items() if 1 <= count < threshold]
    found = []
    for cell in small:
        count, (low, high) = persons.true[cell], persons.ends(now, cell)
        least, most = now.told.get(cell, (0, MOST))
        if low == high or low > max(count - 1, least) or high < min(threshold, most):
            old = persons.ends(before, cell)
            if low > max(old[0], count - 1, least) or high < min(old[1], threshold, most):
                found.append(f"{cell} of {count:g} is known from {low:g} to {high:g}")
    for own in (cell for cell in small if persons.true[cell] <= 2):
        others = [cell for cell in small if cell != own and persons.true[cell] > 1]
        exact = persons.exact(now, own, others)
        known = set(persons.exact(before, own, exact))
        found += [f"{cell} is known to those of {own}" for cell in exact if cell not in known]
    return found

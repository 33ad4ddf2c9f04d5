"""Small tables with totals, written as their inner cells, and attackers that only count."""

import itertools
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from exchange_stats.disclosure.protection import Protected
from exchange_stats.disclosure.tables import TOTAL, Key, Table, cell_key


def crossed(text: str, table_id: str = "t") -> Table:
    """Return a table with totals of its inner cells: a header of columns, then one line a row.

    A line is ``name: 2 18``; ``-`` is a cell that cannot exist.
    """
    header, *lines = [line.strip() for line in text.strip().splitlines()]
    columns = header.split()
    printed = {}
    for line in lines:
        name, _, numbers = line.partition(":")
        printed |= {(name, c): n for c, n in zip(columns, numbers.split(), strict=True)}
    counts = {cell: 0 if number == "-" else int(number) for cell, number in printed.items()}
    rows = [
        (*codes, str(value), "A") if printed.get(codes) != "-" else (*codes, "", "M")
        for codes, value in sums(counts).items()
    ]
    names = ["row", "column", "value", "status"]
    return Table(table_id, pd.DataFrame(rows, columns=names), ("row", "column"))


def sums(counts: Mapping[tuple[str, str], int]) -> dict[tuple[str, str], int]:
    """Return inner cells by row and column, with their totals."""
    rows, columns = (list(dict.fromkeys(codes)) for codes in zip(*counts, strict=True))
    return {
        (row, column): sum(
            n for (r, c), n in counts.items() if row in (r, TOTAL) and column in (c, TOTAL)
        )
        for row in (*rows, TOTAL)
        for column in (*columns, TOTAL)
    }


def cube(shape: Sequence[int], persons: int, seed: int) -> Table:
    """Return persons spread at random over a table of any number of dimensions, with totals."""
    random = np.random.default_rng(seed)
    spread = np.ones(())
    for size in shape:
        spread = np.multiply.outer(spread, random.dirichlet(np.ones(size)))
    return table_of(random.multinomial(persons, spread.ravel()).reshape(shape))


def table_of(counts: np.ndarray) -> Table:
    """Return inner counts of any number of dimensions as a table with totals."""
    shape = counts.shape
    for axis in range(len(shape)):
        counts = np.concatenate([counts, counts.sum(axis=axis, keepdims=True)], axis=axis)
    names = [f"d{axis}" for axis in range(len(shape))]
    rows = [
        (*(TOTAL if i == n else f"c{i}" for i, n in zip(at, shape, strict=True)), str(counts[at]))
        for at in itertools.product(*(range(n + 1) for n in shape))
    ]
    return Table("cube", pd.DataFrame(rows, columns=[*names, "value"]), tuple(names))


def at(row: str = TOTAL, column: str = TOTAL) -> Key:
    """Return the key of a cell of a crossed table."""
    return cell_key({"row": row, "column": column})


def hidden_cells(protected: Protected) -> set[Key]:
    """Return the keys of the hidden cells of a crossed table."""
    rows = protected.table[protected.table["shown"] == "c"]
    return {at(*codes) for codes in zip(rows["row"], rows["column"], strict=True)}


def count_intervals(told: Mapping[Key, tuple[float, float]]) -> dict[Key, tuple[int, int]]:
    """Return the interval of every cell by trying all whole inner cells, one by one.

    ``told`` gives the bounds of every cell of a crossed table, totals included.
    """
    inner = [key for key in told if len(key) == 2]
    codes = [(dict(key)["row"], dict(key)["column"]) for key in inner]
    ranges = [range(int(told[key][0]), int(told[key][1]) + 1) for key in inner]
    found: dict[Key, set[int]] = {}
    for numbers in itertools.product(*ranges):
        cells = {at(*c): n for c, n in sums(dict(zip(codes, numbers, strict=True))).items()}
        if all(told[key][0] <= value <= told[key][1] for key, value in cells.items()):
            for key, value in cells.items():
                found.setdefault(key, set()).add(value)
    return {key: (min(values), max(values)) for key, values in found.items()}

"""The numbers of a sheet that no proposed table has: none is left out without a word."""

from collections.abc import Iterable, Sequence

import numpy as np

from exchange_stats.reading.proposal.grid import BLANK, NUMBER, TEXT, Grid
from exchange_stats.reading.workbook import run_of


def places_left(
    grid: Grid, read: Iterable[tuple[Sequence[int], Sequence[int]]]
) -> list[tuple[int, int]]:
    """Return the places of numbers outside of what was read.

    Parameters
    ----------
    read : iterable of tuple
        Rows and columns of every part of a table: values, labels, headings.
    """
    left, parts = grid.kinds == NUMBER, [*read]
    for rows, columns in parts:
        down, across = run_of(rows), run_of(columns)
        if isinstance(down, slice):
            left[down, across] = False
        elif rows:
            left[np.ix_(rows, columns)] = False
    if not left.any():
        return []
    inside = {row for rows, _ in parts for row in rows}
    places = [(int(row), int(column)) for row, column in zip(*left.nonzero(), strict=True)]
    if not inside and _only_counts(grid, places):
        return []
    lines = {row for row, _ in places if row not in inside and _numbers_a_line(grid, row)}
    return [place for place in places if place[0] not in lines]


def _numbers_a_line(grid: Grid, row: int) -> bool:
    """Return whether a number stands before a text and no other number: of a title, of a note.

    In the first row of a sheet it may stand alone.
    """
    kinds = grid.kinds[row]
    first, *rest = kinds[kinds != BLANK].tolist()
    return first == NUMBER and NUMBER not in rest and (TEXT in rest or not (rest or row))


def _only_counts(grid: Grid, places: list[tuple[int, int]]) -> bool:
    """Return whether the numbers of a sheet without tables count the lines of one column."""
    values = [grid.text(*place).rstrip(".") for place in places]
    counts = [str(number) for number in range(1, len(values) + 1)]
    return len({column for _, column in places}) == 1 and values == counts and len(counts) > 1

"""How the labels of a column fill its empty cells: downwards, upwards or not at all."""

from itertools import pairwise

import numpy as np

from exchange_stats.reading import words
from exchange_stats.reading.proposal.grid import BLANK, Grid
from exchange_stats.reading.proposal.label_columns import Columns


def fills_of(
    grid: Grid, columns: Columns, body: list[int]
) -> tuple[frozenset[int], frozenset[int]]:
    """Return the label columns that fill empty cells downwards, and those that fill upwards.

    A label fills when the next label column names the rows that it leaves empty; upwards
    when the rows above its first one are empty and it closes each group.
    """
    down, up = set(), set()
    for column, others in zip(columns.labels, _later(columns.labels), strict=True):
        if not others:
            continue
        filled = np.array([_shows(grid, row, column) for row in body[:5000]])
        beside = np.array(
            [any(_shows(grid, row, other) for other in others) for row in body[:5000]]
        )
        empty = ~filled & beside
        if (
            not empty.any()
            or _are_totals(grid, others, body, empty)
            or not filled.any()
            or _repeats(grid, column, body)
        ):
            continue
        first = int(np.flatnonzero(filled)[0])
        if not empty[:first].any():
            down.add(column)
        elif not (filled & beside).any():
            up.add(column)
    return frozenset(down), frozenset(up)


def _shows(grid: Grid, row: int, column: int) -> bool:
    """Return whether a cell shows a text that is its own or comes from above, not from the left."""
    place = grid.merged.get((row, column), (row, column))
    return place[1] == column and grid.kinds[place] != BLANK


def _are_totals(grid: Grid, others: tuple[int, ...], body: list[int], empty: np.ndarray) -> bool:
    """Return whether the rows that a label leaves empty are totals of all: one at most a table."""
    rows = [body[place] for place in np.flatnonzero(empty)]
    return len(rows) == 1 and any(words.is_a("total", grid.text(rows[0], c)) for c in others)


def _later(labels: tuple[int, ...]) -> list[tuple[int, ...]]:
    return [labels[position + 1 :] for position in range(len(labels))]


def _repeats(grid: Grid, column: int, body: list[int]) -> bool:
    """Return whether a label stands in several rows one after the other: then blanks are blank."""
    texts = [grid.text(row, column) for row in body[:2000]]
    own = [grid.kinds[row, column] != BLANK for row in body[:2000]]
    doubles = sum(
        before == after and before != "" and own[place + 1]
        for place, (before, after) in enumerate(pairwise(texts))
    )
    return bool(doubles > 0.2 * sum(own))

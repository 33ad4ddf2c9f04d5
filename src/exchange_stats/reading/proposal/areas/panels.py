"""Tables that stand side by side in the same rows, each with its own labels."""

import numpy as np

from exchange_stats.reading import words
from exchange_stats.reading.proposal.grid import BLANK, NUMBER, SIGN, TEXT, YEAR, Grid


def panels_of(grid: Grid, first: int, last: int) -> list[tuple[int, int]]:
    """Return the column ranges of tables that stand side by side, each with its own labels.

    A panel begins after an empty column, or where the heading of the labels stands again.
    """
    part = grid.kinds[first : last + 1]
    empty = (part == BLANK).all(0).tolist()
    texts, numbers = (part == TEXT).sum(0), ((part == NUMBER) | (part == SIGN)).sum(0)
    years = (part == YEAR).sum(0)
    wordy = (texts > numbers).tolist()
    panels: list[tuple[int, int]] = []
    start = 0
    for column in range(1, grid.width):
        if column <= start:
            continue
        left, right = slice(start, column), slice(column, grid.width)
        again = slice(column, 2 * column - start)
        if any(wordy[again]) and _row_repeats(grid, first, (start, column)):
            alone = any(wordy[left])
        elif (empty[column] and not empty[column - 1]) or (
            (wordy[column] or years[column] > 1) and _heads_again(grid, first, (start, column))
        ):
            parts = ((texts[side], numbers[side], years[side]) for side in (left, right))
            alone = all(_stands_alone(*side) for side in parts)
        else:
            continue
        if alone:
            panels.append((start, column - 1))
            start = next(place for place in range(column, grid.width) if not empty[place])
    panels.append((start, grid.width - 1))
    return panels


def _heads_again(grid: Grid, first: int, columns: tuple[int, int]) -> bool:
    """Return whether the heading over the first column of a panel stands over another too."""
    for row in range(first - 1, max(first - 6, -1), -1):
        texts = [grid.text(row, column) for column in columns]
        if texts[0] and texts[1]:
            return words.folded(texts[0]) == words.folded(texts[1])
    return False


def _row_repeats(grid: Grid, first: int, columns: tuple[int, int]) -> bool:
    """Return whether all headings of a panel stand again in the columns right of it."""
    start, again = columns
    for row in range(first - 1, max(first - 6, -1), -1):
        if again - start < 2 or grid.text(row, start) != grid.text(row, again):
            continue
        left = [grid.text(row, column) for column in range(start, again)]
        right = [grid.text(row, again + place) for place in range(again - start)]
        if all(left) and len(set(left)) > 1 and left == right:
            return True
    return False


def _stands_alone(texts: np.ndarray, numbers: np.ndarray, years: np.ndarray) -> bool:
    """Return whether columns begin with labels, or with the years of the rows, before numbers."""
    first = int((texts + numbers + years > 0).argmax())
    if years[first] > texts[first] + numbers[first]:
        return bool(years[first] > 1 and (numbers[first + 1 :] * 2 >= years[first]).any())
    labels = ((texts > 0) & (texts >= numbers)).nonzero()[0]
    values = (numbers > texts).nonzero()[0]
    if not len(labels) or not len(values):
        return False
    return bool(labels[0] < values[0] and texts[labels].max() * 2 >= numbers[values].max())

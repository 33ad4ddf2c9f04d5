"""Which rows and columns of a table are totals: by their word and by arithmetic."""

from dataclasses import dataclass

import numpy as np

from exchange_stats.reading import words
from exchange_stats.reading.proposal.grid import Grid
from exchange_stats.reading.proposal.label_columns import Columns

MOST_ROWS = 400
TOLERANCE = 0.002
SUBTOTAL = 2


@dataclass(frozen=True)
class Totals:
    """Total and subtotal rows, total columns, and why they are held to be so."""

    rows: frozenset[int] = frozenset()
    subtotal_rows: frozenset[int] = frozenset()
    columns: frozenset[int] = frozenset()
    reasons: tuple[str, ...] = ()


def totals_of(
    grid: Grid, columns: Columns, body: tuple[int, ...], numbers: np.ndarray, headings: list[str]
) -> Totals:
    """Return the totals of a table.

    Parameters
    ----------
    numbers : array
        The values of the body, rows by value columns, missing ones as ``nan``; no rows for a
        table too long to be added up.
    headings : list of str
        The joined heading of every value column.
    """
    by_word, small = _by_word(grid, columns, body)
    if not len(numbers):
        return Totals(frozenset(by_word - small), frozenset(small), _columns(columns, headings))
    by_sum = _sums(body, numbers)
    rows, subtotals = _ranked(body, numbers, by_word | set(by_sum), small)
    reasons = [f"row {row + 1}: named a total" for row in sorted(by_word)]
    reasons += [f"row {row + 1}: equals the sum of {n} rows" for row, n in sorted(by_sum.items())]
    named = _columns(columns, headings)
    return Totals(frozenset(rows), frozenset(subtotals), named, tuple(reasons))


def _by_word(grid: Grid, columns: Columns, body: tuple[int, ...]) -> tuple[set[int], set[int]]:
    """Return rows named totals or subtotals, and the latter alone; a label is judged once."""
    named, small = set(), set()
    for column in columns.labels:
        cells = [grid.sheet.value(row, column) for row in body]
        verdicts = {cell: says_total(cell) for cell in set(cells) if isinstance(cell, str)}
        verdicts = {cell: verdict for cell, verdict in verdicts.items() if verdict}
        if verdicts:
            found = {row: verdicts[c] for row, c in zip(body, cells, strict=True) if c in verdicts}
            named |= set(found)
            small |= {row for row, verdict in found.items() if verdict == SUBTOTAL}
    return named, small


def says_total(text: str) -> int:
    """Return 1 for the label of a total, ``SUBTOTAL`` for that of a subtotal, else 0."""
    if not text:
        return 0
    if words.begins_or_ends("subtotal", text):
        return SUBTOTAL
    return int(words.begins_or_ends("total", text) or words.is_a("total_alone", text))


def _ranked(
    body: tuple[int, ...], numbers: np.ndarray, found: set[int], small: set[int]
) -> tuple[set[int], set[int]]:
    """Return totals and subtotals: a total is as great as the greatest row of the table."""
    if not found:
        return set(), set()
    place = {row: position for position, row in enumerate(body)}
    with np.errstate(all="ignore"):
        most = np.nanmax(np.where(np.isnan(numbers), -np.inf, numbers), axis=0)
    totals = set()
    for row in found - small:
        values = numbers[place[row]]
        known = ~np.isnan(values) & np.isfinite(most)
        if known.any() and (values[known] >= most[known] * 0.98).mean() >= 0.5:
            totals.add(row)
    if not totals and len(found) == 1:
        totals = set(found) - small
    return totals, found - totals


def _columns(columns: Columns, headings: list[str]) -> frozenset[int]:
    named = [
        column
        for column, heading in zip(columns.values, headings, strict=True)
        if says_total(heading.split(" / ")[-1])
    ]
    return frozenset(named) if len(named) * 2 < len(columns.values) else frozenset()


def _sums(body: tuple[int, ...], numbers: np.ndarray) -> dict[int, int]:
    """Return rows that equal the sum of rows below, or above, with how many they add up."""
    down = _closed(numbers[::-1])
    found = {body[len(body) - 1 - place]: count for place, count in down.items()}
    if not found:
        found = {body[place]: count for place, count in _closed(numbers).items()}
    return found


def _closed(numbers: np.ndarray) -> dict[int, int]:
    """Return the places of rows that close the rows before them: each group then counts once."""
    found: dict[int, int] = {}
    stack: list[np.ndarray] = []
    for place, row in enumerate(np.nan_to_num(numbers)):
        count = _adds_up(stack, row, np.isnan(numbers[place]))
        if count:
            del stack[-count:]
            found[place] = count
        stack.append(row)
    return found


def _adds_up(stack: list[np.ndarray], row: np.ndarray, missing: np.ndarray) -> int:
    """Return how many of the last rows add up to a row, 0 if none do."""
    use = (row != 0) & ~missing
    if use.sum() < 2 and np.abs(row).max(initial=0) < 1000:
        return 0
    if len(stack) < 2 or not use.any():
        return 0
    sums = np.cumsum(np.array(stack[::-1]), axis=0)[:, use]
    close = np.abs(sums - row[use]) <= np.maximum(np.abs(row[use]) * TOLERANCE, 0.51 * _step(row))
    good = np.flatnonzero(close.mean(1) >= 0.8)
    good = good[good >= 1]
    if not len(good) or (use.sum() == 1 and good[0] < 2):
        return 0
    return int(good[0]) + 1


def _step(row: np.ndarray) -> float:
    """Return the unit of the last printed digit: 1 for whole numbers, else a tenth."""
    return 1.0 if (row == np.round(row)).all() else 0.1

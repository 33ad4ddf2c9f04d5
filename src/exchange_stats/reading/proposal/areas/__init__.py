"""Where tables lie on a sheet: runs of rows with numbers, split where a new header begins."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from exchange_stats.reading import words
from exchange_stats.reading.proposal.amounts import is_quantity, quantities_in
from exchange_stats.reading.proposal.areas.panels import panels_of
from exchange_stats.reading.proposal.grid import BLANK, NUMBER, SIGN, TEXT, YEAR, Grid

SPLIT = re.compile(r"(?:19|20)\d\d\s*[/\u2010-\u2015-]\s*(?:\d\d){1,2}\D{0,3}")
FAR = 10
NEAR = 3
MOST_STEP = 10


@dataclass(frozen=True)
class Area:
    """A rectangle that holds the numbers of one table.

    Attributes
    ----------
    top : int
        First row that may belong to the table, its title and header among them.
    first, last : int
        First and last row with numbers.
    columns : tuple of int
        First and last column of the panel.
    numeric : tuple of int
        Columns in which most filled cells are numbers, years or signs.
    """

    top: int
    first: int
    last: int
    columns: tuple[int, int]
    numeric: tuple[int, ...]


def areas_of(grid: Grid) -> list[Area]:
    """Return the areas of a sheet from the top down, side by side ones from left to right."""
    found: list[Area] = []
    top = 0
    for first, last in _runs(grid):
        panels = panels_of(grid, first, last)
        for columns in panels:
            area = _area(grid, top, (first, last), columns)
            if area is not None:
                found.append(area)
        top = last + 1
    return found


def numeric_columns(grid: Grid, rows: range, columns: tuple[int, int]) -> list[int]:
    """Return the columns whose filled cells are mostly numbers, years or signs."""
    found, named = [], False
    for column in range(columns[0], columns[1] + 1):
        _, numbers, years, signs, texts = grid.tally(rows, column)
        if numbers and texts and named and not numbers + years + signs > texts:
            told = quantities_in(grid, rows, column)
            signs, texts = signs + told, texts - told
        numbers += years
        if numbers and numbers + signs > texts and numbers * 4 >= texts:
            found.append(column)
        named = named or texts > numbers
    return found


def _runs(grid: Grid) -> Iterator[tuple[int, int]]:
    """Yield first and last row of every run of rows with numbers that is one table."""
    numbers = grid.kinds == NUMBER
    seeds = numbers.any(1).nonzero()[0]
    if numbers.sum() == 1 and _is_headed(grid, row := int(seeds[0])):
        yield row, row
        return
    if not len(seeds):
        seeds = ((grid.kinds == YEAR).any(1) & (grid.kinds == TEXT).any(1)).nonzero()[0]
        numbers = grid.kinds == YEAR
    seeds = _supported(numbers, seeds)
    if not len(seeds):
        return
    start = 0
    for place in (seeds[1:] - seeds[:-1] > 1).nonzero()[0]:
        if _is_break(grid, numbers, seeds[start : place + 1], seeds[place + 1 :]):
            yield _run(grid, numbers, seeds[start : place + 1], int(seeds[place + 1]))
            start = int(place) + 1
    yield _run(grid, numbers, seeds[start:], grid.height)


def _is_headed(grid: Grid, row: int) -> bool:
    """Return whether the only number of a sheet has a label, a heading, and one over the labels."""
    column = int(np.flatnonzero(grid.kinds[row] == NUMBER)[0])
    labels = [place for place in range(column) if grid.kinds[row, place] == TEXT]
    heads = (TEXT, YEAR)
    return bool(row and labels and grid.kinds[row - 1, column] in heads) and any(
        grid.kinds[row - 1, place] == TEXT for place in labels
    )


def _supported(numbers: np.ndarray, seeds: np.ndarray) -> np.ndarray:
    """Return the rows that share a number column with the row of numbers before or after.

    A lone number, as in the title of table 1, begins no table; two in a row may.
    """
    rows = numbers[seeds]
    shared = (rows[1:] & rows[:-1]).any(1)
    supported = rows.sum(1) >= 2
    supported[1:] |= shared
    supported[:-1] |= shared
    kept: np.ndarray = seeds[supported]
    return kept


def _is_break(grid: Grid, numbers: np.ndarray, above: np.ndarray, below: np.ndarray) -> bool:
    """Return whether a new table begins between two neighbouring rows of numbers."""
    old, new = numbers[above[-50:]].any(0), numbers[below[:20]].any(0)
    between = range(int(above[-1]) + 1, int(below[0]))
    heads = [row for row in between if is_header_row(grid, row, old.nonzero()[0])]
    if any(row > between[0] or old.sum() > 1 for row in heads):
        return True
    if any(_heads_anew(grid, row, above) for row in between):
        return True
    blank = sum(not grid.filled[row].any() for row in between)
    alike = (old & new).sum() / max(1, min(old.sum(), new.sum()))
    if blank >= FAR or (blank >= NEAR and alike < 0.7):
        return True
    return blank >= 1 and alike < 0.3


def _heads_anew(grid: Grid, row: int, above: np.ndarray) -> bool:
    """Return whether a row of texts under data begins with what the labels are, or a known heading.

    A text beside the label of one more row of data is no heading.
    """
    shown = [column for column in range(grid.width) if grid.filled[row, column]]
    if len(shown) < 2 or any(grid.kinds[row, column] not in (TEXT, YEAR) for column in shown):
        return False
    texts = [grid.text(row, column) for column in shown]
    alike = len(set(texts)) == 1
    if words.is_stub(texts[0]) and not alike and not any(map(is_quantity, texts[1:])):
        return True
    heads = range(max(int(above[0]) - 6, 0), int(above[0]))
    return any([grid.text(head, column) for column in shown] == texts for head in heads)


def is_header_row(grid: Grid, row: int, columns: np.ndarray) -> bool:
    """Return whether a row has headings, not values, in the number columns."""
    kinds = grid.kinds[row]
    inside = kinds[columns]
    if (inside == NUMBER).any() or (inside == SIGN).any():
        return False
    if (inside == YEAR).sum() >= 2 and not (inside == TEXT).any():
        return is_run_of_years(grid, row, columns)
    texts = [grid.text(row, int(column)) for column in columns[inside == TEXT]]
    years = int((inside == YEAR).sum())
    if texts and not years and all(map(is_quantity, texts)):
        return False
    if not texts:
        return years == 1 and len(columns) == 1 and _is_fresh(grid, row, int(columns[0]))
    several = (kinds == TEXT).sum() + (kinds == YEAR).sum() >= 2
    return len(set(texts)) + years >= min(2, len(columns)) and bool(several)


def _is_fresh(grid: Grid, row: int, column: int) -> bool:
    """Return whether a lone year can be a heading: no label beside it but that of a stub."""
    texts = [grid.text(row, place) for place in range(column)]
    return all(words.is_stub(text) for text in texts if text)


def is_run_of_years(grid: Grid, row: int, columns: np.ndarray) -> bool:
    """Return whether the years of a row run on, as headings do and counts do not.

    They may begin anew under each group of columns.
    """
    texts = [grid.text(row, int(column)) for column in columns]
    if len(texts) > 1 and all(map(SPLIT.fullmatch, texts)):
        return True
    years = [int(text[:4]) for text in texts if text[:4].isdecimal()]
    steps = [after - before for before, after in pairwise(years)]
    if len(years) < 2 or max(map(abs, steps)) > 99:
        return False
    if years[0] > years[-1]:
        steps = [-step for step in steps]
    anew = sum(step < 0 for step in steps)
    most = MOST_STEP if len(years) < 3 else 3 * MOST_STEP
    return anew + 1 <= len(years) / 2 and all(step <= most for step in steps)


def _run(grid: Grid, numbers: np.ndarray, seeds: np.ndarray, end: int) -> tuple[int, int]:
    """Return first and last row of a run; rows of signs alone above and below belong to it."""
    counted = numbers[seeds] | (grid.kinds[seeds] == YEAR)
    columns = (counted.sum(0) * 4 >= len(seeds)).nonzero()[0]
    first, last = int(seeds[0]), int(seeds[-1])
    while last + 1 < end and (
        _holds_values(grid, last + 1, columns) or _goes_on(grid, last + 1, columns)
    ):
        last += 1
    while first > 0 and _holds_values(grid, first - 1, columns):
        if len(columns) == 1 and _is_lone_year(grid, first - 1, int(columns[0])):
            break
        first -= 1
    return first, last


def _goes_on(grid: Grid, row: int, columns: np.ndarray) -> bool:
    """Return whether a row of words goes on with the years that name the rows above it."""
    kinds = grid.kinds[row - 1 : row + 1, columns]
    return bool(len(columns) > 1 and (kinds[:, 0] == YEAR).all() and (kinds[1] == TEXT).any())


def _is_lone_year(grid: Grid, row: int, column: int) -> bool:
    """Return whether a year stands on top of a column, with a text beside it: its heading."""
    on_top = not (grid.kinds[:row, column] != BLANK).any()
    return bool(on_top and grid.kinds[row, column] == YEAR and (grid.kinds[row] == TEXT).any())


def _holds_values(grid: Grid, row: int, columns: np.ndarray) -> bool:
    """Return whether a row beside the numbers holds signs, or numbers that can be years."""
    kinds = grid.kinds[row, columns]
    values = ((kinds == SIGN) | (kinds == NUMBER)).sum()
    if values or not (kinds == YEAR).any():
        words_in = columns[kinds == TEXT]
        told = sum(is_quantity(grid.text(row, int(column))) for column in words_in)
        return bool(values + told > len(words_in) - told)
    if (kinds == TEXT).any():
        return False
    if not is_header_row(grid, row, columns):
        return (kinds == YEAR).sum() > 1 or not _is_fresh(grid, row, int(columns[0]))
    label = grid.text(row, max(int(columns[0]) - 1, 0))
    above = row > 0 and (grid.kinds[row - 1, columns] == YEAR).sum() > 1
    return bool(above and label and not words.is_stub(label))


def _area(grid: Grid, top: int, rows: tuple[int, int], columns: tuple[int, int]) -> Area | None:
    numeric = numeric_columns(grid, range(rows[0], rows[1] + 1), columns)
    if not numeric:
        return None
    kinds = grid.kinds[rows[0] : rows[1] + 1, numeric]
    inside = np.flatnonzero(((kinds == NUMBER) | (kinds == SIGN) | (kinds == YEAR)).any(1))
    first, last = rows[0] + int(inside[0]), rows[0] + int(inside[-1])
    return Area(top, first, last, columns, tuple(numeric))

"""Rows of numbers above a body: column numbers of a form, ages, grades and years as headings."""

from itertools import pairwise

import numpy as np

from exchange_stats.reading import words
from exchange_stats.reading.proposal.areas import Area
from exchange_stats.reading.proposal.grid import BLANK, NUMBER, TEXT, Grid
from exchange_stats.reading.workbook import is_split_year


def runs_on(grid: Grid, row: int, area: Area) -> bool:
    """Return whether the numbers of a row go up by one: column numbers, ages, grades."""
    left, right = area.columns
    values = [grid.sheet.value(row, column) for column in range(left, right + 1)]
    run = [number for value in values if (number := _whole(value)) is not None]
    if len(run) < 2 or any(after - before != 1 for before, after in pairwise(run)):
        return False
    letters = [grid.text(row, column) for column in range(left, area.numeric[0])]
    below = [grid.text(row + 1, column) for column in range(left, area.numeric[0])]
    lettered = any(letters) and all(len(text) <= 1 for text in letters) and run[:1] == [1]
    lettered = lettered and any(len(text) > 1 for text in below)
    words_in = sum(bool(grid.kinds[row, c] == TEXT) for c in range(area.numeric[0], right + 1))
    if words_in > 1 and has_data_label(grid, row, area):
        return False
    return len(run) >= (2 if lettered else 3) and _open(grid, row, area) <= 1


def only_counts(grid: Grid, area: Area) -> bool:
    """Return whether all that an area holds is one row of column letters and numbers of a form.

    Such a row can stand above the headings, as below them.
    """
    left, right = area.columns
    values = [grid.sheet.value(area.first, column) for column in range(left, right + 1)]
    run = [number for value in values if (number := _whole(value)) is not None]
    letters = [grid.text(area.first, column) for column in range(left, area.numeric[0])]
    counts = run == [*range(run[0], run[0] + len(run))] if run else False
    lettered = bool(letters) and all(len(text) == 1 for text in letters)
    return area.first == area.last and lettered and counts and run[0] <= len(letters) + 1


def names_codes(grid: Grid, row: int, area: Area) -> bool:
    """Return whether a row under headings has the codes of these, as its lone label says."""
    texts = np.flatnonzero(grid.kinds[row] == TEXT).tolist()
    if len(texts) != 1 or not area.columns[0] <= texts[0] <= area.columns[1]:
        return False
    label, below = (grid.text(line, texts[0]) for line in (row, row + 1))
    is_code = words.begins_or_ends("code", label) and not words.begins_or_ends("code", below)
    return is_code and not any(map(str.isdigit, label))


def names_years(grid: Grid, row: int, area: Area) -> bool:
    """Return whether the numbers of a row are academic years that run on, 202122 and 202223."""
    if not is_split_year(grid.sheet.value(row, area.numeric[-1])):
        return False
    columns = [column for column in area.numeric if grid.kinds[row, column] == NUMBER]
    values = [grid.sheet.value(row, column) for column in columns]
    years = [_whole(value) for value in values if is_split_year(value)]
    steps = {later - year for year, later in pairwise(filter(None, years))}
    return len(years) == len(values) > 1 and steps in ({101}, {-101})


def _open(grid: Grid, row: int, area: Area) -> int:
    """Return how many number columns have neither a number nor a heading in a row."""
    return sum(
        _whole(grid.sheet.value(row, column)) is None
        and grid.kinds[row, column] != TEXT
        and not grid.covered[row, column]
        for column in area.numeric
    )


def _whole(value: object) -> int | None:
    if value is None or isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return int(value) if value == int(value) else None
    text = str(value).strip().strip("()")
    return int(text) if text.isdecimal() and len(text) <= 4 else None


def has_data_label(grid: Grid, row: int, area: Area) -> bool:
    """Return whether a row that runs on by one has the label of a data row."""
    labels = [
        grid.text(row, column)
        for column in range(area.columns[0], area.numeric[0])
        if grid.kinds[row, column] != BLANK
    ]
    return any(len(label) > 1 and not words.is_stub(label) for label in labels)

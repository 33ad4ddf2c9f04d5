"""Rows whose numbers go up by one: column numbers of a form, or ages and grades as headings."""

from itertools import pairwise

from exchange_stats.reading import words
from exchange_stats.reading.proposal.areas import Area
from exchange_stats.reading.proposal.grid import BLANK, TEXT, Grid


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

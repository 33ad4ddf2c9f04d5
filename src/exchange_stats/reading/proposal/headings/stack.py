"""The header of a table: its rows, and the headings that reach over several columns."""

import re
from dataclasses import dataclass

import numpy as np

from exchange_stats.reading import words
from exchange_stats.reading.proposal.areas import Area
from exchange_stats.reading.proposal.grid import BLANK, NUMBER, SIGN, TEXT, YEAR, Grid
from exchange_stats.reading.proposal.headings.lines import (
    is_title,
    is_unit_line,
    lines_above,
    names_labels,
)
from exchange_stats.reading.proposal.headings.numbering import (
    has_data_label,
    names_codes,
    names_years,
    runs_on,
)
from exchange_stats.reading.proposal.headings.spans import spans_of

MOST_LEADING = 40
QUANTITY = re.compile(r"(?:[^\W\d]+\.?\s+){0,2}[1-9]\d{0,2}(?:[ ,.\u00a0]\d{3})+\W*")
TABLE_NUMBER = re.compile(r"[\d.]*\d[\d.]*")


@dataclass(frozen=True)
class Header:
    """What stands above the body of a table.

    Attributes
    ----------
    rows : tuple of int
        Header rows from the top down.
    numbering : tuple of int
        Rows that only number the columns.
    body : int
        First row of the body.
    spans : tuple of tuple
        Row, first and last column of headings that reach over columns without a merge.
    title, unit : str
        What the lines above the header say.
    """

    rows: tuple[int, ...] = ()
    numbering: tuple[int, ...] = ()
    body: int = 0
    spans: tuple[tuple[int, int, int], ...] = ()
    title: str = ""
    unit: str = ""


def header_of(grid: Grid, area: Area) -> Header:
    """Return the header of an area, found from the body upwards.

    A row that only numbers the columns is left out, unless nothing above it tells the
    columns apart: then it is a header row, as ages and school grades are.
    """
    rows, numbering, body = _rows(grid, area)
    title, unit = lines_above(grid, area, rows[0] if rows else body)
    spans = tuple(spans_of(grid, area, rows))
    return Header(rows, numbering, body, spans, title, unit)


def _rows(grid: Grid, area: Area) -> tuple[tuple[int, ...], tuple[int, ...], int]:
    """Return header rows, rows that only number the columns, and the first row of the body."""
    columns = np.asarray(area.numeric, int)
    first, numbering = area.first, []
    below = (row for row in range(first + 1, area.last + 1) if _has_values(grid, row, columns))
    if names_years(grid, first, area) and (body := next(below, 0)):
        return _stack(grid, area, first), (), body
    if first < area.last and runs_on(grid, first, area):
        numbering.append(first)
        first = next(below)
    body, bottom = _bottom(grid, area, numbering[0] if numbering else first)
    if bottom is not None and not numbering and _only_numbers(grid, bottom, area):
        numbering.append(bottom)
        bottom = _bottom(grid, area, bottom)[1]
    rows = _stack(grid, area, bottom) if bottom is not None else ()
    rows, body = _without_data(grid, area, rows, body)
    if numbering and has_data_label(grid, numbering[0], area) and bottom is not None:
        numbering = []
    if numbering:
        body = numbering[-1] + 1
        if not _tells_apart(grid, area, rows):
            rows, numbering = (*rows, numbering[0]), numbering[1:]
    if rows and not numbering and body < area.last and names_codes(grid, body, area):
        rows, body = (*rows, body), body + 1
    return rows, tuple(numbering), body


def _without_data(
    grid: Grid, area: Area, rows: tuple[int, ...], body: int
) -> tuple[tuple[int, ...], int]:
    """Return header rows and first body row; a label under the word for the labels is data.

    Its values are words so far, as "more than 4,000" is; numbers stand in the rows below.
    """
    left = area.columns[0]
    texts = {row: "" if grid.covered[row, left] else grid.text(row, left) for row in rows}
    for place, row in enumerate(rows):
        named = any(words.is_stub(texts[above]) for above in rows[:place])
        own = texts[row]
        if named and own and not words.is_stub(own) and _tells_a_quantity(grid, area, row):
            return rows[:place], row
    return rows, body


def _tells_a_quantity(grid: Grid, area: Area, row: int) -> bool:
    """Return whether a text over the numbers is a great number behind a word or two."""
    texts = (grid.text(row, column) for column in area.numeric)
    return any(QUANTITY.fullmatch(text) for text in texts)


def _only_numbers(grid: Grid, row: int, area: Area) -> bool:
    """Return whether the lowest heading of every column is its number in brackets."""
    years = (grid.kinds[row, list(area.numeric)] == YEAR).any()
    return not years and runs_on(grid, row, area)


def _tells_apart(grid: Grid, area: Area, rows: tuple[int, ...]) -> bool:
    """Return whether the headings of the number columns differ from one another."""
    headings = [tuple(grid.text(row, column) for row in rows) for column in area.numeric]
    return bool(rows) and len(set(headings)) > 0.6 * len(headings)


def _has_values(grid: Grid, row: int, columns: np.ndarray) -> bool:
    kinds = grid.kinds[row, columns]
    return bool(((kinds == NUMBER) | (kinds == SIGN) | (kinds == YEAR)).any())


def _bottom(grid: Grid, area: Area, first: int) -> tuple[int, int | None]:
    """Return the first row of the body and the lowest header row, if there is one.

    Rows with a label and nothing else directly above the first numbers belong to the body
    when a header stands above them.
    """
    columns = np.asarray(_beyond_names(grid, area), int)
    body, row = first, first - 1
    while row >= max(area.top, first - MOST_LEADING):
        if not grid.filled[row, area.columns[0] : area.columns[1] + 1].any():
            row -= 1
            continue
        if grid.filled[row, columns].any() and not is_single(grid, row, area):
            return (
                (body, row)
                if body == first or not _heads_labels(grid, area, row, body)
                else (body + 1, body)
            )
        body = row
        row -= 1
    return _only_lines(grid, area, first)


def _beyond_names(grid: Grid, area: Area) -> list[int]:
    """Return the number columns without those that stand before the names of the rows."""
    texts = (grid.kinds[area.first : area.last + 1] == TEXT).sum(0) * 2 > area.last - area.first
    names = texts[area.columns[0] :].nonzero()[0] + area.columns[0]
    after = [column for column in area.numeric if len(names) and column > names[0]]
    return after or [*area.numeric]


def _heads_labels(grid: Grid, area: Area, header: int, row: int) -> bool:
    """Return whether the lone text under the headings says what the labels below it are.

    The headings then have no label of their own, or one that says that they are years.
    """
    left = area.columns[0]
    own = grid.text(header, left)
    return words.is_stub(grid.text(row, left)) and (not own or words.is_a("year", own))


def _only_lines(grid: Grid, area: Area, first: int) -> tuple[int, int | None]:
    """Return the header when it is one lone text, as above a single column of numbers."""
    for row in range(first - 1, max(area.top, first - 3) - 1, -1):
        if len(area.numeric) <= 2 and grid.kinds[row, list(area.numeric)].any():
            return first, row
    return first, None


def is_single(grid: Grid, row: int, area: Area) -> bool:
    """Return whether a row shows one text only: a title, a section, a note."""
    left, right = area.columns
    places = {
        grid.merged.get((row, column), (row, column))
        for column in range(left, right + 1)
        if grid.filled[row, column]
    }
    if len(places) == 1:
        place = next(iter(places))
        starts, ends = grid.span(*place)
        if place[0] != row and starts > left:
            return False
        inside = [column for column in area.numeric if starts <= column <= ends]
        return not (len(inside) > 1 and starts > left and starts >= area.numeric[0])
    texts = {grid.text(*place) for place in places}
    return len(texts) == 1 and len(places) > 2 and not (grid.kinds[row] == YEAR).any()


def _stack(grid: Grid, area: Area, bottom: int) -> tuple[int, ...]:
    """Return the header rows from the lowest upwards.

    A blank row ends them, unless they do not yet tell the columns apart, or name the labels.
    """
    rows = [bottom]
    row = bottom - 1
    while row >= area.top:
        blank = not grid.filled[row, area.columns[0] : area.columns[1] + 1].any()
        if blank and row - 1 >= area.top and not _tells_apart(grid, area, tuple(rows)):
            row -= 1
            blank = (grid.kinds[row, [*area.numeric]] != BLANK).sum() < 2
        elif blank and row - 1 >= area.top and names_labels(grid, row - 1, area, rows):
            row, blank = row - 1, False
        if blank or not _belongs(grid, row, area, tuple(rows)):
            break
        rows.insert(0, row)
        row -= 1
    return tuple(rows)


def _is_above_serial(grid: Grid, row: int, area: Area, below: tuple[int, ...]) -> bool:
    """Return whether a lone text stands in a first column of numbers that is headed below it.

    A title above a column that counts the rows is one; it heads nothing.
    """
    left, right = area.columns
    alone = grid.filled[row, left] and not grid.filled[row, left + 1 : right + 1].any()
    return bool(alone) and area.numeric[0] == left and any(grid.text(one, left) for one in below)


def _belongs(grid: Grid, row: int, area: Area, below: tuple[int, ...]) -> bool:
    """Return whether the row above the lowest header rows is one too.

    A line of units is one where the rows below do not tell the columns apart.
    """
    left, right = area.columns
    columns = np.asarray(area.numeric, int)
    if not grid.filled[row, columns].any():
        texts = [grid.text(row, column) for column in range(left, right + 1)]
        return any(words.is_stub(text) for text in texts if text)
    if (grid.filled[row, columns]).sum() == 1 and TABLE_NUMBER.fullmatch(grid.text(row, left)):
        return False
    if _is_above_serial(grid, row, area, below):
        return False
    if (grid.kinds[row, columns] == NUMBER).any() or is_title(grid, row, area):
        return False
    return not (is_unit_line(grid, row, area) and _tells_apart(grid, area, below))

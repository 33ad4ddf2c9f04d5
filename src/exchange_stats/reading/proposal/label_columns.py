"""Which columns of a table are labels, which are values, and how labels fill empty cells."""

import re
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from exchange_stats.reading import words
from exchange_stats.reading.proposal.areas import Area
from exchange_stats.reading.proposal.grid import BLANK, NUMBER, SIGN, TEXT, YEAR, YEAR_TEXT, Grid
from exchange_stats.reading.proposal.header_stack import Header

NUMBERS = (int, float)
LEADING_ZERO = re.compile(r"0\d+")


@dataclass(frozen=True)
class Columns:
    """The columns of a table by what they hold, with the reasons for numbers that are labels."""

    labels: tuple[int, ...]
    values: tuple[int, ...]
    serial: tuple[int, ...] = ()
    texts: tuple[int, ...] = ()
    unnamed: tuple[int, ...] = ()
    reasons: tuple[str, ...] = ()


def columns_of(grid: Grid, area: Area, header: Header) -> Columns:
    """Return label and value columns of an area.

    Numbers are labels when their heading says so (year, code, serial number), when they are
    the years of the rows, or when they count the rows.
    """
    rows = range(header.body, area.last + 1)
    found: dict[str, list[int]] = {"value": [], "label": [], "serial": []}
    reasons = []
    left, right = area.columns
    headings = {column: _heading(grid, header, column) for column in range(left, right + 1)}
    for column in area.numeric:
        bottom = grid.text(header.rows[-1], column) if header.rows else ""
        heading = headings[column], bottom
        role, reason = _role(grid, rows, column, heading, first=not found["value"])
        found[role].append(column)
        if reason:
            reasons.append(reason)
    values, named, serial = found["value"], found["label"], found["serial"]
    headed = {column for column, heading in headings.items() if heading}
    unnamed = [c for c in values if c not in headed] if headed & set(values) else []
    values = [column for column in values if column not in unnamed]
    if not values:
        return Columns((), ())
    labels, texts = _text_columns(grid, area, rows, values)
    values = sorted({*values, *_empty_values(grid, area, rows, header, values)})
    counting = [c for c in labels if _counts_rows(grid, rows, c)]
    if len(counting) < len(labels):
        labels, serial = [c for c in labels if c not in counting], [*counting, *serial]
    labels = sorted({*labels, *named})
    if not labels:
        labels, serial = ([serial[0]], serial[1:]) if serial else ([values[0]], serial)
        values = [column for column in values if column not in labels]
    return Columns(
        tuple(labels), tuple(values), tuple(serial), tuple(texts), tuple(unnamed), tuple(reasons)
    )


def _heading(grid: Grid, header: Header, column: int) -> str:
    return " ".join(dict.fromkeys(filter(None, (grid.text(r, column) for r in header.rows))))


def _role(
    grid: Grid, rows: range, column: int, headings: tuple[str, str], *, first: bool
) -> tuple[str, str]:
    """Return the role of a column by its whole and its lowest heading and its cells, and why."""
    heading, bottom = headings
    named = words.kinds_of(heading)
    for kind, role in (("serial", "serial"), ("code", "label"), ("year", "label")):
        if kind in named and (first or kind != "serial"):
            if kind == "year" and not _small_whole(grid, rows, column):
                continue
            return role, f"column {column + 1}: its heading {heading!r} names a {kind}"
    if _has_leading_zeros(grid, rows, column):
        return "label", f"column {column + 1}: numbers with leading zeros are codes"
    if not first:
        return "value", ""
    kinds = grid.kinds[rows.start : rows.stop, column]
    years, numbers = (kinds == YEAR).sum(), (kinds == NUMBER).sum()
    if years >= 2 and years >= 9 * numbers and not YEAR_TEXT.fullmatch(bottom):
        return "label", f"column {column + 1}: every number in it is a year"
    if _counts_rows(grid, rows, column) and _stands_before_labels(grid, rows, column):
        return "serial", f"column {column + 1}: it counts the rows"
    return "value", ""


def _small_whole(grid: Grid, rows: range, column: int) -> bool:
    """Return whether the numbers of a column can be years or months."""
    sample = grid.sheet.cells(rows[:200], column)
    numbers = [value for value in sample if isinstance(value, NUMBERS)]
    return all(value == int(value) and 0 < value < 3000 for value in numbers)


def _has_leading_zeros(grid: Grid, rows: range, column: int) -> bool:
    sample = grid.sheet.cells(rows[:200], column)
    if str not in set(map(type, sample)):
        return False
    texts = [value.strip() for value in sample if isinstance(value, str) and value.strip()]
    zeros = [text for text in texts if text[0] == "0" and LEADING_ZERO.fullmatch(text)]
    return len(zeros) >= 2 and len({len(text) for text in texts}) <= 2


def _counts_rows(grid: Grid, rows: range, column: int) -> bool:
    """Return whether the numbers of a column go up by one from one, with texts beside them."""
    values = grid.sheet.cells(rows[:500], column)
    numbers = [value for value in values if isinstance(value, NUMBERS)]
    if not numbers:
        texts = [value.strip(" .") for value in values if isinstance(value, str)]
        numbers = [int(text) for text in texts if text.isdecimal()]
    if len(numbers) < 3 or numbers[0] not in (0, 1):
        return False
    return all(after - before == 1 for before, after in pairwise(numbers))


def _stands_before_labels(grid: Grid, rows: range, column: int) -> bool:
    """Return whether the texts of a table begin right of a column, not left of it."""
    texts = (grid.kinds[rows.start : rows.stop] == TEXT).sum(0) * 2 >= len(rows)
    return bool(texts[column + 1 :].any() and not texts[:column].any())


def _text_columns(
    grid: Grid, area: Area, rows: range, values: list[int]
) -> tuple[list[int], list[int]]:
    """Return the text columns before the first value column, and those after it."""
    left, right = area.columns
    part = grid.kinds[rows.start : rows.stop]
    labels: list[int] = []
    texts: list[int] = []
    for column in range(left, right + 1):
        if column in area.numeric:
            continue
        kinds = part[:, column]
        if ((kinds == TEXT) | (kinds == YEAR)).sum() == 0 and not _labelled(grid, rows, column):
            continue
        (labels if column < values[0] else texts).append(column)
    return labels, texts


def _labelled(grid: Grid, rows: range, column: int) -> bool:
    return bool(
        grid.filled[rows.start : rows.stop, column].any()
        and (grid.kinds[rows.start : rows.stop, column] == BLANK).all()
    )


def _empty_values(
    grid: Grid, area: Area, rows: range, header: Header, values: list[int]
) -> list[int]:
    """Return the columns with a heading of their own and only signs or nothing below it."""
    found: list[int] = []
    if not header.rows:
        return found
    for column in range(values[0] + 1, area.columns[1] + 1):
        if column in area.numeric:
            continue
        own = any(grid.kinds[row, column] != BLANK for row in header.rows)
        if not own or grid.covered[rows.start : rows.stop, column].any():
            continue
        kinds = grid.kinds[rows.start : rows.stop, column]
        if ((kinds == BLANK) | (kinds == SIGN)).all():
            found.append(column)
    return found


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
        if not empty.any() or not filled.any() or _repeats(grid, column, body):
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

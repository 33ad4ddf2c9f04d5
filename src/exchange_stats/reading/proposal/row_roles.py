"""The rows of a body: data, sections, groups by indent, and rows that are not data."""

import re
from bisect import bisect
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

from exchange_stats.reading import words
from exchange_stats.reading.proposal.areas import Area
from exchange_stats.reading.proposal.grid import BLANK, TEXT, Grid
from exchange_stats.reading.proposal.headings import Header
from exchange_stats.reading.proposal.label_columns import Columns

MOST_ROWS, MOST_COMPARED, MANY_LABELS = 20_000, 5000, 3
LINE_HEAD = re.compile(r"([^\W\d_]+(?: [^\W\d_]+)?)\s?[:\uff1a.\uff0e\u3002]\s?\S")


@dataclass(frozen=True)
class Rows:
    """The rows of a table by their role."""

    body: tuple[int, ...]
    sections: tuple[int, ...] = ()
    parents: dict[int, int] = field(default_factory=dict)
    repeated: tuple[int, ...] = ()
    reasons: tuple[str, ...] = ()


def rows_of(grid: Grid, area: Area, header: Header, columns: Columns) -> Rows:
    """Return the rows between header and end of a table by their role.

    A row with a label and no value is a section when such rows stand apart and head others;
    when they follow one another they are rows whose values are missing.
    """
    every = np.arange(header.body, area.last + 1)
    kinds = grid.part(range(header.body, area.last + 1), columns.values)
    values = (kinds != BLANK).any(1)
    wordy = {*every[(kinds == TEXT).any(1)].tolist()}
    repeated = {row for row in wordy if _repeats_header(grid, row, header, columns)}
    headings = {row for row in wordy - repeated if _is_heading(grid, row, columns)}
    others = repeated | headings
    data = [row for row in every[values].tolist() if row not in others]
    bare = {row for row in every[~values].tolist() if _label(grid, row, columns)}
    parts = {row for row in bare if words.begins_or_ends("of_which", _label(grid, row, columns))}
    lines = {row for row in bare - parts if _is_note(_label(grid, row, columns))}
    plain = sorted(bare - parts - lines)
    are_sections = _are_sections(grid, plain, data, columns)
    sections = sorted(headings | set(plain)) if are_sections else sorted(headings)
    body = sorted({*data, *([] if are_sections else plain)})
    reasons = [_reason(plain, are_sections)] if plain else []
    reasons += [f"row {row + 1}: a note among the rows, not read" for row in sorted(lines)]
    closed = _closed(grid, body, sections, columns) if len(body) <= MOST_ROWS else []
    sections = [row for row in sections if row not in closed]
    parents = _parents(grid, body, (sections, closed), columns) if len(body) <= MOST_ROWS else {}
    if len(body) <= MOST_ROWS and _ends_in_a_grand_total(grid, body, sections, columns):
        sections, parents = [], _under(sections, body) | parents
    return Rows(tuple(body), tuple(sections), parents, tuple(sorted(repeated)), tuple(reasons))


def _reason(plain: list[int], are_sections: bool) -> str:
    shown = ", ".join(str(row + 1) for row in plain[:8]) + (" ..." if len(plain) > 8 else "")
    if are_sections:
        return f"rows {shown}: a label without values, held to head the rows below"
    return f"rows {shown}: a label without values, held to be rows with missing values"


def _label(grid: Grid, row: int, columns: Columns) -> str:
    return next((text for c in columns.labels if (text := grid.text(row, c))), "")


def _is_note(label: str) -> bool:
    """Return whether a label is a note or a source: its word, a colon or a point, and more."""
    head = LINE_HEAD.match(label)
    return bool(head) and any(words.is_a(kind, head[1]) for kind in ("note", "source"))  # type: ignore[index]


def _repeats_header(grid: Grid, row: int, header: Header, columns: Columns) -> bool:
    """Return whether a row repeats the lowest header row, as at the top of a printed page."""
    if not header.rows:
        return False
    places = [c for c in columns.values if grid.kinds[header.rows[-1], c] != BLANK]
    return bool(places) and all(grid.text(row, c) == grid.text(header.rows[-1], c) for c in places)


def _is_heading(grid: Grid, row: int, columns: Columns) -> bool:
    """Return whether one lone text stands in the row: a heading centred over the values."""
    left, right = columns.labels[0], columns.values[-1]
    shown = [
        c for c in range(min(left, columns.values[0]), right + 1) if grid.kinds[row, c] != BLANK
    ]
    if len(shown) != 1 or shown[0] not in columns.values or len(columns.values) < 2:
        return False
    value = grid.sheet.value(row, shown[0])
    return isinstance(value, str) and any(sign.isalpha() for sign in value)


def _are_sections(grid: Grid, bare: list[int], data: list[int], columns: Columns) -> bool:
    """Return whether rows without values head the rows below them."""
    if not bare or not data:
        return False
    if any(_crosses(grid, row, columns) for row in bare):
        return True
    usual = np.median([_filled(grid, row, columns) for row in data[:200]])
    full = usual > 1 and all(_filled(grid, row, columns) >= usual for row in bare)
    if full and not all(_looks(grid, row, columns) for row in bare):
        if usual >= MANY_LABELS or any(_flagged(grid, row, columns) for row in bare):
            return False
        return _opens(bare, data) and len(bare) <= len(data) / 3
    if any(_next_row(grid, row) in set(bare) for row in bare):
        return _parts_repeat(grid, bare, data, columns)
    if all(_looks(grid, row, columns) or _stands_apart(grid, row) for row in bare):
        return True
    return _opens(bare, data)


def _flagged(grid: Grid, row: int, columns: Columns) -> bool:
    """Return whether a flag beside the values of a row says why they are missing."""
    return any(grid.text(row, column) for column in columns.flags)


def _parts_repeat(grid: Grid, bare: list[int], data: list[int], columns: Columns) -> bool:
    """Return whether the labels between such rows are the same again: each part has its heading."""
    parts: dict[int, list[tuple[str, ...]]] = {}
    for row in data[:MOST_COMPARED]:
        label = tuple(grid.text(row, column) for column in columns.labels)
        parts.setdefault(bisect(bare, row), []).append(label)
    whole = {label for part in parts.values() for label in part}
    counted = sum(map(len, parts.values()))
    return len(whole) * 4 <= counted * 3 and all(len(set(p)) == len(p) for p in parts.values())


def _crosses(grid: Grid, row: int, columns: Columns) -> bool:
    first, last = grid.span(row, columns.labels[0])
    return last >= columns.values[0] and first <= columns.labels[0]


def _filled(grid: Grid, row: int, columns: Columns) -> int:
    return sum(bool(grid.text(row, column)) for column in columns.labels)


def _looks(grid: Grid, row: int, columns: Columns) -> bool:
    """Return whether the label looks like a heading: bold, or ending in a colon."""
    look = grid.sheet.looks.get((row, columns.labels[0]))
    return bool(look and look.bold) or _label(grid, row, columns).endswith((":", "\uff1a"))


def _stands_apart(grid: Grid, row: int) -> bool:
    """Return whether a blank row stands above a row, and none below it."""
    blank_above = row > 0 and not grid.filled[row - 1].any()
    return blank_above and row + 1 < grid.height and bool(grid.filled[row + 1].any())


def _next_row(grid: Grid, row: int) -> int:
    row += 1
    while row < grid.height and not grid.filled[row].any():
        row += 1
    return row


def _opens(bare: list[int], data: list[int]) -> bool:
    """Return whether the first such row stands before all data, or after a first total only."""
    return len([row for row in data if row < bare[0]]) <= 1


def _under(sections: list[int], body: list[int]) -> dict[int, int]:
    """Return the heading of every row but the last one."""
    ends = pairwise([*sections, body[-1]])
    return {row: head for head, end in ends for row in body if head < row < end}


def _ends_in_a_grand_total(
    grid: Grid, body: list[int], sections: list[int], columns: Columns
) -> bool:
    """Return whether the last row is the total of all sections: none of them has one so named."""
    if len(sections) < 2 or any(after - row == 1 for row, after in pairwise(sections)):
        return False
    inside = [row for row in body if row > sections[0]]
    alone = [row for row in inside if words.is_a("total", _label(grid, row, columns))]
    return alone == body[-1:] and body[-1] - sections[-1] > 2


def _closed(grid: Grid, body: list[int], sections: list[int], columns: Columns) -> list[int]:
    """Return the headings of rows that are set in, with rows after them that no longer are."""
    found: list[int] = []
    if not sections or not body:
        return found
    depths = _depths(grid, sorted({*body, *sections}), columns.labels[0])
    for section, end in pairwise([*sections, body[-1] + 1]):
        part = [depths[row] for row in body if section < row < end]
        if part and part[0] > depths[section] and min(part) <= depths[section]:
            found.append(section)
    return found


def _parents(
    grid: Grid, body: list[int], headings: tuple[list[int], list[int]], columns: Columns
) -> dict[int, int]:
    """Return the row above with less indent, for rows that are set in under it.

    The headings are sections, which hold up to the next one, and those closed by the indent.
    """
    sections, closed = headings
    depths = _depths(grid, sorted({*body, *closed}), columns.labels[0])
    parents: dict[int, int] = {}
    chain: list[int] = []
    if len(set(depths.values())) < 2:
        return parents
    for row in sorted({*depths, *sections}):
        if row in sections:
            chain = []
            continue
        chain = [other for other in chain if depths[other] < depths[row]]
        if chain and (chain[-1] in closed or not _is_total(grid, row, columns)):
            parents[row] = chain[-1]
        chain.append(row)
    return parents


def _depths(grid: Grid, body: list[int], column: int) -> dict[int, int]:
    """Return how far the label of every row is set in, by its style or by spaces before it."""
    looks, depths, cells = grid.sheet.looks, {}, grid.sheet.cells(body, column)
    if not looks and not any(type(text) is str and text[:1].isspace() for text in cells):
        return dict.fromkeys(body, 0)
    for row, text in zip(body, cells, strict=True):
        spaces = len(text) - len(text.lstrip()) if isinstance(text, str) else 0
        look = looks.get((row, column)) if looks else None
        depths[row] = (look.indent * 100 if look else 0) + spaces
    return depths


def _is_total(grid: Grid, row: int, columns: Columns) -> bool:
    label = _label(grid, row, columns)
    return any(words.begins_or_ends(kind, label) for kind in ("total", "subtotal"))

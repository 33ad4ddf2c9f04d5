"""Where the parts of one table lie on its sheet, and the labels that they give to a cell."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from exchange_stats.reading.cell_text import one_line
from exchange_stats.reading.workbook import (
    Sheet,
    cell_name,
    column_letters,
    place_of,
    plain_text,
)

JOINT = " / "


@dataclass(frozen=True)
class TableLayout:
    """The resolved places of one table; rows and columns are 0-based.

    Attributes
    ----------
    fill : frozenset of int
        Label columns whose label holds for the rows below it.
    sections : tuple of int
        Rows that are headings of the rows below them.
    note_rows : tuple of int
        Lines that explain the marks of the table.
    dimensions, fixed : dict
        Where the label of each dimension stands; codes that hold for every cell.
    header_spans : tuple of tuple
        Header row, a column with a heading, and a column at its right that it holds for too.
    fill_up : frozenset of int
        Label columns whose label holds for the rows above it.
    parents : dict
        Row to the row above whose label stands before its own.
    flag_columns : tuple of int
        Columns of signs that belong to the numbers of the value column left of them.
    """

    workbook_id: str
    table: str
    sheet: str
    header_rows: tuple[int, ...]
    label_columns: tuple[int, ...]
    value_columns: tuple[int, ...]
    body_rows: tuple[int, ...]
    fill: frozenset[int] = frozenset()
    sections: tuple[int, ...] = ()
    total_rows: frozenset[int] = frozenset()
    subtotal_rows: frozenset[int] = frozenset()
    total_columns: frozenset[int] = frozenset()
    note_rows: tuple[int, ...] = ()
    covers: str = ""
    decimal: str | None = None
    quantities: bool = False
    dimensions: dict[str, str] = field(default_factory=dict)
    fixed: dict[str, str] = field(default_factory=dict)
    header_spans: tuple[tuple[int, int, int], ...] = ()
    fill_up: frozenset[int] = frozenset()
    parents: dict[int, int] = field(default_factory=dict)
    flag_columns: tuple[int, ...] = ()

    def flags_of(self, column: int) -> list[int]:
        """Return the columns of signs that belong to a value column."""
        after = min((other for other in self.value_columns if other > column), default=1 << 20)
        return [flag for flag in self.flag_columns if column < flag < after]

    def role(self, row: int, column: int) -> str:
        """Return ``total``, ``subtotal`` or ``value``."""
        if row in self.total_rows or column in self.total_columns:
            return "total"
        return "subtotal" if row in self.subtotal_rows else "value"


class Labels:
    """The label texts of one table, through its merges; made once, asked for every cell."""

    def __init__(self, sheet: Sheet, layout: TableLayout) -> None:
        self._sheet = sheet
        self._layout = layout
        self._merged = merged_places(sheet)
        self._spans = {(row, to): column for row, column, to in layout.header_spans}
        rows = sorted({*layout.sections, *layout.body_rows, *layout.parents.values()})
        self._own = {column: self._column(column, rows) for column in layout.label_columns}

    def text(self, row: int, column: int) -> str:
        """Return the label of a cell on one line; a merged cell gives its text everywhere."""
        row, column = self._merged.get((row, column), (row, column))
        return one_line(plain_text(self._sheet.value(row, column)))

    def column_levels(self, column: int) -> list[str]:
        """Return the header texts of a column from the top down."""
        places = [(row, self._spans.get((row, column), column)) for row in self._layout.header_rows]
        return [self.text(row, place) for row, place in places]

    def section(self, row: int) -> str:
        """Return the heading of the section that a row stands in, empty if there is none.

        Headings in rows that follow one another hold together, the outer one first.
        """
        sections = self._layout.sections
        last = bisect_left(sections, row)
        first = last - 1
        while first > 0 and sections[first] - sections[first - 1] == 1:
            first -= 1
        return joined(self._row(section) for section in sections[max(first, 0) : last])

    def row_label(self, row: int) -> str:
        """Return all label levels of a row, its section and the rows it is part of first."""
        if not self._layout.sections and not self._layout.parents:
            return self._row(row)
        own, above = [self._row(row)], self._layout.parents.get(row)
        while above is not None:
            own.insert(0, self._row(above))
            above = self._layout.parents.get(above)
        return joined([self.section(row), *own])

    def row_labels(self, rows: Sequence[int]) -> list[str]:
        """Return all label levels of some rows; levels that repeat are joined once."""
        if not self._own or self._layout.sections or self._layout.parents:
            return [self.row_label(row) for row in rows]
        if len(self._own) == 1:
            return [*map(next(iter(self._own.values())).__getitem__, rows)]
        levels = [*zip(*([own[row] for row in rows] for own in self._own.values()), strict=True)]
        said = {level: joined(level) for level in set(levels)}
        return [said[level] for level in levels]

    def dimensions(self, row: int, column: int) -> dict[str, str]:
        """Return the labels of every declared dimension for one cell."""
        return {
            f"{dimension}_label": self._dimension(where, row, column)
            for dimension, where in self._layout.dimensions.items()
        }

    def _dimension(self, where: str, row: int, column: int) -> str:
        """Return a label from where it is declared to stand: a column, a header row, a cell."""
        if where == "row":
            return self.row_label(row)
        if where == "section":
            return self.section(row)
        if where == "header":
            return joined(self.column_levels(column))
        if where.startswith("header "):
            return self.text(int(where.split()[1]) - 1, column)
        if re.fullmatch(r"[A-Z]+", where):
            return self._own[place_of(f"{where}1")[1]][row]
        return self.text(*place_of(where))

    def _row(self, row: int) -> str:
        if len(self._own) == 1:
            return next(iter(self._own.values()))[row]
        return joined(texts[row] for texts in self._own.values())

    def _column(self, column: int, rows: list[int]) -> dict[int, str]:
        """Return the labels of one label column by row, filled down or up where declared."""
        up = column in self._layout.fill_up
        fills, sections = up or column in self._layout.fill, set(self._layout.sections)
        if not fills and not any((row, column) in self._merged for row in rows):
            return {row: one_line(plain_text(cell)) for row, cell in self._cells(rows, column)}
        texts, near = {}, ""
        for row in reversed(rows) if up else rows:
            own = self.text(row, column)
            texts[row] = own or (near if fills else "")
            near = "" if row in sections else texts[row]
        return texts

    def _cells(self, rows: list[int], column: int) -> Iterable[tuple[int, object]]:
        sheet = self._sheet
        if rows and rows[-1] < len(sheet.values) and column < len(sheet.columns):
            return zip(rows, sheet.cells(rows, column), strict=True)
        return ((row, sheet.value(row, column)) for row in rows)


def merged_places(sheet: Sheet) -> dict[tuple[int, int], tuple[int, int]]:
    """Return for every cell inside a merged range the first cell of the range."""
    return sheet.merged


def joined(levels: Iterable[str]) -> str:
    """Return label levels in one text; empty ones and repeated neighbours stand once.

    Examples
    --------
    >>> joined(["Students", "Students", "", "of which women"])
    'Students / of which women'
    """
    kept: list[str] = []
    for level in levels:
        if level and (not kept or kept[-1] != level):
            kept.append(level)
    return JOINT.join(kept)


def faults_of(sheet: Sheet, layout: TableLayout, labels: Labels) -> Iterable[str]:
    """Return what keeps a table from being read: each with its place, none when it fits."""
    for row in layout.body_rows:
        if not labels.row_label(row):
            place = place_text(sheet, row, layout.label_columns[0])
            yield f"{place}: row without a label; end `body` above it, or list it in `skip_rows`"
    for column in layout.value_columns:
        if not any(labels.column_levels(column)):
            place = f"{sheet.name}!{column_letters(column)}"
            yield f"{place}: value column without a heading; correct `values` or `header`"
    if not layout.covers:
        yield from _merged_numbers(sheet, layout)


def _merged_numbers(sheet: Sheet, layout: TableLayout) -> Iterable[str]:
    rows, columns = set(layout.body_rows), set(layout.value_columns)
    for top, left, bottom, right in sheet.merges:
        if rows & {*range(top, bottom + 1)} and columns & {*range(left, right + 1)}:
            place = f"{place_text(sheet, top, left)}:{cell_name(bottom, right)}"
            yield f"{place}: merged cells among the numbers; say what they cover in `covers`"


def place_text(sheet: Sheet, row: int, column: int) -> str:
    """Return sheet and cell for a message."""
    return f"{sheet.name}!{cell_name(row, column)}"


def rows_in(text: str) -> tuple[int, ...]:
    """Return the 0-based rows of a declared list.

    Examples
    --------
    >>> rows_in("7, 15:16")
    (6, 14, 15)
    """
    return tuple(row for first, last in _spans(text) for row in range(int(first) - 1, int(last)))


def columns_in(text: str) -> tuple[int, ...]:
    """Return the 0-based columns of a declared list.

    Examples
    --------
    >>> columns_in("A, C:E")
    (0, 2, 3, 4)
    """
    ends = ((place_of(f"{first}1")[1], place_of(f"{last}1")[1]) for first, last in _spans(text))
    return tuple(column for first, last in ends for column in range(first, last + 1))


def _spans(text: str) -> list[tuple[str, str]]:
    parts = [part.strip() for part in str(text).split(",") if part.strip()]
    return [(part.split(":")[0].strip(), part.split(":")[-1].strip()) for part in parts]

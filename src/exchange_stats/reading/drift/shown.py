"""What one sheet shows of a table: headings, row labels, lines above, what is hidden."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from exchange_stats.reading import words
from exchange_stats.reading.cell_text import one_line
from exchange_stats.reading.declared.layout import places_of_text
from exchange_stats.reading.table import Labels, TableLayout, columns_in, joined, rows_in
from exchange_stats.reading.workbook import Sheet, place_of, plain_text

LINES_ABOVE = 6
NOTES = re.compile(r"(?:\s*(?:\d{1,2}\)|[*\u2020\u2021\u00b9\u00b2\u00b3]))+$")
SCALED = re.compile(r"%|[0#],+(?![0#,])")


@dataclass(frozen=True)
class Shown:
    """The texts of a table on one sheet.

    Attributes
    ----------
    header : tuple of int
        Its header rows.
    headings : list of str
        The joined heading of every column of the sheet, empty where there is none.
    labels : tuple of int
        Its label columns.
    rows : range
        The rows of the body and what follows them up to a blank row.
    lines : list of tuple
        The texts of the label columns in these rows, filled as the layout says.
    """

    sheet: Sheet
    header: tuple[int, ...]
    headings: list[str]
    labels: tuple[int, ...]
    rows: range
    lines: list[tuple[str, ...]]

    def line(self, row: int) -> tuple[str, ...]:
        """Return the texts of the label columns in a row of the body."""
        return self.lines[row - self.rows.start]

    def has_numbers(self, rows: Iterable[int], columns: tuple[int, ...]) -> bool:
        """Return whether there is a number where rows and columns cross."""
        return any(is_number(self.sheet.value(row, c)) for row in rows for c in columns)

    def scales(self, columns: tuple[int, ...]) -> set[str]:
        """Return the number formats that show another unit than is stored."""
        looks = (self.sheet.looks.get((row, column)) for row in self.rows for column in columns)
        return {look.number_format for look in looks if look and SCALED.search(look.number_format)}

    def texts_above(self, top: int) -> dict[tuple[int, int], str]:
        """Return the texts of the lines above the header, from a row on, by their place."""
        first = max(top, self.header[0] - LINES_ABOVE, 0)
        texts = {
            (row, column): one_line(plain_text(value))
            for row in range(first, self.header[0])
            for column, value in enumerate(self.sheet.values[row])
        }
        return {place: text for place, text in texts.items() if text}


def is_number(value: object) -> bool:
    """Return whether a cell holds a number, or a text that begins as one."""
    if isinstance(value, str):
        return value.strip()[:1].isdigit()
    return isinstance(value, int | float) and not isinstance(value, bool)


def unit_phrases(text: str) -> set[str]:
    """Return the phrases for a unit that stand in a text."""
    low = text.casefold()
    return {phrase for phrase in words.phrases("unit") if phrase in low}


def bare(label: str) -> str:
    """Return a label without the marks of its notes, which may come and go.

    Examples
    --------
    >>> bare("Total 1)"), bare("Group (a)")
    ('Total', 'Group (a)')
    """
    return NOTES.sub("", label)


def headings_at(sheet: Sheet, header: tuple[int, ...]) -> list[str]:
    """Return the joined heading of every column under some header rows."""
    width = max(map(len, sheet.values), default=0)
    labels = Labels(sheet, TableLayout("", "", sheet.name, header, (), (), ()))
    found = [joined(map(bare, labels.column_levels(column))) for column in range(width)]
    while found and not found[-1]:
        found.pop()
    return found


def show(
    sheet: Sheet,
    table: Mapping[str, Any],
    blanks: int,
    moved: int = 0,
    labels: Mapping[int, int] | None = None,
) -> Shown:
    """Return what a sheet shows of a declared table.

    Parameters
    ----------
    blanks : int
        Blank rows within the body: the table ends before the next one.
    moved : int
        By how many rows its header has moved.
    labels : mapping, optional
        Declared label columns to where they stand now.
    """
    header = tuple(row + moved for row in rows_in(table["header"]))
    where = {c: c for c in declared_labels(table)} if labels is None else labels
    fill = frozenset(where[c] for c in columns_in(table.get("fill", "")) if c in where)
    columns = tuple(where.values())
    first = body_start(table) + moved
    rows = range(first, _end(sheet, first, blanks))
    texts = [
        Labels(sheet, TableLayout("", "", sheet.name, header, (c,), (), tuple(rows), fill & {c}))
        for c in columns
    ]
    lines = [tuple(bare(text.row_label(row)) for text in texts) for row in rows]
    return Shown(sheet, header, headings_at(sheet, header), columns, rows, lines)


def declared_labels(table: Mapping[str, Any]) -> tuple[int, ...]:
    """Return the label columns of a declared table, or the key of declared records."""
    return columns_in(table.get("labels", table.get("key", "")))


def body_start(table: Mapping[str, Any]) -> int:
    """Return the first row of the declared body, sections among them."""
    first = int(re.split("[:,]", str(table["body"]))[0]) - 1
    return min([first, *rows_in(table.get("sections", ""))])


def blank_rows(sheet: Sheet, table: Mapping[str, Any]) -> int:
    """Return how many blank rows lie within a declared body."""
    body = str(table["body"]).strip()
    if body.endswith(":"):
        return 0
    return sum(_is_blank(sheet, row) for row in range(body_start(table), rows_in(body)[-1] + 1))


def _end(sheet: Sheet, first: int, blanks: int) -> int:
    for row in range(first, len(sheet.values)):
        if _is_blank(sheet, row):
            blanks -= 1
            if blanks < 0:
                return row
    return len(sheet.values)


def _is_blank(sheet: Sheet, row: int) -> bool:
    if row >= len(sheet.values):
        return True
    return not any(plain_text(value).strip() for value in sheet.values[row])


def places_of(sheet: Sheet, text: str) -> list[tuple[int, int]]:
    """Return the cells that hold a declared text and nothing else."""
    return places_of_text(sheet, one_line(text))


def text_at(sheet: Sheet, cell: str) -> str:
    """Return the text of a cell on one line."""
    return one_line(plain_text(sheet.value(*place_of(cell))))

"""A declared table as it was confirmed and as it stands now, laid side by side."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from exchange_stats.reading.drift.change import ratio, side_by_side
from exchange_stats.reading.drift.shown import (
    Shown,
    blank_rows,
    declared_labels,
    headings_at,
    places_of,
    show,
    text_at,
)
from exchange_stats.reading.table import JOINT, columns_in, rows_in
from exchange_stats.reading.workbook import Sheet, cell_name, column_letters, place_of

FAR, LEAST_ALIKE = 40, 0.4


@dataclass(frozen=True)
class Sides:
    """Old and new places of the parts of one table.

    Attributes
    ----------
    moved : int
        By how many rows its header has moved.
    columns, rows : dict
        Old column or row to where it stands now.
    fresh_columns, fresh_rows : list of int
        New columns and rows without an old partner.
    """

    table: Mapping[str, Any]
    old: Shown
    new: Shown
    moved: int
    columns: dict[int, int]
    fresh_columns: list[int]
    rows: dict[int, int]
    fresh_rows: list[int]

    def declared_columns(self, part: str) -> tuple[int, ...]:
        """Return the columns that the layout lists in one of its parts."""
        return columns_in(self.table.get(part, ""))

    def declared_rows(self, part: str) -> tuple[int, ...]:
        """Return the rows that the layout lists in one of its parts."""
        return rows_in(self.table.get(part, ""))

    def now(self, columns: tuple[int, ...]) -> tuple[int, ...]:
        """Return where columns stand now, those that are gone left out."""
        return tuple(self.columns[column] for column in columns if column in self.columns)

    def place(self, row: int, column: int) -> str:
        """Return a cell of the new sheet for a message."""
        return f"{self.new.sheet.name}!{cell_name(row, column)}"

    def column_name(self, column: int) -> str:
        """Return letters and heading of an old column."""
        heading = self.old.headings[column] if column < len(self.old.headings) else ""
        return f"column {column_letters(column)} {heading!r}"


def lay_side_by_side(old_sheet: Sheet, new_sheet: Sheet, table: Mapping[str, Any]) -> Sides | None:
    """Return the two sides of a declared table, ``None`` when its header stands nowhere."""
    moved = _moved_by(old_sheet, new_sheet, table)
    if moved is None:
        return None
    blanks = blank_rows(old_sheet, table)
    old = show(old_sheet, table, blanks)
    header = tuple(row + moved for row in old.header)
    columns, fresh_columns = _partners(old.headings, headings_at(new_sheet, header))
    labels = {c: columns.get(c, c) for c in declared_labels(table)}
    new = show(new_sheet, table, blanks, moved, labels)
    texts = [[JOINT.join(line) for line in side.lines] for side in (old, new)]
    rows, fresh_rows = _partners(*texts)
    return Sides(
        table,
        old,
        new,
        moved,
        columns,
        fresh_columns,
        {old.rows[a]: new.rows[b] for a, b in rows.items()},
        [new.rows[b] for b in fresh_rows],
    )


def _partners(old: list[str], new: list[str]) -> tuple[dict[int, int], list[int]]:
    pairs = side_by_side(old, new)
    there = {a: b for a, b in pairs if a is not None and b is not None}
    return there, [b for a, b in pairs if a is None and b is not None]


def _moved_by(old: Sheet, new: Sheet, table: Mapping[str, Any]) -> int | None:
    """Return by how many rows the header has moved: there its headings look most alike."""
    header = rows_in(table["header"])
    wanted = headings_at(old, header)
    tried = {
        moved: ratio(wanted, headings_at(new, tuple(row + moved for row in header)))
        for moved in _offsets(new, table)
        if header[0] + moved >= 0 and header[-1] + moved < len(new.values)
    }
    best = max(tried, key=lambda moved: tried[moved], default=None)
    return best if best is not None and tried[best] >= LEAST_ALIKE else None


def _offsets(new: Sheet, table: Mapping[str, Any]) -> Iterator[int]:
    """Yield the likely moves first: none, that of the anchor, then near before far."""
    yield 0
    anchor = table["anchor"]
    if text_at(new, anchor["cell"]) != anchor["text"]:
        yield from (row - place_of(anchor["cell"])[0] for row, _ in places_of(new, anchor["text"]))
    for step in range(1, FAR + 1):
        yield from (step, -step)

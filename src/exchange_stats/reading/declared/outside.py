"""What a workbook holds that its layout does not speak of: numbers outside, and what is hidden."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from exchange_stats.reading.declared.written import columns_text, rows_text
from exchange_stats.reading.table import (
    Labels,
    TableLayout,
    columns_in,
    joined,
    place_text,
    rows_in,
)
from exchange_stats.reading.workbook import (
    Sheet,
    Workbook,
    cell_name,
    column_letters,
    faults_of,
    place_of,
)

NUMERAL = re.compile(r"-?\d[\d\s.,\u00a0\u2009\u202f]*")
CELLS = re.compile(r"[A-Z]+\d+(?::[A-Z]+\d+)?")
DOUBTFUL = "U"
LEAST_TABLE = 4  # numbers on a sheet without a table, before they may be one
Place = tuple[int, int]
Table = Mapping[str, Any]


def undeclared(
    workbook: Workbook, layouts: Iterable[TableLayout], declared: Mapping[str, Any]
) -> Iterator[str]:
    """Yield the numbers that no table declares and the hidden parts of tables, with their places.

    A table lists what stands ``beside`` it unread, cells or columns, and what is known to be
    ``hidden``: rows, columns, or ``sheet``; a layout lists ``other_sheets``.
    """
    known, tables = list(layouts), {table["id"]: table for table in declared["table"]}
    records = {t["sheet"] for t in tables.values() if t.get("kind", "table") != "table"}
    others = {*records, *declared.get("other_sheets", ())}
    for sheet in (sheet for sheet in workbook.sheets if sheet.name not in others):
        ours = [(layout, tables[layout.table]) for layout in known if layout.sheet == sheet.name]
        for layout, table in ours:
            yield from _hidden(sheet, layout, str(table.get("hidden", "")))
            yield from _otherwise_shown(sheet, layout)
        yield from _numbers(sheet, ours)


def hidden_text(sheet: Sheet, layout: TableLayout) -> str:
    """Return what is hidden of a table, as its layout would state it."""
    rows = rows_text(row for row in layout.body_rows if row in sheet.hidden_rows)
    columns = columns_text(c for c in layout.value_columns if c in sheet.hidden_columns)
    return ", ".join(filter(None, (rows, columns, "sheet" if sheet.hidden else "")))


def beside_text(sheet: Sheet, layouts: Iterable[TableLayout]) -> str:
    """Return the numbers of a sheet that none of its tables reads, as a layout would state them."""
    known = list(layouts)
    body = {row for layout in known for row in layout.body_rows}
    left = _left(sheet, [(layout, {}) for layout in known])
    columns = {column for row, column in left if row in body}
    cells = sorted(place for place in left if place[1] not in columns)
    return ", ".join(filter(None, (columns_text(columns), *(cell_name(*at) for at in cells))))


def _hidden(sheet: Sheet, layout: TableLayout, said: str) -> Iterator[str]:
    parts = [part.strip() for part in said.split(",") if part.strip()]
    rows = rows_in(",".join(part for part in parts if part[0].isdigit()))
    columns = columns_in(",".join(part for part in parts if part.isupper()))
    name, labels = f"table {layout.table!r}", Labels(sheet, layout)
    for row in (row for row in layout.body_rows if row in sheet.hidden_rows.difference(rows)):
        what = "total" if row in layout.total_rows | layout.subtotal_rows else "row"
        place = place_text(sheet, row, layout.label_columns[0])
        yield f"{place}: the {what} {labels.row_label(row)!r} of {name} is hidden"
    for column in (
        c for c in layout.value_columns if c in sheet.hidden_columns.difference(columns)
    ):
        what = "total" if column in layout.total_columns else "column"
        heading, place = joined(labels.column_levels(column)), column_letters(column)
        yield f"{sheet.name}!{place}: the {what} {heading!r} of {name} is hidden"
    if sheet.hidden and "sheet" not in parts:
        yield f"{sheet.name}: the sheet of {name} is hidden"


def _otherwise_shown(sheet: Sheet, layout: TableLayout) -> Iterator[str]:
    """Yield the cells whose number format shows another number than is stored."""
    faults = faults_of(sheet, layout.body_rows, layout.value_columns)
    for (row, column), fault in faults.items():
        if fault.status == DOUBTFUL:
            place = layout.body_rows[row], layout.value_columns[column]
            yield f"{place_text(sheet, *place)}: {fault.note}"


def _numbers(sheet: Sheet, ours: list[tuple[TableLayout, Table]]) -> Iterator[str]:
    """Yield the numbers outside the tables of a sheet: columns beside one, then other blocks."""
    left = _left(sheet, ours)
    for layout, _ in ours:
        beside = {place for place in left if place[0] in layout.body_rows}
        left -= beside
        labels = Labels(sheet, layout)
        for column in sorted({column for _, column in beside}):
            rows = sorted(row for row, at in beside if at == column)
            heading = joined(labels.column_levels(column))
            span = _span(sheet, (rows[0], column), (rows[-1], column))
            what = f"beside table {layout.table!r}, a column that it does not have"
            yield f"{span}: numbers under {heading!r} {what}"
    for rows in _runs(sorted({row for row, _ in left})):
        columns = [column for row, column in left if row in rows]
        if ours or len(columns) >= LEAST_TABLE:
            span = _span(sheet, (rows[0], min(columns)), (rows[-1], max(columns)))
            yield f"{span}: numbers that no table of the layout has"


def _span(sheet: Sheet, first: Place, last: Place) -> str:
    end = f":{cell_name(*last)}" if last != first else ""
    return f"{place_text(sheet, *first)}{end}"


def _left(sheet: Sheet, ours: list[tuple[TableLayout, Table]]) -> set[Place]:
    """Return the places of the numbers that no table speaks of."""
    rows: set[int] = set()
    cells: set[Place] = set()
    columns: set[int] = set()
    for layout, table in ours:
        skipped = rows_in(table.get("skip_rows", ""))
        rows |= {*layout.header_rows, *layout.note_rows, *layout.sections, *skipped}
        read = (*layout.label_columns, *layout.value_columns, *layout.flag_columns)
        cells |= {(row, column) for row in layout.body_rows for column in read}
        cells |= set(_named(table))
        columns |= set(columns_in(",".join(p for p in _parts(table) if not CELLS.fullmatch(p))))
    return {
        (row, column)
        for row, values in enumerate(sheet.values)
        for column, value in enumerate(values)
        if value is not None
        and row not in rows
        and column not in columns
        and (row, column) not in cells
        and _is_number(value)
    }


def _parts(table: Table) -> list[str]:
    return [part.strip() for part in str(table.get("beside", "")).split(",") if part.strip()]


def _named(table: Table) -> Iterator[Place]:
    """Yield the single cells that a table speaks of."""
    named = [*table.get("dimensions", {}).values(), *_parts(table)]
    named += [table[part]["cell"] for part in ("anchor", "unit") if part in table]
    for cells in filter(CELLS.fullmatch, named):
        first, _, last = cells.partition(":")
        (top, left), (bottom, right) = place_of(first), place_of(last or first)
        yield from ((r, c) for r in range(top, bottom + 1) for c in range(left, right + 1))


def _is_number(value: object) -> bool:
    if isinstance(value, str):
        return bool(NUMERAL.fullmatch(value.strip()))
    return isinstance(value, int | float) and not isinstance(value, bool)


def _runs(rows: list[int]) -> list[list[int]]:
    """Return rows in runs without a gap of more than one row."""
    runs: list[list[int]] = []
    for row in rows:
        if runs and row - runs[-1][-1] <= 2:
            runs[-1].append(row)
        else:
            runs.append([row])
    return runs

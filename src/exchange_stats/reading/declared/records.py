"""Record sheets (one record a row) with declared headings to tables of text."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from exchange_stats.ground.errors import LayoutError, refuse
from exchange_stats.reading.cell_text import one_line
from exchange_stats.reading.declared.layout import (
    body_rows,
    declared_tables,
    drift_advice,
    sheet_of,
)
from exchange_stats.reading.table import columns_in, joined, merged_places, place_text, rows_in
from exchange_stats.reading.workbook import Sheet, Workbook, cell_name, plain_text


def read_records(
    workbook: Workbook, workbook_id: str, declared: Mapping[str, Any]
) -> dict[str, pd.DataFrame]:
    """Return the record tables of a workbook by their id, one row per record, all text.

    The columns are those that the layout names, then ``workbook_id``, ``sheet``, ``row`` and
    ``cell``: of the key, or of the column that the layout names as ``place``.

    Raises
    ------
    LayoutError
        If a sheet, an anchor or a heading is missing, or a heading is not declared.
    """
    tables = declared_tables(workbook, workbook_id, declared, "records")
    return {
        table["id"]: _records(sheet_of(workbook, table["sheet"]), workbook_id, table)
        for table in tables
    }


def _records(sheet: Sheet, workbook_id: str, table: Mapping[str, Any]) -> pd.DataFrame:
    printed = _headings(sheet, rows_in(table["header"]))
    names = table["columns"]
    faults = [*_heading_faults(sheet, table, printed)]
    if faults:
        refuse(
            LayoutError,
            f"{workbook_id}, table {table['id']!r}: headings differ from the layout",
            faults,
            drift_advice(workbook_id),
        )
    key = columns_in(table["key"])
    place = columns_in(table.get("place", table["key"]))
    columns = {column: names[name] for column, name in enumerate(printed) if name}
    rows = [
        {name: plain_text(sheet.value(row, column)).strip() for column, name in columns.items()}
        | {"workbook_id": workbook_id, "sheet": sheet.name}
        | {"row": str(row), "cell": cell_name(row, place[0])}
        for row in body_rows(sheet, table["body"], key)
    ]
    return pd.DataFrame(rows, dtype="str")


def _headings(sheet: Sheet, header: Sequence[int]) -> list[str]:
    """Return the joined headings of every column, through merges."""
    merged = merged_places(sheet)

    def text(row: int, column: int) -> str:
        return one_line(plain_text(sheet.value(*merged.get((row, column), (row, column)))))

    width = max(map(len, sheet.values), default=0)
    return [joined(text(row, column) for row in header) for column in range(width)]


def _heading_faults(sheet: Sheet, table: Mapping[str, Any], printed: list[str]) -> Iterable[str]:
    for name in table["columns"]:
        if name not in printed:
            yield f"{sheet.name}: heading {name!r} is missing"
    last = rows_in(table["header"])[-1]
    for column, name in enumerate(printed):
        if name and name not in table["columns"]:
            yield f"{place_text(sheet, last, column)}: heading {name!r} is not in the layout"

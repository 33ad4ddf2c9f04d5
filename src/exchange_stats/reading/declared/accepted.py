"""A proposed table in the form of a declared one, for a person to confirm."""

import re
from collections.abc import Iterable
from typing import Any

from exchange_stats.reading.cell_text import one_line
from exchange_stats.reading.declared.outside import hidden_text
from exchange_stats.reading.declared.written import (
    columns_text,
    parents_text,
    rows_text,
    spans_text,
    table_text,
)
from exchange_stats.reading.table import TableLayout
from exchange_stats.reading.workbook import Sheet, cell_name, plain_text

LINES_ABOVE = 12
YEARS = re.compile(r"(?:19|20)\d\d")


def declare(
    sheet: Sheet, layout: TableLayout, unit: str, decimal: str = "", begins: int = 0
) -> dict[str, Any]:
    """Return a proposed table as a layout file would state it.

    Parameters
    ----------
    unit : str
        The unit that a line above the header names, empty if none does.
    decimal : str
        The decimal mark of its number texts, empty when it has none.
    begins : int
        The first row that can belong to the table: the one below the table above it.
    """
    top = (layout.header_rows or layout.body_rows)[0]
    above = range(max(begins, top - LINES_ABOVE), top)
    parts: dict[str, Any] = {
        "id": layout.table.replace(" ", "_"),
        "sheet": sheet.name,
        "anchor": _anchor(sheet, layout, unit, above),
        "unit": _cell_of(sheet, unit, above) if unit else None,
        "header": rows_text(layout.header_rows),
        "labels": columns_text(layout.label_columns),
        "values": columns_text(layout.value_columns),
        "flags": columns_text(layout.flag_columns),
        "body": rows_text(layout.body_rows),
        "fill": columns_text(layout.fill),
        "fill_up": columns_text(layout.fill_up),
        "spans": spans_text(layout.header_spans),
        "sections": rows_text(layout.sections),
        "parents": parents_text(layout.parents),
        "total_rows": rows_text(layout.total_rows),
        "subtotal_rows": rows_text(layout.subtotal_rows),
        "total_columns": columns_text(layout.total_columns),
        "notes": rows_text(row for row in layout.note_rows if _texts(sheet, row)),
        "decimal": decimal,
        "hidden": hidden_text(sheet, layout),
    }
    needed = ("header",)
    return {name: value for name, value in parts.items() if value or name in needed}


def _anchor(sheet: Sheet, layout: TableLayout, unit: str, above: range) -> dict[str, str]:
    """Return the first text above the header that is no unit, else the first heading or label.

    One without a year comes first: it will stand in next year's workbook too.
    """
    top = (layout.header_rows or layout.body_rows)[0]
    texts = [
        {"cell": cell_name(row, column), "text": text}
        for row in (*above, *layout.header_rows, *layout.body_rows)
        for column, text in _texts(sheet, row).items()
        if text != unit
    ]
    lasting = (one for one in texts if not YEARS.search(one["text"]))
    return next(lasting, texts[0] if texts else {"cell": cell_name(top, 0), "text": ""})


def _cell_of(sheet: Sheet, text: str, rows: Iterable[int]) -> dict[str, str] | None:
    for row in reversed(list(rows)):
        for column, found in _texts(sheet, row).items():
            if found == text:
                return {"cell": cell_name(row, column), "text": text}
    return None


def _texts(sheet: Sheet, row: int) -> dict[int, str]:
    values = sheet.values[row] if row < len(sheet.values) else []
    return {c: one_line(plain_text(v)) for c, v in enumerate(values) if one_line(plain_text(v))}


def layout_text(tables: Iterable[dict[str, Any]], confirmed_by: str, confirmed_on: str) -> str:
    """Return a whole layout file; who has confirmed it may be left for a person to fill in."""
    day = confirmed_on or '""'
    head = f'confirmed_by = "{confirmed_by}"\nconfirmed_on = {day}\n'
    return "\n".join([head, *map(table_text, tables)])

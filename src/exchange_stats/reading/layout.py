"""Cells and a declared layout to one row per body cell, each with its address."""

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from exchange_stats.ground.errors import LayoutError, ValueTextError, refuse
from exchange_stats.ground.stages import REPORTED
from exchange_stats.reading.cell_text import CellText, one_line, parse_cell
from exchange_stats.reading.notes import orphan_marks
from exchange_stats.reading.table import (
    Labels,
    TableLayout,
    columns_in,
    faults_of,
    joined,
    merged_places,
    place_text,
    rows_in,
)
from exchange_stats.reading.workbook import Sheet, Workbook, cell_name, place_of, plain_text

COMMON = ("id", "sheet", "anchor", "header", "body")
NEEDED = {"table": (*COMMON, "labels", "values"), "records": (*COMMON, "key", "columns")}
OPTIONAL = {
    "table": (
        *("kind", "fill", "sections", "total_rows", "subtotal_rows", "total_columns"),
        *("skip_rows", "notes", "covers", "decimal", "quantities", "dimensions", "fixed"),
    ),
    "records": ("kind", "place"),
}


def read_declared(
    workbook: Workbook, workbook_id: str, declared: Mapping[str, Any], symbols: Mapping[str, str]
) -> pd.DataFrame:
    """Return every declared table of a workbook in the stage ``reported``.

    Parameters
    ----------
    workbook_id : str
        Its name in the register and of its layout file.
    declared : mapping
        The content of ``facts/layouts/<workbook_id>.toml``.
    symbols : mapping
        Sign to observation status, from ``facts/symbols.toml``.

    Raises
    ------
    LayoutError
        If the workbook does not lie as declared; all offenders are named.
    ValueTextError
        If cells are neither numbers nor known signs.
    """
    layouts = load_layouts(workbook, workbook_id, declared)
    tables = [read_table(sheet_of(workbook, layout.sheet), layout, symbols) for layout in layouts]
    return REPORTED.check(pd.concat(tables, ignore_index=True)) if tables else REPORTED.empty()


def load_layouts(
    workbook: Workbook, workbook_id: str, declared: Mapping[str, Any]
) -> tuple[TableLayout, ...]:
    """Return the declared tables of a workbook, resolved to rows and columns of its sheets.

    Raises
    ------
    LayoutError
        If a sheet is missing, an anchor has moved, or a layout lacks a part; all at once.
    """
    tables = declared_tables(workbook, workbook_id, declared, "table")
    return tuple(
        _resolve(sheet_of(workbook, table["sheet"]), workbook_id, table) for table in tables
    )


def declared_tables(
    workbook: Workbook, workbook_id: str, declared: Mapping[str, Any], kind: str
) -> list[Mapping[str, Any]]:
    """Return the declared tables of a kind, once every declaration fits the workbook."""
    offenders = [fault for table in declared["table"] for fault in _misfits(workbook, table)]
    if offenders:
        refuse(
            LayoutError,
            f"{workbook_id}: {workbook.path.name} does not lie as its layout says",
            offenders,
            f"compare the workbook with facts/layouts/{workbook_id}.toml and correct the layout",
        )
    return [table for table in declared["table"] if table.get("kind", "table") == kind]


def _misfits(workbook: Workbook, table: Mapping[str, Any]) -> Iterable[str]:
    name, kind = f"table {table.get('id', '?')!r}", table.get("kind", "table")
    for part in sorted(set(NEEDED[kind]) - set(table)):
        yield f"{name}: part {part!r} is missing"
    for part in sorted(set(table) - {*NEEDED[kind], *OPTIONAL[kind]}):
        yield f"{name}: unknown part {part!r}"
    sheet = workbook.sheet(table.get("sheet", ""))
    if sheet is None:
        there = ", ".join(repr(found.name) for found in workbook.sheets)
        yield f"{name}: no sheet {table.get('sheet')!r}; there are {there}"
    elif "anchor" in table:
        yield from _moved_anchor(sheet, name, table["anchor"])


def _moved_anchor(sheet: Sheet, name: str, anchor: Mapping[str, str]) -> Iterable[str]:
    expected, place = one_line(anchor["text"]), place_of(anchor["cell"])
    found = one_line(plain_text(sheet.value(*place)))
    if found == expected:
        return
    elsewhere = [
        cell_name(row, column)
        for row, values in enumerate(sheet.values)
        for column, value in enumerate(values)
        if value is not None and one_line(plain_text(value)) == expected
    ]
    where = f"it stands in {', '.join(elsewhere)}" if elsewhere else "it stands nowhere"
    place_now = f"{sheet.name}!{anchor['cell']}"
    yield f"{name}: {place_now} holds {found!r}, expected the anchor {expected!r}; {where}"


def sheet_of(workbook: Workbook, name: str) -> Sheet:
    """Return the sheet that a checked layout names."""
    return next(sheet for sheet in workbook.sheets if sheet.name == name)


def _resolve(sheet: Sheet, workbook_id: str, table: Mapping[str, Any]) -> TableLayout:
    rows = {
        name: rows_in(table.get(name, ""))
        for name in ("sections", "total_rows", "subtotal_rows", "skip_rows", "notes")
    }
    labels = columns_in(table["labels"])
    left_out = {*rows["notes"], *rows["sections"], *rows["skip_rows"]}
    return TableLayout(
        workbook_id=workbook_id,
        table=table["id"],
        sheet=sheet.name,
        header_rows=rows_in(table["header"]),
        label_columns=labels,
        value_columns=columns_in(table["values"]),
        body_rows=tuple(
            row for row in body_rows(sheet, table["body"], labels) if row not in left_out
        ),
        fill=frozenset(columns_in(table.get("fill", ""))),
        sections=rows["sections"],
        total_rows=frozenset(rows["total_rows"]),
        subtotal_rows=frozenset(rows["subtotal_rows"]),
        total_columns=frozenset(columns_in(table.get("total_columns", ""))),
        note_rows=rows["notes"],
        covers=table.get("covers", ""),
        decimal=table.get("decimal"),
        quantities=table.get("quantities", False),
        dimensions=dict(table.get("dimensions", {})),
        fixed=dict(table.get("fixed", {})),
    )


def body_rows(sheet: Sheet, body: str, labels: Iterable[int]) -> list[int]:
    """Return the rows of a declared body; an open one ends before a row without any label."""

    def filled(row: int, columns: Iterable[int]) -> bool:
        places = (merged.get((row, column), (row, column)) for column in columns)
        return any(plain_text(sheet.value(*place)).strip() for place in places)

    merged, labels = merged_places(sheet), tuple(labels)
    if not body.strip().endswith(":"):
        width = max(map(len, sheet.values), default=0)
        return [row for row in rows_in(body) if filled(row, range(width))]
    rows: list[int] = []
    for row in range(int(body.strip(" :")) - 1, len(sheet.values)):
        if not filled(row, labels):
            break
        rows.append(row)
    return rows


def read_table(sheet: Sheet, layout: TableLayout, symbols: Mapping[str, str]) -> pd.DataFrame:
    """Return one row per body cell of a declared table, in the stage ``reported``.

    Raises
    ------
    LayoutError
        If a cell lacks a label, a number stands under a merge, or a mark has no note.
    ValueTextError
        If cells are neither numbers nor known signs.
    """
    labels = Labels(sheet, layout)
    texts = _cell_texts(sheet, layout, symbols)
    marks = {place: text.markers for place, text in texts.items() if text.markers}
    faults = [*faults_of(sheet, layout, labels), *orphan_marks(sheet, layout, marks)]
    if faults:
        refuse(
            LayoutError,
            f"{layout.workbook_id}, table {layout.table!r}: cells do not fit the layout",
            faults,
            f"correct facts/layouts/{layout.workbook_id}.toml",
        )
    headers = {column: joined(labels.column_levels(column)) for column in layout.value_columns}
    rows = [
        {
            **_place(layout, row, column),
            "row_label": labels.row_label(row),
            "column_label": headers[column],
            "printed": sheet.printed(row, column),
            "value": text.value,
            "status": text.status,
            "markers": " ".join(text.markers),
            **labels.dimensions(row, column),
        }
        for (row, column), text in texts.items()
    ]
    return REPORTED.frame(rows)


def _place(layout: TableLayout, row: int, column: int) -> dict[str, str]:
    return {
        "workbook_id": layout.workbook_id,
        "sheet": layout.sheet,
        "table": layout.table,
        "row": str(row),
        "column": str(column),
        "cell": cell_name(row, column),
        "role": layout.role(row, column),
    }


def _cell_texts(
    sheet: Sheet, layout: TableLayout, symbols: Mapping[str, str]
) -> dict[tuple[int, int], CellText]:
    texts, offenders = {}, []
    for row in layout.body_rows:
        for column in layout.value_columns:
            look = sheet.looks.get((row, column))
            value = sheet.value(row, column)
            try:
                texts[row, column] = parse_cell(
                    value, look, symbols, decimal=layout.decimal, quantities=layout.quantities
                )
            except ValueTextError as error:
                offenders.append(f"{place_text(sheet, row, column)}: {error}")
    if offenders:
        refuse(
            ValueTextError,
            f"{layout.workbook_id}, table {layout.table!r}: cells that are no numbers",
            offenders,
            "give each sign its meaning in facts/symbols.toml, or correct the value columns in "
            f"facts/layouts/{layout.workbook_id}.toml",
        )
    return texts

"""Cells and a declared layout to one row per body cell, each with its address."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from exchange_stats.ground.errors import LayoutError, ValueTextError, refuse
from exchange_stats.ground.stages import REPORTED
from exchange_stats.reading.cell_text import CellText, parse_cell
from exchange_stats.reading.declared.layout import drift_advice, load_layouts, sheet_of
from exchange_stats.reading.notes import orphan_marks
from exchange_stats.reading.table import Labels, TableLayout, faults_of, joined, place_text
from exchange_stats.reading.workbook import Sheet, Workbook, cell_name


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
            drift_advice(layout.workbook_id),
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

"""Cells and a declared layout to one row per body cell, each with its address."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from exchange_stats.ground.errors import LayoutError, ValueTextError, refuse
from exchange_stats.ground.stages import REPORTED
from exchange_stats.reading.declared.layout import drift_advice, load_layouts, sheet_of
from exchange_stats.reading.declared.outside import undeclared
from exchange_stats.reading.declared.signs import Read, legends_of, read_cell
from exchange_stats.reading.notes import Meaning, orphan_marks
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
        Sign to observation status, from ``facts/symbols.toml``; a legend of the workbook wins.

    Raises
    ------
    LayoutError
        If the workbook does not lie as declared; all offenders are named.
    ValueTextError
        If cells are neither numbers nor known signs.
    """
    layouts = load_layouts(workbook, workbook_id, declared)
    if left_out := [*undeclared(workbook, layouts, declared)]:
        refuse(
            LayoutError,
            f"{workbook_id}: {workbook.path.name} holds what its layout does not speak of",
            left_out,
            f"{drift_advice(workbook_id)}; what is not to be read is listed there: "
            'beside = "G, B2", hidden = "7, C" in a [[table]], other_sheets = ["Checks"] above',
        )
    legends = legends_of(workbook, layouts)
    tables = [
        read_table(
            sheet_of(workbook, layout.sheet), layout, symbols, legends[layout.sheet, layout.table]
        )
        for layout in layouts
    ]
    return REPORTED.check(pd.concat(tables, ignore_index=True)) if tables else REPORTED.empty()


def read_table(
    sheet: Sheet,
    layout: TableLayout,
    symbols: Mapping[str, str],
    legend: Mapping[str, Meaning] | None = None,
) -> pd.DataFrame:
    """Return one row per body cell of a declared table, in the stage ``reported``.

    Raises
    ------
    LayoutError
        If a cell lacks a label, a number stands under a merge, or a mark has no note.
    ValueTextError
        If cells are neither numbers nor known signs.
    """
    labels = Labels(sheet, layout)
    cells = _read_cells(sheet, layout, symbols, legend or {})
    marks = {place: cell.text.markers for place, cell in cells.items() if cell.text.markers}
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
            "value": cell.text.value,
            "status": cell.text.status,
            "markers": " ".join(cell.text.markers),
            "legend": cell.legend,
            "policy": cell.policy,
            **labels.dimensions(row, column),
        }
        for (row, column), cell in cells.items()
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


def _read_cells(
    sheet: Sheet,
    layout: TableLayout,
    symbols: Mapping[str, str],
    legend: Mapping[str, Meaning],
) -> dict[tuple[int, int], Read]:
    cells, offenders = {}, []
    for row in layout.body_rows:
        for column in layout.value_columns:
            try:
                cells[row, column] = read_cell(sheet, (row, column), layout, symbols, legend)
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
    return cells

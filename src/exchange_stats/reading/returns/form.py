"""A filled form to one row per cell; no declared layout is needed, and no number is lost."""

import re
from collections.abc import Mapping

import pandas as pd

from exchange_stats.ground.errors import LabelError, LayoutError, ValueTextError, refuse
from exchange_stats.ground.stages import REPORTED
from exchange_stats.reading.cell_text import CellText, parse_cell
from exchange_stats.reading.returns.grid import TOTAL, Grid, Known, Line, find_grid
from exchange_stats.reading.returns.mark import Mark
from exchange_stats.reading.table import JOINT, merged_places
from exchange_stats.reading.workbook import Workbook, cell_name

RECOMPUTED = "recomputed"
Cells = dict[tuple[int, int], CellText]


def read_form(
    workbook: Workbook, workbook_id: str, mark: Mark, known: Known, symbols: Mapping[str, str]
) -> pd.DataFrame:
    """Return the cells of a filled form in the stage ``reported``.

    A total without a saved value (the file was never opened in a program that computes) is the
    sum of the numbers it stands for, and its row says ``recomputed`` among the marks. A saved
    total is taken as it is; the checks compare it with its parts.

    Parameters
    ----------
    known : callable
        Dimension and printed label to codes, ``None`` for a label that is not known.
    symbols : mapping
        Sign to observation status, from ``facts/symbols.toml``.

    Raises
    ------
    LabelError
        If labels are not in the dictionary, with their cells.
    LayoutError
        If the form is empty, or lines or cells cannot be told.
    """
    rows: list[dict[str, str]] = []
    faults: list[str] = []
    sheets = {sheet.name: sheet for sheet in workbook.sheets}
    for part, name in sorted(mark.parts.items()):
        grid = find_grid(part, sheets[name], known, mark.year)
        cells = _cells(grid, symbols)
        grid.faults.extend(_doubles(grid))
        faults += grid.faults
        rows += [_row(grid, workbook_id, line, place, cells[place]) for line, place in _order(grid)]
    file = workbook.path.name
    if faults:
        unknown = any("is not in the dictionary" in fault for fault in faults)
        refuse(
            LabelError if unknown else LayoutError,
            f"{file}: the form cannot be read as it is",
            faults,
            "correct the cells; another name of a known institution goes to "
            "facts/institution_aliases.csv, a new one to facts/institutions.csv, any other label "
            f"to facts/labels.csv under {mark.source}",
        )
    if not any(row["value"] for row in rows):
        message = f"{file}: no number found, expected a filled form; ask for the filled copy"
        raise LayoutError(message)
    return REPORTED.frame(rows)


def _order(grid: Grid) -> list[tuple[Line, tuple[int, int]]]:
    return [(line, (line.row, column)) for line in grid.lines for column in grid.columns]


def _cells(grid: Grid, symbols: Mapping[str, str]) -> Cells:
    """Return what every cell says; faults are added to the grid."""
    merged = merged_places(grid.sheet)
    cells: Cells = {}
    open_totals = []
    for line, place in _order(grid):
        look = grid.sheet.looks.get(place)
        computed = line.is_total or not grid.is_input(place[1])
        if place in merged:
            grid.faults.append(f"{grid.place(*place)}: merged cells among the numbers; part them")
        if computed and look and look.formula_without_value:
            open_totals.append((line, place))
            continue
        cells[place] = _cell(grid, place, symbols)
    leaves = {place: cells[place].value for place in _leaves(grid) if place in cells}
    for line, place in open_totals:
        cells[place] = _recomputed(grid, line, place, leaves)
    return cells


def _cell(grid: Grid, place: tuple[int, int], symbols: Mapping[str, str]) -> CellText:
    nothing = CellText("", "O")
    try:
        text = parse_cell(grid.sheet.value(*place), grid.sheet.looks.get(place), symbols)
    except ValueTextError as error:
        grid.faults.append(f"{grid.place(*place)}: {error}")
        return nothing
    if text.value and not re.fullmatch(r"\d+", text.value):
        grid.faults.append(
            f"{grid.place(*place)}: {text.value} found, expected a whole number, 0 or more"
        )
        return nothing
    return text


def _leaves(grid: Grid) -> list[tuple[int, int]]:
    """Return the places in which the sender writes numbers."""
    return [place for line, place in _order(grid) if not line.is_total and grid.is_input(place[1])]


def _recomputed(
    grid: Grid, line: Line, place: tuple[int, int], leaves: Mapping[tuple[int, int], str]
) -> CellText:
    """Return a total as the sum of the numbers it stands for, as its formula would."""
    lines = {other.row: other.slot for other in grid.lines}
    wanted = grid.columns[place[1]].codes
    parts = [
        int(value)
        for (row, column), value in leaves.items()
        if value and _within(lines[row], line.slot) and _is_part(grid.columns[column].codes, wanted)
    ]
    if not parts:
        return CellText("", "O")
    return CellText(str(sum(parts)), "A", (RECOMPUTED,))


def _within(slot: tuple[str, ...], total: tuple[str, ...]) -> bool:
    return all(wanted in (TOTAL, code) for code, wanted in zip(slot, total, strict=True))


def _is_part(codes: Mapping[str, str], total: Mapping[str, str]) -> bool:
    if "funding" in codes or "funding" in total:
        return codes.get("funding") == total.get("funding")
    return all(total[name] in (TOTAL, codes[name]) for name in ("isced_level", "sex"))


def _doubles(grid: Grid) -> list[str]:
    seen: dict[tuple[str, str], int] = {}
    found = []
    for line in grid.lines:
        first = seen.setdefault(line.slot, line.row)
        if first != line.row:
            found.append(
                f"{grid.place(line.row, 0)}: the same institution and field as line {first + 1}; "
                "join them into one line"
            )
    return found


def _row(
    grid: Grid, workbook_id: str, line: Line, place: tuple[int, int], text: CellText
) -> dict[str, str]:
    row, column = place
    category = grid.columns[column]
    labels = [label for label in (line.institution, line.field) if label]
    if line.institution.codes.get("institution") == TOTAL or not grid.is_input(column):
        role = "total"
    else:
        role = "subtotal" if line.is_total else "value"
    return {
        "workbook_id": workbook_id,
        "sheet": grid.sheet.name,
        "table": grid.part,
        "row": str(row),
        "column": str(column),
        "cell": cell_name(row, column),
        "row_label": JOINT.join(label.printed for label in labels),
        "column_label": category.printed,
        "printed": grid.sheet.printed(row, column) or text.value,
        "value": text.value,
        "status": text.status,
        "markers": " ".join(text.markers),
        "role": role,
        "period_label": grid.period,
        "category_label": category.understood,
        "institution_label": line.institution.understood,
        "field_label": line.field.understood if line.field else "",
    }

"""A workbook without what speaks of persons: sheets that list them, columns of telephones."""

from collections.abc import Collection, Mapping
from dataclasses import replace

from exchange_stats.privacy.persons import place_of_persons
from exchange_stats.reading import returns
from exchange_stats.reading.table import place_text
from exchange_stats.reading.workbook import Notice, Sheet, Workbook, numbers_left
from exchange_stats.reading.workbook.intake.refusals import naming, warning


def without_persons(workbook: Workbook) -> Workbook:
    """Return a workbook without its sheets about persons and its columns of telephones."""
    sheets, notes = [], []
    with naming(workbook.path.name):
        for sheet in workbook.sheets:
            if place := _place_of_persons(sheet):
                notes.append(warning("W_PERSONS", cell=place))
                continue
            if columns := returns.contact_columns(sheet):
                column, row = min(columns.items())
                cell = place_text(sheet, row, column)
                notes.append(warning("W_CONTACTS", n=len(columns), cell=cell))
                sheet = _without_columns(sheet, columns)
            sheets.append(sheet)
    return replace(workbook, sheets=tuple(sheets), notes=(*workbook.notes, *notes))


def _place_of_persons(sheet: Sheet) -> str:
    """Return the first cell that gives persons away, by its heading or by what columns hold."""
    if headings := returns.private_cells([sheet]):
        return headings[0]
    place = place_of_persons(sheet.values)
    return place_text(sheet, *place) if place else ""


def _without_columns(sheet: Sheet, columns: Mapping[int, int]) -> Sheet:
    """Return a sheet with columns empty from the row of their headings on."""
    width = max(map(len, sheet.values))
    first = [columns.get(column, len(sheet.values)) for column in range(width)]
    values = [
        [None if row >= first[column] else value for column, value in enumerate(cells)]
        for row, cells in enumerate(sheet.values)
    ]
    return replace(sheet, values=values)


def counts_beside(workbook: Workbook, read: Collection[str]) -> tuple[Notice, ...]:
    """Return the notice of numbers on other sheets than those read, beside a list of persons."""
    left = [
        place_text(sheet, row, column)
        for sheet in without_persons(workbook).sheets
        for row, cells in enumerate(sheet.values)
        for column, value in enumerate(cells)
        if sheet.name not in read and isinstance(value, float)
    ]
    return tuple(numbers_left(workbook.path.name, left))

"""Any workbook to tidy cells: by its declared layout, as a return, or by a proposal."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import ModuleType

import pandas as pd

from exchange_stats.evidence import harmonise
from exchange_stats.ground import factbook
from exchange_stats.ground.errors import LayoutError, refuse
from exchange_stats.privacy.persons import place_of_persons
from exchange_stats.reading import proposal, returns, sources
from exchange_stats.reading.proposal.tidy import Tidy
from exchange_stats.reading.sources import RawWorkbook
from exchange_stats.reading.table import place_text
from exchange_stats.reading.workbook import (
    Notice,
    Sheet,
    Workbook,
    no_table,
    numbers_left,
    read_workbook,
)
from exchange_stats.reading.workbook.intake.limits import limit
from exchange_stats.reading.workbook.intake.refusals import naming, reject, warning

DECLARED, RETURNED, PROPOSED, EMPTY = "declared", "returned", "proposed", "empty"


@dataclass(frozen=True)
class Answer:
    """The tidy cells of a workbook and on what they rest.

    Attributes
    ----------
    cells : DataFrame
        One row a body cell: at least sheet, table, cell, row, column, row_label, column_label,
        printed, value, status and role.
    how : str
        ``declared`` (a layout of ``facts/layouts``), ``returned`` (our form, or a list of
        persons as counts), ``proposed`` (no one has confirmed the layout) or ``empty`` (no table
        of numbers found: no cells, and a note).
    notes : tuple of Notice
        What is to be looked at in the workbook, each with its ``W_...`` code.
    """

    cells: pd.DataFrame
    how: str
    notes: tuple[Notice, ...] = ()


def read_file(file: Path, sheet_name: str = "", layout_id: str = "") -> Answer:
    """Return the cells of a workbook, a list of persons as counts only.

    A list that cannot be counted, and columns of telephones and addresses, are left out with a
    note of their place.

    Parameters
    ----------
    file : Path
        Any workbook; a registered one is known by its bytes.
    sheet_name : str
        Only this sheet.
    layout_id : str
        A layout of ``facts/layouts``, for a workbook that is not registered.

    Raises
    ------
    LayoutError
        If there is no such sheet or layout, or the layout declares no table on the sheet.
    """
    found = _found(file, sheet_name, layout_id)
    if isinstance(found, Answer):
        return found
    tidy, notes = found  # the sheets, which are as large as the frame, are gone by now
    return Answer(tidy.frame(), PROPOSED, notes)


def _found(file: Path, sheet_name: str, layout_id: str) -> Answer | tuple[Tidy, tuple[Notice, ...]]:
    """Return the answer, or what it is made of where a proposal gives it: cells and notes."""
    workbook = read_workbook(file)
    sheets = _chosen(workbook, sheet_name)
    answer = _known(workbook, layout_id)
    if answer is None:
        public = _without_persons(workbook)
        asked = [sheet for sheet in public.sheets if sheet_name in ("", sheet.name)]
        tidy = _proposed(public, asked)
        if len(tidy):
            return tidy, (*public.notes, *numbers_left(workbook.path.name, tidy.left))
        told = [no_table(workbook.path.name, asked)] if asked else []
        return Answer(tidy.frame(), EMPTY, (*public.notes, *told))
    cells = answer.cells
    cells = cells[cells["sheet"].isin([sheet.name for sheet in sheets])].reset_index(drop=True)
    _refuse_empty(workbook, sheets, cells)
    return Answer(cells.astype({"row": int, "column": int}), answer.how, workbook.notes)


def _chosen(workbook: Workbook, sheet_name: str) -> list[Sheet]:
    sheets = [sheet for sheet in workbook.sheets if sheet_name in ("", sheet.name)]
    if not sheets:
        there = ", ".join(repr(sheet.name) for sheet in workbook.sheets)
        message = (
            f"{workbook.path.name}: no sheet {sheet_name!r}, expected one of {there}; "
            "correct --sheet"
        )
        raise LayoutError(message)
    _refuse_too_many(workbook, sheets)
    return sheets


def _refuse_too_many(workbook: Workbook, sheets: list[Sheet]) -> None:
    """Refuse more cells than tables can be made of in the memory that we promise."""
    rows = [row for sheet in sheets for row in sheet.values]
    most, cells = limit("workbook", "table_cells"), sum(map(len, rows))
    if cells > most:  # counted without blanks only then: few sheets are so wide
        cells -= sum(row.count(None) for row in rows)
    if cells > most:
        with naming(workbook.path.name):
            reject("E_TOO_BIG", n=cells, what="cells", limit=most, name="table_cells")


def _refuse_empty(workbook: Workbook, sheets: list[Sheet], cells: pd.DataFrame) -> None:
    if cells.empty:
        asked = ", ".join(repr(sheet.name) for sheet in sheets)
        message = (
            f"{workbook.path.name}: its layout declares no table of numbers on {asked}, expected "
            "one; correct --sheet, or add the table to the layout"
        )
        raise LayoutError(message)


def _known(workbook: Workbook, layout_id: str) -> Answer | None:
    """Return what a return or a declared layout gives, ``None`` for any other workbook."""
    ours = returns.recognise(workbook, harmonise.label_codes)
    if ours:
        return Answer(_pipeline().read_return(workbook, workbook.path.name, ours[1]), RETURNED)
    book = registered_by_layout(layout_id) if layout_id else registered_bytes(workbook.path)
    return Answer(_pipeline().read_declared(workbook, book), DECLARED) if book else None


def _pipeline() -> ModuleType:
    """Return the module of the build: it takes longer to load than most workbooks to read."""
    from exchange_stats import pipeline

    return pipeline


def registered_bytes(file: Path) -> RawWorkbook | None:
    """Return the registered workbook that has the bytes of a file."""
    return sources.workbook_of(sources.file_sha256(file))


def registered_by_layout(layout_id: str) -> RawWorkbook:
    """Return the first registered workbook that is read by a layout.

    Raises
    ------
    LayoutError
        If there is none.
    """
    books = sources.load_workbooks().values()
    named = next((book for book in books if book.layout == layout_id), None)
    if named is None:
        known = ", ".join(factbook.names("layouts")) or "none yet"
        message = (
            f"layout {layout_id!r}: no registered workbook is read by it, expected one of {known}; "
            "correct --layout, or register the workbook in facts/sources.toml"
        )
        raise LayoutError(message)
    return named


def open_counts(file: Path, sheet_name: str = "") -> Workbook:
    """Return a workbook, or one sheet of it, without what speaks of persons, to be looked at.

    Raises
    ------
    LayoutError
        If there is no such sheet, or the workbook is a return or speaks of nothing but persons.
    """
    workbook = read_workbook(file)
    if returns.recognise(workbook, harmonise.label_codes):
        message = (
            f"{file.name}: our own form or a list of persons found, expected another workbook; "
            "these need no layout, `exchange-stats read` reads them"
        )
        raise LayoutError(message)
    asked = {sheet.name for sheet in _chosen(workbook, sheet_name)}
    public = _without_persons(workbook)
    sheets = tuple(sheet for sheet in public.sheets if sheet.name in asked)
    if not sheets:
        refuse(
            LayoutError,
            f"{file.name}: columns about persons found, expected counts",
            [f"{note.sheet}!{note.cell}" for note in public.notes if note.code == "W_PERSONS"],
            "docs/returns.md says which headings a list of persons needs to be counted",
        )
    return replace(public, sheets=sheets)


def _without_persons(workbook: Workbook) -> Workbook:
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


def _proposed(workbook: Workbook, sheets: list[Sheet]) -> Tidy:
    asked = {sheet.name for sheet in sheets}
    others = [sheet for sheet in workbook.sheets if sheet.name not in asked]
    return proposal.tidy_sheets(sheets, sources.symbols_beside(workbook.path), others)

"""Any workbook to tidy cells: by its declared layout, as a return, or by a proposal."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from types import ModuleType

import pandas as pd

from exchange_stats.evidence import harmonise
from exchange_stats.ground.errors import ExchangeStatsError, InputError, LayoutError, joined, refuse
from exchange_stats.reading import proposal, returns, sources
from exchange_stats.reading.proposal.tidy import Tidy
from exchange_stats.reading.sources import RawWorkbook
from exchange_stats.reading.workbook import (
    Notice,
    Sheet,
    Workbook,
    no_table,
    numbers_left,
    read_workbook,
    read_workbooks,
)
from exchange_stats.reading.workbook.intake.limits import limit
from exchange_stats.reading.workbook.intake.refusals import naming, reject
from exchange_stats.received.public import counts_beside, without_persons

DECLARED, RETURNED, PROPOSED, EMPTY = "declared", "returned", "proposed", "empty"
CERTAIN = (EMPTY, DECLARED, RETURNED, PROPOSED)  # what needs most to be looked at comes last


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
        of numbers found: no cells, and a note). Of several workbooks, that of the least certain.
    notes : tuple of Notice
        What is to be looked at in the workbook, each with its ``W_...`` code.
    """

    cells: pd.DataFrame
    how: str
    notes: tuple[Notice, ...] = ()


def read_paths(
    given: str | Path | Iterable[str | Path],
    sheet_name: str = "",
    layout_id: str = "",
    say: Callable[[str], None] = lambda name: None,
) -> Answer:
    """Return the cells of a workbook, or of several, or of all in a folder, in one table.

    Of several, the name of each stands in the first column, ``workbook``. The other parameters
    are those of :func:`read_file`, and ``say``, which is told the name of each of several.

    Raises
    ------
    ExchangeStatsError
        If any of them is refused: one message for all.
    """
    if isinstance(given, str | Path):
        if not Path(given).is_dir():
            return read_file(Path(given), sheet_name, layout_id)
        given = [given]
    return _read_files(sources.files_in(map(Path, given)), sheet_name, layout_id, say)


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
    answer = _answer(read_workbook(file), sheet_name, layout_id, (tidy := Tidy(), ""))
    if answer.how != PROPOSED:
        return answer
    return replace(answer, cells=tidy.frame())  # the sheets, as large as it, are gone by now


def _read_files(
    files: Sequence[Path], sheet_name: str, layout_id: str, say: Callable[[str], None]
) -> Answer:
    """Return the cells of several workbooks in one table, each with the name of its own first."""
    names, tidy, answers, refusals = _names_of(files), Tidy(), {}, []
    for name, book in zip(names, read_workbooks(files), strict=True):
        say(name)
        try:
            if isinstance(book, InputError):
                raise book
            answers[name] = _answer(book, sheet_name, layout_id, (tidy, name))
        except ExchangeStatsError as error:
            refusals.append(error)
    if refusals:
        raise joined(refusals) from None
    told = [one.cells.assign(workbook=name) for name, one in answers.items() if len(one.cells)]
    cells = _in_order([tidy.frame(), *told], names) if told else tidy.frame()
    notes = tuple(note for one in answers.values() for note in one.notes)
    return Answer(cells, max((one.how for one in answers.values()), key=CERTAIN.index), notes)


def _names_of(files: Sequence[Path]) -> list[str]:
    """Return the names of files, with their folders where some have the same."""
    names = [file.name for file in files]
    return names if len({*names}) == len(names) else [file.as_posix() for file in files]


def _in_order(tables: list[pd.DataFrame], names: list[str]) -> pd.DataFrame:
    """Return tables of cells in one, by the order of their workbooks."""
    whole = pd.concat([table for table in tables if len(table)], ignore_index=True)
    place = whole["workbook"].astype("str").map({name: n for n, name in enumerate(names)})
    whole = whole.loc[place.sort_values(kind="stable").index].reset_index(drop=True)
    return whole[["workbook", *(name for name in whole.columns if name != "workbook")]]


def _answer(workbook: Workbook, sheet_name: str, layout_id: str, to: tuple[Tidy, str]) -> Answer:
    """Return the answer on a workbook; cells of a proposal are added to others, not yet a frame."""
    sheets = _chosen(workbook, sheet_name)
    answer = _known(workbook, layout_id)
    if answer is None:
        public, (tidy, _) = without_persons(workbook), to
        asked = [sheet for sheet in public.sheets if sheet_name in ("", sheet.name)]
        cells, left = len(tidy), len(tidy.left)
        if len(_proposed(public, asked, to)) > cells:
            told = numbers_left(workbook.path.name, tidy.left[left:])
            return Answer(_no_cells(), PROPOSED, (*public.notes, *told))
        none = [no_table(workbook.path.name, asked)] if asked else []
        return Answer(Tidy().frame(), EMPTY, (*public.notes, *none))
    is_asked = answer.cells["sheet"].isin([sheet.name for sheet in sheets])
    cells = answer.cells[is_asked].reset_index(drop=True)
    _refuse_empty(workbook, sheets, cells)
    return replace(answer, cells=cells.astype({"row": int, "column": int}))


@cache
def _no_cells() -> pd.DataFrame:
    """Return no cells, for an answer whose cells are not yet a frame: one takes 0.1 ms."""
    return pd.DataFrame()


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
    if ours := returns.recognise(workbook, harmonise.label_codes):
        cells = _pipeline().read_return(workbook, workbook.path.name, ours[1])
        left = counts_beside(workbook, {*cells["sheet"]}) if ours[0] == returns.PERSONS else ()
        return Answer(cells, RETURNED, (*workbook.notes, *left))
    if layout_id:
        book: RawWorkbook | None = sources.workbook_by_layout(layout_id)
    else:
        book = sources.workbook_of(sources.file_sha256(workbook.path))
    notes = workbook.notes
    return Answer(_pipeline().read_declared(workbook, book), DECLARED, notes) if book else None


def _pipeline() -> ModuleType:
    """Return the module of the build: it takes longer to load than most workbooks to read."""
    from exchange_stats import pipeline

    return pipeline


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
    public = without_persons(workbook)
    sheets = tuple(sheet for sheet in public.sheets if sheet.name in asked)
    if not sheets:
        refuse(
            LayoutError,
            f"{file.name}: columns about persons found, expected counts",
            [f"{note.sheet}!{note.cell}" for note in public.notes if note.code == "W_PERSONS"],
            "docs/returns.md says which headings a list of persons needs to be counted",
        )
    return replace(public, sheets=sheets)


def _proposed(workbook: Workbook, sheets: list[Sheet], to: tuple[Tidy, str]) -> Tidy:
    asked = {sheet.name for sheet in sheets}
    others = [sheet for sheet in workbook.sheets if sheet.name not in asked]
    return proposal.tidy_sheets(sheets, sources.symbols_beside(workbook.path), others, to=to)

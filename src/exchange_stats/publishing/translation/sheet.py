"""The workbook for a translator: instructions, a sheet for each language, the glossary."""

import datetime
from collections.abc import Mapping, Sequence
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from exchange_stats.ground.errors import RawFileError
from exchange_stats.ground.inert import sheet_text
from exchange_stats.publishing import texts
from exchange_stats.publishing.figures.selection import Tables
from exchange_stats.publishing.office.repack import repack
from exchange_stats.publishing.translation import catalogues, entries
from exchange_stats.publishing.translation.catalogues import sheet_of
from exchange_stats.publishing.translation.entries import Entry
from exchange_stats.publishing.translation.glossary import load_terms

# Column, width; the heading is the text translation.<column>.
COLUMNS = {
    **{"key": 30, "shown": 26, "english": 46, "russian": 46, "text": 52, "state": 24},
    **{"comment": 30, "left": 11, "source": 10, "exported": 10},
}
WRITTEN = ("text", "state", "comment")
HIDDEN = ("source", "exported")
HEADINGS = ("en", "ru")
FILES = tuple(catalogues.KEYS)
STEPS = tuple(f"step_{number}" for number in range(1, 8))
ALLOWED = ("formatColumns", "formatRows", "autoFilter")
THIN = Side(style="thin", color="B0B0B0")
GRID = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
HEAD, FREE = PatternFill("solid", fgColor="DCE6F1"), PatternFill("solid", fgColor="FFF9DB")
WRAPPED = Alignment(wrap_text=True, vertical="top")
FONTS = {"zh": "Microsoft YaHei"}
LINE = 15


def write_sheets(
    path: Path, tables: Tables, languages: Sequence[str], files: Sequence[str] = FILES
) -> Path:
    """Write every text for a translator, a sheet for each fact file in each language.

    The same texts give the same bytes.

    Parameters
    ----------
    path : Path
        An ``.xlsx`` file that does not exist yet.
    tables : mapping of str to DataFrame
        The processed tables: with their numbers a text is as long as it will be printed.
    languages : sequence of str
        Languages to translate into.
    files : sequence of str
        Stems of fact files, all by default.

    Raises
    ------
    RawFileError
        If the file exists, is no ``.xlsx``, or cannot be written.
    """
    _check_path(path)
    book = Workbook()
    book.remove(book.active)
    _put_steps(book.create_sheet(heading("instructions")))
    for language in languages:
        for name in files:
            if listed := catalogues.list_entries(name, tables, language):
                _put_entries(book.create_sheet(sheet_of(name, language)), listed, language)
    _put_glossary(book.create_sheet(heading("glossary")))
    book.properties.creator = book.properties.lastModifiedBy = "exchange_stats"
    book.properties.created = datetime.datetime(2000, 1, 1)
    try:
        book.save(path)
    except OSError as error:
        message = f"{path}: cannot be written ({error.strerror}); check the folder and free space"
        raise RawFileError(message) from None
    return repack(path)


def heading(name: str) -> str:
    """Return a heading in English and Russian; by it a column is known on the way back."""
    words = (texts.text(f"translation.{name}", language) for language in HEADINGS)
    return " \u00b7 ".join(words)


def state_words() -> dict[str, str]:
    """Return the words of each state in the drop-down, by its code."""
    return {state: texts.text(f"translation.{state}", "en") for state in entries.STATES}


def _check_path(path: Path) -> None:
    if path.suffix.lower() != ".xlsx":
        message = f"{path.name}: not a kind we write, expected .xlsx; choose such a name"
        raise RawFileError(message)
    if path.exists():
        message = (
            f"{path.name}: is there already, perhaps filled in, expected a new name"
            "; it is not overwritten"
        )
        raise RawFileError(message)


def _put_entries(sheet: Worksheet, listed: Sequence[Entry], language: str) -> None:
    _put_headings(sheet, COLUMNS)
    letters = {name: get_column_letter(at) for at, name in enumerate(COLUMNS, start=1)}
    for row, one in enumerate(listed, start=2):
        values = _values(one, f"{letters['text']}{row}")
        for column, (name, value) in enumerate(values.items(), start=1):
            free = name in WRITTEN and (one.noted or name != "comment")
            _put(sheet.cell(row, column), value, free=free, counted=name == "left")
        sheet[f"{letters['text']}{row}"].font = Font(name=FONTS.get(language, "Arial"), size=10)
        _fit_height(sheet, row, values)
    last = len(listed) + 1
    words = ",".join(state_words().values())
    listing = DataValidation(
        "list", formula1=f'"{words}"', allow_blank=False, showErrorMessage=True
    )
    listing.add(f"{letters['state']}2:{letters['state']}{last}")
    sheet.add_data_validation(listing)
    for name in HIDDEN:
        sheet.column_dimensions[letters[name]].hidden = True
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = f"A1:{letters['left']}{last}"
    _protect(sheet)


def _values(one: Entry, place: str) -> dict[str, str]:
    left = "" if one.room is None else f"={one.room}-LEN({place})"
    values = (one.key, one.shown, one.en, one.ru, one.text, state_words()[one.state], one.note)
    return dict(zip(COLUMNS, (*values, left, one.source, one.exported), strict=True))


def _put(cell: Cell, value: str, *, free: bool = False, counted: bool = False) -> None:
    """Give a cell a text that is never taken for a formula, but for the characters left."""
    cell.value = sheet_text(value) or None
    if cell.value and not counted:
        cell.data_type = "s"
    cell.number_format = "General" if counted else "@"
    cell.font, cell.alignment, cell.border = Font(name="Arial", size=10), WRAPPED, GRID
    cell.protection = Protection(locked=not free)
    if free:
        cell.fill = FREE


def _put_headings(sheet: Worksheet, widths: Mapping[str, int]) -> None:
    for column, (name, width) in enumerate(widths.items(), start=1):
        cell = sheet.cell(1, column)
        _put(cell, heading(name))
        cell.font, cell.fill = Font(name="Arial", size=10, bold=True), HEAD
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.row_dimensions[1].height = 3 * LINE + 2


def _fit_height(sheet: Worksheet, row: int, values: Mapping[str, str]) -> None:
    """Make a row as high as its longest text, with room for a longer translation."""
    lines = max(-(-len(values[name]) // (COLUMNS[name] - 6)) for name in ("english", "russian"))
    sheet.row_dimensions[row].height = LINE * max(lines, 1) + 4


def _put_steps(sheet: Worksheet) -> None:
    """Say what to do, a column for each language."""
    for column, language in enumerate(texts.languages(), start=1):
        _put(sheet.cell(1, column), texts.locale(language)["name"])
        sheet.cell(1, column).font = Font(name="Arial", size=10, bold=True)
        sheet.column_dimensions[get_column_letter(column)].width = 48
        for row, name in enumerate(STEPS, start=2):
            _put(sheet.cell(row, column), texts.text(f"translation.{name}", language))
            sheet.row_dimensions[row].height = 4 * LINE
    _protect(sheet)


def _put_glossary(sheet: Worksheet) -> None:
    names = texts.languages()
    widths = dict.fromkeys((*names, "never", "comment"), 36)
    for column, (name, width) in enumerate(widths.items(), start=1):
        words = texts.locale(name)["name"] if name in names else heading(name)
        _put(sheet.cell(1, column), words)
        sheet.column_dimensions[get_column_letter(column)].width = width
    for row, term in enumerate(load_terms(), start=2):
        forms = [", ".join(term.forms.get(name, ())) for name in names]
        never = "; ".join(f"{name}: {', '.join(words)}" for name, words in term.never.items())
        for column, value in enumerate((*forms, never, term.note), start=1):
            _put(sheet.cell(row, column), value)
    sheet.freeze_panes = "A2"
    _protect(sheet)


def _protect(sheet: Worksheet) -> None:
    """Lock what is not free, without a password; print across, a page wide."""
    sheet.protection.sheet = True
    for action in ALLOWED:
        setattr(sheet.protection, action, False)  # what is not locked is allowed
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"

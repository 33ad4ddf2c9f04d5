"""Cells that are not what they show: errors, scaled formats, years, values under merges."""

import contextlib
import datetime
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from exchange_stats.ground.errors import ValueTextError
from exchange_stats.ground.numerals import parse_numeral
from exchange_stats.reading.workbook.intake.refusals import naming, warning
from exchange_stats.reading.workbook.sheets import (
    QUOTED,
    WORDS,
    Look,
    Notice,
    Sheet,
    cell_name,
    column_letters,
    plain_text,
)

MISSING, DOUBTFUL = "O", "U"
MOST_NAMED = 8


@dataclass(frozen=True)
class Fault:
    """What is to be said of a cell: its status, how it is printed, and why."""

    status: str = ""
    printed: str = ""
    note: str = ""


def faults_of(
    sheet: Sheet, rows: Sequence[int], columns: Sequence[int]
) -> dict[tuple[int, int], Fault]:
    """Return the faults of the cells in some rows and columns, by their positions in these.

    A value that a merge covers is told at the first cell of the merge.
    """
    covers = [*_covers(sheet)]
    if not sheet.looks and not covers:
        return {}
    row_of = {row: place for place, row in enumerate(rows)}
    column_of = {column: place for place, column in enumerate(columns)}
    found: dict[tuple[int, int], Fault] = {}
    for (row, column), look in sheet.looks.items():
        if row in row_of and column in column_of and not look.under_merge:
            fault = _fault(sheet, (row, column), look)
            if fault is not None:
                found[row_of[row], column_of[column]] = fault
    for (row, column), note in covers:
        if row in row_of and column in column_of:
            place = row_of[row], column_of[column]
            fault = found.get(place, Fault())
            joined = "; ".join(filter(None, (note, fault.note)))
            found[place] = Fault(fault.status, fault.printed, joined)
    return found


def _fault(sheet: Sheet, place: tuple[int, int], look: Look) -> Fault | None:
    shown = sheet.printed(*place)
    if look.error:
        return Fault(MISSING, shown, f"the error {look.error} stands in the cell")
    if look.formula_without_value:
        advice = "open the workbook in Excel and save it"
        return Fault(MISSING, "", f"a formula without a saved value: {advice}")
    value = sheet.value(*place)
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if not look.number_format or not is_number:
        return Fault("", shown) if look.superscript else None
    stored = plain_text(value)
    if look.number_format.endswith("%"):
        return Fault("", shown, f"stored as {stored}, shown as {shown}")
    if _says_another_number(shown, stored):
        note = (
            f"stored as {stored}, shown as {shown!r}: which of the two has the unit of the table?"
        )
        return Fault(DOUBTFUL, shown, note)
    return Fault("", shown)


def _says_another_number(shown: str, stored: str) -> bool:
    """Return whether a print, its scale word applied, is not the stored number rounded."""
    with contextlib.suppress(ValueTextError):
        numeral = parse_numeral(shown, ".")
        apart = abs(float(numeral.value) - float(stored))
        return apart > max(0.51 * float(numeral.granularity), 1e-9 * abs(float(stored)))
    return False


def _covers(sheet: Sheet) -> Iterator[tuple[tuple[int, int], str]]:
    """Yield the first cell of every merge with numbers, and what lies under it."""
    for top, left, bottom, right in sheet.merges:
        if not isinstance(sheet.value(top, left), int | float):
            continue
        under = [
            f"{cell_name(row, column)} = {plain_text(sheet.value(row, column))}"
            for row in range(top, min(bottom + 1, len(sheet.values)))
            for column in range(left, right + 1)
            if (row, column) != (top, left) and sheet.value(row, column) is not None
        ]
        note = f"one value for the merged cells {cell_name(top, left)}:{cell_name(bottom, right)}"
        if under:
            note += f"; hidden under them: {', '.join(under[:MOST_NAMED])}"
        yield (top, left), note


def warnings_of(sheets: Sequence[Sheet]) -> Iterator[Notice]:
    """Yield what a whole workbook has that its values do not show: errors, bare formulas, hiding.

    The first cell of each kind is named.
    """
    for code, attribute in (
        ("W_ERROR_CELL", "error"),
        ("W_NO_CACHED_VALUE", "formula_without_value"),
    ):
        found = [
            f"{sheet.name}!{cell_name(*place)}"
            for sheet in sheets
            for place in sorted(p for p, look in sheet.looks.items() if getattr(look, attribute))
        ]
        if found:
            yield warning(code, n=len(found), cell=found[0])
    hidden = {
        "rows": sum(len(sheet.hidden_rows) for sheet in sheets),
        "columns": sum(len(_hidden_in_use(sheet)) for sheet in sheets),
        "sheets": sum(sheet.hidden for sheet in sheets),
    }
    if any(hidden.values()):
        yield warning("W_HIDDEN", **hidden, cell=next(filter(None, map(_first_hidden, sheets))))


def _first_hidden(sheet: Sheet) -> str:
    """Return the first cell of what is hidden of a sheet, empty where nothing is."""
    places = [(0, 0)] * sheet.hidden
    places += [(row, 0) for row in sorted(sheet.hidden_rows)[:1]]
    places += [(0, column) for column in _hidden_in_use(sheet)[:1]]
    return f"{sheet.name}!{cell_name(*places[0])}" if places else ""


def _hidden_in_use(sheet: Sheet) -> list[int]:
    """Return the hidden columns that hold a cell: all columns behind a table are often hidden."""
    if not sheet.hidden_columns:
        return []
    faulty = {
        place for place, look in sheet.looks.items() if look.error or look.formula_without_value
    }
    held = {column for row in sheet.values for column, value in enumerate(row) if value is not None}
    return sorted(sheet.hidden_columns & (held | {column for _, column in faulty}))


def no_table(file: str, sheets: Sequence[Sheet]) -> Notice:
    """Return the notice of sheets that hold no table of numbers: what they hold instead."""
    values = {type(value) for sheet in sheets for row in sheet.values for value in row}
    kind = "lone_numbers" if values & {int, float} else "lone_words"
    with naming(file):
        return warning("W_NO_TABLE", kind=kind if values - {type(None)} else "no_cells")


def numbers_left(file: str, cells: Sequence[str]) -> Iterator[Notice]:
    """Yield the notice of numbers in no table, of which the first is named; none without any."""
    if cells:
        with naming(file):
            yield warning("W_NUMBERS_LEFT", n=len(cells), cell=cells[0])


def fault_reasons(sheet: Sheet, rows: Sequence[int], columns: Sequence[int]) -> Iterator[str]:
    """Yield what a person should look at: faults by their cell, and what is hidden."""
    named = [
        f"{cell_name(rows[row], columns[column])}: {fault.note}"
        for (row, column), fault in faults_of(sheet, rows, columns).items()
        if fault.note
    ]
    yield from named[:MOST_NAMED]
    if len(named) > MOST_NAMED:
        yield f"{len(named) - MOST_NAMED} more cells are not what they show; see their notes"
    hidden = [str(row + 1) for row in rows if row in sheet.hidden_rows]
    if hidden:
        shown = ", ".join(hidden[:MOST_NAMED]) + (" ..." if len(hidden) > MOST_NAMED else "")
        yield f"rows {shown}: hidden in the workbook, and read"
    for column in sorted(sheet.hidden_columns.intersection(columns)):
        yield f"column {column_letters(column)}: hidden in the workbook, and read"
    if sheet.hidden:
        yield f"sheet {sheet.name!r}: hidden in the workbook, and read"


def put_years(sheets: Iterable[Sheet]) -> None:
    """Put the year in place of a date, or of a number, that the workbook shows as a year."""
    for sheet in sheets:
        for (row, column), look in sheet.looks.items():
            if not look.number_format:
                continue
            shown = _shown(sheet.value(row, column), look.number_format)
            if shown is not None:
                sheet.values[row][column] = shown


def _shown(value: object, number_format: str) -> float | str | None:
    """Return the year or the academic year that a format shows, ``None`` if it shows neither."""
    if isinstance(value, datetime.date):
        return float(value.year) if shows_year_alone(number_format) else None
    if isinstance(value, int | float) and is_split_year(value) and split_by(number_format):
        years = str(int(value))
        return f"{years[:4]}{split_by(number_format)}{years[4:]}"
    return None


def shows_year_alone(number_format: str) -> bool:
    """Return whether a format shows nothing of a date but its year.

    Examples
    --------
    >>> shows_year_alone("yyyy"), shows_year_alone("[$-419]yyyy;@"), shows_year_alone("mmm yyyy")
    (True, True, False)
    """
    return set(QUOTED.sub("", number_format.split(";")[0]).strip().casefold()) == {"y"}


def split_by(number_format: str) -> str:
    """Return the sign with which a format parts 202122 into an academic year, empty if it does not.

    Examples
    --------
    >>> split_by('0000"/"00'), split_by("0000-00"), split_by("0000")
    ('/', '-', '')
    """
    section = number_format.split(";")[0]
    plain = WORDS.sub(lambda sign: sign[1] or sign[2] or "", section).strip()
    parted = re.fullmatch(r"0000([-/\u2010-\u2015])00", plain)
    return parted[1] if parted else ""


def is_split_year(value: object) -> bool:
    """Return whether a whole number is two years that follow one another, 202122 for 2021/22.

    Examples
    --------
    >>> is_split_year(202122), is_split_year(199900.0), is_split_year(202123)
    (True, True, False)
    """
    if not isinstance(value, int | float) or not 190001 <= value <= 210001:
        return False
    first, second = divmod(int(value), 100)
    return value == int(value) and (first + 1) % 100 == second

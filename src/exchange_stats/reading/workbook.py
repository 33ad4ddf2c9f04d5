"""A raw file to sheets of cells; the only place where bytes become cells."""

import contextlib
import datetime
import io
import re
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import python_calamine

from exchange_stats.ground.errors import RawFileError
from exchange_stats.ground.numerals import number_text
from exchange_stats.reading.looks import Look, SheetLooks, read_looks

RAISED = str.maketrans(
    "0123456789()", "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079\u207d\u207e"
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OTHER_KINDS = {
    b"%PDF": "a PDF document",
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"Rar!": "a RAR archive",
    b"7z\xbc\xaf": "a 7z archive",
    b"SQLite": "an SQLite database",
}


@dataclass(frozen=True)
class Sheet:
    """The cells of one sheet; row 0 and column 0 are the first of the sheet, even when empty.

    Attributes
    ----------
    values : list of list
        Dense rows of str, int, float, bool, date, datetime or None; texts stand without
        their superscripts.
    looks : dict
        What cells have beside their value, only for cells that have something.
    merges : tuple of tuple
        First row, first column, last row, last column of every merged range.
    """

    name: str
    values: list[list[object]]
    looks: dict[tuple[int, int], Look] = field(default_factory=dict)
    merges: tuple[tuple[int, int, int, int], ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    hidden: bool = False

    def value(self, row: int, column: int) -> object:
        """Return the value of a cell, ``None`` outside the sheet."""
        if 0 <= row < len(self.values) and 0 <= column < len(self.values[row]):
            return self.values[row][column]
        return None

    def printed(self, row: int, column: int) -> str:
        """Return a cell as the workbook shows it, its superscripts as raised characters."""
        look = self.looks.get((row, column))
        text = look.error if look and look.error else plain_text(self.value(row, column))
        return text + look.superscript.translate(RAISED) if look else text


@dataclass(frozen=True)
class Workbook:
    """The sheets of one raw file, its format, and notes on how it had to be read."""

    path: Path
    format: str
    sheets: tuple[Sheet, ...]
    notes: tuple[str, ...] = ()

    def sheet(self, name: str) -> Sheet | None:
        """Return the sheet of this name, ``None`` if there is none."""
        return next((sheet for sheet in self.sheets if sheet.name == name), None)


def plain_text(value: object) -> str:
    """Return a cell value as text: whole numbers without ``.0``, dates in ISO form.

    Examples
    --------
    >>> plain_text(2018.0), plain_text(762.8), plain_text(None)
    ('2018', '762.8', '')
    """
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else number_text(float(f"{value:.15g}"))
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        return value.date().isoformat()
    return str(value)


def cell_name(row: int, column: int) -> str:
    """Return the A1 address of a 0-based row and column.

    Examples
    --------
    >>> cell_name(4, 27)
    'AB5'
    """
    return f"{column_letters(column)}{row + 1}"


def column_letters(column: int) -> str:
    """Return the letters of a 0-based column.

    Examples
    --------
    >>> column_letters(0), column_letters(701), column_letters(702)
    ('A', 'ZZ', 'AAA')
    """
    letters, column = "", column + 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def read_workbook(path: str | Path) -> Workbook:
    """Return the sheets of a workbook.

    Raises
    ------
    RawFileError
        If the file is missing, cannot be read, or is not a workbook.
    """
    path = Path(path)
    content = _bytes_of(path)
    for beginning, kind in OTHER_KINDS.items():
        if content.startswith(beginning):
            raise _refused(path, f"{kind} found", "ask for the workbook itself")
    if content.startswith((b"PK", OLE, b"\x09\x08")):
        return _binary_workbook(path, content)
    raise _refused(path, "no workbook found inside", "open it in Excel and save it as .xlsx")


def _bytes_of(path: Path) -> bytes:
    if not path.is_file():
        found = "a folder found" if path.is_dir() else "no such file"
        raise _refused(path, found, "check the name and the folder")
    try:
        content = path.read_bytes()
    except OSError as error:
        reason = f"it cannot be read ({error.strerror})"
        raise _refused(path, reason, "check the rights of the file, or copy it anew") from None
    if not content:
        raise _refused(path, "an empty file found", "ask for the workbook again")
    return content


def _refused(path: Path, found: str, advice: str) -> RawFileError:
    return RawFileError(f"{path.name}: {found}, expected a workbook; {advice}")


def _binary_workbook(path: Path, content: bytes) -> Workbook:
    kind = _container(content)
    if kind == "protected":
        raise _refused(path, "a password found", "save a copy without the password")
    try:
        looks = _looks_of(content) if kind == "xlsx" else {}
        with python_calamine.load_workbook(io.BytesIO(content)) as book:
            sheets = tuple(_sheets(book, looks))
    except Exception as error:  # the readers raise whatever a damaged file leads to
        found = f"damaged content found ({type(error).__name__})"
        advice = "open it in Excel, let it repair the file and save a new copy"
        raise _refused(path, found, advice) from None
    if not sheets:
        raise _refused(path, "no sheet with cells found", "ask for the full copy")
    return Workbook(path, kind, sheets)


def _container(content: bytes) -> str:
    if content.startswith(b"PK"):
        with contextlib.suppress(zipfile.BadZipFile):
            names = " ".join(zipfile.ZipFile(io.BytesIO(content)).namelist()).lower()
            if "workbook.bin" in names:
                return "xlsb"
            return "xlsx" if "workbook.xml" in names else "ods"
        return "xlsx"
    return "protected" if "EncryptedPackage".encode("utf-16-le") in content else "xls"


def _looks_of(content: bytes) -> dict[str, SheetLooks]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return read_looks(archive)


def _sheets(
    book: python_calamine.CalamineWorkbook, looks: dict[str, SheetLooks]
) -> Iterable[Sheet]:
    for entry in book.sheets_metadata:
        if entry.typ != python_calamine.SheetTypeEnum.WorkSheet:
            continue
        found = book.get_sheet_by_name(entry.name)
        beside = looks.get(entry.name, SheetLooks())
        sheet = Sheet(
            entry.name,
            _dense(found.to_python(skip_empty_area=False)),
            beside.looks,
            tuple((*first, *last) for first, last in found.merged_cell_ranges or ()),
            beside.hidden_rows,
            beside.hidden_columns,
            entry.visible != python_calamine.SheetVisibleEnum.Visible,
        )
        _put_texts(sheet, beside.texts)
        _mark_hidden_by_merges(sheet)
        yield sheet


def _dense(rows: list[list[Any]]) -> list[list[object]]:
    """Return the rows with ``None`` for every empty cell."""
    return [[None if value == "" else value for value in row] if "" in row else row for row in rows]


def _put_texts(sheet: Sheet, texts: dict[tuple[int, int], str]) -> None:
    for (row, column), text in texts.items():
        if sheet.value(row, column) is not None:
            sheet.values[row][column] = re.sub(r"\s+$", "", text) or None


def _mark_hidden_by_merges(sheet: Sheet) -> None:
    for top, left, bottom, right in sheet.merges:
        for row in range(top, min(bottom + 1, len(sheet.values))):
            for column in range(left, min(right + 1, len(sheet.values[row]))):
                if (row, column) != (top, left) and sheet.values[row][column] is not None:
                    look = sheet.looks.get((row, column), Look())
                    sheet.looks[row, column] = replace(look, under_merge=True)

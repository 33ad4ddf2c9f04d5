"""Sheets of cells: what every reader of raw files hands on."""

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import zip_longest
from pathlib import Path

from exchange_stats.ground.numerals import number_text

RAISED = str.maketrans(
    "0123456789()", "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079\u207d\u207e"
)
QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
WORDS = re.compile(r'"([^"]*)"|\\(.)')
DECIMALS = re.compile(r"\.([0#?]+)")
SCALED = re.compile(r"[0#?](,+)(?![0#?,])")


@dataclass(frozen=True)
class Look:
    """What one cell has beside its value; only cells that have something get one."""

    superscript: str = ""
    number_format: str = ""
    bold: bool = False
    indent: int = 0
    error: str = ""
    formula_without_value: bool = False
    comment: bool = False
    under_merge: bool = False


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

    @cached_property
    def merged(self) -> dict[tuple[int, int], tuple[int, int]]:
        """Return for every cell inside a merged range the first cell of the range."""
        width = max(map(len, self.values), default=0)
        return {
            (row, column): (top, left)
            for top, left, bottom, right in self.merges
            for row in range(top, min(bottom + 1, len(self.values)))
            for column in range(left, min(right + 1, width))
        }

    @cached_property
    def columns(self) -> list[tuple[object, ...]]:
        """Return the values column by column."""
        return [*zip_longest(*self.values)]

    def cells(self, rows: Sequence[int], column: int) -> Sequence[object]:
        """Return the values of a column in some rows, all of them inside the sheet."""
        cells, run = self.columns[column], run_of(rows)
        return cells[run] if isinstance(run, slice) else [cells[row] for row in run]

    def value(self, row: int, column: int) -> object:
        """Return the value of a cell, ``None`` outside the sheet."""
        if 0 <= row < len(self.values) and 0 <= column < len(self.values[row]):
            return self.values[row][column]
        return None

    def printed(self, row: int, column: int) -> str:
        """Return a cell as the workbook shows it, its superscripts as raised characters."""
        look, value = self.looks.get((row, column)), self.value(row, column)
        if look is None:
            return plain_text(value)
        if look.number_format and isinstance(value, int | float):
            return formatted(value, look.number_format)
        return (look.error or plain_text(value)) + look.superscript.translate(RAISED)


def run_of(places: Sequence[int]) -> slice | list[int]:
    """Return rising places as a slice when none is left out: most tables have no gap.

    Examples
    --------
    >>> run_of([3, 4, 5]), run_of([3, 5])
    (slice(3, 6, None), [3, 5])
    """
    if len(places) and places[-1] - places[0] == len(places) - 1:
        return slice(int(places[0]), int(places[-1]) + 1)
    return [*places]


@dataclass(frozen=True)
class Notice:
    """What is to be looked at in a workbook that was read: a ``W_...`` code and its words.

    Attributes
    ----------
    sheet, cell : str
        The first cell concerned; empty where it is the whole workbook.
    said, advice : dict
        What was found and what to do, by language; never what a cell holds.
    """

    code: str
    file: str
    sheet: str
    cell: str
    said: dict[str, str]
    advice: dict[str, str]

    def told(self, language: str) -> str:
        """Return the notice on one line, in a language."""
        where = f'"{self.file}": ' if self.file else ""
        return f"{self.code}: {where}{self.said[language]}; {self.advice[language]}"


@dataclass(frozen=True)
class Workbook:
    """The sheets of one raw file, its format, and notices on how it had to be read."""

    path: Path
    format: str
    sheets: tuple[Sheet, ...]
    notes: tuple[Notice, ...] = ()

    def sheet(self, name: str) -> Sheet | None:
        """Return the sheet of this name, ``None`` if there is none."""
        return next((sheet for sheet in self.sheets if sheet.name == name), None)


def formatted(value: float, number_format: str) -> str:
    """Return a number as a format shows it, as far as that changes its size or its unit.

    Examples
    --------
    >>> formatted(0.125, "0.0%"), formatted(16900, '#,##0.0,"k"'), formatted(16900, "#,##0")
    ('12.5%', '16.9k', '16900')
    """
    section = number_format.split(";")[0]
    bare = QUOTED.sub("", section)
    decimals = len(DECIMALS.search(bare)[1]) if DECIMALS.search(bare) else 0  # type: ignore[index]
    if bare.endswith("%"):
        return f"{value:.{decimals}%}"
    scale = SCALED.search(bare)
    words = "".join(a or b for a, b in WORDS.findall(section[section.rfind("0") :]))
    if not scale:
        return plain_text(value) + words
    return f"{value / 1000 ** len(scale[1]):.{decimals}f}{words}"


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


def place_of(address: bytes | str) -> tuple[int, int]:
    """Return row and column, 0-based, of an A1 address.

    Examples
    --------
    >>> place_of("C5")
    (4, 2)
    """
    text = address.decode() if isinstance(address, bytes) else address
    letters = text.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return int(text[len(letters) :]) - 1, column - 1

"""The kinds of the cells of a sheet: numbers, years, signs and texts, as one matrix."""

import contextlib
import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from exchange_stats.ground.errors import ValueTextError
from exchange_stats.ground.numerals import bracketed, parse_numeral, whole_and_part, with_share
from exchange_stats.reading import words
from exchange_stats.reading.cell_text import bare_numeral, one_line, split_marks
from exchange_stats.reading.table import merged_places
from exchange_stats.reading.workbook import Sheet, plain_text, run_of

BLANK, NUMBER, YEAR, SIGN, TEXT, PAIR = range(6)
LEAST_PAIRS = 3
LONGEST_YEAR = 14
YEAR_TEXT = re.compile(
    r"(?:19|20)\d\d(?:\s*[/\-\u2010-\u2015]\s*(?:(?:19|20)\d\d|\d\d))?(?:\.0|\d{1,2}\)|\*+)?"
)
MARKS_ONLY = re.compile(r"[^\w\s]{1,4}|[xX\u0445\u0425]")
HEADINGS = (
    "%",
    "\u2030",
    "\uff05",
    "+/-",
    "+/\u2013",
    "+/\u2212",
    "\u00b1",
)  # "#" is a sign as well
PLAIN = re.compile(r"-?\d{1,15}(?:\.\d+)?")
BOUND = re.compile(r"[<>\u2264\u2265~\u2248\u223c]\s*\d[\d\s.,]*%?")
FLAGGED = re.compile(r"[^\w\s]{1,3}\s[a-z]")
SHORT_POWER = re.compile(r"(-?\d{1,3}(?:[.,]\d{1,2})?)\s([kmbt])")
GROUPED = re.compile(r"[1-9]\d{0,2}(?:[ \u00a0\u2009\u202f]\d{3})+", re.ASCII)


@dataclass(frozen=True)
class Grid:
    """The cells of a sheet with the kind of each.

    Attributes
    ----------
    kinds : array of rows by columns
        ``BLANK``, ``NUMBER``, ``YEAR`` (a number or text that can be a year), ``SIGN``
        (a missing sign or a mark alone) or ``TEXT``.
    """

    sheet: Sheet
    kinds: np.ndarray

    @property
    def height(self) -> int:
        """Return the number of rows."""
        return int(self.kinds.shape[0])

    @property
    def width(self) -> int:
        """Return the number of columns."""
        return int(self.kinds.shape[1])

    @cached_property
    def merged(self) -> dict[tuple[int, int], tuple[int, int]]:
        """Return the first cell of the merged range of every cell inside one."""
        return merged_places(self.sheet)

    @cached_property
    def covered(self) -> np.ndarray:
        """Return which cells lie under a merge without being its first cell."""
        found = np.zeros(self.kinds.shape, bool)
        for place, first in self.merged.items():
            found[place] = place != first
        return found

    @cached_property
    def _lines(self) -> list[bytes]:
        """Return the kinds column by column: bytes are counted at once, an array takes a while."""
        return [column.tobytes() for column in self.kinds.T]

    def tally(self, rows: range, column: int) -> list[int]:
        """Return how many cells of a column have each kind in some rows."""
        line = self._lines[column]
        return [line.count(kind, rows.start, rows.stop) for kind in range(TEXT + 1)]

    @cached_property
    def filled(self) -> np.ndarray:
        """Return which cells show something, themselves or through their merge."""
        found: np.ndarray = self.kinds != BLANK
        for place, first in self.merged.items():
            found[place] = found[first]
        return found

    def text(self, row: int, column: int) -> str:
        """Return the text of a cell on one line, through its merge."""
        row, column = self.merged.get((row, column), (row, column))
        value = self.sheet.value(row, column)
        if value is None:
            return ""
        return one_line(value if type(value) is str else plain_text(value))

    def part(self, rows: Sequence[int], columns: Sequence[int]) -> np.ndarray:
        """Return the kinds of the cells in some rows and columns."""
        part: np.ndarray = self.kinds[run_of(rows)][:, run_of(columns)]
        return part

    def span(self, row: int, column: int) -> tuple[int, int]:
        """Return first and last column of the merged range that a cell stands in."""
        first = self.merged.get((row, column))
        if first is None:
            return column, column
        last = column
        while self.merged.get((row, last + 1)) == first:
            last += 1
        return first[1], last


def grid_of(sheet: Sheet) -> Grid:
    """Return the kinds of the cells of a sheet.

    Every distinct text is judged once; a number is judged by its type.
    """
    judged = _Judged()
    kinds = [
        bytes(
            [
                judged[value]  # type: ignore[index]
                if (kind := type(value)) is str
                else NUMBER
                if kind is float and not 1900.0 <= value <= 2100.0  # type: ignore[operator]
                else _kind(value)
                for value in column
            ]
        )
        for column in sheet.columns
    ]
    shape = len(sheet.columns), len(sheet.values)
    matrix = np.frombuffer(b"".join(kinds), np.uint8).reshape(shape).T.copy()
    for place, look in sheet.looks.items():
        inside = place[0] < shape[1] and place[1] < shape[0]
        if inside and (look.error or look.formula_without_value):
            matrix[place] = SIGN
    pairs = matrix == PAIR
    matrix[pairs] = NUMBER if pairs.sum() >= LEAST_PAIRS else TEXT
    return Grid(sheet, matrix)


def _kind(value: object) -> int:
    if type(value) is float or type(value) is int:
        is_year = 1900 <= value <= 2100 and value == int(value)
        return YEAR if is_year else NUMBER
    if value is None:
        return BLANK
    return TEXT if isinstance(value, bool | datetime.date | datetime.time) else NUMBER


class _Judged(dict[str, int]):
    """The kinds of texts, each found on first sight."""

    def __init__(self) -> None:
        super().__init__()
        self.signs = words.phrases("sign")

    def __missing__(self, text: str) -> int:
        """Judge a text."""
        kind = kind_of_text(text, self.signs)
        self[text] = kind
        return kind


def kind_of_text(text: str, signs: frozenset[str] | None = None) -> int:
    """Return the kind of a cell text, the words for no value given or from the dictionary.

    ``PAIR`` is a whole with a part of it, as ``35/12``: numbers where a sheet has several.

    Examples
    --------
    >>> [kind_of_text(text) for text in ("1\u00a0284,4", "2019/20", "\u2026", "Osh", " ")]
    [1, 2, 3, 4, 0]
    """
    if text[:1].isdigit() and GROUPED.fullmatch(text):
        return NUMBER
    plain = one_line(text)
    if not plain:
        return BLANK
    known = words.phrases("sign") if signs is None else signs
    if plain[0].isalpha():
        is_sign = plain.casefold() in known or (len(plain) == 1 and MARKS_ONLY.fullmatch(plain))
        return SIGN if is_sign else TEXT
    if YEAR_TEXT.fullmatch(plain) or _is_noted_year(plain):
        return YEAR
    if MARKS_ONLY.fullmatch(plain) or plain.casefold() in known:
        heads = plain in HEADINGS or (not plain.isascii() and words.is_a("serial", plain))
        return TEXT if heads else SIGN
    if BOUND.fullmatch(plain) or FLAGGED.fullmatch(plain) or bracketed(plain):
        return SIGN
    if any(character.isdigit() for character in plain):
        if is_numeral(plain) or any(with_share(plain)) or SHORT_POWER.fullmatch(plain):
            return NUMBER
        return PAIR if whole_and_part(plain) else TEXT
    return SIGN if _is_run_of_signs(plain) else TEXT


def _is_noted_year(plain: str) -> bool:
    """Return whether a text is a year with the mark of a note behind it."""
    if not plain.startswith(("19", "20")) or not 5 <= len(plain) <= LONGEST_YEAR:
        return False
    year, marks = split_marks(plain)
    return bool(marks) and bool(YEAR_TEXT.fullmatch(year))


def is_numeral(text: str) -> bool:
    """Return whether a text is one number, marks and a percent sign left aside."""
    if PLAIN.fullmatch(text):
        return True
    rest = bare_numeral(words.without_unit(text))
    for mark in (".", ","):
        with contextlib.suppress(ValueTextError):
            parse_numeral(rest, mark)
            return True
    return False


def _is_run_of_signs(plain: str) -> bool:
    return not any(character.isalnum() for character in plain) and len(plain) <= 12


def uncovered(sheet: Sheet, rows: Sequence[int], columns: Sequence[int]) -> np.ndarray | None:
    """Return which cells are not under a merge, ``None`` when all are not."""
    inside = [
        (top, left, bottom, right)
        for top, left, bottom, right in sheet.merges
        if top <= rows[-1] and bottom >= rows[0] and left <= columns[-1] and right >= columns[0]
    ]
    if not inside:
        return None
    merged = merged_places(sheet)
    keep = [[merged.get((row, c), (row, c)) == (row, c) for c in columns] for row in rows]
    return np.array(keep, bool).reshape(len(rows), len(columns))

"""The values of a proposed table: numbers as text, signs as statuses, marks apart."""

import contextlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from exchange_stats.ground import factbook
from exchange_stats.ground.errors import ValueTextError
from exchange_stats.ground.numerals import bare_digits, number_text, parse_numeral
from exchange_stats.reading import words
from exchange_stats.reading.cell_text import (
    bare_numeral,
    bare_sign,
    one_line,
    plain_number,
    split_marks,
)
from exchange_stats.reading.notes import Meaning, legend_words
from exchange_stats.reading.proposal.grid import GROUPED

MISSING, DOUBTFUL = "O", "U"
WITHOUT_VALUE = "LMOQ"
NOUGHTS = ("0", "0,0", "0.0")
AS_TEXT = "a number stored as text"
THREE_DIGITS = re.compile(r"-?[1-9]\d{0,2}[.,]\d{3}")
NUMERAL = re.compile(r"-?\d[\d.,]*\d")
SPACES = re.compile(r"[\s\u00a0\u2009\u202f'\u2019]")
SHORT, MOST_WHOLE, LEAST_PLAIN = 16, 1e15, 1e-4
LEAST_WITNESSES, FAR_FROM_USUAL = 3, 10


class Amount(NamedTuple):
    """What one cell of a proposed table says: a number, or a status, its marks and a note.

    ``sign`` is the text of a cell without a digit.
    """

    value: str = ""
    status: str = ""
    marks: tuple[str, ...] = ()
    sign: str = ""
    note: str = ""


@dataclass(frozen=True)
class Decimals:
    """The decimal mark of a table, and whether its texts decide it."""

    mark: str
    certain: bool


def decimals_of(texts: Iterable[str]) -> Decimals:
    """Return the decimal mark that the number texts of a table have.

    Every text that can be read in one way votes. Where none can, three digits behind every
    mark group thousands: decimals would now and then have another length.
    """
    others = (text for text in texts if not GROUPED.fullmatch(text))
    bare = [SPACES.sub("", bare_digits(bare_numeral(text))) for text in others]
    marked = [text for text in bare if NUMERAL.fullmatch(text) and ("," in text or "." in text)]
    unclear = [text for text in marked if THREE_DIGITS.fullmatch(text)]
    votes = [_vote(text) for text in marked if not THREE_DIGITS.fullmatch(text)]
    points, commas = votes.count("."), votes.count(",")
    if points != commas:
        return Decimals("." if points > commas else ",", certain=not (points and commas))
    return _from_unclear(unclear) if unclear else Decimals(".", certain=True)


def _vote(text: str) -> str:
    """Return the decimal mark of a number text that has one reading."""
    if "," in text and "." in text:
        return "," if text.rfind(",") > text.rfind(".") else "."
    mark = "," if "," in text else "."
    if text.count(mark) > 1:
        return "." if mark == "," else ","
    return mark


def _from_unclear(unclear: list[str]) -> Decimals:
    mark = "," if "," in unclear[0] else "."
    before = {len(text.lstrip("-").split(mark)[0]) for text in unclear}
    return Decimals("." if mark == "," else ",", certain=len(before) > 1 and len(unclear) > 2)


def settled(decimals: Decimals, texts: Iterable[str], numbers: Iterable[float]) -> Decimals:
    """Return the mark of decimals with the other numbers of the table as witnesses.

    Beside whole numbers alone, texts that are near them with their threes grouped are grouped.
    """
    texts = list(texts)
    others = [abs(number) for number in numbers if number]
    others += [float(text) for text in texts if text.isdecimal() and text.isascii()]
    unclear = [bare for text in texts if THREE_DIGITS.fullmatch(bare := bare_numeral(text))]
    if len(others) < LEAST_WITNESSES or not unclear or any(n % 1 for n in others):
        return decimals
    usual = float(np.median(others))
    near = all(float(re.sub("[-.,]", "", text)) <= FAR_FROM_USUAL * usual for text in unclear)
    return Decimals(decimals.mark, certain=True) if near else decimals


def amount_of(text: str, decimals: Decimals) -> Amount:
    """Return what a text cell says: its one reading, or that under the mark of its table.

    A text with two readings that its table does not decide has no value: the status ``U``,
    and a note with both readings.
    """
    if GROUPED.fullmatch(text):
        return Amount(SPACES.sub("", text))
    plain = one_line(text)
    if not any(character.isdigit() for character in plain):
        return Amount("", MISSING, (), plain)
    rest, marks = split_marks(plain)
    bare = bare_numeral(counted := words.without_unit(rest))
    if value := _read(bare, None) or (decimals.certain and _read(bare, decimals.mark)):
        unit = rest.removeprefix(counted).strip()
        return Amount(value, "", marks, note=f"with its unit {unit!r} in the cell" if unit else "")
    readings = [value for mark in (".", ",") if (value := _read(bare, mark))]
    if not readings:
        return Amount("", MISSING, marks, note=f"{plain!r} is no number")
    note = f"{plain!r} can be {' or '.join(readings)}: which mark of decimals does the table have?"
    return Amount("", DOUBTFUL, marks, note=note)


def _read(bare: str, mark: str | None) -> str:
    with contextlib.suppress(ValueTextError):
        return number_text(parse_numeral(bare, mark).value)
    return ""


class Amounts(dict[str, Amount]):
    """The amounts of texts under one decimal mark, each parsed on first sight.

    Attributes
    ----------
    legend : dict
        What signs mean in the table; the empty sign is a blank cell.
    """

    def __init__(self, decimals: Decimals) -> None:
        super().__init__()
        self.decimals = decimals
        self.legend: dict[str, Meaning] = {}

    def __missing__(self, text: str) -> Amount:
        """Parse a text."""
        self[text] = amount_of(text, self.decimals)
        return self[text]

    def meant(self, amount: Amount) -> Amount:
        """Return an amount with what its sign, its marks or its nought mean in the table."""
        if amount.status == MISSING and not amount.note:
            return self._sign(amount)
        if not self.legend:
            return amount
        signs = (*amount.marks, *(NOUGHTS if amount.value == "0" else ()))
        means = next((self.legend[sign] for sign in signs if sign in self.legend), None)
        if means is None or amount.status:
            return amount
        value = "" if means.status in WITHOUT_VALUE else amount.value
        return amount._replace(value=value, status=means.status, note=means.said)

    def _sign(self, amount: Amount) -> Amount:
        means = self.legend.get(bare_sign(amount.sign))
        if means:
            return amount._replace(value=means.value, status=means.status, note=means.said)
        said = legend_words(factbook.facts_folder()).get(amount.sign.casefold(), "")
        if len(said) == 1:
            return amount._replace(status=said)
        note = f"what {amount.sign!r} means is not stated" if amount.sign else ""
        return amount._replace(note=note)


def number_matrix(columns: Sequence[Sequence[object]], known: Amounts) -> np.ndarray:
    """Return the numbers of columns of cells, rows by columns, missing ones as ``nan``."""
    return np.array([_numbers(cells, known) for cells in columns], float).T


def _numbers(cells: Sequence[object], known: Amounts) -> Sequence[object]:
    if set(map(type, cells)) <= {float, int}:
        return cells
    return [cell if type(cell) is float else _number(cell, known) for cell in cells]


def _number(value: object, known: Amounts) -> float:
    if isinstance(value, str):
        return float(known[value].value or "nan")
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return float(value) if is_number else float("nan")  # type: ignore[arg-type]


def column_texts(cells: Sequence[object], known: Amounts) -> tuple[list[str], dict[int, Amount]]:
    """Return the values of one column of cells, and the amounts with a status or a note."""
    kinds = set(map(type, cells))
    if kinds <= {float, int} and not known.legend.keys() & NOUGHTS:
        return stored_texts(cells), {}  # type: ignore[arg-type]
    numbers = [cell for cell in cells if type(cell) is float]
    texts = iter(stored_texts(numbers))
    values = [next(texts) if type(cell) is float else "" for cell in cells]
    odd = {}
    for place, cell in enumerate(cells):
        if type(cell) is not float or (not cell and known.legend):
            amount = _amount(cell, known)
            values[place] = amount.value
            if amount.status or amount.note:
                odd[place] = amount
            elif numbers and type(cell) is str and not amount.marks:
                odd[place] = amount._replace(note=AS_TEXT)
    return values, odd


def _amount(cell: object, known: Amounts) -> Amount:
    if isinstance(cell, str):
        return known.meant(known[cell])
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return known.meant(Amount(plain_number(cell)))
    if cell is None:
        return known.meant(Amount("", MISSING))
    kind = "a truth value" if isinstance(cell, bool) else "a date"
    return Amount("", MISSING, note=f"{kind} where a number is expected")


def stored_texts(numbers: Sequence[float]) -> list[str]:
    """Return stored numbers as texts, at the fifteen digits that a workbook holds.

    Examples
    --------
    >>> stored_texts([1441.0, 762.8, 0.1 + 0.2])
    ['1441', '762.8', '0.3']
    """
    array = np.asarray(numbers, float)
    if ((np.abs(array) < MOST_WHOLE) & (array == np.rint(array))).all():
        return list(map(str, array.astype(np.int64).tolist()))
    texts = [text[:-2] if text.endswith(".0") else text for text in map(repr, numbers)]
    tiny = (array != 0) & (np.abs(array) < LEAST_PLAIN)
    if (
        max(map(len, texts), default=0) <= SHORT
        and not tiny.any()
        and (np.abs(array) < MOST_WHOLE).all()
    ):
        return texts
    return [
        text if len(text) <= SHORT and "e" not in text else plain_number(number)
        for text, number in zip(texts, numbers, strict=True)
    ]

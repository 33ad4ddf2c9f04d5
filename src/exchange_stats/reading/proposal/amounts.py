"""The values of a proposed table: numbers as text, signs as statuses, marks apart."""

import contextlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from exchange_stats.ground.errors import ValueTextError
from exchange_stats.ground.numerals import number_text, parse_numeral
from exchange_stats.reading.cell_text import bare_numeral, one_line, plain_number, split_marks

MISSING, DOUBTFUL = "O", "U"
THREE_DIGITS = re.compile(r"-?[1-9]\d{0,2}[.,]\d{3}")
NUMERAL = re.compile(r"-?\d[\d.,]*\d")
SPACES = re.compile(r"[\s\u00a0\u2009\u202f'\u2019]")
SHORT, MOST_WHOLE, LEAST_PLAIN = 16, 1e15, 1e-4


@dataclass(frozen=True)
class Amount:
    """What one cell of a proposed table says: a number, or a status, and its marks."""

    value: str = ""
    status: str = ""
    marks: tuple[str, ...] = ()


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
    bare = [SPACES.sub("", bare_numeral(text)) for text in texts]
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


def amount_of(text: str, decimals: Decimals) -> Amount:
    """Return what a text cell says: its one reading, or that under the mark of its table.

    A text with two readings that its table does not decide keeps the likelier one, with the
    status ``U``.
    """
    plain = one_line(text)
    if not any(character.isdigit() for character in plain):
        return Amount("", MISSING)
    rest, marks = split_marks(plain)
    bare = bare_numeral(rest)
    for mark in (None, decimals.mark):
        with contextlib.suppress(ValueTextError):
            value = number_text(parse_numeral(bare, mark).value)
            doubtful = mark is not None and not decimals.certain
            return Amount(value, DOUBTFUL if doubtful else "", marks)
    return Amount("", MISSING, marks)


class Amounts(dict[str, Amount]):
    """The amounts of texts under one decimal mark, each parsed on first sight."""

    def __init__(self, decimals: Decimals) -> None:
        super().__init__()
        self.decimals = decimals

    def __missing__(self, text: str) -> Amount:
        """Parse a text."""
        self[text] = amount_of(text, self.decimals)
        return self[text]


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


def column_texts(cells: Sequence[object], known: Amounts) -> tuple[list[str], dict[int, str]]:
    """Return the values of one column of cells, and the statuses that are not empty by place."""
    if set(map(type, cells)) <= {float, int}:
        return stored_texts(cells), {}  # type: ignore[arg-type]
    numbers = {place: cell for place, cell in enumerate(cells) if type(cell) is float}
    values, statuses = [""] * len(cells), {}
    for place, text in zip(numbers, stored_texts([*numbers.values()]), strict=True):
        values[place] = text
    for place, cell in enumerate(cells):
        if type(cell) is not float:
            amount = _amount(cell, known)
            values[place] = amount.value
            if amount.status:
                statuses[place] = amount.status
    return values, statuses


def _amount(cell: object, known: Amounts) -> Amount:
    if isinstance(cell, str):
        return known[cell]
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return Amount(plain_number(cell))
    return Amount("", MISSING)


def stored_texts(numbers: Sequence[float]) -> list[str]:
    """Return stored numbers as texts, at the fifteen digits that a workbook holds.

    Examples
    --------
    >>> stored_texts([1441.0, 762.8, 0.1 + 0.2])
    ['1441', '762.8', '0.3']
    """
    array = np.asarray(numbers, float)
    if (np.abs(array) < MOST_WHOLE).all() and (array == np.round(array)).all():
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

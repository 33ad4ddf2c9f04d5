"""Columns of cells to values: stored numbers as texts, texts as what they say."""

from collections.abc import Sequence
from functools import cache

import numpy as np

from exchange_stats.reading.cell_text import bare_sign, plain_number
from exchange_stats.reading.proposal.amounts.texts import MISSING, NOUGHTS, Amount, Amounts
from exchange_stats.reading.workbook import plain_text

STORED_AS_TEXT = Amount(note="a number stored as text")
MANY, MOST_SMALL = 2000, 100_000
SHORT, MOST_WHOLE, LEAST_PLAIN = 16, 1e15, 1e-4


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
                odd[place] = STORED_AS_TEXT
    return values, odd


def printed_texts(cells: Sequence[object], texts: list[str]) -> list[str]:
    """Return cells as printed: stored numbers as their values, everything else as it stands."""
    if set(map(type, cells)) <= {float, int}:
        return texts
    return [
        text if type(cell) is float else plain_text(cell)
        for cell, text in zip(cells, texts, strict=True)
    ]


def flagged(
    cells: tuple[list[str], dict[int, Amount]], flags: Sequence[str], known: Amounts
) -> tuple[list[str], dict[int, Amount]]:
    """Return values and odd amounts of a column with the flags that stand beside its cells."""
    values, odd = [*cells[0]], {**cells[1]}
    for place, flag in enumerate(flags):
        if flag:
            amount = odd.get(place, Amount(values[place]))
            told = known.meant(amount._replace(marks=(*amount.marks, bare_sign(flag))))
            note = "; ".join(filter(None, (told.note, f"{flag!r} stands beside it")))
            values[place], odd[place] = told.value, told._replace(note=note)
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
        whole = array.astype(np.int64)
        if len(whole) > MANY and whole.min() >= 0 and whole.max() < MOST_SMALL:
            small: list[str] = _small_texts()[whole].tolist()
            return small
        return list(map(str, whole.tolist()))
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


@cache
def _small_texts() -> np.ndarray:
    """Return the texts of small counts, each once: in a long table they stand again and again."""
    return np.array(list(map(str, range(MOST_SMALL))), object)

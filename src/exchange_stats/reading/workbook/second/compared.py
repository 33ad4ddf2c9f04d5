"""Two readings of one sheet, cell by cell: how many cells are filled, and where they differ."""

import datetime
import math
from itertools import zip_longest

from exchange_stats.reading.workbook.sheets import Sheet

Moment = datetime.date | datetime.time | datetime.timedelta


def filled_in(sheet: Sheet) -> int:
    """Return how many cells of a sheet have a value."""
    return sum(map(len, sheet.values)) - sum([row.count(None) for row in sheet.values])


def differences(first: Sheet, second: Sheet) -> list[tuple[int, int]]:
    """Return the cells in which two readings of a sheet differ.

    Blanks at the end of a text do not count, nor whether a number is shown as a date: the readers
    know different formats. Cells with an error or a superscript are told by their looks alone.
    """
    found = []
    left: list[object]
    right: list[object]
    for row, (left, right) in enumerate(zip_longest(first.values, second.values, fillvalue=[])):
        if left != right:
            for column, (one, other) in enumerate(zip_longest(left, right)):
                if one != other and not _are_alike(one, other):
                    found.append((row, column))
    looks = first.looks | second.looks
    return [at for at in found if at not in looks or not (looks[at].error or looks[at].superscript)]


def _are_alike(one: object, other: object) -> bool:
    if isinstance(one, str | None) and isinstance(other, str | None):
        return _words(one) == _words(other)
    if isinstance(one, Moment) or isinstance(other, Moment):
        return isinstance(one, Moment | float) and isinstance(other, Moment | float)
    if isinstance(one, int | float) and isinstance(other, int | float):
        return math.isclose(one, other, rel_tol=1e-9)
    return False


def _words(text: str | None) -> list[str]:
    return (text or "").replace("_x000D_", " ").split()

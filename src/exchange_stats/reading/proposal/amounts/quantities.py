"""Numbers in words: bounds, spans and what is about a number, as cells of a table have them."""

import re
from functools import cache
from pathlib import Path

import numpy as np

from exchange_stats.ground import factbook
from exchange_stats.reading.cell_text import one_line
from exchange_stats.reading.proposal.grid import NUMBER, SIGN, TEXT, Grid

COLUMNS = ("qualifier", "language", "phrase", "position", "note")
KINDS = ("about", "at_least", "less_than", "more_than", "nearly", "up_to", "range")
DIGITS = r"\d(?:[\d\s.,'\u2019]*\d)?"
WORDS = r"(?:\s*[^\W\d]+\.?){0,2}"
DASH = r"[-\u2010-\u2015]"
A_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def is_quantity(text: str) -> bool:
    """Return whether a text bounds a number, spans two, or is about one; years are none.

    Examples
    --------
    >>> [is_quantity(text) for text in ("about 4,000", "10-15", ">500", "since 2015", "Grade 5")]
    [True, True, True, False, False]
    """
    if not any(map(str.isdecimal, text)):
        return False
    plain = one_line(text)
    return bool(_pattern(factbook.facts_folder()).fullmatch(plain)) and not A_YEAR.search(plain)


@cache
def _pattern(folder: Path) -> re.Pattern[str]:
    del folder
    found: dict[str, list[str]] = {"before": [], "after": [], "between": []}
    for row in factbook.load_csv("qualifiers.csv", COLUMNS):
        if row["qualifier"] in KINDS and row["position"] in found:
            found[row["position"]].append(row["phrase"])
    before, after, between = (
        "|".join(map(re.escape, sorted(phrases, key=len, reverse=True)))
        for phrases in found.values()
    )
    second = rf"\s*(?:{DASH}|{between})\s*{DIGITS}"
    forms = (
        rf"(?:{before})\s*{DIGITS}(?:{second})?{WORDS}",
        rf"{DIGITS}{second}{WORDS}",
        rf"{DIGITS}{WORDS}\s*(?:{after})",
    )
    return re.compile("|".join(forms), re.IGNORECASE)


def quantities_in(grid: Grid, rows: range, column: int) -> int:
    """Return how many texts of a column tell a number in words, as ``10-15`` does."""
    kinds = grid.kinds[rows.start : rows.stop, column]
    places = (rows.start + np.flatnonzero(kinds == TEXT)).tolist()
    return sum(is_quantity(grid.text(row, column)) for row in places)


def with_quantities(grid: Grid) -> Grid:
    """Return a grid in which such texts are numbers, where a sheet has no others."""
    if (grid.kinds == NUMBER).sum() > 1:
        return grid
    kinds = grid.kinds.copy()
    for row, column in np.argwhere((kinds == TEXT) | (kinds == SIGN)):
        value = grid.sheet.value(int(row), int(column))
        if isinstance(value, str) and is_quantity(value):
            kinds[row, column] = NUMBER
    return Grid(grid.sheet, kinds) if (kinds == NUMBER).sum() > 1 else grid

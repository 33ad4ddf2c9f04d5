"""Where a list of persons stands on its sheet, and which of its columns may be looked at."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path

from exchange_stats.ground import factbook
from exchange_stats.reading.cell_text import one_line
from exchange_stats.reading.returns.grid import Places
from exchange_stats.reading.table import merged_places, place_text
from exchange_stats.reading.workbook import Sheet, Workbook, plain_text

COLUMN_COLUMNS = ("phrase", "language", "column", "use", "state")
HEADINGS_WITHIN = 40  # rows
FEWEST_HEADINGS = 3
REMEMBERED = 10_000
PRIVATE = ("passport", "personal_number", "birth_date")  # one such heading gives a list away
WHO = {"name", *PRIVATE}  # what a list of persons has, and a table with telephones has not
LINKED = "linked"
COLON = re.compile("[:\uff1a]")
BRACKETS = re.compile("[(\uff08][^)\uff09]*[)\uff09]")
JOINTS = re.compile("[\n/|(\uff08)\uff09]")


@dataclass(frozen=True)
class Roster:
    """A list on a sheet: the row of its headings, and the columns that are understood.

    Attributes
    ----------
    kept : dict
        Allow-listed column to its place.
    identities : tuple of tuple
        Columns that say who a person is: they tell doubles apart and are never handed on.
    twice : tuple of tuple
        Further columns that mean the same as a kept one.
    linked : dict
        Columns that are looked at only when lists are linked.
    """

    sheet: Sheet = field(repr=False)
    heading_row: int
    kept: dict[str, int]
    identities: tuple[tuple[str, int], ...]
    twice: tuple[tuple[str, int], ...] = ()
    linked: dict[str, int] = field(default_factory=dict)
    merged: Places = field(default_factory=dict, repr=False)

    def text(self, row: int, column: int) -> str:
        """Return the text of a cell on one line, through merges."""
        return one_line(
            plain_text(self.sheet.value(*self.merged.get((row, column), (row, column))))
        )

    def lines(self) -> Iterator[int]:
        """Yield the rows that speak of a person; a row with only a number in it does not."""
        columns = [*self.kept.values(), *(column for _, column in self.identities)]
        for row in range(self.heading_row + 1, len(self.sheet.values)):
            if any(self.text(row, column) for column in columns):
                yield row

    def texts_above(self) -> Iterator[str]:
        """Yield the texts above the headings, and what stands behind their colon."""
        for values in self.sheet.values[: self.heading_row]:
            for value in values:
                text = one_line(plain_text(value))
                for part in dict.fromkeys([text, COLON.split(text)[-1].strip()]):
                    if part:
                        yield part

    def institution_texts(self) -> list[str]:
        """Return what may be the name of an institution, each once."""
        if "institution" not in self.kept:
            return list(dict.fromkeys(self.texts_above()))
        column = self.kept["institution"]
        texts = (self.text(row, column) for row in self.lines())
        return [text for text in dict.fromkeys(texts) if text]


def find_rosters(workbook: Workbook) -> list[Roster]:
    """Return the lists of persons of a workbook; none when it is something else.

    A list has a row of at least three known headings, one of which says who a person is.
    """
    found = (_roster(sheet) for sheet in workbook.sheets)
    return [roster for roster in found if roster]


def folded(text: str) -> str:
    """Return a heading or a word of a list as it is compared.

    Examples
    --------
    >>> folded(" Name: ")
    'name'
    """
    return one_line(text).casefold().strip(" .,:;*\u2116#\uff1a")


def _roster(sheet: Sheet) -> Roster | None:
    best_row, found = max(_headings(sheet), key=lambda found: len(found[1]), default=(-1, []))
    best = [heading for heading in found if heading[1] != LINKED]
    identities = tuple((name, column) for name, use, column in best if use == "identity")
    if not WHO.intersection(name for name, _ in identities) or len(best) < FEWEST_HEADINGS:
        return None
    kept: dict[str, int] = {}
    twice = []
    for name, use, column in best:
        if use == "kept" and kept.setdefault(name, column) != column:
            twice.append((name, column))
    linked = {name: column for name, use, column in found if use == LINKED}
    return Roster(sheet, best_row, kept, identities, tuple(twice), linked, merged_places(sheet))


def _headings(sheet: Sheet) -> Iterator[tuple[int, list[tuple[str, str, int]]]]:
    """Yield the rows near the top with the meaning, the use and the place of their headings."""
    folder = factbook.facts_folder()
    for row, values in enumerate(sheet.values[:HEADINGS_WITHIN]):
        yield (
            row,
            [
                (*meaning, column)
                for column, value in enumerate(values)
                if isinstance(value, str) and (meaning := _meaning(folder, value))
            ],
        )


def private_cells(sheets: Iterable[Sheet], *, names: bool = False) -> list[str]:
    """Return the headings of columns about persons, also where no whole list is recognised.

    Parameters
    ----------
    names : bool
        Whether a heading for names is enough, which may name institutions too.
    """
    return [
        place_text(sheet, row, found[0][2])
        for sheet in sheets
        for row, found in _headings(sheet)
        if any(name in PRIVATE for name, _, _ in found)
        or (
            (names or sum(use != LINKED for _, use, _ in found) > 1)
            and ("name", "identity") in [(name, use) for name, use, _ in found]
        )
    ]


def contact_columns(sheet: Sheet) -> dict[int, int]:
    """Return the columns of telephones and addresses, with the rows of their headings.

    A heading counts where another known one stands in its row: elsewhere it may be a label.
    """
    return {
        column: row
        for row, found in _headings(sheet)
        if sum(use != LINKED for _, use, _ in found) > 1
        for name, _, column in found
        if name == "contact"
    }


@lru_cache(maxsize=REMEMBERED)
def _meaning(folder: Path, heading: str) -> tuple[str, str] | None:
    """Return which column a heading means and its use; a heading may be in two languages."""
    known = _columns(folder)
    if not JOINTS.search(heading):
        return known.get(folded(heading))
    for text in (heading, BRACKETS.sub("", heading), *JOINTS.split(heading)):
        if found := known.get(folded(text)):
            return found
    return None


@cache
def _columns(folder: Path) -> dict[str, tuple[str, str]]:
    del folder  # part of the cache key
    rows = factbook.load_csv("person_columns.csv", COLUMN_COLUMNS)
    return {folded(row["phrase"]): (row["column"], row["use"]) for row in rows}

"""Where the lines and columns of a filled form lie, and what their labels say."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from exchange_stats.ground import factbook
from exchange_stats.ground.errors import LayoutError
from exchange_stats.reading.cell_text import one_line
from exchange_stats.reading.table import joined, merged_places, place_text
from exchange_stats.reading.workbook import Sheet, plain_text

TEXT_COLUMNS = ("key", "ru", "ky", "zh", "en", "state")
TOTAL = "_T"
Known = Callable[[str, str], str | None]
Places = dict[tuple[int, int], tuple[int, int]]


@dataclass(frozen=True)
class Label:
    """A label as printed, the part of it that the dictionary knows, and its codes."""

    printed: str
    understood: str
    codes: dict[str, str]


@dataclass(frozen=True)
class Line:
    """A line of the form that is read."""

    row: int
    institution: Label
    field: Label | None

    @property
    def is_total(self) -> bool:
        """Whether the line is computed from others."""
        return TOTAL in (self.institution.codes.get("institution"), self._field)

    @property
    def slot(self) -> tuple[str, str]:
        """Institution and field of the line."""
        return self.institution.codes.get("institution", ""), self._field

    @property
    def _field(self) -> str:
        return self.field.codes.get("isced_field", "") if self.field else ""


@dataclass
class Grid:
    """One part of a form on its sheet; what cannot be read is in ``faults``."""

    part: str
    sheet: Sheet
    period: str = ""
    columns: dict[int, Label] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def is_input(self, column: int) -> bool:
        """Whether numbers are written in a column; others are computed."""
        return self.columns[column].codes in _inputs(factbook.facts_folder(), self.part)

    def place(self, row: int, column: int) -> str:
        """Return sheet and cell, for a message."""
        return place_text(self.sheet, row, column)


def find_grid(part: str, sheet: Sheet, known: Known, year: str) -> Grid:
    """Return where a part of the form lies: by its headings, wherever they stand.

    Raises
    ------
    LayoutError
        If the heading of institutions is gone.
    """
    grid = Grid(part, sheet, period=_beside("heading_year", sheet) or year)
    top, column = _heading(sheet)
    bottom = _last_heading_row(sheet, top, column)
    merged = merged_places(sheet)
    labels = {"institution": column}
    width = max(map(len, sheet.values), default=0)
    for here in range(width):
        if here == column:
            continue
        levels = [_text(sheet, merged, row, here) for row in range(top, bottom + 1)]
        if _is_word("heading_field", levels[0]):
            labels["field"] = here
        elif not any(_is_word(key, levels[0]) for key in ("heading_filled", "heading_check")):
            _add_column(grid, known, here, bottom, levels)
    for row in range(bottom + 1, len(sheet.values)):
        _add_line(grid, known, row, {key: (at, merged) for key, at in labels.items()})
    return grid


def understand(known: Known, dimension: str, texts: Iterable[str]) -> tuple[str, str] | None:
    """Return the first text that the dictionary knows, and its codes.

    Raises
    ------
    ValueError
        If two of the texts have unlike codes.
    """
    found = [(text, codes) for text in texts if (codes := known(dimension, text))]
    if len({codes for _, codes in found}) > 1:
        raise ValueError(" and ".join(repr(text) for text, _ in found))
    return found[0] if found else None


def _beside(key: str, sheet: Sheet) -> str:
    """Return the text at the right of a heading."""
    for row, values in enumerate(sheet.values):
        for column, value in enumerate(values):
            if isinstance(value, str) and _is_word(key, value.split("|")[0]):
                return one_line(plain_text(sheet.value(row, column + 1)))
    return ""


def _heading(sheet: Sheet) -> tuple[int, int]:
    for row, values in enumerate(sheet.values):
        for column, value in enumerate(values):
            if isinstance(value, str) and _is_word("heading_institution", value):
                return row, column
    message = (
        f"{sheet.name}: no heading of institutions found, expected that of the form; "
        "restore the headings from a fresh form (`exchange-stats template`)"
    )
    raise LayoutError(message)


def _last_heading_row(sheet: Sheet, top: int, column: int) -> int:
    """Return the last row of the headings: of the merged cell, or above the first label."""
    for first, left, last, _ in sheet.merges:
        if (first, left) == (top, column):
            return last
    below = (
        row
        for row in range(top + 1, len(sheet.values))
        if plain_text(sheet.value(row, column)).strip()
    )
    return next(below, top + 1) - 1


def _text(sheet: Sheet, merged: Places, row: int, column: int) -> str:
    return plain_text(sheet.value(*merged.get((row, column), (row, column)))).strip()


def _add_column(grid: Grid, known: Known, column: int, bottom: int, levels: list[str]) -> None:
    printed = joined(one_line(level) for level in levels)
    filled = [
        row
        for row in range(bottom + 1, len(grid.sheet.values))
        if plain_text(grid.sheet.value(row, column)).strip()
    ]
    if not printed:
        if filled:
            grid.faults.append(f"{grid.place(filled[0], column)}: a cell outside the form")
        return
    first = joined(one_line(level.split("\n")[0]) for level in levels)
    found = understand(known, "category", dict.fromkeys([printed, first]))
    if found:
        grid.columns[column] = Label(printed, found[0], _codes(found[1]))
    else:
        grid.faults.append(f"{grid.place(bottom, column)}: heading {printed!r} is not of the form")


def _add_line(grid: Grid, known: Known, row: int, labels: dict[str, tuple[int, Places]]) -> None:
    printed = {key: _text(grid.sheet, at[1], row, at[0]) for key, at in labels.items()}
    has_numbers = any(
        plain_text(grid.sheet.value(row, column)).strip()
        for column in grid.columns
        if grid.is_input(column)
    )
    if not has_numbers and not all(printed.values()):
        return
    found = {}
    for key, (column, _) in labels.items():
        label = _label(known, key, printed[key])
        if isinstance(label, Label):
            found[key] = label
        elif has_numbers:
            missing = "nothing found, expected one of the list" if not printed[key] else label
            grid.faults.append(f"{grid.place(row, column)}: {key}: {missing}")
    if len(found) == len(labels):
        grid.lines.append(Line(row, found["institution"], found.get("field")))


def _label(known: Known, dimension: str, printed: str) -> Label | str:
    """Return a label with its codes, or in words why it has none."""
    whole = one_line(printed)
    try:
        found = understand(known, dimension, [whole, *_parts(printed)])
    except ValueError as error:
        return f"{error} found, expected one of them"
    if found is None:
        return f"{whole!r} is not in the dictionary" if whole else ""
    return Label(whole, found[0], _codes(found[1]))


def _parts(printed: str) -> Iterator[str]:
    pieces = printed.replace("\n", "|").split("|")
    if len(pieces) > 1:
        yield from (one_line(piece) for piece in pieces)


def _codes(text: str) -> dict[str, str]:
    return dict(pair.split("=", 1) for pair in text.split() if "=" in pair)


def _is_word(key: str, text: str) -> bool:
    """Return whether a cell holds a text of the form, in any of its languages."""
    first = one_line(text.strip().split("\n")[0])
    return first in _words(factbook.facts_folder())[key]


@cache
def _words(folder: Path) -> dict[str, frozenset[str]]:
    del folder  # part of the cache key
    rows = factbook.load_csv("template_texts.csv", TEXT_COLUMNS)
    return {row["key"]: frozenset(one_line(row[x]) for x in TEXT_COLUMNS[1:5]) for row in rows}


@cache
def _inputs(folder: Path, part: str) -> list[dict[str, str]]:
    del folder
    return [_codes(codes) for codes in factbook.load_toml("template.toml")[part]["inputs"]]

"""A figure as one table of words: what stands under it in Word and in a sheet of its own."""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from exchange_stats.publishing import texts
from exchange_stats.publishing.charts.scales import FULL_WIDTH, Chart, decimals_of
from exchange_stats.publishing.figures import FigureDefinition
from exchange_stats.publishing.figures.drawn import chart_of
from exchange_stats.publishing.figures.selection import Tables
from exchange_stats.publishing.office.numbers.formats import number_format
from exchange_stats.publishing.office.numbers.grid import Grid, Row, grids, in_words, unit_words

PRECISE = {"year": 4, "month": 7}  # characters of a date that are known
DATES = ("date_from", "deadline", "target_date")  # of a row whose place in the picture is a name


@dataclass(frozen=True)
class Cell:
    """One cell: its words, and the number with its format where it is one.

    Attributes
    ----------
    link : str
        Where the cell leads to.
    """

    words: str
    value: float | None = None
    number_format: str = ""
    link: str = ""


@dataclass(frozen=True)
class Listing:
    """A table: the heading of each column, which columns hold numbers, and the rows."""

    heading: tuple[str, ...]
    numeric: tuple[bool, ...]
    rows: tuple[tuple[Cell, ...], ...]


def list_figure(definition: FigureDefinition, tables: Tables, language: str) -> Listing:
    """Return the numbers of a figure, or the dates and steps that it shows, as a table."""
    made = grids(definition, tables, language)
    if is_stacked(made):
        return _one_below_another(made, language)
    if made:
        return _of_grids(made, language)
    return _of_rows(chart_of(definition, tables, language))


def marks_told(listing: Listing, language: str) -> list[str]:
    """Return what the marks say that stand in a table in place of numbers."""
    shown = {cell.words for row in listing.rows for cell in row}
    marks = {"missing": "note_1", "hidden": "note_2"}
    return [
        texts.text(f"office.{note}", language)
        for mark, note in marks.items()
        if texts.text(f"office.{mark}", language) in shown
    ]


def is_stacked(made: list[Grid]) -> bool:
    """Return whether panels that show the same of several stand one below another in a table."""
    names = {tuple(row.name for row in grid.rows) for grid in made}
    return len(made) > 1 and len(names) == 1


def _one_below_another(made: list[Grid], language: str) -> Listing:
    first = made[0]
    heading = (texts.text("office.item", language), first.heading)
    heads = tuple(_with_unit(row.name, row.unit, language) for row in first.rows)
    rows = []
    for grid in made:
        held = [_cells(grid, row) for row in grid.rows]
        for name in grid.categories:
            rows.append((Cell(grid.title), Cell(name), *(one[name] for one in held)))
    return Listing((*heading, *heads), (False, False, *(True for _ in heads)), tuple(rows))


def _of_grids(made: list[Grid], language: str) -> Listing:
    columns = [(grid, row) for grid in made for row in grid.rows]
    heading = (made[0].heading, *(_head(grid, row, language) for grid, row in columns))
    names = dict.fromkeys(name for grid in made for name in grid.categories)
    held = [_cells(grid, row) for grid, row in columns]
    nothing = Cell(texts.text("office.missing", language))
    rows = tuple((Cell(name), *(one.get(name, nothing) for one in held)) for name in names)
    return Listing(heading, (False, *(True for _ in columns)), rows)


def _head(grid: Grid, row: Row, language: str) -> str:
    """Return the heading of a column, with the unit of its numbers."""
    alone = grid.title and len(grid.rows) == 1
    name = grid.title if alone else f"{grid.title}: {row.name}" if grid.title else row.name
    return _with_unit(name, row.unit, language)


def _with_unit(name: str, unit: str, language: str) -> str:
    if not unit or unit in name:
        return name
    template = texts.text("office.with_unit", language)
    return texts.fill(template, {"name": name, "unit": unit}, language)


def _cells(grid: Grid, row: Row) -> dict[str, Cell]:
    columns = zip(grid.categories, row.words, row.values, row.qualifiers, strict=True)
    return {
        name: Cell(words, value, grid.cell_format(qualifier, value))
        for name, words, value, qualifier in columns
    }


def _of_rows(chart: Chart) -> Listing:
    """Return what a figure of dates, steps or bounds shows: when, what, how many, in which state.

    A column that holds nothing is left out, and so is a row that tells why no number is given.
    """
    table = chart.table
    if "refused_because" in table:
        table = table[table["refused_because"].fillna("") == ""]
    unit = unit_words(table["unit"], chart.language)
    found = [_told(row, chart, unit) for row in table.itertuples()]
    names = ("date_or_item", "what", "value", "state")
    held = [i for i in range(len(names)) if any(cells[i].words for cells in found)]
    heading = [texts.text(f"office.{name}", chart.language) for name in names]
    heading[2] = _with_unit(heading[2], unit, chart.language)
    nothing = Cell(texts.text("office.missing", chart.language))
    rows = tuple(tuple(cells[i] if cells[i].words else nothing for i in held) for cells in found)
    return Listing(tuple(heading[i] for i in held), tuple(i == 2 for i in held), rows)


def _told(row: Any, chart: Chart, unit: str) -> tuple[Cell, ...]:
    language = chart.language
    return (
        Cell(_dated(row, language)),
        Cell(row.label.rstrip(f":{FULL_WIDTH}")),
        _amount(row, unit, language),
        Cell(_state(row, language)),
    )


def _state(row: Any, language: str) -> str:
    """Return the state of a promise, the step of a plan, or why a result is rated as it is."""
    state = getattr(row, "state", "")
    reasons = str(getattr(row, "rating_reason", "") or "").split("/")
    keys = [f"state.{state}", f"step.{state}", *(f"reason.{one}" for one in reasons)]
    said = [texts.text(key, language) for key in keys if texts.has_text(key, language)]
    return " / ".join(said)


def _amount(row: Any, unit: str, language: str) -> Cell:
    """Return the number of a row; its unit stands with it where the head cannot say it."""
    if pd.isna(row.value):
        return Cell("")
    decimals = decimals_of([row.value])
    if not unit and row.unit:
        written = in_words(row, decimals, language)
        return Cell(texts.fill(texts.text(f"unit.{row.unit}", language), {"n": written}, language))
    decimals = 0 if unit else decimals  # of persons
    value = float(row.value)
    shape = number_format("count", decimals, language, str(row.qualifier), value)
    return Cell(in_words(row, decimals, language), value, shape)


def _dated(row: Any, language: str) -> str:
    """Return the date of a row in words, as precisely as it is known."""
    found = [row.x] if row.x[:4].isdigit() else [getattr(row, name, "") for name in DATES]
    iso = next((str(one) for one in found if one), "")
    known = iso[: PRECISE.get(str(getattr(row, "date_precision", "")), len(iso))]
    return known if "/" in known else texts.date(known, language) if known else ""

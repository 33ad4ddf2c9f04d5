"""A figure as grids of numbers, one for each panel: what an editable chart and a table show."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from exchange_stats.publishing import texts
from exchange_stats.publishing.charts.scales import Chart, Series, decimals_of, year
from exchange_stats.publishing.drawing import style
from exchange_stats.publishing.figures import FigureDefinition, figure_table
from exchange_stats.publishing.figures.drawn import chart_of
from exchange_stats.publishing.figures.selection import Tables

KINDS = {
    "lines": "line",
    "panels": "line",
    "columns": "column",
    "bars": "bar",
    "stacked": "stacked",
    "pairs": "bar",
}
MARKED = ("lower_bound", "interval", "point")
FRACTIONS = {0: "#,##0", 1: "#,##0.0", 2: "#,##0.00"}


@dataclass(frozen=True)
class Row:
    """One series of a grid: its name and look, and a number or None for each category.

    Attributes
    ----------
    joined : bool
        Whether a line joins its points; statements stand apart.
    faint : tuple of bool
        Which bars stand back, where one row of the figure is to stand out.
    """

    name: str
    values: tuple[float | None, ...]
    role: style.Role
    joined: bool
    faint: tuple[bool, ...]


@dataclass(frozen=True)
class Grid:
    """The numbers of one chart.

    Attributes
    ----------
    kind : str
        ``line``, ``column``, ``bar`` or ``stacked``.
    title : str
        Words above a panel; empty where a figure has one chart.
    categories : tuple of str
        Years or names.
    rows : tuple of Row
        The series in order.
    number_format : str
        How a spreadsheet shows the numbers.
    form : str
        ``count``, ``percent`` and so on, as in a figure definition.
    decimals : int
        Decimals of the numbers in words.
    """

    kind: str
    title: str
    categories: tuple[str, ...]
    rows: tuple[Row, ...]
    number_format: str
    form: str
    decimals: int


def grids(definition: FigureDefinition, tables: Tables, language: str) -> list[Grid]:
    """Return a grid for each panel of a figure; none where it shows dates or steps, not numbers."""
    if definition.chart not in KINDS:
        return []
    chart = chart_of(definition, tables, language)
    panels = dict.fromkeys(one.panel for one in chart.series)
    return [
        _grid(KINDS[definition.chart], panel, chart, [s for s in chart.series if s.panel == panel])
        for panel in panels
    ]


def _grid(kind: str, panel: str, chart: Chart, series: Sequence[Series]) -> Grid:
    tables = {one.id: chart.rows(one) for one in series}
    keys, names = _categories(kind, list(tables.values()))
    strong = str(chart.options.get("strong", ""))
    faint = tuple(bool(strong) and key != strong for key in keys)
    rows = tuple(
        Row(
            name=one.label.rstrip(":"),
            values=_values(tables[one.id], keys),
            role=style.role(one.role),
            joined=one.mark not in MARKED,
            faint=faint,
        )
        for one in series
    )
    form = series[0].form
    known = [value for row in rows for value in row.values if value is not None]
    decimals = _decimals(series, form, known)
    return Grid(kind, panel, names, rows, FRACTIONS[decimals], form, decimals)


def _decimals(series: Sequence[Series], form: str, values: Sequence[float]) -> int:
    chosen = [one.decimals for one in series if one.decimals is not None]
    usual = texts.DECIMALS[form] if form in texts.DECIMALS else decimals_of(values)
    return max([usual, *chosen])


def _categories(
    kind: str, tables: Sequence[pd.DataFrame]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the keys of the categories and their names; years without a gap for lines."""
    if kind == "line":
        known = {year(x) for table in tables for x in table["x"]}
        years = tuple(str(one) for one in range(min(known), max(known) + 1))
        return years, years
    names = {
        row.x: row.label if kind != "column" else row.x
        for table in tables
        for row in table.itertuples()
    }
    return tuple(names), tuple(names.values())


def _values(table: pd.DataFrame, keys: Sequence[str]) -> tuple[float | None, ...]:
    by_key = {row.x: row for row in table.itertuples()}
    by_year = {str(year(x)): row for x, row in by_key.items() if x[:4].isdigit()}
    found = (by_key.get(key, by_year.get(key)) for key in keys)
    return tuple(None if row is None or pd.isna(row.value) else float(row.value) for row in found)


def data_table(
    definition: FigureDefinition, tables: Tables, language: str
) -> tuple[list[str], list[list[str]]]:
    """Return the heading and the rows of a figure as a table of words in the language."""
    made = grids(definition, tables, language)
    if not made:
        shown = figure_table(definition, tables, language)
        heading = [texts.text("office.date_or_item", language), texts.text("office.what", language)]
        return heading, [
            [_dated(x, language), label]
            for x, label in zip(shown["x"], shown["label"], strict=True)
        ]
    heading = [texts.text("office.category", language)]
    rows = {name: [name] for grid in made for name in grid.categories}
    for grid in made:
        for one in grid.rows:
            heading.append(f"{grid.title}: {one.name}" if grid.title else one.name)
            by_name = dict(zip(grid.categories, one.values, strict=True))
            for name, cells in rows.items():
                cells.append(_written(by_name.get(name), grid, language))
    return heading, list(rows.values())


def _written(value: float | None, grid: Grid, language: str) -> str:
    if value is None:
        return texts.text("office.missing", language)
    return texts.number(repr(value), grid.form, language, grid.decimals)


def _dated(x: str, language: str) -> str:
    return texts.date(x, language) if x[:4].isdigit() else ""

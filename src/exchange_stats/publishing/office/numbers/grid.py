"""A figure as grids of numbers, one for each panel: what an editable chart and a table show."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from exchange_stats.publishing import texts
from exchange_stats.publishing.charts.scales import FULL_WIDTH, Chart, Series, decimals_of, year
from exchange_stats.publishing.drawing import style
from exchange_stats.publishing.figures import FigureDefinition
from exchange_stats.publishing.figures.drawn import chart_of
from exchange_stats.publishing.figures.selection import Tables
from exchange_stats.publishing.office.numbers import formats

KINDS = {
    "lines": "line",
    "panels": "line",
    "columns": "column",
    "bars": "bar",
    "stacked": "stacked",
    "pairs": "bar",
}
HIDDEN = "Q"  # the status of a number kept from readers, to protect persons
MARKED = ("lower_bound", "interval", "point")


@dataclass(frozen=True)
class Row:
    """One series of a grid: its name and look, and a number or None for each category.

    Attributes
    ----------
    joined : bool
        Whether a line joins its points; statements stand apart.
    again : int
        How many other rows have the same colour; it then takes another mark, or an outline.
    faint : tuple of bool
        Which bars stand back, where one row of the figure is to stand out.
    qualifiers : tuple of str
        What was said of each number: ``more_than`` and so on; empty of exact ones.
    words : tuple of str
        Each number as the language writes it, without its unit, and a mark where there is none.
    unit : str
        The unit in words; empty where its name says it or there is none.
    """

    name: str
    values: tuple[float | None, ...]
    role: style.Role
    joined: bool
    again: int
    faint: tuple[bool, ...]
    qualifiers: tuple[str, ...]
    words: tuple[str, ...]
    unit: str


@dataclass(frozen=True)
class Grid:
    """The numbers of one chart.

    Attributes
    ----------
    kind : str
        ``line``, ``column``, ``bar`` or ``stacked``.
    title : str
        Words above a panel; empty where a figure has one chart.
    heading : str
        What the categories are: years, countries, else items.
    categories : tuple of str
        Years or names.
    rows : tuple of Row
        The series in order.
    form : str
        ``count``, ``percent`` and so on, as in a figure definition.
    decimals : int
        Decimals of the numbers.
    language : str
        Of the words and the marks of numbers.
    """

    kind: str
    title: str
    heading: str
    categories: tuple[str, ...]
    rows: tuple[Row, ...]
    form: str
    decimals: int
    language: str

    @property
    def number_format(self) -> str:
        """How a chart shows the numbers beside its points."""
        return self.shape()

    @property
    def axis_format(self) -> str:
        """How a chart shows the numbers along its axis."""
        return formats.axis_format(self.form, self.decimals, self.language)

    def shape(self, qualifier: str = "", value: float | None = None) -> str:
        """Return how a chart shows a number of which something was said."""
        return formats.number_format(self.form, self.decimals, self.language, qualifier, value)

    def cell_format(self, qualifier: str = "", value: float | None = None) -> str:
        """Return how a cell shows a number; the head of its column names the unit."""
        return formats.number_format("count", self.decimals, self.language, qualifier, value)


def grids(definition: FigureDefinition, tables: Tables, language: str) -> list[Grid]:
    """Return a grid for each panel of a figure; none where it shows dates or steps, not numbers."""
    if definition.chart not in KINDS:
        return []
    chart = chart_of(definition, tables, language)
    kind, heading = KINDS[definition.chart], _heading(definition, language)
    panels = dict.fromkeys(one.panel for one in chart.series)
    return [_grid(kind, heading, panel, chart) for panel in panels]


def _heading(definition: FigureDefinition, language: str) -> str:
    kinds = {one.categories for one in definition.series}
    dated = KINDS[definition.chart] in ("line", "column")
    name = "year" if dated else "country" if kinds == {"country"} else "item"
    return texts.text(f"office.{name}", language)


def _grid(kind: str, heading: str, panel: str, chart: Chart) -> Grid:
    series = [one for one in chart.series if one.panel == panel]
    tables = {one.id: chart.rows(one) for one in series}
    keys, names = _categories(kind, list(tables.values()))
    strong = str(chart.options.get("strong", ""))
    faint = tuple(bool(strong) and key != strong for key in keys)
    known = pd.concat([table["value"] for table in tables.values()]).dropna()
    form, decimals = series[0].form, _decimals(series, series[0].form, list(known))
    rows = tuple(
        Row(
            name=one.label.rstrip(f":{FULL_WIDTH}"),
            role=style.role(one.role),
            joined=one.mark not in MARKED,
            again=again,
            faint=faint,
            unit=unit_words(tables[one.id]["unit"], chart.language),
            **_numbers(tables[one.id], keys, (decimals, chart.language)),
        )
        for one, again in zip(series, _again(kind, series), strict=True)
    )
    return Grid(kind, panel, heading, names, rows, form, decimals, chart.language)


def _again(kind: str, series: Sequence[Series]) -> list[int]:
    """Return for each series how many before it, of bars after it, have its colour."""
    counted = [i for i, one in enumerate(series) if kind != "line" or one.mark not in MARKED]
    found = [0] * len(series)
    seen: list[str] = []
    for index in counted if kind == "line" else reversed(counted):
        colour = style.role(series[index].role).colour
        found[index] = seen.count(colour)
        seen.append(colour)
    return found


def unit_words(units: Any, language: str) -> str:
    """Return the words of the one unit of some rows; empty where they have several or none."""
    names = {str(unit) for unit in units if unit}
    key = f"office.unit.{next(iter(names), '')}"
    return texts.text(key, language) if len(names) == 1 and texts.has_text(key, language) else ""


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


def _numbers(
    table: pd.DataFrame, keys: Sequence[str], written: tuple[int, str]
) -> dict[str, tuple[Any, ...]]:
    """Return for each category the number, what was said of it, and its words."""
    by_key = {row.x: row for row in table.itertuples()}
    by_year = {str(year(x)): row for x, row in by_key.items() if x[:4].isdigit()}
    found = [by_key.get(key, by_year.get(key)) for key in keys]
    known = [None if row is None or pd.isna(row.value) else row for row in found]
    return {
        "values": tuple(None if row is None else float(row.value) for row in known),
        "qualifiers": tuple("" if row is None else _said(row) for row in known),
        "words": tuple(in_words(row, *written) for row in found),
    }


def _said(row: Any) -> str:
    """Return what was said of a number; one of which only bounds are known is about so much."""
    return str(row.qualifier) or ("about" if row.lo < row.hi else "")


def in_words(row: Any, decimals: int, language: str) -> str:
    """Return the number of a row with what was said of it, its bounds, or the mark of a gap."""
    if row is None or pd.isna(row.value):
        hidden = row is not None and row.status == HIDDEN
        return texts.text("office.hidden" if hidden else "office.missing", language)
    written = [
        texts.number(repr(float(value)), "count", language, decimals)
        for value in (row.value, row.lo, row.hi)
        if not pd.isna(value)
    ]
    if row.qualifier or not row.lo < row.hi:
        return texts.qualified(written[0], str(row.qualifier), language)
    return str(texts.locale(language)["range"]).join(written[1:])

"""Grids to charts in a workbook, which refer to the cells of their numbers."""

from dataclasses import dataclass
from typing import Any

from exchange_stats.publishing.drawing import style
from exchange_stats.publishing.figures.drawn import FigureTexts
from exchange_stats.publishing.office import native
from exchange_stats.publishing.office.grid import Grid, Row

TYPES = {
    "line": {"type": "line"},
    "column": {"type": "column"},
    "bar": {"type": "bar"},
    "stacked": {"type": "bar", "subtype": "stacked"},
}
MARKERS = {"o": "circle", "s": "square", "^": "triangle", "D": "diamond"}
DASHES = {"solid": "solid", "dashed": "dash", "dashdot": "dash_dot", "dotted": "round_dot"}


@dataclass(frozen=True)
class Place:
    """Where the numbers of charts stand: the sheet, and the row of their headings from 0.

    Attributes
    ----------
    apart : bool
        Whether each chart has categories of its own before its numbers.
    """

    sheet: str
    first: int
    apart: bool = False


def insert_charts(
    book: Any,
    sheet: Any,
    content: tuple[list[Grid], FigureTexts],
    corner: tuple[int, int],
    place: Place,
) -> None:
    """Insert a chart for each grid, the first at a row and column, the others below it."""
    made, found = content
    row, right = corner
    names, column = 0, 1
    for grid in made:
        chart = book.add_chart(TYPES[grid.kind])
        if place.apart:
            names, column = column - 1, column
        for offset, one in enumerate(grid.rows):
            chart.add_series(_series(grid, one, place, (names, column + offset)))
        column += len(grid.rows) + place.apart
        chart.show_blanks_as("gap")
        _style(chart, grid)
        said = f"{found.alt} ({native.stamp_of_chart(grid, found)})"
        sheet.insert_chart(row, right, chart, {"description": said, "x_scale": 1.4})
        row += 16


def _series(grid: Grid, one: Row, place: Place, columns: tuple[int, int]) -> dict[str, Any]:
    names, numbers = columns
    first, last, name = place.first, place.first + len(grid.categories), place.sheet
    look = _line_look(one) if grid.kind == "line" else _bar_look(one, grid.number_format)
    return {
        "name": one.name,
        "categories": [name, first + 1, names, last, names],
        "values": [name, first + 1, numbers, last, numbers],
        **look,
    }


def _line_look(one: Row) -> dict[str, Any]:
    line = {"color": one.role.colour, "width": 2.25, "dash_type": DASHES[one.role.dash]}
    filled = style.surface("paper") if one.role.hollow else one.role.colour
    marker = {
        "type": MARKERS[one.role.marker],
        "size": 7,
        "border": {"color": one.role.colour},
        "fill": {"color": filled},
    }
    return {"line": line if one.joined else {"none": True}, "marker": marker}


def _bar_look(one: Row, number_format: str) -> dict[str, Any]:
    back = {"fill": {"color": style.role("context").colour}}
    return {
        "fill": {"color": one.role.colour},
        "points": [back if faint else None for faint in one.faint],
        "gap": 60,
        "data_labels": {"value": True, "num_format": number_format},
    }


def _style(chart: Any, grid: Grid) -> None:
    font = {"name": native.LATIN, "size": 9, "rotation": 0}
    upright = grid.kind in ("line", "column")
    chart.set_title({"name": grid.title} if grid.title else {"none": True})
    chart.set_legend({"position": "bottom"} if len(grid.rows) > 1 else {"none": True})
    step = max(1, -(-len(grid.categories) // native.MOST_YEARS)) if upright else 1
    chart.set_x_axis({"num_font": font, "interval_unit": step, "reverse": not upright})
    values: dict[str, Any] = {"num_font": font, "num_format": grid.number_format}
    values["major_gridlines"] = {"visible": upright, "line": {"color": style.surface("grid")}}
    values["visible"] = upright
    if all(value is None or value >= 0 for row in grid.rows for value in row.values):
        values["min"] = 0
    chart.set_y_axis(values)

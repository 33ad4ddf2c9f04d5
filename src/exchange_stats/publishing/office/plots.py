"""Grids to charts in a workbook, which refer to the cells of their numbers."""

from dataclasses import dataclass
from typing import Any

from exchange_stats.publishing.drawing import style
from exchange_stats.publishing.figures.drawn import FigureTexts
from exchange_stats.publishing.office import labels, native
from exchange_stats.publishing.office.numbers.grid import Grid, Row

TYPES = {
    "line": {"type": "line"},
    "column": {"type": "column"},
    "bar": {"type": "bar"},
    "stacked": {"type": "bar", "subtype": "stacked"},
}
WIDTH, HEIGHT = 450.0, 234.0  # points of a chart
GAP, MANY, PIXEL = 9.0, 2, 0.75  # points between charts; charts below one another; of a pixel
LIBRARY = (360.0, 216.0)  # points of a chart as the library makes it
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
    names, column = 0, 1
    for number, grid in enumerate(made):
        chart = book.add_chart(TYPES[grid.kind])
        if place.apart:
            names, column = column - 1, column
        for offset, one in enumerate(grid.rows):
            chart.add_series(_series(grid, one, place, (names, column + offset)))
        column += len(grid.rows) + place.apart
        chart.show_blanks_as("gap")
        _style(chart, grid)
        said = f"{found.alt} ({native.stamp_of_chart(grid, found)})"
        sheet.insert_chart(*corner, chart, {"description": said, **_size(number, len(made))})


def _size(number: int, count: int) -> dict[str, float]:
    """Return size and place of one of some charts: two in a row where they are many."""
    across = 2 if count > MANY else 1
    wide, high = WIDTH / across * (1.3 if across > 1 else 1.0), HEIGHT / (1.2 if across > 1 else 1)
    right, below = number % across * (wide + GAP), number // across * (high + GAP)
    return {
        "x_scale": wide / LIBRARY[0],
        "y_scale": high / LIBRARY[1],
        "x_offset": round(right / PIXEL),
        "y_offset": round(below / PIXEL),
        "object_position": 2,  # moves with the cells and keeps its size
    }


def _series(grid: Grid, one: Row, place: Place, columns: tuple[int, int]) -> dict[str, Any]:
    names, numbers = columns
    first, last, name = place.first, place.first + len(grid.categories), place.sheet
    look = _line_look(one, grid) if grid.kind == "line" else _bar_look(one, grid)
    return {
        "name": one.name,
        "categories": [name, first + 1, names, last, names],
        "values": [name, first + 1, numbers, last, numbers],
        **look,
    }


def _line_look(one: Row, grid: Grid) -> dict[str, Any]:
    dash = native.another(DASHES, one.role.dash, one)
    line = {"color": one.role.colour, "width": 2.25, "dash_type": DASHES[dash]}
    filled = style.surface("paper") if one.role.hollow else one.role.colour
    nothing = one.role.hollow and not one.joined  # LibreOffice draws white on nothing as nothing
    marker = {
        "type": MARKERS[native.another(MARKERS, one.role.marker, one)],
        "size": 7,
        "border": {"color": one.role.colour},
        "fill": {"none": True} if nothing else {"color": filled},
    }
    shown = labels.shown(grid, one)
    font = {"name": native.LATIN, "size": 9, "bold": True, "color": one.role.text}
    custom = [
        {"font": font} if index in shown else {"delete": True} for index in range(len(one.values))
    ]
    told = {"value": True, "custom": custom, "num_format": _shape(one, grid)}
    told["position"] = _position(grid, one)
    return {
        "line": line if one.joined else {"none": True},
        "marker": marker,
        "data_labels": told,
    }


def _position(grid: Grid, one: Row) -> str:
    """Return where the label of a series stands: beside its point, or clear of another label."""
    if not one.joined:
        return "above"
    lift = labels.lifts(grid)[one.name]
    return "right" if abs(lift) < labels.CLOSE / 4 else "above" if lift > 0 else "below"


def _shape(one: Row, grid: Grid) -> str:
    """Return the format of the labels of a series: what was said of its last number stands too."""
    said = [qualifier for qualifier in one.qualifiers if qualifier]
    return grid.shape(said[-1] if said and not one.joined else "")


def _bar_look(one: Row, grid: Grid) -> dict[str, Any]:
    font: dict[str, Any] = {"name": native.LATIN, "size": 9}
    if grid.kind == "stacked":
        font["color"] = native.inside_colour(one)
    back = _fill(one, style.role("context").colour)
    return {
        **_fill(one, one.role.colour),
        "points": [back if faint else None for faint in one.faint],
        "gap": 60,
        "data_labels": {"value": True, "num_format": grid.number_format, "font": font},
    }


def _fill(one: Row, colour: str) -> dict[str, Any]:
    if not one.again:
        return {"fill": {"color": colour}}
    return {
        "fill": {"color": style.surface("paper")},
        "border": {"color": colour, "width": 1.5},
    }


def _style(chart: Any, grid: Grid) -> None:
    font = {"name": native.LATIN, "size": 9}
    upright = grid.kind in ("line", "column")
    heading = {"name": grid.title, "name_font": {"name": native.LATIN, "size": 11}}
    chart.set_title(heading if grid.title else {"none": True})
    chart.set_legend({"position": "bottom"} if len(grid.rows) > 1 else {"none": True})
    step = max(1, -(-len(grid.categories) // native.MOST_YEARS)) if upright else 1
    names = {"num_font": font, "interval_unit": step, "reverse": not upright}
    values: dict[str, Any] = {"num_font": font, "num_format": grid.axis_format}
    values["major_gridlines"] = {"visible": upright, "line": {"color": style.surface("grid")}}
    values["visible"] = upright
    if all(value is None or value >= 0 for row in grid.rows for value in row.values):
        values["min"] = 0
    # Of bars that lie the library calls the axis of their names y, as it stands upright.
    (chart.set_x_axis if upright else chart.set_y_axis)(names)
    (chart.set_y_axis if upright else chart.set_x_axis)(values)

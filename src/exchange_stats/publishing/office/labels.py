"""Which points of a chart have a label, what it says, and where it stands clear of the others."""

from typing import Any

from lxml import etree

from exchange_stats.publishing.charts.scales import ticks
from exchange_stats.publishing.office.numbers.grid import Grid, Row

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
CLOSE = 0.065  # of the height of the axis: labels nearer than this would touch


def shown(grid: Grid, row: Row) -> list[int]:
    """Return which values have a label of their own: the last of a line, each of statements.

    Of bars, which are labelled all alike, those of which something was said.
    """
    known = [index for index, value in enumerate(row.values) if value is not None]
    if grid.kind != "line":
        return [i for i in known if grid.shape(row.qualifiers[i]) != grid.number_format]
    return known[-1:] if row.joined else known


def lifts(grid: Grid) -> dict[str, float]:
    """Return how far the label of each line is moved up, in shares of the height of the axis."""
    lines = {row.name: row.values[shown(grid, row)[0]] for row in grid.rows if row.joined}
    top = ticks(0, max(value for row in grid.rows for value in row.values if value is not None))[-1]
    heights = sorted((float(value or 0) / top, name) for name, value in lines.items())
    places: list[float] = []
    for height, _ in heights:
        places.append(max(height, places[-1] + CLOSE) if places else height)
    # What was pushed up together goes down again by half, so that the middle stays in its place.
    moved = dict(zip((name for _, name in heights), places, strict=True))
    for group in _groups(places):
        spread = [places[i] - heights[i][0] for i in group]
        for i in group:
            moved[heights[i][1]] = places[i] - (max(spread) + min(spread)) / 2
    return {name: moved[name] - height for height, name in heights}


def _groups(places: list[float]) -> list[list[int]]:
    """Return the indices of places that touch one another."""
    groups: list[list[int]] = []
    for index, place in enumerate(places):
        if groups and place - places[index - 1] <= CLOSE + 1e-9:
            groups[-1].append(index)
        else:
            groups.append([index])
    return groups


def complete(label: Any, grid: Grid, row: Row, index: int) -> None:
    """Let a label show its value and nothing else, in a format of its own, clear of the others."""
    for found in label:
        name = etree.QName(found).localname
        if name.startswith("show"):
            found.set("val", "1" if name == "showVal" else "0")
    behind = next(one for one in label if one.tag in (f"{C}spPr", f"{C}txPr"))
    shape = grid.shape(row.qualifiers[index], row.values[index])
    behind.addprevious(etree.Element(f"{C}numFmt", formatCode=shape, sourceLinked="0"))
    lift = lifts(grid)[row.name] if grid.kind == "line" and row.joined else 0.0
    if lift:
        room = 0.72 if grid.title else 0.8  # of the chart that the axis takes up
        label.insert(1, layout({"x": 0.0, "y": -lift * room}))


def layout(places: dict[str, Any]) -> Any:
    """Return where a part of a chart stands, as it is written."""
    found = etree.Element(f"{C}layout")
    manual = etree.SubElement(found, f"{C}manualLayout")
    for name, value in places.items():
        written = value if isinstance(value, str) else f"{value:.4f}"
        etree.SubElement(manual, f"{C}{name}", val=written)
    return found

"""One grid to one chart that PowerPoint and Word can edit, in the look of the house."""

import math
from collections.abc import Mapping
from typing import Any

from lxml import etree
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_MARKER_STYLE
from pptx.enum.dml import MSO_LINE
from pptx.util import Pt

from exchange_stats.publishing.drawing import style
from exchange_stats.publishing.figures.drawn import FigureTexts
from exchange_stats.publishing.figures.stamp import close_stamp, seal_of_numbers
from exchange_stats.publishing.office import labels
from exchange_stats.publishing.office.numbers.grid import Grid, Row

LATIN, EAST_ASIAN = "Arial", "Microsoft YaHei"  # fonts that a reader of Office files has
TYPES = {
    "line": XL_CHART_TYPE.LINE_MARKERS,
    "column": XL_CHART_TYPE.COLUMN_CLUSTERED,
    "bar": XL_CHART_TYPE.BAR_CLUSTERED,
    "stacked": XL_CHART_TYPE.BAR_STACKED,
}
MARKERS = {
    "o": XL_MARKER_STYLE.CIRCLE,
    "s": XL_MARKER_STYLE.SQUARE,
    "^": XL_MARKER_STYLE.TRIANGLE,
    "D": XL_MARKER_STYLE.DIAMOND,
}
DASHES = {
    "solid": MSO_LINE.SOLID,
    "dashed": MSO_LINE.DASH,
    "dashdot": MSO_LINE.DASH_DOT,
    "dotted": MSO_LINE.ROUND_DOT,
}
MOST_YEARS = 10  # more of them stand too close to be told apart
YEAR, SMALLEST = 2.9, 7.0  # width of a year with its gap, to the size of its figures; points
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


def stamp_of_chart(grid: Grid, found: FigureTexts) -> str:
    """Return what a chart says of itself, with a seal over its numbers."""
    rows = [(row.name, row.values) for row in grid.rows]
    seal = seal_of_numbers(grid.categories, rows)
    return close_stamp(found.id_line, found.language, seal)


def chart_data(grid: Grid) -> CategoryChartData:
    """Return the numbers of a grid as the data behind a chart; a gap stays empty."""
    data = CategoryChartData(number_format=grid.number_format)
    data.categories = grid.categories
    for row in grid.rows:
        data.add_series(row.name, row.values)
    return data


def add_chart(slide: Any, grid: Grid, place: tuple[int, int, int, int], size: float) -> Any:
    """Add a chart to a slide, at left, top, width and height; return its shape.

    Parameters
    ----------
    slide : pptx.slide.Slide
        Where to.
    grid : Grid
        What it shows.
    place : tuple of int
        In the units of the slide.
    size : float
        Points of its words.
    """
    shape = slide.shapes.add_chart(TYPES[grid.kind], *place, chart_data(grid))
    chart = shape.chart
    chart.font.size, chart.font.name = Pt(size), LATIN
    chart.has_title = bool(grid.title)
    if grid.title:
        chart.chart_title.text_frame.text = grid.title
        chart.chart_title.include_in_layout = False
    chart.has_legend = len(grid.rows) > 1
    if chart.has_legend:
        chart.legend.position = XL_LEGEND_POSITION.BOTTOM
        chart.legend.include_in_layout = False
    _style_axes(chart, grid)
    for series, row in zip(chart.plots[0].series, grid.rows, strict=True):
        (_style_line if grid.kind == "line" else _style_bars)(series, row)
    _write_values(chart, grid, size)
    if grid.kind == "line":
        chart.category_axis.tick_labels.font.size = Pt(_year_size(grid, place[2], size))
    _finish(chart, grid)
    return shape


def name_fonts(properties: Any) -> None:
    """Name the Latin and the East Asian font of a run."""
    for name, font in (("latin", LATIN), ("ea", EAST_ASIAN)):
        found = properties.find(f"{A}{name}")
        if found is None:
            found = etree.SubElement(properties, f"{A}{name}")
        found.set("typeface", font)


def _style_axes(chart: Any, grid: Grid) -> None:
    values, names = chart.value_axis, chart.category_axis
    values.has_major_gridlines = grid.kind in ("line", "column")
    if values.has_major_gridlines:
        values.major_gridlines.format.line.color.rgb = _colour(style.surface("grid"))
    values.format.line.fill.background()
    values.tick_labels.number_format = grid.axis_format
    values.tick_labels.number_format_is_linked = False
    values.visible = grid.kind in ("line", "column")
    if all(value is None or value >= 0 for row in grid.rows for value in row.values):
        values.minimum_scale = 0
    names.format.line.color.rgb = _colour(style.surface("axis"))
    if grid.kind in ("bar", "stacked"):
        names.reverse_order = True  # the first name stands on top, as in the picture


def _style_line(series: Any, row: Row) -> None:
    colour = _colour(row.role.colour)
    series.smooth = False
    if row.joined:
        series.format.line.color.rgb, series.format.line.width = colour, Pt(2.25)
        series.format.line.dash_style = DASHES[another(DASHES, row.role.dash, row)]
    else:
        series.format.line.fill.background()
    series.marker.style, series.marker.size = MARKERS[another(MARKERS, row.role.marker, row)], 7
    series.marker.format.line.color.rgb = colour
    if row.role.hollow and not row.joined:
        series.marker.format.fill.background()  # LibreOffice draws white on nothing as nothing
        return
    series.marker.format.fill.solid()
    filled = style.surface("paper") if row.role.hollow else row.role.colour
    series.marker.format.fill.fore_color.rgb = _colour(filled)


def another(known: Mapping[str, Any], usual: str, row: Row) -> str:
    """Return the mark or dash of a line: the usual one, or another where its colour is taken."""
    names = list(known)
    return names[(names.index(usual) + row.again) % len(names)]


def _style_bars(series: Any, row: Row) -> None:
    series.invert_if_negative = False
    _fill(series.format, row.role.colour, row)
    for index in (index for index, faint in enumerate(row.faint) if faint):
        _fill(series.points[index].format, style.role("context").colour, row)


def _fill(look: Any, colour: str, row: Row) -> None:
    """Fill bars with a colour, or draw their outline where another row has the colour."""
    look.fill.solid()
    look.fill.fore_color.rgb = _colour(style.surface("paper") if row.again else colour)
    if row.again:
        look.line.color.rgb, look.line.width = _colour(colour), Pt(1.5)


def _write_values(chart: Any, grid: Grid, size: float) -> None:
    """Write every value of bars; of lines the last, of statements each."""
    plot = chart.plots[0]
    if grid.kind != "line":
        plot.has_data_labels = True
        _write_all(plot.data_labels, grid, size)
        plot.gap_width = 60
    for series, row in zip(plot.series, grid.rows, strict=True):
        if grid.kind == "stacked":
            _write_inside(series, grid, row, size)
        own = labels.shown(grid, row)
        if own and grid.kind != "line":  # else the labels of these hide those of the others
            _write_all(series.data_labels, grid, size)
        for index in own:
            label = series.points[index].data_label
            label.has_text_frame = False
            label.font.size, label.font.bold = Pt(size), grid.kind == "line"
            label.font.color.rgb = _colour(row.role.text)
            if not row.joined and grid.kind == "line":
                label.position = XL_LABEL_POSITION.ABOVE
            elif grid.kind == "line":
                label.position = XL_LABEL_POSITION.RIGHT
            labels.complete(label._dLbl, grid, row, index)


def _write_all(values: Any, grid: Grid, size: float) -> None:
    """Write each value of bars in the format of the chart."""
    values.show_value, values.number_format = True, grid.number_format
    values.number_format_is_linked = False
    values.font.size = Pt(size)


def _write_inside(series: Any, grid: Grid, row: Row, size: float) -> None:
    """Write the values of stacked bars in a colour that stands out from theirs."""
    inside = series.data_labels
    _write_all(inside, grid, size)
    inside.font.color.rgb = _colour(inside_colour(row))


def inside_colour(row: Row) -> str:
    """Return the colour of words in a bar of a row."""
    return row.role.text if row.again else style.surface("paper")


def _finish(chart: Any, grid: Grid) -> None:
    """Keep years upright and apart, and name a font for Chinese."""
    space = chart._chartSpace
    if grid.kind == "line":
        _skip_years(space, -(-len(grid.categories) // MOST_YEARS))
        _leave_room(space, grid)
    for one in (*space.iter(f"{C}axId"), *space.iter(f"{C}crossAx")):
        one.set("val", one.get("val").lstrip("-"))  # the library writes numbers below zero
    for properties in (*space.iter(f"{A}defRPr"), *space.iter(f"{A}rPr")):
        name_fonts(properties)


def _year_size(grid: Grid, width: int, size: float) -> float:
    """Return points in which all years stand side by side, or the usual ones if that is too small.

    LibreOffice then turns the years; Office leaves some of them out.
    """
    fitting = math.floor(width / Pt(1) * 0.85 / len(grid.categories) / YEAR)
    return min(size, fitting) if fitting >= SMALLEST else size


def _skip_years(space: Any, step: int) -> None:
    axis = next(space.iter(f"{C}catAx"))
    after = axis.find(f"{C}noMultiLvlLbl")
    for name in ("tickLblSkip", "tickMarkSkip"):
        skip = etree.Element(f"{C}{name}", val=str(step))
        axis.append(skip) if after is None else after.addprevious(skip)


def _leave_room(space: Any, grid: Grid) -> None:
    """Keep room right of the last points for their labels, and below for the legend."""
    top = 0.12 if grid.title else 0.03
    below = 0.14 if len(grid.rows) > 1 else 0.04
    area = space.find(f"{C}chart/{C}plotArea")
    places = {"x": 0.01, "y": top, "w": 0.89, "h": 1 - below - top}
    area.insert(0, labels.layout({"xMode": "edge", "yMode": "edge", **places}))


def _colour(written: str) -> Any:
    return RGBColor.from_string(written.lstrip("#"))

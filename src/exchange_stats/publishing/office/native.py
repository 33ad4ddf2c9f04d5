"""One grid to one chart that PowerPoint and Word can edit, in the look of the house."""

from typing import Any

from lxml import etree
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION, XL_MARKER_STYLE
from pptx.enum.dml import MSO_LINE
from pptx.util import Pt

from exchange_stats.publishing.drawing import style
from exchange_stats.publishing.figures.drawn import FigureTexts
from exchange_stats.publishing.figures.stamp import close_stamp, seal_of_numbers
from exchange_stats.publishing.office.grid import Grid, Row

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
    values.tick_labels.number_format = grid.number_format
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
        series.format.line.dash_style = DASHES[row.role.dash]
    else:
        series.format.line.fill.background()
    series.marker.style, series.marker.size = MARKERS[row.role.marker], 7
    series.marker.format.line.color.rgb = colour
    series.marker.format.fill.solid()
    filled = style.surface("paper") if row.role.hollow else row.role.colour
    series.marker.format.fill.fore_color.rgb = _colour(filled)


def _style_bars(series: Any, row: Row) -> None:
    series.format.fill.solid()
    series.format.fill.fore_color.rgb = _colour(row.role.colour)
    series.invert_if_negative = False
    for index in (index for index, faint in enumerate(row.faint) if faint):
        fill = series.points[index].format.fill
        fill.solid()
        fill.fore_color.rgb = _colour(style.role("context").colour)


def _write_values(chart: Any, grid: Grid, size: float) -> None:
    """Write the last value of a line, every value of bars."""
    plot = chart.plots[0]
    if grid.kind != "line":
        plot.has_data_labels = True
        plot.data_labels.number_format = grid.number_format
        plot.data_labels.number_format_is_linked = False
        plot.data_labels.font.size = Pt(size)
        plot.gap_width = 60
        return
    for series, row in zip(plot.series, grid.rows, strict=True):
        last = max(i for i, value in enumerate(row.values) if value is not None)
        label = series.points[last].data_label
        label.has_text_frame = False
        label.font.size, label.font.bold = Pt(size), True
        label.font.color.rgb = _colour(row.role.text)
        _show_value(label)


def _show_value(label: Any) -> None:
    shown = label._dLbl  # the library has no word for it
    for name in ("showLegendKey", "showVal", "showCatName", "showSerName", "showPercent"):
        for found in shown.findall(f"{C}{name}"):
            found.set("val", "1" if name == "showVal" else "0")


def _finish(chart: Any, grid: Grid) -> None:
    """Keep gaps open, years upright and apart, and name a font for Chinese."""
    space = chart._chartSpace
    inner = space.find(f"{C}chart")
    blanks = inner.find(f"{C}dispBlanksAs")
    if blanks is None:
        blanks = etree.SubElement(inner, f"{C}dispBlanksAs")
    blanks.set("val", "gap")
    if grid.kind == "line" and len(grid.categories) > MOST_YEARS:
        _skip_years(space, -(-len(grid.categories) // MOST_YEARS))
    chart.category_axis.tick_labels.font  # noqa: B018  makes room for how the labels stand
    for axis in space.iter(f"{C}catAx"):
        for body in axis.iterfind(f"{C}txPr/{A}bodyPr"):
            body.set("rot", "0")
            body.set("vert", "horz")
    for properties in (*space.iter(f"{A}defRPr"), *space.iter(f"{A}rPr")):
        name_fonts(properties)


def _skip_years(space: Any, step: int) -> None:
    axis = next(space.iter(f"{C}catAx"))
    after = axis.find(f"{C}noMultiLvlLbl")
    for name in ("tickLblSkip", "tickMarkSkip"):
        skip = etree.Element(f"{C}{name}", val=str(step))
        axis.append(skip) if after is None else after.addprevious(skip)


def _colour(written: str) -> Any:
    return RGBColor.from_string(written.lstrip("#"))

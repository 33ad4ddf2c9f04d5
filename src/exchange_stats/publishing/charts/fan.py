"""A series and what may follow it: bands of a projection, or the reasons why there is none."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from exchange_stats.publishing import texts
from exchange_stats.publishing.charts import labels, marks, scales
from exchange_stats.publishing.charts.scales import Chart, Plot, Series
from exchange_stats.publishing.drawing import frame as frames
from exchange_stats.publishing.drawing import style, typesetting
from exchange_stats.publishing.drawing.frame import Frame

COLUMN = 4.6 * frames.POINTS_PER_CM
SHADES = (0.14, 0.22, 0.34)  # of the bands, the widest lightest
DASHES = {"median": "dashed", "reference": "dotted"}


def draw_fan(frame: Frame, chart: Chart) -> None:
    """Draw counts, and behind the newest the bands of a projection or the words of a refusal.

    Marks of series: ``band`` (from lo to hi), ``median`` and ``reference`` (lines that start
    from the newest count), ``refusal`` (its rows are reasons), and those of other charts.
    """
    ending = [one for one in chart.series if one.place == "end" and one.mark != "refusal"]
    words = [_words(chart, one) for one in ending]
    widest = max(typesetting.measure(text, frame.size.label, bold=True) for text in words)
    column = min(widest + 10, COLUMN)
    axes = _axes(frame, chart, column)
    plot = Plot(frame, axes, chart)
    start = marks.known(chart.rows(chart.series[0]))[-1]
    bands = [one for one in chart.series if one.mark == "band"]
    for one, shade in zip(bands, SHADES[-len(bands) :] if bands else (), strict=True):
        _draw_band(plot, one, start, shade)
    for one in chart.series:
        if one.mark in DASHES:
            _draw_ahead(plot, one, start)
        elif one.mark not in ("band", "refusal"):
            marks.draw_marks(frame, axes, chart.rows(one), one, small=False)
    beside = [
        labels.Label(plot.at(0, _height(chart, one))[1], text, style.role(one.role).text)
        for one, text in zip(ending, words, strict=True)
    ]
    labels.write_labels(frame, beside, frame.box.right - column + 6, column - 6)
    _write_inside(plot)
    _write_refusal(plot, start[0])


def _axes(frame: Frame, chart: Chart, column: float) -> Any:
    shown = [one for one in chart.series if one.mark != "refusal"]
    tops = [chart.rows(one)[end].max() for one in shown for end in ("value", "hi")]
    values = scales.ticks(0.0, 1.04 * float(pd.Series(tops).max()))
    axes = scales.upright_axes(frame, frame.box.inset(right=column), values, shown[0].form)
    scales.year_axis(frame, axes, [scales.year(x) for x in chart.table["x"]])
    return axes


def _draw_band(plot: Plot, one: Series, start: labels.Point, shade: float) -> None:
    rows = plot.chart.rows(one)
    years = [start[0], *(scales.year(x) for x in rows["x"])]
    low, high = [start[1], *rows["lo"]], [start[1], *rows["hi"]]
    colour = style.role(one.role).colour
    options = {"color": colour, "alpha": shade, "lw": 0, "zorder": 1.6}
    plot.axes.fill_between(years, low, high, gid=f"series.{one.id}", **options)
    for edge in (low, high):  # a shade alone is lost in print
        plot.axes.plot(years, edge, color=colour, lw=0.6, zorder=1.7, gid="band.edge")


def _draw_ahead(plot: Plot, one: Series, start: labels.Point) -> None:
    """Draw a line that begins at the newest count and is no count itself."""
    points = [start, *marks.known(plot.chart.rows(one))]
    look = style.role(one.role)
    xs, ys = [x for x, _ in points], [y for _, y in points]
    options = {"color": look.colour, "linestyle": DASHES[one.mark], "lw": 1.6, "zorder": 2.8}
    plot.axes.plot(xs, ys, gid=f"series.{one.id}", **options)


def _last(chart: Chart, one: Series) -> Any:
    rows = chart.rows(one)
    return max(rows.itertuples(), key=lambda row: scales.year(row.x))


def _words(chart: Chart, one: Series) -> str:
    """Return name and number of the last year; a line has one number, a band has two."""
    row = _last(chart, one)
    single = one.mark in (*DASHES, "line")
    return f"{one.label} {chart.written(row.value, one) if single else chart.shown(row, one)}"


def _height(chart: Chart, one: Series) -> float:
    row = _last(chart, one)
    return float(row.hi if one.mark == "band" else row.value)


def _write_inside(plot: Plot) -> None:
    """Write the label of a series that ends before the plot does, up to its last mark."""
    frame, size = plot.frame, plot.frame.size.label
    for one in plot.chart.series:
        if one.place not in ("above", "below"):
            continue
        row = _last(plot.chart, one)
        raised = marks.BOUND * plot.axes.get_ylim()[1] if one.mark == "lower_bound" else 0.0
        x, y = plot.at(scales.year(row.x), row.value + raised)
        lines = frame.wrapped(f"{one.label} {plot.chart.shown(row, one)}", COLUMN, bold=True)
        y += 0.8 * size if one.place == "above" else -(0.5 + 1.18 * len(lines)) * size
        options = {"ha": "right", "weight": "bold", "color": style.role(one.role).text}
        for index, line in enumerate(reversed(lines)):
            frame.write(x + 0.5 * size, y + 1.18 * size * index, line, **options)


def _write_refusal(plot: Plot, newest: float) -> None:
    """Write in the place of the fan that there is none, and why: a line a reason."""
    frame, chart = plot.frame, plot.chart
    rows = [
        row for one in chart.series if one.mark == "refusal" for row in chart.rows(one).itertuples()
    ]
    if not rows:
        return
    last = max(scales.year(row.x) for row in rows)
    plot.axes.axvspan(
        newest + 0.4, last + 0.4, color=style.surface("band"), zorder=0.4, gid="refusal"
    )
    left, right = (plot.at(year, 0)[0] for year in (newest + 0.4, last + 0.4))
    lines = [(line, "bold") for line in _wrapped(plot, "refusal.heading", rows[0], right - left)]
    for row in rows:
        key = f"refusal.{row.refused_because}"
        lines += [(line, "normal") for line in _wrapped(plot, key, row, right - left)]
    size = frame.size.label
    top = plot.at(0, float(chart.options.get("refusal_at", 0.45)) * plot.axes.get_ylim()[1])[1]
    for index, (line, weight) in enumerate(lines):
        height = top - 1.25 * size * index
        options = {"ha": "center", "weight": weight, "color": style.surface("ink")}
        frame.write((left + right) / 2, height, line, **options)


def _wrapped(plot: Plot, key: str, row: Any, width: float) -> Sequence[str]:
    language = plot.chart.language
    values = {"period": row.x, "found": row.found, "limit": row.limit}
    words = texts.fill(texts.text(key, language), values, language)
    return plot.frame.wrapped(words, width - 16, bold=key == "refusal.heading")

"""A series and what may follow it: bands of a projection, or the reasons why there is none."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from exchange_stats.publishing import texts
from exchange_stats.publishing.charts import marks, scales
from exchange_stats.publishing.charts.samples import DASHES, KEY, Line, shades_of, write_line
from exchange_stats.publishing.charts.scales import Chart, Plot, Series
from exchange_stats.publishing.drawing import frame as frames
from exchange_stats.publishing.drawing import labels, style, typesetting
from exchange_stats.publishing.drawing.frame import Box, Frame

LOW = 130.0  # height of a plot, in points
NARROW = 48.0  # of a picture: its width in sizes of its label words
COLUMN = 4.6 * frames.POINTS_PER_CM
WIDE = 0.26  # of the width of a picture, if that is more
NARROWER = 0.6  # of its width, for a label that would meet the one beside it
REFUSED = 0.45  # of the height of a plot, for the first of the words that refuse a projection


def draw_fan(frame: Frame, chart: Chart) -> None:
    """Draw counts, and behind the newest the bands of a projection or the words of a refusal.

    Marks of series: ``band`` (from lo to hi), ``median`` and ``reference`` (lines that start
    from the newest count), ``refusal`` (its rows are reasons), and those of other charts. In a
    narrow picture names and reasons stand below the plot, in a wide one beside and inside it.
    """
    ending, words, below = _ends(frame, chart)
    narrow = frame.box.width < NARROW * frame.size.label
    widest = max(typesetting.measure(text, frame.size.label, bold=True) for text in words)
    column = 4.0 if narrow else min(widest / typesetting.SLACK + 10, _most_column(frame))
    step = 1.25 * frame.size.label
    box = frame.box.inset(right=column, bottom=step * (len(below) + 0.6 * narrow))
    plot = Plot(frame, _axes(frame, chart, box), chart)
    start = marks.known(chart.rows(chart.series[0]))[-1]
    _draw_series(plot, start)
    _write_inside(plot)
    _shade_refusal(plot, start[0])
    if narrow:
        for index, line in enumerate(below):
            write_line(plot, line, (box.left, box.bottom - step * (index + 1.4)))
        return
    beside = [
        labels.Label(plot.at(0, _height(chart, one))[1], text, style.role(one.role).text)
        for one, text in zip(ending, words, strict=True)
    ]
    labels.write_labels(frame, beside, box.right + 6, column - 6)
    _write_refusal(plot, start[0])


def _most_column(frame: Frame) -> float:
    return max(COLUMN, WIDE * frame.box.width)


def _ends(frame: Frame, chart: Chart) -> tuple[list[Series], list[str], list[Line]]:
    """Return the series named at their ends from the highest, their words, and lines below."""
    ending = [one for one in chart.series if one.place == "end" and one.mark != "refusal"]
    ending = sorted(ending, key=lambda one: -_height(chart, one))
    words = [_words(chart, one) for one in ending]
    narrow = frame.box.width < NARROW * frame.size.label
    return ending, words, _lines_below(frame, chart, ending, words) if narrow else []


def least_height(frame: Frame, chart: Chart) -> float:
    """Return the height at which the plot keeps its form and holds the reasons of a refusal."""
    below, inside = len(_ends(frame, chart)[2]), 0.0
    if not below and _reasons(chart):
        lines = _refusal_lines(frame, chart, 0.3 * frame.box.width)
        inside = (len(lines) + 1.5) / float(chart.options.get("refusal_at", REFUSED))
    return max(LOW, 1.25 * frame.size.label * inside) + 1.25 * frame.size.label * below


def _axes(frame: Frame, chart: Chart, box: Box) -> Any:
    shown = [one for one in chart.series if one.mark != "refusal"]
    low = box.height < LOW
    tops = [
        (1.4 if low and one.place == "above" else 1.04) * chart.rows(one)[end].max()
        for one in shown
        for end in ("value", "hi")
    ]  # with room for words above a mark
    values = scales.ticks(0.0, float(pd.Series(tops).max()), 3 if low else 5)
    axes = scales.upright_axes(frame, box, values, shown[0].form)
    scales.year_axis(frame, axes, [scales.year(x) for x in chart.table["x"]])
    return axes


def _draw_series(plot: Plot, start: labels.Point) -> None:
    shades = shades_of(plot.chart)
    for one in plot.chart.series:
        if one.id in shades:
            _draw_band(plot, one, start, shades[one.id])
    for one in plot.chart.series:
        if one.mark in DASHES:
            _draw_ahead(plot, one, start)
        elif one.mark not in ("band", "refusal"):
            marks.draw_marks(plot.frame, plot.axes, plot.chart.rows(one), one, small=False)


def _draw_band(plot: Plot, one: Series, start: labels.Point, shade: float) -> None:
    rows = plot.chart.rows(one)
    years = [start[0], *(scales.year(x) for x in rows["x"])]
    low, high = [start[1], *rows["lo"]], [start[1], *rows["hi"]]
    colour = style.role(one.role).colour
    options = {"color": colour, "alpha": shade, "lw": 0, "zorder": 1.6}
    plot.axes.fill_between(years, low, high, gid=f"series.{one.id}", **options)
    for edge in (low, high):  # a shade alone is lost in print
        lw = 0.6 * plot.frame.pen
        plot.axes.plot(years, edge, color=colour, lw=lw, zorder=1.7, gid="band.edge")


def _draw_ahead(plot: Plot, one: Series, start: labels.Point) -> None:
    """Draw a line that begins at the newest count and is no count itself."""
    points = [start, *marks.known(plot.chart.rows(one))]
    look = style.role(one.role)
    xs, ys = [x for x, _ in points], [y for _, y in points]
    options = {"color": look.colour, "ls": DASHES[one.mark], "lw": 1.6 * plot.frame.pen}
    plot.axes.plot(xs, ys, gid=f"series.{one.id}", zorder=2.8, **options)


def _last(chart: Chart, one: Series) -> Any:
    rows = chart.rows(one)
    return max(rows.itertuples(), key=lambda row: scales.year(row.x))


def _words(chart: Chart, one: Series) -> str:
    """Return name and number of the last year; a line has one number, a band has two."""
    row = _last(chart, one)
    if one.mark == "median":  # no digit that its band does not support
        return chart.named(row, one, chart.written(row.value, chart.within(row, one)))
    single = one.mark in (*DASHES, "line")
    return chart.named(row, one, chart.written(row.value, one) if single else "")


def _height(chart: Chart, one: Series) -> float:
    row = _last(chart, one)
    return float(row.hi if one.mark == "band" else row.value)


def _write_inside(plot: Plot) -> None:
    """Write the label of a series that ends before the plot does, up to its last mark."""
    frame, size = plot.frame, plot.frame.size.label
    taken: list[Box] = []
    for one in plot.chart.series:
        if one.place not in ("above", "below"):
            continue
        row = _last(plot.chart, one)
        raised = marks.BOUND * plot.axes.get_ylim()[1] if one.mark == "lower_bound" else 0.0
        x, y = plot.at(scales.year(row.x), row.value + raised)
        most = min(_most_column(frame), 0.3 * frame.box.width)
        for width in (most, NARROWER * most):
            lines = frame.wrapped(plot.chart.named(row, one), width, bold=True)
            low = _baseline(plot, one, lines, (x, y))
            box = labels.box_of(frame, lines, (x + 0.5 * size, low), "right")
            if labels.is_clear(box, taken, ()):
                break
        taken.append(box)
        options = {"ha": "right", "weight": "bold", "color": style.role(one.role).text}
        for index, line in enumerate(reversed(lines)):
            frame.write(x + 0.5 * size, low + 1.18 * size * index, line, **options)


def _baseline(plot: Plot, one: Series, lines: Sequence[str], at: labels.Point) -> float:
    """Return the lowest baseline of a label over or under all marks that it stands beside."""
    size, (x, y) = plot.frame.size.label, at
    left = x - max(typesetting.measure(line, size, bold=True) for line in lines)
    passed = [plot.at(*point) for point in marks.known(plot.chart.rows(one))]
    heights = [y, *(height for place, height in passed if place >= left)]
    if one.place == "above":
        return max(heights) + 0.8 * size
    return min(heights) - (0.5 + 1.18 * len(lines)) * size


def _reasons(chart: Chart) -> list[Any]:
    refused = [one for one in chart.series if one.mark == "refusal"]
    return [row for one in refused for row in chart.rows(one).itertuples()]


def _shade_refusal(plot: Plot, newest: float) -> None:
    """Shade the place where the fan would be."""
    if rows := _reasons(plot.chart):
        last = max(scales.year(row.x) for row in rows)
        colour = style.surface("band")
        plot.axes.axvspan(newest + 0.4, last + 0.4, color=colour, zorder=0.4, gid="refusal")


def _write_refusal(plot: Plot, newest: float) -> None:
    """Write in the place of the fan that there is none, and why: a line a reason."""
    rows = _reasons(plot.chart)
    if not rows:
        return
    last = max(scales.year(row.x) for row in rows)
    left, right = (plot.at(year, 0)[0] for year in (newest + 0.4, last + 0.4))
    size = plot.frame.size.label
    share = float(plot.chart.options.get("refusal_at", REFUSED))
    lines = _refusal_lines(plot.frame, plot.chart, right - left)
    least = plot.at(0, 0)[1] + 1.25 * size * (len(lines) - 0.5)  # the last stays above the axis
    top = max(plot.at(0, share * plot.axes.get_ylim()[1])[1], least)
    for index, line in enumerate(lines):
        place = ((left + right) / 2, top - 1.25 * size * index)
        plot.frame.write(*place, line.words, ha="center", **line.options)


def _refusal_lines(frame: Frame, chart: Chart, width: float) -> list[Line]:
    """Return the lines that say that there is no projection, and why, with their look."""
    rows, language = _reasons(chart), chart.language
    said = [("refusal.heading", row) for row in rows[:1]]
    said += [(f"refusal.{row.refused_because}", row) for row in rows]
    lines = []
    for key, row in said:
        values = {"period": row.x, "found": row.found, "limit": row.limit}
        words = texts.fill(texts.text(key, language), values, language)
        bold = key == "refusal.heading"
        options: dict[str, Any] = {"weight": "bold" if bold else "normal"}
        options["color"] = style.surface("ink")
        options["size"] = size = frame.size.label if bold else frame.size.note
        wrapped = typesetting.balanced(words, width - 16, size, language, bold=bold)
        lines += [Line(line, options) for line in wrapped]
    return lines


def _lines_below(
    frame: Frame, chart: Chart, ending: Sequence[Series], words: Sequence[str]
) -> list[Line]:
    """Return reasons and names for below the plot of a narrow picture."""
    lines, indent = _refusal_lines(frame, chart, frame.box.width), KEY * frame.size.label
    for one, text in zip(ending, words, strict=True):
        options = {"weight": "bold", "color": style.role(one.role).text}
        first, *others = frame.wrapped(text, frame.box.width - indent, bold=True)
        lines.append(Line(first, options, indent, one))
        lines += [Line(line, options, indent) for line in others]
    return lines

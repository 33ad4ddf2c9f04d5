"""Series over time: lines that never cross a gap, bounds, intervals, small multiples."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from exchange_stats.publishing import frame as frames
from exchange_stats.publishing import style
from exchange_stats.publishing.charts import labels, scales
from exchange_stats.publishing.charts.scales import Chart, Series
from exchange_stats.publishing.frame import Box, Frame

COLUMN = 4.2 * frames.POINTS_PER_CM
BOUND = 0.09


def draw_lines(frame: Frame, chart: Chart) -> None:
    """Draw series over years on one pair of axes, each labelled where it ends."""
    years = [scales.year(x) for x in chart.table["x"]]
    ending = [one for one in chart.series if _ends_at(chart, one, max(years))]
    words = [_end_words(chart, one) for one in ending]
    column = _column(frame, words)
    box = frame.box.inset(right=column)
    axes = _plot(frame, box, chart, chart.series, years)
    beside = [
        labels.Label(_end_height(frame, axes, chart, one), text, style.role(one.role).text)
        for one, text in zip(ending, words, strict=True)
    ]
    labels.write_labels(frame, beside, box.right + 4, column - 4)
    for one in chart.series:
        if one not in ending:
            _label_inside(frame, axes, chart, one)


def draw_panels(frame: Frame, chart: Chart) -> None:
    """Draw one small chart for each panel, side by side, on one scale unless told otherwise."""
    panels = list(dict.fromkeys(one.panel for one in chart.series))
    years = [scales.year(x) for x in chart.table["x"]]
    shared = bool(chart.options.get("shared", True))
    last = [one for one in chart.series if one.panel == panels[-1] and one.place == "end"]
    column = _column(frame, [one.label for one in last])
    gap = 0.8 * frame.size.axis
    width = (frame.box.width - column - gap * (len(panels) - 1)) / len(panels)
    for index, panel in enumerate(panels):
        left = frame.box.left + index * (width + gap)
        box = Box(left, frame.box.bottom, width, frame.box.height)
        series = [one for one in chart.series if one.panel == panel]
        room = _panel_title(frame, box, panel)
        axes = _plot(frame, room, chart, series, years, chart.series if shared else series)
    beside = [
        labels.Label(_end_height(frame, axes, chart, one), one.label, style.role(one.role).text)
        for one in last
    ]
    labels.write_labels(frame, beside, frame.box.right - column + 4, column - 4)


def _panel_title(frame: Frame, box: Box, panel: str) -> Box:
    size = frame.size.label
    lines = frame.wrapped(panel, box.width, bold=True)
    for index, line in enumerate(lines):
        baseline = box.top - size - 1.2 * size * index
        frame.write(box.left, baseline, line, weight="bold", color=style.surface("ink"))
    return box.inset(top=1.2 * size * len(lines) + 0.9 * size)


def _plot(
    frame: Frame,
    box: Box,
    chart: Chart,
    series: Sequence[Series],
    years: Sequence[int],
    scale_by: Sequence[Series] = (),
) -> Any:
    low, high = scales.extent(chart, scale_by or series)
    few = 4 if box.height < 130 else 5
    values = scales.ticks(low, _headroom(high, series), few)
    axes = scales.upright_axes(frame, box, values, series[0].form, chart.language)
    scales.year_axis(frame, axes, years)
    if "baseline" in chart.options:
        level = float(chart.options["baseline"])
        axes.axhline(level, color=style.surface("axis"), linewidth=0.8, zorder=1.5)
    for one in sorted(series, key=lambda one: one.role != "context"):
        _draw_marks(axes, chart.rows(one), one)
        _write_values(frame, axes, chart, one)
    return axes


def _headroom(high: float, series: Sequence[Series]) -> float:
    """Return the height that leaves room for the bar and words above a lower bound."""
    return high * (1.25 if any(one.mark == "lower_bound" for one in series) else 1.0)


def _draw_marks(axes: Any, rows: pd.DataFrame, one: Series) -> None:
    look = style.role(one.role)
    face = style.surface("paper") if look.hollow or one.mark != "line" else look.colour
    points = with_gaps(rows) if one.mark == "line" else _known(rows)
    xs = [float(x) for x, _ in points]
    axes.plot(
        xs,
        [y for _, y in points],
        color=look.colour,
        linestyle=style.DASHES[look.dash] if one.mark == "line" else "none",
        linewidth=1.2 if one.role == "context" else 2.0,
        marker=look.marker,
        markersize=3.0 if one.role == "context" else 4.8,
        markerfacecolor=face,
        markeredgewidth=1.3,
        clip_on=False,
        zorder=3 if one.role != "context" else 2.5,
        gid=f"series.{one.id}",
    )
    if one.mark == "lower_bound":
        low, high = axes.get_ylim()
        length = BOUND * (high - low)
        _bar(axes, xs, [y for _, y in points], length, look.colour, lolims=True)
    if one.mark == "interval":
        known = rows[rows["lo"].notna() & rows["hi"].notna()]
        middle = (known["lo"] + known["hi"]) / 2
        places = [scales.year(x) for x in known["x"]]
        _bar(axes, places, middle, (known["hi"] - known["lo"]) / 2, look.colour, capsize=4)


def _bar(axes: Any, xs: Any, ys: Any, length: Any, colour: str, **options: Any) -> None:
    axes.errorbar(xs, ys, yerr=length, fmt="none", ecolor=colour, elinewidth=1.5, **options)


def _known(rows: pd.DataFrame) -> list[tuple[int, float]]:
    """Return the years and values that are known."""
    known = rows[rows["value"].notna()]
    return [(scales.year(row.x), float(row.value)) for row in known.itertuples()]


def with_gaps(rows: pd.DataFrame) -> list[tuple[int, float]]:
    """Return every year from first to last with its value, NaN where there is none.

    A year without a row is a gap as much as a year whose value is missing: a line drawn
    through these points stops before it and begins anew after it.
    """
    known = dict(_known(rows))
    if not known:
        return []
    return [(year, known.get(year, float("nan"))) for year in range(min(known), max(known) + 1)]


def _ends_at(chart: Chart, one: Series, last: int) -> bool:
    known = chart.rows(one).dropna(subset=["value"])
    return one.place == "end" and any(scales.year(x) == last for x in known["x"])


def _last(chart: Chart, one: Series) -> Any:
    rows = chart.rows(one)
    known = rows[rows["value"].notna() | rows["lo"].notna()]
    return max(known.itertuples(), key=lambda row: scales.year(row.x))


def _end_words(chart: Chart, one: Series) -> str:
    return f"{one.label} {chart.shown(_last(chart, one), one)}"


def _column(frame: Frame, words: Sequence[str]) -> float:
    """Return the width of the label column: as wide as its longest words, up to the limit."""
    if not words:
        return 0.3 * frames.POINTS_PER_CM
    limit = COLUMN * frame.size.width / 16 * (0.75 if frame.size.width < 10 else 1)
    width = max(frames.measure(text, frame.size.label, bold=True) for text in words)
    return min(width, limit) + 8


def _end_height(frame: Frame, axes: Any, chart: Chart, one: Series) -> float:
    row = _last(chart, one)
    return scales.to_points(frame, axes, scales.year(row.x), row.value)[1]


def _label_inside(frame: Frame, axes: Any, chart: Chart, one: Series) -> None:
    """Label a series that ends before the plot does, above or below its last point."""
    if one.place == "none" or one.mark != "line":
        return
    row = _last(chart, one)
    x, y = scales.to_points(frame, axes, scales.year(row.x), row.value)
    size = frame.size.label
    lines = frame.wrapped(_end_words(chart, one), x - frame.box.left - 40, bold=True)
    colour = style.role(one.role).text
    top = y - 0.8 * size if one.place == "below" else y + size * (0.6 + 1.18 * len(lines))
    align = "left" if one.place == "below" else "right"
    for index, line in enumerate(lines):
        baseline = top - 1.18 * size * index - 0.93 * size
        frame.write(x, baseline, line, ha=align, weight="bold", color=colour)


def _write_values(frame: Frame, axes: Any, chart: Chart, one: Series) -> None:
    """Write the values that no label says: the first of a line, each statement, or all."""
    rows = chart.rows(one)
    shown = [row for row in rows.itertuples() if row.value == row.value or row.lo == row.lo]
    if one.mark == "line":
        wanted = chart.options.get("values", "first")
        shown = {"all": shown, "first": shown[:1], "ends": [shown[0], shown[-1]]}.get(wanted, [])
        shown = shown if one.role != "context" else []
    for row in shown:
        _write_value(frame, axes, chart, one, row)


def _write_value(frame: Frame, axes: Any, chart: Chart, one: Series, row: Any) -> None:
    size = frame.size.label
    level = row.value if row.value == row.value else row.hi
    x, y = scales.to_points(frame, axes, scales.year(row.x), level)
    lift = 0.7 * size
    if one.mark == "lower_bound":
        low, high = axes.get_ylim()
        y = scales.to_points(frame, axes, 0, level + BOUND * (high - low))[1]
    words = [chart.shown(row, one)]
    if one.mark != "line" and row.Index == chart.rows(one).index[-1]:
        words = [*frame.wrapped(one.label, COLUMN * 0.8), *words]
    widest = max(frames.measure(word, size, bold=True) for word in words)
    x = min(x, frame.box.right - widest / 2)
    colour = style.role(one.role).text
    for index, word in enumerate(reversed(words)):
        bold = "bold" if index == 0 else "normal"
        baseline = y + lift + 1.18 * size * index
        frame.write(x, baseline, word, ha="center", color=colour, weight=bold)

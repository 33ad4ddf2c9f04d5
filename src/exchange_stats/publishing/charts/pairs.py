"""A number beside another one: pairs of points, and what several sources leave open."""

from typing import Any

from exchange_stats.publishing import texts
from exchange_stats.publishing.charts import bars, scales
from exchange_stats.publishing.charts.scales import Chart, Plot, Series
from exchange_stats.publishing.drawing import style, typesetting
from exchange_stats.publishing.drawing.frame import Frame


def draw_pairs(frame: Frame, chart: Chart) -> None:
    """Draw two points on each row, joined by a thin rule; the first series is written above.

    A point of a ``line`` series is filled, one of a ``point`` series hollow. The first row
    names the series.
    """
    names = list(dict.fromkeys(chart.table["x"]))
    size = frame.size.label
    high = float(chart.table["value"].max())
    box = frame.box.inset(right=_half_of_widest(frame, chart), top=0.9 * size)
    axes = scales.lying_axes(frame, box, bars.name_lines(frame, chart, names), high)
    for place, name in enumerate(names):
        values = chart.table.loc[chart.table["x"] == name, "value"].dropna()
        if len(values) > 1:
            axes.hlines(place, values.min(), values.max(), color=style.surface("grid"), lw=3)
    for index, one in enumerate(chart.series):
        for row in chart.rows(one).dropna(subset=["value"]).itertuples():
            look = bars.emphasised(chart, one, row)
            plot = Plot(frame, axes, chart)
            _draw_point(plot, look, row, names.index(row.x), above=index == 0)


def _words(chart: Chart, one: Series, row: Any) -> str:
    first = row.x == chart.table["x"].iloc[0]
    return scales.with_colon(chart, one, row) if first else chart.shown(row, one)


def _half_of_widest(frame: Frame, chart: Chart) -> float:
    """Return half the width of the words at the largest value, so that they stay inside."""
    largest = chart.table["value"].max()
    widths = [
        typesetting.measure(_words(chart, one, row), frame.size.label, bold=True)
        for one in chart.series
        for row in chart.rows(one).itertuples()
        if row.value == largest
    ]
    return max(widths) / 2 + 2


def _draw_point(plot: Plot, one: Series, row: Any, place: int, *, above: bool) -> None:
    look = style.role(one.role)
    hollow = look.hollow or one.mark != "line"
    plot.axes.plot(
        [row.value],
        [place],
        marker=look.marker,
        markersize=7,
        color=look.colour,
        markerfacecolor=style.surface("paper") if hollow else look.colour,
        markeredgewidth=1.6,
        linestyle="none",
        clip_on=False,
        gid=f"series.{one.id}",
    )
    size = plot.frame.size.label
    x, y = plot.at(row.value, place)
    y += 0.65 * size if above else -1.4 * size
    words = _words(plot.chart, one, row)
    half = typesetting.measure(words, size, bold=True) / 2
    left = plot.at(0, place)[0]
    x = min(max(x, left + half + 3), plot.frame.box.right - half)
    plot.frame.write(x, y, words, ha="center", color=look.text, weight="bold")


def draw_intervals(frame: Frame, chart: Chart) -> None:
    """Draw what each source says as an interval on a row, over the interval of the first.

    The band of the first, which is taken, runs down the picture: what touches it agrees. Each row
    says how far its interval lies from it, in the column ``distance``.
    """
    names = list(dict.fromkeys(chart.table["x"]))
    high = float(chart.table[["value", "hi"]].max().max())
    room = max(typesetting.measure(_apart(chart, one), frame.size.label) for one in _rows(chart))
    box = frame.box.inset(right=room + 10)
    axes = scales.lying_axes(frame, box, bars.name_lines(frame, chart, names), high)
    plot = Plot(frame, axes, chart)
    for one in chart.series:
        for row in chart.rows(one).itertuples():
            _draw_interval(plot, one, row, names.index(row.x))
    taken = next(iter(_rows(chart)))
    axes.axvspan(*_ends(taken, high), color=style.surface("band"), zorder=0, gid="taken")


def _rows(chart: Chart) -> list[Any]:
    return [row for one in chart.series for row in chart.rows(one).itertuples()]


def _ends(row: Any, high: float) -> tuple[float, float]:
    """Return the ends of an interval; one that is open above ends at the edge."""
    return row.lo, row.hi if row.hi == row.hi else high


def _apart(chart: Chart, row: Any) -> str:
    """Return the words at the end of a row: what the source says, and how far off it is."""
    one = next(one for one in chart.series if one.id == row.series)
    words = chart.shown(row, one)
    if not float(row.distance or 0):
        return words
    apart = texts.text("intervals.apart", chart.language)
    return texts.fill(
        apart, {"said": words, "n": chart.written(float(row.distance), one)}, chart.language
    )


def _draw_interval(plot: Plot, one: Series, row: Any, place: int) -> None:
    look = style.role(one.role)
    lo, hi = _ends(row, plot.axes.get_xlim()[1])
    plot.axes.plot(
        [lo, hi], [place, place], color=look.colour, lw=5, solid_capstyle="butt", gid="interval"
    )
    plot.axes.plot(
        [min(max(row.value, lo), hi)],
        [place],
        marker=look.marker,
        markersize=8,
        color=look.colour,
        markerfacecolor=style.surface("paper") if look.hollow else look.colour,
        markeredgewidth=1.6,
        linestyle="none",
        clip_on=False,
        gid=f"series.{one.id}",
    )
    size = plot.frame.size.label
    x, y = plot.at(hi, place)
    weight = "bold" if not float(row.distance or 0) else "normal"
    plot.frame.write(
        x + 9, y - 0.36 * size, _apart(plot.chart, row), color=look.text, weight=weight
    )

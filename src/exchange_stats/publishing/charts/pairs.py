"""A number beside another one: pairs of points, and what several sources leave open."""

from collections.abc import Sequence
from typing import Any

from exchange_stats.publishing import texts
from exchange_stats.publishing.charts import bars, scales
from exchange_stats.publishing.charts.scales import LEADING, Chart, Plot, Series
from exchange_stats.publishing.drawing import style, typesetting
from exchange_stats.publishing.drawing.frame import Box, Frame

MOST_BESIDE = 3  # lines of a name
BELOW = 1.3  # heights of a label, from the name of a row to an interval under it
VALUES = 3.9  # heights of a label, from under the lower value of a row to over the upper one


def draw_pairs(frame: Frame, chart: Chart) -> None:
    """Draw two points on each row, joined by a thin rule; the first series is written above.

    A point of a ``line`` series is filled, one of a ``point`` series hollow. The first row
    names the series. Names that would take many lines beside their points stand over them.
    """
    box = frame.box.inset(right=_half_of_widest(frame, chart), top=0.9 * frame.size.label)
    plot, rows = _plot(frame, box, chart, float(chart.table["value"].max()))
    for name, at in rows.items():
        values = chart.table.loc[chart.table["x"] == name, "value"].dropna()
        if len(values) > 1:
            rule = {"color": style.surface("grid"), "lw": 3 * frame.pen}
            plot.axes.hlines(at, values.min(), values.max(), **rule)
    for index, one in enumerate(chart.series):
        for row in chart.rows(one).dropna(subset=["value"]).itertuples():
            look = bars.emphasised(chart, one, row)
            _draw_point(plot, look, row, rows[row.x], above=index == 0)


def _plot(frame: Frame, box: Box, chart: Chart, high: float) -> tuple[Plot, dict[str, float]]:
    """Return axes with a row for each name, and the height at which its marks stand."""
    names, above = list(dict.fromkeys(chart.table["x"])), _named_above(frame, chart)
    beside = [[""] for _ in names] if above else bars.name_lines(frame, chart, names)
    plot = Plot(frame, scales.lying_axes(frame, box, beside, high), chart)
    low = max(map(len, above), default=0) * LEADING * frame.size.axis / 2
    for place, lines in enumerate(above):
        _write_above(plot, place, lines)
    return plot, {name: at + low * len(names) / box.height for at, name in enumerate(names)}


def _write_above(plot: Plot, place: int, lines: list[str]) -> None:
    frame, size = plot.frame, plot.frame.size.axis
    top, height = plot.at(0, place - 0.5)[1], LEADING * size * len(lines)
    width = max(typesetting.measure(line, size) for line in lines) + 3
    scales.clear_ground(frame, Box(frame.box.left, top - height, width, height))
    scales.write_block(frame, (frame.box.left, top - height / 2), lines, size=size)


def _named_above(frame: Frame, chart: Chart) -> list[list[str]]:
    """Return the names over the points as lines, none where they stand beside them."""
    names = list(dict.fromkeys(chart.table["x"]))
    beside = bars.name_lines(frame, chart, names)
    few = max(map(len, beside)) <= MOST_BESIDE
    if not frame.is_narrow or (few and not _is_crossed(frame, chart, beside)):
        return []
    labels = [str(chart.table.loc[chart.table["x"] == name, "label"].iloc[0]) for name in names]
    size, width = frame.size.axis, frame.box.width
    return [typesetting.balanced(words, width, size, chart.language) for words in labels]


def least_height(frame: Frame, chart: Chart) -> float:
    """Return the height at which names stand apart, and so do the values over and under points."""
    rows, above = len(set(chart.table["x"])), _named_above(frame, chart)
    values = rows * VALUES * frame.size.label
    if above:
        return values + rows * max(map(len, above)) * LEADING * frame.size.axis
    return max(bars.least_height(frame, chart), values)


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


def _draw_point(plot: Plot, one: Series, row: Any, place: float, *, above: bool) -> None:
    look, pen = style.role(one.role), plot.frame.pen
    hollow = look.hollow or one.mark != "line"
    plot.axes.plot(
        [row.value],
        [place],
        marker=look.marker,
        markersize=7 * pen,
        color=look.colour,
        markerfacecolor=style.surface("paper") if hollow else look.colour,
        markeredgewidth=1.6 * pen,
        linestyle="none",
        clip_on=False,
        gid=f"series.{one.id}",
    )
    size = plot.frame.size.label
    x, y = plot.at(row.value, place)
    y += 0.85 * size if above else -1.55 * size
    words = _words(plot.chart, one, row)
    half = typesetting.measure(words, size, bold=True) / 2
    left = plot.at(0, place)[0]
    x = min(max(x, left + half + 3), plot.frame.box.right - half)
    plot.frame.write(x, y, words, ha="center", color=look.text, weight="bold")


def draw_intervals(frame: Frame, chart: Chart) -> None:
    """Draw what each source says as an interval on a row, over the interval of the first.

    The band of the first, which is taken, runs down the picture: what touches it agrees. Each row
    says how far its interval lies from it, in the column ``distance``, on the side away from it.
    """
    high = _highest(chart)
    before = _before(frame, chart, high)
    room = max(_width(frame, chart, row) for row in _rows(chart) if row.x not in before)
    plot, rows = _plot(frame, frame.box.inset(right=room + 12 * frame.pen), chart, high)
    rows = _under_names(plot, rows)
    for one in chart.series:
        for row in chart.rows(one).itertuples():
            _draw_interval(plot, one, row, rows[row.x], before=row.x in before)
    taken = next(iter(_rows(chart)))
    plot.axes.axvspan(*_ends(taken, high), color=style.surface("band"), zorder=0, gid="taken")


def _under_names(plot: Plot, rows: dict[str, float]) -> dict[str, float]:
    """Return the heights of rows, moved up to the names where these stand over them."""
    above = _named_above(plot.frame, plot.chart)
    if not above:
        return rows
    row = plot.frame.box.height / len(rows)
    name = max(map(len, above)) * LEADING * plot.frame.size.axis
    share = (name + BELOW * plot.frame.size.label) / row - 0.5
    return {key: min(at, place + share) for place, (key, at) in enumerate(rows.items())}


def _before(frame: Frame, chart: Chart, high: float) -> set[str]:
    """Return the rows below the one taken whose words find room left of their marks."""
    above = _named_above(frame, chart)
    names = [] if above else bars.name_lines(frame, chart, [*chart.table["x"]])
    return _fitting(frame, chart, high, names)


def _fitting(frame: Frame, chart: Chart, high: float, names: Sequence[Sequence[str]]) -> set[str]:
    """Return the rows below the one taken whose words find room between names and marks."""
    lines = [line for lines in names for line in lines]
    left = max((typesetting.measure(line, frame.size.axis) for line in lines), default=0.0)
    lower = _lower(chart, high)
    tried: list[Any] = []
    while lower != tried:  # each that does not fit takes room on the right
        tried = lower
        room = max(_width(frame, chart, row) for row in _rows(chart) if row not in tried)
        wide = frame.box.width - left - room - 20 * frame.pen
        lower = [row for row in tried if row.lo / high * wide > _width(frame, chart, row) + 16]
    return {row.x for row in lower}


def _lower(chart: Chart, high: float) -> list[Any]:
    first, *others = _rows(chart)
    return [row for row in others if _ends(row, high)[1] < first.lo]


def _is_crossed(frame: Frame, chart: Chart, beside: Sequence[Sequence[str]]) -> bool:
    """Return whether words beside such names would stand on the band of the row taken."""
    if "distance" not in chart.table:
        return False
    high = _highest(chart)
    return len(_fitting(frame, chart, high, beside)) < len(_lower(chart, high))


def _highest(chart: Chart) -> float:
    return float(chart.table[["value", "hi"]].max().max())


def _width(frame: Frame, chart: Chart, row: Any) -> float:
    bold = not float(row.distance or 0)
    return typesetting.measure(_apart(chart, row), frame.size.label, bold=bold)


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


def _draw_interval(plot: Plot, one: Series, row: Any, place: float, *, before: bool) -> None:
    look, pen = style.role(one.role), plot.frame.pen
    lo, hi = _ends(row, plot.axes.get_xlim()[1])
    bar = {"color": look.colour, "lw": 5 * pen, "solid_capstyle": "butt", "gid": "interval"}
    plot.axes.plot([lo, hi], [place, place], **bar)
    plot.axes.plot(
        [min(max(row.value, lo), hi)],
        [place],
        marker=look.marker,
        markersize=8 * pen,
        color=look.colour,
        markerfacecolor=style.surface("paper") if look.hollow else look.colour,
        markeredgewidth=1.6 * pen,
        linestyle="none",
        clip_on=False,
        gid=f"series.{one.id}",
    )
    size = plot.frame.size.label
    x, y = plot.at(lo if before else hi, place)
    aside = 11 * pen if look.marker == "D" else 9 * pen  # a diamond is wider
    x += -aside if before else aside
    weight = "bold" if not float(row.distance or 0) else "normal"
    options = {"color": look.text, "weight": weight, "ha": "right" if before else "left"}
    plot.frame.write(x, y - 0.36 * size, _apart(plot.chart, row), **options)

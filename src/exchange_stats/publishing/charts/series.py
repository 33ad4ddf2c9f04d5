"""Series over time: lines that never cross a gap, bounds and intervals."""

from collections.abc import Sequence
from typing import Any

from exchange_stats.publishing.charts import marks, scales
from exchange_stats.publishing.charts.scales import Chart, Plot, Series
from exchange_stats.publishing.drawing import frame as frames
from exchange_stats.publishing.drawing import labels, style, typesetting
from exchange_stats.publishing.drawing.frame import Box, Frame

ABOVE = 1.15  # heights of a label, free above a small chart
COLUMN = 4.2 * frames.POINTS_PER_CM
TRIED = ((False, False), (False, True), (True, True), (True, False))  # narrow, at the foot
TOGETHER = 4  # values of lines, that find their places with one another
WIDER = {False: 0.32, True: 0.44}  # of the width, for labels in one line; for many of them
MANY = 4  # labels, that would push one another away if each took two lines


def draw_lines(frame: Frame, chart: Chart) -> None:
    """Draw series over years on one pair of axes, each labelled where it ends."""
    years = [scales.year(x) for x in chart.table["x"]]
    ending = [one for one in chart.series if _ends_at(chart, one, max(years))]
    words = [end_words(chart, one) for one in ending]
    column = label_column(frame, words)
    box = frame.box.inset(right=column)
    axes = plot_series(frame, box, chart, chart.series)
    beside = [
        labels.Label(last_place(frame, axes, chart, one)[1], text, style.role(one.role).text)
        for one, text in zip(ending, words, strict=True)
    ]
    low = lowest_of(frame, axes)
    labels.write_labels(frame, beside, box.right + 4, column - 4, low)
    inside = [one for one in chart.series if one not in ending and one.mark == "line"]
    taken = [_label_inside(frame, axes, chart, one) for one in inside if one.place != "none"]
    write_values(frame, axes, chart, chart.series, taken)


def plot_series(
    frame: Frame,
    box: Box,
    chart: Chart,
    series: Sequence[Series],
    *,
    ticked: bool = True,
) -> Any:
    """Return axes with the marks of some series; panels share the scale unless told not to."""
    panel = len(series) < len(chart.series)
    shared = panel and chart.options.get("shared", True)
    low, high = scales.extent(chart, chart.series if shared else series)
    values = scales.ticks(low, _headroom(high, series), 4 if box.height < 130 else 5)
    axes = scales.upright_axes(frame, box, values, series[0].form, ticked=ticked)
    scales.year_axis(frame, axes, [scales.year(x) for x in chart.table["x"]])
    if "baseline" in chart.options:
        level = float(chart.options["baseline"])
        axes.axhline(level, color=style.surface("axis"), linewidth=0.8, zorder=1.5)
    for one in sorted(series, key=lambda one: one.role != "context"):
        marks.draw_marks(frame, axes, chart.rows(one), one, small=bool(shared))
    return axes


def _headroom(high: float, series: Sequence[Series]) -> float:
    """Return the height that leaves room for the bar and words above a lower bound."""
    return high * (1.25 if any(one.mark == "lower_bound" for one in series) else 1.0)


def _ends_at(chart: Chart, one: Series, last: int) -> bool:
    known = chart.rows(one).dropna(subset=["value"])
    return one.place == "end" and any(scales.year(x) == last for x in known["x"])


def _last(chart: Chart, one: Series) -> Any:
    rows = chart.rows(one)
    known = rows[rows["value"].notna() | rows["lo"].notna()]
    return max(known.itertuples(), key=lambda row: scales.year(row.x))


def end_words(chart: Chart, one: Series) -> str:
    """Return the label of a series with its last value."""
    return chart.named(_last(chart, one), one)


def label_column(frame: Frame, words: Sequence[str]) -> float:
    """Return the width of the label column: as wide as its longest words, up to the limit.

    A single word is never cut, so the longest of them may pass the limit.
    """
    if not words:
        return 0.3 * frames.POINTS_PER_CM
    limit = COLUMN * frame.size.width / 16
    widths = [typesetting.widest(text, frame.size.label, bold=True) for text in words]
    most = WIDER[len(words) >= MANY] * frame.box.width
    fitting = [width for width in widths if width <= most]
    language, size = frame.language, frame.size.label
    longest = max(typesetting.longest(text, size, language, bold=True) for text in words)
    wanted = max([min(*widths, limit), *fitting] if len(widths) > 1 else [min(widths[0], limit)])
    return max(wanted, longest) / typesetting.SLACK + 8


def lowest_of(frame: Frame, axes: Any) -> float:
    """Return the height at which a plot ends, above the words of its years."""
    return float(axes.get_position().y0) * frame.figure.get_figheight() * 72


def last_place(frame: Frame, axes: Any, chart: Chart, one: Series) -> labels.Point:
    """Return the place of the last known value of a series."""
    row = _last(chart, one)
    return scales.to_points(frame, axes, scales.year(row.x), row.value)


def _label_inside(frame: Frame, axes: Any, chart: Chart, one: Series) -> Box:
    """Label a series that ends before the plot does; return the room that the label takes."""
    x, y = last_place(frame, axes, chart, one)
    size = frame.size.label
    lines = frame.wrapped(end_words(chart, one), x - frame.box.left - 40, bold=True)
    below = one.place == "below"
    align = "left" if below else "right"
    if below:
        widest = max(typesetting.measure(line, size, bold=True) for line in lines)
        x = min(x, frame.box.right - widest)
    lowest = y - (0.6 + 1.18 * len(lines)) * size if below else y + 0.8 * size
    for index, line in enumerate(reversed(lines)):
        place = lowest + 1.18 * size * index
        colour = style.role(one.role).text
        frame.write(x, place, line, ha=align, weight="bold", color=colour)
    return _on_paper(Plot(frame, axes, chart), lines, (x, lowest), align)


def write_values(
    frame: Frame, axes: Any, chart: Chart, series: Sequence[Series], taken: Sequence[Box]
) -> None:
    """Write chosen values where they stand free; a number of a statement is always written.

    Behind a line whose value finds no room no other is written: it would be taken for that one.
    """
    plot = Plot(frame, axes, chart)
    free = _free(plot, series)
    lines = [one for one in series if one.mark == "line"]
    rooms = [*taken, *_write_ends(plot, lines, free, taken)]
    stated = [one for one in series if one.mark != "line"]
    for one, row in [(said, row) for said in stated for row in _chosen(chart, said)]:
        for narrow, foot in TRIED:
            words, numbers, at = _value_words(plot, one, row, narrow=narrow, foot=foot)
            found = labels.first_clear(frame, words, at, rooms, free)
            if found:
                break
        place, align = found or labels.raised(frame, words, at, rooms, free)
        rooms.append(_on_paper(plot, words, place, align))
        _write_lines(frame, (words, numbers), place, align, style.role(one.role).text)


def _write_ends(
    plot: Plot, lines: Sequence[Series], free: labels.Room, taken: Sequence[Box]
) -> list[Box]:
    """Write the chosen values of lines, settled together; return the room that they take."""
    frame, space = plot.frame, labels.SPACE * plot.frame.size.label
    values = [(one, row) for one in lines for row in _chosen(plot.chart, one)]
    said, wishes = (
        [_value_words(plot, one, row, narrow=False, foot=False) for one, row in values],
        [],
    )
    for (one, row), (words, _, at) in zip(values, said, strict=True):
        others = marks.trail(frame, plot.axes, plot.chart, [line for line in lines if line != one])
        its = scales.year(row.x)
        others += [plot.at(x, y) for x, y in marks.known(plot.chart.rows(one)) if x != its]
        wishes.append(list(labels.spots_near(frame, words, at, free, others=others)))
    found: list[labels.Spot | None] = []
    for start in range(0, len(wishes), TOGETHER):
        there = [*taken, *(spot.box for spot in found if spot)]
        found += labels.settled(wishes[start : start + TOGETHER], there, space)
    without = [lines.index(one) for (one, _), spot in zip(values, found, strict=True) if not spot]
    rooms: list[Box] = []
    for (one, _), (words, numbers, _), spot in zip(values, said, found, strict=True):
        if spot and lines.index(one) <= min(without, default=len(lines)):
            rooms.append(_on_paper(plot, words, spot.at, spot.align))
            _write_lines(frame, (words, numbers), spot.at, spot.align, style.role(one.role).text)
    return rooms


def _on_paper(plot: Plot, words: Sequence[str], at: labels.Point, align: str) -> Box:
    """Return the room that words take, cleared of the grid behind them."""
    box = labels.box_of(plot.frame, words, at, align)
    scales.clear_ground(plot.frame, box, plot.axes)
    return box


def _free(plot: Plot, series: Sequence[Series]) -> labels.Room:
    """Return where values may stand: in the plot and above it, off the marks of some series."""
    frame, place = plot.frame, plot.axes.get_position()
    width, height = frame.figure.get_size_inches() * 72
    left, bottom, wide = place.x0 * width, place.y0 * height, place.width * width
    alone = len(series) == len(plot.chart.series)
    right = frame.box.right - left if alone else wide
    top = frame.box.top if alone else place.y1 * height + ABOVE * frame.size.label
    box = Box(left, bottom, right, top - bottom)
    return labels.Room(box, marks.trail(frame, plot.axes, plot.chart, series))


def _chosen(chart: Chart, one: Series) -> list[Any]:
    """Return the rows whose values are written: each statement, and the option ``values``."""
    rows = [row for row in chart.rows(one).itertuples() if row.value == row.value]
    if one.mark != "line":
        return rows
    if one.role == "context" or not rows:
        return []
    highest = max(rows, key=lambda row: row.value)
    chosen = {
        "all": rows,
        "first": rows[:1],
        "ends": [rows[0], rows[-1]],
        "peak": [highest, rows[0]],
        "none": [],
    }
    return chosen[chart.options.get("values", "first")]


def _value_words(
    plot: Plot, one: Series, row: Any, *, narrow: bool, foot: bool
) -> tuple[list[str], int, labels.Point]:
    """Return the lines for one value, how many hold the number, and the top or foot of its mark."""
    frame, chart, size = plot.frame, plot.chart, plot.frame.size.label
    words = chart.shown(row, one).split("\n")
    if narrow:
        widths = [0.7 * typesetting.measure(line, size, bold=True) for line in words]
        words = frame.wrapped(chart.shown(row, one), max(widths), bold=True)
    numbers, level = len(words), row.value
    if one.mark != "line" and row.Index == chart.rows(one).index[-1]:
        words = [*frame.wrapped(one.label, 0.8 * COLUMN * frame.size.width / 16), *words]
    if one.mark == "lower_bound" and not foot:
        low, high = plot.axes.get_ylim()
        level += marks.BOUND * (high - low)
    x, y = plot.at(scales.year(row.x), level)
    widest = max(typesetting.measure(line, size, bold=True) for line in words)
    return words, numbers, (min(x, frame.box.right - widest / 2), y)


def _write_lines(
    frame: Frame, said: tuple[Sequence[str], int], place: labels.Point, align: str, colour: str
) -> None:
    """Write lines up from a baseline, the last ones, which hold the number, in bold."""
    words, numbers = said
    for index, line in enumerate(reversed(words)):
        baseline = place[1] + 1.18 * frame.size.label * index
        weight = "bold" if index < numbers else "normal"
        frame.write(place[0], baseline, line, ha=align, color=colour, weight=weight)

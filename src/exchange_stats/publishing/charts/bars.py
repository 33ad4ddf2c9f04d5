"""Bars from a zero baseline: upright over years, lying over names, side by side or stacked."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from exchange_stats.publishing.charts import samples, scales
from exchange_stats.publishing.charts.scales import Chart, Plot, Series
from exchange_stats.publishing.drawing import labels, style, typesetting
from exchange_stats.publishing.drawing.frame import Frame

HIDDEN = "Q"
THICK = 0.74
THICKER = 0.82  # of a row, for several bars
LINE = 1.15  # of its letters, for a value beside a bar
GAP = 0.5  # lines between the names of two rows
MOST_ROOM = 0.4  # of the width, for the words at the ends of bars


def draw_columns(frame: Frame, chart: Chart) -> None:
    """Draw upright bars, one for each year or category, with their values above or below."""
    one, rows = chart.series[0], list(chart.rows(chart.series[0]).itertuples())
    low, high = scales.extent(chart, [one])
    values = scales.ticks(low, high)
    axes = scales.upright_axes(frame, frame.box, values, one.form)
    axes.set_xlim(-0.6, len(rows) - 0.4)
    axes.set_xticks(range(len(rows)), labels=[r.label for r in rows], fontsize=frame.size.axis)
    axes.tick_params(axis="x", length=0)
    size = frame.size.label
    brief = _in_brief(frame, chart, one, axes.get_position().width / (len(rows) + 0.2))
    for place, row in enumerate(rows):
        if row.value != row.value:
            continue
        axes.bar(place, row.value, THICK, gid=f"series.{one.id}", **samples.fill(one))
        x, y = scales.to_points(frame, axes, place, row.value)
        y += 0.35 * size if row.value >= 0 else -1.1 * size
        colour = style.role(one.role).text
        frame.write(x, y, chart.shown(row, brief), ha="center", color=colour, weight="bold")


def _in_brief(frame: Frame, chart: Chart, one: Series, share: float) -> Series:
    """Return a series that leaves the percent sign to the axis where bars are too thin for it."""
    room = share * frame.figure.get_figwidth() * 72
    words = [chart.shown(row, one) for row in chart.rows(one).dropna(subset=["value"]).itertuples()]
    widest = max(typesetting.measure(word, frame.size.label, bold=True) for word in words)
    return replace(one, form="points") if one.form == "percent" and widest + 2 > room else one


def draw_bars(frame: Frame, chart: Chart) -> None:
    """Draw lying bars, one row for each name, each bar with its value at its end.

    The first row also names several series; where that would leave the bars little room, the
    names stand above. The option ``strong`` names the row whose colour stands out.
    """
    names = list(dict.fromkeys(chart.table["x"]))
    low, high = scales.extent(chart, chart.series)
    room, top = _value_room(frame, chart, high), 0.0
    if room > MOST_ROOM * frame.box.width:
        samples.write_key(frame, [[one] for one in chart.series])
        top = samples.STEP * len(chart.series) * frame.size.label + 0.4 * frame.size.label
        chart = replace(chart, series=tuple(replace(one, label="") for one in chart.series))
        room = _value_room(frame, chart, high)
    box = frame.box.inset(right=max(room, 1.2 * frame.size.label), top=top)
    axes = scales.lying_axes(frame, box, name_lines(frame, chart, names), high, min(low, 0.0))
    thick = _bar(chart)
    for index, one in enumerate(chart.series):
        shift = (index - (len(chart.series) - 1) / 2) * thick
        for row in chart.rows(one).dropna(subset=["value"]).itertuples():
            look = emphasised(chart, one, row)
            at = names.index(row.x) + shift
            axes.barh(at, row.value, thick * 0.9, gid=f"series.{one.id}", **samples.fill(look))
            _write_end(Plot(frame, axes, chart), look, row, at)


def name_lines(frame: Frame, chart: Chart, names: Sequence[str]) -> list[list[str]]:
    """Return the words of each row of a lying chart as lines."""
    limit = frame.box.width * float(chart.options.get("names", 0.36))
    size = frame.size.axis
    words = [str(chart.table.loc[chart.table["x"] == name, "label"].iloc[0]) for name in names]
    return typesetting.in_rows(words, limit, size, chart.language)


def least_height(frame: Frame, chart: Chart) -> float:
    """Return the height at which the names of the rows of a lying chart stand apart."""
    names = list(dict.fromkeys(chart.table["x"]))
    tallest = max(len(lines) for lines in name_lines(frame, chart, names))
    return len(names) * scales.LEADING * frame.size.axis * (tallest + GAP)


def emphasised(chart: Chart, one: Series, row: Any) -> Series:
    """Return a series in grey where another row is the one that stands out."""
    strong = chart.options.get("strong", "")
    return one if not strong or row.x == strong else replace(one, role="context")


def _end_words(chart: Chart, one: Series, row: Any) -> str:
    named = len(chart.series) > 1 and row.x == chart.table["x"].iloc[0] and one.label
    return scales.with_colon(chart, one, row) if named else chart.shown(row, one)


def _value_room(frame: Frame, chart: Chart, high: float) -> float:
    """Return the room right of the longest bar that the words at the ends of bars need."""
    width, need = frame.box.width * 0.55, 0.0
    for one in chart.series:
        for row in chart.rows(one).dropna(subset=["value"]).itertuples():
            words = typesetting.measure(_end_words(chart, one, row), frame.size.label, bold=True)
            need = max(need, words / typesetting.SLACK - width * (1 - row.value / max(high, 1e-9)))
    return need + 6


def _bar(chart: Chart) -> float:
    """Return the height of a bar as a share of its row."""
    return THICK if len(chart.series) == 1 else THICKER / len(chart.series)


def _write_end(plot: Plot, one: Series, row: Any, at: float) -> None:
    bar = _bar(plot.chart) * abs(plot.axes.get_window_extent().height) * 72
    bar /= plot.frame.figure.dpi * len(set(plot.chart.table["x"]))
    size = max(min(plot.frame.size.label, bar / LINE), plot.frame.size.least)
    x, y = plot.at(max(row.value, 0), at)
    colour = style.role(one.role).text
    words = _end_words(plot.chart, one, row)
    plot.frame.write(x + 4, y - 0.36 * size, words, color=colour, weight="bold", size=size)


def draw_stacked(frame: Frame, chart: Chart) -> None:
    """Draw lying bars made of parts; the parts are named above the first, values stand inside.

    Names that do not fit in one line stand in a key above. A part too short for its value leaves
    it out: the table beside the figure has it.
    """
    names = list(dict.fromkeys(chart.table["x"]))
    totals = chart.table.groupby("x", sort=False)["value"].sum()
    key = samples.key_lines(frame, chart.series)
    wide = [typesetting.measure(words, frame.size.label, bold=True) for words in _whole(chart)]
    box = frame.box.inset(top=1.7 * frame.size.label * len(key), right=max(wide) + 10)
    lines = name_lines(frame, chart, names)
    axes = scales.lying_axes(frame, box, lines, float(totals.max()))
    floor, places = dict.fromkeys(names, 0.0), []
    for one in chart.series:
        for row in chart.rows(one).dropna(subset=["value"]).itertuples():
            start, at = floor[row.x], names.index(row.x)
            axes.barh(at, row.value, THICK, left=start, gid=f"series.{one.id}", **samples.fill(one))
            _write_inside(Plot(frame, axes, chart), one, row, (start, at))
            if at == 0:
                places.append((one, scales.to_points(frame, axes, start + row.value / 2, 0)[0]))
            floor[row.x] += row.value
    for index, name in enumerate(names):
        _write_hidden(Plot(frame, axes, chart), name, (floor[name], index))
        _write_whole(Plot(frame, axes, chart), _whole(chart)[index], (floor[name], index))
    if len(key) == 1:
        _name_parts(frame, places)
    else:
        samples.write_key(frame, key)


def _whole(chart: Chart) -> list[str]:
    """Return the sum of each bar in words, none where a part of it is hidden."""
    rows = [chart.table[chart.table["x"] == name] for name in dict.fromkeys(chart.table["x"])]
    return [
        ""
        if HIDDEN in set(parts["status"])
        else chart.written(parts["value"].sum(), chart.series[0])
        for parts in rows
    ]


def _write_whole(plot: Plot, words: str, at: tuple[float, int]) -> None:
    """Write the sum of a bar behind it."""
    x, y = plot.at(*at)
    options = {"color": style.surface("ink"), "weight": "bold"}
    plot.frame.write(x + 4, y - 0.36 * plot.frame.size.label, words, **options)


def _write_hidden(plot: Plot, name: str, at: tuple[float, int]) -> None:
    """Write the sign of each hidden part behind its bar, in the colour of the part."""
    size = plot.frame.size.label
    x, y = plot.at(*at)
    for one in plot.chart.series:
        rows = plot.chart.rows(one)
        hidden = rows[(rows["x"] == name) & (rows["status"] == HIDDEN)]
        for row in hidden.itertuples():
            sign = str(getattr(row, "shown", row.status))
            colour = style.role(one.role).text
            plot.frame.write(x + 4, y - 0.36 * size, sign, color=colour, weight="bold")
            x += typesetting.measure(sign, size, bold=True) + 4


def _write_inside(plot: Plot, one: Series, row: Any, at: tuple[float, int]) -> None:
    size = plot.frame.size.label
    left, y = plot.at(at[0], at[1])
    right, _ = plot.at(at[0] + row.value, at[1])
    words = plot.chart.shown(row, one)
    look = style.role(one.role)
    if right - left < typesetting.measure(words, size, bold=True) + (8 if look.hatch else 2.5):
        return
    place = ((left + right) / 2, y - 0.36 * size)
    if look.hatch:  # on paper, so that no stroke of the pattern runs through it
        ground = labels.box_of(plot.frame, [words], place, "center")
        low, high = sorted(plot.at(0, at[1] + side * THICK / 2)[1] for side in (-1, 1))
        beyond = max(low - ground.bottom, ground.top - high, 0.0)
        scales.clear_ground(plot.frame, ground.inset(bottom=beyond, top=beyond), plot.axes)
    colour = look.text if look.hatch else style.readable_on(look.colour)
    plot.frame.write(*place, words, ha="center", color=colour, weight="bold")


def _name_parts(frame: Frame, places: Sequence[tuple[Series, float]]) -> None:
    """Name the parts of the first bar above it, moved apart sideways."""
    size = frame.size.label
    widths = [typesetting.measure(one.label, size, bold=True) + 10 for one, _ in places]
    edges = frame.box.left, frame.box.right
    middles = labels.spread([middle for _, middle in places], widths, *edges)
    for (one, _), middle in zip(places, middles, strict=True):
        colour = style.role(one.role).text
        options = {"ha": "center", "color": colour, "weight": "bold"}
        frame.write(middle, frame.box.top - 1.1 * size, one.label, **options)

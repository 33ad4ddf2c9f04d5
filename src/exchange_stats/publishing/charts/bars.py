"""Bars from a zero baseline, upright or lying, side by side or stacked; pairs of points."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from exchange_stats.publishing import frame as frames
from exchange_stats.publishing import style
from exchange_stats.publishing.charts import labels, scales
from exchange_stats.publishing.charts.scales import Chart, Series
from exchange_stats.publishing.charts.series import COLUMN
from exchange_stats.publishing.frame import Frame

THICK = 0.72


def draw_columns(frame: Frame, chart: Chart) -> None:
    """Draw upright bars over years or categories, labelled beside the last of them."""
    categories = list(dict.fromkeys(chart.table["x"]))
    stacked = bool(chart.options.get("stacked", False))
    beside = [one for one in chart.series if one.place == "end"]
    limit = COLUMN * frame.size.width / 16
    widths = [frames.measure(one.label, frame.size.label, bold=True) for one in beside]
    column = min(max(widths), limit) + 10 if beside else 0.0
    box = frame.box.inset(right=column)
    low, high = _reach(chart, stacked)
    values = scales.ticks(low, high)
    axes = scales.upright_axes(frame, box, values, chart.series[0].form, chart.language)
    axes.set_xlim(-0.6, len(categories) - 0.4)
    names = [_category(chart, name) for name in categories]
    axes.set_xticks(range(len(names)), labels=names, fontsize=frame.size.axis)
    axes.tick_params(axis="x", length=0)
    places = _draw_bars(frame, axes, chart, categories, stacked=stacked)
    written = [labels.Label(places[one.id], one.label, style.role(one.role).text) for one in beside]
    labels.write_labels(frame, written, box.right + 6, column - 6)


def _category(chart: Chart, name: str) -> str:
    return str(chart.table.loc[chart.table["x"] == name, "label"].iloc[0])


def _reach(chart: Chart, stacked: bool) -> tuple[float, float]:
    values = chart.table.dropna(subset=["value"])
    if stacked:
        sums = values.groupby("x", sort=False)["value"].sum()
        return 0.0, float(sums.max())
    return float(values["value"].min()), float(values["value"].max())


def _draw_bars(
    frame: Frame, axes: Any, chart: Chart, categories: Sequence[str], *, stacked: bool
) -> dict[str, float]:
    """Draw the bars of every series; return the height at which each ends, in points."""
    floor = dict.fromkeys(categories, 0.0)
    count = 1 if stacked else len(chart.series)
    width = THICK / count
    heights = {}
    for index, one in enumerate(chart.series):
        shift = (index - (count - 1) / 2) * width if not stacked else 0.0
        level = 0.0
        for row in chart.rows(one).dropna(subset=["value"]).itertuples():
            place = categories.index(row.x) + shift
            _upright_bar(axes, one, place, row.value, floor[row.x] if stacked else 0.0, width)
            level = (floor[row.x] if stacked else 0.0) + row.value / 2
            _upright_value(frame, axes, chart, one, row, place, floor[row.x], stacked)
            floor[row.x] += row.value if stacked else 0.0
        heights[one.id] = scales.to_points(frame, axes, 0, level)[1]
    return heights


def _upright_bar(
    axes: Any, one: Series, place: float, value: float, floor: float, width: float
) -> None:
    axes.bar(place, value, width * 0.94, bottom=floor, gid=f"series.{one.id}", **fill(one))


def fill(one: Series) -> dict[str, Any]:
    """Return how the bars of a series are filled: its colour, or a pattern in it."""
    look = style.role(one.role)
    if look.hatch:
        paper = style.surface("paper")
        return {"facecolor": paper, "edgecolor": look.colour, "hatch": look.hatch, "lw": 1.0}
    return {"facecolor": look.colour, "edgecolor": style.surface("paper"), "lw": 0.6}


def _upright_value(
    frame: Frame,
    axes: Any,
    chart: Chart,
    one: Series,
    row: Any,
    place: float,
    floor: float,
    stacked: bool,
) -> None:
    wanted = chart.options.get("values", "all")
    first_or_last = row.x in (chart.table["x"].iloc[0], chart.table["x"].iloc[-1])
    if wanted == "none" or (wanted == "ends" and not first_or_last):
        return
    size = frame.size.label
    if stacked:
        top, bottom = (scales.to_points(frame, axes, 0, floor + v)[1] for v in (row.value, 0))
        x, _ = scales.to_points(frame, axes, place, floor)
        if top - bottom > 1.3 * size and not style.role(one.role).hatch:
            middle = (top + bottom) / 2 - 0.36 * size
            words = chart.written(row.value, one)
            frame.write(x, middle, words, ha="center", color=style.surface("paper"), weight="bold")
        return
    x, y = scales.to_points(frame, axes, place, row.value)
    y += 0.35 * size if row.value >= 0 else -1.1 * size
    colour = style.role(one.role).text
    frame.write(x, y, chart.shown(row, one), ha="center", color=colour, weight="bold")


def draw_bars(frame: Frame, chart: Chart) -> None:
    """Draw lying bars, one row for each category, each bar with its value beside it."""
    categories = list(dict.fromkeys(chart.table["x"]))
    limit = frame.box.width * 0.38
    names = [
        frames.wrap(_category(chart, name), limit, frame.size.axis, language=chart.language)
        for name in categories
    ]
    stacked = bool(chart.options.get("stacked", False))
    low, high = _reach(chart, stacked)
    right = _room_for_values(frame, chart)
    axes = scales.lying_axes(frame, frame.box.inset(right=right), names, high, min(low, 0.0))
    strong = chart.options.get("strong", "")
    floor = dict.fromkeys(categories, 0.0)
    count = 1 if stacked else len(chart.series)
    thick = THICK / count
    for index, one in enumerate(chart.series):
        shift = 0.0 if stacked else (index - (count - 1) / 2) * thick
        for row in chart.rows(one).dropna(subset=["value"]).itertuples():
            look = one if not strong or row.x == strong else _as_context(one)
            place = categories.index(row.x) + shift
            start = floor[row.x] if stacked else 0.0
            axes.barh(place, row.value, thick * 0.92, left=start, **fill(look), gid="bar")
            floor[row.x] += row.value if stacked else 0.0
            named = row.x == categories[0] and len(chart.series) > 1
            _lying_value(frame, axes, chart, look, row, (place, start), named=named)


def _as_context(one: Series) -> Series:
    return Series(
        one.id, one.label, "context", one.mark, one.form, one.place, one.panel, one.decimals
    )


def _room_for_values(frame: Frame, chart: Chart) -> float:
    size = frame.size.label
    widest = 0.0
    first = chart.table["x"].iloc[0]
    for one in chart.series:
        for row in chart.rows(one).dropna(subset=["value"]).itertuples():
            named = row.x == first and len(chart.series) > 1
            words = _value_words(chart, one, row, named)
            share = row.value / max(chart.table["value"].max(), 1e-9)
            widest = max(widest, frames.measure(words, size, bold=True) - 200 * (1 - share))
    return max(widest, 30.0) + 8


def _value_words(chart: Chart, one: Series, row: Any, named: bool) -> str:
    return f"{chart.shown(row, one)} {one.label}" if named else chart.shown(row, one)


def _lying_value(
    frame: Frame,
    axes: Any,
    chart: Chart,
    one: Series,
    row: Any,
    at: tuple[float, float],
    *,
    named: bool,
) -> None:
    place, start = at
    size = frame.size.label
    x, y = scales.to_points(frame, axes, start + max(row.value, 0), place)
    words = _value_words(chart, one, row, named)
    colour = style.role(one.role).text
    frame.write(x + 4, y - 0.36 * size, words, color=colour, weight="bold")


def draw_pairs(frame: Frame, chart: Chart) -> None:
    """Draw two points on each row, joined by a thin rule: a count beside another count."""
    categories = list(dict.fromkeys(chart.table["x"]))
    limit = frame.box.width * 0.34
    names = [
        frames.wrap(_category(chart, name), limit, frame.size.axis, language=chart.language)
        for name in categories
    ]
    size = frame.size.label
    high = float(chart.table["value"].max())
    longest = max(frames.measure(one.label, size, bold=True) for one in chart.series)
    box = frame.box.inset(right=longest * 0.5 + 20, top=1.5 * size)
    axes = scales.lying_axes(frame, box, names, high)
    for place, name in enumerate(categories):
        values = chart.table.loc[chart.table["x"] == name, "value"].dropna()
        if len(values) > 1:
            axes.hlines(place, values.min(), values.max(), color=style.surface("grid"), lw=3)
    for index, one in enumerate(chart.series):
        for row in chart.rows(one).dropna(subset=["value"]).itertuples():
            _point(frame, axes, chart, one, row, categories.index(row.x), above=index == 0)


def _point(
    frame: Frame, axes: Any, chart: Chart, one: Series, row: Any, place: int, *, above: bool
) -> None:
    look = style.role(one.role)
    hollow = look.hollow or one.mark != "line"
    face = style.surface("paper") if hollow else look.colour
    axes.plot(
        [row.value],
        [place],
        marker=look.marker,
        markersize=7,
        color=look.colour,
        markerfacecolor=face,
        markeredgewidth=1.6,
        linestyle="none",
        clip_on=False,
        gid=f"series.{one.id}",
    )
    size = frame.size.label
    x, y = scales.to_points(frame, axes, row.value, place)
    y += 0.65 * size if above else -1.45 * size
    words = chart.shown(row, one)
    words = f"{one.label}: {words}" if place == 0 else words
    half = frames.measure(words, size, bold=True) / 2
    x = min(max(x, frame.box.left + half), frame.box.right - half)
    frame.write(x, y, words, ha="center", color=look.text, weight="bold")


def known_rows(table: pd.DataFrame) -> pd.DataFrame:
    """Return the rows that have a value."""
    return table.dropna(subset=["value"])

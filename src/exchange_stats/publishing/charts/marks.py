"""Marks of series over time; a line is never drawn across a year without a value."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import pandas as pd

from exchange_stats.publishing.charts import scales
from exchange_stats.publishing.charts.scales import Chart, Series
from exchange_stats.publishing.drawing import style
from exchange_stats.publishing.drawing.frame import Frame
from exchange_stats.publishing.drawing.labels import Point

BOUND = 0.09
POINT = 4.8  # across, on a page of Word
VISIBLE = 9.0


def draw_marks(frame: Frame, axes: Any, rows: pd.DataFrame, one: Series, *, small: bool) -> None:
    """Draw one series: a line with its points, points alone, bounds or intervals."""
    look = style.role(one.role)
    points = with_gaps(rows) if one.mark == "line" else known(rows)
    thin = small or one.role == "context"
    options: dict[str, Any] = {
        "color": look.colour,
        "linestyle": style.DASHES[look.dash] if one.mark == "line" else "none",
        "linewidth": frame.pen * (1.3 if thin else 2.0),
        **point_of(frame, one, thin=thin),
        "clip_on": False,
        "zorder": 2.5 if one.role == "context" else 3,
        "gid": f"series.{one.id}",
    }
    if small:
        options["markevery"] = ends_of_runs(points)
    axes.plot([x for x, _ in points], [y for _, y in points], **options)
    if one.mark == "lower_bound":
        _draw_bounds(frame, axes, points, look.colour)
    if one.mark == "interval":
        _draw_intervals(frame, axes, rows, look.colour)


def point_of(frame: Frame, one: Series, *, thin: bool = False) -> dict[str, Any]:
    """Return the look of the points of a series."""
    look = style.role(one.role)
    return {
        "marker": look.marker,
        "markersize": frame.pen * (3.0 if thin else POINT),
        "markerfacecolor": style.surface("paper") if _is_hollow(one) else look.colour,
        "markeredgewidth": frame.pen * (1.0 if thin else 1.3),
    }


def _is_hollow(one: Series) -> bool:
    """Return whether points are drawn empty: by their role, or as not settled by a count."""
    return style.role(one.role).hollow or one.mark != "line"


def _draw_bounds(frame: Frame, axes: Any, points: Sequence[Point], colour: str) -> None:
    """Draw a bar that points upwards from each lower bound: the number may be any above it."""
    low, high = axes.get_ylim()
    xs, ys = [x for x, _ in points], [y for _, y in points]
    length = BOUND * (high - low)
    look = {"fmt": "none", "ecolor": colour, "elinewidth": 1.5 * frame.pen}
    drawn = axes.errorbar(xs, ys, yerr=length, lolims=True, capsize=3 * frame.pen, **look)
    for tip in drawn.lines[1]:
        tip.set(markerfacecolor=colour, gid="bound")
    drawn.lines[2][0].set_gid("bound")


def _draw_intervals(frame: Frame, axes: Any, rows: pd.DataFrame, colour: str) -> None:
    """Draw a bar with ends from lo to hi, where it is long enough to be seen."""
    for row in rows.dropna(subset=["lo", "hi"]).itertuples():
        x = scales.year(row.x)
        ends = [scales.to_points(frame, axes, x, bound)[1] for bound in (row.lo, row.hi)]
        if ends[1] - ends[0] >= VISIBLE:
            look = {"color": colour, "lw": 1.5 * frame.pen, "marker": "_", "ms": 7 * frame.pen}
            axes.plot([x, x], [row.lo, row.hi], **look)


def known(rows: pd.DataFrame) -> list[Point]:
    """Return the years and values that are known."""
    with_value = rows[rows["value"].notna()]
    return [(float(scales.year(row.x)), float(row.value)) for row in with_value.itertuples()]


def with_gaps(rows: pd.DataFrame) -> list[Point]:
    """Return every year from first to last with its value, NaN where there is none.

    A year without a row is a gap as much as a year whose value is missing: a line drawn
    through these points stops before it and begins anew after it.
    """
    values = dict(known(rows))
    if not values:
        return []
    years = range(int(min(values)), int(max(values)) + 1)
    return [(float(year), values.get(year, float("nan"))) for year in years]


def ends_of_runs(points: Sequence[Point]) -> list[int]:
    """Return the places at which a run of known values ends or stands alone.

    Examples
    --------
    >>> nan = float("nan")
    >>> ends_of_runs([(1, 5.0), (2, 6.0), (3, nan), (4, 7.0), (5, nan), (6, 8.0), (7, 9.0)])
    [1, 3, 6]
    """
    there = [y == y for _, y in points] + [False]
    return [i for i in range(len(points)) if there[i] and not there[i + 1]]


def trail(frame: Frame, axes: Any, chart: Chart, series: Sequence[Series]) -> list[Point]:
    """Return points of the picture that lines and marks pass, about every three points."""
    passed: list[Point] = []
    for one in series:
        rows = chart.rows(one)
        places = [
            scales.to_points(frame, axes, x, y) if y == y else None
            for x, y in (with_gaps(rows) if one.mark == "line" else known(rows))
        ]
        passed += [edge for place in places if place for edge in _edges(frame, place)]
        if one.mark == "lower_bound":
            passed += _arrows(frame, axes, known(rows))
        for start, end in pairwise(places):
            if start and end and one.mark == "line":
                passed += _between(start, end)
    return passed


def _edges(frame: Frame, place: Point) -> list[Point]:
    """Return the middle of a mark and its edges on four sides."""
    (x, y), half = place, POINT * frame.pen / 2
    return [place, (x - half, y), (x + half, y), (x, y - half), (x, y + half)]


def _arrows(frame: Frame, axes: Any, points: Sequence[Point]) -> list[Point]:
    """Return points of the picture that the bars above lower bounds pass."""
    low, high = axes.get_ylim()
    heights = [(x, y, y + BOUND * (high - low)) for x, y in points]
    ends = [[scales.to_points(frame, axes, x, y) for y in (low, top)] for x, low, top in heights]
    return [place for start, end in ends for place in (*_between(start, end), end)]


def _between(start: Point, end: Point) -> list[Point]:
    steps = int(max(abs(end[0] - start[0]), abs(end[1] - start[1])) / 3)
    shares = [step / (steps + 1) for step in range(1, steps + 1)]
    return [
        (start[0] + share * (end[0] - start[0]), start[1] + share * (end[1] - start[1]))
        for share in shares
    ]

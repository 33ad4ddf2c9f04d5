"""Faults of the marks of a drawn figure: gaps bridged, looks alike, cut bars, foreign colours."""

import math
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from matplotlib.colors import to_hex
from matplotlib.container import BarContainer
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from exchange_stats.publishing.drawing import style

MOST_ALIKE = 2
HIDDEN = 0.6  # of the width of a point, to the middle of one that hides it
SURFACES = ("paper", "ink", "muted", "axis", "grid", "band")
NONE = ("none", "None", "", " ", None)


def series_of(drawn: Any) -> Iterator[Any]:
    """Yield the lines and points of the series of a figure."""
    for axes in drawn.axes:
        yield from (line for line in axes.get_lines() if str(line.get_gid()).startswith("series."))


def _lines(drawn: Any) -> Iterator[Any]:
    yield from (line for line in series_of(drawn) if line.get_linestyle() != "None")


def check_gaps(drawn: Any) -> Iterator[str]:
    """Yield lines with a segment longer than a year between two known values."""
    for line in _lines(drawn):
        points = list(zip(line.get_xdata(), line.get_ydata(), strict=True))
        for (x, y), (next_x, next_y) in pairwise(points):
            if next_x - x > 1 and not (math.isnan(y) or math.isnan(next_y)):
                yield f"gap: {line.get_gid()} is drawn from {x:g} to {next_x:g}"


def check_looks(drawn: Any) -> Iterator[str]:
    """Yield panels in which three or more coloured lines are told apart by colour alone."""
    grey = style.role("context").colour
    for axes in drawn.axes:
        lines = [line for line in _lines(drawn) if line.axes is axes and line.get_color() != grey]
        looks = {(line.get_marker(), str(line.get_linestyle())) for line in lines}
        if len(lines) > MOST_ALIKE and len(looks) < len(lines):
            yield "colour alone: lines share marker and dash"


def check_baselines(drawn: Any) -> Iterator[str]:
    """Yield axes whose bars of values begin elsewhere than at zero; plans are no values."""
    for axes in drawn.axes:
        for bars in axes.containers:
            if not isinstance(bars, BarContainer):
                continue
            low, high = axes.get_ylim() if bars.orientation == "vertical" else axes.get_xlim()
            plan = all(str(bar.get_gid()).startswith("plan.") for bar in bars)
            if not plan and not low <= 0 <= high:
                yield "baseline: bars do not start at zero"


def check_colours(drawn: Any) -> Iterator[str]:
    """Yield the colours of marks that are not of the palette."""
    roles = [style.role(name) for name in style.roles()]
    known = {to_hex(colour) for role in roles for colour in (role.colour, role.text)}
    known |= {to_hex(style.surface(name)) for name in SURFACES}
    seen = {to_hex(colour) for colour in _coloured(drawn)} - known
    yield from (f"colour: {colour} is not of the palette" for colour in sorted(seen))


def _coloured(drawn: Any) -> Iterator[Any]:
    lines = [line for axes in drawn.axes for line in axes.get_lines()]
    for line in [*lines, *(one for one in drawn.artists if isinstance(one, Line2D))]:
        if line.get_linestyle() not in NONE:
            yield line.get_color()
        if line.get_marker() not in NONE:
            yield from (line.get_markeredgecolor(), line.get_markerfacecolor())
    patches = [patch for axes in drawn.axes for patch in axes.patches]
    for patch in [*patches, *(one for one in drawn.artists if isinstance(one, Rectangle))]:
        yield patch.get_facecolor()
        if patch.get_linewidth():
            yield patch.get_edgecolor()


def check_events(drawn: Any) -> Iterator[str]:
    """Yield how many points of events hide one another."""
    points = [
        (line.get_transform().transform((line.get_xdata()[0], line.get_ydata()[0])), line)
        for line in drawn.findobj(Line2D)
        if line.get_gid() == "event"
    ]
    hidden = 0
    for at, (place, line) in enumerate(points):
        near = HIDDEN * float(line.get_markersize()) * drawn.dpi / 72
        hidden += any(math.dist(place, other) < near for other, _ in points[:at])
    if hidden:
        yield f"hidden: {hidden} of {len(points)} points of events stand on another"

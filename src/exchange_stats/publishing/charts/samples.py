"""Lines below a plot that name its marks, each behind a sample of what it names."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from matplotlib.artist import Artist
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from exchange_stats.publishing.charts import marks
from exchange_stats.publishing.charts.scales import Chart, Plot, Series
from exchange_stats.publishing.drawing import labels, style

SHADES = (0.14, 0.22, 0.34)  # of the bands, the widest lightest
DASHES = {"median": "dashed", "reference": "dotted"}
KEY = 2.6  # heights of a label, for a sample before a name


@dataclass(frozen=True)
class Line:
    """A line of words with its look, and the series whose mark is shown before it, if any."""

    words: str
    options: Mapping[str, Any]
    indent: float = 0.0
    sample: Series | None = None


def shades_of(chart: Chart) -> dict[str, float]:
    """Return how dark each band is by itself; a narrower one lies on the wider ones."""
    bands = [one.id for one in chart.series if one.mark == "band"]
    return dict(zip(bands, SHADES[-len(bands) :] if bands else (), strict=True))


def write_line(plot: Plot, line: Line, at: labels.Point) -> None:
    """Write a line from a baseline, the sample of its mark before it."""
    plot.frame.write(at[0] + line.indent, at[1], line.words, **line.options)
    if line.sample:
        for artist in sample_of(plot, line.sample, at):
            plot.frame.figure.add_artist(artist)


def sample_of(plot: Plot, one: Series, at: labels.Point) -> list[Artist]:
    """Return a piece of a band, as dark as it is in the plot, of a line, or a point."""
    size, wide = plot.frame.size.label, (KEY - 0.6) * plot.frame.size.label
    if one.mark == "band":
        return _shaded(plot, one, (at[0], at[1] - 0.04 * size), (wide, 0.8 * size))
    width, height = plot.frame.figure.get_size_inches() * 72
    dashed = one.mark in DASHES
    xs = [at[0], at[0] + wide] if dashed else [at[0] + wide / 2]
    line = Line2D([x / width for x in xs], [(at[1] + 0.36 * size) / height] * len(xs))
    line.set(color=style.role(one.role).colour, linewidth=1.6 * plot.frame.pen)
    line.set(linestyle=DASHES[one.mark] if dashed else "none")
    if not dashed:
        line.set(**marks.point_of(plot.frame, one))
    return [line]


def _shaded(plot: Plot, one: Series, at: labels.Point, sides: tuple[float, float]) -> list[Artist]:
    width, height = plot.frame.figure.get_size_inches() * 72
    shades = shades_of(plot.chart)
    below = list(shades.values())[: list(shades).index(one.id) + 1]
    place, colour = (at[0] / width, at[1] / height), style.role(one.role).colour
    return [
        Rectangle(place, sides[0] / width, sides[1] / height, color=colour, alpha=shade, lw=0)
        for shade in below
    ]

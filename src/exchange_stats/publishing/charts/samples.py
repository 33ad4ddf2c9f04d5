"""Lines beside a plot that name its marks, each behind a sample of what it names."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from matplotlib.artist import Artist
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from exchange_stats.publishing.charts import marks
from exchange_stats.publishing.charts.scales import Chart, Plot, Series
from exchange_stats.publishing.drawing import labels, style, typesetting
from exchange_stats.publishing.drawing.frame import Frame

SHADES = (0.14, 0.22, 0.34)  # of the bands, the widest lightest
DASHES = {"median": "dashed", "reference": "dotted"}
STEP = 1.5  # heights of a label, from line to line of a key
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


def fill(one: Series) -> dict[str, Any]:
    """Return how the bars of a series are filled: its colour, or a pattern in it."""
    look = style.role(one.role)
    if look.hatch:
        paper = style.surface("paper")
        return {"facecolor": paper, "edgecolor": look.colour, "hatch": look.hatch, "lw": 1.0}
    return {"facecolor": look.colour, "edgecolor": style.surface("paper"), "lw": 0.6}


def part_width(frame: Frame, one: Series) -> float:
    """Return the width of the name of a part, with the room behind it."""
    return typesetting.measure(one.label, frame.size.label, bold=True) / typesetting.SLACK + 10


def key_lines(frame: Frame, series: Sequence[Series]) -> list[list[Series]]:
    """Return the parts in as many lines as their names need, patches included if in several."""
    if sum(part_width(frame, one) for one in series) <= frame.box.width:
        return [list(series)]
    lines: list[list[Series]] = [[]]
    for one in series:
        with_it = [*lines[-1], one]
        need = sum(part_width(frame, part) + 1.2 * frame.size.label for part in with_it)
        if lines[-1] and need > frame.box.width:
            lines.append([one])
        else:
            lines[-1] = with_it
    return lines


def write_key(frame: Frame, lines: Sequence[Sequence[Series]]) -> None:
    """Write the names of parts from the top of a picture down, a patch before each."""
    size = frame.size.label
    page = frame.figure.get_size_inches() * 72
    for index, line in enumerate(lines):
        x, y = frame.box.left, frame.box.top - size * (1.1 + STEP * index)
        for one in line:
            options = {**fill(one), "transform": frame.figure.transFigure}
            place, side = (x / page[0], y / page[1]), (0.8 * size / page[0], 0.8 * size / page[1])
            frame.figure.add_artist(Rectangle(place, *side, **options))
            colour = style.role(one.role).text
            frame.write(x + 1.2 * size, y, one.label, color=colour, weight="bold")
            x += part_width(frame, one) + 1.2 * size

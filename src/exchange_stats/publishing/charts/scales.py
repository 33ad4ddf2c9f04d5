"""What a chart gets to draw, and the axes with measured room for their words."""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd
from matplotlib.patches import Rectangle

from exchange_stats.ground.intervals import Interval
from exchange_stats.ground.rounding import decimals_within
from exchange_stats.publishing import texts
from exchange_stats.publishing.drawing import style, typesetting
from exchange_stats.publishing.drawing.frame import Box, Frame

STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
RANGE = "range"  # a qualifier whose two ends were stated
LEADING = 1.18  # from line to line, times the size of the letters
FULL_WIDTH = "\uff1a"  # a Chinese colon brings its own space
_BETWEEN_SIGNS = re.compile("(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff])")


@dataclass(frozen=True)
class Series:
    """One series of a chart.

    Attributes
    ----------
    id, label : str
        Name in the table, and its words in the language of the picture.
    role : str
        Whose colour it has.
    mark : str
        ``line``, ``point``, ``lower_bound``, ``interval`` or ``bar``.
    form : str
        How its values are written: ``count``, ``percent`` and so on.
    place : str
        Where its label stands: ``end``, ``above``, ``below`` or ``none``.
    panel : str
        Words above the panel it belongs to, in a chart of several panels.
    decimals : int or None
        Decimals of its values, if not the usual ones.
    """

    id: str
    label: str
    role: str
    mark: str
    form: str
    place: str
    panel: str
    decimals: int | None


@dataclass(frozen=True)
class Chart:
    """The rows to draw, their series in order, options, and the language of the words.

    The table has the columns of a figure table; value, lo and hi are numbers or NaN.
    """

    series: tuple[Series, ...]
    table: pd.DataFrame
    options: Mapping[str, Any]
    language: str

    def rows(self, series: Series) -> pd.DataFrame:
        """Return the rows of one series, in the order drawn."""
        return self.table[self.table["series"] == series.id]

    def written(self, value: float, series: Series, qualifier: str = "") -> str:
        """Return a value in words of the language, with its qualifier."""
        number = texts.number(repr(float(value)), series.form, self.language, series.decimals)
        return texts.qualified(number, qualifier, self.language)

    def named(self, row: Any, series: Series, value: str = "") -> str:
        """Return the label of a series with the words for one of its rows behind it."""
        between = "" if series.label.endswith(FULL_WIDTH) else " "
        if series.label[-1:].isdigit() or series.label.endswith("%"):
            between = str(texts.locale(self.language)["colon"])
        words = texts.beside(series.label, between, value or self.shown(row, series))
        return _BETWEEN_SIGNS.sub("", words)

    def shown(self, row: Any, series: Series) -> str:
        """Return the words for one row: its value with its qualifier, else its interval.

        The ends of a range are as stated; computed ones have no digit that they do not support.
        """
        if row.qualifier not in ("", RANGE) or not row.lo < row.hi:
            return self.written(row.value, series, row.qualifier)
        ends = [row.lo, row.hi]
        kept = series if row.qualifier else self.within(row, series)
        dash = str(texts.locale(self.language)["range"])
        return dash.join(dict.fromkeys(self.written(end, kept) for end in ends))

    def within(self, row: Any, series: Series) -> Series:
        """Return the series with no more decimals than the bounds of one of its rows support."""
        usual = texts.DECIMALS[series.form] if series.decimals is None else series.decimals
        return replace(series, decimals=decimals_within(Interval(row.lo, row.hi), usual))


def with_colon(chart: Chart, one: Series, row: Any) -> str:
    """Return the label of a series, the colon of the language, and the words for a row."""
    colon = str(texts.locale(chart.language)["colon"])
    return texts.beside(one.label, colon, chart.shown(row, one))


@dataclass(frozen=True)
class Plot:
    """Axes in a frame, with the chart that is drawn on them."""

    frame: Frame
    axes: Any
    chart: Chart

    def at(self, x: float, y: float) -> tuple[float, float]:
        """Return a place in the data as points of the picture."""
        return to_points(self.frame, self.axes, x, y)


def ticks(low: float, high: float, wanted: int = 5) -> list[float]:
    """Return round values from zero or below to at least the highest, for the value axis.

    Examples
    --------
    >>> ticks(0, 4614)
    [0.0, 1000.0, 2000.0, 3000.0, 4000.0, 5000.0]
    """
    low, high = min(low, 0.0), max(high, 0.0)
    rough = (high - low or 1.0) / wanted
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(step for step in STEPS if step * power >= rough * 0.999) * power
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [step * index for index in range(first, last + 1)]


def extent(chart: Chart, series: Sequence[Series]) -> tuple[float, float]:
    """Return the lowest and highest value that the series show, ends of intervals included."""
    shown = [chart.rows(one)["value"] for one in series]
    ranged = [chart.rows(one) for one in series if one.mark == "interval"]
    values = pd.concat([*shown, *(rows[end] for rows in ranged for end in ("lo", "hi"))]).dropna()
    return float(values.min()), float(values.max())


def decimals_of(values: Sequence[float]) -> int:
    """Return how many decimals the ticks need so that no two look alike."""
    return 0 if all(float(value).is_integer() for value in values) else 1


def value_labels(values: Sequence[float], form: str, language: str) -> list[str]:
    """Return the words of the ticks on a value axis."""
    return [texts.number(repr(value), form, language, decimals_of(values)) for value in values]


def upright_axes(
    frame: Frame, box: Box, values: Sequence[float], form: str, *, ticked: bool = True
) -> Any:
    """Return axes with values upwards, room for the tick words left (if any) and below."""
    words = value_labels(values, form, frame.language) if ticked else [""] * len(values)
    size = frame.size.axis
    left = max(typesetting.measure(word, size) for word in words) + 6 if ticked else 0.0
    axes = frame.axes(box.inset(left=left, bottom=1.75 * size, top=0.55 * size))
    axes.set_ylim(values[0], values[-1])
    axes.set_yticks(values, labels=words, fontsize=size)
    axes.tick_params(axis="y", pad=4)
    if values[0] < 0:
        axes.axhline(0, color=style.surface("axis"), linewidth=0.8, zorder=1.5)
        axes.spines["bottom"].set_visible(False)
    return axes


def lying_axes(
    frame: Frame, box: Box, names: Sequence[Sequence[str]], high: float, low: float = 0.0
) -> Any:
    """Return axes with one row for each name, values to the right, names as lines on the left.

    Value ticks are left out: every bar carries its value.
    """
    size = frame.size.axis
    widest = max(typesetting.measure(line, size) for lines in names for line in lines)
    axes = frame.axes(box.inset(left=widest / typesetting.SLACK + 8, top=2, bottom=2))
    axes.set(xlim=(low, high), ylim=(len(names) - 0.5, -0.5), xticks=[], yticks=[])
    axes.grid(visible=False)
    axes.spines["bottom"].set_visible(False)
    axes.axvline(0, color=style.surface("axis"), linewidth=0.8)
    for index, lines in enumerate(names):
        left, middle = to_points(frame, axes, low, index)
        write_block(frame, (left - 8, middle), lines, size=size, ha="right")
    return axes


def write_block(
    frame: Frame, at: tuple[float, float], lines: Sequence[str], *, size: float, **options: Any
) -> None:
    """Write lines around a height."""
    x, middle = at
    step = LEADING * size
    top = middle + step * len(lines) / 2
    for index, line in enumerate(lines):
        frame.write(x, top - step * index - 0.93 * size, line, size=size, **options)


def clear_ground(frame: Frame, box: Box, axes: Any = None) -> None:
    """Lay paper in a box, so that no rule runs through words written there.

    It covers all that is drawn before it; in given axes only their grid and bars.
    """
    page = frame.figure.get_size_inches() * 72
    place, sides = (box.left / page[0], box.bottom / page[1]), (box.width, box.height) / page
    paper = Rectangle(place, *sides, fc=style.surface("paper"))
    (frame.figure if axes is None else axes).add_artist(paper)
    paper.set(transform=frame.figure.transFigure, linewidth=0, clip_on=False)
    paper.set(zorder=2 if axes is None else 1.2, gid="ground")


def to_points(frame: Frame, axes: Any, x: float, y: float) -> tuple[float, float]:
    """Return a place in the data as points of the picture."""
    scale = 72 / frame.figure.dpi
    across, up = axes.transData.transform((x, y))
    return float(across) * scale, float(up) * scale


def year(written: str) -> int:
    """Return the year in which a period ends, or of a date.

    Examples
    --------
    >>> year("2018"), year("2024/25"), year("2025-07-18")
    (2018, 2025, 2025)
    """
    start, _, end = written.partition("/")
    return int(start[: 4 - len(end)] + end) if end else int(written[:4])


def year_axis(frame: Frame, axes: Any, years: Sequence[int]) -> None:
    """Put as many years on the horizontal axis as stand apart, always the first and last."""
    first, last = min(years), max(years)
    axes.set_xlim(first - 0.45, last + 0.45)
    width = axes.get_position().width * frame.figure.get_figwidth() * 72
    room = width / (last - first + 0.9)
    word = typesetting.measure("2000", frame.size.axis) + 6
    step = next(step for step in (1, 2, 5, 10, 20) if step * room >= word or step == 20)
    marked = [y for y in range(first, last + 1) if y % step == 0 or step == 1]
    marked = [y for y in marked if min(y - first, last - y) * room >= word or y in (first, last)]
    places = sorted({first, last, *marked})
    axes.set_xticks(places, labels=[str(y) for y in places], fontsize=frame.size.axis)

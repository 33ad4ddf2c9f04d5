"""Plans against what is known: commitments towards a year."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from exchange_stats.publishing import texts
from exchange_stats.publishing.charts import scales
from exchange_stats.publishing.charts.events import as_year, edges_of
from exchange_stats.publishing.charts.scales import LEADING, Chart, Plot
from exchange_stats.publishing.drawing import style, typesetting
from exchange_stats.publishing.drawing.frame import Box, Frame

SHARES = ((0.31, 0.33), (0.36, 0.35), (0.41, 0.37), (0.46, 0.38))  # of names; of target and state
SAID_BELOW = 0.6  # of the width, for target and state where names stand over their bars
GAP = 0.45  # lines between two rows
THICK = 9.0


@dataclass(frozen=True)
class Layout:
    """Where the bars of commitments stand, and the words of each row as lines.

    Attributes
    ----------
    bars : Box
        The room for the bars.
    names : sequence of lines
        What was promised, beside the bar of a row or over it.
    says : sequence of lines with their weight
        The target and the state of each row.
    above : bool
        Whether names stand over their bars.
    step : float
        From line to line, in points.
    """

    bars: Box
    names: Sequence[Sequence[str]]
    says: Sequence[Sequence[tuple[str, str]]]
    above: bool
    step: float

    @property
    def heights(self) -> list[float]:
        """The height that the words of each row need."""
        joined = sum if self.above else max
        pairs = zip(self.names, self.says, strict=True)
        return [self.step * (joined((len(name), len(said))) + GAP) for name, said in pairs]


def draw_commitments(frame: Frame, chart: Chart) -> None:
    """Draw each commitment as a bar from its date to its deadline, with target and state.

    A bar with an end has a deadline; a dotted line without one has none that is published.
    The state is what was known at the latest date of ``known_as_of``. In a narrow picture the
    name of a commitment stands over its bar.
    """
    layout = _layout(frame, chart)
    start, end = as_year(chart.options["from"]), float(chart.options["to"])
    axes = frame.axes(layout.bars)
    axes.set(xlim=(start - 0.08, end + 0.05), ylim=(layout.bars.bottom, layout.bars.top))
    axes.set_yticks([])
    axes.grid(visible=False)
    axes.spines["bottom"].set_visible(False)
    axes.axvline(start, color=style.surface("axis"), lw=0.8)
    _years(axes, frame.size.axis, start, end)
    _headings(frame, chart, layout.bars.right)
    edges = edges_of(layout.bars, layout.heights)
    for index, row in enumerate(chart.table.itertuples()):
        spare = edges[index] - edges[index + 1] - layout.heights[index] + GAP * layout.step
        top = edges[index] - spare / 2 if layout.above else edges[index]
        name = len(layout.names[index]) * layout.step if layout.above else 0.0
        middle = (top - name + edges[index + 1] + (spare / 2 if layout.above else 0.0)) / 2
        _bar(Plot(frame, axes, chart), row, middle, (start, end))
        _name_row(frame, layout, index, top - name / 2 if layout.above else middle)
        _say(frame, layout, index, middle)
    _today(frame, axes, chart)


def _layout(frame: Frame, chart: Chart) -> Layout:
    """Return the layout that leaves the bars most width while the words find room in height."""
    if frame.is_narrow:
        return _laid(frame, chart, (1.0, SAID_BELOW), above=True)
    tried = [_laid(frame, chart, shares, above=False) for shares in SHARES]
    return next((one for one in tried if sum(one.heights) <= one.bars.height), tried[-1])


def _laid(frame: Frame, chart: Chart, shares: tuple[float, float], *, above: bool) -> Layout:
    """Return the words in lines of two shares of the width: of names, and of target and state."""
    size, label = frame.size.axis, frame.size.label
    rows = list(chart.table.itertuples())
    width, right = (share * frame.box.width for share in shares)
    labels = [row.label for row in rows]
    names = typesetting.in_rows(labels, width, size, chart.language)
    says = [
        [(line, "bold") for line in frame.wrapped(_target(chart, row), right - 8, bold=True)]
        + [(line, "normal") for line in frame.wrapped(_state(chart, row), right - 8)]
        for row in rows
    ]
    widest = max(typesetting.measure(line, size) for lines in names for line in lines)
    heading = [(line, "bold") for line in _heading(frame, chart)]
    beside = [one for lines in (*says, heading) for one in lines]
    said = max(typesetting.measure(line, label, weight == "bold") for line, weight in beside)
    left = 0.0 if above else widest / typesetting.SLACK + 8
    top = LEADING * label * len(heading) + 0.7 * size
    right = min(right, said / typesetting.SLACK + 8)
    bars = frame.box.inset(left=left, right=right, top=top, bottom=1.7 * size)
    return Layout(bars, names, says, above, LEADING * max(size, label))


def least_height(frame: Frame, chart: Chart) -> float:
    """Return the height at which the words of the commitments stand apart."""
    return sum(_layout(frame, chart).heights) + 3.6 * frame.size.axis


def _name_row(frame: Frame, layout: Layout, index: int, middle: float) -> None:
    side, x = ("left", frame.box.left) if layout.above else ("right", layout.bars.left - 8)
    size, lines = frame.size.axis, layout.names[index]
    if layout.above:
        height = layout.step * len(lines)
        width = max(typesetting.measure(line, size) for line in lines) + 3
        scales.clear_ground(frame, Box(x, middle - height / 2, width, height))
    scales.write_block(frame, (x, middle), lines, size=size, ha=side)


def _years(axes: Any, size: float, start: float, end: float) -> None:
    """Name each whole year in its middle, and rule where it begins."""
    years = range(int(start) + 1, int(end))
    axes.set_xticks([year + 0.5 for year in years], labels=map(str, years), fontsize=size)
    axes.tick_params(axis="x", length=0)
    for edge in (*years, end):
        axes.axvline(edge, color=style.surface("grid"), lw=0.8, zorder=0.5)


def _bar(plot: Plot, row: Any, at: float, span: tuple[float, float]) -> None:
    """Draw the bar of a row, its middle at a height in points."""
    (start, end), axes, pen = span, plot.axes, plot.frame.pen
    look = style.role(plot.chart.series[0].role)
    deadline = float(row.deadline[:4]) + 1 if row.deadline else 0.0
    stop = min(deadline, end) if deadline else end
    if deadline:
        box = {"fc": style.surface("band"), "ec": look.colour, "gid": "plan.bar"}
        axes.barh(at, stop - start, THICK * pen, left=start, **box)
        axes.plot([stop], [at], "D", ms=6 * pen, color=look.colour, clip_on=False, gid="deadline")
    else:
        dots = {"ls": style.DASHES["dotted"], "lw": 1.4 * pen}
        axes.plot([start, stop], [at, at], color=look.colour, gid="open", **dots)
    begun = row.state in ("under_way", "call_open", "done")
    face = look.colour if begun else style.surface("paper")
    mark = {"ms": 6.5 * pen, "mec": look.colour, "mfc": face, "mew": 1.5 * pen}
    axes.plot([start], [at], "o", clip_on=False, **mark)


def _headings(frame: Frame, chart: Chart, left: float) -> None:
    """Name the column of targets and states, above it."""
    size, lines = frame.size.label, _heading(frame, chart)
    options = {"weight": "bold", "color": style.surface("muted")}
    middle = frame.box.top - LEADING * size * len(lines) / 2
    scales.write_block(frame, (left + 6, middle), lines, size=size, **options)


def _heading(frame: Frame, chart: Chart) -> list[str]:
    words = texts.text("commitments.heading", chart.language)
    share = SAID_BELOW if frame.is_narrow else SHARES[0][1]
    return frame.wrapped(words, share * frame.box.width - 8, bold=True)


def _say(frame: Frame, layout: Layout, index: int, middle: float) -> None:
    """Write the target in bold and the state under it, around a height."""
    size, ink, lines = frame.size.label, style.surface("ink"), layout.says[index]
    top = middle + LEADING * size * len(lines) / 2
    for place, (line, weight) in enumerate(lines):
        baseline = top - LEADING * size * place - 0.93 * size
        frame.write(layout.bars.right + 6, baseline, line, weight=weight, color=ink)


def _target(chart: Chart, row: Any) -> str:
    if row.value != row.value:
        return texts.text("commitments.no_target", chart.language)
    number = texts.number(repr(float(row.value)), "count", chart.language)
    amount = texts.qualified(number, row.qualifier, chart.language)
    unit = texts.text(f"unit.{row.unit}", chart.language)
    return texts.fill(unit, {"n": amount}, chart.language)


def _state(chart: Chart, row: Any) -> str:
    words = texts.text(f"state.{row.state}", chart.language)
    if not row.known_value:
        return words
    known = texts.number(row.known_value, "count", chart.language)
    whole = texts.number(repr(float(row.value)), "count", chart.language)
    template = texts.text("commitments.known", chart.language)
    colon = str(texts.locale(chart.language)["colon"])
    counted = texts.fill(template, {"known": known, "whole": whole}, chart.language)
    return texts.beside(words, colon, counted)


def _today(frame: Frame, axes: Any, chart: Chart) -> None:
    """Rule the day up to which the state is known."""
    when = str(chart.table["known_as_of"].max())
    place = as_year(when)
    axes.axvline(place, color=style.surface("axis"), lw=1.2, ls=style.DASHES["dashed"], zorder=1)
    x, _ = scales.to_points(frame, axes, place, 0)
    words = texts.date(when, chart.language, short=frame.is_narrow)
    size = frame.size.label
    x = max(x, frame.box.left + typesetting.measure(words, size) / 2)
    options = {"ha": "center", "color": style.surface("muted")}
    frame.write(x, frame.box.top - 0.9 * size, words, **options)

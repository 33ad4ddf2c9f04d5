"""Steps that fields have reached, a point each, filled where a source was found."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from exchange_stats.publishing import texts
from exchange_stats.publishing.charts import scales
from exchange_stats.publishing.charts.events import shown_date
from exchange_stats.publishing.charts.scales import LEADING, Chart, Plot
from exchange_stats.publishing.drawing import style, typesetting
from exchange_stats.publishing.drawing.frame import Frame

POINT = 12.0


@dataclass(frozen=True)
class Ladder:
    """How the steps of fields are laid out: names, heads or their key, and the form of dates.

    Attributes
    ----------
    names : sequence of lines
        The fields, beside the points or, in a narrow picture, over them.
    heads : sequence of lines
        The steps, each over its column; none where the key names them.
    key : sequence of str
        The steps by the number that stands in their points.
    short : bool
        Whether dates are in digits.
    """

    names: Sequence[Sequence[str]]
    heads: Sequence[Sequence[str]]
    key: Sequence[str]
    short: bool

    @property
    def lines(self) -> int:
        """How many lines stand over the points."""
        return max([len(self.key), *(len(lines) for lines in self.heads)])


def draw_steps(frame: Frame, chart: Chart) -> None:
    """Draw which steps each field has reached: a filled point and its date, else an empty one.

    The steps are named over their columns; where these are too narrow, each point has the number
    of its step and a key above says what the numbers are.
    """
    steps, ladder = list(chart.options["steps"]), _ladder(frame, chart)
    size, label = frame.size.axis, frame.size.label
    top = LEADING * label * ladder.lines + 4
    fields = list(dict.fromkeys(chart.table["x"]))
    beside = [[""] for _ in fields] if frame.is_narrow else ladder.names
    axes = scales.lying_axes(frame, frame.box.inset(top=top), beside, len(steps) - 0.4, -0.6)
    axes.lines[0].set_visible(False)
    for place, lines in enumerate(ladder.heads):
        x, _ = scales.to_points(frame, axes, place, 0)
        at = (x, frame.box.top - top / 2 + 2)
        scales.write_block(frame, at, lines, size=label, ha="center", weight="bold")
    at = (frame.box.left, frame.box.top - top / 2 + 2)
    scales.write_block(frame, at, ladder.key, size=label)
    rows = {(row.x, row.state): row for row in chart.table.itertuples()}
    for index, name in enumerate(fields):
        axes.axhline(index, color=style.surface("grid"), lw=0.8, zorder=0)
        if frame.is_narrow:
            over = scales.to_points(frame, axes, 0, index)[1] + POINT * frame.pen / 2 + 0.6 * size
            frame.write(
                frame.box.left, over, " / ".join(ladder.names[index]), size=size, weight="bold"
            )
        for place, step in enumerate(steps):
            _step(Plot(frame, axes, chart), ladder, rows.get((name, step)), (place, index))


def _ladder(frame: Frame, chart: Chart) -> Ladder:
    size, label, language = frame.size.axis, frame.size.label, chart.language
    labels = dict(zip(chart.table["x"], chart.table["label"], strict=True)).values()
    share = 1.0 if frame.is_narrow else 0.2
    names = [
        typesetting.wrap(words, share * frame.box.width, size, language=language)
        for words in labels
    ]
    widest = max(typesetting.measure(line, size) for lines in names for line in lines)
    steps = [texts.text(f"step.{step}", language) for step in chart.options["steps"]]
    column = (frame.box.width - 8 - (0.0 if frame.is_narrow else widest)) / (len(steps) + 0.2)
    heads = [frame.wrapped(words, column, bold=True) for words in steps]
    wide = max(typesetting.measure(line, label, bold=True) for lines in heads for line in lines)
    known = [shown_date(when, "month", language) for when in chart.table["date_from"]]
    short = max(typesetting.measure(when, frame.size.note) for when in known) > column - size
    if wide + 4 <= column:
        return Ladder(names, heads, [], short)
    said = [typesetting.in_one_line(words) for words in steps]
    dash = texts.locale(language)["dash"]
    numbered = [f"{number} {dash} {words}" for number, words in enumerate(said, 1)]
    return Ladder(names, [], _key(frame, numbered, language), short)


def _key(frame: Frame, numbered: Sequence[str], language: str) -> list[str]:
    """Return what the numbers of steps are as lines that part no step."""
    between, room = str(texts.locale(language)["between"]), typesetting.SLACK * frame.box.width
    lines = [numbered[0]]
    for words in numbered[1:]:
        longer = f"{lines[-1]}{between}{words}"
        if typesetting.measure(longer, frame.size.label) <= room:
            lines[-1] = longer
        else:
            lines[-1:] = [f"{lines[-1]}{between}".rstrip(), words]
    return lines


def least_height(frame: Frame, chart: Chart) -> float:
    """Return the height at which the points of fields stand apart, with their names and dates."""
    ladder = _ladder(frame, chart)
    name = (LEADING + 0.4) * frame.size.axis if frame.is_narrow else 0.0
    row = POINT * frame.pen + 2.2 * frame.size.note + name
    return LEADING * frame.size.label * ladder.lines + 4 + row * len(ladder.names)


def _step(plot: Plot, ladder: Ladder, row: Any, at: tuple[int, int]) -> None:
    frame, look = plot.frame, style.role(plot.chart.series[0].role)
    face = look.colour if row else style.surface("paper")
    edge = look.colour if row else style.role("context").colour
    mark = {"ms": POINT * frame.pen, "mec": edge, "mfc": face, "mew": 1.4 * frame.pen}
    plot.axes.plot([at[0]], [at[1]], "o", gid="step", **mark)
    x, y = plot.at(*at)
    size = frame.size.note
    if ladder.key:
        ink = style.readable_on(face) if row else style.surface("muted")
        options = {"size": size, "ha": "center", "color": ink}
        frame.write(x, y - 0.36 * size, str(at[0] + 1), **options)
    if row:
        when = shown_date(row.date_from, "month", plot.chart.language, short=ladder.short)
        frame.write(x, y - POINT * frame.pen / 2 - 1.3 * size, when, size=size, ha="center")

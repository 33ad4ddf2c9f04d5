"""Plans against what is known: commitments towards a year, and steps reached."""

from collections.abc import Sequence
from typing import Any

from exchange_stats.publishing import texts
from exchange_stats.publishing.charts import scales
from exchange_stats.publishing.charts.events import as_year, shown_date
from exchange_stats.publishing.charts.scales import Chart, Plot, Series
from exchange_stats.publishing.drawing import style, typesetting
from exchange_stats.publishing.drawing.frame import Frame


def draw_commitments(frame: Frame, chart: Chart) -> None:
    """Draw each commitment as a bar from its date to its deadline, with target and state.

    A bar with an end has a deadline; a dotted line without one has none that is published.
    The state is what was known at the latest date of ``known_as_of``.
    """
    one = chart.series[0]
    rows = list(chart.rows(one).itertuples())
    size = frame.size.axis
    names = [
        typesetting.wrap(row.label, frame.box.width * 0.31, size, language=chart.language)
        for row in rows
    ]
    right = frame.box.width * 0.33
    box = frame.box.inset(right=right, top=1.9 * size, bottom=1.7 * size)
    start, end = as_year(chart.options["from"]), float(chart.options["to"])
    axes = scales.lying_axes(frame, box, names, end + 0.05, start - 0.08)
    axes.axvline(start, color=style.surface("axis"), lw=0.8)
    _years(axes, size, start, end)
    for index, row in enumerate(rows):
        _bar(axes, one, row, index, (start, end))
    _headings(frame, chart, box.right)
    heights = [scales.to_points(frame, axes, start, index)[1] for index in range(len(rows))]
    for row, height in zip(rows, heights, strict=True):
        _say(frame, chart, row, (box.right + 6, height), right - 8)
    _today(frame, axes, chart)


def _years(axes: Any, size: float, start: float, end: float) -> None:
    """Name each whole year in its middle, and rule where it begins."""
    years = range(int(start) + 1, int(end))
    axes.set_xticks([year + 0.5 for year in years], labels=map(str, years), fontsize=size)
    axes.tick_params(axis="x", length=0)
    for edge in (*years, end):
        axes.axvline(edge, color=style.surface("grid"), lw=0.8, zorder=0.5)


def _bar(axes: Any, one: Series, row: Any, index: int, span: tuple[float, float]) -> None:
    start, end = span
    look = style.role(one.role)
    deadline = float(row.deadline[:4]) + 1 if row.deadline else 0.0
    stop = min(deadline, end) if deadline else end
    if deadline:
        axes.barh(
            index,
            stop - start,
            0.34,
            left=start,
            fc=style.surface("band"),
            ec=look.colour,
            gid="plan.bar",
        )
        axes.plot([stop], [index], "D", ms=6, color=look.colour, clip_on=False, gid="deadline")
    else:
        dots = style.DASHES["dotted"]
        axes.plot([start, stop], [index, index], color=look.colour, ls=dots, lw=1.4, gid="open")
    begun = row.state in ("under_way", "call_open", "done")
    face = look.colour if begun else style.surface("paper")
    axes.plot([start], [index], "o", ms=6.5, mec=look.colour, mfc=face, mew=1.5, clip_on=False)


def _headings(frame: Frame, chart: Chart, left: float) -> None:
    size = frame.size.label
    height = frame.box.top - 0.9 * size
    words = texts.text("commitments.heading", chart.language)
    options = {"weight": "bold", "color": style.surface("muted")}
    frame.write(left + 6, height, words, **options)


def _say(frame: Frame, chart: Chart, row: Any, at: tuple[float, float], width: float) -> None:
    """Write the target in bold and the state under it, around a height."""
    size = frame.size.label
    lines = [(line, "bold") for line in frame.wrapped(_target(chart, row), width, bold=True)]
    lines += [(line, "normal") for line in frame.wrapped(_state(chart, row), width)]
    top = at[1] + 1.18 * size * len(lines) / 2
    for index, (line, weight) in enumerate(lines):
        baseline = top - 1.18 * size * index - 0.93 * size
        frame.write(at[0], baseline, line, weight=weight, color=style.surface("ink"))


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
    return f"{words}: {texts.fill(template, {'known': known, 'whole': whole}, chart.language)}"


def _today(frame: Frame, axes: Any, chart: Chart) -> None:
    """Rule the day up to which the state is known."""
    when = str(chart.table["known_as_of"].max())
    place = as_year(when)
    axes.axvline(place, color=style.surface("axis"), lw=1.2, ls=style.DASHES["dashed"], zorder=1)
    x, _ = scales.to_points(frame, axes, place, 0)
    words = texts.date(when, chart.language)
    size = frame.size.label
    height = frame.box.top - 0.9 * size
    options = {"ha": "center", "color": style.surface("muted")}
    frame.write(x, height, words, **options)


def draw_steps(frame: Frame, chart: Chart) -> None:
    """Draw which steps each field has reached: a filled point and its date, else an empty one."""
    one = chart.series[0]
    steps = list(chart.options["steps"])
    fields = list(dict.fromkeys(chart.table["x"]))
    size = frame.size.axis
    names = [_name(frame, chart, name) for name in fields]
    heads = [
        typesetting.wrap(
            texts.text(f"step.{step}", chart.language),
            frame.box.width * 0.72 / len(steps),
            frame.size.label,
            bold=True,
            language=chart.language,
        )
        for step in steps
    ]
    top = 1.18 * frame.size.label * max(len(lines) for lines in heads) + 4
    axes = scales.lying_axes(frame, frame.box.inset(top=top), names, len(steps) - 0.4, -0.6)
    axes.lines[0].set_visible(False)
    for place, lines in enumerate(heads):
        _head(frame, axes, place, lines, top)
    rows = {(row.x, row.state): row for row in chart.rows(one).itertuples()}
    for index, name in enumerate(fields):
        axes.axhline(index, color=style.surface("grid"), lw=0.8, zorder=0)
        for place, step in enumerate(steps):
            _step(Plot(frame, axes, chart), rows.get((name, step)), (place, index), size)


def _name(frame: Frame, chart: Chart, name: str) -> list[str]:
    words = str(chart.table.loc[chart.table["x"] == name, "label"].iloc[0])
    width = frame.box.width * 0.2
    return typesetting.wrap(words, width, frame.size.axis, language=chart.language)


def _head(frame: Frame, axes: Any, place: int, lines: Sequence[str], top: float) -> None:
    x, _ = scales.to_points(frame, axes, place, 0)
    middle = frame.box.top - top / 2 + 2
    size = frame.size.label
    scales.write_block(frame, (x, middle), lines, size=size, ha="center", weight="bold")


def _step(plot: Plot, row: Any, at: tuple[int, int], size: float) -> None:
    look = style.role(plot.chart.series[0].role)
    face = look.colour if row else style.surface("paper")
    edge = look.colour if row else style.surface("grid")
    plot.axes.plot([at[0]], [at[1]], "o", ms=11, mec=edge, mfc=face, mew=1.4, gid="step")
    if row:
        x, y = plot.at(*at)
        when = shown_date(row.date_from, "month", plot.chart.language)
        plot.frame.write(x, y - 1.75 * size, when, size=plot.frame.size.note, ha="center")

"""Events in time: a list down the page, and lanes of points by kind."""

from collections.abc import Sequence
from datetime import date
from itertools import accumulate, pairwise
from typing import Any

from exchange_stats.publishing import texts
from exchange_stats.publishing.charts import scales
from exchange_stats.publishing.charts.scales import LEADING, Chart, Plot
from exchange_stats.publishing.drawing import style, typesetting
from exchange_stats.publishing.drawing.frame import Box, Frame

NARROW = 32.0  # widths of a letter: a picture less wide has dates in digits
LANES = {False: 0.26, True: 0.36}  # of the width, for names of lanes in one language and in two
GAP = 0.3  # lines between two events


def draw_timeline(frame: Frame, chart: Chart) -> None:
    """Draw dated events down a rule: the date, a point, and the words of the event.

    Points are filled where something was opened or begun, hollow where it was agreed or
    talked about; the option ``filled`` lists the kinds. The option ``divider`` is a date at
    which a rule divides the list. A narrow picture has dates in digits and words in lines.
    """
    rows = list(chart.table.itertuples())
    rule, dates, lines = _list(frame, chart)
    edges = edges_of(frame.box, [LEADING * frame.size.axis * len(block) for block in lines])
    middles = [(top + bottom) / 2 for top, bottom in pairwise(edges)]
    axes = _blank(frame, frame.box)
    ends = [middles[-1], middles[0]]
    axes.plot([rule, rule], ends, color=style.surface("axis"), lw=1.2, zorder=1)
    for row, when, block, middle in zip(rows, dates, lines, middles, strict=True):
        _event(Plot(frame, axes, chart), row, (when, block), (rule, middle))
    _divide(frame, axes, chart, edges)


def _list(frame: Frame, chart: Chart) -> tuple[float, list[str], list[list[str]]]:
    """Return where the rule of a list stands, its dates, and the words of each as lines."""
    rows, size = list(chart.table.itertuples()), frame.size.axis
    short = frame.box.width < NARROW * size
    dates = [shown_date(row.x, row.date_precision, chart.language, short=short) for row in rows]
    rule = frame.box.left + max(typesetting.measure(words, size) for words in dates) + 10
    room = frame.box.right - rule - 9
    labels = [row.label for row in rows]
    return rule, dates, typesetting.in_rows(labels, room, size, chart.language)


def least_height(frame: Frame, chart: Chart) -> float:
    """Return the height at which the events of a list stand apart."""
    lines = _list(frame, chart)[2]
    return sum(LEADING * frame.size.axis * (len(block) + GAP) for block in lines)


def edges_of(box: Box, heights: Sequence[float]) -> list[float]:
    """Return the edges of rows from the top of a box down, what is left over shared among them."""
    spare = (box.height - sum(heights)) / len(heights)
    return [box.top - drop for drop in accumulate([0.0, *(h + spare for h in heights)])]


def _event(plot: Plot, row: Any, words: tuple[str, Sequence[str]], at: tuple[float, float]) -> None:
    """Draw the point of an event, its date left of it and its lines right of it."""
    frame = plot.frame
    rule, height = at
    one = next(series for series in plot.chart.series if series.id == row.series)
    look = style.role(one.role)
    filled = row.kind in plot.chart.options.get("filled", [])
    face = look.colour if filled else style.surface("paper")
    plot.axes.plot([rule], [height], "o", ms=7, mec=look.colour, mfc=face, mew=1.6, gid="event")
    size = frame.size.axis
    muted = style.surface("muted")
    when, lines = words
    frame.write(rule - 8, height - 0.36 * size, when, ha="right", size=size, color=muted)
    ink = style.surface("ink")
    for index, line in enumerate(lines):
        drop = LEADING * size * (index - (len(lines) - 1) / 2)
        frame.write(rule + 9, height - 0.36 * size - drop, line, size=size, color=ink)


def _divide(frame: Frame, axes: Any, chart: Chart, edges: Sequence[float]) -> None:
    divider = chart.options.get("divider")
    if not divider:
        return
    height = edges[sum(when < divider for when in chart.table["x"])]
    ends = [frame.box.left, frame.box.right]
    axes.plot(
        ends, [height, height], color=style.surface("grid"), lw=1.2, ls=style.DASHES["dashed"]
    )


def _blank(frame: Frame, box: Box) -> Any:
    """Return axes without furniture whose units are points of the picture."""
    axes = frame.axes(box)
    axes.set_xlim(box.left, box.right)
    axes.set_ylim(box.bottom, box.top)
    axes.set_axis_off()
    return axes


def shown_date(iso: str, precision: str, language: str, *, short: bool = False) -> str:
    """Return a date with no more detail than is known.

    Examples
    --------
    >>> shown_date("2023-05-01", "month", "en"), shown_date("2018-01-01", "year", "en")
    ('May 2023', '2018')
    """
    known = {"day": iso, "month": iso[:7]}.get(precision, iso[:4])
    return texts.date(known, language, short=short)


def as_year(iso: str) -> float:
    """Return a date as a year with its part of the year, for a place on an axis.

    Examples
    --------
    >>> as_year("2025-07-02")
    2025.5
    """
    parts = [int(part) for part in iso.split("-")]
    year, month, day = [*parts, 1, 1][:3]
    start = date(year, 1, 1)
    length = (date(year + 1, 1, 1) - start).days
    return round(year + (date(year, month, day) - start).days / length, 2)


def draw_lanes(frame: Frame, chart: Chart) -> None:
    """Draw every event as a point in time, one lane for each kind of event."""
    kinds = list(dict.fromkeys(chart.options["lanes"]))
    names = _lanes(frame, chart)
    last = max(as_year(x) for x in chart.table["x"])
    first = float(chart.options["from"])
    half = typesetting.measure("2000", frame.size.axis) / 2  # of the last year, at the edge
    box = frame.box.inset(bottom=1.8 * frame.size.axis, top=0.8 * frame.size.axis, right=half)
    axes = scales.lying_axes(frame, box, names, int(last) + 1.05, first)
    _mark_years(frame, axes, int(first), int(last) + 1)
    axes.grid(visible=True, axis="x")
    for lane in range(len(kinds)):
        axes.axhline(lane, color=style.surface("grid"), lw=0.8)
    _divide_lanes(frame, axes, chart)
    for one in chart.series:
        look = style.role(one.role)
        for row in chart.rows(one).itertuples():
            filled = look.colour if row.date_precision == "day" else style.surface("paper")
            axes.plot(
                [as_year(row.x)],
                [kinds.index(row.kind)],
                "o",
                ms=7,
                mec=look.colour,
                mfc=filled,
                mew=1.3,
                alpha=0.75,
                clip_on=False,
                gid="event",
            )


def _mark_years(frame: Frame, axes: Any, first: int, last: int) -> None:
    """Put the beginnings of years on the axis, as many as stand apart."""
    room = (
        scales.to_points(frame, axes, first + 1, 0)[0] - scales.to_points(frame, axes, first, 0)[0]
    )
    word = typesetting.measure("2000", frame.size.axis) + 8
    step = next(step for step in (1, 2, 5, 10) if step * room >= word or step == 10)
    years = [year for year in range(first, last + 1) if year % step == 0]
    axes.set_xticks(years, labels=[str(year) for year in years], fontsize=frame.size.axis)


def _lanes(frame: Frame, chart: Chart) -> list[list[str]]:
    """Return the names of the lanes as lines."""
    kinds = dict.fromkeys(chart.options["lanes"])
    names = [texts.text(f"kind.{kind}", chart.language) for kind in kinds]
    share = LANES[len(texts.languages_of(chart.language)) > 1]
    return typesetting.in_rows(names, frame.box.width * share, frame.size.axis, chart.language)


def least_height_of_lanes(frame: Frame, chart: Chart) -> float:
    """Return the height at which the names of lanes stand apart."""
    names = _lanes(frame, chart)
    tallest = max(map(len, names))
    return frame.size.axis * (2.6 + LEADING * len(names) * (tallest + GAP))


def _divide_lanes(frame: Frame, axes: Any, chart: Chart) -> None:
    divider = chart.options.get("divider")
    if not divider:
        return
    place = as_year(divider)
    axes.axvline(place, color=style.surface("axis"), lw=1.2, ls=style.DASHES["dashed"])
    x, _ = scales.to_points(frame, axes, place, 0)
    size = frame.size.label
    words = texts.date(divider, chart.language)
    options = {"ha": "right", "color": style.surface("muted")}
    frame.write(x - 3, frame.box.top - 0.9 * size, words, **options)

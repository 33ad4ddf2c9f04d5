"""Events in time: a list down the page, and lanes of points by kind."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import accumulate, pairwise
from math import dist
from typing import Any

from exchange_stats.publishing import texts
from exchange_stats.publishing.charts import scales
from exchange_stats.publishing.charts.scales import LEADING, Chart, Plot
from exchange_stats.publishing.drawing import style, typesetting
from exchange_stats.publishing.drawing.frame import Box, Frame

NARROW = 32.0  # widths of a letter: a picture less wide has dates in digits
LANES = {False: 0.26, True: 0.36}  # of the width, for names of lanes in one language and in two
POINT = 0.24  # of the height of a lane, so that some points find room over one another
LEVELS = (0, 1, -1, 2, -2, 3, -3)
APART = 0.62  # of a point, between the middles of two
GAP = 0.3  # lines between two events
COLUMN = 26.0  # widths of a letter, for each of two lists side by side


def draw_timeline(frame: Frame, chart: Chart) -> None:
    """Draw dated events down a rule: the date, a point, and the words of the event.

    Points are filled where something was opened or begun, hollow where it was agreed or
    talked about; the option ``filled`` lists the kinds. The option ``divider`` is a date at
    which a rule divides the list. A narrow picture has dates in digits and words in lines; a low
    and wide one has two lists side by side.
    """
    sizes = range(int(frame.size.axis), int(frame.size.note) - 1, -1)
    for letters in (frame.size.axis, *sizes[1:]):
        smaller = replace(frame, size=replace(frame.size, axis=letters))
        tried = [[(chart, frame.box)], _side_by_side(smaller, chart)]
        lists = next((one for one in tried if one and _fits(smaller, one)), None)
        if lists:
            break
    for part, box in lists or tried[0]:
        _draw_list(smaller, part, box)


def _side_by_side(frame: Frame, chart: Chart) -> list[tuple[Chart, Box]]:
    """Return two lists with the room of each, none in a picture too narrow for them."""
    if frame.box.width < 2 * COLUMN * frame.size.axis:
        return []
    half, first = frame.box.width / 2, -(-len(chart.table) // 2)
    left, right = frame.box.inset(right=half + 8), frame.box.inset(left=half + 8)
    tables = (chart.table[:first], left), (chart.table[first:], right)
    return [(replace(chart, table=table), box) for table, box in tables]


def _fits(frame: Frame, lists: Sequence[tuple[Chart, Box]]) -> bool:
    return all(_height(frame, chart, box) <= box.height for chart, box in lists)


def _height(frame: Frame, chart: Chart, box: Box) -> float:
    """Return the height at which the events of a list stand apart."""
    lines = _list(frame, chart, box)[2]
    return sum(LEADING * frame.size.axis * (len(block) + GAP) for block in lines)


def _draw_list(frame: Frame, chart: Chart, box: Box) -> None:
    rows = list(chart.table.itertuples())
    rule, dates, lines = _list(frame, chart, box)
    edges = edges_of(box, [LEADING * frame.size.axis * len(block) for block in lines])
    middles = [(top + bottom) / 2 for top, bottom in pairwise(edges)]
    axes = _blank(frame, box)
    ends = [middles[-1], middles[0]]
    axes.plot([rule, rule], ends, color=style.surface("axis"), lw=1.2 * frame.pen, zorder=1)
    for row, when, block, middle in zip(rows, dates, lines, middles, strict=True):
        _event(Plot(frame, axes, chart), row, (when, block), (rule, middle))
    _divide(Plot(frame, axes, chart), box, edges)


def _list(frame: Frame, chart: Chart, box: Box) -> tuple[float, list[str], list[list[str]]]:
    """Return where the rule of a list stands, its dates, and the words of each as lines."""
    rows, size = list(chart.table.itertuples()), frame.size.axis
    short = box.width < NARROW * size
    dates = [shown_date(row.x, row.date_precision, chart.language, short=short) for row in rows]
    rule = box.left + max(typesetting.measure(words, size) for words in dates) + 1.2 * size
    room = box.right - rule - size
    labels = [row.label for row in rows]
    return rule, dates, typesetting.in_rows(labels, room, size, chart.language)


def least_height(frame: Frame, chart: Chart) -> float:
    """Return the height at which the events of a list stand apart."""
    return _height(frame, chart, frame.box)


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
    mark = {"ms": 7 * frame.pen, "mec": look.colour, "mfc": face, "mew": 1.6 * frame.pen}
    plot.axes.plot([rule], [height], "o", gid="event", **mark)
    size = frame.size.axis
    muted = style.surface("muted")
    when, lines = words
    frame.write(rule - 0.9 * size, height - 0.36 * size, when, ha="right", size=size, color=muted)
    ink = style.surface("ink")
    for index, line in enumerate(lines):
        drop = LEADING * size * (index - (len(lines) - 1) / 2)
        frame.write(rule + size, height - 0.36 * size - drop, line, size=size, color=ink)


def _divide(plot: Plot, box: Box, edges: Sequence[float]) -> None:
    """Rule a list at the date that divides it, if that lies behind its first event."""
    divider = plot.chart.options.get("divider")
    before = sum(when < divider for when in plot.chart.table["x"]) if divider else 0
    if before:
        height, dashes = edges[before], style.DASHES["dashed"]
        look = {"color": style.surface("grid"), "lw": 1.2 * plot.frame.pen, "ls": dashes}
        plot.axes.plot([box.left, box.right], [height, height], **look)


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
    _draw_events(Plot(frame, axes, chart), kinds)


def _draw_events(plot: Plot, kinds: Sequence[str]) -> None:
    """Draw the point of each event in its lane, hollow where its day is not known."""
    first = plot.at(0, 0)[1]
    lane = first - plot.at(0, 1)[1]
    point = min(7 * plot.frame.pen, POINT * lane)
    taken: list[tuple[float, float]] = []
    for one in plot.chart.series:
        look = style.role(one.role)
        for row in sorted(plot.chart.rows(one).itertuples(), key=lambda row: as_year(row.x)):
            at = plot.at(as_year(row.x), kinds.index(row.kind))
            taken.append(_beside(at, taken, point))
            place = (first - taken[-1][1]) / lane
            edge, face = style.surface("paper"), look.colour
            if row.date_precision != "day":
                edge, face = face, edge
            mark = {"ms": point, "mec": edge, "mfc": face, "mew": 0.8 * plot.frame.pen}
            plot.axes.plot([as_year(row.x)], [place], "o", clip_on=False, gid="event", **mark)


def _beside(
    at: tuple[float, float], taken: Sequence[tuple[float, float]], point: float
) -> tuple[float, float]:
    """Return where a point stands that hides no other: in its place, else over or under it."""
    tried = [(at[0], at[1] + level * APART * point) for level in LEVELS]
    space = [min((dist(place, other) for other in taken), default=point) for place in tried]
    free = (place for place, room in zip(tried, space, strict=True) if room >= APART * point)
    return next(free, tried[space.index(max(space))])


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

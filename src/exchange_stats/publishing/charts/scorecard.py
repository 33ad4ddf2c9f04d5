"""A scorecard: what was promised, a row each, and how far its results are known to have come."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from exchange_stats.publishing import texts
from exchange_stats.publishing.charts.scales import Chart, Plot
from exchange_stats.publishing.drawing import style, typesetting
from exchange_stats.publishing.drawing.frame import Frame

NAME_SHARE = 0.2  # of the width, for the promise; the rest is shared by the columns
LINE = 1.2  # times the size of its letters
PADDING = 3.5
BADGE = 14.0


@dataclass(frozen=True)
class Cell:
    """The lines of one result, each with its size and weight, and the looks of its badges."""

    lines: Sequence[tuple[str, float, str]]
    ratings: Sequence[str] = ()

    @property
    def height(self) -> float:
        """The height of the lines in points."""
        return sum(LINE * size for _, size, _ in self.lines)


def draw_scorecard(frame: Frame, chart: Chart) -> None:
    """Draw a row for each commitment and a column for each level of result.

    Every result has a badge with the letter of its rating, the reason in words, what it is and
    its numbers. Colour, letter and word say the same; an empty cell has no such result. The
    option ``levels`` names the columns.
    """
    levels = list(chart.options["levels"])
    rows = list(chart.table.itertuples())
    promises = [row for row in rows if row.level == "commitment"]
    width = frame.box.width * (1 - NAME_SHARE) / len(levels)
    edges = [frame.box.left + frame.box.width * NAME_SHARE + width * i for i in range(len(levels))]
    table = [
        [_promise(frame, chart, promise)]
        + [_result(frame, chart, _of(rows, promise, level), width) for level in levels]
        for promise in promises
    ]
    top = frame.box.top - 1.6 * frame.size.label
    axes = _blank(frame)
    plot = Plot(frame, axes, chart)
    _heads(plot, levels, edges)
    heights = _fitted([max(cell.height for cell in cells) + PADDING for cells in table], top, frame)
    for cells, height in zip(table, heights, strict=True):
        axes.plot(
            [frame.box.left, frame.box.right], [top, top], color=style.surface("grid"), lw=0.8
        )
        for left, cell in zip([frame.box.left, *edges], cells, strict=True):
            _write(plot, cell, left, top - PADDING)
        top -= height


def _of(rows: Sequence[Any], promise: Any, level: str) -> Any:
    same = (row for row in rows if row.commitment_id == promise.x and row.level == level)
    return next(same, None)


def _fitted(heights: Sequence[float], top: float, frame: Frame) -> list[float]:
    """Return the heights of the rows, what is left over shared among them."""
    spare = (top - frame.box.bottom - sum(heights)) / len(heights)
    return [height + spare for height in heights]


def _promise(frame: Frame, chart: Chart, row: Any) -> Cell:
    size = frame.size.label
    room = frame.box.width * NAME_SHARE - 8
    lines = typesetting.wrap(row.label, room, size, bold=True, language=chart.language)
    return Cell([(line, size, "bold") for line in lines])


def _result(frame: Frame, chart: Chart, row: Any, width: float) -> Cell:
    if row is None:
        return Cell([])
    room = width - BADGE - 12
    reasons = [texts.text(f"reason.{one}", chart.language) for one in row.rating_reason.split("/")]
    parts = [
        (" / ".join(reasons), frame.size.label, "bold"),
        (row.label, frame.size.label, "normal"),
        (_numbers(chart, row), frame.size.note, "normal"),
    ]
    lines = [
        (line, size, weight)
        for words, size, weight in parts
        for line in typesetting.wrap(
            words, room, size, bold=weight == "bold", language=chart.language
        )
    ]
    return Cell(lines, row.rating.split("/"))


def _numbers(chart: Chart, row: Any) -> str:
    """Return the actual number of its target, or the target alone, with the date when due."""
    parts = []
    if row.target_type == "value":
        whole = texts.number(row.target, "count", chart.language)
        known = chart.shown(row, chart.series[0]) if row.value == row.value else ""
        key = "scorecard.known" if known else "scorecard.target"
        fields = {"known": known, "whole": whole}
        parts.append(texts.fill(texts.text(key, chart.language), fields, chart.language))
    if row.target_date:
        template = texts.text("scorecard.due", chart.language)
        when = texts.date(row.target_date, chart.language)
        parts.append(texts.fill(template, {"date": when}, chart.language))
    return ", ".join(parts)


def _blank(frame: Frame) -> Any:
    """Return axes without furniture whose units are points of the picture."""
    axes = frame.axes(frame.box)
    axes.set_xlim(frame.box.left, frame.box.right)
    axes.set_ylim(frame.box.bottom, frame.box.top)
    axes.set_axis_off()
    return axes


def _heads(plot: Plot, levels: Sequence[str], edges: Sequence[float]) -> None:
    frame, size = plot.frame, plot.frame.size.label
    height = frame.box.top - size
    options = {"weight": "bold", "color": style.surface("muted")}
    for left, level in zip([frame.box.left, *edges], ["commitment", *levels], strict=True):
        frame.write(left, height, texts.text(f"scorecard.{level}", plot.chart.language), **options)


def _write(plot: Plot, cell: Cell, left: float, top: float) -> None:
    """Write the lines of a cell below a height, its badges before them."""
    at = left
    if cell.ratings:
        _badges(plot, cell.ratings, (left + BADGE / 2 + 1, top - 1))
        at += BADGE + 6
    for words, size, weight in cell.lines:
        plot.frame.write(at, top - 0.95 * size, words, size=size, weight=weight)
        top -= LINE * size


def _badges(plot: Plot, ratings: Sequence[str], at: tuple[float, float]) -> None:
    """Draw a badge for each rating, one under the other, the letter of each within."""
    size = plot.frame.size.note
    x, top = at
    for index, rating in enumerate(ratings):
        look = style.role(f"rating_{rating}")
        y = top - BADGE / 2 - index * (BADGE + 1)
        face = style.surface("paper") if look.hollow else look.colour
        mark = {"marker": look.marker, "ms": BADGE, "mec": look.colour, "mfc": face, "mew": 1.4}
        plot.axes.plot([x], [y], ls="none", clip_on=False, gid=f"rating.{rating}", **mark)
        letter = texts.text(f"rating.{rating}.letter", plot.chart.language)
        ink = look.text if look.hollow else style.readable_on(look.colour)
        options = {"size": size, "weight": "bold", "ha": "center", "color": ink}
        plot.frame.write(x, y - 0.36 * size, letter, **options)

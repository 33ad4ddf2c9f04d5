"""A scorecard: what was promised, a row each, and how far its results are known to have come."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from exchange_stats.publishing import texts
from exchange_stats.publishing.charts.scales import Chart, Plot
from exchange_stats.publishing.drawing import style, typesetting
from exchange_stats.publishing.drawing.frame import Frame

NARROW = 46.0  # heights of a letter; a picture less wide than this takes smaller letters
SHARES = {False: 0.2, True: 0.34}  # of the width, for the promise: in a usual and a narrow one
LINE = 1.2  # times the size of its letters
PADDING = 3.5
BADGE = 14.0
ROOMY = 12.5  # widths of a letter's height that a column needs for the words of a result
BESIDE = 5.0  # and for the reason alone, beside its badge


@dataclass(frozen=True)
class Cell:
    """The lines of one result, each with its size and weight, and the looks of its badges."""

    lines: Sequence[tuple[str, float, str]]
    ratings: Sequence[str] = ()
    beside: bool = True

    @property
    def height(self) -> float:
        """The height of the lines in points, with the badges when these stand above them."""
        above = 0.0 if self.beside else (BADGE + 1) * len(self.ratings) + 2
        return above + sum(LINE * size for _, size, _ in self.lines)


def draw_scorecard(frame: Frame, chart: Chart) -> None:
    """Draw a row for each commitment and a column for each level of result.

    Every result has a badge with the letter of its rating, the reason in words, what it is and
    its numbers. Colour, letter and word say the same; an empty cell has no such result. The
    option ``levels`` names the columns. A narrow picture leaves out what the result is and its
    numbers, and a still narrower one puts the reason under the badge.
    """
    levels = list(chart.options["levels"])
    rows = list(chart.table.itertuples())
    promises = [row for row in rows if row.level == "commitment"]
    names = frame.box.width * SHARES[_is_narrow(frame)]
    width = (frame.box.width - names) / len(levels)
    edges = [frame.box.left + names + width * place for place in range(len(levels))]
    table = [
        [_promise(frame, chart, promise, names)]
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


def _is_narrow(frame: Frame) -> bool:
    return frame.box.width < NARROW * frame.size.label


def _letters(frame: Frame) -> float:
    return frame.size.note if _is_narrow(frame) else frame.size.label


def _promise(frame: Frame, chart: Chart, row: Any, width: float) -> Cell:
    size = _letters(frame)
    lines = typesetting.wrap(row.label, width - 6, size, bold=True, language=chart.language)
    return Cell([(line, size, "bold") for line in lines])


def _result(frame: Frame, chart: Chart, row: Any, width: float) -> Cell:
    if row is None:
        return Cell([])
    size, beside = _letters(frame), width - BADGE - 12 >= BESIDE * _letters(frame)
    room = width - BADGE - 12 if beside else width - 4
    reasons = [texts.text(f"reason.{one}", chart.language) for one in row.rating_reason.split("/")]
    parts = [(" / ".join(reasons), size, "bold")]
    if width >= ROOMY * size:
        parts += [(row.label, size, "normal"), (_numbers(chart, row), frame.size.note, "normal")]
    lines = [
        (line, size, weight)
        for words, size, weight in parts
        for line in typesetting.wrap(
            words, room, size, bold=weight == "bold", language=chart.language
        )
    ]
    return Cell(lines, row.rating.split("/"), beside)


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
    frame, size = plot.frame, _letters(plot.frame)
    height = frame.box.top - size
    options = {"size": size, "weight": "bold", "color": style.surface("muted")}
    for left, level in zip([frame.box.left, *edges], ["commitment", *levels], strict=True):
        frame.write(left, height, texts.text(f"scorecard.{level}", plot.chart.language), **options)


def _write(plot: Plot, cell: Cell, left: float, top: float) -> None:
    """Write the lines of a cell below a height, its badges before them."""
    at = left
    if cell.ratings:
        _badges(plot, cell.ratings, (left + BADGE / 2 + 1, top - 1))
        at += BADGE + 6 if cell.beside else 0.0
        top -= 0.0 if cell.beside else (BADGE + 1) * len(cell.ratings) + 2
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

"""A scorecard: what was promised, a row each, and how far its results are known to have come."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import reduce
from itertools import pairwise
from typing import Any

from exchange_stats.publishing import texts
from exchange_stats.publishing.charts.scales import Chart, Plot
from exchange_stats.publishing.drawing import style, typesetting
from exchange_stats.publishing.drawing.frame import Frame

NARROW = 46.0  # heights of a letter; a picture less wide than this takes smaller letters
SHARE = 0.2  # of the width, for the promise
LEAST = 0.28  # in a narrow picture, in which its longest word may ask for more
LINE = 1.2  # times the size of its letters
PADDING = 3.5
BADGE = 14.0
WIDE_BADGE = 20.0  # with a letter in each of two languages
BESIDE = 5.0  # widths of a letter's height that the reason needs beside its badge


@dataclass(frozen=True)
class Cell:
    """The lines of one result, each with its size and weight, and the looks of its badges."""

    lines: Sequence[tuple[str, float, str]]
    ratings: Sequence[str] = ()
    beside: bool = True
    badge: float = BADGE

    @property
    def height(self) -> float:
        """The height of the lines in points, with the badges when these stand above them."""
        badges = (self.badge + 1) * len(self.ratings) + 2
        lines = sum(LINE * size for _, size, _ in self.lines)
        return max(lines, badges * bool(self.ratings)) if self.beside else badges + lines


def draw_scorecard(frame: Frame, chart: Chart) -> None:
    """Draw a row for each commitment and a column for each level of result.

    Every result has a badge with the letter of its rating, the reason in words, what it is and
    its numbers. Colour, letter and word say the same; an empty cell has no such result. The
    option ``levels`` names the columns. A narrow picture leaves out what the result is, and a still
    narrower one puts the reason under the badge; a low one takes the letters of its note.
    """
    frame = _fitting(frame, chart)
    edges = _edges(frame, chart)
    heads, table = _heads(frame, chart), _table(frame, chart)
    axes = _blank(frame)
    plot = Plot(frame, axes, chart)
    for left, head in zip(edges, heads, strict=False):
        _write(plot, head, left, frame.box.top)
    top = frame.box.top - max(head.height for head in heads) - PADDING
    heights = _fitted([max(cell.height for cell in cells) + PADDING for cells in table], top, frame)
    for cells, height in zip(table, heights, strict=True):
        axes.plot(
            [frame.box.left, frame.box.right], [top, top], color=style.surface("grid"), lw=0.8
        )
        for left, cell in zip(edges, cells, strict=False):
            _write(plot, cell, left, top - PADDING)
        top -= height


def _fitting(frame: Frame, chart: Chart) -> Frame:
    """Return the frame, with smaller letters where those of its labels leave rows no space."""
    if _is_narrow(frame) or least_height(frame, chart) <= frame.box.height:
        return frame
    return replace(frame, size=replace(frame.size, label=frame.size.note))


def _edges(frame: Frame, chart: Chart) -> list[float]:
    """Return the left edges of the columns, the right edge of the last one behind them."""
    levels, names = len(chart.options["levels"]), frame.box.width * SHARE
    if _is_narrow(frame):
        head = texts.text("scorecard.commitment", chart.language)
        said = [head, *(row.label for row in _promises(chart))]
        words = [word for words in said for word in words.split()]
        longest = max(typesetting.measure(word, _letters(frame), bold=True) for word in words)
        names = max(longest / typesetting.SLACK + 8, LEAST * frame.box.width)
    width = (frame.box.width - names) / levels
    return [frame.box.left, *(frame.box.left + names + width * at for at in range(levels + 1))]


def _promises(chart: Chart) -> list[Any]:
    return [row for row in chart.table.itertuples() if row.level == "commitment"]


def _heads(frame: Frame, chart: Chart) -> list[Cell]:
    """Return the names of the columns."""
    size, names = _letters(frame), ["commitment", *chart.options["levels"]]
    return [
        _cell(texts.text(f"scorecard.{name}", chart.language), right - left, size, chart.language)
        for name, (left, right) in zip(names, pairwise(_edges(frame, chart)), strict=True)
    ]


def _cell(words: str, width: float, size: float, language: str) -> Cell:
    lines = typesetting.wrap(words, width - 6, size, bold=True, language=language)
    return Cell([(line, size, "bold") for line in lines])


def _table(frame: Frame, chart: Chart) -> list[list[Cell]]:
    """Return the cells of each row: the promise, then its result at each level."""
    rows, edges = list(chart.table.itertuples()), _edges(frame, chart)
    return [
        [_cell(promise.label, edges[1] - edges[0], _letters(frame), chart.language)]
        + [
            _result(frame, chart, _of(rows, promise, level), edges[2] - edges[1])
            for level in chart.options["levels"]
        ]
        for promise in _promises(chart)
    ]


def least_height(frame: Frame, chart: Chart) -> float:
    """Return the height at which the rows of a scorecard stand apart."""
    rows = [_heads(frame, chart), *_table(frame, chart)]
    return sum(max(cell.height for cell in cells) + 2 * PADDING for cells in rows)


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


def _result(frame: Frame, chart: Chart, row: Any, width: float) -> Cell:
    if row is None:
        return Cell([])
    size, single = _letters(frame), len(texts.languages_of(chart.language)) == 1
    badge = BADGE if single else WIDE_BADGE
    beside = width - badge - 12 >= BESIDE * size
    room = width - badge - 12 if beside else width - 4
    reasons = [texts.text(f"reason.{one}", chart.language) for one in row.rating_reason.split("/")]
    roomy = single and not _is_narrow(frame)
    parts = [(_joined(reasons, " / "), size, "bold" if roomy else "normal")]
    if roomy:
        parts.append((row.label, size, "normal"))
    if single:
        parts.append((_numbers(chart, row), frame.size.note, "normal"))
    lines = [
        (line, size, weight)
        for words, size, weight in parts
        for line in typesetting.balanced(words, room, size, chart.language, bold=weight == "bold")
    ]
    return Cell(lines, row.rating.split("/"), beside, badge)


def _joined(parts: Sequence[str], between: str) -> str:
    """Return words joined language by language."""
    return reduce(lambda words, more: texts.beside(words, between, more), parts) if parts else ""


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
    return _joined(parts, str(texts.locale(chart.language)["between"]))


def _blank(frame: Frame) -> Any:
    """Return axes without furniture whose units are points of the picture."""
    axes = frame.axes(frame.box)
    axes.set_xlim(frame.box.left, frame.box.right)
    axes.set_ylim(frame.box.bottom, frame.box.top)
    axes.set_axis_off()
    return axes


def _write(plot: Plot, cell: Cell, left: float, top: float) -> None:
    """Write the lines of a cell below a height, its badges before them."""
    at = left
    if cell.ratings:
        _badges(plot, cell, (left + cell.badge / 2 + 1, top - 1))
        at += cell.badge + 6 if cell.beside else 0.0
        top -= 0.0 if cell.beside else (cell.badge + 1) * len(cell.ratings) + 2
    for words, size, weight in cell.lines:
        plot.frame.write(at, top - 0.95 * size, words, size=size, weight=weight)
        top -= LINE * size


def _badges(plot: Plot, cell: Cell, at: tuple[float, float]) -> None:
    """Draw a badge for each rating, one under the other, the letter of each within."""
    size = plot.frame.size.note
    (x, top), badge = at, cell.badge
    for index, rating in enumerate(cell.ratings):
        look = style.role(f"rating_{rating}")
        y = top - badge / 2 - index * (badge + 1)
        face = style.surface("paper") if look.hollow else look.colour
        mark = {"marker": look.marker, "ms": badge, "mec": look.colour, "mfc": face, "mew": 1.4}
        plot.axes.plot([x], [y], ls="none", clip_on=False, gid=f"rating.{rating}", **mark)
        letter = texts.text(f"rating.{rating}.letter", plot.chart.language)
        letter = letter.replace(texts.BREAK, "/")
        ink = look.text if look.hollow else style.readable_on(look.colour)
        options = {"size": size, "weight": "bold", "ha": "center", "color": ink}
        plot.frame.write(x, y - 0.36 * size, letter, **options)

"""Grid lines that stop before words and go on behind them, so that none runs through a letter."""

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any

from matplotlib.transforms import Bbox

SPACE = 1.5  # points between words and the end of a line


def part_at_words(figure: Any) -> None:
    """Part the grid lines of a drawn figure at the words written over its plots."""
    words = [text.get_window_extent() for text in figure.texts if text.get_text().strip()]
    space = SPACE * figure.dpi / 72
    boxes = [box.padded(space) for box in words]
    for axes in figure.axes:
        for line, place, along in _grid_lines(axes):
            ends = (axes.bbox.x0, axes.bbox.x1) if along == "x" else (axes.bbox.y0, axes.bbox.y1)
            if gaps := list(_gaps(boxes, place, along)):
                shares = [(at - ends[0]) / (ends[1] - ends[0]) for at in _parted(gaps, ends)]
                line.set_xdata(shares) if along == "x" else line.set_ydata(shares)


def _grid_lines(axes: Any) -> Iterator[tuple[Any, float, str]]:
    """Yield the visible grid lines, each with its place and the direction that it runs in."""
    for axis, along in ((axes.yaxis, "x"), (axes.xaxis, "y")):
        for tick, at in zip(axis.get_major_ticks(), axis.get_majorticklocs(), strict=False):
            if axes.axison and tick.gridline.get_visible():
                across, up = axes.transData.transform((at, at))
                yield tick.gridline, float(up if along == "x" else across), along


def _gaps(boxes: Sequence[Bbox], place: float, along: str) -> Iterator[tuple[float, float]]:
    """Yield where words stand on a line, from the first of them on."""
    for box in sorted(boxes, key=lambda box: (box.x0, box.y0)):
        if along == "x" and box.y0 < place < box.y1:
            yield box.x0, box.x1
        if along == "y" and box.x0 < place < box.x1:
            yield box.y0, box.y1


def _parted(gaps: Sequence[tuple[float, float]], ends: tuple[float, float]) -> list[float]:
    """Return the places from end to end of a line without its gaps, NaN where it is parted.

    Examples
    --------
    >>> _parted([(2, 4), (3, 5)], (0, 10))
    [0, 2, nan, 5, 10]
    """
    kept: list[tuple[float, float]] = []
    start = ends[0]
    for low, high in sorted(gaps):
        if low > start:
            kept.append((start, min(low, ends[1])))
        start = max(start, high)
    if start < ends[1]:
        kept.append((start, ends[1]))
    parts = [[low, high, float("nan")] for low, high in kept if low < ends[1]]
    return list(chain.from_iterable(parts))[:-1]

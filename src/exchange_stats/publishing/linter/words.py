"""Faults of the words of a drawn figure: clipped, overlapping, struck, badly broken, too small."""

import math
import re
from collections.abc import Iterator
from itertools import accumulate, combinations, pairwise
from typing import Any

from matplotlib.collections import LineCollection
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from exchange_stats.publishing.drawing import breaks, style
from exchange_stats.publishing.linter.marks import series_of

LEAST_GAP = 0.35  # of the size of the letters, between words side by side
MOST_OVER = 0.3  # of the height of a line, whose box holds room for marks above and below
LEAST_CONTRAST = 4.5
LINE = 1.1  # of the height of a line, the most from one to the next
SLACK = 0.5
STOPS = "\uff0c\u3002\uff1b\uff1a\u3001\uff09\u300b\uff01\uff1f"  # they bring their own space
_STRAY = re.compile(rf"[{STOPS}] (?!/)|(?<!/) [{STOPS}\uff08]")  # a slash parts two languages
_CHINESE = re.compile("[\u4e00-\u9fff]")


def texts_of(drawn: Any) -> list[Text]:
    """Return the texts that a reader sees; tick words of hidden ticks are not among them."""
    seen = [text for text in drawn.findobj(Text) if text.get_visible()]
    hidden = {
        text
        for axes in drawn.axes
        for axis in (axes.xaxis, axes.yaxis)
        for tick in [*axis.get_major_ticks(), *axis.get_minor_ticks()]
        for text in (tick.label1, tick.label2)
        if not axes.axison or not tick.label1.get_visible() or text is tick.label2
    }
    return [text for text in seen if text not in hidden]


def check_edges(drawn: Any, words: list[Text]) -> Iterator[str]:
    """Yield words that reach beyond the picture."""
    page = drawn.bbox
    for text in words:
        box = text.get_window_extent()
        inside = (
            box.x0 >= page.x0 - SLACK
            and box.x1 <= page.x1 + SLACK
            and box.y0 >= page.y0 - SLACK
            and box.y1 <= page.y1 + SLACK
        )
        if not inside:
            yield f"clipped: {text.get_text()!r} reaches beyond the picture"


def check_overlaps(words: list[Text]) -> Iterator[str]:
    """Yield words that overlap, and those that read as one."""
    boxes = [(text, text.get_window_extent()) for text in words]
    for (one, box), (other, second) in combinations(boxes, 2):
        wide = min(box.x1, second.x1) - max(box.x0, second.x0)
        high = min(box.y1, second.y1) - max(box.y0, second.y0)
        if high <= MOST_OVER * min(box.height, second.height):
            continue
        if wide > 1:
            yield f"overlap: {one.get_text()!r} and {other.get_text()!r}"
        elif -wide < LEAST_GAP * float(min(one.get_fontsize(), other.get_fontsize())):
            yield f"crowded: {one.get_text()!r} and {other.get_text()!r} read as one"


def check_marks(drawn: Any, words: list[Text]) -> Iterator[str]:
    """Yield words through which a line of a series runs, or which stand on one of its points."""
    boxes = [(text, text.get_window_extent()) for text in words]
    inner = [(text, Bbox.from_extents(*_letters(box))) for text, box in boxes]
    for line in series_of(drawn):
        path = line.get_path().transformed(line.get_transform())
        points = [place for place in path.vertices if not math.isnan(place.sum())]
        joined = path.cleaned(remove_nans=True) if line.get_linestyle() != "None" else None
        radius = 0.35 * line.get_markersize() * drawn.dpi / 72
        for text, box in inner:
            crossed = joined is not None and joined.intersects_bbox(box, filled=False)
            if crossed or any(box.padded(radius).contains(*place) for place in points):
                yield f"overlap: {text.get_text()!r} and the marks of {line.get_gid()}"
    for bars in (one for one in drawn.findobj(LineCollection) if one.get_gid() == "bound"):
        for bar in (path.transformed(bars.get_transform()) for path in bars.get_paths()):
            for text, box in inner:
                if bar.intersects_bbox(box, filled=False):
                    yield f"overlap: {text.get_text()!r} and the bar over a lower bound"


def check_grid(drawn: Any, words: list[Text]) -> Iterator[str]:
    """Yield words through which a line of the grid runs."""
    inner = [(text, Bbox.from_extents(*_letters(text.get_window_extent()))) for text in words]
    for axes in (axes for axes in drawn.axes if axes.axison):
        for tick in [*axes.yaxis.get_major_ticks(), *axes.xaxis.get_major_ticks()]:
            line = tick.gridline
            places = line.get_transform().transform(line.get_xydata())
            runs = [Path(run) for run in pairwise(places) if not math.isnan(sum(sum(run)))]
            for text, box in inner if line.get_visible() else ():
                if any(run.intersects_bbox(box, filled=False) for run in runs):
                    yield f"struck: a line of the grid runs through {text.get_text()!r}"


def _letters(box: Bbox) -> tuple[float, float, float, float]:
    """Return the room of the letters of a line, without that for marks above and below them."""
    spare = 0.2 * box.height
    return box.x0, box.y0 + spare, box.x1, box.y1 - spare


def check_sizes(words: list[Text], least: float) -> Iterator[str]:
    """Yield words in letters smaller than the least."""
    for text in words:
        size = float(text.get_fontsize())
        if size < least:
            yield f"small: {text.get_text()!r} has {size:g} pt, expected {least:g}"


def check_contrast(words: list[Text]) -> Iterator[str]:
    """Yield words too pale on paper; words in the colour of paper stand on a filled mark."""
    paper = style.surface("paper")
    for text in words:
        colour = str(text.get_color())
        if colour != paper and style.contrast(colour, paper) < LEAST_CONTRAST:
            yield f"contrast: {text.get_text()!r} in {colour} on white"


def check_breaks(words: list[Text], language: str) -> Iterator[str]:
    """Yield lines that begin as no line may, and words with a space beside a Chinese stop."""
    leaning = [word for name in language.split("-") for word in breaks.leaning(name)]
    for said in (text.get_text() for text in words):
        if breaks.leans(said.split(" ")[0], leaning):
            yield f"broken: {said!r} begins with a word that belongs to the line before"
        if said.startswith(tuple(STOPS)):
            yield f"broken: a line begins with the stop of {said!r}"
        if _STRAY.search(said):
            yield f"space: beside a Chinese stop in {said!r}"
    for one, other in pairwise(words):
        lines = sorted((one, other), key=lambda text: -float(text.get_position()[1]))
        upper, lower = (text.get_text() for text in lines)
        if _CHINESE.match(upper[-1]) and _CHINESE.match(lower[0]) and _follow(*lines):
            ends = accumulate(len(piece) for piece in breaks.pieces(upper + lower, "zh"))
            if len(upper) not in ends:
                yield f"broken: a word between {upper!r} and {lower!r}"


def _follow(upper: Text, lower: Text) -> bool:
    """Return whether two texts are lines of one paragraph, the second below the first."""
    one, other = upper.get_window_extent(), lower.get_window_extent()
    looks = [
        (text.get_fontsize(), text.get_fontweight(), text.get_color()) for text in (upper, lower)
    ]
    aligned = (
        min(
            abs(one.x0 - other.x0),
            abs(one.x1 - other.x1),
            abs(one.x0 + one.x1 - other.x0 - other.x1),
        )
        < 1
    )
    return looks[0] == looks[1] and aligned and 0 < one.y0 - other.y0 < LINE * one.height

"""Faults of a drawn figure: clipped or overlapping words, gaps bridged, words missing."""

import math
import re
import warnings
from collections.abc import Iterator
from itertools import combinations, pairwise
from typing import Any

from matplotlib.container import BarContainer
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from exchange_stats.publishing.drawing import style
from exchange_stats.publishing.figures import FigureTexts
from exchange_stats.publishing.figures.definitions import USUAL, FigureDefinition, Look

PARTS = ("title", "subtitle", "note", "source", "id")
LEAST_GAP = 0.35  # of the size of the letters, between words side by side
LEAST_CONTRAST = 4.5
LONGEST_ALT = 250
MOST_ALIKE = 2
PROJECTED = "projections"  # the table whose values no one has counted
COUNTED = ("line", "bar")  # the marks of what was counted
SLACK = 0.5
STOPS = "\uff0c\u3002\uff1b\uff1a\u3001\uff09\u300b\uff01\uff1f"  # they bring their own space
_STRAY = re.compile(rf"[{STOPS}] (?!/)|(?<!/) [{STOPS}\uff08]")  # a slash parts two languages
_SPACES = re.compile(r"[\s\u00b7]+")  # a dot that parts words is left out where a line ends


def check_figure(
    drawn: Any, definition: FigureDefinition, found: FigureTexts, look: Look = USUAL
) -> list[str]:
    """Return the faults of a figure as sentences, none if it is fit to print.

    Parameters
    ----------
    drawn : matplotlib.figure.Figure
        The figure as :func:`exchange_stats.publishing.figures.draw_figure` returns it.
    definition : FigureDefinition
        What it was to show.
    found : FigureTexts
        The words it was to carry.
    look : Look
        In which size and variant it was drawn; the words of a bare figure stand beside it.
    """
    with style.house_style(), warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        drawn.draw_without_rendering()
        words = [text for text in _texts(drawn) if text.get_text().strip()]
        faults = [*_clipped(drawn, words), *_overlapping(words), *_over_marks(drawn, words)]
        faults += _struck(drawn, words)
    faults += [f"glyph missing: {w.message}" for w in caught if "missing from" in str(w.message)]
    in_two = "-" in found.language
    size = style.preset(look.size, definition.shape, in_two=in_two)
    faults += [*_small(words, size.least), *_pale(words), *_unmarked(words, definition)]
    faults += _badly_broken(words)
    if look.variant == "full":
        faults += _wordless(words, size.lines * (1 + in_two))
        faults += _lost(words, found)
    return [*faults, *_alternative(found), *_bridged(drawn), *_alike(drawn), *_cut_bars(drawn)]


def _texts(drawn: Any) -> list[Text]:
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


def _clipped(drawn: Any, words: list[Text]) -> Iterator[str]:
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


def _overlapping(words: list[Text]) -> Iterator[str]:
    boxes = [(text, text.get_window_extent()) for text in words]
    for (one, box), (other, second) in combinations(boxes, 2):
        wide = min(box.x1, second.x1) - max(box.x0, second.x0)
        high = min(box.y1, second.y1) - max(box.y0, second.y0)
        # the box of a line holds room for marks above and below its letters
        if high <= 0.3 * min(box.height, second.height):
            continue
        if wide > 1:
            yield f"overlap: {one.get_text()!r} and {other.get_text()!r}"
        elif -wide < LEAST_GAP * float(min(one.get_fontsize(), other.get_fontsize())):
            yield f"crowded: {one.get_text()!r} and {other.get_text()!r} read as one"


def _over_marks(drawn: Any, words: list[Text]) -> Iterator[str]:
    """Yield words through which a line of a series runs, or which stand on one of its points."""
    boxes = [(text, text.get_window_extent()) for text in words]
    inner = [(text, Bbox.from_extents(*_letters(box))) for text, box in boxes]
    for line in _series(drawn):
        path = line.get_path().transformed(line.get_transform())
        points = [place for place in path.vertices if not math.isnan(place.sum())]
        joined = path.cleaned(remove_nans=True) if line.get_linestyle() != "None" else None
        radius = 0.35 * line.get_markersize() * drawn.dpi / 72
        for text, box in inner:
            crossed = joined is not None and joined.intersects_bbox(box, filled=False)
            if crossed or any(box.padded(radius).contains(*place) for place in points):
                yield f"overlap: {text.get_text()!r} and the marks of {line.get_gid()}"


def _struck(drawn: Any, words: list[Text]) -> Iterator[str]:
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


def _small(words: list[Text], least: float) -> Iterator[str]:
    for text in words:
        size = float(text.get_fontsize())
        if size < least:
            yield f"small: {text.get_text()!r} has {size:g} pt, expected {least:g}"


def _badly_broken(words: list[Text]) -> Iterator[str]:
    """Yield lines that begin with a Chinese stop, and words with a space beside one."""
    for said in (text.get_text() for text in words):
        if said.startswith(tuple(STOPS)):
            yield f"broken: a line begins with the stop of {said!r}"
        if _STRAY.search(said):
            yield f"space: beside a Chinese stop in {said!r}"


def _pale(words: list[Text]) -> Iterator[str]:
    """Yield words too pale on paper; words in the colour of paper stand on a filled mark."""
    paper = style.surface("paper")
    for text in words:
        colour = str(text.get_color())
        if colour != paper and style.contrast(colour, paper) < LEAST_CONTRAST:
            yield f"contrast: {text.get_text()!r} in {colour} on white"


def _unmarked(words: list[Text], definition: FigureDefinition) -> Iterator[str]:
    marked = any(str(text.get_gid()).startswith("mark.") for text in words)
    if definition.synthetic and not marked:
        yield "synthetic: invented data without a mark in the picture"
    for one in definition.series:
        if one.table == PROJECTED and one.mark in COUNTED:
            yield f"projected: series {one.id} is drawn as a {one.mark}, as counts are"


def _wordless(words: list[Text], most: int) -> Iterator[str]:
    names = [str(text.get_gid()) for text in words if text.get_gid()]
    for part in PARTS:
        lines = sum(name.startswith(f"{part}.") for name in names)
        if not lines:
            yield f"missing: the {part} is not in the picture"
        if part in ("title", "subtitle") and lines > most:
            yield f"long: the {part} takes {lines} lines, expected at most {most}"


def _lost(words: list[Text], found: FigureTexts) -> Iterator[str]:
    """Yield the parts around the plot that do not stand in the picture to their last word."""
    for part, whole in zip(PARTS, found.around, strict=True):
        lines = [(str(text.get_gid()), text.get_text()) for text in words]
        shown = {
            int(gid.rpartition(".")[2]): said for gid, said in lines if gid.startswith(f"{part}.")
        }
        said = "".join(line for _, line in sorted(shown.items()))
        if shown and _SPACES.sub("", said) != _SPACES.sub("", whole):
            yield f"lost: the {part} of {whole!r} is not in the picture to its last word"


def _alternative(found: FigureTexts) -> Iterator[str]:
    if not found.alt.strip():
        yield "alternative text: missing"
    for alt in found.alt.split("\n"):
        if len(alt) > LONGEST_ALT:
            yield f"alternative text: {len(alt)} characters, expected at most {LONGEST_ALT}"
    if found.alt.strip() == found.title.strip():
        yield "alternative text: the same as the title"


def _series(drawn: Any) -> Iterator[Any]:
    for axes in drawn.axes:
        yield from (line for line in axes.get_lines() if str(line.get_gid()).startswith("series."))


def _lines(drawn: Any) -> Iterator[Any]:
    yield from (line for line in _series(drawn) if line.get_linestyle() != "None")


def _bridged(drawn: Any) -> Iterator[str]:
    """Yield lines with a segment longer than a year between two known values."""
    for line in _lines(drawn):
        points = list(zip(line.get_xdata(), line.get_ydata(), strict=True))
        for (x, y), (next_x, next_y) in pairwise(points):
            if next_x - x > 1 and not (math.isnan(y) or math.isnan(next_y)):
                yield f"gap: {line.get_gid()} is drawn from {x:g} to {next_x:g}"


def _alike(drawn: Any) -> Iterator[str]:
    """Yield panels in which three or more coloured lines are told apart by colour alone."""
    grey = style.role("context").colour
    for axes in drawn.axes:
        lines = [line for line in _lines(drawn) if line.axes is axes and line.get_color() != grey]
        looks = {(line.get_marker(), str(line.get_linestyle())) for line in lines}
        if len(lines) > MOST_ALIKE and len(looks) < len(lines):
            yield "colour alone: lines share marker and dash"


def _cut_bars(drawn: Any) -> Iterator[str]:
    """Yield axes whose bars of values begin elsewhere than at zero; plans are no values."""
    for axes in drawn.axes:
        for bars in axes.containers:
            if not isinstance(bars, BarContainer):
                continue
            low, high = axes.get_ylim() if bars.orientation == "vertical" else axes.get_xlim()
            plan = all(str(bar.get_gid()).startswith("plan.") for bar in bars)
            if not plan and not low <= 0 <= high:
                yield "baseline: bars do not start at zero"

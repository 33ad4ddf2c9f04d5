"""The measured frame of a picture: words above and below, and the room left for the plot.

All lengths are points (1/72 inch).
"""

from collections.abc import Callable
from dataclasses import astuple, dataclass
from typing import Any

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from exchange_stats.ground.errors import FigureError
from exchange_stats.publishing.drawing import style
from exchange_stats.publishing.drawing.typesetting import (
    SLACK,
    balanced,
    filled,
    in_one_line,
    measure,
    wrap,
)

POINTS_PER_CM = 72 / 2.54
MARGIN = 0.25 * POINTS_PER_CM
LEADING = 1.32
LONGEST = 2000  # characters; the longest text of ours has 400
DPI = 300  # a picture is a whole number of pixels
LEAST_ROOM = 8.0  # heights of a label
PLOT = 0.68  # of the height without words, for a picture that may grow
PAGE_LETTERS = 8.5  # of a label on a page of Word, in points
NARROW = 30.0  # heights of a label: less wide, words stand over one another, not side by side


@dataclass(frozen=True)
class Words:
    """The words in a picture around its plot; an empty text takes no room."""

    title: str
    subtitle: str
    note: str
    source: str
    id_line: str
    mark: str = ""


@dataclass(frozen=True)
class Box:
    """A rectangle of the picture, in points from its lower left corner."""

    left: float
    bottom: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The right edge."""
        return self.left + self.width

    @property
    def top(self) -> float:
        """The upper edge."""
        return self.bottom + self.height

    def inset(
        self, *, left: float = 0, right: float = 0, top: float = 0, bottom: float = 0
    ) -> "Box":
        """Return the box made smaller on each side."""
        return Box(
            self.left + left,
            self.bottom + bottom,
            self.width - left - right,
            self.height - top - bottom,
        )


@dataclass(frozen=True)
class Frame:
    """A figure of fixed size, the sizes of its texts, and the box left for the plot."""

    figure: Figure
    size: style.Preset
    language: str
    box: Box

    def axes(self, box: Box, **options: Any) -> Any:
        """Return new axes that fill a box."""
        width, height = self.figure.get_size_inches() * 72
        place = (box.left / width, box.bottom / height, box.width / width, box.height / height)
        return self.figure.add_axes(place, **options)

    def write(self, x: float, y: float, words: str, **options: Any) -> Any:
        """Write one line with its baseline at a place in points; options as for a text."""
        width, height = self.figure.get_size_inches() * 72
        defaults = {"size": self.size.label, "va": "baseline", "ha": "left"}
        line = in_one_line(words)
        return self.figure.text(x / width, y / height, line, **{**defaults, **options})

    @property
    def pen(self) -> float:
        """How strong lines and points are, against those beside the letters of a page."""
        return self.size.label / PAGE_LETTERS

    @property
    def is_narrow(self) -> bool:
        """Whether there is no room for words side by side."""
        return self.box.width < NARROW * self.size.label

    def wrapped(self, words: str, width: float, *, bold: bool = False) -> list[str]:
        """Return label words as lines no wider than a width."""
        return balanced(words, width, self.size.label, self.language, bold=bold)


def open_frame(
    words: Words,
    size: style.Preset,
    language: str,
    need: Callable[[Frame], float] = lambda frame: 0.0,
) -> Frame:
    """Return a frame with its words written: title and subtitle above, the rest below.

    A size that may grow takes the least height, by half centimetres, at which the words leave
    the plot most of the height that it has without them, and the height that it needs.

    Parameters
    ----------
    words : Words
        What stands around the plot.
    size : Preset
        The measures of the picture.
    language : str
        In which the words are broken into lines.
    need : callable
        Returns the least height of the plot, in points, given a frame of its width.

    Raises
    ------
    FigureError
        If the words leave no room for the plot.
    """
    _refuse_too_long(words)
    height = size.height
    frame = _written(words, size, height, language)
    least = max(PLOT * size.height * POINTS_PER_CM, need(frame)) if size.most else 0.0
    while frame.box.height < least and height < size.most:
        height += 0.5
        frame = _written(words, size, height, language)
    return _checked(frame, words)


def _refuse_too_long(words: Words) -> None:
    """Refuse words that would take seconds to be measured and then find no room."""
    longest = max(map(len, astuple(words)))
    if longest > LONGEST:
        message = (
            f"picture: a text of {longest} characters found, expected at most {LONGEST} in the "
            "words around a plot; shorten it in facts/texts.csv"
        )
        raise FigureError(message)


def _checked(frame: Frame, words: Words) -> Frame:
    size = frame.size
    if frame.box.height < LEAST_ROOM * size.label:
        message = (
            f"picture of {size.width:g} x {size.height:g} cm: the words leave no room for the "
            f"plot of {words.id_line!r}, expected shorter words; choose a larger size"
        )
        raise FigureError(message)
    return frame


def _written(words: Words, size: style.Preset, height: float, language: str) -> Frame:
    width, height = (round(cm / 2.54 * DPI) / DPI for cm in (size.width, height))
    figure = Figure(figsize=(width, height), facecolor=style.surface("paper"))
    FigureCanvasAgg(figure)
    page = Box(0, 0, width * 72, height * 72)
    frame = Frame(figure, size, language, page.inset(left=MARGIN, right=MARGIN))
    top = _write_above(frame, words, page.height - MARGIN)
    bottom = _write_below(frame, words, MARGIN)
    box = Box(MARGIN, bottom, page.width - 2 * MARGIN, top - bottom)
    return Frame(figure, size, language, box)


def _write_above(frame: Frame, words: Words, top: float) -> float:
    ink, muted, size = style.surface("ink"), style.surface("muted"), frame.size
    title = balanced(words.title, frame.box.width, size.title, frame.language, bold=True)
    top = _block(frame, title, top, "title", size=size.title, weight="bold", color=ink)
    subtitle = balanced(words.subtitle, frame.box.width, size.subtitle, frame.language)
    top = _block(frame, subtitle, top - 1.5, "subtitle", size=size.subtitle, color=muted)
    if words.mark:
        top = _write_mark(frame, words.mark, top - 3)
    return top - 0.7 * size.subtitle


def _block(frame: Frame, lines: list[str], top: float, name: str, **options: Any) -> float:
    """Write lines downwards from a top edge; return the lower edge."""
    step = LEADING * options["size"]
    for index, line in enumerate(lines):
        baseline = top - step * index - 0.99 * options["size"]
        frame.write(frame.box.left, baseline, line, gid=f"{name}.{index}", **options)
    return top - float(step) * len(lines)


def _write_mark(frame: Frame, mark: str, top: float) -> float:
    """Write words in a band across the picture; return its lower edge."""
    size, box = frame.size.label, frame.box
    lines = frame.wrapped(mark, box.width - size, bold=True)
    height = size * (0.45 + 1.25 * len(lines))
    width, tall = frame.figure.get_size_inches() * 72
    place = (box.left / width, (top - height) / tall)
    band = Rectangle(place, box.width / width, height / tall, fc=style.surface("band"), lw=1.2)
    band.set(edgecolor=style.surface("ink"), transform=frame.figure.transFigure)
    frame.figure.add_artist(band)
    for index, line in enumerate(lines):
        options = {"ha": "center", "weight": "bold", "gid": f"mark.{index}"}
        baseline = top - size * (1.21 + 1.25 * index)
        frame.write(box.left + box.width / 2, baseline, line, **options)
    return top - height


def _write_below(frame: Frame, words: Words, bottom: float) -> float:
    size = frame.size
    muted = style.surface("muted")
    lines = [
        (line, f"{part}.{index}")
        for part, text in (("note", words.note), ("source", words.source))
        for index, line in enumerate(filled(text, frame.box.width, size.note, frame.language))
    ]
    step = LEADING * size.note
    base = bottom + 1
    last = measure(lines[-1][0], size.note) if lines else frame.box.width
    together = words.id_line.replace(" ", "\u00a0").replace("\u00a0\u00b7\u00a0", " \u00b7 ")
    ids = [line.rstrip(" \u00b7") for line in wrap(together, frame.box.width / SLACK, size.least)]
    for index, line in reversed(list(enumerate(ids))):
        options = {"size": size.least, "ha": "right", "color": muted, "gid": f"id.{index}"}
        frame.write(frame.box.right, base, line, **options)
        if index or last + measure(line, size.least) + 16 > frame.box.width:
            base += LEADING * size.least + 0.5
    for line, name in reversed(lines):
        frame.write(frame.box.left, base, line, size=size.note, color=muted, gid=name)
        base += step
    return base + 0.2 * size.note

"""The measured frame of a picture: words above and below, and the room left for the plot.

All lengths are points (1/72 inch). A text is wrapped by its measured width; a size is kept.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.patches import Rectangle
from matplotlib.textpath import text_to_path

from exchange_stats.ground.errors import FigureError
from exchange_stats.publishing.drawing import style

POINTS_PER_CM = 72 / 2.54
MARGIN = 0.25 * POINTS_PER_CM
LEADING = 1.32
DPI = 300  # a picture is a whole number of pixels
SLACK = 0.965  # a screen may draw a text up to 3.5 % wider than print does
SHORT_WORD = 2
LEAST_ROOM = 8.0  # heights of a label
NOT_FIRST = (
    "\uff0c\u3002\uff1b\uff1a\u3001\uff09\u300b\u300d"
    "\u300f\uff01\uff1f\uff05\u201d\u2019\u2026\u2014"
)
NOT_LAST = "\uff08\u300a\u300c\u300e\u201c\u2018"


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
        return self.figure.text(x / width, y / height, words, **{**defaults, **options})

    def wrapped(self, words: str, width: float, *, bold: bool = False) -> list[str]:
        """Return label words as lines no wider than a width."""
        return wrap(words, width, self.size.label, bold=bold, language=self.language)


def open_frame(words: Words, size: style.Preset, language: str) -> Frame:
    """Return a frame with its words written: title and subtitle above, the rest below.

    Raises
    ------
    FigureError
        If the words leave no room for the plot.
    """
    width, height = (round(cm / 2.54 * DPI) / DPI for cm in (size.width, size.height))
    figure = Figure(figsize=(width, height), facecolor=style.surface("paper"))
    FigureCanvasAgg(figure)
    page = Box(0, 0, width * 72, height * 72)
    frame = Frame(figure, size, language, page.inset(left=MARGIN, right=MARGIN))
    top = _write_above(frame, words, page.height - MARGIN)
    bottom = _write_below(frame, words, MARGIN)
    if top - bottom < LEAST_ROOM * size.label:
        message = (
            f"picture of {size.width:g} x {size.height:g} cm: the words leave no room for the "
            f"plot of {words.id_line!r}, expected shorter words; choose a larger size"
        )
        raise FigureError(message)
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
    height = 1.7 * size
    width, tall = frame.figure.get_size_inches() * 72
    place = (box.left / width, (top - height) / tall)
    band = Rectangle(place, box.width / width, height / tall, fc=style.surface("band"), lw=1.2)
    band.set(edgecolor=style.surface("ink"), transform=frame.figure.transFigure)
    frame.figure.add_artist(band)
    options = {"ha": "center", "weight": "bold", "gid": "mark.0"}
    frame.write(box.left + box.width / 2, top - height / 2 - 0.36 * size, mark, **options)
    return top - height


def _write_below(frame: Frame, words: Words, bottom: float) -> float:
    size = frame.size.note
    muted = style.surface("muted")
    lines = [
        (line, f"{part}.{index}")
        for part, text in (("note", words.note), ("source", words.source))
        for index, line in enumerate(wrap(text, frame.box.width, size, language=frame.language))
    ]
    step = LEADING * size
    base = bottom + 1
    last = measure(lines[-1][0], size) if lines else frame.box.width
    frame.write(frame.box.right, base, words.id_line, size=7, ha="right", color=muted, gid="id.0")
    if last + measure(words.id_line, 7) + 16 > frame.box.width:
        base += LEADING * 7 + 0.5
    for line, name in reversed(lines):
        frame.write(frame.box.left, base, line, size=size, color=muted, gid=name)
        base += step
    return base + 0.2 * size


@cache
def measure(words: str, size: float, bold: bool = False) -> float:
    """Return the width of words in points."""
    weight = "bold" if bold else "normal"
    properties = FontProperties(family=style.fonts(), size=size, weight=weight)
    width: float = text_to_path.get_text_width_height_descent(words, properties, ismath=False)[0]
    return width


def wrap(
    words: str, width: float, size: float, *, bold: bool = False, language: str = "en"
) -> list[str]:
    """Return words as lines no wider than a width, broken where the language allows it.

    A word wider than the width stands alone on its line; the linter reports it.
    """
    lines: list[str] = []
    line = ""
    width *= SLACK
    for piece in _pieces(words, language):
        longer = line + piece
        if line and measure(longer.rstrip(" "), size, bold) > width:
            lines.append(line.rstrip(" "))
            line = piece.lstrip(" ")
        else:
            line = longer
    return [*lines, line.rstrip(" ")] if line.strip() else lines


def _pieces(words: str, language: str) -> list[str]:
    """Return the pieces between which a line may break; joined they are the words."""
    if language != "zh":
        return _words(words, keep_short=language in ("ru", "ky"))
    pieces: list[str] = []
    for sign in words:
        joined = pieces and (
            sign in NOT_FIRST
            or pieces[-1][-1] in NOT_LAST
            or (sign.isascii() and pieces[-1][-1].isascii() and pieces[-1][-1] != " ")
        )
        if joined:
            pieces[-1] += sign
        else:
            pieces.append(sign)
    return pieces


def _words(words: str, *, keep_short: bool) -> list[str]:
    """Return words with their spaces; a short one stays with the next where that is custom."""
    pieces = [""]
    for word in words.split(" "):
        pieces[-1] += word + " "
        if not (keep_short and len(word) <= SHORT_WORD and word.isalpha()):
            pieces.append("")
    return [*pieces[:-2], pieces[-2].rstrip(" ")] if len(pieces) > 1 else [words]


def balanced(
    words: str, width: float, size: float, language: str, *, bold: bool = False
) -> list[str]:
    """Return words wrapped into as few lines as fit, of about equal width."""
    lines = wrap(words, width, size, bold=bold, language=language)
    narrow = width
    while len(lines) > 1 and narrow > width / 2:
        narrow -= size
        tried = wrap(words, narrow, size, bold=bold, language=language)
        if len(tried) > len(lines):
            break
        lines = tried
    return lines

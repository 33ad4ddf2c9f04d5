"""Words broken into lines by their measured width, where the language allows it."""

import re
from functools import cache
from itertools import chain

from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

from exchange_stats.publishing.drawing import style

SLACK = 0.965  # a screen may draw a text up to 3.5 % wider than print does
SHORT_WORD = 2
NOT_FIRST = (
    "\uff0c\u3002\uff1b\uff1a\u3001\uff09\u300b\u300d"
    "\u300f\uff01\uff1f\uff05\u201d\u2019\u2026\u2014"
)
NOT_LAST = "\uff08\u300a\u300c\u300e\u201c\u2018"
RANGE = "\u2014"  # of Chinese numbers, as in 2020\u20142022
_NUMBER = re.compile(r"\d[\d\u00a0.,]*")  # with a sign of percent it is complete
LEAST_LAST = 0.15  # of the width, for the last line of a paragraph


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

    A number stays with the word behind it where the two fit. A word wider than the width stands
    alone on its line; the linter reports it.
    """
    lines: list[str] = []
    line = ""
    width *= SLACK
    pieces = _pieces(words, language)
    fitting = (_apart(piece, width, size, bold) for piece in pieces)
    for piece in chain.from_iterable(fitting):
        longer = line + piece
        if line and measure(longer.rstrip(" "), size, bold) > width:
            lines.append(line.rstrip(" "))
            line = piece.lstrip(" ")
        else:
            line = longer
    return [*lines, line.rstrip(" ")] if line.strip() else lines


def _apart(piece: str, width: float, size: float, bold: bool) -> list[str]:
    """Return the words of a piece that is too wide to stay together, else the piece."""
    if " " not in piece.strip() or measure(piece.rstrip(" "), size, bold) <= width:
        return [piece]
    return [f"{word} " for word in piece.split(" ") if word]


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
            or (sign.isdigit() and pieces[-1][-1] == RANGE)
            or pieces[-1][-1].isdigit()  # a number stays with the sign that counts
        )
        if joined:
            pieces[-1] += sign
        else:
            pieces.append(sign)
    return pieces


def _words(words: str, *, keep_short: bool) -> list[str]:
    """Return words with their spaces; a number or a short word stays with the next."""
    pieces = [""]
    together = True
    for word in words.split(" "):
        pieces = [*pieces[:-1], f"{pieces[-1]}{word} "] if together else [*pieces, f"{word} "]
        short = keep_short and len(word) <= SHORT_WORD and word.isalpha()
        together = short or _NUMBER.fullmatch(word) is not None
    return [*pieces[:-1], pieces[-1][:-1]]


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


def filled(words: str, width: float, size: float, language: str) -> list[str]:
    """Return a paragraph as lines, broken a little sooner where a last word would stand alone."""
    lines = wrap(words, width, size, language=language)
    narrow = width
    while len(lines) > 1 and measure(lines[-1], size) < LEAST_LAST * width:
        narrow -= size
        tried = wrap(words, narrow, size, language=language)
        if len(tried) > len(lines) or narrow < width / 2:
            break
        lines = tried
    return lines

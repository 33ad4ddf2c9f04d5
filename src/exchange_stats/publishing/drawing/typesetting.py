"""Words broken into lines by their measured width, where the language allows it."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import chain

from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

from exchange_stats.publishing.drawing import breaks, style

BREAK = "\n"  # between what is said in two languages
PAIR = "-"  # between the names of two languages
_CHINESE = re.compile("[\u4e00-\u9fff]")
SLACK = 0.965  # a screen may draw a text up to 3.5 % wider than print does
LEAST_LAST = 0.15  # of the width, for the last line of a paragraph
STOPS = tuple(",;:.)\uff0c\uff1b\uff1a\u3002\u3001\uff09")  # behind which a line ends best
SHORTENED = re.compile(r"(?<!\w)\w{1,2}\.$")  # a shortened word ends no clause
OPENING = ("(", "\uff08")
LABEL = 4  # signs before a colon that only name what stands behind it
LEAST_EVEN = 0.45  # of the widest line, for the shortest one of a title or a label
_STOP = "".join(STOPS)
_NAMED = re.compile(rf"[{re.escape(_STOP)}] ?[^ {re.escape(_STOP)}]{{1,{LABEL}}}[:\uff1a]$")


@cache
def measure(words: str, size: float, bold: bool = False) -> float:
    """Return the width of words in points, of two languages as they stand in one line."""
    weight = "bold" if bold else "normal"
    properties = FontProperties(family=style.fonts(), size=size, weight=weight)
    width: float = text_to_path.get_text_width_height_descent(
        in_one_line(words), properties, ismath=False
    )[0]
    return width


def wrap(
    words: str, width: float, size: float, *, bold: bool = False, language: str = "en"
) -> list[str]:
    """Return words as lines no wider than a width, broken where the language allows it.

    A number stays with the word behind it where the two fit. A word wider than the width stands
    alone on its line; the linter reports it.
    """
    if BREAK in words or PAIR in language:
        parts = _by_language(words, language)
        wrapped = (wrap(line, width, size, bold=bold, language=name) for line, name in parts)
        return list(chain.from_iterable(wrapped))
    lines: list[str] = []
    line = ""
    width *= SLACK
    pieces = breaks.pieces(words, language)
    for piece in chain.from_iterable(
        [piece]
        if measure(piece.rstrip(" "), size, bold) <= width
        else breaks.apart(piece, language)
        for piece in pieces
    ):
        longer = line + piece
        if line and measure(longer.rstrip(" "), size, bold) > width:
            lines.append(line.rstrip(" "))
            line = piece.lstrip(" ")
        else:
            line = longer
    return [*lines, line.rstrip(" ")] if line.strip() else lines


def longest(words: str, size: float, language: str, *, bold: bool = False) -> float:
    """Return the width of the widest part of words that no line breaks."""
    pieces = (breaks.pieces(line, name) for line, name in _by_language(words, language))
    widths = (measure(piece.rstrip(" "), size, bold) for piece in chain.from_iterable(pieces))
    return max(widths, default=0.0)


def _by_language(words: str, language: str) -> list[tuple[str, str]]:
    """Return the lines of words in two languages, each with its own; others by their signs."""
    lines, names = words.split(BREAK), language.split(PAIR)
    if len(lines) == len(names):
        return list(zip(lines, names, strict=True))
    return [(line, "zh" if _CHINESE.search(line) else names[0]) for line in lines]


def in_one_line(words: str) -> str:
    """Return words in two languages beside one another.

    Examples
    --------
    >>> in_one_line("said" + BREAK + "dit")
    'said / dit'
    """
    return words.replace(BREAK, " / ")


def in_rows(names: Sequence[str], width: float, size: float, language: str) -> list[list[str]]:
    """Return the names of rows as lines; two languages stand in one line where all find room."""
    if any(BREAK in name for name in names):
        single = [in_one_line(name) for name in names]
        if max(measure(name, size) for name in single) <= width * SLACK:
            return [[name] for name in single]
    return [balanced(name, width, size, language) for name in names]


def widest(words: str, size: float, *, bold: bool = False) -> float:
    """Return the width of the widest line of words, one for each language."""
    return max(measure(line, size, bold) for line in words.split(BREAK))


def balanced(
    words: str, width: float, size: float, language: str, *, bold: bool = False
) -> list[str]:
    """Return words wrapped into as few lines as fit, of about equal width, ending behind stops."""
    if BREAK in words:
        parts = _by_language(words, language)
        even = (balanced(line, width, size, name, bold=bold) for line, name in parts)
        return list(chain.from_iterable(even))
    lines = _even(words, width, size, language, bold=bold)
    ending = (
        [first, *_even(rest, width, size, language, bold=bold)]
        for first, rest in _behind_stops(words, language)
        if measure(first, size, bold) <= width * SLACK
    )
    widths = {tuple(tried): [measure(line, size, bold) for line in tried] for tried in ending}
    fit = [tried for tried in widths if len(tried) == len(lines)]
    alike = [tried for tried in fit if min(widths[tried]) >= LEAST_EVEN * max(widths[tried])]
    return list(min(alike, key=lambda tried: max(widths[tried]), default=lines))


def _even(words: str, width: float, size: float, language: str, *, bold: bool) -> list[str]:
    """Return words wrapped into as few lines as fit, at the least width for so many."""
    lines = wrap(words, width, size, bold=bold, language=language)
    narrow, least = width, longest(words, size, language, bold=bold) / SLACK + size
    while len(lines) > 1 and narrow > max(width / 2, least):
        narrow -= size
        tried = wrap(words, narrow, size, bold=bold, language=language)
        if len(tried) > len(lines):
            break
        lines = tried
    return lines


def _behind_stops(words: str, language: str) -> Iterator[tuple[str, str]]:
    """Yield words in two parts, the first of which ends behind a stop or before a bracket."""
    pieces = breaks.pieces(words, language)
    for place in range(1, len(pieces)):
        first = "".join(pieces[:place]).rstrip(" ")
        ends = first.endswith(STOPS) and not (_NAMED.search(first) or SHORTENED.search(first))
        if ends or pieces[place].startswith(OPENING):
            yield first, "".join(pieces[place:])


def filled(words: str, width: float, size: float, language: str) -> list[str]:
    """Return a paragraph as lines, broken a little sooner where a last word would stand alone."""
    if BREAK in words:
        parts = _by_language(words, language)
        return [line for part, name in parts for line in filled(part, width, size, name)]
    lines = wrap(words, width, size, language=language)
    narrow = width
    while len(lines) > 1 and measure(lines[-1], size) < LEAST_LAST * width:
        narrow -= size
        tried = wrap(words, narrow, size, language=language)
        if len(tried) > len(lines) or narrow < width / 2:
            break
        lines = tried
    return lines

"""Faults of a drawn figure: of its words, of its marks, and of the texts that it was to carry."""

import re
import warnings
from collections.abc import Iterator
from typing import Any

from matplotlib.text import Text

from exchange_stats.publishing.drawing import style
from exchange_stats.publishing.figures import FigureTexts
from exchange_stats.publishing.figures.definitions import USUAL, FigureDefinition, Look
from exchange_stats.publishing.linter import marks
from exchange_stats.publishing.linter import words as said

PARTS = ("title", "subtitle", "note", "source", "id")
LONGEST_ALT = 250
PROJECTED = "projections"  # the table whose values no one has counted
COUNTED = ("line", "bar")  # the marks of what was counted
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
        words = [text for text in said.texts_of(drawn) if text.get_text().strip()]
        faults = [*said.check_edges(drawn, words), *said.check_overlaps(words)]
        faults += [*said.check_marks(drawn, words), *said.check_grid(drawn, words)]
        faults += marks.check_events(drawn)
    faults += [f"glyph missing: {w.message}" for w in caught if "missing from" in str(w.message)]
    in_two = "-" in found.language
    size = style.preset(look.size, definition.shape, in_two=in_two)
    faults += [*said.check_sizes(words, size.least), *said.check_contrast(words)]
    faults += [*said.check_breaks(words, found.language), *_unmarked(words, definition)]
    if look.variant == "full":
        faults += _wordless(words, size.lines * (1 + in_two))
        faults += _lost(words, found)
    faults += [*_alternative(found), *marks.check_gaps(drawn), *marks.check_looks(drawn)]
    return [*faults, *marks.check_baselines(drawn), *marks.check_colours(drawn)]


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

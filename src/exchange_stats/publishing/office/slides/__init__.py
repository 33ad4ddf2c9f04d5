"""Slides: each figure with its finding as title and a chart to edit, or its table alone."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from pptx import Presentation
from pptx.util import Cm, Pt

from exchange_stats.publishing import texts
from exchange_stats.publishing.figures import FigureDefinition, figure_texts
from exchange_stats.publishing.figures.drawn import FigureTexts
from exchange_stats.publishing.figures.raster import stamp_of_png
from exchange_stats.publishing.figures.selection import Tables
from exchange_stats.publishing.office import native
from exchange_stats.publishing.office.numbers.grid import grids
from exchange_stats.publishing.office.numbers.listing import list_figure, marks_told
from exchange_stats.publishing.office.numbers.widths import widths_of
from exchange_stats.publishing.office.repack import repack
from exchange_stats.publishing.office.slides import rows

WIDTH, HEIGHT = 33.867, 19.05  # centimetres of a 16:9 slide
MARGIN, TOP, BOTTOM = 1.4, 4.4, 3.2
_ROOM = ((WIDTH, 2 * MARGIN), (HEIGHT, TOP + BOTTOM))  # across and down, and what words take
BLANK = 5  # the layout with a title alone


def write_slides(
    path: Path,
    definitions: Iterable[FigureDefinition],
    tables: Tables,
    language: str,
    pictures: Path,
) -> Path:
    """Write the slides of a language; return the path.

    Parameters
    ----------
    path : Path
        Where to, ending in ``.pptx``.
    definitions : iterable of FigureDefinition
        The figures in order.
    tables : mapping of str to DataFrame
        The processed tables.
    language : str
        ``en``, ``ru``, ``ky`` or ``zh``.
    pictures : Path
        The folder of the pictures, for figures of dates and steps, which no chart shows.
    """
    deck = _open_deck()
    for definition in definitions:
        found = figure_texts(definition, tables, language)
        slide = deck.slides.add_slide(deck.slide_layouts[BLANK])
        _write_words(slide, found, language)
        made = grids(definition, tables, language)
        for grid, place in zip(made, _places(len(made)), strict=True):
            shape = native.add_chart(slide, grid, place, 14 if len(made) == 1 else 10)
            _describe(shape, found, native.stamp_of_chart(grid, found))
        if not made:
            _add_picture(slide, pictures / f"{definition.id}.{language}.slide.bare.png", found)
    return _save(deck, path, language)


def write_listings(
    path: Path, definitions: Iterable[FigureDefinition], tables: Tables, language: str
) -> Path:
    """Write slides with the tables of figures alone, a long one over several; return the path."""
    deck = _open_deck()
    wide, high = ((whole - used) * 72 / 2.54 for whole, used in _ROOM)
    for definition in definitions:
        found = figure_texts(definition, tables, language)
        listing = list_figure(definition, tables, language)
        size = rows.size_for(listing, (wide, high), language)
        looks = (widths_of(listing, wide, size), size, language)
        for part in rows.parts_of(listing, looks[0], size, high, language):
            slide = deck.slides.add_slide(deck.slide_layouts[BLANK])
            _write_words(slide, found, language, marks_told(part, language))
            shape = rows.add_part(slide, part, looks, (Cm(MARGIN), Cm(TOP)))
            _describe(shape, found, "")
    return _save(deck, path, language)


def _open_deck() -> Any:
    deck = Presentation()
    deck.slide_width, deck.slide_height = Cm(WIDTH), Cm(HEIGHT)
    return deck


def _save(deck: Any, path: Path, language: str) -> Path:
    properties = deck.core_properties
    properties.author, properties.title = "exchange_stats", texts.text("page.title", language)
    properties.language = str(texts.locale(language)["office"])
    deck.save(str(path))
    return repack(path)


def _write_words(slide: Any, found: FigureTexts, language: str, marks: Sequence[str] = ()) -> None:
    title = slide.shapes.title
    title.left, title.top, title.width, title.height = (
        Cm(MARGIN),
        Cm(0.6),
        Cm(WIDTH - 2 * MARGIN),
        Cm(2.2),
    )
    _fill(title.text_frame, [found.title], 26, language, bold=True)
    _add_text(slide, (2.9, 1.3), [found.subtitle], 15, language)
    below = [one for one in (found.mark, *marks, found.note, found.source, found.id_line) if one]
    _add_text(slide, (HEIGHT - BOTTOM, BOTTOM - 0.3), below, 10, language)


def _add_text(
    slide: Any, place: tuple[float, float], lines: list[str], size: float, language: str
) -> None:
    top, height = place
    box = slide.shapes.add_textbox(Cm(MARGIN), Cm(top), Cm(WIDTH - 2 * MARGIN), Cm(height))
    _fill(box.text_frame, lines, size, language)


def _fill(frame: Any, lines: list[str], size: float, language: str, *, bold: bool = False) -> None:
    frame.word_wrap = True
    for index, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if index == 0 else frame.add_paragraph()
        run = paragraph.add_run()
        run.text = line
        run.font.size, run.font.bold, run.font.name = Pt(size), bold, native.LATIN
        properties = run._r.get_or_add_rPr()
        properties.set("lang", str(texts.locale(language)["office"]))
        native.name_fonts(properties)


def _places(count: int) -> list[tuple[int, int, int, int]]:
    """Return left, top, width and height of each of some charts, at most three in a row."""
    across = min(count, 3) or 1
    down = -(-count // across)
    wide, high = (WIDTH - 2 * MARGIN) / across, (HEIGHT - TOP - BOTTOM) / max(down, 1)
    return [
        (Cm(MARGIN + i % across * wide), Cm(TOP + i // across * high), Cm(wide), Cm(high))
        for i in range(count)
    ]


def _add_picture(slide: Any, picture: Path, found: FigureTexts) -> None:
    high = Cm(HEIGHT - TOP - BOTTOM)
    shape = slide.shapes.add_picture(str(picture), Cm(MARGIN), Cm(TOP), height=high)
    shape.left = int((Cm(WIDTH) - shape.width) / 2)
    _describe(shape, found, stamp_of_png(picture))


def _describe(shape: Any, found: FigureTexts, stamp: str) -> None:
    """Say of a shape what it shows, for who does not see it, and which figure it is."""
    shape.name = found.title
    (named,) = shape._element.xpath("./*/p:cNvPr")
    named.set("descr", found.alt)
    if stamp:
        named.set("title", stamp)

"""A table on slides: ruled as in print, as large as fits, over several slides if it is long."""

from typing import Any

from lxml import etree
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Pt

from exchange_stats.publishing import texts
from exchange_stats.publishing.drawing import style, typesetting
from exchange_stats.publishing.office import native
from exchange_stats.publishing.office.numbers.listing import Cell, Listing
from exchange_stats.publishing.office.numbers.widths import least_widths, widths_of

SIZES, USUAL = (20.0, 18.0, 16.0, 14.0, 12.0, 10.0), 14.0  # points of the words
LINE, ABOVE, BESIDE = 1.3, 0.5, 0.6  # of a line, of the room over and under it, and beside words
THICK, THIN = 1.5, 0.75  # points of a rule
PLAIN = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # how PowerPoint names a table without a style


def size_for(listing: Listing, room: tuple[float, float], language: str) -> float:
    """Return the points of the words of a table that takes a width and a height.

    The largest in which it stands on one slide; a longer one goes over several in the usual size,
    or in a smaller one if else a word were broken.
    """
    wide, high = room
    unbroken = [size for size in SIZES if sum(least_widths(listing, size)) <= wide]
    for size in unbroken:
        if sum(_heights(listing, widths_of(listing, wide, size), size, language)) <= high:
            return size
    return next((size for size in unbroken if size <= USUAL), SIZES[-1])


def _heights(listing: Listing, widths: list[float], size: float, language: str) -> list[float]:
    rows = (tuple(Cell(words) for words in listing.heading), *listing.rows)
    return [row_height(cells, widths, size, language) for cells in rows]


def parts_of(
    listing: Listing, widths: list[float], size: float, high: float, language: str
) -> list[Listing]:
    """Return a table as parts, each with the head, that are no higher than some points."""
    head, *heights = _heights(listing, widths, size, language)
    parts: list[list[tuple[Cell, ...]]] = [[]]
    left = high - head
    for row, needed in zip(listing.rows, heights, strict=True):
        if needed > left and parts[-1]:
            parts.append([])
            left = high - head
        parts[-1].append(row)
        left -= needed
    return [Listing(listing.heading, listing.numeric, tuple(rows)) for rows in parts]


def row_height(cells: tuple[Cell, ...], widths: list[float], size: float, language: str) -> float:
    """Return the points that a row takes, whose words wrap in columns of some widths."""
    lines = max(
        len(typesetting.wrap(cell.words, wide - BESIDE * size, size, bold=True, language=language))
        for cell, wide in zip(cells, widths, strict=True)
    )
    return (lines * LINE + ABOVE) * size


def add_part(
    slide: Any, part: Listing, looks: tuple[list[float], float, str], corner: tuple[int, int]
) -> Any:
    """Add a part of a table to a slide; return its shape.

    Parameters
    ----------
    looks : tuple
        The points of its columns and of its words, and the language.
    corner : tuple of int
        Left and top, in the units of the slide.
    """
    widths, size, language = looks
    count = (1 + len(part.rows), len(widths))
    shape = slide.shapes.add_table(*count, *corner, Pt(sum(widths)), Pt(size))
    _take_off_style(shape)
    for column, wide in zip(shape.table.columns, widths, strict=True):
        column.width = Pt(wide)
    head = tuple(Cell(words) for words in part.heading)
    for index, cells in enumerate((head, *part.rows)):
        shape.table.rows[index].height = Pt(row_height(cells, widths, size, language))
        edges = _edges(index, len(part.rows))
        for place, cell, numeric in zip(
            shape.table.rows[index].cells, cells, part.numeric, strict=True
        ):
            _write(place, cell.words, (size, language), bold=index == 0, right=numeric)
            for name, weight in edges.items():
                _rule(place, name, weight)
    return shape


def _edges(index: int, last: int) -> dict[str, float]:
    """Return the rules of a row: above and below the head, and at the end."""
    edges = {"lnT": THICK, "lnB": THIN} if index == 0 else {}
    return {**edges, "lnB": THICK} if index == last else edges


def _take_off_style(shape: Any) -> None:
    shape.table.horz_banding = False
    (named,) = shape._element.xpath(".//a:tableStyleId")
    named.text = PLAIN


def _write(place: Any, words: str, looks: tuple[float, str], *, bold: bool, right: bool) -> None:
    size, language = looks
    place.margin_left = place.margin_right = Pt(BESIDE / 2 * size)
    place.margin_top = place.margin_bottom = Pt(ABOVE / 2 * size)
    place.vertical_anchor = MSO_ANCHOR.BOTTOM if bold else MSO_ANCHOR.TOP
    paragraph = place.text_frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.RIGHT if right else PP_ALIGN.LEFT
    run = paragraph.add_run()
    run.text = words
    run.font.size, run.font.bold, run.font.name = Pt(size), bold, native.LATIN
    run._r.get_or_add_rPr().set("lang", str(texts.locale(language)["office"]))
    native.name_fonts(run._r.get_or_add_rPr())


def _rule(place: Any, name: str, weight: float) -> None:
    """Draw an edge of a cell; the edges stand before its fill, as the schema has them."""
    properties = place._tc.get_or_add_tcPr()
    line = etree.SubElement(properties, f"{native.A}{name}", w=str(int(Pt(weight))))
    fill = etree.SubElement(line, f"{native.A}solidFill")
    colour = style.surface("ink").lstrip("#")
    etree.SubElement(fill, f"{native.A}srgbClr", val=colour)

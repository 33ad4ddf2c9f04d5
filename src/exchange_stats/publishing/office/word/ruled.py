"""Tables in Word as in print: ruled above and below the head and at the end, never upright."""

from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt

from exchange_stats.publishing.figures.drawn import FigureTexts
from exchange_stats.publishing.office.numbers.listing import Cell, Listing
from exchange_stats.publishing.office.numbers.widths import widths_of

TABLE, TEXT = "Statistical Table", "Table Text"  # names of the styles, which an author may change
SIZE = 9.0  # points of the words
_STYLE = """<w:style {spaces} w:type="table" w:customStyle="1" w:styleId="StatisticalTable">
<w:name w:val="{name}"/><w:basedOn w:val="TableNormal"/><w:uiPriority w:val="99"/><w:qFormat/>
<w:tblPr><w:tblBorders><w:top w:val="single" w:sz="12" w:space="0" w:color="auto"/>
<w:bottom w:val="single" w:sz="12" w:space="0" w:color="auto"/></w:tblBorders></w:tblPr>
<w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr><w:tcPr><w:tcBorders>
<w:bottom w:val="single" w:sz="6" w:space="0" w:color="auto"/></w:tcBorders>
<w:vAlign w:val="bottom"/></w:tcPr></w:tblStylePr></w:style>"""


def add_styles(document: Any) -> None:
    """Add the styles of tables and of their words to a document."""
    document.styles.element.append(parse_xml(_STYLE.format(spaces=nsdecls("w"), name=TABLE)))
    words = document.styles.add_style(TEXT, WD_STYLE_TYPE.PARAGRAPH)
    words.base_style = document.styles["Normal"]
    words.font.size = Pt(SIZE)
    words.paragraph_format.space_before = words.paragraph_format.space_after = Pt(1)
    words.paragraph_format.line_spacing = 1.0


def add_listing(document: Any, listing: Listing, width: float, found: FigureTexts) -> None:
    """Add a table, no wider than its words need; its head is repeated on each page.

    Parameters
    ----------
    width : float
        Points between the margins of the page.
    found : FigureTexts
        The words of the figure: they tell a screen reader what the table holds.
    """
    table = document.add_table(rows=1 + len(listing.rows), cols=len(listing.heading), style=TABLE)
    table.autofit = False
    widths = widths_of(listing, width, SIZE)
    for column, wide in zip(table.columns, widths, strict=True):
        column.width = Pt(wide)
    head = tuple(Cell(words) for words in listing.heading)
    for row, cells in zip(table.rows, (head, *listing.rows), strict=True):
        _mark_row(row._tr, "w:cantSplit")
        for index, (place, cell) in enumerate(zip(row.cells, cells, strict=True)):
            place.width = Pt(widths[index])
            _write(place, cell, bold=cells is head, right=listing.numeric[index])
    _mark_row(table.rows[0]._tr, "w:tblHeader")
    for name, words in (("w:tblCaption", found.title), ("w:tblDescription", found.alt)):
        told = table._tbl.tblPr.makeelement(qn(name))
        told.set(qn("w:val"), words)
        table._tbl.tblPr.append(told)


def _write(place: Any, cell: Cell, *, bold: bool, right: bool) -> None:
    paragraph = place.paragraphs[0]
    paragraph.style = TEXT
    paragraph.add_run(cell.words).bold = bold or None
    if right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        paragraph.paragraph_format.right_indent = Pt(4)  # clear of words in the next column


def _mark_row(row: Any, name: str) -> None:
    properties = row.get_or_add_trPr()
    properties.append(properties.makeelement(qn(name)))

"""Word pages: each figure with caption, source, data and a chart to edit, or its table alone."""

from collections.abc import Iterable, Sequence
from itertools import count
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from exchange_stats.publishing import texts
from exchange_stats.publishing.drawing import style as house
from exchange_stats.publishing.figures import FigureDefinition, figure_texts
from exchange_stats.publishing.figures.drawn import FigureTexts
from exchange_stats.publishing.figures.selection import Tables
from exchange_stats.publishing.office import native
from exchange_stats.publishing.office.numbers.grid import grids
from exchange_stats.publishing.office.numbers.listing import list_figure, marks_told
from exchange_stats.publishing.office.repack import repack
from exchange_stats.publishing.office.word import drawings, ruled

PAGE, BORDER, UPRIGHT = (21.0, 29.7), 2.5, 2.0  # centimetres
_POINTS = (PAGE[0] - 2 * BORDER) * 72 / 2.54
SHORT = 25  # rows of a table that finds room on a page
LONGEST = 255  # characters of a property of a Word file


def write_report(
    path: Path,
    definitions: Iterable[FigureDefinition],
    tables: Tables,
    language: str,
    pictures: Path,
) -> Path:
    """Write the report of a language; return the path.

    The parameters are those of :func:`exchange_stats.publishing.office.slides.write_slides`; the
    pictures are the bare ones for a page of Word.
    """
    report = Document()
    _set_page(report, language)
    chosen = list(definitions)
    title = _title(chosen, tables, language)
    if len(chosen) > 1:
        report.add_heading(title, level=0)
        report.add_paragraph(texts.text("office.how", language))
        for place, definition in enumerate(chosen, start=1):
            _add_link(report, place, figure_texts(definition, tables, language))
        report.styles["Heading 1"].paragraph_format.page_break_before = True
    numbers = count(1)
    for place, definition in enumerate(chosen, start=1):
        found = figure_texts(definition, tables, language)
        _add_heading(report, place, found)
        drawings.add_picture(report, pictures / f"{definition.id}.{language}.word.bare.png", found)
        _add_caption(report, place, found, ("caption", "Figure"))
        _add_lines(report, found)
        report.add_paragraph(style=ruled.TEXT)
        _add_table(report, definition, tables, found)
        drawings.add_charts(report, grids(definition, tables, language), found, numbers)
    _finish(report, title, language)
    report.save(str(path))
    return repack(path)


def write_listings(
    path: Path, definitions: Iterable[FigureDefinition], tables: Tables, language: str
) -> Path:
    """Write the tables of figures alone, for a page of one's own; return the path."""
    report = Document()
    _set_page(report, language)
    chosen = list(definitions)
    for place, definition in enumerate(chosen, start=1):
        found = figure_texts(definition, tables, language)
        above = _add_caption(report, place, found, ("table_caption", "Table"))
        below = report.add_paragraph(found.subtitle, style=ruled.TEXT)
        for paragraph in (above, below):
            paragraph.paragraph_format.keep_with_next = True
        below.paragraph_format.space_after = Pt(4)
        _add_table(report, definition, tables, found)
        _keep_whole(report.tables[-1])
        _add_lines(report, found)
        report.add_paragraph()
    _finish(report, _title(chosen, tables, language), language)
    report.save(str(path))
    return repack(path)


def _add_table(
    report: Any, definition: FigureDefinition, tables: Tables, found: FigureTexts
) -> None:
    """Add the table of a figure, and below it what the marks in it say."""
    listing = list_figure(definition, tables, found.language)
    ruled.add_listing(report, listing, _POINTS, found)
    for line in marks_told(listing, found.language):
        report.add_paragraph(line, style=ruled.TEXT)


def _keep_whole(table: Any) -> None:
    """Keep a table that finds room on a page on one page, with the words below it."""
    if len(table.rows) <= SHORT:
        for row in table.rows:
            for cell in row.cells:
                cell.paragraphs[0].paragraph_format.keep_with_next = True


def _add_lines(report: Any, found: FigureTexts) -> None:
    for line in (found.mark, found.note, found.source, found.id_line):
        if line:
            report.add_paragraph(line, style=ruled.TEXT)


def _add_link(report: Any, place: int, found: FigureTexts) -> None:
    """Add a line of the contents: the caption of a figure, leading to it."""
    template = str(texts.locale(found.language)["caption"])
    words = template.replace("{n}", str(place)).replace("{title}", found.title)
    paragraph = report.add_paragraph(style=ruled.TEXT)
    paragraph.paragraph_format.space_after = Pt(4)
    link = paragraph._p.makeelement(qn("w:hyperlink"))
    link.set(qn("w:anchor"), f"figure_{place}")
    link.append(paragraph.add_run(words)._r)
    paragraph._p.append(link)


def _add_heading(report: Any, place: int, found: FigureTexts) -> None:
    """Add the finding of a figure as a heading that a line of the contents leads to."""
    heading = report.add_heading(level=1)
    run = heading.add_run(found.title)
    begin, end = (heading._p.makeelement(qn(f"w:bookmark{name}")) for name in ("Start", "End"))
    begin.set(qn("w:id"), str(place))
    begin.set(qn("w:name"), f"figure_{place}")
    end.set(qn("w:id"), str(place))
    run._r.addprevious(begin)
    run._r.addnext(end)
    report.add_paragraph(found.subtitle)


def _title(chosen: Sequence[FigureDefinition], tables: Tables, language: str) -> str:
    """Return the title of a report: of one figure its finding, else that of the collection."""
    if len(chosen) == 1:
        return figure_texts(chosen[0], tables, language).title
    return texts.text("page.title", language)


def _set_page(report: Any, language: str) -> None:
    for rid, relation in list(report.part.rels.items()):
        if relation.reltype.endswith("/stylesWithEffects"):
            del report.part.rels[rid]  # a second set of styles, for Word 2010, unlike ours
    section = report.sections[0]
    section.page_width, section.page_height = Cm(PAGE[0]), Cm(PAGE[1])
    section.left_margin = section.right_margin = Cm(BORDER)
    section.top_margin = section.bottom_margin = Cm(UPRIGHT)
    for style in report.styles:
        if style.type is not None and hasattr(style, "font"):
            _set_fonts(style.element.get_or_add_rPr(), language)
    report.styles["Normal"].font.size = Pt(11)
    ruled.add_styles(report)
    for name in ("Title", "Heading 1", "Caption"):
        report.styles[name].font.color.rgb = RGBColor.from_string(house.surface("ink").lstrip("#"))


def _set_fonts(properties: Any, language: str) -> None:
    """Name the fonts for every script and the language of the words."""
    fonts = properties.find(qn("w:rFonts"))
    if fonts is None:
        fonts = properties.makeelement(qn("w:rFonts"))
        properties.insert(0, fonts)
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    for name in ("ascii", "hAnsi", "cs"):
        fonts.set(qn(f"w:{name}"), native.LATIN)
    fonts.set(qn("w:eastAsia"), native.EAST_ASIAN)
    for old in properties.findall(qn("w:lang")):
        properties.remove(old)
    spoken = properties.makeelement(qn("w:lang"))
    code = str(texts.locale(language)["office"])
    spoken.set(qn("w:val"), code)
    spoken.set(qn("w:eastAsia"), code if language == "zh" else "zh-CN")
    properties.append(spoken)


def _add_caption(report: Any, place: int, found: FigureTexts, kind: tuple[str, str]) -> Any:
    """Write a caption in the order of the language, its number a field that Word renews.

    Parameters
    ----------
    kind : tuple of str
        Its entry of ``facts/locales.toml``, and the name of the sequence in Word.
    """
    entry, sequence = kind
    template = str(texts.locale(found.language)[entry]).replace("{title}", found.title)
    before, after = template.split("{n}")
    paragraph = report.add_paragraph(style="Caption")
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run(before)
    _add_field(paragraph, f" SEQ {sequence} \\* ARABIC ", str(place))
    paragraph.add_run(after)
    return paragraph


def _add_field(paragraph: Any, instruction: str, shown: str) -> None:
    field = paragraph._p.makeelement(qn("w:fldSimple"))
    field.set(qn("w:instr"), instruction)
    run = paragraph.add_run(shown)
    field.append(run._r)
    paragraph._p.append(field)


def _finish(report: Any, title: str, language: str) -> None:
    properties = report.core_properties
    properties.author, properties.title = "exchange_stats", title[:LONGEST]
    properties.comments = ""
    properties.language = str(texts.locale(language)["office"])

"""A Word report: each figure with caption, source, data and a chart that can be edited."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import count
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from lxml import etree
from pptx import Presentation

from exchange_stats.publishing import texts
from exchange_stats.publishing.drawing import style as house
from exchange_stats.publishing.figures import FigureDefinition, figure_texts
from exchange_stats.publishing.figures.drawn import FigureTexts
from exchange_stats.publishing.figures.raster import stamp_of_png
from exchange_stats.publishing.figures.selection import Tables
from exchange_stats.publishing.office import native, ruled
from exchange_stats.publishing.office.numbers.grid import Grid, grids
from exchange_stats.publishing.office.numbers.listing import list_figure
from exchange_stats.publishing.office.repack import repack

CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PAGE, BORDER, UPRIGHT, PICTURE = (21.0, 29.7), 2.5, 2.0, 16.0  # centimetres
CHART_HEIGHT = 7.5
_POINTS = PICTURE * 72 / 2.54
LONGEST = 255  # characters of a property of a Word file
_DRAWING = """<w:drawing xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
 xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"
 xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"
 xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">
<wp:inline><wp:extent cx="{cx}" cy="{cy}"/><wp:docPr id="{number}" name="Chart {number}"/>
<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart">
<c:chart r:id="{rid}"/></a:graphicData></a:graphic></wp:inline></w:drawing>"""
_LINES = """<a:extLst xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"
 xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">
<a:ext uri="{{96DAC541-7B7A-43D3-8B79-37D633B846F1}}">
<asvg:svgBlip xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main"
 r:embed="{rid}"/></a:ext></a:extLst>"""


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
        _add_picture(report, pictures / f"{definition.id}.{language}.word.bare.png", found)
        _add_caption(report, place, found)
        for line in (found.mark, found.note, found.source, found.id_line):
            if line:
                report.add_paragraph(line, style=ruled.TEXT)
        report.add_paragraph(style=ruled.TEXT)
        ruled.add_listing(report, list_figure(definition, tables, language), _POINTS, found)
        _add_charts(report, grids(definition, tables, language), found, numbers)
    _finish(report, title, language)
    report.save(str(path))
    return repack(path)


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


def _add_picture(report: Any, picture: Path, found: FigureTexts) -> None:
    paragraph = report.add_paragraph()
    paragraph.paragraph_format.keep_with_next = True
    shape = paragraph.add_run().add_picture(str(picture), width=Cm(PICTURE))
    shape._inline.docPr.set("descr", found.alt)
    shape._inline.docPr.set("title", stamp_of_png(picture))
    _add_lines(report, shape, picture.with_suffix(".svg"))


def _add_lines(report: Any, shape: Any, picture: Path) -> None:
    """Give a picture its lines as SVG too, which Word shows and prints sharp in every size."""
    part = Part(
        PackURI(f"/word/media/{picture.name}"),
        "image/svg+xml",
        picture.read_bytes(),
        report.part.package,
    )
    rid = report.part.relate_to(part, RT.IMAGE)
    (shown,) = shape._inline.xpath(".//a:blip")
    shown.append(parse_xml(_LINES.format(rid=rid)))


def _add_caption(report: Any, place: int, found: FigureTexts) -> None:
    """Write the caption in the order of the language, its number a field that Word renews."""
    template = str(texts.locale(found.language)["caption"]).replace("{title}", found.title)
    before, after = template.split("{n}")
    paragraph = report.add_paragraph(style="Caption")
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run(before)
    _add_field(paragraph, " SEQ Figure \\* ARABIC ", str(place))
    paragraph.add_run(after)


def _add_field(paragraph: Any, instruction: str, shown: str) -> None:
    field = paragraph._p.makeelement(qn("w:fldSimple"))
    field.set(qn("w:instr"), instruction)
    run = paragraph.add_run(shown)
    field.append(run._r)
    paragraph._p.append(field)


def _add_charts(report: Any, made: list[Grid], found: FigureTexts, numbers: Iterator[int]) -> None:
    """Add a chart to edit for each grid, told apart from the picture by a line above it."""
    for grid in made:
        above = report.add_paragraph(texts.text("office.editable", found.language), ruled.TEXT)
        above.paragraph_format.keep_with_next = True
        above.paragraph_format.space_before = Pt(12)
        _add_chart(report, grid, found, next(numbers))


def _add_chart(report: Any, grid: Grid, found: FigureTexts, number: int) -> None:
    """Add an editable chart with the workbook of its numbers inside."""
    chart = _made_chart(grid)
    package = report.part.package
    part = Part(
        PackURI(f"/word/charts/chart{number}.xml"),
        CHART_TYPE,
        etree.tostring(chart._chartSpace, xml_declaration=True, encoding="UTF-8", standalone=True),
        package,
    )
    workbook = Part(
        PackURI(f"/word/embeddings/chart{number}.xlsx"),
        WORKBOOK_TYPE,
        chart.part.chart_workbook.xlsx_part.blob,
        package,
    )
    part.relate_to(workbook, RT.PACKAGE)
    rid = report.part.relate_to(part, RT.CHART)
    size = {"cx": int(Cm(PICTURE)), "cy": int(Cm(CHART_HEIGHT))}
    drawing = parse_xml(_DRAWING.format(rid=rid, number=1000 + number, **size))
    named = drawing.find(".//" + qn("wp:docPr"))
    named.set("descr", found.alt)
    named.set("title", native.stamp_of_chart(grid, found))
    report.add_paragraph().add_run()._r.append(drawing)


def _made_chart(grid: Grid) -> Any:
    deck = Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[6])
    place = (0, 0, int(Cm(PICTURE)), int(Cm(CHART_HEIGHT)))
    return native.add_chart(slide, grid, place, 9).chart


def _finish(report: Any, title: str, language: str) -> None:
    properties = report.core_properties
    properties.author, properties.title = "exchange_stats", title[:LONGEST]
    properties.comments = ""
    properties.language = str(texts.locale(language)["office"])

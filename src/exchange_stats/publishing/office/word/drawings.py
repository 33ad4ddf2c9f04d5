"""Pictures and charts in a Word page: sharp in every size, editable, told to who does not see."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from lxml import etree
from pptx import Presentation

from exchange_stats.publishing import texts
from exchange_stats.publishing.figures.drawn import FigureTexts
from exchange_stats.publishing.figures.raster import stamp_of_png
from exchange_stats.publishing.office import native
from exchange_stats.publishing.office.numbers.grid import Grid
from exchange_stats.publishing.office.word import ruled

CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PICTURE, CHART_HEIGHT = 16.0, 7.5  # centimetres
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


def add_picture(report: Any, picture: Path, found: FigureTexts) -> None:
    """Add a picture, as points and as lines, with its alternative text and its stamp."""
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


def add_charts(report: Any, made: list[Grid], found: FigureTexts, numbers: Iterator[int]) -> None:
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

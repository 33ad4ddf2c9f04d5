"""A page a figure: picture, caption in the order of the language, source, table, chart to edit."""

from io import BytesIO
from zipfile import ZipFile

import openpyxl
import pytest
from docx import Document
from lxml import etree

from exchange_stats.publishing import figures
from exchange_stats.publishing.office import word
from exchange_stats.publishing.office.numbers.grid import grids
from exchange_stats.publishing.office.numbers.listing import list_figure
from exchange_stats.publishing.office.word import write_report

SPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
}


@pytest.fixture
def report(chosen, tables, pictures, tmp_path):
    return write_report(tmp_path / "r.docx", chosen, tables, "ru", pictures)


def members(path):
    with ZipFile(path) as written:
        return {name: written.read(name) for name in written.namelist()}


def test_captions_number_the_figures_by_a_field(report, chosen, tables):
    captions = [p for p in Document(str(report)).paragraphs if p.style.name == "Caption"]
    assert len(captions) == len(chosen)
    found = figures.figure_texts(chosen[1], tables, "ru")
    words = "".join(captions[1]._p.xpath(".//w:t/text()"))
    assert words == f"Рисунок 2 — {found.title}"
    assert captions[1]._p.xpath(".//w:fldSimple/@w:instr") == [" SEQ Figure \\* ARABIC "]


def test_tables_hold_the_data_under_a_heading_that_repeats(report, chosen, tables):
    written = Document(str(report)).tables
    for table, one in zip(written, chosen, strict=True):
        listing = list_figure(one, tables, "ru")
        rows = [[cell.words for cell in row] for row in listing.rows]
        shown = [[cell.text for cell in row.cells] for row in table.rows]
        assert shown == [list(listing.heading), *rows]
        assert table.rows[0]._tr.xpath(".//w:tblHeader")


def test_the_numbers_of_the_charts_are_those_of_the_grids(report, chosen, tables):
    found = members(report)
    made = [grid for one in chosen for grid in grids(one, tables, "ru")]
    assert len([name for name in found if name.startswith("word/charts/chart")]) == len(made)
    for number, grid in enumerate(made, start=1):
        chart = etree.fromstring(found[f"word/charts/chart{number}.xml"])
        for series, row in zip(chart.iterfind(".//c:ser", SPACES), grid.rows, strict=True):
            points = series.iterfind("c:val//c:pt", SPACES)
            shown = {int(p.get("idx")): float(p.findtext("c:v", namespaces=SPACES)) for p in points}
            assert shown == {i: v for i, v in enumerate(row.values) if v is not None}
        book = openpyxl.load_workbook(BytesIO(found[f"word/embeddings/chart{number}.xlsx"]))
        columns = list(book.active.iter_cols(min_row=2, min_col=2, values_only=True))
        assert columns == [row.values for row in grid.rows]


def test_the_contents_lead_to_the_figures(report, chosen):
    body = Document(str(report)).element.body
    led = body.xpath(".//w:hyperlink/@w:anchor")
    assert led == [f"figure_{number}" for number in range(1, len(chosen) + 1)]
    assert body.xpath(".//w:bookmarkStart/@w:name") == led


def test_every_picture_and_chart_is_described(report, chosen, tables):
    described = Document(str(report)).element.xpath(".//wp:docPr/@descr")
    charts = sum(len(grids(one, tables, "ru")) for one in chosen)
    assert len(described) == len(chosen) + charts
    assert set(described) == {figures.figure_texts(one, tables, "ru").alt for one in chosen}


def test_the_language_and_the_fonts_are_set(report):
    styles = etree.fromstring(members(report)["word/styles.xml"])
    normal = styles.xpath("//w:style[@w:styleId='Normal']/w:rPr", namespaces=SPACES)[0]
    assert normal.xpath("w:lang/@w:val", namespaces=SPACES) == ["ru-RU"]
    assert normal.xpath("w:rFonts/@w:eastAsia", namespaces=SPACES) == ["Microsoft YaHei"]
    assert normal.xpath("w:rFonts/@w:ascii", namespaces=SPACES) == ["Arial"]


def test_two_writings_have_the_same_bytes(report, chosen, tables, pictures, tmp_path):
    again = write_report(tmp_path / "again.docx", chosen, tables, "ru", pictures)
    assert again.read_bytes() == report.read_bytes()


def test_a_title_longer_than_a_property_is_cut_there_alone():
    report = Document()
    word._finish(report, "x" * 256, "en")
    assert report.core_properties.title == "x" * 255

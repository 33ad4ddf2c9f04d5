"""Charts in a Word page hold the numbers of the table; pictures are sharp; all is described."""

from io import BytesIO
from zipfile import ZipFile

import openpyxl
import pytest
from docx import Document
from lxml import etree

from exchange_stats.publishing import figures
from exchange_stats.publishing.office.numbers.grid import grids

SPACES = {"c": "http://schemas.openxmlformats.org/drawingml/2006/chart"}
SVG = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"


@pytest.fixture(scope="module")
def found(report):
    with ZipFile(report) as written:
        return {name: written.read(name) for name in written.namelist()}


def test_the_numbers_of_the_charts_are_those_of_the_grids(found, chosen, tables):
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


def test_every_picture_and_chart_is_described(report, chosen, tables):
    described = Document(str(report)).element.xpath(".//wp:docPr/@descr")
    charts = sum(len(grids(one, tables, "ru")) for one in chosen)
    assert len(described) == len(chosen) + charts
    assert set(described) == {figures.figure_texts(one, tables, "ru").alt for one in chosen}


def test_every_picture_stands_as_points_and_as_lines(found, report, chosen):
    body = Document(str(report)).element.body
    lines = body.xpath(".//pic:blipFill/a:blip//*[local-name()='svgBlip']")
    assert len(lines) == len(body.xpath(".//pic:pic")) == len(chosen)
    assert {one.tag for one in lines} == {f"{{{SVG}}}svgBlip"}
    assert sum(name.endswith(".svg") for name in found) == len(chosen)

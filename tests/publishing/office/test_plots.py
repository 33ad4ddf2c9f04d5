"""A chart in a workbook shows the numbers of its figure, and a gap where there is none."""

from zipfile import ZipFile

import openpyxl
import pytest
from lxml import etree
from xlsxwriter import Workbook

from exchange_stats.publishing import figures
from exchange_stats.publishing.drawing import style
from exchange_stats.publishing.office import plots
from exchange_stats.publishing.office.numbers.grid import Grid, Row, grids
from exchange_stats.publishing.office.sheets import write_tables

C = {"c": "http://schemas.openxmlformats.org/drawingml/2006/chart"}
FIGURES = list(figures.load_definitions().values())


@pytest.fixture(scope="module")
def path(tables, tmp_path_factory):
    return write_tables(tmp_path_factory.mktemp("all") / "t.xlsx", FIGURES, tables, "en")


def referred(book, formula):
    """Return the values of the cells that a chart refers to."""
    sheet, cells = formula.replace("$", "").rsplit("!", 1)
    return tuple(cell.value for (cell,) in book[sheet.strip("'")][cells])


def test_the_cells_of_every_chart_hold_its_numbers_and_nothing_in_a_gap(path, tables):
    book = openpyxl.load_workbook(path)
    made = [grid for one in FIGURES for grid in grids(one, tables, "en")]
    with ZipFile(path) as packed:
        for number, grid in enumerate(made, start=1):
            chart = etree.fromstring(packed.read(f"xl/charts/chart{number}.xml"))
            for series, row in zip(chart.iterfind(".//c:ser", C), grid.rows, strict=True):
                assert series.findtext("c:tx//c:v", namespaces=C) == row.name
                names = series.findtext("c:cat//c:f", namespaces=C)
                assert referred(book, names) == grid.categories
                assert referred(book, series.findtext("c:val//c:f", namespaces=C)) == row.values


@pytest.mark.parametrize(("values", "least"), [((5.0, -3.0), None), ((5.0, None), 0)])
def test_an_axis_begins_at_zero_unless_a_value_is_below_it(values, least):
    role, empty = style.role("context"), ("", "")
    row = Row("one", values, role, True, 0, (False, False), empty, empty, "")
    chart = Workbook().add_chart({"type": "line"})
    plots._style(chart, Grid("line", "", "n", ("2019", "2020"), (row,), "x", 0, "en"))
    assert chart.y_axis["min"] == least

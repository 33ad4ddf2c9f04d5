"""A workbook of tables for everyone: one table a sheet, numbers as numbers, nothing merged."""

from zipfile import ZipFile

import openpyxl
import pytest

from exchange_stats.publishing.office.numbers.grid import grids
from exchange_stats.publishing.office.sheets import write_tables


@pytest.fixture
def path(chosen, tables, tmp_path):
    return write_tables(tmp_path / "t.xlsx", chosen, tables, "ru")


@pytest.fixture
def book(path):
    return openpyxl.load_workbook(path)


def test_cover_contents_and_notes_come_before_one_sheet_a_table(book, chosen):
    names = [f"Таблица {number}" for number in range(1, len(chosen) + 1)]
    names += ["Диаграмма 1"]  # the one figure with gaps
    assert book.sheetnames == ["Обложка", "Содержание", "Примечания", *names]
    links = [cell.hyperlink.location for cell in book["Содержание"]["A"] if cell.hyperlink]
    assert links == [f"'{name}'!A1" for name in names]


def test_each_sheet_has_a_title_in_its_first_cell_one_table_and_no_merged_cell(book, chosen):
    for name in book.sheetnames:
        assert book[name]["A1"].value
        assert not book[name].merged_cells.ranges
    assert {len(book[name].tables) for name in book.sheetnames[3:]} == {1}


def test_numbers_are_numbers_and_equal_the_grid(book, chosen, tables):
    sheet = book["Таблица 1"]
    (grid,) = grids(chosen[0], tables, "ru")
    (table,) = sheet.tables.values()
    rows = list(sheet[table.ref])[1:]
    shown = [tuple(row[column].value for row in rows) for column in (1, 2)]
    wanted = [tuple("[x]" if v is None else v for v in row.values) for row in grid.rows]
    assert shown == wanted
    assert rows[0][1].number_format == grid.cell_format()
    assert rows[-1][2].number_format == grid.cell_format("more_than")


def test_charts_are_described_and_refer_to_the_cells_of_their_table(path, chosen, tables):
    with ZipFile(path) as written:
        charts = [n for n in written.namelist() if n.startswith("xl/charts/chart")]
        drawings = [n for n in written.namelist() if n.startswith("xl/drawings/drawing")]
        assert len(charts) == sum(len(grids(one, tables, "ru")) for one in chosen)
        assert all(b"descr=" in written.read(name) for name in drawings)
        assert "<c:f>'Диаграмма 1'!$B$" in written.read("xl/charts/chart1.xml").decode()
        chart = written.read("xl/charts/chart2.xml")
        assert "<c:f>'Таблица 2'!$B$" in chart.decode()
        assert b"dispBlanksAs" not in chart  # nothing said: a gap stays a gap


def test_two_writings_have_the_same_bytes(path, chosen, tables, tmp_path):
    again = write_tables(tmp_path / "again.xlsx", chosen, tables, "ru")
    assert again.read_bytes() == path.read_bytes()


def test_no_row_and_no_column_stands_empty_above_or_in_a_table(book):
    for sheet in book.worksheets:
        rows = [any(cell.value is not None for cell in row) for row in sheet.iter_rows()]
        assert all(rows), sheet.title
        for table in sheet.tables.values():
            heading = [cell.value for cell in sheet[table.ref][0]]
            assert len(set(heading)) == len(heading)
            assert all(heading)


def test_every_sheet_prints_on_the_width_of_a_page(book):
    for sheet in book.worksheets:
        assert sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.title
        assert (sheet.page_setup.paperSize, sheet.page_setup.fitToHeight) == (9, 0)

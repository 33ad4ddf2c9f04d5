"""The workbook of findings is typed, filtered, frozen, never merged, and never a formula."""

import pytest
from openpyxl import load_workbook

from exchange_stats.publishing.gallery.findings import list_findings
from exchange_stats.publishing.gallery.sheet import WIDTHS, write_workbook


@pytest.fixture
def found(found_tables, definition, around):
    return list_findings(found_tables, {"small": definition}, around)


@pytest.fixture
def book(found, tmp_path):
    return load_workbook(write_workbook(tmp_path, found, "ru"))


def test_there_is_a_sheet_for_each_language_and_one_of_cells(book):
    assert book.sheetnames == [
        *("Русский", "English", "Кыргызча", "中文"),
        "Ячейки \u00b7 Cells \u00b7 Уячалар \u00b7 单元格",
    ]


def test_a_sheet_is_frozen_filtered_and_has_widths(book):
    for sheet in book.worksheets[:4]:
        assert sheet.freeze_panes == "C2"
        assert sheet.auto_filter.ref == "A1:M5"
        assert [sheet.column_dimensions[c].width for c in "ABC"] == list(WIDTHS.values())[:3]
    assert not any(sheet.merged_cells.ranges for sheet in book.worksheets)


def test_numbers_are_numbers_and_all_else_is_text(book):
    first = [cell.value for cell in book["English"][2]]
    assert first[:6] == [1, "error", "Parts and total of one source", "book", "s", "C23"]
    assert first[10] == 1
    assert first[11:] == ["small", "obs-9 clm-KC1"]
    assert book["Русский"]["B2"].value == "ошибка"


def test_a_cell_links_to_the_printed_cells_around_it(book):
    cell = book["English"]["F2"]
    assert cell.hyperlink.location == f"'{book.sheetnames[-1]}'!A1"
    assert book["English"]["F4"].hyperlink is None


def test_the_printed_cells_stand_as_they_are_with_the_place_marked(book):
    sheet = book.worksheets[-1]
    rows = [[cell.value for cell in row[:4]] for row in sheet.iter_rows()]
    assert rows[0][0] == "1. book, s, C23"
    assert rows[5] == [None, "C", "D", "G"]
    assert rows[6] == [22, "4154", "=1+1", "<b>bold</b>"]
    assert sheet["B8"].value == "4614"
    assert sheet["B8"].font.bold
    assert sheet["B8"].border.left.style == "medium"
    assert not sheet["B7"].font.bold


def test_no_text_is_a_formula(book):
    cell = book.worksheets[-1]["C7"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_characters_that_a_workbook_cannot_hold_are_spaces(found_tables, definition, tmp_path):
    cells = [{"row": "1", "column": "C", "printed": "a\x07b"}]
    found = list_findings(found_tables, {"small": definition}, {"book s!C23": cells})
    sheet = load_workbook(write_workbook(tmp_path, found, "en")).worksheets[-1]
    assert sheet["B7"].value == "a b"


def test_the_same_findings_give_the_same_bytes(found, tmp_path):
    first = write_workbook(tmp_path, found, "en").read_bytes()
    assert write_workbook(tmp_path, found, "en").read_bytes() == first


def test_a_workbook_without_findings_can_be_written(tmp_path):
    book = load_workbook(write_workbook(tmp_path, [], "en"))
    assert book["English"].max_row == 1

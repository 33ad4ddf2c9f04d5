"""A table in a sheet: typed numbers, ruled, columns as wide and rows as high as their words."""

import openpyxl
import pytest
import xlsxwriter

from exchange_stats.publishing.office.cells import Target, widths_of, write_lines, write_listing
from exchange_stats.publishing.office.numbers.listing import Cell, Listing

SHAPE = "[$-419]#,##0"
ROWS = (
    (Cell("2010"), Cell("1\u00a0441", 1441.0, SHAPE)),
    (Cell("2011"), Cell("[x]")),
    (Cell("Всего"), Cell("1\u00a0441", 1441.0, SHAPE)),
)
LISTING = Listing(("Год", "Студенты из Кыргызстана в Китае, человек"), (False, True), ROWS)


@pytest.fixture
def sheet(tmp_path):
    book = xlsxwriter.Workbook(str(tmp_path / "t.xlsx"))
    made = book.add_worksheet("t")
    target = Target(book, "ru")
    widths = widths_of(LISTING, 40.0)
    first = write_lines(target, made, ["Заголовок", "слово " * 40], widths[0])
    write_listing(target, made, LISTING, (first, "table_1"), widths)
    book.close()
    return openpyxl.load_workbook(tmp_path / "t.xlsx").active


def test_numbers_are_typed_and_marks_are_words_both_to_the_right(sheet):
    assert [sheet.cell(row, 2).value for row in (4, 5, 6)] == [1441, "[x]", 1441]
    assert sheet.cell(4, 2).number_format == SHAPE
    assert {sheet.cell(row, 2).alignment.horizontal for row in range(3, 7)} == {"right"}
    assert {sheet.cell(row, 1).alignment.horizontal for row in range(3, 7)} == {"left"}


def test_three_rules_and_none_upright(sheet):
    head, last = sheet["A3"].border, sheet["A6"].border
    assert (head.top.style, head.bottom.style, last.bottom.style) == ("medium", "thin", "medium")
    borders = [cell.border for row in sheet["A3:B6"] for cell in row]
    assert all(one.left.style is None and one.right.style is None for one in borders)
    assert sheet["A4"].border.bottom.style is None


def test_a_long_line_wraps_in_its_column_and_has_a_higher_row(sheet):
    assert sheet["A2"].alignment.wrap_text
    assert sheet.row_dimensions[2].height > 5 * sheet.row_dimensions[4].height
    assert sheet.column_dimensions["A"].width > 39


def test_headings_of_which_two_are_alike_are_numbered(tmp_path):
    book = xlsxwriter.Workbook(str(tmp_path / "d.xlsx"))
    listing = Listing(("n", "n"), (True, True), ((Cell("1", 1.0), Cell("2", 2.0)),))
    write_listing(Target(book, "en"), book.add_worksheet("d"), listing, (0, "d"), [9.0, 9.0])
    book.close()
    made = openpyxl.load_workbook(tmp_path / "d.xlsx").active
    assert [cell.value for cell in made[1]] == ["n", "n (2)"]

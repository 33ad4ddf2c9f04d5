"""Cells that no workbook has are refused before a reader sees them."""

import pytest

from exchange_stats.ground.errors import InputError
from exchange_stats.reading.workbook.intake.witness import (
    refuse_bad_cells,
    refuse_too_large,
)
from exchange_stats.reading.workbook.sheets import Sheet


def sheet(cells, row=1):
    return f'<worksheet><row r="{row}">{cells}</row></worksheet>'.encode()


@pytest.mark.parametrize(
    "xml",
    [
        sheet('<c r="A1" t="s"><v>1</v></c>'),
        sheet('<c r="A1" t="s"><v></v></c><c r="B1" t="s"/>'),
        sheet('<c r="XFD1048576"><v>1</v></c>', 1048576),
        sheet("<c><v>1</v></c>"),
        "<row r='1'><c r='A1' t='inlineStr'><is><t>\u0436</t></is></c></row>".encode(),
    ],
)
def test_what_excel_writes_is_let_through(xml):
    refuse_bad_cells(xml, 2, "sheet1.xml")


@pytest.mark.parametrize("number", ["2", "-1", "abc", "1" + "0" * 19])
def test_the_number_of_a_text_must_be_one_of_those_there(number):
    with pytest.raises(InputError, match=r"^E_CORRUPT: sheet1.xml: damaged \(the number of a text"):
        refuse_bad_cells(sheet(f'<c r="A1" t="s"><v>{number}</v></c>'), 2, "sheet1.xml")


@pytest.mark.parametrize(
    "address",
    ["ZZZZZZZ1", "XFE1", "YAA1", "A1048577", "A1050000", "A2000000", "A4000000000", "A0", "A\x001"],
)
def test_an_address_must_be_one_of_excel(address):
    with pytest.raises(InputError, match=r"^E_CORRUPT: sheet1.xml: damaged \(the address"):
        refuse_bad_cells(sheet(f'<c r="{address}"><v>1</v></c>'), 0, "sheet1.xml")


def test_a_row_must_be_one_of_excel():
    with pytest.raises(InputError, match=r"^E_CORRUPT"):
        refuse_bad_cells(sheet("<c><v>1</v></c>", 4_000_000_000), 0, "sheet1.xml")


def test_bytes_that_are_not_utf8_are_damage():
    with pytest.raises(InputError, match=r"^E_CORRUPT.*not UTF-8"):
        refuse_bad_cells(b"<row><c><v>\xff\xfe</v></c></row>", 0, "sheet1.xml")


def test_two_cells_at_the_far_corners_are_too_many_with_all_between():
    far = '<row r="1048576"><c r="XFC1048576"><v>1</v></c><c r="XFD1048576"><v>1</v></c>'
    cells = f'<c r="A1"><v>1</v></c></row>{far}'
    with pytest.raises(InputError, match=r"^E_TOO_BIG.*17,179,869,184 cells"):
        refuse_bad_cells(sheet(cells), 0, "sheet1.xml")


def test_a_lone_far_cell_is_named():
    cells = '<c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c>'
    assert refuse_bad_cells(sheet(cells), 0, "sheet1.xml") == "XFD1048576"


def test_far_cells_without_a_value_do_not_count():
    cells = '<c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576" s="1"/>'
    refuse_bad_cells(sheet(cells), 0, "sheet1.xml")


def test_a_sheet_of_ordinary_size_is_let_through():
    refuse_too_large([Sheet("n", [], merges=((0, 0, 9, 9),)), Sheet("m", [[1.0], [2.0] * 500] * 9)])


@pytest.mark.parametrize(
    ("sheet", "said"),
    [
        (Sheet("n", [[]] * 1_048_577), "1,048,577 rows"),
        (Sheet("n", [[None] * 16_385]), "16,385 columns"),
        (Sheet("n", [[1.0] * 16_384, *([[2.0]] * 1_300)]), "21,315,584 cells"),
        (Sheet("n", [[None] * 1000] * 1000, merges=((0, 0, 999, 9999),) * 21), "21,000,000 cells"),
    ],
)
def test_a_rectangle_that_one_far_cell_opens_is_too_large(sheet, said):
    with pytest.raises(InputError, match=rf"^E_TOO_BIG: n: too large: {said}, the limit is"):
        refuse_too_large([sheet])

"""An old binary workbook is read a second way."""

import datetime
import struct

import pytest
import xlrd

import hostile_files as built
from exchange_stats.reading.workbook.second.xls import _value, read_xls
from hostile_files import record


def test_numbers_are_read_and_error_cells_are_told():
    (sheet,) = read_xls(built.xls(), {})
    assert (sheet.name, sheet.values, sheet.looks) == ("s", [[5.0]], {})
    number = record(0x203, struct.pack("<HHHd", 0, 0, 0, 5.0))
    error = record(0x205, struct.pack("<HHHBB", 0, 0, 0, 7, 1))
    filler = record(0x5C, b" " * (len(number) - len(error) - 4))
    content = built.xls()
    assert number in content
    (sheet,) = read_xls(content.replace(number, error + filler), {})
    assert {at: look.error for at, look in sheet.looks.items()} == {(0, 0): "#DIV/0!"}
    assert sheet.values == [[None]]


def cell_of(kind, data, style=b""):
    """Return the value of the one cell of an old workbook, written as another record."""
    number = record(0x203, struct.pack("<HHHd", 0, 0, 0, 5.0))
    other = record(kind, struct.pack("<HHH", 0, 0, 0) + data)
    filler = (
        record(0x5C, b" " * (len(number) - len(other) - 4)) if len(other) < len(number) else b""
    )
    (sheet,) = read_xls(built.xls(style).replace(number, other + filler), {})
    return sheet.values[0][0]


def test_truth_values_are_read_as_such():
    assert cell_of(0x205, b"\1\0") is True
    assert cell_of(0x205, b"\0\0") is False


@pytest.mark.parametrize(
    ("value", "found"),
    [
        (45536.0, datetime.date(2024, 9, 1)),
        (45536.5, datetime.datetime(2024, 9, 1, 12)),
        (1e9, 1e9),
    ],
)
def test_a_date_is_a_day_or_a_moment_and_what_cannot_be_one_stays_a_number(value, found):
    assert _value(xlrd.XL_CELL_DATE, value, 0) == found

"""An old binary workbook is read a second way."""

import struct

import hostile_files as built
from exchange_stats.reading.workbook.second.xls import read_xls
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

"""A binary workbook of the newer kind is read a second way, out of its archive alone."""

import struct

import pytest

from exchange_stats.ground.errors import InputError
from exchange_stats.reading.workbook.second.xlsb import read_xlsb
from hostile_files import packed, relations


def record(kind, data=b""):
    number = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    return number + bytes([len(data)]) + data


def wide(text):
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


RELATED = relations(("worksheet", "worksheets/sheet1.bin"))


def workbook(*cells, related=RELATED):
    book = record(156, struct.pack("<II", 0, 1) + wide("rId1") + wide("s"))
    size = record(148, struct.pack("<4I", 0, 1, 0, 3))
    part = size + record(145) + record(0, struct.pack("<I", 0)) + b"".join(cells) + record(146)
    return packed(
        {
            "xl/workbook.bin": record(143) + book + record(144),
            "xl/_rels/workbook.bin.rels": related,
            "xl/worksheets/sheet1.bin": part,
        }
    )


def test_numbers_are_read_and_error_cells_are_told():
    number = record(5, struct.pack("<IId", 0, 0, 5.5))
    error = record(3, struct.pack("<IIB", 1, 0, 42))
    (sheet,) = read_xlsb(workbook(number, error), {})
    assert (sheet.name, sheet.values) == ("s", [[5.5, None]])
    assert {at: look.error for at, look in sheet.looks.items()} == {(0, 1): "#N/A"}


def test_a_cell_beyond_the_last_one_of_excel_is_damage_and_no_row_is_made_for_it():
    far = record(0, struct.pack("<I", 1_048_576)) + record(5, struct.pack("<IId", 0, 0, 5.5))
    for content in (workbook(far), workbook(record(5, struct.pack("<IId", 16_384, 0, 5.5)))):
        with pytest.raises(InputError, match=r"^E_CORRUPT: damaged .the address of a cell"):
            list(read_xlsb(content, {}))


def test_a_sheet_that_claims_more_columns_than_it_has_costs_nothing():
    wide_size = record(148, struct.pack("<4I", 0, 2**31, 0, 2**31))
    (sheet,) = read_xlsb(workbook(wide_size, record(5, struct.pack("<IId", 0, 0, 5.5))), {})
    assert sheet.values == [[5.5]]


def test_blank_and_empty_cells_are_passed_over():
    blank = record(1, struct.pack("<II", 0, 0))
    empty = record(6, struct.pack("<II", 1, 0) + wide(""))
    number = record(5, struct.pack("<IId", 2, 0, 5.5))
    (sheet,) = read_xlsb(workbook(blank, empty, number), {})
    assert sheet.values == [[None, None, 5.5]]


def test_a_sheet_that_is_a_chart_is_passed_over():
    chart = relations(("chartsheet", "chartsheets/sheet1.bin"))
    assert list(read_xlsb(workbook(related=chart), {})) == []

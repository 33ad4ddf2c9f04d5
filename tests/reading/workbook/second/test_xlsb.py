"""A binary workbook of the newer kind is read a second way, out of its archive alone."""

import struct

import pytest

from exchange_stats.ground.errors import InputError
from exchange_stats.reading.workbook.looks import SheetLooks
from exchange_stats.reading.workbook.second.xlsb import read_xlsb
from exchange_stats.reading.workbook.sheets import Look
from hostile_files import packed, relations


def record(kind, data=b""):
    number = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    return number + bytes([len(data)]) + data


def wide(text):
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def shared(texts):
    """Return the part of shared texts."""
    items = b"".join(record(19, b"\0" + wide(text)) for text in texts)
    return record(159, struct.pack("<II", len(texts), len(texts))) + items + record(160)


RELATED = relations(("worksheet", "worksheets/sheet1.bin"))


def workbook(*cells, related=RELATED, state=0, texts=()):
    book = record(156, struct.pack("<II", state, 1) + wide("rId1") + wide("s"))
    size = record(148, struct.pack("<4I", 0, 1, 0, 3))
    part = size + record(145) + record(0, struct.pack("<I", 0)) + b"".join(cells) + record(146)
    return packed(
        {
            "xl/workbook.bin": record(143) + book + record(144),
            "xl/_rels/workbook.bin.rels": related,
            "xl/worksheets/sheet1.bin": part,
            **({"xl/sharedStrings.bin": shared(texts)} if texts else {}),
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


def test_texts_truths_and_formulas_are_read_each_as_what_it_is():
    cells = [
        record(7, struct.pack("<III", 0, 0, 1)),  # the second of the shared texts
        record(4, struct.pack("<IIB", 1, 0, 1)),
        record(9, struct.pack("<IId", 2, 0, 7.0) + bytes(6)),
        record(10, struct.pack("<IIB", 3, 0, 0) + bytes(6)),
        record(11, struct.pack("<IIB", 4, 0, 7) + bytes(6)),
    ]
    (sheet,) = read_xlsb(workbook(*cells, texts=("a", "b")), {})
    assert sheet.values == [["b", True, 7.0, False, None]]
    assert sheet.looks == {(0, 4): Look(error="#DIV/0!")}


@pytest.mark.parametrize(("state", "is_hidden"), [(0, False), (1, True), (2, True)])
def test_a_hidden_sheet_is_told_and_so_is_what_is_hidden_of_it(state, is_hidden):
    known = {"s": SheetLooks(hidden_rows=frozenset({3}), hidden_columns=frozenset({4}))}
    number = record(5, struct.pack("<IId", 0, 0, 5.5))
    (sheet,) = read_xlsb(workbook(number, state=state), known)
    assert (sheet.hidden, sheet.hidden_rows, sheet.hidden_columns) == (is_hidden, {3}, {4})

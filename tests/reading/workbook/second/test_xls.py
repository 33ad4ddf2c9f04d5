"""An old binary workbook is read a second way."""

import datetime
import struct

import pytest
import xlrd

import hostile_files as built
from exchange_stats.reading.workbook.looks import SheetLooks
from exchange_stats.reading.workbook.second.xls import _value, read_xls
from exchange_stats.reading.workbook.sheets import Look
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


def old(cells, state=0):
    """Return an old workbook with one sheet of some cells, in one state of hiding."""
    begins, listed = struct.pack("<HHHHII", 0x600, 5, 0x2000, 1997, 0, 0x600), b"s"
    head = record(0x809, begins)
    offset = len(head) + 4 + 8 + len(listed) + 4
    head += record(0x85, struct.pack("<IBBBB", offset, state, 0, 1, 0) + listed) + record(0x0A)
    sheet = record(0x809, struct.pack("<HHHHII", 0x600, 16, 0x2000, 1997, 0, 0x600))
    return built.compound({"Workbook": head + sheet + cells + record(0x0A)})


NUMBER = record(0x203, struct.pack("<HHHd", 0, 0, 0, 5.0))
MERGES = record(0xE5, struct.pack("<H8H", 2, 0, 1, 0, 2, 3, 3, 4, 5))


def test_merged_ranges_are_told():
    (sheet,) = read_xls(old(NUMBER + MERGES), {})
    assert sheet.values[0][0] == 5.0
    assert sheet.merges == ((0, 0, 1, 2), (3, 4, 3, 5))


def test_where_merged_ranges_cannot_be_followed_the_values_are_read_without_them():
    broken = record(0xE5, struct.pack("<H4H", 2, 0, 1, 0, 2))  # of two ranges one is there
    (sheet,) = read_xls(old(NUMBER + broken), {})
    assert (sheet.values, sheet.merges) == ([[5.0]], ())


@pytest.mark.parametrize(("state", "is_hidden"), [(0, False), (1, True), (2, True)])
def test_a_hidden_sheet_is_told_and_so_is_what_is_hidden_of_it(state, is_hidden):
    known = {"s": SheetLooks(hidden_rows=frozenset({3}), hidden_columns=frozenset({4}))}
    (sheet,) = read_xls(old(NUMBER, state), known)
    assert (sheet.hidden, sheet.hidden_rows, sheet.hidden_columns) == (is_hidden, {3}, {4})


def test_an_error_that_nobody_knows_is_not_available():
    (sheet,) = read_xls(old(record(0x205, struct.pack("<HHHBB", 0, 0, 0, 99, 1))), {})
    assert sheet.looks == {(0, 0): Look(error="#N/A")}


def test_an_empty_text_is_an_empty_cell():
    (sheet,) = read_xls(old(record(0x204, struct.pack("<HHHHB", 0, 0, 0, 0, 0))), {})
    assert sheet.values == [[None]]


@pytest.mark.parametrize("error", [MemoryError(), NameError()])
def test_memory_that_ends_and_a_defect_of_ours_are_no_reason_to_try_again(monkeypatch, error):
    tried = []

    def stops(**asked):
        tried.append(asked)
        raise error

    monkeypatch.setattr(xlrd, "open_workbook", stops)
    with pytest.raises(type(error)):
        next(read_xls(built.xls(), {}))
    assert len(tried) == 1

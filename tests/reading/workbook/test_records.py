"""Records of binary workbooks tell error cells, hiding, bold and indent."""

import io
import struct
import zipfile

from exchange_stats.reading.workbook.records import xls_looks, xlsb_looks
from exchange_stats.reading.workbook.sheets import Look
from hostile_files import compound


def record(kind, data=b""):
    return struct.pack("<HH", kind, len(data)) + data


def old_workbook(cells):
    """Return the records of a workbook of one sheet, outside a compound file."""
    fonts = b"".join(
        record(0x31, struct.pack("<HHHH", 200, 0, 0, weight) + bytes(8)) for weight in (400, 700)
    )
    styles = record(0xE0, struct.pack("<HHH", 0, 0, 0) + bytes(14))
    styles += record(0xE0, struct.pack("<HHH", 1, 0, 0) + bytes(2) + b"\x02" + bytes(11))
    start = record(0x809, struct.pack("<H", 0x0600) + bytes(14)) + fonts + styles
    name = b"data"
    length = len(start) + 4 + 8 + len(name) + 4
    sheet = record(0x85, struct.pack("<IHBB", length, 0, len(name), 0) + name)
    return start + sheet + record(0x0A) + record(0x809, bytes(16)) + cells + record(0x0A)


def test_an_error_cell_is_named():
    looks = xls_looks(old_workbook(record(0x205, struct.pack("<HHHBB", 3, 2, 0, 7, 1))))["data"]
    assert looks.looks == {(3, 2): Look(error="#DIV/0!")}


def test_a_truth_value_is_no_error():
    looks = xls_looks(old_workbook(record(0x205, struct.pack("<HHHBB", 3, 2, 0, 1, 0))))["data"]
    assert looks.looks == {}


def test_a_formula_that_gives_an_error_is_named():
    data = struct.pack("<HHH", 0, 1, 0) + b"\x02\x00\x17\x00\x00\x00\xff\xff" + bytes(8)
    assert xls_looks(old_workbook(record(6, data)))["data"].looks == {(0, 1): Look(error="#REF!")}


def test_bold_and_indent_come_from_the_style_of_a_label():
    cell = record(0xFD, struct.pack("<HHHI", 5, 0, 1, 0))
    assert xls_looks(old_workbook(cell))["data"].looks == {(5, 0): Look(bold=True, indent=2)}


def test_a_workbook_before_excel_97_has_its_names_in_its_own_letters_and_no_indent():
    start = record(0x809, struct.pack("<HH", 0x0500, 5)) + record(0x42, struct.pack("<H", 1251))
    start += record(0x31, struct.pack("<HHHH", 200, 0, 0, 700) + bytes(8))
    start += record(0xE0, struct.pack("<HHH", 0, 0, 0) + bytes(2) + b"\x02" + bytes(7))
    name = "\u0412\u0443\u0437\u044b".encode("cp1251")
    listed = struct.pack("<IHB", len(start) + 4 + 7 + len(name) + 4, 0, len(name)) + name
    cells = record(0x205, struct.pack("<HHHBB", 3, 2, 0, 7, 1))
    cells += record(0x204, struct.pack("<HHHH", 5, 0, 0, 1) + b"a")
    sheet = record(0x809, struct.pack("<HH", 0x0500, 16)) + cells + record(0x0A)
    found = xls_looks(start + record(0x85, listed) + record(0x0A) + sheet)
    looks = {(3, 2): Look(error="#DIV/0!"), (5, 0): Look(bold=True)}
    assert {key: one.looks for key, one in found.items()} == {"\u0412\u0443\u0437\u044b": looks}


def test_of_a_file_for_two_generations_of_excel_the_later_part_is_read():
    part = old_workbook(record(0x205, struct.pack("<HHHBB", 3, 2, 0, 7, 1)))
    earlier = old_workbook(b"")
    assert xls_looks(compound({"Book": earlier, "Workbook": part}))["data"].looks
    assert not xls_looks(compound({"Book": earlier}))["data"].looks


def test_hidden_rows_and_columns_are_told():
    row = record(0x208, struct.pack("<HHHHHHHH", 7, 0, 5, 255, 0, 0, 0x20, 0))
    column = record(0x7D, struct.pack("<HHHHH", 2, 3, 100, 0, 1) + bytes(2))
    looks = xls_looks(old_workbook(row + column))["data"]
    assert looks.hidden_rows == {7}
    assert looks.hidden_columns == {2, 3}


def binary_record(kind, data=b""):
    low = bytes([kind]) if kind < 128 else bytes([kind & 127 | 128, kind >> 7])
    return low + bytes([len(data)]) + data


def wide(text):
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def test_error_cells_of_a_binary_workbook_are_named():
    book = binary_record(156, struct.pack("<II", 0, 1) + wide("rId1") + wide("data"))
    sheet = binary_record(0, struct.pack("<I", 4) + bytes(4))
    sheet += binary_record(3, struct.pack("<II", 2, 0) + b"\x2a")
    relations = (
        '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.bin"/></Relationships>'
    )
    with zipfile.ZipFile(io.BytesIO(), "w") as archive:
        archive.writestr("xl/workbook.bin", book)
        archive.writestr("xl/_rels/workbook.bin.rels", relations)
        archive.writestr("xl/worksheets/sheet1.bin", sheet)
        assert xlsb_looks(archive)["data"].looks == {(4, 2): Look(error="#N/A")}

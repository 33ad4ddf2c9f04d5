"""Records of binary workbooks tell error cells, hiding, bold and indent."""

import io
import struct
import zipfile

import pytest

from exchange_stats.ground.errors import InputError
from exchange_stats.reading.workbook.records import is_locked, xls_looks, xlsb_looks
from exchange_stats.reading.workbook.sheets import Look
from hostile_files import compound, compound_of_short


def record(kind, data=b""):
    return struct.pack("<HH", kind, len(data)) + data


def old_workbook(cells, more=b"", name=b"data", wide=0):
    """Return the records of a workbook of one sheet, outside a compound file."""
    fonts = b"".join(
        record(0x31, struct.pack("<HHHH", 200, 0, 0, weight) + bytes(8)) for weight in (400, 700)
    )
    styles = record(0xE0, struct.pack("<HHH", 0, 0, 0) + bytes(14))
    styles += record(0xE0, struct.pack("<HHH", 1, 0, 0) + bytes(2) + b"\x02" + bytes(11))
    start = record(0x809, struct.pack("<H", 0x0600) + bytes(14)) + fonts + styles + more
    length = len(start) + 4 + 8 + len(name) + 4
    letters = len(name) // (2 if wide else 1)
    sheet = record(0x85, struct.pack("<IHBB", length, 0, letters, wide) + name)
    return start + sheet + record(0x0A) + record(0x809, bytes(16)) + cells + record(0x0A)


def test_an_error_cell_is_named():
    looks = xls_looks(old_workbook(record(0x205, struct.pack("<HHHBB", 3, 2, 0, 7, 1))))["data"]
    assert looks.looks == {(3, 2): Look(error="#DIV/0!")}


def test_the_stream_of_a_workbook_may_be_short_and_have_its_name_in_capitals():
    part = old_workbook(record(0x205, struct.pack("<HHHBB", 3, 2, 0, 7, 1)))
    assert len(part) > 64  # more than one of the short sectors
    for content in (compound_of_short("Workbook", part), compound({"WORKBOOK": part})):
        assert xls_looks(content)["data"].looks == {(3, 2): Look(error="#DIV/0!")}


def test_a_truth_value_is_no_error():
    looks = xls_looks(old_workbook(record(0x205, struct.pack("<HHHBB", 3, 2, 0, 1, 0))))["data"]
    assert looks.looks == {}


@pytest.mark.parametrize("kind", [0x0006, 0x0206, 0x0406])
def test_a_formula_that_gives_an_error_is_named_and_one_with_a_number_is_filled(kind):
    data = struct.pack("<HHH", 0, 1, 0) + b"\x02\x00\x17\x00\x00\x00\xff\xff" + bytes(8)
    assert xls_looks(old_workbook(record(kind, data)))["data"].looks == {
        (0, 1): Look(error="#REF!")
    }
    data = struct.pack("<HHHd", 0, 1, 0, 3.0) + bytes(8)
    assert xls_looks(old_workbook(record(kind, data)))["data"].filled == 1


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


def test_the_fifth_font_of_a_workbook_has_the_number_six():
    fonts = b"".join(record(0x31, struct.pack("<HHHH", 200, 0, 0, 400) + bytes(8)) for _ in "345")
    fonts += record(0x31, struct.pack("<HHHH", 200, 0, 0, 700) + bytes(8))  # fonts 2, 3, 5 and 6
    style = record(0xE0, struct.pack("<HHH", 6, 0, 0) + bytes(14))
    cell = record(0xFD, struct.pack("<HHHI", 5, 0, 2, 0))
    assert xls_looks(old_workbook(cell, fonts + style))["data"].looks == {(5, 0): Look(bold=True)}


def test_a_style_that_is_not_there_and_a_plain_one_give_no_look():
    cells = b"".join(record(0xFD, struct.pack("<HHHI", 5, 0, style, 0)) for style in (0, 9))
    assert xls_looks(old_workbook(cells))["data"].looks == {}


def formula(result):
    return record(6, struct.pack("<HHH", 0, 1, 0) + result + bytes(8))


@pytest.mark.parametrize(
    ("cells", "filled"),
    [
        (record(0x203, bytes(14)), 1),
        (record(0x27E, bytes(10)), 1),
        (record(0xD6, bytes(9)), 1),
        (record(0xFD, bytes(10)), 1),
        (record(0x204, bytes(9)), 1),
        (record(0xBD, bytes(4) + bytes(18) + bytes(2)), 3),
        (record(0x205, struct.pack("<HHHBB", 3, 2, 0, 1, 0)), 1),
        (record(0x205, struct.pack("<HHHBB", 3, 2, 0, 7, 1)), 0),
        (formula(struct.pack("<d", 5.0)), 1),
        (formula(b"\x00" + bytes(5) + b"\xff\xff"), 1),
        (formula(b"\x02\x00\x07" + bytes(3) + b"\xff\xff"), 0),
        (formula(b"\x03" + bytes(5) + b"\xff\xff"), 0),
        (record(0x201, bytes(6)), 0),
    ],
    ids=[
        "number",
        "short",
        "rich",
        "shared",
        "label",
        "three",
        "truth",
        "error",
        "formula",
        "text",
        "error there",
        "none",
        "blank",
    ],
)
def test_cells_with_a_value_are_counted(cells, filled):
    assert xls_looks(old_workbook(cells))["data"].filled == filled


def test_a_formula_with_a_value_has_no_error_and_one_without_a_known_error_is_not_available():
    assert xls_looks(old_workbook(formula(struct.pack("<d", 5.0))))["data"].looks == {}
    looks = xls_looks(old_workbook(formula(b"\x02\x00\x63" + bytes(3) + b"\xff\xff")))
    assert looks["data"].looks == {(0, 1): Look(error="#N/A")}


def test_records_that_are_cut_off_end_there():
    whole = old_workbook(record(0x205, struct.pack("<HHHBB", 3, 2, 0, 7, 1)))
    assert xls_looks(whole[:-4])["data"].looks == {(3, 2): Look(error="#DIV/0!")}


def test_letters_that_nobody_knows_are_latin():
    start = record(0x809, struct.pack("<HH", 0x0500, 5)) + record(0x42, struct.pack("<H", 9999))
    listed = struct.pack("<IHB", len(start) + 4 + 9 + 4, 0, 2) + b"d\xe9"
    sheet = record(0x809, struct.pack("<HH", 0x0500, 16)) + record(0x0A)
    assert set(xls_looks(start + record(0x85, listed) + record(0x0A) + sheet)) == {"d\xe9"}


def test_a_lock_is_seen_and_what_cannot_be_followed_has_none():
    assert is_locked(record(0x809, bytes(16)) + record(0x2F, bytes(6)) + record(0x0A))
    assert not is_locked(old_workbook(b""))
    locked = record(0x809, bytes(16)) + record(0x2F, bytes(6)) + record(0x0A)
    assert is_locked(compound_of_short("Workbook", locked))
    assert not is_locked(b"\xd0\xcf" + bytes(20))


def test_a_long_table_of_sectors_goes_on_in_sectors_of_its_own():
    content = bytearray(
        compound({"Workbook": old_workbook(formula(b"\x02\x00\x07" + bytes(3) + b"\xff\xff"))})
    )
    more = len(content) // 512 - 1
    content += struct.pack("<128I", *[0xFFFFFFFF] * 127, 0xFFFFFFFE)
    struct.pack_into("<I", content, 68, more)
    content += bytes(109 * 512)  # as many sectors as the header itself can list
    assert xls_looks(bytes(content))["data"].looks == {(0, 1): Look(error="#DIV/0!")}


def binary_workbook(sheet):
    """Return an archive of a binary workbook of one sheet."""
    book = binary_record(156, struct.pack("<II", 0, 1) + wide("rId1") + wide("data"))
    related = (
        '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.bin"/></Relationships>'
    )
    archive = zipfile.ZipFile(io.BytesIO(), "w")
    archive.writestr("xl/workbook.bin", book + binary_record(157))
    archive.writestr("xl/_rels/workbook.bin.rels", related)
    archive.writestr("xl/worksheets/sheet1.bin", sheet)
    return archive


def test_what_is_hidden_in_a_binary_workbook_is_told_and_its_cells_are_counted():
    sheet = binary_record(0, struct.pack("<I", 4) + bytes(7) + b"\x10" + bytes(4))
    sheet += binary_record(0, struct.pack("<I", 5) + bytes(7) + b"\x00" + bytes(4))
    sheet += binary_record(60, struct.pack("<II", 2, 3) + bytes(8) + b"\x01\x00")
    sheet += binary_record(60, struct.pack("<II", 7, 8) + bytes(8) + b"\x00\x00")
    sheet += binary_record(5, bytes(16)) + binary_record(8, bytes(8) + wide("ab"))
    sheet += binary_record(8, bytes(8) + wide("")) + binary_record(11, struct.pack("<IIB", 2, 0, 7))
    with binary_workbook(sheet) as archive:
        looks = xlsb_looks(archive)["data"]
    assert (looks.hidden_rows, looks.hidden_columns, looks.filled) == ({4}, {2, 3}, 2)
    assert looks.looks == {(5, 2): Look(error="#DIV/0!")}


@pytest.mark.parametrize(
    "far",
    [
        binary_record(0, struct.pack("<I", 2**20)),
        binary_record(3, struct.pack("<IIB", 2**14, 0, 7)),
    ],
    ids=["row", "column"],
)
def test_a_cell_beyond_the_last_one_is_damage(far):
    with binary_workbook(far) as archive, pytest.raises(InputError, match=r"^E_CORRUPT: .*address"):
        xlsb_looks(archive)


def test_a_number_goes_on_for_as_many_bytes_as_it_may_have_and_no_further():
    error = binary_record(0, struct.pack("<I", 4)) + binary_record(3, struct.pack("<IIB", 2, 0, 7))
    with binary_workbook(bytes([0x80, 0x81, 0]) + error) as archive:
        assert xlsb_looks(archive)["data"].looks == {(4, 2): Look(error="#DIV/0!")}


@pytest.mark.parametrize(
    ("code", "error"),
    [
        *((0, "#NULL!"), (7, "#DIV/0!"), (15, "#VALUE!"), (23, "#REF!"), (29, "#NAME?")),
        *((36, "#NUM!"), (42, "#N/A"), (99, "#N/A")),
    ],
)
def test_every_code_of_an_error_has_its_print(code, error):
    cell = record(0x205, struct.pack("<HHHBB", 3, 2, 0, code, 1))
    assert xls_looks(old_workbook(cell))["data"].looks == {(3, 2): Look(error=error)}


@pytest.mark.parametrize(
    ("name", "letters", "wide"),
    [
        ("caf\xe9", b"caf\xe9", 0),
        ("\u041e\u0448", "\u041e\u0448".encode("utf-16-le"), 1),
        ("\ufffda", b"\x00\xdca\x00", 1),  # half of a pair
    ],
)
def test_the_name_of_a_sheet_is_written_in_one_byte_or_two_for_each_letter(name, letters, wide):
    assert [*xls_looks(old_workbook(b"", name=letters, wide=wide))] == [name]


def test_what_is_only_formatted_is_not_hidden():
    row = record(0x208, struct.pack("<HHHHHHHH", 7, 0, 5, 255, 0, 0, 0x41, 0))
    column = record(0x7D, struct.pack("<HHHHH", 2, 3, 100, 0, 2) + bytes(2))
    looks = xls_looks(old_workbook(row + column))["data"]
    assert (looks.hidden_rows, looks.hidden_columns) == (frozenset(), frozenset())


def test_a_font_that_is_not_there_and_the_fourth_that_none_has_are_not_bold():
    styles = record(0xE0, struct.pack("<HHH", 2, 0, 0) + bytes(14))  # of two fonts the third
    cell = record(0xFD, struct.pack("<HHHI", 5, 0, 2, 0))
    assert xls_looks(old_workbook(cell, styles))["data"].looks == {}
    bold = record(0x31, struct.pack("<HHHH", 200, 0, 0, 700) + bytes(8)) * 3
    styles = record(0xE0, struct.pack("<HHH", 4, 0, 0) + bytes(14))
    assert xls_looks(old_workbook(cell, bold + styles))["data"].looks == {}


def test_a_number_that_only_begins_like_an_error_is_none():
    for result in (b"\x02" + bytes(5) + b"\x00\x40", b"\x00" + bytes(5) + b"\xff\xff"):
        assert xls_looks(old_workbook(formula(result)))["data"].looks == {}


@pytest.mark.parametrize("kind", [2, 4, 5, 6, 7, 9, 10])
def test_every_record_of_a_value_is_a_filled_cell(kind):
    with binary_workbook(binary_record(kind, bytes(16))) as archive:
        assert xlsb_looks(archive)["data"].filled == 1


def test_a_row_is_hidden_by_one_sign_alone_and_columns_to_the_last_one():
    sheet = binary_record(0, struct.pack("<I", 4) + bytes(7) + b"\x0f")
    sheet += binary_record(0, struct.pack("<I", 5) + bytes(7))
    sheet += binary_record(0, struct.pack("<I", 6) + bytes(7) + b"\x10")
    sheet += binary_record(60, struct.pack("<II", 16_380, 20_000) + bytes(8) + b"\x01\x00")
    with binary_workbook(sheet) as archive:
        looks = xlsb_looks(archive)["data"]
    assert looks.hidden_rows == {6}
    assert looks.hidden_columns == {16_380, 16_381, 16_382, 16_383}

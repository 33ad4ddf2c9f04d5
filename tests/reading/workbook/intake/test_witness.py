"""Cells that no workbook has are refused before a reader sees them."""

from dataclasses import asdict

import pytest

from exchange_stats.ground.errors import InputError
from exchange_stats.reading.workbook.intake import witness
from exchange_stats.reading.workbook.intake.limits import asking
from exchange_stats.reading.workbook.intake.witness import refuse_too_large
from exchange_stats.reading.workbook.sheets import Sheet


def refuse_bad_cells(xml, texts, part):
    return witness.refuse_bad_cells(xml, witness.census(xml), texts, part)


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
    refuse_bad_cells(sheet("<c><v>1</v></c>", 1_048_576), 0, "sheet1.xml")
    for row in (1_048_577, 4_000_000_000):
        with pytest.raises(InputError, match=r"^E_CORRUPT: sheet1.xml: damaged \(the address"):
            refuse_bad_cells(sheet("<c><v>1</v></c>", row), 0, "sheet1.xml")


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


def test_what_lies_before_the_first_cell_counts_as_well():
    cells = '<c r="XFD1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c>'
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


SHEET = (
    '<worksheet><cols><col min="1" max="1" hidden="1"/></cols>'
    '<row r="7"><c r="A7" t="s"><v>0</v></c><c r="B7" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>'
    '<row r="12" ht="9"><c r="A12"><v></v></c><c r="B12" t="inlineStr"><is><t>a</t></is></c>'
    '<c r="C12"><v xml:space="preserve"> 1</v></c></row>'
)


def held_to_be_there(found):
    return {
        name for name in ("far", "formulas", "errors", "texts", "hides") if getattr(found, name)
    }


@pytest.mark.parametrize("block", [7, 16, 100, 2**17], ids="blocks of {} bytes".format)
def test_a_census_tells_what_stands_in_a_part_wherever_its_blocks_end(monkeypatch, block):
    monkeypatch.setattr(witness, "BLOCK", block)
    found = witness.census(SHEET.encode())
    assert (found.filled, found.tags, found.rows, found.last) == (4, 2, 2, 12)
    assert held_to_be_there(found) == {"formulas", "errors", "texts", "hides"}


@pytest.mark.parametrize("xml", ["<row><c><v>1</v></c></row>", "<row\tr = '3'></row>", ""])
def test_a_census_of_nothing_odd_says_so(xml):
    found = witness.census(xml.encode())
    assert (found.last, held_to_be_there(found)) == (0, set())


@pytest.mark.parametrize(
    "address", ["A1048577", "A0", "AB0", "AAA1", "ABCD1", "AB1234567", "A12345678"]
)
def test_an_address_that_may_be_too_far_is_seen_at_the_end_of_a_block(monkeypatch, address):
    xml = f'<c r="A1"/><c r="{address}"/>'.encode()
    for block in range(1, len(xml)):
        monkeypatch.setattr(witness, "BLOCK", block)
        assert witness.census(xml).far


@pytest.mark.parametrize("address", ["A1", "Z999999", "AZ99999", "A100", "XY10"])
def test_an_ordinary_address_is_not_held_to_be_far(address):
    assert not witness.census(f'<c r="{address}" s="1234567"><v>12345678</v>'.encode()).far


def test_rows_that_are_formatted_and_empty_are_no_far_cells():
    rows = '<c r="A1" s="1"/></row><row r="1048576" s="1">'
    assert refuse_bad_cells(sheet(rows), 0, "sheet1.xml") == ""


def test_a_part_that_could_hold_too_many_cells_is_counted():
    with asking({"limits": {"cells": 20}}):
        refuse_bad_cells(sheet('<c r="A1"><v>1</v></c>' * 19), 0, "sheet1.xml")
        with pytest.raises(InputError, match=r"^E_TOO_BIG: sheet1.xml: too large: 20 cells"):
            refuse_bad_cells(sheet('<c r="A1"><v>1</v></c>' * 20), 0, "sheet1.xml")


ONE = {
    **{"filled": 1, "rows": 1, "tags": 1, "last": 1},
    **dict.fromkeys(("empty", "far", "wide", "formulas", "errors", "texts", "hides"), False),
}


@pytest.mark.parametrize(
    ("cells", "what"),
    [
        ('<c r="A1" s="1"><v>1</v></c><c r="B1"/>', {}),
        ('<c r="A1" t="str"><v>a</v></c>', {"texts": True}),  # it may be: a text of its own
        ('<c r="A1" t="e"><v>#N/A</v></c>', {"errors": True}),
        ('<c r="A1"><f>1+1</f><v>2</v></c>', {"formulas": True}),
        ('<c r="A1"><v></v></c><c r="B1"><v>1</v></c>', {"empty": True}),
        ('<c r="A1"><is><t></t></is></c><c r="B1"><is><t>a</t></is></c>', {"empty": True}),
        ('<c r="A1"><is><t/></is></c><c r="B1"><is><t>a</t></is></c>', {"empty": True}),
        ('<c r="A1"><v/></c><c r="B1"><v xml:space="preserve"> </v></c>', {}),
        ('<c r="A1" t="inlineStr"><is><t>a</t></is></c><i>b</i><iso/>', {}),
        ('<c r="A1"><v>1</v></c><col min="1" hidden="1"/>', {"hides": True}),
        ('<c r="AA1"><v>1</v></c>', {"wide": True}),
        ('<c r="AAA1"><v>1</v></c>', {"wide": True, "far": True}),
        ('<c r="A1000000"><v>1</v></c>', {"far": True}),
        ('<c r="A01"><v>1</v></c>', {"far": True}),
        ('<c r="A999999" xmlns:xr="http://a.example"><v>1</v></c>', {}),
        ('<c r="A1"><v>1</v></c><pageSetup r:id="rId1" footer="1"/>', {}),
    ],
)
def test_a_census_tells_each_thing_and_nothing_else(cells, what):
    assert asdict(witness.census(sheet(cells))) == {**ONE, **what}


@pytest.mark.parametrize(
    ("xml", "rows", "last"),
    [
        ('<row spans="1:2" r="7"><v>1</v></row>', 1, 7),
        ('<row r="12345678"><v>1</v></row><row r="9"/>', 2, 12_345_678),
        ("<row><v>1</v></row>", 0, 0),
        ('<row r="5"><v>1</v></row><row/>', 1, 5),
        ("<row r = '3'><v>1</v></row>", 0, 0),
    ],
)
def test_a_census_tells_the_rows_by_their_numbers(xml, rows, last):
    found = witness.census(xml.encode())
    assert (found.rows, found.last, found.filled) == (rows, last, 1)


def two_cells(first, last):
    """Return a part of two cells in two rows."""
    rows = (
        f'<row r="{at.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")}"><c r="{at}"><v>1</v></c></row>'
        for at in (first, last)
    )
    return f"<worksheet>{''.join(rows)}</worksheet>".encode()


@pytest.mark.parametrize(
    ("first", "last", "area"),
    [("A1", "Z900", 900 * 26), ("B5", "ZZ40", 40 * 702), ("A1", "XFA10", 10 * 16_381)],
)
def test_a_lone_cell_is_far_where_all_before_it_is_more_than_the_limit(first, last, area):
    with asking({"limits": {"cells": area}}):
        assert refuse_bad_cells(two_cells(first, last), 0, "sheet1.xml") == ""
    with asking({"limits": {"cells": area - 1}}):
        assert refuse_bad_cells(two_cells(first, last), 0, "sheet1.xml") == last


def test_where_two_cells_are_far_all_before_them_is_too_much():
    three = two_cells("A1", "Z40").replace(b"</worksheet>", two_cells("B50", "Y60")[11:])
    with asking({"limits": {"cells": 50 * 26}}):
        assert refuse_bad_cells(three, 0, "sheet1.xml") == "Y60"
        message = r"^E_TOO_BIG: sheet1.xml: too large: 1,560 cells, the limit is 1,299; .*cells=N"
    with asking({"limits": {"cells": 50 * 26 - 1}}), pytest.raises(InputError, match=message):
        refuse_bad_cells(three, 0, "sheet1.xml")


@pytest.mark.parametrize("cell", ["<c><v>1</v></c>", "<c/><a></a>", '<c r="A1"/><a/>'])
def test_cells_are_counted_in_whatever_way_they_are_written(cell):
    with (
        asking({"limits": {"cells": 9}}),
        pytest.raises(InputError, match=r"^E_TOO_BIG: sheet1.xml: too large: 9 cells"),
    ):
        refuse_bad_cells(sheet(cell * 9), 0, "sheet1.xml")


def test_merged_ranges_count_as_far_as_there_are_cells():
    merges = ((0, 0, 0, 1), (0, 0, 1, 1), (1, 1, 9, 9), (5, 5, 6, 6))
    sheet = Sheet("n", [[1.0, 2.0], [3.0]], merges=merges)
    with asking({"limits": {"cells": 2 + 4 + 1}}):
        refuse_too_large([sheet])
    with (
        asking({"limits": {"cells": 6}}),
        pytest.raises(InputError, match=r"^E_TOO_BIG: n: too large: 7 cells, the limit is 6"),
    ):
        refuse_too_large([sheet])


@pytest.mark.parametrize("place", [(1_048_576, 0), (0, 16_384)])
def test_a_place_beyond_the_last_cell_of_excel_is_damage(place):
    witness.refuse_far_cell(1_048_575, 16_383)
    with pytest.raises(InputError, match=r"^E_CORRUPT: damaged \(the address"):
        witness.refuse_far_cell(*place)


def test_nothing_far_is_told_of_rows_that_only_have_a_great_number():
    rows = '<c r="A1"><v>1</v></c></row><row r="900" ht="9">'
    with asking({"limits": {"cells": 1000}}):
        assert refuse_bad_cells(sheet(rows), 0, "sheet1.xml") == ""


@pytest.mark.parametrize("row", [16_384, 1_048_576])
def test_a_row_of_seven_digits_is_read_whole(row):
    assert witness.census(sheet("<c><v>1</v></c>", row)).last == row

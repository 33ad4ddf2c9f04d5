"""Raw files become workbooks, or are refused in one sentence."""

import datetime
import shutil
from pathlib import Path

import openpyxl
import pytest

from builders import write_workbook
from exchange_stats.ground.errors import InputError
from exchange_stats.reading.workbook import opening, read_workbook
from exchange_stats.reading.workbook.intake.handover import from_bytes
from exchange_stats.reading.workbook.intake.limits import asking
from exchange_stats.reading.workbook.second import choice
from hostile_files import (
    ODS_ROW,
    book,
    compound,
    ods,
    packed,
    parts,
    record,
    sheet,
    strings,
    web_archive,
    xls,
)


def test_rows_keep_their_places_when_the_first_are_empty(tmp_path):
    path = write_workbook(tmp_path / "a.xlsx", {"s": [[], [None, None], [None, "x", 5]]})
    sheet = read_workbook(path).sheets[0]
    assert sheet.value(2, 1) == "x"
    assert sheet.value(2, 2) == 5
    assert sheet.value(0, 0) is None
    assert sheet.value(99, 99) is None


def test_sheets_come_in_order_with_hidden_ones_marked(tmp_path):
    path = write_workbook(tmp_path / "a.xlsx", {"one": [[1]], "two": [[2]]}, hidden_sheets=["two"])
    assert [(sheet.name, sheet.hidden) for sheet in read_workbook(path).sheets] == [
        ("one", False),
        ("two", True),
    ]


def test_merges_are_places_and_what_they_hide_is_told(tmp_path):
    path = write_workbook(
        tmp_path / "a.xlsx", {"s": [["head", None, 1], ["a", 2, 3]]}, merges=["A1:B1"]
    )
    assert read_workbook(path).sheets[0].merges == ((0, 0, 0, 1),)


def test_dates_stay_dates_and_print_in_iso_form(tmp_path):
    path = write_workbook(tmp_path / "a.xlsx", {"s": [[datetime.date(2020, 9, 1)]]})
    assert read_workbook(path).sheets[0].printed(0, 0) == "2020-09-01"


def test_a_date_that_is_shown_as_its_year_is_that_year(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["Country", *(datetime.date(year, 9, 1) for year in (2019, 2020, 2021))])
    book.active.append(["China", 12, 15, 18])
    for cell, shown in zip(book.active[1][1:], ("yyyy", "[$-419]yyyy;@", "mmm yyyy"), strict=True):
        cell.number_format = shown
    book.save(tmp_path / "a.xlsx")
    sheet = read_workbook(tmp_path / "a.xlsx").sheets[0]
    assert [sheet.printed(0, column) for column in range(4)] == [
        *("Country", "2019", "2020", "2021-09-01"),
    ]


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(InputError, match=r'^E_NOT_FOUND: "none\.xlsx": no such file; check'):
        read_workbook(tmp_path / "none.xlsx")


def test_a_folder_is_refused(tmp_path):
    with pytest.raises(InputError, match=r"^E_NOT_A_FILE: .*: a folder, not a file; give a file$"):
        read_workbook(tmp_path)


def test_an_empty_file_is_refused(tmp_path):
    (tmp_path / "empty.xlsx").touch()
    with pytest.raises(InputError, match=r"^E_EMPTY: \"empty\.xlsx\": the file is empty"):
        read_workbook(tmp_path / "empty.xlsx")


def test_a_picture_is_named_for_what_it_is(tmp_path):
    (tmp_path / "scan.xlsx").write_bytes(b"%PDF-1.7 ...")
    with pytest.raises(
        InputError, match=r'^E_NOT_SHEET: "scan\.xlsx": this is a PDF document, .*; ask for the w'
    ):
        read_workbook(tmp_path / "scan.xlsx")


def test_a_damaged_workbook_is_refused_with_the_next_step(tmp_path):
    path = write_workbook(tmp_path / "a.xlsx", {"s": [[1]]})
    path.write_bytes(path.read_bytes()[:500])
    with pytest.raises(InputError, match=r"^E_CORRUPT: \"a\.xlsx\": damaged \(.*let it repair"):
        read_workbook(path)


def test_the_name_of_a_file_does_not_matter(tmp_path):
    path = write_workbook(tmp_path / "a.xlsx", {"s": [[1]]})
    shutil.move(path, tmp_path / "a.dat")
    assert read_workbook(tmp_path / "a.dat").format == "xlsx"


def test_bytes_that_are_no_table_in_any_encoding_are_refused(tmp_path):
    (tmp_path / "noise.csv").write_bytes(bytes([0x81, 0x8D, 0xFF, 0x01, 0x02]) * 50)
    with pytest.raises(
        InputError, match=r"^E_ENCODING: \"noise\.csv\": .* \(binary content at byte 3\)"
    ):
        read_workbook(tmp_path / "noise.csv")


def test_a_page_named_as_a_workbook_is_read(tmp_path):
    page = "<html><table><tr><td>Osh</td><td>5</td></tr></table></html>"
    (tmp_path / "page.xls").write_text(page, encoding="utf-8")
    book = read_workbook(tmp_path / "page.xls")
    assert book.format == "html"
    assert book.sheets[0].values == [["Osh", "5"]]


def test_an_encoding_that_was_inferred_is_told(tmp_path):
    text = "\u0421\u0442\u0440\u0430\u043d\u0430;2019\n\u041a\u0438\u0442\u0430\u0439;5\n"
    (tmp_path / "old.csv").write_bytes(text.encode("cp1251"))
    book = read_workbook(tmp_path / "old.csv")
    (told,) = book.notes
    assert told.told("en").startswith('W_ENCODING: "old.csv": read as cp1251; ')
    assert book.sheets[0].value(1, 1) == "5"


def test_what_a_reader_raises_on_damaged_bytes_is_damage(tmp_path, monkeypatch):
    def raises(error):
        def reader(*_):
            raise error

        monkeypatch.setattr(opening, "read_twice", reader)

    content = write_workbook(tmp_path / "a.xlsx", {"s": [["x", 5]]}).read_bytes()
    raises(ValueError("content of a cell"))
    with pytest.raises(InputError, match=r'^E_CORRUPT: "a.xlsx": damaged \(the reader stopped\)'):
        opening.parsed(content, "a.xlsx")
    for error in (MemoryError(), NameError()):
        raises(error)
        with pytest.raises(type(error)):
            opening.parsed(content, "a.xlsx")
    monkeypatch.setattr(opening, "read_twice", lambda *_: ((), ()))
    with pytest.raises(InputError, match=r"^E_NO_SHEETS"):
        opening.parsed(content, "a.xlsx")


@pytest.mark.parametrize("error", [MemoryError(), NameError(), KeyboardInterrupt()])
def test_memory_that_ends_and_a_defect_of_ours_do_not_pass_for_a_reader_that_stops(
    tmp_path, monkeypatch, error
):
    def stops(_):
        raise error

    content = write_workbook(tmp_path / "a.xlsx", {"s": [["x", 5]]}).read_bytes()
    monkeypatch.setattr(opening.python_calamine, "load_workbook", stops)
    with pytest.raises(type(error)):
        opening.parsed(content, "a.xlsx")


def test_a_page_over_its_limit_is_refused():
    page = b"<table>" + b"<tr><td>a</td></tr>" * 100_000
    told = r"^E_TOO_BIG: .*1 MiB, the limit is 1; .*page_mib=N"
    with asking({"limits": {"page_mib": 1}}), pytest.raises(InputError, match=told):
        opening.parsed(page, "a.html")


@pytest.mark.parametrize(
    ("error", "code"), [(InputError("E_CORRUPT: x"), "E_CORRUPT"), (ValueError(), "")]
)
def test_records_that_cannot_be_followed_leave_the_cells_to_the_readers(monkeypatch, error, code):
    def stops(content):
        raise error

    monkeypatch.setattr(opening, "xls_looks", stops)
    if code:
        with pytest.raises(InputError, match=code):
            opening.parsed(xls(), "a.xls")
    else:
        assert from_bytes(opening.parsed(xls(), "a.xls"), Path("a.xls")).sheets[0].values == [[5.0]]


def test_records_outside_a_compound_file_are_a_workbook(tmp_path):
    whole = xls()
    start = whole.index(b"\x09\x08", 512)
    book = from_bytes(opening.parsed(whole[start:], "a.xls"), Path("a.xls"))
    assert (book.format, book.sheets[0].values) == ("xls", [[5.0]])


def test_xml_that_breaks_off_is_damage():
    space = b"urn:schemas-microsoft-com:office:spreadsheet"
    xml = b'<?xml version="1.0"?><Workbook xmlns="' + space + b'"><Table>'
    with pytest.raises(InputError, match=r"^E_CORRUPT: .*the reader stopped"):
        opening.parsed(xml, "a.xml")


def test_sheets_of_charts_are_passed_over(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["x", 5])
    book.create_chartsheet("drawn", 0).add_chart(openpyxl.chart.BarChart())
    book.save(tmp_path / "a.xlsx")
    assert [sheet.name for sheet in read_workbook(tmp_path / "a.xlsx").sheets] == ["Sheet"]


def test_only_a_date_is_shown_as_its_year_and_what_a_merge_hides_is_marked(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["soon", datetime.date(2020, 9, 1)])
    for cell in book.active[1]:
        cell.number_format = "yyyy"
    book.save(tmp_path / "a.xlsx")
    assert read_workbook(tmp_path / "a.xlsx").sheets[0].values == [["soon", 2020.0]]
    merged = sheet(after='<mergeCells count="1"><mergeCell ref="A1:B9"/></mergeCells>')
    (tmp_path / "b.xlsx").write_bytes(packed(parts(sheet=merged)))
    looks = read_workbook(tmp_path / "b.xlsx").sheets[0].looks
    assert {place for place, look in looks.items() if look.under_merge} == {(0, 1), (1, 0), (1, 1)}


def told_as(encoding, part):
    declared = part.decode().replace('encoding="UTF-8"', f'encoding="{encoding}"')
    return declared.replace("Osh", "Ош").encode(encoding)


PLAIN = parts(
    sheet=sheet(
        '<row r="1"><c r="A1" t="inlineStr"><is><t>Osh</t></is></c><c r="B1"><v>5</v></c></row>'
    ),
    strings=None,
)
ODD = {
    "in a folder": {f"book/{name}": part for name, part in PLAIN.items()},
    "in windows-1251": {name: told_as("windows-1251", part) for name, part in PLAIN.items()},
    "in UTF-16 without its mark": {
        name: told_as("utf-16-le", part) for name, part in PLAIN.items()
    },
    "a workbook part of another name": {
        name.replace("workbook.xml", "book2.xml"): part.replace(b"workbook.xml", b"book2.xml")
        for name, part in PLAIN.items()
    },
}


@pytest.mark.parametrize("kind", ODD)
def test_a_workbook_that_is_packed_or_written_in_an_odd_way_is_read(kind):
    found = from_bytes(opening.parsed(packed(ODD[kind]), "a.xlsx"), Path("a.xlsx"))
    assert found.format == "xlsx"
    place = "Osh" if kind in ("in a folder", "a workbook part of another name") else "Ош"
    assert found.sheets[0].values == [[place, 5.0]]
    assert [note.code for note in found.notes] in (["W_CONTAINER"], ["W_SECOND_READER"])


def test_a_sheet_that_is_named_and_not_there_is_told_and_the_others_are_read():
    named = book(("one", ""), ("two", ""))
    named = named.replace(b'sheetId="2" r:id="rId1"', b'sheetId="2" r:id="rId3"')
    content = packed(parts(book=named))
    found = from_bytes(opening.parsed(content, "a.xlsx"), Path("a.xlsx"))
    assert [sheet.name for sheet in found.sheets] == ["one"]
    told = {note.code: note.said["en"] for note in found.notes}
    assert told["W_SHEET_LOST"] == "the sheet two is named, but not in the file"


def taken(content, name="a.xlsx"):
    """Return the workbook that bytes are, and what is to be said of it."""
    found = from_bytes(opening.parsed(content, name), Path(name))
    return found, [note.told("en").partition("; ")[0] for note in found.notes]


def test_a_lone_far_cell_is_told_and_the_table_is_read_without_it():
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="900"><c r="Z900"><v>2</v></c></row>'
    with asking({"limits": {"cells": 20_000}}):
        found, _ = taken(packed(parts(sheet=sheet(rows))))
    assert found.sheets[0].values == [[1.0]]
    (stray,) = found.notes
    assert (stray.code, stray.cell) == ("W_STRAY_CELL", "Z900")


def test_an_error_that_readers_do_not_know_is_told_as_it_stands():
    rows = '<row r="1"><c r="A1" t="e"><v>#SPILL!</v></c><c r="B1"><v>5</v></c></row>'
    found, told = taken(packed(parts(sheet=sheet(rows))))
    assert found.sheets[0].values == [[None, 5.0]]
    assert found.sheets[0].looks[0, 0].error == "#SPILL!"
    assert told == ['W_ERROR_CELL: "a.xlsx": 1 error cells, first s!A1']


@pytest.mark.parametrize("number", ["NaN", "1e999", "-inf"])
def test_a_number_that_is_none_or_without_end_is_told_as_an_error(number):
    rows = f'<row r="1"><c r="A1"><v>{number}</v></c><c r="B1"><v>5</v></c></row>'
    found, told = taken(packed(parts(sheet=sheet(rows))))
    assert found.sheets[0].values == [[None, 5.0]]
    assert found.sheets[0].looks[0, 0].error == "#NUM!"
    assert told == ['W_ERROR_CELL: "a.xlsx": 1 error cells, first s!A1']


def test_a_workbook_under_the_ending_of_another_kind_is_read_and_told():
    found, (told,) = taken(packed(parts()), "a.XLS")
    assert found.format == "xlsx"
    assert told == 'W_EXT_MISMATCH: "a.XLS": named .xls, but its content is xlsx'


def test_bytes_before_an_archive_are_told():
    found, (told,) = taken(b"junk" + packed(parts()))
    assert found.sheets[0].values[0] == ["Country", 2019.0]
    assert told.startswith('W_CONTAINER: "a.xlsx": an unusual container (')


def test_a_web_archive_is_read_by_its_page():
    page = web_archive("<table><tr><td>Osh</td><td>5</td></tr></table>")
    found, told = taken(page, "a.mht")
    assert (found.format, found.sheets[0].name, told) == ("mhtml", "a", [])
    assert found.sheets[0].values == [["Osh", "5"]]


def test_an_open_document_is_known_by_its_parts_and_read_with_what_is_hidden():
    hidden = '<table:table-row table:visibility="collapse">' + ODS_ROW.partition(">")[2]
    found, _ = taken(ods(ODS_ROW + hidden), "a.ods")
    assert found.format == "ods"
    assert found.sheets[0].hidden_rows == {1}
    assert len(found.sheets[0].values) == 2


@pytest.mark.parametrize(
    "content",
    [compound({"EncryptedPackage": bytes(600)}), xls(record(0x2F, bytes(6)))],
    ids=["a container", "records"],
)
def test_a_locked_workbook_is_refused_as_such(content):
    with pytest.raises(InputError, match=r'^E_ENCRYPTED: "a.xls"'):
        opening.parsed(content, "a.xls")


def test_an_old_workbook_whose_header_names_too_much_is_damaged():
    content = bytearray(xls())
    content[44:48] = b"\xff\xff\0\0"
    with pytest.raises(InputError, match=r"^E_CORRUPT: .*its header names more than it holds"):
        opening.parsed(bytes(content), "a.xls")


def test_a_workbook_none_of_whose_sheets_is_there_has_none():
    with pytest.raises(InputError, match=r"^E_NO_SHEETS"):
        opening.parsed(packed(parts(sheet=None)), "a.xlsx")


def test_an_empty_text_is_an_empty_cell():
    rows = '<row r="1"><c r="A1" t="inlineStr"><is><t></t></is></c><c r="B1"><v>5</v></c></row>'
    assert taken(packed(parts(sheet=sheet(rows))))[0].sheets[0].values == [[None, 5.0]]


def test_a_file_that_ended_the_memory_is_read_by_the_second_reader_alone(tmp_path, monkeypatch):
    content = write_workbook(tmp_path / "a.xlsx", {"s": [["Country", 2019]]}).read_bytes()
    monkeypatch.setattr(opening.python_calamine, "load_workbook", None)
    with asking({"again": True}):
        found, (told,) = taken(content)
    assert found.sheets[0].values[0] == ["Country", 2019.0]
    assert told.startswith('W_SECOND_READER: "a.xlsx": read by the second reader')


def test_macros_are_told_and_left_out():
    _, told = taken(packed({**parts(), "xl/vbaProject.bin": b"x"}), "a.xlsm")
    assert [line.partition(":")[0] for line in told] == ["W_MACROS"]


def test_a_superscript_is_apart_from_its_text_and_a_sheet_too_large_is_refused():
    mark = '<rPr><vertAlign val="superscript"/></rPr>'
    texts = f"<si><r><t>Osh</t></r><r>{mark}<t>1</t></r></si><si><t>Talas</t></si>"
    content = packed(parts(strings=strings(texts)))
    found, _ = taken(content)
    assert [row[0] for row in found.sheets[0].values] == ["Osh", "Talas"]
    message = r'^E_TOO_BIG: "a.xlsx" s: too large: 2 columns, the limit is 1'
    with asking({"limits": {"columns": 1}}), pytest.raises(InputError, match=message):
        opening.parsed(content, "a.xlsx")


def test_an_open_document_that_is_a_text_is_named_as_one():
    kind = b"application/vnd.oasis.opendocument.text"
    with pytest.raises(InputError, match=r"^E_NOT_SHEET: .*this is an OpenDocument text"):
        opening.parsed(packed({"mimetype": kind, "content.xml": b"<a/>"}), "a.ods")


def test_a_plain_workbook_with_blank_cells_is_not_read_a_second_time(monkeypatch):
    monkeypatch.setitem(choice.READERS, "xlsx", None)
    rows = '<row r="1"><c r="A1"><v>1</v></c><c r="C1"><v>5</v></c></row><row r="3"/>'
    found, told = taken(packed(parts(sheet=sheet(rows))))
    assert (found.sheets[0].values, told) == ([[1.0, None, 5.0]], [])

"""Raw files become workbooks, or are refused in one sentence."""

import datetime
import shutil
from pathlib import Path

import openpyxl
import pytest

from builders import write_workbook
from exchange_stats.ground.errors import InputError
from exchange_stats.reading.workbook import opening
from exchange_stats.reading.workbook.intake.handover import from_bytes
from exchange_stats.reading.workbook.intake.limits import asking
from exchange_stats.reading.workbook.opening import read_workbook
from hostile_files import book, packed, parts, sheet, xls


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
    book.create_chartsheet("drawn").add_chart(openpyxl.chart.BarChart())
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

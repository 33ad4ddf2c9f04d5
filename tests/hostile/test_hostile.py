"""Whatever a file is, it is read, with warnings by their codes, or refused by one code."""

import os
import struct
import zipfile

import pytest

import hostile_files as built
from builders import write_workbook
from exchange_stats.ground.errors import InputError
from exchange_stats.reading.workbook import read_workbook
from exchange_stats.reading.workbook.intake.limits import asking
from exchange_stats.received.reader import read_file
from hostile_files import (
    BOOK,
    CORE,
    ROWS,
    SHEET,
    SPREADSHEET_2003,
    STRINGS,
    packed,
    parts,
    record,
    sheet,
)
from mutated import binary_columns, binary_parts, binary_record, binary_row, binary_sheet

MIB = 2**20


# What the line of a code has to say, besides file, place and advice.
TEXTS = {
    **{"E_BOMB": "unpacks to", "E_TOO_BIG": "too large", "E_DTD": "DTD", "E_CORRUPT": "damaged"},
    **{"E_ENCRYPTED": "password", "E_NOT_SHEET": "not a spreadsheet", "E_EMPTY": "empty"},
    **{"E_ARCHIVE": "archive", "E_NO_SHEETS": "no sheet", "E_NOT_DATA": "not data"},
    **{"E_SYMLINK": "link", "E_NOT_A_FILE": "not a file", "E_ENCODING": "encoding"},
    **{"W_ERROR_CELL": "error cell", "W_NO_CACHED_VALUE": "save", "W_HIDDEN": "hidden"},
    **{"W_EXT_MISMATCH": "content", "W_CONTAINER": "unusual", "W_STRAY_CELL": "not read"},
    **{"W_SECOND_READER": "second reader", "W_MACROS": "macros", "W_LINKS": "not followed"},
    "W_ENCODING": "read as",
}


def outcome(path):
    """Return the code of the refusal, or those of the warnings, in order.

    Each is one line that names the file, says what its code has to say, and ends with advice.
    """
    try:
        book = read_workbook(path)
    except InputError as error:
        told = {error.code: (error.told("en"), error.told("ru"))}
    else:
        told = {note.code: (note.told("en"), note.told("ru")) for note in book.notes}
    for code, (english, russian) in told.items():
        assert english.startswith(f'{code}: "{path.name}"')
        assert russian.startswith(f'{code}: "{path.name}"')
        assert TEXTS[code] in english
        assert russian != english
        assert "\n" not in english + russian
        assert "; " in english
    return " ".join(told) or "read"


def outcome_of(tmp_path, content, name="a.xlsx"):
    (tmp_path / name).write_bytes(content)
    return outcome(tmp_path / name)


def one_cell(inside, attributes=""):
    return packed(parts(sheet=sheet(f'<row r="1"><c r="A1"{attributes}>{inside}</c></row>')))


# --- bombs and size ---


BOMBS = {
    "a GiB of spaces in a sheet": (SHEET, parts(sheet=sheet("@")), b" " * MIB, 1024),
    "a text of a GiB": (
        STRINGS,
        parts(strings=built.strings("<si><t>@</t></si>")),
        b"x" * MIB,
        1024,
    ),
    "50 million texts": (
        STRINGS,
        parts(strings=built.strings("@")),
        b"<si><t/></si>" * 100_000,
        500,
    ),
    "30 million rows": (SHEET, parts(sheet=sheet("@")), b'<row r="1"></row>' * 100_000, 320),
}


@pytest.mark.parametrize("name", BOMBS)
def test_what_unpacks_to_too_much_is_a_bomb(tmp_path, name):
    part, content, piece, times = BOMBS[name]
    bomb = built.repeated(content, part, piece, times)
    assert len(bomb) < 16 * MIB
    assert outcome_of(tmp_path, bomb) == "E_BOMB"


def test_overlapping_and_countless_parts_are_bombs(tmp_path):
    assert outcome_of(tmp_path, built.overlapping(5000)) == "E_BOMB"
    many = packed({f"xl/{place}": b"" for place in range(70_000)}, zipfile.ZIP_STORED)
    assert outcome_of(tmp_path, many) == "E_BOMB"


def test_what_is_small_in_the_file_and_too_much_once_read_is_too_big(tmp_path):
    cells = built.repeated(parts(sheet=sheet('<row r="1">@</row>')), SHEET, b"<c/>" * 100_000, 201)
    assert outcome_of(tmp_path, cells) == "E_TOO_BIG"
    many = packed(parts(book=built.book(*((f"s{place}", "") for place in range(10_000)))))
    assert outcome_of(tmp_path, many) == "E_TOO_BIG"
    row, cell = "table:number-rows-repeated", "table:number-columns-repeated"
    rows = (
        f'<table:table-row {row}="1000000"><table:table-cell office:value-type="float" '
        f'office:value="1" {cell}="16000"><text:p>1</text:p></table:table-cell></table:table-row>'
    )
    assert outcome_of(tmp_path, built.ods(rows), "a.ods") == "E_TOO_BIG"
    spaces = built.ODS_ROW.replace("Osh", 'Osh<text:s text:c="2000000000"/>')
    assert outcome_of(tmp_path, built.ods(spaces), "b.ods") == "E_TOO_BIG"
    assert outcome_of(tmp_path, b"a," * 1_000_000 + b"a\n", "a.csv") == "E_TOO_BIG"


# --- entities ---


KINDS = ["laughs", "quadratic", "file", "address", "parameter"]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("part", [SHEET, STRINGS, BOOK, CORE])
def test_a_doctype_in_any_part_is_refused(tmp_path, kind, part):
    content = parts()
    content[part] = built.with_doctype(content[part], kind)
    assert outcome_of(tmp_path, packed(content)) == "E_DTD"


@pytest.mark.parametrize("kind", KINDS)
def test_a_doctype_in_other_formats_is_refused(tmp_path, kind):
    assert outcome_of(tmp_path, built.ods(kind=kind), "a.ods") == "E_DTD"
    content = built.with_doctype(SPREADSHEET_2003, kind)
    assert outcome_of(tmp_path, content, "a.xml") == "E_DTD"


# --- damage ---


def spoilt(content, place, value):
    at = content.index(
        b"PK\x01\x02", content.index(SHEET.encode(), content.index(b"PK\x01\x02")) - 46
    )
    return content[: at + place] + struct.pack("<I", value) + content[at + place + 4 :]


def test_wrong_sums_wrong_sizes_and_cut_archives_are_damage(tmp_path):
    content = packed(parts())
    assert outcome_of(tmp_path, spoilt(content, 16, 1)) == "E_CORRUPT"
    assert outcome_of(tmp_path, spoilt(content, 24, 100)) == "E_CORRUPT"
    for end in (10, len(content) // 2, -1):
        assert outcome_of(tmp_path, content[:end]) == "E_CORRUPT"


def test_two_parts_of_one_name_are_damage(tmp_path):
    double = SHEET.replace("sheet1", "sheet2")
    content = packed({**parts(), double: sheet("")}).replace(double.encode(), SHEET.encode())
    assert outcome_of(tmp_path, content) == "E_CORRUPT"


@pytest.mark.parametrize("number", ["2", "-1", "abc", "1" + "0" * 19])
def test_the_number_of_a_text_that_is_not_there_is_damage(tmp_path, number):
    assert outcome_of(tmp_path, one_cell(f"<v>{number}</v>", ' t="s"')) == "E_CORRUPT"


def test_a_text_without_a_table_of_texts_is_damage(tmp_path):
    assert outcome_of(tmp_path, packed(parts(strings=None))) == "E_CORRUPT"


@pytest.mark.parametrize("address", ["A4000000000", "ZZZZZZZ1", "A\x001"])
def test_an_address_that_cannot_be_is_damage(tmp_path, address):
    content = sheet(f'<row r="1"><c r="{address}"><v>1</v></c></row>')
    assert outcome_of(tmp_path, packed(parts(sheet=content))) == "E_CORRUPT"


def test_bytes_that_are_not_utf8_are_damage(tmp_path):
    content = sheet('<row r="1"><c r="A1" t="inlineStr"><is><t>@</t></is></c></row>')
    bad = content.replace(b"@", b"\xff\xfe\xc3")
    assert outcome_of(tmp_path, packed(parts(sheet=bad))) == "E_CORRUPT"


def test_an_old_file_that_names_more_than_it_holds_is_damage(tmp_path):
    content = bytearray(built.xls())
    struct.pack_into("<I", content, 44, 100_000_000)
    assert outcome_of(tmp_path, bytes(content), "a.xls") == "E_CORRUPT"


def test_a_quote_that_is_never_closed_is_named_with_its_line(tmp_path):
    (tmp_path / "a.csv").write_text('a,b\n1,2\n"3,4\n5,6\n', encoding="utf-8")
    with pytest.raises(InputError, match=r'^E_CORRUPT: "a\.csv" line 4: .*quote') as caught:
        read_workbook(tmp_path / "a.csv")
    assert caught.value.told("ru").startswith('E_CORRUPT: "a.csv" строка 4: повреж')


def test_ends_that_never_come_are_not_searched_for_again_and_again(tmp_path):
    opened = built.strings('<si><t>"superscript"</t>' + "<si>" * 300_000)
    assert outcome_of(tmp_path, packed(parts(strings=opened))) == "E_CORRUPT"
    formulas = sheet('<row r="1">' + '<c r="A1" t="e"><f>' * 200_000 + "</row>")
    assert outcome_of(tmp_path, packed(parts(sheet=formulas))) == "E_CORRUPT"


# --- passwords ---


def test_every_kind_of_password_is_told(tmp_path):
    locked = built.compound({"EncryptionInfo": b"x", "EncryptedPackage": b"x"})
    assert outcome_of(tmp_path, locked, "a.xlsx") == "E_ENCRYPTED"
    assert outcome_of(tmp_path, locked, "a.xlsb") == "E_ENCRYPTED"
    old = built.xls(record(0x2F, b"\1\0" + b"x" * 52))
    assert outcome_of(tmp_path, old, "a.xls") == "E_ENCRYPTED"
    ods = built.ods(locked="<manifest:encryption-data/>")
    assert outcome_of(tmp_path, ods, "a.ods") == "E_ENCRYPTED"


# --- what is no workbook ---


OTHERS = {
    "pdf": b"%PDF-1.7\n1 0 obj\n",
    "png": b"\x89PNG\r\n\x1a\n" + b"\0" * 40,
    "rar": b"Rar!\x1a\x07\x01\0" + b"x" * 40,
    "sqlite": b"SQLite format 3\0" + b"\0" * 84,
    "word": packed({"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"}),
    "old word": built.compound({"WordDocument": b"x"}),
    "zeros": b"\0" * 5000,
    "prose": b"Dear colleagues, please find the numbers of students in the file.\n\n"
    b"It was sent to all of you last week, but some have written that it never came.\n"
    b"Yours, the department\n",
}


@pytest.mark.parametrize("ending", ["xlsx", "xls", "csv"])
@pytest.mark.parametrize("kind", OTHERS)
def test_another_kind_of_file_is_named_whatever_it_is_called(tmp_path, kind, ending):
    assert outcome_of(tmp_path, OTHERS[kind], f"a.{ending}") == "E_NOT_SHEET"


def test_empty_files_archives_and_workbooks_without_sheets_are_told_apart(tmp_path):
    assert outcome_of(tmp_path, b"") == "E_EMPTY"
    inside = packed(parts())
    assert outcome_of(tmp_path, packed({"a.xlsx": inside, "b.xlsx": inside})) == "E_ARCHIVE"
    assert outcome_of(tmp_path, packed(parts(book=built.book()))) == "E_NO_SHEETS"
    assert outcome_of(tmp_path, packed(parts(sheet=None))) == "E_NO_SHEETS"


@pytest.mark.parametrize(
    ("target", "outside"), [("../../secret", False), ("http://127.0.0.1:9/a.xml", True)]
)
def test_a_sheet_outside_the_file_is_not_followed(tmp_path, target, outside):
    (tmp_path / "secret").write_bytes(sheet())
    related = built.relations(("worksheet", target), outside=outside)
    assert outcome_of(tmp_path, packed(parts(relations=related))) == "E_NO_SHEETS"


def test_service_files_links_pipes_and_folders_are_not_opened(tmp_path):
    content = packed(parts())
    assert outcome_of(tmp_path, content, "~$a.xlsx") == "E_NOT_DATA"
    assert outcome_of(tmp_path, content, "._a.xlsx") == "E_NOT_DATA"
    (tmp_path / "in").mkdir()
    for target in ("../~$a.xlsx", "nothing", "link.xlsx", "/dev/zero"):
        link = tmp_path / "in" / "link.xlsx"
        link.unlink(missing_ok=True)
        link.symlink_to(target)
        assert outcome(link) == "E_SYMLINK"
    os.mkfifo(tmp_path / "pipe.xlsx")
    assert outcome(tmp_path / "pipe.xlsx") == "E_NOT_A_FILE"
    assert outcome(tmp_path / "in") == "E_NOT_A_FILE"


# --- encodings ---


def test_text_in_no_one_encoding_is_refused(tmp_path):
    line = "\u0421\u0442\u0440\u0430\u043d\u0430;2019\n"
    mixed = line.encode() * 3 + line.encode("cp1251") * 3
    assert outcome_of(tmp_path, mixed, "a.csv") == "E_ENCODING"
    bad = line.encode() * 3 + b"\xff;5\n" + line.encode()
    assert outcome_of(tmp_path, bad, "b.csv") == "E_ENCODING"
    noise = bytes((place * 7919 >> 3) % 256 for place in range(1, 5000))
    assert outcome_of(tmp_path, noise, "c.csv") == "E_ENCODING"


# --- read with a warning ---


ERRORS = [
    *("#REF!", "#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#VALUE!", "#SPILL!", "#CALC!"),
    *("#GETTING_DATA", "#BLOCKED!", "#UNKNOWN!", "#FIELD!"),
]


@pytest.mark.parametrize("error", ERRORS)
def test_an_error_cell_is_kept_and_told(tmp_path, error):
    content = one_cell(f"<v>{error}</v>", ' t="e"')
    assert outcome_of(tmp_path, content) == "W_ERROR_CELL"
    assert read_workbook(tmp_path / "a.xlsx").sheets[0].looks[0, 0].error == error


def test_an_error_of_an_open_document_is_told(tmp_path):
    rows = (
        '<table:table-row><table:table-cell office:value-type="string" '
        'calcext:value-type="error"><text:p>Err:502</text:p></table:table-cell></table:table-row>'
    )
    assert outcome_of(tmp_path, built.ods(rows), "a.ods") == "W_ERROR_CELL"


def test_a_formula_without_a_value_is_told(tmp_path):
    assert outcome_of(tmp_path, one_cell("<f>1+1</f>")) == "W_NO_CACHED_VALUE"


@pytest.mark.parametrize(
    "hidden",
    [{"hidden_rows": [2]}, {"hidden_columns": ["B"]}, {"hidden_sheets": ["two"]}],
    ids=["row", "column", "sheet"],
)
def test_what_is_hidden_is_read_and_told(tmp_path, hidden):
    sheets = {"one": [["a", 1], ["b", 2]], "two": [["c", 3]]}
    path = write_workbook(tmp_path / "a.xlsx", sheets, **hidden)
    assert outcome(path) == "W_HIDDEN"
    (note,) = read_workbook(path).notes
    places = {"hidden_rows": ("one", "A2"), "hidden_columns": ("one", "B1")}
    assert (note.sheet, note.cell) == places.get(*hidden, ("two", "A1"))


@pytest.mark.parametrize("again", [False, True], ids=["first reader", "second reader"])
def test_what_a_binary_workbook_hides_is_counted_and_its_first_cell_told(tmp_path, again):
    numbers = [binary_record(5, struct.pack("<IId", place, 0, 4614.5)) for place in range(4)]
    rows = [binary_row(row, hidden=row in (3, 5)) + b"".join(numbers) for row in range(6)]
    part = binary_sheet(*rows, before=binary_columns(2, 3, hidden=True))
    (tmp_path / "a.xlsb").write_bytes(packed(binary_parts(sheet=part)))
    (tmp_path / "b.xlsb").write_bytes(packed(binary_parts(state=2)))
    with asking({"again": again}):
        book, other = (read_workbook(tmp_path / name) for name in ("a.xlsb", "b.xlsb"))
    (sheet,) = book.sheets
    assert (sheet.hidden_rows, sheet.hidden_columns, sheet.hidden) == ({3, 5}, {2, 3}, False)
    assert sheet.values == [[4614.5] * 4] * 6
    notes = [note for note in book.notes if note.code == "W_HIDDEN"]
    assert [(note.sheet, note.cell) for note in notes] == [("данные", "A4")]
    assert "2 rows, 2 columns, 0 sheets" in notes[0].told("en")
    assert other.sheets[0].hidden
    notes = [note for note in other.notes if note.code == "W_HIDDEN"]
    assert [(note.sheet, note.cell) for note in notes] == [("данные", "A1")]
    assert "1 rows, 1 columns, 1 sheets" in notes[0].told("en")


def test_a_very_hidden_sheet_is_told(tmp_path):
    content = parts(book=built.book(("s", ' state="veryHidden"')))
    assert outcome_of(tmp_path, packed(content)) == "W_HIDDEN"


MERGE = '<mergeCells count="1"><mergeCell ref="C1:D2"/></mergeCells>'
ODD = {
    "a false count of texts": packed(
        parts(
            strings=built.strings(
                "<si><t>Country</t></si><si><t>Osh</t></si>", ' uniqueCount="4294967295"'
            )
        )
    ),
    "a sheet in UTF-16": packed(
        parts(sheet=sheet().decode().replace("UTF-8", "UTF-16").encode("utf-16"))
    ),
    "backslashes": packed({name.replace("/", "\\"): part for name, part in parts().items()}),
    "bzip2": packed(parts(), zipfile.ZIP_BZIP2),
    "bytes before": b"#!/bin/sh\n" + packed(parts()),
}


@pytest.mark.parametrize("name", ODD)
def test_an_odd_container_is_read_whole_and_told(tmp_path, name):
    assert outcome_of(tmp_path, ODD[name]) == "W_CONTAINER"
    values = read_workbook(tmp_path / "a.xlsx").sheets[0].values
    assert values == [["Country", 2019], ["Osh", 5]]


def test_a_lone_cell_at_the_far_end_is_told_and_the_table_is_read(tmp_path):
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    assert outcome_of(tmp_path, packed(parts(sheet=sheet(ROWS + far)))) == "W_STRAY_CELL"
    book = read_workbook(tmp_path / "a.xlsx")
    assert book.sheets[0].values == [["Country", 2019], ["Osh", 5]]
    assert "at XFD1048576, not read" in book.notes[0].told("en")


def test_where_the_first_reader_stops_the_second_reads(tmp_path):
    name = "xl/words.xml"
    renamed = {
        (name if part == STRINGS else part): content.replace(b'="sharedStrings.xml', b'="words.xml')
        for part, content in parts(sheet=sheet(after=MERGE)).items()
    }
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    override = f'<Override PartName="/{name}" ContentType="{kind}"/></Types>'.encode()
    listed = renamed["[Content_Types].xml"].replace(b"</Types>", override)
    assert outcome_of(tmp_path, packed({**renamed, "[Content_Types].xml": listed})) == (
        "W_SECOND_READER"
    )
    first = read_workbook(tmp_path / "a.xlsx").sheets[0]
    assert outcome_of(tmp_path, packed(parts(sheet=sheet(after=MERGE))), "b.xlsx") == "read"
    other = read_workbook(tmp_path / "b.xlsx").sheets[0]
    assert [row[:2] for row in first.values] == other.values
    assert first.merges == other.merges


def test_macros_are_neither_kept_nor_run(tmp_path):
    content = packed({**parts(), "xl/vbaProject.bin": b"Shell"})
    assert outcome_of(tmp_path, content, "a.xlsm") == "W_MACROS"


def test_links_to_other_files_are_counted_and_not_followed(tmp_path):
    content = packed({**parts(), "xl/externalLinks/externalLink1.xml": b"<externalLink/>"})
    assert outcome_of(tmp_path, content) == "W_LINKS"


XHTML = (
    '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html PUBLIC '
    '"-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">'
)
PAGE = "<html><meta charset={}><table><tr><td>\u041e\u0448</td><td>5</td></tr></table></html>"
WEB_ARCHIVE = built.web_archive("<table ><tr><td>Osh</td></tr></table>")


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (built.xls(), "a.xlsx"),
        (packed(parts()), "a.xls"),
        (built.ods(), "a.xlsx"),
        (PAGE.format("utf-8").encode(), "a.xls"),
        (PAGE.format("windows-1251").encode("cp1251"), "a.xls"),
        (XHTML.encode() + PAGE.format("utf-8").encode(), "a.xls"),
        (WEB_ARCHIVE, "a.xls"),
        (SPREADSHEET_2003, "a.xls"),
        ("a\tb\n1\t2\n".encode("utf-16"), "a.xls"),
    ],
)
def test_a_wrong_ending_is_told_and_does_not_matter(tmp_path, content, name):
    assert outcome_of(tmp_path, content, name).split()[0] == "W_EXT_MISMATCH"


@pytest.mark.parametrize(
    ("content", "name"),
    [(WEB_ARCHIVE, "a.mht"), (WEB_ARCHIVE, "a.MHTML"), (SPREADSHEET_2003, "a.xml")],
)
def test_a_right_ending_is_no_news(tmp_path, content, name):
    assert outcome_of(tmp_path, content, name) == "read"


# --- read plainly ---


SPACED = packed(
    {
        **parts(),
        SHEET: sheet()
        .replace(b"xmlns=", b"xmlns:x=")
        .replace(b"<", b"<x:")
        .replace(b"<x:/", b"</x:")
        .replace(b"<x:?", b"<?"),
    }
)
PLAIN = {
    "an archive in a part": packed({**parts(), "xl/embeddings/a.xlsx": packed(parts())}),
    "a false dimension": packed(parts(sheet=sheet(before='<dimension ref="A1:XFD1048576"/>'))),
    "strict names": packed(parts(sheet=sheet(space=built.STRICT))),
    "prefixed names": SPACED,
    "parts in another case": packed(
        {name.replace("shared", "SHARED"): part for name, part in parts().items()}
    ),
    "rows out of order": packed(
        parts(sheet=sheet(ROWS[ROWS.index('<row r="2"') :] + ROWS[: ROWS.index('<row r="2"')]))
    ),
    "dates from 1904": packed(
        parts(book=built.book(("s", ""), before='<workbookPr date1904="1"/>'))
    ),
}


def empty_rows():
    rows = (f'<row r="{n}"><c r="A{n}" s="0"/></row>' for n in range(3, 1_000_001))
    return packed(parts(sheet=sheet(ROWS + "".join(rows))))


def merged():
    merges = "".join(f'<mergeCell ref="C{n}:D{n}"/>' for n in range(3, 100_003))
    return packed(parts(sheet=sheet(after=f"<mergeCells>{merges}</mergeCells>")))


def styled():
    kinds = ("worksheet", "sharedStrings", "styles")
    targets = ("worksheets/sheet1.xml", "sharedStrings.xml", "styles.xml")
    related = built.relations(*zip(kinds, targets, strict=True))
    formats = "".join(f'<xf numFmtId="0" fontId="{n % 2}"/>' for n in range(64_000))
    styles = (
        f'<styleSheet xmlns="{built.MAIN}"><fonts><font/><font><b/></font></fonts>'
        f"<cellXfs>{formats}</cellXfs></styleSheet>"
    )
    rows = ROWS.replace('r="B2"', 'r="B2" s="63999"')
    return packed({**parts(sheet=sheet(rows), relations=related), "xl/styles.xml": styles.encode()})


def deep():
    return packed(parts(sheet=sheet(after="<a>" * 200_000 + "</a>" * 200_000)))


LARGE = {
    "1,000,000 formatted empty rows": empty_rows,
    "100,000 merges": merged,
    "64,000 styles": styled,
    "XML 200,000 deep outside cells": deep,
}


@pytest.mark.parametrize("name", [*PLAIN, *LARGE])
def test_what_is_only_unusual_is_read_plainly(tmp_path, name):
    content = LARGE[name]() if name in LARGE else PLAIN[name]
    assert outcome_of(tmp_path, content) == "read"
    values = read_workbook(tmp_path / "a.xlsx").sheets[0].values
    assert [row[:2] for row in values[:2]] == [["Country", 2019], ["Osh", 5]]


def test_two_headings_that_look_alike_stay_two_columns(tmp_path):
    """One has a Latin letter: nothing is put together that the workbook keeps apart."""
    rows = [["Страна", "Cтрана", "2019"], ["Ош", 7, 5], ["Нарын", 8, 6]]
    path = write_workbook(tmp_path / "a.xlsx", {"s": rows})
    assert outcome(path) == "read"
    cells = read_file(path).cells.set_index("cell")
    assert cells["column_label"].to_dict() == {
        **{"B2": "Cтрана", "C2": "2019", "B3": "Cтрана", "C3": "2019"}
    }
    assert cells["value"].to_dict() == {"B2": "7", "C2": "5", "B3": "8", "C3": "6"}


def test_long_texts_and_control_characters_are_read_whole(tmp_path):
    text = "x" * 40_000 + "\x01y"
    content = one_cell(f"<is><t>{text}</t></is>", ' t="inlineStr"')
    assert outcome_of(tmp_path, content) == "read"
    assert read_workbook(tmp_path / "a.xlsx").sheets[0].values == [[text]]

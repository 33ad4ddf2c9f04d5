"""What a file is, by its content."""

import struct

import pytest

from exchange_stats.ground.errors import InputError
from exchange_stats.reading.workbook.intake.kinds import (
    archive_kind,
    compound_kind,
    is_misnamed,
    kind_of,
)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"PK\x03\x04", "zip"),
        (b"junk PK\x05\x06" + b"\0" * 18, "zip"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"theme PK\x05\x06" + b"\0" * 18, "ole"),
        (b"\x09\x08\x10\x00", "biff"),
        (b"MIME-Version: 1.0\n", "mhtml"),
        (b"<table >", "markup"),
        (b"a,b", "text"),
    ],
)
def test_the_first_bytes_tell_the_kind(content, kind):
    assert kind_of(content) == kind


@pytest.mark.parametrize("content", [b"%PDF-1.7", b"\x89PNG", b"Rar!", b"SQLite format 3", b"\0\0"])
def test_other_kinds_are_named(content):
    with pytest.raises(InputError, match=r"^E_NOT_SHEET: this is .*, not a spreadsheet"):
        kind_of(content)


DBASE = bytes([3, 121, 12, 31]) + struct.pack("<IHH", 1, 65, 11) + bytes(20)
DBASE += b"NAME".ljust(32, b"\0") + b"\r" + b" Osh       \x1a"


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"ID;PWXL;N;E\r\n", "SYLK"),
        (b"TABLE\r\n0,1\r\n", "DIF"),
        (b"\0\0\x02\0\x06\x04", "Lotus 1-2-3"),
        (b"\0\1\0\0Standard Jet DB\0", "Access"),
        (b"$FL2@(#) SPSS DATA FILE", "SPSS"),
        (b"<stata_dta><header>", "Stata"),
        (b"PAR1\x15\x04", "Parquet"),
        (b'\xef\xbb\xbf [{"a": 1}]', "JSON"),
        (b'{"a": 1}\n{"a": 2}\n', "JSON"),
        (b'<?xml version="1.0"?>\n<office:document xmlns:office="a">', "flat OpenDocument"),
        (DBASE, "dBASE"),
        (DBASE[:8] + struct.pack("<H", 65 + 263) + DBASE[10:64] + b"\r" + bytes(263), "dBASE"),
    ],
)
def test_tables_of_other_programs_are_named(content, name):
    with pytest.raises(InputError, match=rf"^E_UNSUPPORTED: {name} is not read; save it as .xlsx"):
        kind_of(content)


@pytest.mark.parametrize("place", [2, 3, 10, 64])
def test_what_only_begins_like_a_dbase_file_is_none(place):
    changed = DBASE[:place] + b"\0" + DBASE[place + 1 :]
    assert kind_of(changed) == "text"
    assert kind_of(DBASE[:11]) == "text"


@pytest.mark.parametrize(
    ("parts", "mimetype", "found"),
    [
        (["xl/workbook.xml"], b"", "xlsx"),
        (["XL\\Workbook.xml"], b"", "xlsx"),
        (["xl/workbook.bin"], b"", "xlsb"),
        (["content.xml"], b"application/vnd.oasis.opendocument.spreadsheet", "ods"),
        (["content.xml"], b"", "ods"),
    ],
)
def test_the_parts_of_an_archive_tell_its_kind(parts, mimetype, found):
    assert archive_kind(parts, mimetype) == found


@pytest.mark.parametrize(
    ("parts", "mimetype", "code"),
    [
        (["word/document.xml"], b"", "E_NOT_SHEET"),
        (["content.xml"], b"application/vnd.oasis.opendocument.text", "E_NOT_SHEET"),
        (["a.xlsx", "b.xlsx"], b"", "E_ARCHIVE"),
        (["[Content_Types].xml"], b"", "E_NO_SHEETS"),
        (["Index/Document.iwa"], b"", "E_UNSUPPORTED"),
        (["Index.zip", "preview.jpg"], b"", "E_UNSUPPORTED"),
    ],
)
def test_an_archive_of_something_else_is_refused(parts, mimetype, code):
    with pytest.raises(InputError, match=rf"^{code}: "):
        archive_kind(parts, mimetype)


def test_an_old_file_is_known_by_its_streams():
    def named(*streams):
        return b"".join(f"{name}\0".encode("utf-16-le") for name in streams)

    assert compound_kind(named("Workbook")) == "xls"
    assert compound_kind(named("EncryptionInfo", "EncryptedPackage")) == "protected"
    for streams in (("WordDocument",), ()):
        with pytest.raises(InputError, match=r"^E_NOT_SHEET"):
            compound_kind(named(*streams))


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"%PDF-1.7", "a PDF document"),
        (b"\x89PNG\r\n", "a PNG picture"),
        (b"\xff\xd8\xff\xe0", "a JPEG picture"),
        (b"GIF89a", "a GIF picture"),
        (b"Rar!\x1a", "a RAR archive"),
        (b"7z\xbc\xaf\x27", "a 7z archive"),
        (b"\x1f\x8b\x08\0", "a gzip archive"),
        (b"SQLite format 3", "an SQLite database"),
        (b"{\\rtf1", "an RTF document"),
        (b"\0" * 9, "zero bytes only"),
    ],
)
def test_another_kind_is_told_by_its_name(content, name):
    with pytest.raises(InputError, match=rf"^E_NOT_SHEET: this is {name}, not a spreadsheet"):
        kind_of(content)


@pytest.mark.parametrize(
    "content", [b"\x09\x08\x10", b"\x09\x04\x06", b"\x09\x02\x06", b"\x09\x00\x04\x00"]
)
def test_bare_records_of_every_generation_are_an_old_workbook(content):
    assert kind_of(content) == "biff"


@pytest.mark.parametrize(
    "content",
    [b"<!DOCTYPE html>", b"<html>", b"<TABLE>", b"<meta a>", b"<?xml ?>", b"<head>", b"<body>"],
)
def test_markup_begins_in_many_ways(content):
    assert kind_of(b"\n" + content) == "markup"
    assert kind_of(content.decode().encode("utf-16")) == "markup"
    assert kind_of(b"a < b;5") == "text"


ENDINGS = {
    "xlsx": ["xlsx", "xlsm", "xltx", "xltm"],
    "xlsb": ["xlsb"],
    "xls": ["xls", "xlt"],
    "ods": ["ods", "ots"],
    "csv": ["csv", "tsv", "txt", "tab"],
    "html": ["html", "htm"],
    "mhtml": ["mht", "mhtml"],
    "xml": ["xml"],
}


def test_every_kind_has_its_endings_and_each_belongs_to_no_other_kind():
    for kind, own in ENDINGS.items():
        for ending in (one for names in ENDINGS.values() for one in names):
            assert is_misnamed(kind, f".{ending.upper()}") is (ending not in own)
        assert is_misnamed(kind, ".dat") is False
        assert is_misnamed(kind, "") is False
    assert is_misnamed("another", ".xls") is True


@pytest.mark.parametrize(
    ("parts", "mimetype", "name"),
    [
        (["word/document.xml"], b"", "a Word document"),
        (["ppt/presentation.xml"], b"", "a presentation"),
        (["content.xml"], b"application/vnd.oasis.opendocument.text\n", "an OpenDocument text"),
        (["content.xml"], b"application/vnd.oasis.opendocument.presentation", "a presentation"),
    ],
)
def test_archives_of_other_documents_are_told_by_their_name(parts, mimetype, name):
    with pytest.raises(InputError, match=rf"^E_NOT_SHEET: this is {name}, not a spreadsheet"):
        archive_kind(parts, mimetype)


def test_parts_of_a_workbook_may_lie_at_the_top_or_deeper():
    assert archive_kind(["workbook.bin"], b"") == "xlsb"
    assert archive_kind(["a\\xl\\Workbook.xml"], b"") == "xlsx"
    assert archive_kind(["x.xml"], b"application/vnd.oasis.opendocument.spreadsheet") == "ods"


@pytest.mark.parametrize(
    ("stream", "kind"),
    [("Workbook", "xls"), ("BOOK", "xls"), ("EncryptedPackage", "protected")],
)
def test_the_streams_of_a_compound_file_tell_its_kind(stream, kind):
    assert compound_kind(b"x" + f"{stream}\0".encode("utf-16-le")) == kind


@pytest.mark.parametrize(
    ("stream", "name"),
    [
        ("WORDDOCUMENT", "a Word document"),
        ("WordDocument", "a Word document"),
        ("PowerPoint Document", "a presentation"),
        ("Other", "an OLE file without a workbook"),
    ],
)
def test_compound_files_of_other_documents_are_told_by_their_name(stream, name):
    with pytest.raises(InputError, match=rf"^E_NOT_SHEET: this is {name}, not a spreadsheet"):
        compound_kind(f"{stream}\0".encode("utf-16-le"))


@pytest.mark.parametrize(
    ("month", "day", "is_one"),
    [(1, 1, True), (12, 31, True), (0, 5, False), (13, 5, False), (5, 0, False), (5, 32, False)],
)
def test_the_day_in_the_head_of_a_dbase_file_must_be_one(month, day, is_one):
    content = DBASE[:2] + bytes([month, day]) + DBASE[4:]
    if is_one:
        with pytest.raises(InputError, match="dBASE"):
            kind_of(content)
    else:
        assert kind_of(content) == "text"

"""Archives packed in an odd way are copied to plain ones."""

import io
import zipfile

import pytest

from exchange_stats.reading.workbook.intake import mending


def packed(parts, kind=zipfile.ZIP_DEFLATED):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", kind) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


def opened(content):
    return zipfile.ZipFile(io.BytesIO(content))


TEXTS = b'<sst xmlns="x" count="4294967295" uniqueCount="4294967295"><si/></sst>'


@pytest.mark.parametrize(
    ("content", "oddity", "part"),
    [
        (packed({"a.xml": b"<a/>"}), [], b"<a/>"),
        (b"junk" + packed({"a.xml": b"<a/>"}), ["odd_start"], b"<a/>"),
        (packed({"a.xml": b"<a/>"}, zipfile.ZIP_BZIP2), ["odd_zip"], b"<a/>"),
        (packed({"x\\a.xml": b"<a/>"}), ["odd_names"], b"<a/>"),
        (
            packed({"a.xml": '<?xml version="1.0" encoding="UTF-16"?><a/>'.encode("utf-16")}),
            ["odd_utf16"],
            b"<a/>",
        ),
        (packed({"a.xml": TEXTS}), ["odd_count"], b'<sst xmlns="x"><si/></sst>'),
    ],
)
def test_an_oddity_is_named_and_gone_in_the_copy(content, oddity, part):
    archive = opened(content)
    assert mending.oddities(content, archive, mending.look_at_heads(archive)) == oddity
    copy = mending.plain_copy(archive)
    again = opened(copy)
    (name,) = again.namelist()
    assert name in ("a.xml", "x/a.xml")
    assert again.read(name) == part
    assert mending.oddities(copy, again, mending.look_at_heads(again)) == []


BARE = b'<row><c><v>1</v></c><c t="s"/></row><row r="5"><c r="C5"/><c/></row><row/>'


def test_rows_and_cells_get_the_addresses_that_they_have_by_their_place():
    told = b'<row r="1"><c r="A1"><v>1</v></c><c r="B1" t="s"/></row>'
    told += b'<row r="5"><c r="C5"/><c r="D5"/></row><row r="6"/>'
    assert mending.with_addresses(BARE) == told


@pytest.mark.parametrize(
    "sheet", [b'<row r="2"><c r="B2"/></row><row/>', b"<!-- <c> -->" + BARE, b"<cols/>"]
)
def test_a_part_that_tells_its_addresses_or_holds_comments_stays_as_it_is(sheet):
    assert mending.with_addresses(sheet) == sheet

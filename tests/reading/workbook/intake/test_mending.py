"""Archives packed in an odd way are copied to plain ones."""

import io
import zipfile

import pytest

from exchange_stats.ground.errors import InputError
from exchange_stats.reading.workbook.intake import directory, mending


def packed(parts, kind=zipfile.ZIP_DEFLATED):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", kind) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


def opened(content):
    return zipfile.ZipFile(io.BytesIO(content))


def told_as(name, encoding=""):
    """An archive with a part that is said to be in an encoding, and is in this or another one."""
    part = f'<?xml version="1.0" encoding="{name}"?><a>Ош</a>'
    return packed({"a.xml": part.encode(encoding or name)})


PLACE = "<a>Ош</a>".encode()
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
            ["odd_encoding"],
            b"<a/>",
        ),
        (
            packed({"a.xml": PLACE.decode().encode("utf-16-le")}),
            ["odd_encoding"],
            PLACE,
        ),
        (
            packed({"a.xml": PLACE.decode().encode("utf-16-be")}),
            ["odd_encoding"],
            PLACE,
        ),
        (told_as("windows-1251"), ["odd_encoding"], PLACE),
        (told_as("Shift_JIS"), ["odd_encoding"], PLACE),
        (told_as("utf-16", "utf-8"), ["odd_encoding"], PLACE),
        (told_as("iso-8859-1", "utf-8-sig"), ["odd_encoding"], PLACE),
        (
            packed({"book/[Content_Types].xml": "", "__MACOSX/._a.xml": "", "book/a.xml": b"<a/>"}),
            ["odd_folder"],
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
    (name,) = {*again.namelist()} - {directory.TYPES}
    assert name in ("a.xml", "x/a.xml")
    assert again.read(name) == part
    assert mending.oddities(copy, again, mending.look_at_heads(again)) == []


@pytest.mark.parametrize("name", ["utf-8", "UTF8", "us-ascii", "of nobody", "base64", "utf-7"])
def test_a_part_that_readers_understand_or_nobody_knows_stays_as_it_is(name):
    archive = opened(told_as(name, "utf-8"))
    assert mending.oddities(b"PK", archive, mending.look_at_heads(archive)) == []


def test_letters_that_an_encoding_does_not_have_are_damage():
    archive = opened(told_as("utf-16", "cp1251"))
    with pytest.raises(InputError, match=r"^E_CORRUPT: a.xml: damaged \(a part with letters"):
        mending.plain_copy(archive)


def test_two_workbooks_in_folders_are_an_archive_of_files():
    archive = opened(packed({f"{one}/{directory.TYPES}": b"" for one in "ab"}))
    with pytest.raises(InputError, match=r"^E_ARCHIVE"):
        mending.oddities(b"PK", archive, {})
    archive = opened(packed({f"{one}{directory.TYPES}": b"" for one in ("", "a/")}))
    assert mending.oddities(b"PK", archive, {}) == []


BARE = b'<row><c><v>1</v></c><c t="s"/></row><row r="5"><c r="C5"/><c/></row><row/>'


def test_a_drawing_that_is_no_xml_stays_as_it_is():
    drawing = b"<xml a='1'><div>one<br>two</div></xml>"
    archive = opened(packed({"xl/drawings/vmlDrawing1.vml": drawing}))
    copy = opened(mending.plain_copy(archive))
    assert copy.read("xl/drawings/vmlDrawing1.vml") == drawing


def test_rows_and_cells_get_the_addresses_that_they_have_by_their_place():
    told = b'<row r="1"><c r="A1"><v>1</v></c><c r="B1" t="s"/></row>'
    told += b'<row r="5"><c r="C5"/><c r="D5"/></row><row r="6"/>'
    assert mending.with_addresses(BARE) == told


@pytest.mark.parametrize(
    "sheet", [b'<row r="2"><c r="B2"/></row><row/>', b"<!-- <c> -->" + BARE, b"<cols/>"]
)
def test_a_part_that_tells_its_addresses_or_holds_comments_stays_as_it_is(sheet):
    assert mending.with_addresses(sheet) == sheet

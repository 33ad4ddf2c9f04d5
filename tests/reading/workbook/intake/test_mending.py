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


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        *(("koi8-r", "Ош"), ("mac-cyrillic", "Ош"), ("ISO-8859-5", "Ош"), ("kz1048", "Өң")),
        *(("ptcp154", "Өң"), ("gb2312", "国别"), ("Big5", "國別"), ("euc-kr", "국가")),
        *(("tis-620", "ไทย"), ("utf-16", "Ош")),
    ],
)
def test_a_part_in_an_older_encoding_is_read_in_it(name, letters):
    part = f'<?xml version="1.0" encoding="{name}"?><a>{letters}</a>'
    content = packed({"a.xml": part.encode(name)})
    archive = opened(content)
    assert mending.oddities(content, archive, mending.look_at_heads(archive)) == ["odd_encoding"]
    assert opened(mending.plain_copy(archive)).read("a.xml") == f"<a>{letters}</a>".encode()


def test_a_part_in_utf16_with_its_other_mark_is_read():
    content = packed({"a.xml": b"\xfe\xff" + "<a>Ош</a>".encode("utf-16-be")})
    assert opened(mending.plain_copy(opened(content))).read("a.xml") == PLACE


def test_a_folder_is_found_by_names_with_the_other_stroke_as_well():
    content = packed({"book\\[Content_Types].xml": "", "book\\xl\\a.xml": b"<a/>"})
    archive = opened(content)
    found = mending.oddities(content, archive, mending.look_at_heads(archive))
    assert found == ["odd_names", "odd_folder"]
    assert "xl/a.xml" in opened(mending.plain_copy(archive)).namelist()


@pytest.mark.parametrize(
    "name", ["utf-8", "UTF8", "us-ascii", "of nobody", "nobodys", "base64", "utf-7"]
)
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


def oddities_of(**parts):
    content = packed({name.replace("_", "."): part for name, part in parts.items()})
    archive = opened(content)
    return mending.oddities(content, archive, mending.look_at_heads(archive))


@pytest.mark.parametrize("attribute", [b"r='A1'", b'r = "A1"', b'r= "A1"', b'r ="A1"', b"r= 'A1'"])
def test_an_attribute_written_as_no_writer_does_is_odd_and_usual_in_the_copy(attribute):
    part = b'<row><c s="1" ' + attribute + b"/></row>"
    assert oddities_of(a_xml=part) == ["odd_attributes"]
    copy = opened(mending.plain_copy(opened(packed({"a.xml": part, "b.bin": part}))))
    assert copy.read("a.xml") == copy.read("b.bin") == b'<row><c s="1" r="A1"/></row>'


@pytest.mark.parametrize("part", [b'<f>A1 = "x"</f>', b"<t>r='A1'</t>", b"<c t=\"a = 'b'\"/>"])
def test_what_only_looks_like_an_odd_attribute_is_none(part):
    assert oddities_of(a_xml=part) == []


def test_a_part_may_tell_one_text_for_every_four_bytes():
    part = b'<sst uniqueCount="%d">' + b"x" * 75 + b"</sst>"
    assert len(part % 25) // 4 == 25
    assert oddities_of(a_xml=part % 25) == []
    assert oddities_of(a_xml=part % 26) == ["odd_count"]
    assert oddities_of(a_xml=(part % 99).replace(b"<sst", b"<x:sst")) == ["odd_count"]
    assert oddities_of(a_xml=b'<si uniqueCount="99"/>') == []


@pytest.mark.parametrize("name", ["a.XML", "_rels/a.rels", "a.vml"])
def test_a_doctype_is_refused_in_every_part_of_xml(name):
    with pytest.raises(InputError, match=rf"^E_DTD: {name}: a DTD"):
        mending.look_at_heads(opened(packed({name: b"<!DOCTYPE a>"})))
    assert mending.look_at_heads(opened(packed({"a.bin": b"<!DOCTYPE a>"}))) == {}


def test_the_first_64_kib_of_a_part_are_looked_at():
    heads = mending.look_at_heads(opened(packed({"a.xml": b"<a>".ljust(65_537)})))
    assert len(heads["a.xml"]) == 65_536


@pytest.mark.parametrize(
    ("cell", "copied"),
    [
        ('t="e"><v>#SPILL!</v>', 't="e"><v>#N/A</v>'),
        ('t="e"><f>A1</f><v>#CALC!</v>', 't="e"><f>A1</f><v>#N/A</v>'),
        ('t="e"><f si="0"/> <v>#FIELD!</v>', 't="e"><f si="0"/> <v>#N/A</v>'),
        *((f't="e"><v>{error}</v>',) * 2 for error in mending.KNOWN_ERRORS),
        ('t="s"><v>#SPILL!</v>',) * 2,
    ],
)
def test_an_error_that_readers_do_not_know_is_not_available_in_the_copy(cell, copied):
    archive = opened(packed({"a.xml": f'<c r="A1" {cell}</c>'.encode()}))
    copy = opened(mending.plain_copy(archive))
    assert copy.read("a.xml") == f'<c r="A1" {copied}</c>'.encode()


def test_errors_that_readers_do_not_know_are_told_apart():
    assert not mending.has_new_errors(["", "#N/A", "#DIV/0!"])
    assert mending.has_new_errors(["#N/A", "#SPILL!"])


def test_a_cell_can_be_left_out_of_the_copy_of_its_own_part():
    row = (
        b'<row><c r="B1"><v>1</v></c><x:c s="1" r="B2"><v>2\n</v></x:c><c r="B3"/><c r="B4"/></row>'
    )
    archive = opened(packed({"a.xml": row, "b.xml": row}))
    without = [("a.xml", mending.bare_cell(at)) for at in ("B2", "B3")]
    copy = opened(mending.plain_copy(archive, without))
    assert copy.read("a.xml") == b'<row><c r="B1"><v>1</v></c><c r="B4"/></row>'
    assert copy.read("b.xml") == row


def test_both_counts_of_texts_go_from_the_copy_and_the_texts_stay():
    part = b'<x:sst a="1" count="9" uniqueCount="9" b="2"><x:si count="1"/></x:sst>'
    copy = opened(mending.plain_copy(opened(packed({"a.xml": part}))))
    assert copy.read("a.xml") == b'<x:sst a="1" b="2"><x:si count="1"/></x:sst>'


def test_macros_and_links_are_told_and_an_archive_without_them_says_nothing():
    names = ["xl/vbaProject.bin", *(f"xl/externalLinks/externalLink{n}.xml" for n in "12")]
    told = list(mending.left_out(opened(packed(dict.fromkeys(names, b"")))))
    assert [note.code for note in told] == ["W_MACROS", "W_LINKS"]
    assert told[1].said["en"].startswith("2 links")
    assert list(mending.left_out(opened(packed({"a.xml": b""})))) == []

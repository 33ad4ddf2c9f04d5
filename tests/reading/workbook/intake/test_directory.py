"""What an archive's directory and an old file's header say decides before anything is unpacked."""

import io
import random
import struct
import zipfile

import pytest

from exchange_stats.ground.errors import InputError
from exchange_stats.reading.workbook.intake import directory
from exchange_stats.reading.workbook.intake.limits import asking


def archived(kind, parts):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", kind) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


def packed(**parts):
    return archived(zipfile.ZIP_DEFLATED, parts)


def stored(**parts):
    return archived(zipfile.ZIP_STORED, parts)


def code_of(content):
    with pytest.raises(InputError) as caught:
        directory.open_archive(content)
    return caught.value.code


def declaring(content, size):
    """Return an archive whose directory says that its first part is of another size."""
    at = content.index(b"PK\x01\x02") + 24
    return content[:at] + struct.pack("<I", size) + content[at + 4 :]


def test_a_sound_archive_is_opened():
    assert directory.open_archive(packed(a=b"1", b=b"2")).namelist() == ["a", "b"]


def test_a_cut_archive_is_damaged():
    content = packed(a=b"1" * 1000)
    for end in (10, len(content) // 2, -1):
        with pytest.raises(InputError, match=r"^E_CORRUPT: damaged \(the archive is cut"):
            directory.open_archive(content[:end])


def test_declared_sizes_are_judged_with_a_floor_below_which_no_ratio_counts():
    assert code_of(declaring(packed(a=b"1"), 800 * 2**20)) == "E_BOMB"
    assert code_of(declaring(packed(a=b"1"), 513 * 2**20)) == "E_BOMB"
    directory.open_archive(declaring(packed(a=b"1"), 511 * 2**20))


def starting(content, place):
    """Return an archive whose directory says that its second part begins elsewhere."""
    at = content.index(b"PK\x01\x02", content.index(b"PK\x01\x02") + 4) + 42
    return content[:at] + struct.pack("<I", place) + content[at + 4 :]


@pytest.mark.parametrize("place", [0, 32])
def test_two_parts_at_one_place_are_a_bomb(place):
    message = r"^E_BOMB: unpacks to 2 overlapping parts, the limit is 0; "
    with pytest.raises(InputError, match=message):
        directory.open_archive(starting(packed(a=b"1", b=b"2"), place))


def test_a_part_begins_behind_the_header_and_the_content_of_the_one_before():
    content = packed(a=b"1", b=b"2")  # three bytes of content behind a header of thirty
    assert directory.open_archive(starting(content, 33)).namelist() == ["a", "b"]


def test_an_archive_may_hold_as_much_as_its_limits_say():
    two = packed(a=b"1", b=b"2")
    with asking({"limits": {"parts": 2}}):
        directory.open_archive(two)
    with (
        asking({"limits": {"parts": 1}}),
        pytest.raises(InputError, match=r"^E_BOMB: unpacks to 2 parts, the limit is 1; "),
    ):
        directory.open_archive(two)


@pytest.mark.parametrize("name", ["unpacked_mib", "part_mib"])
def test_parts_may_unpack_to_their_limit_and_not_to_a_byte_more(name):
    with asking({"limits": {name: 2}}):
        directory.open_archive(declaring(packed(a=b""), 2 * 2**20))
        with pytest.raises(InputError, match=r"^E_BOMB: unpacks to 2 MiB, the limit is 2; "):
            directory.open_archive(declaring(packed(a=b""), 2 * 2**20 + 1))


def test_the_ratio_counts_whole_times_above_its_floor():
    content = packed(a=b"1")
    with asking({"limits": {"ratio": 9, "ratio_floor_mib": 0}}):
        directory.open_archive(declaring(content, 10 * len(content) - 1))
        with pytest.raises(InputError, match=r"^E_BOMB: unpacks to 10 times its size, the limit"):
            directory.open_archive(declaring(content, 10 * len(content)))
    with asking({"limits": {"ratio": 9, "ratio_floor_mib": 1}}):
        directory.open_archive(declaring(content, 2**20))
        assert code_of(declaring(content, 2**20 + 1)) == "E_BOMB"


def test_two_parts_of_one_name_are_damage():
    for content in (
        packed(aa=b"1", ab=b"2").replace(b"ab", b"aa"),
        packed(aa=b"1", AA=b"2"),
        packed(**{"a\\b": b"1", "a/b": b"2"}),
    ):
        with pytest.raises(InputError, match=r"^E_CORRUPT: damaged \(two parts of one name\)"):
            directory.open_archive(content)


def test_locks_are_seen_in_the_directory_and_in_the_manifest():
    content = bytearray(packed(a=b"1"))
    content[content.index(b"PK\x01\x02") + 8] |= 1
    assert code_of(bytes(content)) == "E_ENCRYPTED"
    for part in ("content.xml", "encrypted-package"):
        locked = f'<x:file-entry x:full-path="{part}" x:size="5">\n <x:encryption-data/>'.encode()
        assert code_of(packed(**{"META-INF/manifest.xml": locked})) == "E_ENCRYPTED"


def test_a_workbook_of_which_only_the_macros_are_locked_is_open():
    cells = b'<x:file-entry x:full-path="content.xml" x:media-type="text/xml"/>'
    macros = b'<x:file-entry x:full-path="Basic/a.xml"><x:encryption-data/></x:file-entry>'
    assert directory.open_archive(packed(**{"META-INF/manifest.xml": cells + macros}))


def test_a_wrong_check_sum_is_damage():
    content = packed(a=b"1" * 50)
    at = content.index(b"PK\x01\x02") + 16
    archive = directory.open_archive(content[:at] + b"\0\0\0\0" + content[at + 4 :])
    with pytest.raises(InputError, match=r"^E_CORRUPT: a: damaged \(a part that cannot be read\)"):
        directory.part_of(archive, "a")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_doctype_is_refused_in_any_encoding(encoding):
    directory.refuse_doctype("<a>!DOCTYPE</a>".encode(encoding))
    with pytest.raises(InputError, match=r"^E_DTD: a.xml: a DTD"):
        directory.refuse_doctype("<?xml?><!DOCTYPE a>".encode(encoding), "a.xml")
    with pytest.raises(InputError, match=r"^E_DTD: a DTD"):
        directory.refuse_doctype("<!entity a>".encode(encoding))


def test_a_doctype_is_looked_for_in_the_first_64_kib():
    last = b"<!DOCTYPE".rjust(65_536)
    directory.refuse_doctype(b" " + last)
    with pytest.raises(InputError, match=r"^E_DTD"):
        directory.refuse_doctype(last)


OWN = '<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">'


def test_the_declaration_of_an_open_document_macro_is_no_danger():
    directory.refuse_doctype(f"<?xml?>\n{OWN}\n<script:module/>".encode())


@pytest.mark.parametrize(
    "other",
    [
        OWN.replace("module.dtd", "https://a.example/module.dtd"),
        OWN.replace(">", ' [<!ENTITY a "b">]>'),
        OWN + "<!DOCTYPE a>",
        OWN.replace("OpenOffice.org", "other.example"),
    ],
)
def test_any_other_declaration_is_refused(other):
    with pytest.raises(InputError, match=r"^E_DTD"):
        directory.refuse_doctype(other.encode(), "a.xml")


def old_file(size=1024, shift=9, **numbers):
    """Return the header of an OLE file: how many tables, small ones, the next one, chained ones."""
    content = bytearray(size)
    struct.pack_into("<H", content, 30, shift)
    places = {"tables": 44, "small": 64, "far": 68, "chained": 72}
    for name, number in {"far": 0xFFFFFFFE, **numbers}.items():
        struct.pack_into("<I", content, places[name], number)
    return bytes(content)


@pytest.mark.parametrize(
    "sound",
    [
        old_file(),
        old_file(size=512),
        old_file(tables=3, small=3, chained=3),
        old_file(far=2),
        old_file(far=0xFFFFFFFA),  # from here on a number is no sector
        old_file(size=8192, shift=12, tables=3),
    ],
)
def test_an_old_file_may_name_as_many_sectors_as_it_has(sound):
    directory.refuse_bad_compound(sound)


@pytest.mark.parametrize(
    "bad",
    [
        old_file()[:511],
        old_file(tables=4),
        old_file(small=4),
        old_file(chained=4),
        old_file(far=3),
        old_file(far=0xFFFFFFF9),
        old_file(size=8192, shift=12, tables=4),
        old_file(shift=10, tables=1),
    ],
)
def test_an_old_file_that_names_more_sectors_than_it_has_is_damaged(bad):
    with pytest.raises(InputError, match=r"^E_CORRUPT: damaged \(its header names more"):
        directory.refuse_bad_compound(bad)


def test_parts_are_told_apart_by_their_bytes_not_by_their_names():
    archives = [directory.open_archive(packed(a=text)) for text in (b"one", b"two", b"one")]
    assert [directory.part_of(one, "a") for one in archives] == [b"one", b"two", b"one"]
    assert directory.part_of(archives[0], "a", 2) == b"on"


@pytest.mark.parametrize("size", [1, 2])
def test_a_part_that_is_longer_than_declared_is_damage(size):
    archive = directory.open_archive(declaring(packed(a=b"one"), size))
    with pytest.raises(InputError, match=r"^E_CORRUPT: a"):
        directory.part_of(archive, "a")


def test_a_part_of_another_name_than_in_the_directory_is_damage():
    archive = directory.open_archive(packed(ab=b"one").replace(b"ab", b"xy", 1))
    with pytest.raises(InputError, match=r"^E_CORRUPT: ab"):
        directory.part_of(archive, "ab")


def test_a_part_above_64_kib_is_read_whole():
    large = bytes(65_537)
    archive = directory.open_archive(packed(a=large, b=b""))
    assert directory.part_of(archive, "a") == large
    assert len(directory.part_of(archive, "a", 65_536)) == 65_536
    assert directory.part_of(archive, "a", 0) == directory.part_of(archive, "b") == b""


@pytest.mark.parametrize("pack", [packed, stored])
@pytest.mark.parametrize("part", [b"1", b"12", bytes(65_536)], ids=len)
def test_a_part_up_to_64_kib_is_unpacked_at_once_without_the_way_of_the_library(pack, part):
    archive = directory.open_archive(pack(**{"\u041e\u0448.xml": part, "b": part}))
    archive.open = None
    assert directory.part_of(archive, "\u041e\u0448.xml") == part
    assert directory.part_of(archive, "b", 1) == part[:1]
    assert directory.plain_part(archive, "b") == part
    assert directory.part_of(archive, "b", 0) == b""


@pytest.mark.parametrize(
    "content",
    [stored(a=bytes(65_537)), packed(a=random.Random(1).randbytes(65_536))],
    ids=["larger", "larger while packed"],
)
def test_a_larger_part_is_left_to_the_library(content):
    archive = directory.open_archive(content)
    archive.open = None
    with pytest.raises(TypeError):
        directory.part_of(archive, "a")


@pytest.mark.parametrize("flag", [0x20, 0x40])  # a patch of another file, a strong lock
def test_a_part_packed_in_a_way_that_nobody_unpacks_is_damage(flag):
    archive = directory.open_archive(packed(a=b"one"))
    archive.getinfo("a").flag_bits |= flag
    with pytest.raises(InputError, match=r"^E_CORRUPT: a: damaged"):
        directory.part_of(archive, "a")


def test_a_part_whose_name_is_no_text_is_damage():
    name = "\u041e\u0448".encode()
    archive = directory.open_archive(packed(**{name.decode(): b"1"}).replace(name, b"\xff" * 4, 1))
    with pytest.raises(InputError, match=r"^E_CORRUPT: \u041e\u0448: damaged"):
        directory.part_of(archive, name.decode())


def test_a_part_of_a_rarer_packing_is_read():
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_BZIP2) as archive:
        archive.writestr("a", b"one")
    assert directory.part_of(directory.open_archive(target.getvalue()), "a") == b"one"


def test_a_part_that_does_not_begin_as_one_is_damage():
    archive = directory.open_archive(packed(a=b"one").replace(b"PK\3\4", b"PK\3\5", 1))
    with pytest.raises(InputError, match=r"^E_CORRUPT: a: damaged"):
        directory.part_of(archive, "a")


def test_a_part_is_read_by_any_case_of_its_name_and_without_prefixes():
    part = '<x:worksheet><x:c a:b="Ош"/></x:worksheet>'.encode()
    archive = directory.open_archive(packed(**{"XL/Sheet.xml": part}))
    plain = '<worksheet><c a:b="Ош"/></worksheet>'.encode()
    assert directory.plain_part(archive, "xl/sheet.xml") == plain
    assert directory.plain_part(archive, "xl/none.xml") == b""


def test_attributes_are_told_as_they_are_meant():
    tag = b'<sheet name="A &amp; \xd0\x9e\xd1\x88" r:id = "rId1" state="\xff"/>'
    assert directory.attributes_of(tag) == {
        "name": "A & \u041e\u0448",
        "r:id": "rId1",
        "state": "\ufffd",
    }


BOOK = b'<workbook><sheets><sheet name="a" r:id="rId1"/><sheet name="b"/></sheets></workbook>'
OFFICE = "http://schemas.example/relationships"


def related(*targets):
    """Return the part of some relations, each with its kind and target."""
    tags = (
        f'<Relationship Id="rId{place}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for place, (kind, target) in enumerate(targets, start=1)
    )
    return f"<Relationships>{''.join(tags)}</Relationships>".encode()


def workbook(book="xl/workbook.xml", **parts):
    folder, _, name = book.rpartition("/")
    names = {"relations": f"{folder}/_rels/{name}.rels", "sheet": "xl/worksheets/Sheet1.xml"}
    return directory.open_archive(
        packed(**{book: BOOK, **{names[name]: part for name, part in parts.items()}})
    )


def test_the_part_that_names_the_sheets_is_found_in_any_case():
    assert directory.book_part(workbook("XL/Workbook.xml")) == "XL/Workbook.xml"
    assert directory.book_part(directory.open_archive(packed(a=b"1"))) == ""


def test_a_sheet_is_named_by_its_tag_which_leads_to_a_relation():
    tags = directory.sheet_tags(workbook(), "xl/workbook.xml")
    found = [directory.attributes_of(tag) for tag in tags]
    assert [one["name"] for one in found] == ["a", "b"]
    assert [directory.relation_of(one) for one in found] == ["rId1", ""]


def test_relations_lead_from_the_folder_of_their_part_or_from_the_root():
    targets = [("worksheet", "worksheets/s.xml"), ("a", "/xl/b.xml"), ("c", "../c.xml")]
    relations = related(*targets).replace(b"</Rel", b'<p:Relationship Target="d.xml" /></Rel')
    assert directory.relations(workbook(relations=relations), "xl/workbook.xml") == {
        "rId1": "xl/worksheets/s.xml",
        "rId2": "xl/b.xml",
        "rId3": "c.xml",
        "": "xl/d.xml",
    }
    assert directory.relations(workbook(), "xl/workbook.xml") == {}


@pytest.mark.parametrize(
    ("relations", "path"),
    [
        (related(), "xl/sharedStrings.xml"),
        (related(("styles", "s.xml"), ("sharedStrings", "texts.xml")), "xl/texts.xml"),
        (b'<Relationships><Relationship Target="t.xml"/></Relationships>', "xl/sharedStrings.xml"),
    ],
)
def test_the_part_of_the_texts_is_told_by_its_relation_or_has_its_usual_name(relations, path):
    assert directory.texts_part(workbook(relations=relations), "xl/workbook.xml") == path


def test_the_sheets_behind_which_no_part_stands_are_told_apart():
    relations = related(("worksheet", "worksheets/sheet1.xml"))
    named = directory.sheet_tags(workbook(), "xl/workbook.xml")
    for archive, held in (
        (workbook(relations=relations, sheet=b"<worksheet/>"), (named[:1], named[1:])),
        (workbook(relations=relations), ([], named)),
        (workbook(sheet=b"<worksheet/>"), ([], named)),
    ):
        assert directory.lost_sheets(archive) == held


@pytest.mark.parametrize(
    ("kind", "path"),
    [("sheet.main+xml", "book/all.xml"), ("template.macroEnabled.main+xml", "book/all.xml")],
)
def test_a_part_of_any_name_names_the_sheets_where_its_type_says_so(kind, path):
    types = '<Types><Override PartName="/a.xml" ContentType="x/styles+xml"/><x:Override '
    types += f'PartName="/book/all.xml" ContentType="x/{kind}"/></Types>'
    archive = directory.open_archive(packed(**{"[Content_Types].xml": types.encode()}))
    assert directory.book_part(archive) == path

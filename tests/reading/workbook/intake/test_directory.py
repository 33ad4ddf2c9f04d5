"""What an archive's directory and an old file's header say decides before anything is unpacked."""

import io
import struct
import zipfile

import pytest

from exchange_stats.ground.errors import InputError
from exchange_stats.reading.workbook.intake import directory


def packed(**parts):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


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
    assert {code_of(content[:end]) for end in (10, len(content) // 2, -1)} == {"E_CORRUPT"}


def test_declared_sizes_are_judged_with_a_floor_below_which_no_ratio_counts():
    assert code_of(declaring(packed(a=b"1"), 800 * 2**20)) == "E_BOMB"
    assert code_of(declaring(packed(a=b"1"), 513 * 2**20)) == "E_BOMB"
    directory.open_archive(declaring(packed(a=b"1"), 511 * 2**20))


def test_two_parts_at_one_place_are_a_bomb():
    content = packed(a=b"1", b=b"2")
    second = content.index(b"PK\x01\x02", content.index(b"PK\x01\x02") + 4)
    at = second + 42
    assert code_of(content[:at] + struct.pack("<I", 0) + content[at + 4 :]) == "E_BOMB"


def test_two_parts_of_one_name_are_damage():
    assert code_of(packed(aa=b"1", ab=b"2").replace(b"ab", b"aa")) == "E_CORRUPT"
    assert code_of(packed(aa=b"1", AA=b"2")) == "E_CORRUPT"


def test_locks_are_seen_in_the_directory_and_in_the_manifest():
    content = bytearray(packed(a=b"1"))
    content[content.index(b"PK\x01\x02") + 8] |= 1
    assert code_of(bytes(content)) == "E_ENCRYPTED"
    assert code_of(packed(**{"META-INF/manifest.xml": b"<x:encryption-data/>"})) == "E_ENCRYPTED"


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


def test_an_old_file_that_names_more_sectors_than_it_has_is_damaged():
    head = bytearray(2048)
    struct.pack_into("<H", head, 30, 9)
    struct.pack_into("<I", head, 68, 0xFFFFFFFE)
    directory.refuse_bad_compound(bytes(head))
    for place in (44, 64, 72):
        bad = bytearray(head)
        struct.pack_into("<I", bad, place, 1000)
        with pytest.raises(InputError, match=r"^E_CORRUPT"):
            directory.refuse_bad_compound(bytes(bad))
    with pytest.raises(InputError, match=r"^E_CORRUPT"):
        directory.refuse_bad_compound(bytes(head[:100]))


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


def test_a_part_above_the_size_of_a_head_is_read_whole():
    large = bytes(directory.HEAD + 1)
    archive = directory.open_archive(packed(a=large, b=b""))
    assert directory.part_of(archive, "a") == large
    assert len(directory.part_of(archive, "a", directory.HEAD)) == directory.HEAD
    assert directory.part_of(archive, "b") == b""


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

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

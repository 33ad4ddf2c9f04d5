"""Office files have the same bytes whenever they are written."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from lxml import etree

from exchange_stats.publishing.office.repack import is_as_packed, repack

TYPES, RELATIONS = b"<Types></Types>", b"<Relationships></Relationships>"


def container(members, date):
    content = BytesIO()
    with ZipFile(content, "w") as written:
        for name, text in members.items():
            written.writestr(name, text.replace(b"NOW", date))
    return content.getvalue()


def office_file(path, date):
    dated = b'<p><dcterms:created xsi:type="x">NOW</dcterms:created></p>'
    inner = container({"docProps/core.xml": dated, "[Content_Types].xml": TYPES}, date)
    members = {"b.xml": b"<b/>", "docProps/core.xml": dated, "embedded/one.xlsx": inner}
    members |= {"[Content_Types].xml": TYPES, "_rels/.rels": RELATIONS}
    path.write_bytes(container(members, date))
    return path


def test_files_of_two_days_become_the_same_bytes(tmp_path):
    first = repack(office_file(tmp_path / "1.pptx", b"2025-07-18T10:00:00Z")).read_bytes()
    second = repack(office_file(tmp_path / "2.pptx", b"2026-11-25T10:00:00Z")).read_bytes()
    assert first == second


def test_the_members_are_kept_and_the_types_stand_first(tmp_path):
    with ZipFile(repack(office_file(tmp_path / "1.pptx", b"2025"))) as written:
        assert written.namelist() == [
            "[Content_Types].xml",
            "_rels/.rels",
            "b.xml",
            "docProps/core.xml",
            "docProps/custom.xml",
            "embedded/one.xlsx",
        ]
        assert written.read("b.xml") == b"<b/>"
        assert {info.date_time for info in written.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        with ZipFile(BytesIO(written.read("embedded/one.xlsx"))) as inner:
            assert b"2000-01-01T00:00:00Z" in inner.read("docProps/core.xml")


def members_of(path):
    with ZipFile(path) as written:
        return {name: written.read(name) for name in written.namelist()}


def test_the_seal_tells_whether_a_file_is_what_was_exported(tmp_path):
    members = members_of(repack(office_file(tmp_path / "1.pptx", b"2025")))
    assert is_as_packed(members)
    assert is_as_packed({**members, "b.xml": b"<c/>"}) is False
    assert is_as_packed({"b.xml": b"<b/>"}) is None


def test_a_repacked_file_is_what_a_program_opens(tmp_path):
    members = {
        "docProps/core.xml": b"<cp:coreProperties><dcterms:modified t='x'>NOW</dcterms:modified>"
        b"</cp:coreProperties>",
        "[Content_Types].xml": TYPES,
        "_rels/.rels": RELATIONS,
    }
    path = tmp_path / "1.docx"
    path.write_bytes(container(members, b"2025"))
    found = members_of(repack(path, "ky"))
    assert found["docProps/core.xml"] == (
        b"<cp:coreProperties><dcterms:modified t='x'>2000-01-01T00:00:00Z</dcterms:modified>"
        b"<dc:language>ky</dc:language></cp:coreProperties>"
    )
    assert found["_rels/.rels"] == (
        b'<Relationships><Relationship Id="rIdSeal" Type="http://schemas.openxmlformats.org/'
        b'officeDocument/2006/relationships/custom-properties" Target="docProps/custom.xml"/>'
        b"</Relationships>"
    )
    assert found["[Content_Types].xml"] == (
        b'<Types><Override PartName="/docProps/custom.xml" ContentType="application/vnd.'
        b'openxmlformats-officedocument.custom-properties+xml"/></Types>'
    )
    properties = etree.fromstring(found["docProps/custom.xml"])
    assert properties[0].get("fmtid") == "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
    assert properties[0].get("pid") == "2"  # the least that there may be


def test_a_file_without_a_language_gets_none_and_every_member_has_the_same_marks(tmp_path):
    path = repack(office_file(tmp_path / "1.pptx", b"2025"))
    assert b"dc:language" not in members_of(path)["docProps/core.xml"]
    with ZipFile(path) as written:
        marks = {(one.compress_type, one.create_system) for one in written.infolist()}
        assert marks == {(ZIP_DEFLATED, 3)}
        assert {one.external_attr for one in written.infolist()} == {0o600 << 16}

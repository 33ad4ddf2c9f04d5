"""Every kind of file that is exported is looked into; others are refused with what to do."""

import zipfile

import pytest

from exchange_stats.ground.errors import RawFileError
from exchange_stats.issued.verification import files
from exchange_stats.issued.verification.files import read_pieces

FIGURE = "growth-by-year"


@pytest.mark.parametrize("kind", ["png", "svg", "pdf"])
def test_a_picture_is_whole_until_it_is_changed(exported, tmp_path, kind):
    path = exported / f"{FIGURE}.ru.word.bare.{kind}"
    found, content = read_pieces(path)
    (piece,) = found.pieces
    assert (piece.stamp.figure, piece.stamp.language) == (FIGURE, "ru")
    assert (piece.state, found.whole) == ("kept", "kept")
    if kind != "png":
        (tmp_path / path.name).write_bytes(content + b" ")
        assert read_pieces(tmp_path / path.name)[0].whole == "changed"


@pytest.mark.parametrize("kind", ["docx", "pptx", "xlsx"])
def test_an_office_file_is_whole_until_it_is_saved_anew(exported, members, pack, kind):
    path = exported / f"all.ru.{kind}"
    assert read_pieces(path)[0].whole == "kept"
    found = members(path)
    found["docProps/core.xml"] += b" "
    assert read_pieces(pack(found, f"theirs.{kind}"))[0].whole == "changed"


def test_a_page_names_the_figures_whose_ids_it_prints(tmp_path):
    page = tmp_path / "page.html"
    page.write_text("<p>exchange_stats &middot; two-flows &middot; v1.0 &middot; data 3f9a1c</p>")
    (piece,) = read_pieces(page)[0].pieces
    assert (piece.stamp.figure, piece.kind) == ("two-flows", "text")


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.docx", b"PK\x03\x04 cut", "cannot be unpacked"),
        ("a.doc", b"\xd0\xcf\x11\xe0", "a file of another kind found, expected one of png"),
    ],
)
def test_what_cannot_be_looked_into_is_refused(tmp_path, name, content, said):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(RawFileError, match=said):
        read_pieces(tmp_path / name)


def test_a_file_larger_than_any_export_is_refused_before_it_is_read(tmp_path, monkeypatch):
    (tmp_path / "a.png").write_bytes(b"\x89PNG" + bytes(400))
    monkeypatch.setattr(files, "LARGEST", 300)
    with pytest.raises(
        RawFileError, match=r"a.png: larger than 300 bytes, expected .*; take the pic"
    ):
        read_pieces(tmp_path / "a.png")


def test_a_file_that_unpacks_to_more_than_any_export_is_refused(tmp_path, monkeypatch):
    with zipfile.ZipFile(tmp_path / "a.docx", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("document.xml", bytes(5000))
    monkeypatch.setattr(files, "LARGEST", 300)
    with pytest.raises(RawFileError, match=r"a.docx: more than 300 bytes packed .*; take the pict"):
        read_pieces(tmp_path / "a.docx")

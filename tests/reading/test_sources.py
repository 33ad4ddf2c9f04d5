"""The register knows every raw byte; returns of institutions are found and nothing else."""

import hashlib
import os

import pytest

from exchange_stats.ground.errors import FactError, RawFileError
from exchange_stats.reading.sources import (
    RawWorkbook,
    check_fingerprints,
    file_sha256,
    find_returns,
    load_sources,
    load_symbols,
    load_workbooks,
    workbook_of,
)

BYTES = b"students"
SHA256 = hashlib.sha256(BYTES).hexdigest()


def book(path="data/raw/a.xlsx", sha256=SHA256):
    return RawWorkbook(
        id="a", source="s", path=path, sha256=sha256, edition="1", layout="a", kind="series"
    )


@pytest.fixture
def root(tmp_path):
    raw = tmp_path / "data" / "raw" / "a.xlsx"
    raw.parent.mkdir(parents=True)
    raw.write_bytes(BYTES)
    return tmp_path


def test_a_file_with_its_registered_bytes_passes(root):
    assert file_sha256(root / "data/raw/a.xlsx") == SHA256
    check_fingerprints(root, [book()])


def test_one_changed_byte_is_refused_with_both_hashes_and_what_to_do(root):
    (root / "data/raw/a.xlsx").write_bytes(b"Students")
    with pytest.raises(RawFileError) as caught:
        check_fingerprints(root, [book()])
    message = str(caught.value)
    assert "data/raw/a.xlsx: sha256 " + hashlib.sha256(b"Students").hexdigest() in message
    assert f"registered {SHA256} ([workbook.a])" in message
    assert "git checkout -- data/raw" in message
    assert "facts/sources.toml" in message


def test_missing_and_changed_files_are_named_at_once(root):
    with pytest.raises(RawFileError) as caught:
        check_fingerprints(root, [book("data/raw/b.xlsx"), book(sha256="0" * 64)])
    assert "data/raw/b.xlsx: no such file" in str(caught.value)
    assert "data/raw/a.xlsx: sha256" in str(caught.value)


def test_a_folder_is_no_raw_file(root):
    (root / "data/raw/c.xlsx").mkdir()
    with pytest.raises(RawFileError, match=r"c\.xlsx: no such file"):
        check_fingerprints(root, [book("data/raw/c.xlsx")])


def test_returns_are_found_by_name_in_folders_below_and_service_files_are_not(tmp_path):
    folder = tmp_path / "data" / "raw" / "returns"
    (folder / "osh").mkdir(parents=True)
    names = ["b.xlsx", "osh/a.xls", "~$b.xlsx", ".~lock.b.xlsx#", "._b.xlsx", ".hidden", "notes.md"]
    for name in names:
        (folder / name).touch()
    found = [path.relative_to(folder).as_posix() for path in find_returns(tmp_path)]
    assert found == ["b.xlsx", "osh/a.xls"]


def test_no_folder_of_returns_is_no_returns(tmp_path):
    assert find_returns(tmp_path) == []


def test_cards_are_loaded_with_their_short_names_and_dictionary(small):
    card = load_sources()["ministry"]
    assert (card.id, card.publisher, card.period_reading) == (
        "ministry",
        "Ministry of Learning",
        "calendar",
    )
    assert card.short == {"en": "Ministry"}
    assert card.dictionary == "ministry"


def test_a_source_may_use_the_labels_of_another(small):
    text = (small.facts / "sources.toml").read_text(encoding="utf-8")
    small.put("sources.toml", text.replace("tier = 1", 'tier = 1\nlabels = "agency"'))
    assert load_sources()["ministry"].dictionary == "agency"


def test_workbooks_are_loaded_with_their_path_and_bytes(small):
    found = load_workbooks()["ministry_2018"]
    assert small.root / found.path == small.raw
    assert found.sha256 == file_sha256(small.raw)
    assert not found.synthetic


def test_a_day_of_a_card_is_text_whether_quoted_or_not(small):
    text = (small.facts / "sources.toml").read_text(encoding="utf-8")
    days = 'conf_status = "E"\nembargo_until = 2026-12-01\naccessed = "2026-11-24"\n'
    small.put("sources.toml", text + days)
    book = load_workbooks()["ministry_2018"]
    assert (book.embargo_until, book.accessed) == ("2026-12-01", "2026-11-24")


def test_a_workbook_is_known_by_its_bytes_and_a_changed_register_is_read_anew(small):
    digest = file_sha256(small.raw)
    assert workbook_of(digest).id == "ministry_2018"
    text = (small.facts / "sources.toml").read_text(encoding="utf-8")
    small.put("sources.toml", text.replace(digest, "0" * 64))
    assert workbook_of(digest) is None


@pytest.mark.parametrize(
    ("line", "instead", "named"),
    [
        ('publisher = "Ministry of Learning"', "", "'publisher'"),
        ("tier = 1", "tear = 1", "'tear'"),
        ('edition = "2018"', "", "'edition'"),
    ],
)
def test_a_card_that_lacks_an_entry_or_has_a_wrong_one_is_refused(small, line, instead, named):
    text = (small.facts / "sources.toml").read_text(encoding="utf-8")
    small.put("sources.toml", text.replace(line, instead))
    with pytest.raises(FactError, match=rf"facts/sources.toml \[.*{named}; correct the card"):
        [load_sources(), load_workbooks()]


def test_signs_are_loaded_by_their_section_without_its_notes(small):
    small.put("symbols.toml", '[ministry]\nnote = "of the yearbook"\n"\u2026" = "O"\n')
    assert load_symbols("ministry") == {"\u2026": "O"}


def test_a_source_without_signs_is_refused(small):
    with pytest.raises(FactError, match=r"facts/symbols.toml: no section \[agency\]"):
        load_symbols("agency")


def test_every_registered_file_of_the_project_has_its_bytes(project_root):
    books = load_workbooks().values()
    assert len(books) >= 12
    check_fingerprints(project_root, books)
    assert {book.source for book in books} <= set(load_sources())


def test_every_raw_file_of_the_project_is_registered(project_root):
    raw = project_root / "data" / "raw"
    there = {
        path.relative_to(project_root).as_posix()
        for path in raw.rglob("*.xls*")
        if "returns" not in path.relative_to(raw).parts[:1] and not path.name.startswith(("~", "."))
    }
    assert there == {book.path for book in load_workbooks().values()}
    assert all(os.sep not in book.path or os.sep == "/" for book in load_workbooks().values())

"""A manifest tells the files of a build from others, and a whole set from a torn one."""

import json

import pytest

from exchange_stats.stored import manifest

EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"  # SHA-256 of no bytes


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "deep" / "empty").mkdir(parents=True)
    (tmp_path / "deep" / "b.txt").write_bytes(b"abc")
    (tmp_path / "a.txt").write_bytes(b"")
    return tmp_path


def test_a_manifest_names_every_file_but_itself_with_its_sha256(folder):
    path = manifest.write_manifest(folder, {"inputs": "one"})
    again = manifest.write_manifest(folder, {"inputs": "one"})
    assert path == again == folder / "manifest.json"
    content = json.loads(path.read_text("utf-8"))
    assert content == {
        "inputs": "one",
        "made_by": "exchange-stats 0.1.0",
        "files": {
            "a.txt": EMPTY,
            "deep/b.txt": "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        },
    }
    assert manifest.read_manifest(folder) == content


def test_equal_content_is_equal_bytes():
    assert manifest.as_json({"b": "ö", "a": 1}) == '{\n "a": 1,\n "b": "ö"\n}\n'.encode()
    assert manifest.as_json({"a": 1, "b": "ö"}) == manifest.as_json({"b": "ö", "a": 1})


def test_a_set_is_whole_while_its_files_are_what_they_were(folder):
    assert not manifest.is_whole(folder)
    manifest.write_manifest(folder)
    (folder / "mine.txt").write_text("of the user", encoding="utf-8")
    assert manifest.is_whole(folder)


def change(path):
    path.write_bytes(b"abd")


def lose(path):
    path.unlink()


def turn_into_a_folder(path):
    path.unlink()
    path.mkdir()


@pytest.mark.parametrize("spoil", [change, lose, turn_into_a_folder], ids=lambda s: s.__name__)
def test_a_set_with_a_file_that_is_changed_or_gone_is_not_whole(folder, spoil):
    manifest.write_manifest(folder)
    spoil(folder / "deep" / "b.txt")
    assert not manifest.is_whole(folder)


@pytest.mark.parametrize(
    "text",
    [
        b"{",
        b"\xff",
        b"[]",
        b"{}",
        b'{"files": ["a.txt"]}',
        b'{"files": {"../a.txt": ""}}',
        b'{"files": {"b/../../a.txt": ""}}',
        b'{"files": {"/etc/passwd": ""}}',
    ],
)
def test_what_is_no_manifest_or_leads_out_of_the_folder_says_nothing(folder, text):
    assert manifest.parse_manifest(text) == {}
    (folder / "manifest.json").write_bytes(text)
    assert manifest.read_manifest(folder) == {}
    assert not manifest.is_whole(folder)


def test_a_folder_without_manifest_says_nothing(tmp_path):
    assert manifest.read_manifest(tmp_path) == {}
    assert manifest.read_manifest(tmp_path / "none") == {}


def test_an_empty_manifest_makes_no_set(tmp_path):
    manifest.write_manifest(tmp_path)
    assert not manifest.is_whole(tmp_path)


def test_files_are_listed_in_order_with_links_and_without_following_them(folder):
    (folder / "link").symlink_to(folder / "deep")
    found = [path.relative_to(folder).as_posix() for path in manifest.files_below(folder)]
    assert found == ["a.txt", "deep/b.txt", "link"]


def test_a_message_shows_five_names_and_the_last_two_parts_of_a_folder(tmp_path):
    assert manifest.shown_names(list("abcde")) == "a, b, c, d, e"
    assert manifest.shown_names(list("abcdef")) == "a, b, c, d, e, ..."
    assert manifest.known_as(tmp_path / "data" / "processed") == "data/processed"

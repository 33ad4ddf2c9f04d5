"""A raw file that changes while a build runs stops it."""

import pytest

from exchange_stats.ground.errors import InputError
from exchange_stats.stored.raw import fingerprints, require_unchanged


@pytest.fixture
def root(tmp_path):
    folder = tmp_path / "data" / "raw" / "a"
    folder.mkdir(parents=True)
    (folder / "one.xlsx").write_bytes(b"abc")
    (folder / "two.xlsx").write_bytes(b"")
    (tmp_path / "data" / "raw" / "gone").symlink_to(tmp_path / "nowhere")
    return tmp_path


def test_raw_files_are_known_by_path_and_sha256(root):
    found = fingerprints(root)
    assert list(found) == ["a/one.xlsx", "a/two.xlsx"]
    assert found["a/one.xlsx"].startswith("ba7816bf")


def test_a_file_that_is_changed_or_gone_stops_the_build(root):
    before = fingerprints(root)
    require_unchanged(root, before)
    (root / "data" / "raw" / "a" / "one.xlsx").write_bytes(b"abd")
    (root / "data" / "raw" / "a" / "two.xlsx").unlink()
    said = r'^E_RAW_CHANGED: "data/raw": 2 files .* \(a/one.xlsx, a/two.xlsx\); build again$'
    with pytest.raises(InputError, match=said):
        require_unchanged(root, before)


def test_a_file_that_comes_is_for_the_next_build(root):
    before = fingerprints(root)
    (root / "data" / "raw" / "a" / "three.xlsx").write_bytes(b"new")
    require_unchanged(root, before)

"""The ledger of releases tells of a release that stands, and of no other."""

import shutil

import pytest

from exchange_stats.ground import factbook
from exchange_stats.ground.errors import FactError, InputError
from exchange_stats.project import RELEASES
from exchange_stats.stored import manifest, pending
from exchange_stats.stored.pending import is_cut_off, keep_ledger, settle, stands

BEFORE, GROWN = b"release_id\n2026-05\n", b"release_id\n2026-05\n2026-11\n"


@pytest.fixture
def root(tmp_path):
    """A project with a ledger of its own."""
    facts = tmp_path / "facts"
    facts.mkdir()
    (facts / pending.LEDGER).write_bytes(BEFORE)
    shutil.copy(factbook.PACKAGED / "errors.csv", facts)
    (tmp_path / "project" / RELEASES).mkdir(parents=True)
    with factbook.using(facts):
        yield tmp_path / "project"


def ledger(root):
    return root.parent / "facts" / pending.LEDGER


def told(root):
    """Let a release be told, and return what is kept."""
    keep_ledger(root, "2026-11")
    ledger(root).write_bytes(GROWN)
    return root / "data" / ".releases-staged-before-2026-11"


def put_release(root, **digests):
    folder = root / RELEASES / "2026-11"
    folder.mkdir()
    (folder / "a.csv").write_text("a", encoding="utf-8")
    manifest.write_manifest(root / RELEASES)
    if digests:
        text = manifest.as_json({"files": {f"2026-11/{k}.csv": v for k, v in digests.items()}})
        (root / RELEASES / manifest.MANIFEST).write_bytes(text)


def left(root):
    return sorted(path.name for path in root.parent.rglob("*") if path.name.startswith("."))


def test_the_ledger_is_kept_as_it_was_before(root):
    assert told(root).read_bytes() == BEFORE
    assert left(root) == [".releases-staged-before-2026-11"]


def test_a_release_that_does_not_stand_is_taken_out_of_the_ledger(root):
    told(root)
    settle(root)
    assert ledger(root).read_bytes() == BEFORE
    assert left(root) == []


def test_a_release_that_stands_stays_in_it(root):
    told(root)
    put_release(root)
    settle(root)
    assert ledger(root).read_bytes() == GROWN
    assert left(root) == []


def test_a_release_left_half_way_does_not_stand(root):
    told(root)
    put_release(root, a="", b="")
    assert is_cut_off(root, "2026-11")
    assert not stands(root, "2026-11")
    settle(root)
    assert ledger(root).read_bytes() == BEFORE


def test_a_release_of_an_old_manifest_or_of_none_stands(root):
    put_release(root, a="e3b0c4")
    assert stands(root, "2026-11")
    assert not stands(root, "2026-1")
    (root / RELEASES / manifest.MANIFEST).unlink()
    assert stands(root, "2026-11")
    assert not is_cut_off(root, "2026-11")


def test_half_of_what_should_have_been_kept_is_thrown_away(root):
    part = root / "data" / ".releases-staged-before-2026-11.part"
    part.write_bytes(b"release")
    settle(root)
    assert ledger(root).read_bytes() == BEFORE
    assert left(root) == []


def test_half_of_a_new_ledger_is_thrown_away(root):
    keep_ledger(root, "2026-11")
    ledger(root).with_suffix(".part").write_bytes(GROWN[:25])
    settle(root)
    assert ledger(root).read_bytes() == BEFORE
    assert not ledger(root).with_suffix(".part").exists()


def test_facts_on_another_disk_are_put_back_as_well(root, monkeypatch):
    kept = told(root)
    replace = type(kept).replace

    def on_one_disk(self, goal):
        if self.parent != goal.parent:
            raise OSError(18, "Invalid cross-device link")
        return replace(self, goal)

    monkeypatch.setattr(type(kept), "replace", on_one_disk)
    settle(root)
    assert ledger(root).read_bytes() == BEFORE
    assert left(root) == []


def test_a_ledger_that_cannot_be_put_back_is_told_and_kept_for_the_next_build(root, monkeypatch):
    kept = told(root)

    def full(self, *at):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(type(kept), "replace", full)
        patch.setattr(type(kept), "write_bytes", full)
        with pytest.raises(InputError, match=r'^E_DISK_FULL: "facts/releases\.csv": '):
            settle(root)
    settle(root)
    assert ledger(root).read_bytes() == BEFORE


def test_nothing_is_kept_for_facts_that_come_with_the_package(tmp_path):
    with pytest.raises(FactError, match="the facts in use come with the package"):
        keep_ledger(tmp_path, "2026-11")
    settle(tmp_path)

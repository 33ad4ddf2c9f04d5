"""What is read is of one set, whatever a build does meanwhile."""

import os
import shutil

import pytest

from exchange_stats.ground.errors import InputError
from exchange_stats.stored import whole
from exchange_stats.stored.manifest import write_manifest
from exchange_stats.stored.strokes import exchange, replace_files
from exchange_stats.stored.whole import read_whole

NAMES = ["a.csv", "b.csv", "c.csv"]


def write_set(folder, content, names=NAMES):
    folder.mkdir(parents=True)
    for name in names:
        (folder / name).write_bytes(content)
    write_manifest(folder)
    return folder


@pytest.fixture
def folder(tmp_path):
    return write_set(tmp_path / "data" / "processed", b"old")


@pytest.fixture(params=[True, False], ids=["by the opened folder", "by path"])
def way(request, monkeypatch):
    """Both ways of reading: through the opened folder, and by path where there is no such way."""
    monkeypatch.setattr(whole, "HAS_DOORS", request.param)
    return request.param


def meanwhile(monkeypatch, act, before="b.csv"):
    """Let something happen once, just before a file is opened."""
    opened, pending = os.open, [act]

    def open_later(path, *rest, **options):
        if str(path).endswith(before) and pending:
            pending.pop()()
        return opened(path, *rest, **options)

    monkeypatch.setattr(whole.os, "open", open_later)


def test_files_are_read_by_name(folder, way):
    assert read_whole(folder, ["a.csv", "c.csv"]) == {"a.csv": b"old", "c.csv": b"old"}


def test_a_file_that_no_build_made_is_left_out(folder, tmp_path, way):
    assert read_whole(folder, ["a.csv", "d.csv"]) == {"a.csv": b"old"}
    assert read_whole(tmp_path / "none", NAMES) == {}


def test_a_set_that_is_exchanged_meanwhile_is_read_to_its_end(folder, tmp_path, monkeypatch):
    new = write_set(tmp_path / "new", b"new")
    meanwhile(monkeypatch, lambda: exchange(new, folder))
    assert read_whole(folder, NAMES) == dict.fromkeys(NAMES, b"old")
    assert read_whole(folder, NAMES) == dict.fromkeys(NAMES, b"new")


@pytest.mark.parametrize("before", ["manifest.json", "a.csv", "c.csv"])
def test_when_the_old_files_are_taken_away_the_reading_starts_again(
    folder, tmp_path, monkeypatch, before, way
):
    new = write_set(tmp_path / "new", b"new")

    def act():
        exchange(new, folder)
        shutil.rmtree(new)

    meanwhile(monkeypatch, act, before)
    assert read_whole(folder, NAMES) == dict.fromkeys(NAMES, b"new")


def test_files_replaced_one_by_one_are_never_mixed(folder, tmp_path, monkeypatch, way):
    new = write_set(tmp_path / "new", b"new")
    meanwhile(monkeypatch, lambda: replace_files(new, folder))
    assert read_whole(folder, NAMES) == dict.fromkeys(NAMES, b"new")


def test_a_set_that_comes_meanwhile_is_read(folder, tmp_path, monkeypatch, way):
    hidden = folder.rename(tmp_path / "hidden")
    meanwhile(monkeypatch, lambda: hidden.rename(folder), "c.csv")
    assert read_whole(folder, NAMES) == dict.fromkeys(NAMES, b"old")


def test_a_set_that_goes_meanwhile_is_none(folder, monkeypatch, way):
    meanwhile(monkeypatch, lambda: shutil.rmtree(folder), "a.csv")
    assert read_whole(folder, NAMES) == {}


def edit(folder):
    (folder / "a.csv").write_bytes(b"by hand")


def lose(folder):
    (folder / "a.csv").unlink()


def add(folder):
    (folder / "a.csv").rename(folder / "b.csv")
    write_manifest(folder)
    (folder / "a.csv").write_bytes(b"not made by a build")


@pytest.mark.parametrize("spoil", [edit, lose, add], ids=lambda spoil: spoil.__name__)
def test_a_file_that_is_not_that_of_the_manifest_is_refused_by_name(folder, spoil, way):
    spoil(folder)
    with pytest.raises(InputError) as caught:
        read_whole(folder, ["a.csv"])
    assert str(caught.value) == (
        'E_MANIFEST: "data/processed": 1 files do not match the manifest (a.csv); '
        "run `exchange-stats build` again"
    )
    assert caught.value.told("ru").endswith("соберите заново: `exchange-stats build`")


def test_what_keeps_still_is_read_once(folder, tmp_path, monkeypatch, way):
    rounds, unlike = [], whole._unlike
    monkeypatch.setattr(whole, "_unlike", lambda *given: rounds.append(1) or unlike(*given))
    edit(folder)
    with pytest.raises(InputError):
        read_whole(folder, NAMES)
    assert len(rounds) == 1
    read_whole(folder, ["d.csv"])
    assert len(rounds) == 2
    read_whole(tmp_path / "none", NAMES)
    assert len(rounds) == 3


def test_a_set_without_manifest_is_refused(folder, way):
    (folder / "manifest.json").unlink()
    with pytest.raises(InputError, match=r"3 files do not match the manifest \(a.csv, b.csv, c"):
        read_whole(folder, NAMES)


def test_a_folder_that_never_keeps_still_is_refused_at_last(folder, tmp_path, monkeypatch):
    edit(folder)
    other = write_set(tmp_path / "other", b"old")
    edit(other)
    still = whole._is_still
    asked = []

    def never_still(*given):
        asked.append(exchange(other, folder))
        return still(*given)

    monkeypatch.setattr(whole, "_is_still", never_still)
    with pytest.raises(InputError, match="E_MANIFEST"):
        read_whole(folder, NAMES)
    assert len(asked) == whole.ROUNDS == 100


def test_no_folder_stays_open(folder, tmp_path, monkeypatch):
    opened, closed, open_one, close_one = [], [], os.open, os.close
    monkeypatch.setattr(
        whole.os, "open", lambda *at, **how: opened.append(open_one(*at, **how)) or opened[-1]
    )
    monkeypatch.setattr(
        whole.os, "close", lambda number: closed.append(number) or close_one(number)
    )
    read_whole(folder, [])
    read_whole(tmp_path / "none", NAMES)
    assert (len(opened), closed) == (2, opened[:1])  # the folder and its manifest

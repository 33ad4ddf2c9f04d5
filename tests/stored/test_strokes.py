"""A folder takes the place of another at one stroke, or file by file and refused until then."""

import errno
import os

import pytest

from exchange_stats.ground.errors import InputError
from exchange_stats.stored import manifest, strokes
from exchange_stats.stored.strokes import exchange, put_in_place, replace_files


def write_set(folder, **files):
    folder.mkdir()
    for name, content in files.items():
        path = folder / name.replace("__", "/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    manifest.write_manifest(folder)
    return folder


def texts_in(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_text("utf-8")
        for path in manifest.files_below(folder)
        if path.name != "manifest.json"
    }


@pytest.fixture
def stage(tmp_path):
    return write_set(tmp_path / "stage", a="new a", deep__b="new b")


@pytest.fixture
def target(tmp_path):
    return write_set(tmp_path / "target", a="old a", deep__c="old c", gone__d="old d")


def cannot(number):
    """A call that the system refuses."""

    def call(*_):
        strokes.ctypes.set_errno(number)
        return -1

    return lambda: call


def test_two_folders_change_places(stage, target):
    assert exchange(stage, target)
    assert texts_in(target) == {"a": "new a", "deep/b": "new b"}
    assert texts_in(stage) == {"a": "old a", "deep/c": "old c", "gone/d": "old d"}


def test_two_folders_change_places_by_paths_from_here(stage, target, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert exchange(stage.relative_to(tmp_path), target.relative_to(tmp_path))
    assert texts_in(target)["a"] == "new a"
    assert texts_in(stage)["a"] == "old a"


@pytest.mark.parametrize(
    "number", [errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EXDEV, errno.EBUSY]
)
def test_where_the_system_cannot_exchange_nothing_has_changed(stage, target, monkeypatch, number):
    monkeypatch.setattr(strokes, "_call", cannot(number))
    assert not exchange(stage, target)


def test_what_is_in_the_way_is_raised(stage, target, monkeypatch):
    monkeypatch.setattr(strokes, "_call", cannot(errno.EIO))
    with pytest.raises(OSError, match="Input/output error") as caught:
        exchange(stage, target)
    assert (caught.value.errno, caught.value.filename) == (errno.EIO, str(target))


def test_a_folder_that_is_gone_cannot_be_exchanged(stage, tmp_path):
    with pytest.raises(FileNotFoundError):
        exchange(stage, tmp_path / "none")


@pytest.mark.parametrize("kind", [AttributeError, OSError, TypeError])
def test_a_library_without_the_call_is_known(stage, target, monkeypatch, kind):
    def load(*_, **__):
        raise kind

    monkeypatch.setattr(strokes.ctypes, "CDLL", load)
    strokes._call.cache_clear()
    try:
        assert not exchange(stage, target)
    finally:
        strokes._call.cache_clear()


def test_putting_in_place_can_be_undone(stage, target):
    undo = put_in_place(stage, target)
    assert texts_in(target)["a"] == "new a"
    undo()
    assert texts_in(target)["a"] == "old a"
    assert texts_in(stage)["a"] == "new a"


def test_the_first_set_can_be_undone_too(stage, tmp_path):
    undo = put_in_place(stage, tmp_path / "first")
    assert texts_in(tmp_path / "first")["a"] == "new a"
    undo()
    assert not (tmp_path / "first").exists()
    assert texts_in(stage)["a"] == "new a"


def test_a_dangling_link_in_the_place_is_not_written_over(stage, tmp_path):
    (tmp_path / "link").symlink_to(tmp_path / "none")
    put_in_place(stage, tmp_path / "link")
    assert stage.is_symlink()
    assert texts_in(tmp_path / "link")["a"] == "new a"


def test_files_are_replaced_one_by_one_where_folders_cannot(stage, target, monkeypatch):
    monkeypatch.setattr(strokes, "_call", lambda: None)
    (target / "mine").write_text("of the user", encoding="utf-8")
    assert put_in_place(stage, target) is None
    assert texts_in(target) == {"a": "new a", "deep/b": "new b", "mine": "of the user"}
    assert manifest.is_whole(target)


def test_folders_that_are_new_come_with_their_files(target, tmp_path):
    replace_files(write_set(tmp_path / "more", new__deep__e="new e"), target)
    assert texts_in(target) == {"new/deep/e": "new e"}
    assert manifest.is_whole(target)


@pytest.fixture
def replaced(monkeypatch):
    """The names of files in the order in which they are put in place."""
    names, replace = [], type(strokes.Path()).replace

    def note(self, goal):
        names.append(goal.name)
        return replace(self, goal)

    monkeypatch.setattr(type(strokes.Path()), "replace", note)
    return names


def test_the_manifest_comes_first_as_unfinished_and_last_as_it_will_be(stage, target, replaced):
    replace_files(stage, target)
    assert replaced == ["manifest.json", "a", "b", "manifest.json"]
    assert not (stage / "manifest.json.interim").exists()


@pytest.mark.parametrize("last", [0, 1, 2, 3])
def test_a_set_left_half_way_is_refused_and_the_next_one_knows_its_files(
    stage, target, tmp_path, monkeypatch, last
):
    replace, done = type(stage).replace, []

    def fail_at_last(self, goal):
        if len(done) == last:
            raise OSError(errno.EIO, "Input/output error")
        done.append(goal)
        return replace(self, goal)

    with monkeypatch.context() as patch:
        patch.setattr(type(stage), "replace", fail_at_last)
        with pytest.raises(InputError, match=r'^E_TORN: ".*/target": stopped while the old files'):
            replace_files(stage, target)
    assert manifest.is_whole(target) == (last == 0)
    if last:
        assert set(manifest.read_manifest(target)["files"]) == {"a", "deep/b", "deep/c", "gone/d"}
    replace_files(write_set(tmp_path / "again", e="new e"), target)
    assert manifest.is_whole(target)
    assert texts_in(target) == {"e": "new e"}


def synced(monkeypatch):
    """The paths that are brought to the disk, in order."""
    names, opened, numbers = [], os.open, {}

    def open_named(path, *rest, **options):
        number = opened(path, *rest, **options)
        numbers[number] = path
        return number

    monkeypatch.setattr(strokes.os, "open", open_named)
    monkeypatch.setattr(strokes.os, "fsync", lambda number: names.append(numbers[number].name))
    return names


def test_every_file_and_every_folder_is_brought_to_the_disk(target, monkeypatch):
    names = synced(monkeypatch)
    strokes.sync_files(target)
    assert sorted(names[:4]) == ["a", "c", "d", "manifest.json"]
    assert sorted(names[4:6]) == ["deep", "gone"]
    assert names[6:] == ["target"]


def test_replaced_files_are_on_the_disk_before_the_manifest_says_so(stage, target, monkeypatch):
    names = synced(monkeypatch)
    replace_files(stage, target)
    assert names[:2] == ["manifest.json.interim", "target"]
    assert sorted(names[2:4]) == ["deep", "gone"]
    assert names[4:] == ["target", "target"]


def test_what_the_disk_cannot_keep_is_raised_and_the_file_closed(stage, monkeypatch):
    closed, close = [], os.close

    def fail(_):
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(strokes.os, "fsync", fail)
    monkeypatch.setattr(strokes.os, "close", lambda number: closed.append(close(number)))
    with pytest.raises(OSError, match="Input/output"):
        strokes.sync(stage / "a")
    assert closed == [None]


def test_where_folders_cannot_be_opened_nothing_is_synced(stage, monkeypatch):
    monkeypatch.setattr(strokes, "SYNCS", False)
    names = synced(monkeypatch)
    strokes.sync_files(stage)
    assert names == []

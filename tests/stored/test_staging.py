"""Staged folders take the place of the old ones together, or nothing changes."""

import errno
import os
import signal
import threading

import pytest

from exchange_stats.ground.errors import InputError, StageError
from exchange_stats.stored import manifest, staging, strokes
from exchange_stats.stored.staging import carry, clear_leftovers, leftovers, staged


def put(folder, name, content):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")


def write_set(folder, content, *names):
    for name in names or ("a.txt", "deep/b.txt"):
        put(folder, name, content)
    manifest.write_manifest(folder)


@pytest.fixture
def targets(tmp_path):
    """Two old sets, in folders of their own."""
    found = [tmp_path / "data" / "processed", tmp_path / "reports"]
    for target in found:
        write_set(target, "old")
    return found


def build(targets, content="new", *names):
    with staged(targets) as stages:
        for stage in stages:
            write_set(stage, content, *names)


def texts_in(folder):
    """Return the content of all files below a folder but for manifests."""
    return {
        path.relative_to(folder).as_posix(): path.read_text("utf-8")
        for path in manifest.files_below(folder)
        if path.name != "manifest.json"
    }


def both(content):
    names = ("data/processed/a.txt", "data/processed/deep/b.txt")
    return dict.fromkeys((*names, "reports/a.txt", "reports/deep/b.txt"), content)


def left_beside(tmp_path):
    return sorted(path.name for path in tmp_path.rglob(".*"))


@pytest.fixture(params=["exchange", "file by file"])
def way(request, monkeypatch):
    """Both ways of putting a set in place."""
    if request.param == "file by file":
        monkeypatch.setattr(strokes, "_call", lambda: None)
    return request.param


def test_new_sets_take_the_place_of_the_old_ones(targets, tmp_path, way):
    with staged(targets) as stages:
        for stage, target in zip(stages, targets, strict=True):
            assert (stage.parent, list(stage.iterdir())) == (target.parent, [])
            assert stage.name.startswith(f".{target.name}-staged-")
            write_set(stage, "new")
        assert texts_in(tmp_path / "reports") == {"a.txt": "old", "deep/b.txt": "old"}
    assert texts_in(tmp_path) == both("new")
    assert all(manifest.is_whole(target) for target in targets)
    assert left_beside(tmp_path) == []
    assert targets[0].stat().st_mode & 0o777 == 0o755


def test_the_first_sets_may_come_with_their_folders(tmp_path, way):
    build([tmp_path / "data" / "processed", tmp_path / "reports"])
    assert texts_in(tmp_path) == both("new")
    assert left_beside(tmp_path) == []


def test_a_set_may_come_with_all_folders_above_it(tmp_path):
    build([tmp_path / "a" / "b" / "processed"])
    assert set(texts_in(tmp_path).values()) == {"new"}


@pytest.mark.parametrize("kind", [StageError, KeyboardInterrupt, ValueError])
def test_whatever_fails_leaves_the_old_sets_and_nothing_else(targets, tmp_path, kind):
    def fail(stages):
        write_set(stages[0], "new")
        message = "it failed"
        raise kind(message)

    with pytest.raises(kind, match="it failed"), staged(targets) as stages:
        fail(stages)
    assert texts_in(tmp_path) == both("old")
    assert left_beside(tmp_path) == []


def test_a_full_disk_is_told_with_its_folders_and_leaves_the_old_sets(targets, tmp_path):
    full = r'E_DISK_FULL: "data/processed and .*/reports": the disk is full .No space left'
    with pytest.raises(InputError, match=full), staged(targets):
        raise OSError(errno.ENOSPC, "No space left on device")
    assert texts_in(tmp_path) == both("old")


def test_equal_sets_are_not_put_in_place(targets, tmp_path):
    before = [(target.stat().st_ino, target.stat().st_mtime_ns) for target in targets]
    build(targets, "old")
    assert [(target.stat().st_ino, target.stat().st_mtime_ns) for target in targets] == before
    assert left_beside(tmp_path) == []


def test_an_equal_set_with_a_torn_file_is_put_in_place(targets, tmp_path, way):
    put(targets[0], "a.txt", "torn")
    build(targets, "old")
    assert texts_in(tmp_path) == both("old")


def test_what_killed_builds_have_left_is_taken_away(targets, tmp_path):
    left = [tmp_path / "data" / ".processed-staged-x1", tmp_path / ".reports-staged-x2"]
    for folder in left:
        put(folder, "deep/a.txt", "half")
    put(tmp_path / ".reports-mine", "a.txt", "of the user")
    assert leftovers(targets) == left
    clear_leftovers(targets[1:])
    assert leftovers(targets) == left[:1]
    clear_leftovers(targets)
    assert left_beside(tmp_path) == [".reports-mine"]


def test_what_cannot_be_taken_away_does_not_stop_a_build(targets, tmp_path, monkeypatch):
    put(tmp_path / ".reports-staged-x2", "a.txt", "half")

    def refuse(*_, **__):
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(staging.os, "unlink", refuse)
    clear_leftovers(targets)
    assert leftovers(targets) == [tmp_path / ".reports-staged-x2"]


# --- files that no build made ---


def test_files_of_the_user_stay_where_they_are(targets, tmp_path, way):
    put(targets[1], "notes/old/mine.txt", "of the user")
    put(targets[1], "deep/mine.txt", "of the user")
    (targets[1] / "link").symlink_to("notes")
    number = (targets[1] / "notes" / "old" / "mine.txt").stat().st_ino
    build(targets)
    assert texts_in(targets[1] / "notes") == {"old/mine.txt": "of the user"}
    assert (targets[1] / "notes" / "old" / "mine.txt").stat().st_ino == number
    assert (targets[1] / "deep" / "mine.txt").read_text("utf-8") == "of the user"
    assert (targets[1] / "link").readlink().name == "notes"
    assert manifest.is_whole(targets[1])
    assert "notes/old/mine.txt" not in manifest.read_manifest(targets[1])["files"]


def test_files_of_the_old_set_that_are_no_longer_made_go(targets, tmp_path, way):
    build(targets, "new", "a.txt")
    assert texts_in(targets[1]) == {"a.txt": "new"}


def test_a_file_of_the_user_that_comes_at_the_last_moment_stays(targets, monkeypatch):
    put_in_place = strokes.put_in_place

    def put_late(stage, target):
        put(target, "late.txt", "of the user")
        return put_in_place(stage, target)

    monkeypatch.setattr(staging.strokes, "put_in_place", put_late)
    build(targets)
    assert texts_in(targets[1])["late.txt"] == "of the user"


def test_files_of_the_user_have_their_second_name_before_the_strokes(targets, monkeypatch):
    put(targets[1], "mine.txt", "of the user")
    put_in_place, seen = strokes.put_in_place, []

    def look(stage, target):
        seen.append((stage / "mine.txt").is_file())
        return put_in_place(stage, target)

    monkeypatch.setattr(strokes, "put_in_place", look)
    build(targets)
    assert seen == [False, True]


def test_a_late_file_that_cannot_be_kept_does_not_undo_the_set(targets, tmp_path, monkeypatch):
    calls = []

    def fail_after_the_strokes(source, to):
        calls.append(source)
        if len(calls) > len(targets):
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(staging, "carry", fail_after_the_strokes)
    build(targets)
    assert texts_in(tmp_path) == both("new")


def test_a_file_is_copied_where_it_cannot_have_a_second_name(tmp_path, monkeypatch):
    def refuse(*_, **__):
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(staging.os, "link", refuse)
    put(tmp_path / "old", "deep/mine.txt", "of the user")
    (tmp_path / "old" / "link").symlink_to("nowhere")
    (tmp_path / "new").mkdir()
    carry(tmp_path / "old", tmp_path / "new")
    assert (tmp_path / "new" / "deep" / "mine.txt").read_text("utf-8") == "of the user"
    assert (tmp_path / "new" / "link").readlink().name == "nowhere"


def test_a_name_that_is_taken_is_not_written_over(tmp_path):
    put(tmp_path / "old", "a.txt", "old")
    put(tmp_path / "old", "b.txt", "old")
    put(tmp_path / "new", "a.txt", "new")
    carry(tmp_path / "old", tmp_path / "new")
    assert texts_in(tmp_path / "new") == {"a.txt": "new", "b.txt": "old"}


def without_manifest(target):
    (target / "manifest.json").unlink()


def beside_the_manifest(target):
    for name in ("a.txt", "deep/b.txt"):
        (target / name).unlink()
    write_set(target, "old", "c.txt")
    put(target, "a.txt", "of the user")
    put(target, "deep/b.txt", "of the user")


@pytest.mark.parametrize("spoil", [without_manifest, beside_the_manifest], ids=lambda s: s.__name__)
def test_files_that_no_build_made_are_not_written_over(targets, tmp_path, spoil, way):
    spoil(targets[1])
    before = texts_in(tmp_path)
    said = r'^E_FOREIGN: ".*/reports": 2 files that no build .* \(a\.txt, deep/b\.txt\); move them'
    with pytest.raises(InputError, match=said):
        build(targets)
    assert texts_in(tmp_path) == before
    assert left_beside(tmp_path) == []


def test_files_that_are_what_this_build_makes_are_ours(targets, tmp_path, way):
    without_manifest(targets[1])
    build(targets, "old")
    assert manifest.is_whole(targets[1])


def test_a_folder_whose_manifest_cannot_be_read_is_ours_but_for_unknown_names(
    targets, tmp_path, way
):
    put(targets[1], "manifest.json", "{")
    put(targets[1], "mine.txt", "of the user")
    build(targets)
    assert texts_in(tmp_path) == both("new") | {"reports/mine.txt": "of the user"}


# --- where nothing may be written ---


def test_a_link_in_the_place_of_a_folder_is_refused(targets, tmp_path):
    moved = targets[1].rename(tmp_path / "elsewhere")
    targets[1].symlink_to(moved)
    with pytest.raises(InputError, match=r'^E_OUT_PATH: ".*/reports": a link, or inside data/raw'):
        build(targets)
    assert texts_in(moved) == {"a.txt": "old", "deep/b.txt": "old"}


@pytest.mark.parametrize("where", ["data/raw", "data/raw/reports", "data/raw/a/b"])
def test_a_folder_of_raw_files_is_refused(tmp_path, where):
    with pytest.raises(InputError, match="E_OUT_PATH"):
        build([tmp_path / where])
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_made_is_refused(tmp_path):
    (tmp_path / "data").write_text("a file in the way", encoding="utf-8")
    with pytest.raises(InputError, match=r'^E_WRITE: "data/processed": .*File exists'):
        build([tmp_path / "data" / "processed"])


# --- errors at the strokes, and stops by hand ---


def fail_at(monkeypatch, name, at, number=errno.EIO):
    """Let a function of ``strokes`` fail at its n-th call."""
    function, calls = getattr(strokes, name), []

    def call(*given):
        calls.append(given)
        if len(calls) == at:
            raise OSError(number, os.strerror(number))
        return function(*given)

    monkeypatch.setattr(strokes, name, call)
    return calls


@pytest.mark.parametrize("at", [1, 2])
def test_an_error_at_a_stroke_puts_both_old_sets_back(targets, tmp_path, monkeypatch, at):
    fail_at(monkeypatch, "exchange", at)
    with pytest.raises(InputError, match=r"^E_DISK: .* the old results are untouched$"):
        build(targets)
    assert texts_in(tmp_path) == both("old")
    assert left_beside(tmp_path) == []


def test_an_error_of_the_disk_after_the_strokes_puts_both_old_sets_back(
    targets, tmp_path, monkeypatch
):
    sync = strokes.sync

    def fail_at_the_last(path):
        if path == tmp_path:
            raise OSError(errno.EIO, "Input/output error")
        sync(path)

    monkeypatch.setattr(strokes, "sync", fail_at_the_last)
    with pytest.raises(InputError, match=r'^E_DISK: ".*/reports": .*untouched$'):
        build(targets)
    assert texts_in(tmp_path) == both("old")


@pytest.mark.parametrize("ends", ["fails", "cannot"])
def test_an_old_set_that_cannot_be_put_back_is_told(targets, monkeypatch, ends):
    exchange, calls = strokes.exchange, []

    def once(*given):
        calls.append(given)
        if len(calls) == 1:
            return exchange(*given)
        if len(calls) == 2 or ends == "fails":
            raise OSError(errno.EIO, "Input/output error")
        return False

    monkeypatch.setattr(strokes, "exchange", once)
    with pytest.raises(InputError, match=r'^E_TORN: ".*/reports": stopped while .*put/output err'):
        build(targets)


def test_files_that_were_replaced_one_by_one_are_not_called_untouched(targets, monkeypatch):
    sync = strokes.sync

    def fail_at_the_last(path):
        if path == targets[0].parent:
            raise OSError(errno.EIO, "Input/output error")
        sync(path)

    monkeypatch.setattr(strokes, "_call", lambda: None)
    monkeypatch.setattr(strokes, "sync", fail_at_the_last)
    with pytest.raises(InputError, match=r"^E_TORN: "):
        build(targets)
    assert all(manifest.is_whole(target) for target in targets)


def test_a_folder_that_stopped_half_way_keeps_its_own_message(targets, monkeypatch):
    replace = type(targets[0]).replace

    def refuse(self, goal):
        if goal == targets[1] / "a.txt":
            raise OSError(errno.EACCES, "Permission denied")
        return replace(self, goal)

    monkeypatch.setattr(strokes, "_call", lambda: None)
    monkeypatch.setattr(type(targets[0]), "replace", refuse)
    with pytest.raises(InputError, match=r'^E_TORN: ".*/reports": .*\(Permission denied\)'):
        build(targets)
    assert [manifest.is_whole(target) for target in targets] == [True, False]


def test_all_is_on_the_disk_before_the_strokes_and_their_names_after(targets, monkeypatch):
    order = []

    def note(name, at):
        function = getattr(strokes, name)

        def call(*given):
            order.append((name, given[at].name))
            return function(*given)

        monkeypatch.setattr(strokes, name, call)

    for name, at in (("sync_files", 0), ("sync", 0), ("put_in_place", 1)):
        note(name, at)
    build(targets, "new", "a.txt")
    stages = [name for kind, name in order if kind == "sync_files"]
    assert [name.split("-")[0] for name in stages] == [".processed", ".reports"]
    written = [("sync", name) for name in ("a.txt", "manifest.json")]
    assert order == [
        *(("sync_files", stages[0]), *written, ("sync", stages[0])),
        *(("sync_files", stages[1]), *written, ("sync", stages[1])),
        *(("put_in_place", "processed"), ("put_in_place", "reports")),
        *(("sync", "data"), ("sync", targets[1].parent.name)),
    ]


def test_a_stop_by_hand_at_the_strokes_comes_too_late(targets, tmp_path, monkeypatch):
    put_in_place = strokes.put_in_place

    def stop(stage, target):
        os.kill(os.getpid(), signal.SIGINT)
        return put_in_place(stage, target)

    monkeypatch.setattr(strokes, "put_in_place", stop)
    heard = []
    before = signal.signal(signal.SIGINT, lambda *_: heard.append("stop"))
    try:
        build(targets)
        assert (texts_in(tmp_path), heard) == (both("new"), [])
        os.kill(os.getpid(), signal.SIGINT)
        assert heard == ["stop"]
    finally:
        signal.signal(signal.SIGINT, before)


def test_a_build_in_a_thread_is_as_whole(targets, tmp_path):
    thread = threading.Thread(target=build, args=(targets,))
    thread.start()
    thread.join()
    assert texts_in(tmp_path) == both("new")

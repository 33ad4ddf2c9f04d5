"""A build that dies at any call of the file system leaves one whole set, and the next is clean."""

import os
import resource
import signal
import subprocess
import tempfile
from pathlib import Path

import pytest

from exchange_stats import __main__ as door
from exchange_stats import build as building
from exchange_stats import pipeline, report
from exchange_stats.ground.errors import InputError
from exchange_stats.stored import strokes, whole
from faulty_disk import (
    DONE,
    FAULTS,
    FOLDERS,
    REFUSED,
    Disk,
    Fault,
    small_builds,
    small_releases,
    trial,
    try_fault,
    try_release,
    write_small_report,
)

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="the trials need os.fork")
MEMORY = Path("/dev/shm")
OLD, NEW = ["old", "old"], ["new", "new"]


@pytest.fixture(scope="module")
def project():
    """A small project, in memory where there is a disk in memory."""
    place = MEMORY if os.access(MEMORY, os.W_OK) else None
    with tempfile.TemporaryDirectory(dir=place, prefix="faults-") as folder:
        Path(folder).chmod(0o755)
        with small_builds(Path(folder)) as found:
            yield found


@pytest.fixture(autouse=True)
def restored(project):
    project.restore()


def test_a_disk_without_faults_gives_the_new_set(project):
    assert project.states() == OLD
    outcome = trial(project.root, Disk())
    assert (outcome.code, project.states(), project.left()) == (DONE, NEW, [])
    assert set(outcome.calls) >= {"open", "write", "fsync", "close", "mkdir", "exchange", "unlink"}
    assert len(outcome.calls) > 100
    assert trial(project.root, Disk()).calls == []  # nothing has changed since


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_no_fault_leaves_a_torn_or_a_mixed_set(project, fault):
    tally = try_fault(project, fault, step=1 if fault.name == "killed" else 2, again=5)
    assert tally.wrong == []
    assert (tally.torn, tally.mixed, tally.refused) == (0, 0, 0)
    assert tally.trials > 25
    assert tally.pairs == (fault.name == "killed")  # between the two strokes, and nowhere else


@pytest.mark.parametrize("fault", [FAULTS[0], FAULTS[4]], ids=lambda fault: fault.name)
def test_where_folders_cannot_be_exchanged_a_set_left_half_way_is_not_read(
    project, fault, monkeypatch
):
    monkeypatch.setattr(strokes, "_call", lambda: None)
    moves = Fault(fault.name, ("replace", "unlink", "fsync"), fault.number)
    tally = try_fault(project, moves, step=2, again=5)
    said = [line for line in tally.wrong if "E_TORN" not in line]
    assert said == []
    assert tally.refused > 4


# --- releases ---


@pytest.fixture(scope="module")
def made(project):
    """The files of a release, when nothing fails."""
    with small_releases(project) as found:
        yield found


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_no_fault_leaves_a_release_without_its_ledger(project, made, fault):
    tally = try_release(project, made, fault, step=13, again=3)
    assert tally.wrong == []
    assert (tally.torn, tally.mixed) == (0, 0)
    assert tally.trials > 6
    assert "2026-11/manifest.json" in made


# --- real faults ---


def small_files():
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))


def nobody():
    if os.getuid() == 0:
        os.setgroups([])
        os.setgid(65534)
        os.setuid(65534)


def test_files_that_may_not_grow_leave_the_old_set(project):
    outcome = trial(project.root, Disk(), small_files)
    assert (outcome.code, project.states(), project.left()) == (REFUSED, OLD, [])
    assert outcome.error.startswith("E_WRITE: ")
    assert "File too large" in outcome.error


def test_a_folder_that_may_not_be_written_is_told(project):
    for folder in (project.root, project.root / "data"):
        folder.chmod(0o555)
    (project.root / "data" / ".build.lock").chmod(0o666)
    try:
        outcome = trial(project.root, Disk(), nobody)
    finally:
        for folder in (project.root, project.root / "data"):
            folder.chmod(0o755)
    assert outcome.error == (
        'E_READ_ONLY: "data/processed": it cannot be written (Permission denied); '
        "check the rights of the folder, the old results are untouched"
    )
    assert (outcome.code, project.states(), project.left()) == (REFUSED, OLD, [])


@pytest.fixture
def full_disk(project):
    """Mount a disk of two MiB in the place of the project, with the old set on it."""
    kept = project.pristine
    options = ["-t", "tmpfs", "-o", "size=2m,mode=755", "tmpfs", project.root]
    if os.getuid() or subprocess.run(["mount", *options], capture_output=True).returncode:
        pytest.skip("mounting a small disk needs the rights to mount")
    try:
        subprocess.run(["cp", "-r", f"{kept}/.", project.root], check=True)
        yield project
    finally:
        subprocess.run(["umount", "-l", project.root], check=True)


def test_a_disk_that_is_full_leaves_the_old_set_until_there_is_room(full_disk):
    room = os.statvfs(full_disk.root)
    ballast = full_disk.root / "ballast"
    for kib in (0, 4, 16, 64, 100):
        ballast.write_bytes(bytes(max(room.f_bavail * room.f_frsize - kib * 1024, 0)))
        outcome = trial(full_disk.root, Disk())
        assert outcome.error.startswith("E_DISK_FULL: "), kib
        assert (outcome.code, full_disk.states(), full_disk.left()) == (REFUSED, OLD, [])
    ballast.unlink()
    assert (trial(full_disk.root, Disk()).code, full_disk.states()) == (DONE, NEW)


def test_a_build_stopped_by_hand_ends_with_130_and_the_old_set(
    project, monkeypatch, capsys, request
):
    def stop(job):
        write_small_report(job)
        os.kill(os.getpid(), signal.SIGINT)
        pytest.fail("the build went on")

    # a shell that runs the tests in the background has them ignore Ctrl-C
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    request.addfinalizer(lambda: signal.signal(signal.SIGINT, before))
    monkeypatch.setattr(report, "write_report", stop)
    assert door.main(["build", "--project", str(project.root)]) == 130
    assert capsys.readouterr().err.endswith("stopped; nothing was changed\n")
    assert (project.states(), project.left()) == (OLD, [])


def test_a_raw_file_that_changes_meanwhile_stops_the_build(project, monkeypatch):
    raw = next((project.root / "data" / "raw").rglob("*.xlsx"))

    def edit(job):
        raw.write_bytes(raw.read_bytes() + b" ")
        return write_small_report(job)

    monkeypatch.setattr(report, "write_report", edit)
    with pytest.raises(InputError, match=r'^E_RAW_CHANGED: "data/raw": 1 files .*students.xlsx'):
        building.build(project.root)
    assert (project.states(), project.left()) == (OLD, [])


# --- several at once ---


def build_in_turn(project, say, rounds):
    """Build anew again and again, old and new in turn; say how each build ended."""
    for _ in range(rounds):
        try:
            building.build(project.root, only="processed", force=True)
            os.write(say, b"d")
        except InputError as error:
            os.write(say, b"b" if error.code == "E_BUSY" else b"?")


def test_builders_at_once_and_a_reader_never_meet_two_sets(project, monkeypatch):
    """Three builders make two sets in turn while a reader reads: each read is one whole set."""
    derive, turns = pipeline.derive_tables, []

    def derive_other(root, say=None):
        tables, books = derive(root)
        turns.append(root)
        if (len(turns) + os.getpid()) % 2:
            changed = tables["observations"].assign(printed="changed")
            tables = {**tables, "observations": changed}
        return tables, books

    monkeypatch.setattr(pipeline, "derive_tables", derive_other)
    ear, mouth = os.pipe()
    numbers = []
    for _ in range(3):
        numbers.append(os.fork())
        if numbers[-1] == 0:
            build_in_turn(project, mouth, 8)
            os._exit(0)
    os.close(mouth)
    names = [name for name in project.old[FOLDERS[0]] if name != "manifest.json"]
    seen, reads = set(), 0
    waiting = set(numbers)
    while waiting:
        files = whole.read_whole(project.root / FOLDERS[0], names)
        assert len(files) == len(names)
        seen.add(hash(tuple(sorted(files.items()))))
        reads += 1
        waiting -= {n for n in waiting if os.waitpid(n, os.WNOHANG)[0]}
    with os.fdopen(ear, "rb") as file:
        ends = file.read().decode()
    assert len(ends) == 24
    assert set(ends) <= {"d", "b"}
    assert "d" in ends
    assert reads > 0
    assert len(seen) <= 3  # the old set and the two that are made
    assert not project.left()

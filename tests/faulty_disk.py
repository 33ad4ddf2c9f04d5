"""A disk that fails at a chosen call, in a process of its own; and a small project to build on it.

A trial forks. In the fork, the doors through which Python reaches the file system (``open``, the
functions of ``os``, and the one call of the C library that a build makes) count their calls, and
one of them fails: the process is killed there, the disk is full, or the system reports an error.
"""

import builtins
import ctypes
import errno
import io
import os
import shutil
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from exchange_stats import build as building
from exchange_stats import pipeline, processed, report
from exchange_stats.ground.errors import ExchangeStatsError
from exchange_stats.ground.stages import Stage
from exchange_stats.issued import editions, quality
from exchange_stats.issued.editions import Edition
from exchange_stats.privacy import scan
from exchange_stats.project import RELEASES
from exchange_stats.stored import manifest, pending, strokes, whole
from small_project import SmallProject

DONE, DEFECT, REFUSED = 0, 1, 2
FOLDERS = ("data/processed", "reports")
GROWING = ("open", "write", "mkdir", "link", "mkstemp")
CALLS = ("open", "write", "fsync", "close", "mkdir", "rename", "replace", "exchange", "link")
ALL = (*CALLS, "unlink", "rmdir", "chmod")


@dataclass(frozen=True)
class Fault:
    """What goes wrong, and at which kinds of calls; ``lasting``: from there on."""

    name: str
    kinds: Sequence[str]
    number: int = 0
    lasting: bool = False


FAULTS = (
    Fault("killed", ALL),
    Fault("disk full once", GROWING, errno.ENOSPC),
    Fault("disk full from there on", GROWING, errno.ENOSPC, lasting=True),
    Fault("error of the disk", ("fsync", "close", "write"), errno.EIO),
    Fault("not allowed", ("open", "rename", "replace", "exchange", "link", "mkdir"), errno.EACCES),
)


@dataclass
class Disk:
    """Counts calls, and fails at one of them."""

    fault: Fault = FAULTS[0]
    at: int = -1
    calls: list[str] = field(default_factory=list)

    def call(self, kind: str, do: Callable[[], Any], half: Callable[[], Any] | None = None) -> Any:
        """Do what is asked, or fail; of what is written, half comes to the disk before."""
        self.calls.append(kind)
        now = len(self.calls) - 1
        is_hit = now == self.at or (self.fault.lasting and now > self.at >= 0)
        if not is_hit or kind not in self.fault.kinds:
            return do()
        if half is not None and now == self.at:
            half()
        if not self.fault.number:
            os.kill(os.getpid(), signal.SIGKILL)
        if kind == "close":
            do()
        raise OSError(self.fault.number, os.strerror(self.fault.number))

    def put_under(self, patch: pytest.MonkeyPatch) -> None:
        """Put this disk under the functions of Python."""
        for name in ("open", "fsync", "mkdir", "rename", "replace", "link", "unlink", "rmdir"):
            patch.setattr(os, name, partial(self._function, name, getattr(os, name)))
        patch.setattr(os, "chmod", partial(self._function, "chmod", os.chmod))
        call = strokes._call()
        if call is not None:
            patch.setattr(strokes, "_call", lambda: partial(self._exchange, call))
        opened = partial(self._open, builtins.open)
        patch.setattr(builtins, "open", opened)
        patch.setattr(io, "open", opened)

    def _function(self, name: str, function: Callable[..., Any], *at: Any, **how: Any) -> Any:
        return self.call(name, lambda: function(*at, **how))

    def _exchange(self, function: Callable[..., int], *at: Any) -> int:
        try:
            return int(self.call("exchange", lambda: function(*at)))
        except OSError as error:
            ctypes.set_errno(error.errno or 0)
            return -1

    def _open(
        self, function: Callable[..., Any], file: Any, mode: str = "r", *at: Any, **how: Any
    ) -> Any:
        if not set(mode) & set("wax"):
            return function(file, mode, *at, **how)
        raw = self.call("open", lambda: _File(self, file, mode.replace("b", "").replace("t", "")))
        if "b" in mode:
            return io.BufferedWriter(raw)
        words = ("encoding", "errors", "newline")
        return io.TextIOWrapper(io.BufferedWriter(raw), **{name: how.get(name) for name in words})


class _File(io.FileIO):
    """A file whose writes and whose end go through the disk."""

    def __init__(self, disk: Disk, *at: Any) -> None:
        self.disk = disk
        super().__init__(*at)

    def write(self, data: Any) -> int:
        put = super().write
        half = bytes(data)[: len(data) // 2]
        return int(self.disk.call("write", lambda: put(data), lambda: put(half)))

    def close(self) -> None:
        if not self.closed:
            self.disk.call("close", super().close)


@dataclass(frozen=True)
class Project:
    """A small project with an old set on disk, and the bytes of the old and of the new one."""

    root: Path
    pristine: Path
    old: dict[str, dict[str, bytes]]
    new: dict[str, dict[str, bytes]]
    ledger: Path
    told: bytes
    """The ledger of releases before any."""

    def restore(self) -> None:
        """Put the old set back, with the raw file from which a build makes the new one."""
        shutil.rmtree(self.root)
        shutil.copytree(self.pristine, self.root)
        self.ledger.write_bytes(self.told)

    def states(self) -> list[str]:
        """Return ``old``, ``new``, ``torn`` or ``mixed`` for each folder.

        Torn: a file is not that of the old set nor that of the new one. Mixed: each file is of one
        of them, but not all of the same.
        """
        return [self._state(name) for name in FOLDERS]

    def _state(self, name: str) -> str:
        found, old, new = bytes_in(self.root / name), self.old[name], self.new[name]
        for state, files in (("old", old), ("new", new)):
            if found == files:
                return state
        known = all(one in (old.get(path), new.get(path)) for path, one in found.items())
        return "mixed" if known and found else "torn"

    def read(self) -> str:
        """Return what a reader gets of the tables: ``old``, ``new``, ``mixed``, or ``refused``."""
        old, new = ({**files[FOLDERS[0]]} for files in (self.old, self.new))
        for files in (old, new):
            del files[manifest.MANIFEST]
        try:
            found = whole.read_whole(self.root / FOLDERS[0], old)
        except ExchangeStatsError:
            return "refused"
        return "old" if found == old else "new" if found == new else "mixed"

    def left(self) -> list[str]:
        """Return what stands beside the folders and should not."""
        return sorted(path.name for path in self.root.rglob(".*-staged-*"))


def bytes_in(folder: Path) -> dict[str, bytes]:
    """Return the bytes of all files below a folder."""
    files = manifest.files_below(folder)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def write_small_report(job: report.Job) -> report.Made:
    """Write some files as a report does, in the words of its tables."""
    text = (job.tables_folder / "observations.csv").read_text(encoding="utf-8")
    for name in ("files", "notebooks"):
        (job.folder / name).mkdir(exist_ok=True)
    for number in range(3):
        path = job.folder / "files" / f"figure.{number}.svg"
        path.write_text(f"<svg>{number} {text[-99:]}</svg>", encoding="utf-8", newline="\n")
    (job.folder / "notebooks" / "10.html").write_bytes(text.encode())
    (job.folder / "index.html").write_text(text * 9, encoding="utf-8", newline="\n")
    return report.Made(1, 3, 3, {"figure": "key"})


@contextmanager
def small_builds(folder: Path) -> Iterator[Project]:
    """Give a project on which :func:`trial` works: only the writing of its build is left to do.

    What a build derives from its raw files is worked out once and kept by the bytes of the raw
    file, what judges the tables is left out, and the report is a small one.
    """
    small = SmallProject(folder).found()
    known: dict[bytes, Any] = {}
    with pytest.MonkeyPatch.context() as patch, small.known(), small.built_by_own_code():
        patch.setattr(report, "write_report", write_small_report)
        derive = pipeline.derive_tables

        def derive_once(root: Path, say: Any = None) -> Any:
            raw = small.raw.read_bytes()
            if raw not in known:
                known[raw] = derive(root)
            return known[raw]

        building.build(small.root)  # with all that judges, so that the tables are known as good
        patch.setattr(Stage, "check", lambda stage, table: table)
        patch.setattr(scan, "check_table", lambda table, where: table)
        patch.setattr(building.metadata, "version", lambda name: "1")
        patch.setattr(building.factbook, "fingerprint", lambda: "of all facts")
        patch.setattr(pipeline, "derive_tables", derive_once)
        building.build(small.root)
        old = {name: bytes_in(small.root / name) for name in FOLDERS}
        small.change("C6", 13)
        pristine = shutil.copytree(small.root, folder / "pristine")
        building.build(small.root)
        new = {name: bytes_in(small.root / name) for name in FOLDERS}
        ledger = small.facts / pending.LEDGER
        yield Project(small.root, Path(pristine), old, new, ledger, ledger.read_bytes())


@dataclass(frozen=True)
class Outcome:
    """How a build in a fork ended: its exit code, -9 when killed, its error, its calls."""

    code: int
    error: str
    calls: list[str]


def trial(
    root: Path,
    disk: Disk,
    before: Callable[[], object] = lambda: None,
    edition: Edition | None = None,
) -> Outcome:
    """Return the outcome of a build in a fork, on a disk, after ``before`` was done there."""
    ear, mouth = os.pipe()
    number = os.fork()
    if number == 0:
        before()
        os._exit(_build(root, disk, mouth, edition))
    os.close(mouth)
    with os.fdopen(ear, encoding="utf-8") as file:
        error, _, calls = file.read().partition("\n")
    code = os.waitstatus_to_exitcode(os.waitpid(number, 0)[1])
    return Outcome(code, error, calls.split())


def _build(root: Path, disk: Disk, mouth: int, edition: Edition | None) -> int:
    error = ""
    with pytest.MonkeyPatch.context() as patch:
        disk.put_under(patch)
        try:
            building.build(root, edition=edition)
            code = DONE
        except ExchangeStatsError as refused:
            code, error = REFUSED, str(refused).splitlines()[0]
        except BaseException as other:
            code, error = DEFECT, repr(other).splitlines()[0]
    os.write(mouth, f"{error}\n{' '.join(disk.calls)}".encode())
    return code


@dataclass
class Tally:
    """What trials left behind: how often each state, and what should not be."""

    trials: int = 0
    torn: int = 0
    mixed: int = 0
    pairs: int = 0
    refused: int = 0
    wrong: list[str] = field(default_factory=list)


def try_fault(project: Project, fault: Fault, *, step: int = 1, again: int = 1) -> Tally:
    """Return what a fault left behind at every n-th of its calls; some trials are built again."""
    project.restore()
    calls = trial(project.root, Disk()).calls
    tally = Tally()
    for at in [at for at, kind in enumerate(calls) if kind in fault.kinds][::step]:
        project.restore()
        outcome = trial(project.root, Disk(fault, at))
        where = f"{fault.name} at {at} ({calls[at]})"
        _judge(project, outcome, tally, where)
        if tally.trials % again == 0:
            code = trial(project.root, Disk()).code
            if (code, project.states(), project.left()) != (DONE, ["new", "new"], []):
                tally.wrong.append(f"{where}: the next build ends with {code} {project.states()}")
    return tally


def _judge(project: Project, outcome: Outcome, tally: Tally, where: str) -> None:
    states, read = project.states(), project.read()
    tally.trials += 1
    tally.torn += "torn" in states
    tally.mixed += "mixed" in states
    tally.pairs += states == ["new", "old"]
    tally.refused += read == "refused"
    if any(
        state in ("torn", "mixed") and manifest.is_whole(project.root / name)
        for state, name in zip(states, FOLDERS, strict=True)
    ):
        tally.wrong.append(f"{where}: {states}, and the manifest does not tell")
    told = {DONE: ["new", "new"], REFUSED: ["old", "old"]}
    if outcome.code == DEFECT or read == "mixed" or states != told.get(outcome.code, states):
        tally.wrong.append(f"{where}: {outcome.code} {outcome.error} {states} read {read}")


# --- releases ---

EDITION, CELL = Edition("2026-11", "2026-11-25"), {"release_id": "2026-11"}


@contextmanager
def small_releases(project: Project) -> Iterator[dict[str, bytes]]:
    """Let a release tell its ledger one cell and write a short report; give its files."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(editions, "told_cells", lambda edition, reconciled: [CELL])
        patch.setattr(processed, "read_set", lambda folder: {})
        patch.setattr(quality, "gather", lambda *at: None)
        patch.setattr(quality, "write_quality", _write_small_quality)
        project.restore()
        outcome = trial(project.root, Disk(), edition=EDITION)
        if outcome.code != DONE:
            raise AssertionError(outcome.error)
        yield bytes_in(project.root / RELEASES)


def _write_small_quality(folder: Path, known: object) -> None:
    (folder / "quality.en.html").write_text("<p>good</p>", encoding="utf-8")


def release_state(project: Project, made: dict[str, bytes]) -> tuple[str, str]:
    """Return whether folder and ledger of a release are ``none``, ``made`` or ``torn``."""
    found, told = bytes_in(project.root / RELEASES), project.ledger.read_bytes()
    folder = "none" if not found else "made" if found == made else "torn"
    grown = told.startswith(project.told) and told.count(b"\n") == project.told.count(b"\n") + 1
    return folder, "none" if told == project.told else "made" if grown else "torn"


def try_release(
    project: Project, made: dict[str, bytes], fault: Fault, *, step: int = 1, again: int = 1
) -> Tally:
    """Return what a fault left behind at every n-th call of a release; some are tried again.

    ``pairs`` counts kills between two strokes. A ledger that knows a release which is not there
    is no reader's: it stays so until the next build, which settles it.
    """
    project.restore()
    calls = trial(project.root, Disk(), edition=EDITION).calls
    tally = Tally()
    for at in [at for at, kind in enumerate(calls) if kind in fault.kinds][::step]:
        project.restore()
        outcome = trial(project.root, Disk(fault, at), edition=EDITION)
        where = f"{fault.name} at {at} ({calls[at]})"
        _judge_release(project, outcome, tally, made, where)
        if tally.trials % again == 0:
            _try_again(project, tally, made, where)
    return tally


def _judge_release(
    project: Project, outcome: Outcome, tally: Tally, made: dict[str, bytes], where: str
) -> None:
    states, (folder, ledger) = project.states(), release_state(project, made)
    waiting = any(project.root.glob(f"data/{pending.KEPT}*"))
    tally.trials += 1
    tally.torn += "torn" in (*states, folder, ledger)
    tally.mixed += "mixed" in states or (folder == "made" and ledger == "none")
    tally.pairs += states == ["new", "old"] or (states == ["new", "new"] and folder == "none")
    told = {DONE: (["new", "new"], "made", "made"), REFUSED: (["old", "old"], "none", "none")}
    found = (states, folder, ledger)
    if outcome.code == DEFECT or found != told.get(outcome.code, found):
        tally.wrong.append(f"{where}: {outcome.code} {outcome.error} {found}")
    if (folder, ledger) == ("none", "made") and not waiting:
        tally.wrong.append(f"{where}: the ledger tells of a release that is not there")


def _try_again(project: Project, tally: Tally, made: dict[str, bytes], where: str) -> None:
    """A plain build settles what is left; then the release is made, unless it was."""
    code = trial(project.root, Disk()).code
    folder, ledger = release_state(project, made)
    if (code, project.states(), project.left()) != (DONE, ["new", "new"], []) or folder != ledger:
        tally.wrong.append(f"{where}: the next build ends with {code} {folder} {ledger}")
    if folder == "none":
        code = trial(project.root, Disk(), edition=EDITION).code
        if (code, release_state(project, made)) != (DONE, ("made", "made")):
            tally.wrong.append(f"{where}: the next release ends with {code}")

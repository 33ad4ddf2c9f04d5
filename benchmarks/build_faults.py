"""Faults at every call of the file system that a build makes, for four ways of writing a set.

Usage::

    make faults                # or, with the folder of the tests on the path:
    PYTHONPATH=$PWD/tests .venv/bin/python benchmarks/build_faults.py [READS]

Each trial is a fork in which one call fails; see ``tests/faulty_disk.py``. Then the same for a
release (ours, exchanged). Then, for three of the ways, four builders at once and a reader that
reads the tables READS times (10,000 by default).

- ``straight``: every file is written where it will stand;
- ``file by file``: each is written beside, brought to the disk and renamed, the manifest last;
- ``exchanged``: ours;
- ``replaced``: ours where two folders cannot be exchanged.
"""

import itertools
import os
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path

import pytest

from exchange_stats import build as building
from exchange_stats import pipeline
from exchange_stats.ground.errors import ExchangeStatsError
from exchange_stats.stored import faults, manifest, staging, strokes, whole
from faulty_disk import (
    FAULTS,
    FOLDERS,
    Project,
    small_builds,
    small_releases,
    try_fault,
    try_release,
)

BUILDERS = 4


@contextmanager
def straight(targets: Sequence[Path]) -> Iterator[list[Path]]:
    """Give the targets themselves."""
    for target in targets:
        target.mkdir(parents=True, exist_ok=True)
    with faults.told("the results"):
        yield list(targets)


@contextmanager
def file_by_file(targets: Sequence[Path]) -> Iterator[list[Path]]:
    """Give staged folders, and rename file after file, each manifest last."""
    with faults.told("the results"):
        stages = [
            Path(tempfile.mkdtemp(prefix=f".{target.name}-staged-", dir=target.parent))
            for target in targets
        ]
        try:
            yield stages
            for stage, target in zip(stages, targets, strict=True):
                strokes.sync_files(stage)
                names = [*manifest.read_manifest(stage)["files"], manifest.MANIFEST]
                for name in names:
                    (target / name).parent.mkdir(parents=True, exist_ok=True)
                    (stage / name).replace(target / name)
                strokes.sync_folders(target)
        finally:
            for stage in stages:
                shutil.rmtree(stage, ignore_errors=True)


WAYS: dict[str, Callable[[pytest.MonkeyPatch], None]] = {
    "straight": lambda patch: patch.setattr(staging, "staged", straight),
    "file by file": lambda patch: patch.setattr(staging, "staged", file_by_file),
    "exchanged": lambda patch: None,
    "replaced": lambda patch: patch.setattr(strokes, "_call", lambda: None),
}


def one_by_one(project: Project) -> None:
    """Print what each fault leaves behind, by way."""
    print("| fault | way | places | torn | mixed | new tables, old report | refused | wrong |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    for fault, (way, use) in itertools.product(FAULTS, WAYS.items()):
        ours = way in ("exchanged", "replaced")
        with pytest.MonkeyPatch.context() as patch:
            use(patch)
            tally = try_fault(project, fault, again=1 if ours else 10**9)
        counts = (tally.trials, tally.torn, tally.mixed, tally.pairs, tally.refused)
        wrong = [one for one in tally.wrong if way == "exchanged" or "E_TORN" not in one]
        cells = [fault.name, way, *counts, len(wrong) if ours else ""]
        print(f"| {' | '.join(map(str, cells))} |", flush=True)
        for line in wrong if ours else []:
            print(f"    {line}", file=sys.stderr)


def releases(project: Project) -> None:
    """Print what each fault leaves behind of a release: tables, report, release and ledger."""
    print("| fault | places | torn | mixed | killed between two strokes | wrong |")
    print("| --- | --- | --- | --- | --- | --- |")
    with small_releases(project) as made:
        for fault in FAULTS:
            tally = try_release(project, made, fault, again=3)
            counts = (tally.trials, tally.torn, tally.mixed, tally.pairs, len(tally.wrong))
            print(f"| {fault.name} | {' | '.join(map(str, counts))} |", flush=True)
            for line in tally.wrong:
                print(f"    {line}", file=sys.stderr)


def at_once(project: Project, reads: int) -> None:
    """Print what a reader meets while several builders make two sets in turn, by way."""
    print("| way | reads | not whole | of two sets | builds | refused as busy | seconds |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for way in ("straight", "file by file", "exchanged"):
        project.restore()
        ours = way == "exchanged"
        with pytest.MonkeyPatch.context() as patch:
            WAYS[way](patch)
            if not ours:
                patch.setattr(building.lock, "sole_builder", lambda root: nullcontext())
                patch.setattr(staging, "clear_leftovers", lambda targets: None)
            begun = time.perf_counter()
            found, builds, busy = _read_beside(project, reads, ours)
            spent = time.perf_counter() - begun
        cells = (way, reads, found["torn"], found["mixed"], builds, busy, f"{spent:.0f}")
        print(f"| {' | '.join(map(str, cells))} |", flush=True)


def _read_beside(project: Project, reads: int, ours: bool) -> tuple[dict[str, int], int, int]:
    ear, mouth = os.pipe()
    builders = [_builder(project, number, mouth) for number in range(BUILDERS)]
    os.close(mouth)
    found = {"whole": 0, "torn": 0, "mixed": 0}
    for _ in range(reads):
        found[_read(project, ours)] += 1
    for number in builders:
        os.kill(number, signal.SIGKILL)
        os.waitpid(number, 0)
    with os.fdopen(ear, "rb") as file:
        said = file.read()
    return found, said.count(b"d"), said.count(b"b")


def _builder(project: Project, at: int, mouth: int) -> int:
    """Return the number of a process that builds for ever, two sets in turn."""
    number = os.fork()
    if number:
        return number
    derive, turn = pipeline.derive_tables, itertools.count(at)

    def derive_other(root: Path, say: object = None) -> object:
        tables, books = derive(root)
        if next(turn) % 2:
            tables = {
                name: table.assign(**{table.columns[-1]: "changed"})
                for name, table in tables.items()
            }
        return tables, books

    pipeline.derive_tables = derive_other  # type: ignore[assignment]
    while True:
        try:
            building.build(project.root, only="processed", force=True)
            os.write(mouth, b"d")
        except ExchangeStatsError:
            os.write(mouth, b"b")
            time.sleep(0.005)


def _read(project: Project, ours: bool) -> str:
    """Return whether the tables that are read are of one set."""
    folder = project.root / FOLDERS[0]
    names = [name for name in project.old[FOLDERS[0]] if name != manifest.MANIFEST]
    if ours:
        try:
            read = whole.read_whole(folder, names)
        except ExchangeStatsError:
            return "torn"
    else:
        read = {name: (folder / name).read_bytes() for name in names}
    changed = {name.endswith(".csv") and b"changed" in read[name] for name in _telling(project)}
    sealed = manifest.read_manifest(folder).get("files", {}) if not ours else None
    if len(changed) > 1:
        return "mixed"
    is_whole = sealed is None or all(
        manifest.sha256_of_bytes(content) == sealed.get(name) for name, content in read.items()
    )
    return "whole" if is_whole else "torn"


def _telling(project: Project) -> list[str]:
    """Return the tables that have rows, which tell the one set from the other."""
    old = project.old[FOLDERS[0]]
    return [name for name, text in old.items() if name.endswith(".csv") and text.count(b"\n") > 1]


def main() -> None:
    """Run all parts in memory, where a trial costs a twentieth of a second."""
    place = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    with tempfile.TemporaryDirectory(dir=place) as folder, small_builds(Path(folder)) as project:
        one_by_one(project)
        print()
        releases(project)
        print()
        at_once(project, int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)


if __name__ == "__main__":
    main()

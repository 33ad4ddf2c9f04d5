"""Folders made beside their targets, and put in their place together when all is well."""

import filecmp
import os
import shutil
import signal
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from exchange_stats.project import RAW
from exchange_stats.reading.workbook.intake.refusals import naming, reject
from exchange_stats.stored import faults, manifest, strokes

STAGE = ".{}-staged-"


@contextmanager
def staged(targets: Sequence[Path]) -> Iterator[list[Path]]:
    """Give an empty folder for each target, and put them in place when the block ends well.

    Each has to hold its manifest by then. A folder whose content is that of its target is not
    put in place. Files in a target that no build made stay there. When anything fails, the
    targets are as they were and the staged folders are gone.

    Parameters
    ----------
    targets : sequence of Path
        Folders of one project whose lock is held.

    Raises
    ------
    InputError
        If a target is a link or lies in ``data/raw``, cannot be written, or holds files that no
        build made under names that this one makes.
    """
    stages: list[Path] = []
    try:
        for target in targets:
            with faults.told(manifest.known_as(target)):
                stages.append(_stage_beside(target))
        with faults.told(" and ".join(map(manifest.known_as, targets))):
            yield stages
        _put_together(list(zip(stages, targets, strict=True)))
    finally:
        for stage in stages:
            shutil.rmtree(stage, ignore_errors=True)


def _stage_beside(target: Path) -> Path:
    if target.is_symlink() or f"/{RAW.as_posix()}/" in f"{target.resolve().as_posix()}/":
        with naming(manifest.known_as(target)):
            reject("E_OUT_PATH")
    target.parent.mkdir(parents=True, exist_ok=True)
    stage = Path(tempfile.mkdtemp(prefix=STAGE.format(target.name), dir=target.parent))
    stage.chmod(0o755)
    return stage


def leftovers(targets: Sequence[Path]) -> list[Path]:
    """Return what stands staged beside targets: left by a build that was killed, or at work."""
    return [
        left
        for target in targets
        for left in sorted(target.parent.glob(f"{STAGE.format(target.name)}*"))
    ]


def clear_leftovers(targets: Sequence[Path]) -> None:
    """Take away what builds that were killed have left; the lock of the project is held."""
    for left in leftovers(targets):
        shutil.rmtree(left, ignore_errors=True)


def _put_together(pairs: list[tuple[Path, Path]]) -> None:
    """Put all staged folders in place, or none of them; a stop by hand waits until it is done."""
    changed = [pair for pair in pairs if not _is_same(*pair)]
    for stage, target in changed:
        with faults.told(manifest.known_as(target)):
            _refuse_foreign(stage, target)
            strokes.sync_files(stage)
            carry(target, stage)
    with _undisturbed():
        _exchange_all(changed)
        for stage, target in changed:
            with suppress(OSError):  # a file that came meanwhile; the new set is in place
                carry(stage, target)


def _exchange_all(pairs: list[tuple[Path, Path]]) -> None:
    done: list[Callable[[], object] | None] = []
    for step in ("put", "sync"):  # one kind after the other: nothing comes between two strokes
        for stage, target in pairs:
            try:
                if step == "put":
                    done.append(strokes.put_in_place(stage, target))
                else:
                    strokes.sync(target.parent)
            except OSError:
                with faults.told(manifest.known_as(target), "" if _undo(done) else "E_TORN"):
                    raise


def _undo(done: list[Callable[[], object] | None]) -> bool:
    """Return whether all strokes could be taken back."""
    undone = True
    for back in reversed(done):
        try:
            undone &= back is not None and back() is not False
        except OSError:
            undone = False
    return undone


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Let Ctrl-C do nothing within a ``with`` block; only the main thread hears it."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _is_same(stage: Path, target: Path) -> bool:
    """Return whether a target is whole and says of itself what the staged folder says."""
    made, kept = stage / manifest.MANIFEST, target / manifest.MANIFEST
    return kept.is_file() and made.read_bytes() == kept.read_bytes() and manifest.is_whole(target)


def _refuse_foreign(stage: Path, target: Path) -> None:
    """Refuse files that no build made where this one would write; what lost its mark is ours."""
    if (target / manifest.MANIFEST).exists() and not manifest.read_manifest(target):
        return
    names = [
        name
        for name, path in _foreign(target).items()
        if (stage / name).exists() and not filecmp.cmp(path, stage / name, shallow=False)
    ]
    if names:
        with naming(manifest.known_as(target)):
            reject("E_FOREIGN", n=len(names), names=manifest.shown_names(names))


def carry(source: Path, to: Path) -> None:
    """Link what no build made in one folder into another, unless the name is taken there."""
    for name, path in _foreign(source).items():
        goal = to / name
        if os.path.lexists(goal):
            continue
        goal.parent.mkdir(parents=True, exist_ok=True)
        second_name(path, goal)


def second_name(path: str | Path, goal: str | Path) -> str | Path:
    """Return a second name of a file; a copy on a file system without second names."""
    try:
        os.link(path, goal, follow_symlinks=False)
    except OSError:
        shutil.copy2(path, goal, follow_symlinks=False)
    return goal


def _foreign(folder: Path) -> dict[str, Path]:
    """Return the files of a folder that its manifest does not name."""
    known = {manifest.MANIFEST, *manifest.read_manifest(folder).get("files", {})}
    found = {path.relative_to(folder).as_posix(): path for path in manifest.files_below(folder)}
    return {name: path for name, path in found.items() if name not in known}

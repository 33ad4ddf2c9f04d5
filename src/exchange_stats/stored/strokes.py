"""One folder put in the place of another: at one stroke, or file by file where that cannot be."""

import ctypes
import errno
import os
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from exchange_stats.stored import faults, manifest

HERE = -100  # AT_FDCWD: a path from the folder in which we stand
EXCHANGE = 2  # RENAME_EXCHANGE
# No such call, a file system that lacks it, a folder of a lower layer, a mounted folder.
CANNOT = (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EXDEV, errno.EBUSY)

SYNCS = hasattr(os, "O_DIRECTORY")  # Windows opens no folder to bring it to the disk


def put_in_place(stage: Path, target: Path) -> Callable[[], object] | None:
    """Return how to undo it, once the staged folder stands in the place of the target.

    The old folder then stands where the staged one was. Where the system cannot exchange two
    folders, the files are replaced one by one; that cannot be undone: ``None``.

    Raises
    ------
    OSError
        If nothing was changed.
    InputError
        If it stopped half-way; the set then does not match its manifest, and is not read.
    """
    if not os.path.lexists(target):
        stage.rename(target)
        return lambda: target.rename(stage)
    if exchange(stage, target):
        return lambda: exchange(stage, target)
    replace_files(stage, target)
    return None


def exchange(one: Path, other: Path) -> bool:
    """Return whether two folders have changed places; ``False`` where the system cannot.

    Raises
    ------
    OSError
        If it can, but something else is in the way.
    """
    call = _call()
    if call is None:
        return False
    if call(HERE, os.fsencode(one), HERE, os.fsencode(other), EXCHANGE) == 0:
        return True
    number = ctypes.get_errno()
    if number in CANNOT:
        return False
    raise OSError(number, os.strerror(number), str(other))


@cache
def _call() -> Any:
    """Return ``renameat2`` of the C library, none where it has none."""
    try:
        return ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError, TypeError):
        return None


def replace_files(stage: Path, target: Path) -> None:
    """Move every staged file over the one of the target; old files that are no longer made go.

    A manifest that fits neither set stands there meanwhile, and the new one comes last: a set
    that is left half-way is refused, and its files are still known as ours.
    """
    new, old = manifest.read_manifest(stage)["files"], manifest.read_manifest(target)
    dropped = [name for name in old.get("files", {}) if name not in new]
    waiting = stage / f"{manifest.MANIFEST}.interim"
    waiting.write_bytes(manifest.as_json({"files": dict.fromkeys([*dropped, *new], "")}))
    sync(waiting)
    with faults.told(manifest.known_as(target), "E_TORN"):
        waiting.replace(target / manifest.MANIFEST)
        sync(target)
        for name in new:
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            (stage / name).replace(target / name)
        for name in dropped:
            (target / name).unlink(missing_ok=True)
        sync_folders(target)
        (stage / manifest.MANIFEST).replace(target / manifest.MANIFEST)
        sync(target)


def sync_files(folder: Path) -> None:
    """Bring all files of a folder, and their names, to the disk."""
    for path in manifest.files_below(folder):
        sync(path)
    sync_folders(folder)


def sync_folders(folder: Path) -> None:
    """Bring the names of all that is in a folder to the disk."""
    for path in [*(path for path in folder.rglob("*") if path.is_dir()), folder]:
        sync(path)


def sync(path: Path) -> None:
    """Bring a file, or the names in a folder, to the disk.

    Raises
    ------
    OSError
        If the disk could not keep it.
    """
    if not SYNCS:
        return
    number = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(number)
    finally:
        os.close(number)

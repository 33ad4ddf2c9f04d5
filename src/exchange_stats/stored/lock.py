"""One builder at a time: a lock of the system on a file, which ends with who holds it."""

import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from exchange_stats.project import LOCK
from exchange_stats.reading.workbook.intake.refusals import reject
from exchange_stats.stored import faults

try:
    import fcntl
except ImportError:  # pragma: no cover - Windows: builds are not kept apart there
    fcntl = None  # type: ignore[assignment]

_held: ContextVar[Path | None] = ContextVar("project_that_is_built", default=None)


@contextmanager
def sole_builder(root: Path, *, wait: bool = False) -> Iterator[None]:
    """Hold the lock of a project within a ``with`` block; inside another one, do nothing.

    The system lets go of the lock when the process ends, however it ends. What stands in the
    file only tells the others who holds it.

    Parameters
    ----------
    root : Path
        The project folder.
    wait : bool
        Wait for another builder instead of refusing.

    Raises
    ------
    InputError
        If another process or thread builds the project, or the lock cannot be taken.
    """
    project = root.resolve()
    if fcntl is None or _held.get() == project:
        yield
        return
    with faults.told(LOCK.as_posix()):
        file = _opened(project / LOCK)
    with file:
        with faults.told(LOCK.as_posix()):
            _take(file, wait)
            _sign(file)
        token = _held.set(project)
        try:
            yield
        finally:
            _held.reset(token)


def _opened(path: Path) -> BinaryIO:
    # Not by a mode of `open`: "w" would empty the file of who holds it, "r" does not make one.
    number = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o644)
    return os.fdopen(number, "r+b", buffering=0)


def _take(file: BinaryIO, wait: bool) -> None:
    try:
        fcntl.flock(file, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        reject("E_BUSY", **_holder(file))


def _holder(file: BinaryIO) -> dict[str, str]:
    """Return who holds the lock; one that has only just taken it has not signed yet."""
    try:
        signed = json.loads(file.read())
        return {name: str(signed[name]) for name in ("process", "host", "since")}
    except (ValueError, KeyError, TypeError):
        return dict.fromkeys(("process", "host", "since"), "?")


def _sign(file: BinaryIO) -> None:
    since = datetime.now().astimezone().isoformat(" ", "seconds")
    who = {"process": os.getpid(), "host": socket.gethostname(), "since": since}
    file.truncate()
    file.write(json.dumps(who).encode())

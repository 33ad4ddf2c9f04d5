"""A path to the bytes behind it: only of an ordinary file, read once and never followed."""

import errno
import os
import stat
from fnmatch import fnmatch
from pathlib import Path

from exchange_stats.ground.errors import InputError
from exchange_stats.reading.workbook.intake.limits import MIB, limit
from exchange_stats.reading.workbook.intake.refusals import refusal, reject

SERVICE_FILES = ("~$*", "._*", ".~lock.*", ".ds_store", "thumbs.db", "desktop.ini")
FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_NOFOLLOW", 0)  # a link is not followed
    | getattr(os, "O_NONBLOCK", 0)  # a pipe does not keep us waiting
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)


def read_bytes(path: Path) -> bytes:
    """Return the content of an ordinary file.

    Raises
    ------
    InputError
        If it is a link, a folder or a device, missing, empty or too large, a service file of an
        office program, or cannot be read.
    """
    if any(fnmatch(path.name.lower(), pattern) for pattern in SERVICE_FILES):
        reject("E_NOT_DATA")
    if path.is_symlink():  # also where the system knows no O_NOFOLLOW
        reject("E_SYMLINK")
    try:
        content = _content(path)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        raise _unopened(path, error) from None
    if not content:
        reject("E_EMPTY")
    if len(content) > limit("file", "mib") * MIB:
        raise _too_big(path, len(content))
    return content


def _content(path: Path) -> bytes:
    number = os.open(path, FLAGS)
    try:
        _refuse_odd(path, os.fstat(number))
        with os.fdopen(number, "rb", closefd=False) as file:
            return file.read(limit("file", "mib") * MIB + 1)
    finally:
        os.close(number)


def _refuse_odd(path: Path, status: os.stat_result) -> None:
    if stat.S_ISDIR(status.st_mode):
        reject("E_NOT_A_FILE", kind="a_folder")
    if not stat.S_ISREG(status.st_mode):
        reject("E_NOT_A_FILE", kind="a_pipe")
    if status.st_size > limit("file", "mib") * MIB:
        raise _too_big(path, status.st_size)


def _too_big(path: Path, size: int) -> InputError:
    most = limit("file", "mib")
    return refusal("E_TOO_BIG", n=-(-size // MIB), what="mib", limit=most, name="mib")


def _unopened(path: Path, error: OSError | ValueError) -> InputError:
    number = getattr(error, "errno", None)
    if number in (errno.ENOENT, errno.ENOTDIR, None):
        return refusal("E_NOT_FOUND")
    if number == errno.ELOOP:
        return refusal("E_SYMLINK")
    if number in (errno.ENXIO, errno.EISDIR) or path.is_dir():
        return refusal("E_NOT_A_FILE", kind="a_folder" if path.is_dir() else "a_pipe")
    return refusal("E_IO", reason=os.strerror(number))

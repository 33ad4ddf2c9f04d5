"""What the system says when a set cannot be written, as a refusal with its code."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from exchange_stats.ground.errors import InputError
from exchange_stats.reading.workbook.intake.refusals import naming, refusal

CODES = {
    errno.ENOSPC: "E_DISK_FULL",
    errno.EDQUOT: "E_QUOTA",
    errno.EROFS: "E_READ_ONLY",
    errno.EACCES: "E_READ_ONLY",
    errno.EPERM: "E_READ_ONLY",
    errno.EIO: "E_DISK",
}


@contextmanager
def told(place: str, code: str = "") -> Iterator[None]:
    """Turn what the system says within a ``with`` block into a refusal that names a place.

    Parameters
    ----------
    place : str
        The folder that is written, as a person knows it.
    code : str
        The code of ``facts/errors.csv`` to refuse with, whatever the system says; by default
        the one of what it says.

    Raises
    ------
    InputError
        For every ``OSError``.
    """
    try:
        yield
    except OSError as error:
        raise _refused(error, place, code) from None


def _refused(error: OSError, place: str, code: str) -> InputError:
    with naming(place):
        known = CODES.get(error.errno or 0, "E_WRITE")
        return refusal(code or known, reason=error.strerror or type(error).__name__)

"""Keyed pseudonyms in the place of numbers that say who a person is; no key, no pseudonym."""

import hashlib
import hmac
import os
import re
import stat
import unicodedata
from functools import cache
from pathlib import Path

from exchange_stats.ground import factbook
from exchange_stats.ground.errors import PrivacyError
from exchange_stats.privacy.facts import load_names

FEWEST_DIGITS = 32  # hexadecimal digits of a key: 128 bits
BEYOND_OWNER = stat.S_IRWXG | stat.S_IRWXO
HAS_RIGHTS = os.name == "posix"  # elsewhere the mode of a file says nothing of who may read it


def load_key(path: Path) -> bytes:
    """Return the key of a file that lies outside any project and that only its owner may read.

    Parameters
    ----------
    path : Path
        A file of hexadecimal digits, at least 32 of them (128 bits); ``docs/privacy.md`` says
        how to make one.

    Raises
    ------
    PrivacyError
        ``E_NO_KEY``: there is no such file, others may read it, it lies inside a project, or it
        holds something else than a key. The message never holds the key.
    """
    if not path.is_file():
        raise _no_key(path, "no key file found")
    if project := project_around(path):
        raise _no_key(path, f"a key file inside the project {project} found")
    if HAS_RIGHTS and stat.S_IMODE(path.stat().st_mode) & BEYOND_OWNER:
        raise _no_key(path, "a key file that is open to others found")
    digits = path.read_bytes().strip()
    if len(digits) < FEWEST_DIGITS or not re.fullmatch(rb"(?:[0-9A-Fa-f]{2})+", digits):
        raise _no_key(path, "something else than a key found")
    return bytes.fromhex(digits.decode("ascii"))


def _no_key(path: Path, found: str) -> PrivacyError:
    message = (
        f"{path}: {found}, expected at least {FEWEST_DIGITS} hexadecimal digits in a file outside "
        "the project that only its owner may read; make it as docs/privacy.md says (E_NO_KEY)"
    )
    return PrivacyError(message)


def project_around(path: Path) -> Path | None:
    """Return the folder of the project or repository that a path lies in, if it lies in one."""
    here = path.resolve()
    for folder in (here, *here.parents):
        if (folder / ".git").exists() or (folder / "data" / "raw").is_dir():
            return folder
    return None


def pseudonym(key: bytes, domain: str, number: str) -> str:
    """Return what stands for a number under a key, 64 hexadecimal digits; empty for no number.

    ``HMAC-SHA-256(key, domain|number)`` (RFC 2104), the number as :func:`plain` has it. Numbers
    of one domain have one pseudonym; those of two domains cannot be compared.
    """
    text = plain(number)
    return digest(key, f"{domain}|{text}".encode()) if text else ""


def digest(key: bytes, message: bytes) -> str:
    """Return HMAC-SHA-256 in hexadecimal digits.

    Examples
    --------
    >>> digest(b"Jefe", b"what do ya want for nothing?")[:16]
    '5bdcc146bf60754e'
    """
    return hmac.new(key, message, hashlib.sha256).hexdigest()


def plain(number: str) -> str:
    r"""Return a number of a document as it is compared: NFKC, capitals, letters and digits only.

    Cyrillic letters that look like Latin ones become these.

    Examples
    --------
    >>> plain("\u0410\u0421 123 45-67")
    'AC1234567'
    """
    text = unicodedata.normalize("NFKC", number).upper()
    return re.sub(r"[\W_]", "", text).translate(_look_alikes(factbook.facts_folder()))


@cache
def _look_alikes(folder: Path) -> dict[int, str]:
    del folder  # part of the cache key
    rows = load_names("look_alike")
    return {ord(row["reading"].upper()): row["text"].upper() for row in rows}

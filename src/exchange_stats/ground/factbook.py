"""The one door to the fact files: everything a person knows, loaded and validated."""

import csv
import hashlib
import os
import tomllib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Any

from exchange_stats.ground.errors import FactError

PACKAGED = Path(__file__).resolve().parents[1] / "facts"
_folder: ContextVar[Path] = ContextVar("facts_folder", default=PACKAGED)


def facts_folder() -> Path:
    """Return the folder of the fact files in use.

    It is the one set by :func:`using`, else the one named by the environment variable
    ``EXCHANGE_STATS_FACTS``, else the facts that come with the package.
    """
    chosen = _folder.get()
    if chosen is PACKAGED and "EXCHANGE_STATS_FACTS" in os.environ:
        return Path(os.environ["EXCHANGE_STATS_FACTS"])
    return chosen


@contextmanager
def using(folder: Path) -> Iterator[None]:
    """Use another set of facts within a ``with`` block, for another pair of countries."""
    token = _folder.set(folder)
    try:
        yield
    finally:
        _folder.reset(token)


def load_toml(name: str) -> dict[str, Any]:
    """Return the content of a TOML fact file.

    Raises
    ------
    FactError
        If the file is missing or is not TOML.
    """
    path = _existing(name)
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        message = f"facts/{name}: not valid TOML ({error}); correct the file"
        raise FactError(message) from None


def load_csv(name: str, columns: Sequence[str]) -> list[dict[str, str]]:
    """Return the rows of a CSV fact file, every value as text.

    Parameters
    ----------
    name : str
        File name inside the facts folder.
    columns : sequence of str
        The header that the file must have, in order.

    Raises
    ------
    FactError
        If the file is missing, the header differs or a row has too few or too many fields.
    """
    path = _existing(name)
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.reader(file)
        header = next(reader, [])
        if header != list(columns):
            message = f"facts/{name}, row 1: header {header}, expected {list(columns)}; correct it"
            raise FactError(message)
        rows = []
        for number, fields in enumerate(reader, start=2):
            if len(fields) != len(columns):
                message = (
                    f"facts/{name}, row {number}: {len(fields)} fields, expected {len(columns)}; "
                    "quote fields that hold a comma"
                )
                raise FactError(message)
            rows.append(dict(zip(columns, fields, strict=True)))
    return rows


def names(folder: str) -> list[str]:
    """Return the stems of the TOML files in a folder of the facts, sorted."""
    return sorted(path.stem for path in (facts_folder() / folder).glob("*.toml"))


def fingerprint() -> str:
    """Return one SHA-256 over all fact files, names and bytes, in order of name."""
    digest = hashlib.sha256()
    folder = facts_folder()
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        digest.update(path.relative_to(folder).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _existing(name: str) -> Path:
    path = facts_folder() / name
    if not path.is_file():
        message = f"facts/{name}: no such file, expected a fact file; restore it or check its name"
        raise FactError(message)
    return path

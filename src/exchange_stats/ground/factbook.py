"""The one door to the fact files: everything a person knows, loaded and validated."""

import csv
import hashlib
import io
import os
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import Any

from exchange_stats.ground.errors import FactError, refuse

PACKAGED = Path(__file__).resolve().parents[1] / "facts"
PAIR = "pair.toml"
_CODE = re.compile(r"[A-Z]{3}")
Named = Mapping[tuple[str, ...], Mapping[str, str]]  # rows by what stands in some columns
_folder: ContextVar[Path | None] = ContextVar("facts_folder", default=None)


def facts_folder() -> Path:
    """Return the folder of the fact files in use.

    It is the one set by :func:`using`, else the one named by the environment variable
    ``EXCHANGE_STATS_FACTS``, else the facts that come with the package.
    """
    named = _folder.get() or os.environ.get("EXCHANGE_STATS_FACTS")
    return _path(named) if named else PACKAGED


@cache
def _path(named: str | Path) -> Path:
    """Return one path object for a name: what is remembered by it is then found at once."""
    return Path(named)


@contextmanager
def using(folder: Path) -> Iterator[None]:
    """Use another set of facts within a ``with`` block, for another pair of countries."""
    token = _folder.set(folder)
    try:
        yield
    finally:
        _folder.reset(token)


def load_toml(name: str) -> dict[str, Any]:
    """Return the content of a TOML fact file, ``{home}`` and ``{partner}`` filled in.

    Raises
    ------
    FactError
        If the file is missing or is not TOML, or the pair of countries is not named.
    """
    try:
        return tomllib.loads(load_text(name))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        message = f"facts/{name}: not valid TOML ({error}); correct the file"
        raise FactError(message) from None


def load_bytes(name: str) -> bytes:
    """Return the content of a fact file, to see whether it has changed."""
    return _existing(name).read_bytes()


def stamp(name: str) -> tuple[object, ...]:
    """Return what tells a fact file from a changed one, without reading it."""
    path = facts_folder() / name
    found = path.stat()
    return path, found.st_ino, found.st_size, found.st_mtime_ns


def load_text(name: str) -> str:
    """Return the text of a fact file, ``{home}`` and ``{partner}`` filled in."""
    text = _existing(name).read_text(encoding="utf-8")
    if name != PAIR and ("{home}" in text or "{partner}" in text):
        for side, code in zip(("home", "partner"), pair(), strict=True):
            text = text.replace(f"{{{side}}}", code)
    return text


def pair() -> tuple[str, str]:
    """Return the codes of the two countries that the project is about, home first.

    Raises
    ------
    FactError
        If ``facts/pair.toml`` does not name two codes.
    """
    found = load_toml(PAIR)
    home, partner = found.get("home", ""), found.get("partner", "")
    if not (_CODE.fullmatch(home) and _CODE.fullmatch(partner)) or home == partner:
        message = (
            f"facts/{PAIR}: home {home!r} and partner {partner!r} found, expected two codes of "
            "three letters, ISO 3166-1; correct the file"
        )
        raise FactError(message)
    return home, partner


def load_csv(name: str, columns: Sequence[str]) -> list[dict[str, str]]:
    """Return the rows of a CSV fact file with these columns in order, every value as text.

    Raises
    ------
    FactError
        If the file is missing or not UTF-8, the header differs, or rows have too few or too
        many fields.
    """
    header, *rows = _csv_rows(name) or [[]]
    if header != list(columns):
        message = f"facts/{name}, row 1: header {header}, expected {list(columns)}; correct it"
        raise FactError(message)
    uneven = [
        f"row {number}: {len(fields)} fields"
        for number, fields in enumerate(rows, start=2)
        if len(fields) != len(columns)
    ]
    if uneven:
        headline = f"facts/{name}: uneven rows, expected {len(columns)} fields in each"
        refuse(FactError, headline, uneven, "quote fields that hold a comma; drop blank lines")
    return [dict(zip(columns, fields, strict=True)) for fields in rows]


def header_of(name: str) -> list[str]:
    """Return the names of the columns of a CSV fact file, in order."""
    return (_csv_rows(name) or [[]])[0]


def _csv_rows(name: str) -> list[list[str]]:
    try:
        with _existing(name).open(encoding="utf-8", newline="") as file:
            return list(csv.reader(file, strict=True))
    except (csv.Error, UnicodeDecodeError) as error:
        message = f"facts/{name}: not CSV in UTF-8 ({error}); save it as CSV UTF-8"
        raise FactError(message) from None


def names(folder: str) -> list[str]:
    """Return the stems of the TOML files in a folder of the facts, sorted."""
    return sorted(path.stem for path in (facts_folder() / folder).glob("*.toml"))


def add_file(name: str, text: str, root: Path) -> Path:
    """Return the path of a new fact file, written into the facts of a project.

    Raises
    ------
    FactError
        If the file is there already, or the facts in use are not those of the project: they
        lie neither in its folder nor where ``EXCHANGE_STATS_FACTS`` says.
    """
    path = writable(name, root)
    path.parent.mkdir(exist_ok=True)
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        message = f"facts/{name}: is there already, expected a new name; it is not overwritten"
        raise FactError(message) from None
    return path


def append_csv(
    name: str, columns: Sequence[str], rows: Sequence[dict[str, str]], root: Path
) -> None:
    """Add rows at the end of a CSV fact file of a project; what stands there stays as it is.

    The file is whole at every moment.

    Raises
    ------
    FactError
        If the header differs, or the facts in use are not those of the project.
    """
    path = writable(name, root)
    load_csv(name, columns)
    added = io.StringIO(newline="")
    csv.DictWriter(added, columns, lineterminator="\n").writerows(rows)
    _replace(path, path.read_bytes() + added.getvalue().encode())


def replace_csv(name: str, rows: Named, root: Path, keys: Sequence[str]) -> None:
    """Write rows anew in a CSV fact file of a project, by what stands in the columns ``keys``.

    The bytes of all other rows stay; the file is whole at every moment. Refuses as ``append_csv``.
    """
    path, columns = writable(name, root), header_of(name)
    lines = list(io.StringIO(path.read_text(encoding="utf-8"), newline="\n"))
    reader, start, kept = csv.reader(lines), 0, io.StringIO(newline="")
    writer = csv.DictWriter(kept, columns, lineterminator="\n")
    for fields in reader:
        row = dict(zip(columns, fields, strict=False))
        if (key := tuple(row.get(name, "") for name in keys)) in rows:
            writer.writerow(rows[key])
        else:
            kept.writelines(lines[start : reader.line_num])
        start = reader.line_num
    _replace(path, kept.getvalue().encode())


def _replace(path: Path, content: bytes) -> None:
    staged = path.with_suffix(".part")
    with staged.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    staged.replace(path)


def writable(name: str, root: Path) -> Path:
    """Return the path of a fact file that may be written; the package's own may not.

    Raises
    ------
    FactError
        If the facts in use are not those of the project.
    """
    folder = facts_folder()
    if folder == PACKAGED and root.resolve() not in folder.parents:
        message = (
            f"facts/{name}: the facts in use come with the package, expected those of a project; "
            "copy them and name the copy in EXCHANGE_STATS_FACTS"
        )
        raise FactError(message)
    return folder / name


def fingerprint() -> str:
    """Return one SHA-256 over all fact files, names and bytes, in order of name."""
    digest = hashlib.sha256()
    folder = facts_folder()
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        digest.update(path.relative_to(folder).as_posix().encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _existing(name: str) -> Path:
    path = facts_folder() / name
    if not path.is_file():
        message = f"facts/{name}: no such file, expected a fact file; restore it or check its name"
        raise FactError(message)
    return path

"""The manifest of a set: which files a build made, with the SHA-256 of each.

A set is whole when every file that its manifest names has the bytes that it had. Files that the
manifest does not name belong to the user.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from importlib import metadata
from pathlib import Path, PurePosixPath
from typing import Any

MANIFEST = "manifest.json"
SHOWN = 5


def write_manifest(folder: Path, content: Mapping[str, Any] | None = None) -> Path:
    """Return the path of the manifest of all files in a folder, written as its last file.

    Parameters
    ----------
    folder : Path
        The folder, complete but for its manifest.
    content : mapping, optional
        What else the manifest tells.
    """
    maker = f"exchange-stats {metadata.version('exchange-stats')}"
    made = {"files": sha256_of_files(folder), "made_by": maker}
    path = folder / MANIFEST
    path.write_bytes(as_json({**(content or {}), **made}))
    return path


def as_json(content: Mapping[str, Any]) -> bytes:
    """Return a mapping as JSON with sorted keys: equal content is equal bytes."""
    text = json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True)
    return f"{text}\n".encode()


def read_manifest(folder: Path) -> dict[str, Any]:
    """Return what the manifest of a folder says, empty if there is none to be read."""
    try:
        return parse_manifest((folder / MANIFEST).read_bytes())
    except OSError:
        return {}


def parse_manifest(text: bytes) -> dict[str, Any]:
    """Return what a manifest says, empty if it is none.

    Examples
    --------
    >>> parse_manifest(b'{"files": {"a.csv": "e3b0c4"}}')
    {'files': {'a.csv': 'e3b0c4'}}
    >>> parse_manifest(b'{"files": {"a.c')
    {}
    """
    try:
        content: Any = json.loads(text)
    except ValueError:
        return {}
    listed = content.get("files") if isinstance(content, dict) else None
    is_sound = isinstance(listed, dict) and not any(_leads_out(name) for name in listed)
    return dict(content) if is_sound else {}


def _leads_out(name: str) -> bool:
    """Return whether a name leads out of the folder: what a manifest names may be taken away."""
    path = PurePosixPath(name)
    return path.is_absolute() or ".." in path.parts


def is_whole(folder: Path) -> bool:
    """Return whether a folder holds every file of its manifest, byte for byte."""
    listed = read_manifest(folder).get("files", {})
    return bool(listed) and all(
        (folder / name).is_file() and sha256_of(folder / name) == digest
        for name, digest in listed.items()
    )


def sha256_of_files(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of every file below a folder but for its manifest, by relative path."""
    found = {path.relative_to(folder).as_posix(): path for path in files_below(folder)}
    return {name: sha256_of(path) for name, path in found.items() if name != MANIFEST}


def files_below(folder: Path) -> list[Path]:
    """Return all files below a folder and all links, in order of name; no link is followed."""
    return sorted(path for path in folder.rglob("*") if path.is_symlink() or not path.is_dir())


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file, as hexadecimal text."""
    return sha256_of_bytes(path.read_bytes())


def sha256_of_bytes(content: bytes) -> str:
    """Return the SHA-256 of bytes, as hexadecimal text."""
    return hashlib.sha256(content).hexdigest()


def known_as(folder: Path) -> str:
    """Return how a message names the folder of a set: ``data/processed``.

    Examples
    --------
    >>> known_as(Path("/home/project/data/processed"))
    'data/processed'
    """
    return "/".join(folder.parts[-2:])


def shown_names(names: Sequence[str]) -> str:
    """Return the first names of a list, for a message.

    Examples
    --------
    >>> shown_names(["a", "b"]), shown_names(list("abcdefg"))
    ('a, b', 'a, b, c, d, e, ...')
    """
    return ", ".join([*names[:SHOWN], *(["..."] if len(names) > SHOWN else [])])

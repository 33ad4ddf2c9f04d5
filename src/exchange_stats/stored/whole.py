"""Files of one and the same set, read while a build may put another in its place."""

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from exchange_stats.ground.errors import InputError
from exchange_stats.reading.workbook.intake.refusals import naming, refusal
from exchange_stats.stored import manifest

HAS_DOORS = os.open in os.supports_dir_fd
ROUNDS = 100


def read_whole(folder: Path, names: Iterable[str]) -> dict[str, bytes]:
    """Return the bytes of files of a set by name, all of one build; absent ones are left out.

    The folder is opened once, and every file through it: a build that puts a new folder in its
    place meanwhile does not change what is read. When the old files are taken away before all
    are read, the reading starts again with the new folder.

    Raises
    ------
    InputError
        If a file is not the one of the manifest: the set was changed, or left half-way.
    """
    wanted, wrong = list(names), ["?"]
    for _ in range(ROUNDS):
        with _opened(folder) as door:
            listed, found = _listed(folder, door), _read(folder, door, wanted)
            wrong = _unlike(listed, found, wanted)
            if len(found) == len(wanted) and not wrong:
                return found
            if _is_still(folder, door, listed):
                break
    if wrong:
        raise _refused(folder, wrong)
    return found


@contextmanager
def _opened(folder: Path) -> Iterator[int | None]:
    """Give the number of an opened folder; none where there is no folder, or no such way."""
    try:
        door = os.open(folder, os.O_RDONLY | os.O_DIRECTORY) if HAS_DOORS else None
    except FileNotFoundError:
        door = None
    try:
        yield door
    finally:
        if door is not None:
            os.close(door)


def _listed(folder: Path, door: int | None) -> Mapping[str, str]:
    found = _read(folder, door, [manifest.MANIFEST])
    content = manifest.parse_manifest(found.get(manifest.MANIFEST, b""))
    files: Mapping[str, str] = content.get("files", {})
    return files


def _read(folder: Path, door: int | None, names: list[str]) -> dict[str, bytes]:
    found = {}
    for name in names:
        path = folder / name if door is None else name
        try:
            with open(path, "rb", opener=lambda at, how: os.open(at, how, dir_fd=door)) as file:
                found[name] = file.read()
        except FileNotFoundError:
            continue
    return found


def _unlike(listed: Mapping[str, str], found: Mapping[str, bytes], names: list[str]) -> list[str]:
    """Return the files that are not those of the manifest; one that neither has is no fault."""
    return [
        name
        for name in names
        if (manifest.sha256_of_bytes(found[name]) if name in found else None) != listed.get(name)
    ]


def _is_still(folder: Path, door: int | None, listed: Mapping[str, str]) -> bool:
    """Return whether the folder is the one that was opened, with the manifest that was read."""
    with _opened(folder) as now:
        if door is not None and now is not None:
            same = os.path.samestat(os.fstat(door), os.fstat(now))
        else:
            same = door is now
        return same and _listed(folder, now) == listed


def _refused(folder: Path, wrong: list[str]) -> InputError:
    with naming(manifest.known_as(folder)):
        return refusal("E_MANIFEST", n=len(wrong), names=manifest.shown_names(wrong))

"""The raw files of a project: what they were when a build began, they are when it ends."""

from collections.abc import Mapping
from pathlib import Path

from exchange_stats.project import RAW
from exchange_stats.reading.workbook.intake.refusals import naming, reject
from exchange_stats.stored import manifest


def fingerprints(root: Path) -> dict[str, str]:
    """Return the SHA-256 of every file below ``data/raw``, by its path from there."""
    folder = root / RAW
    return {
        path.relative_to(folder).as_posix(): manifest.sha256_of(path)
        for path in manifest.files_below(folder)
        if path.is_file()
    }


def require_unchanged(root: Path, before: Mapping[str, str]) -> None:
    """Refuse when a raw file is no longer what it was; one that has come is for the next build.

    Raises
    ------
    InputError
        Naming them.
    """
    now = fingerprints(root)
    changed = [name for name, digest in before.items() if now.get(name) != digest]
    if changed:
        with naming(RAW.as_posix()):
            reject("E_RAW_CHANGED", n=len(changed), names=manifest.shown_names(changed))

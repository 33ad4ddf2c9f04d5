"""The ledger of releases as it was before one, kept until that release stands or never will.

The ledger is told of a release before the release is put in place: a reader then never meets a
release that later tables are not held against.
"""

from pathlib import Path

from exchange_stats.ground import factbook
from exchange_stats.project import RELEASES
from exchange_stats.stored import faults, manifest, strokes

LEDGER = "releases.csv"
KEPT = f".{RELEASES.name}-staged-before-"  # a build takes what is named so for a leftover
PART = ".part"


def keep_ledger(root: Path, edition: str) -> None:
    """Keep the ledger as it is, until :func:`settle` knows whether a release stands.

    Raises
    ------
    FactError
        If the facts in use are not those of the project.
    """
    ledger = factbook.writable(LEDGER, root)
    kept = root / RELEASES.parent / f"{KEPT}{edition}"
    part = kept.with_suffix(PART)
    part.write_bytes(ledger.read_bytes())
    strokes.sync(part)
    part.replace(kept)
    strokes.sync(kept.parent)


def settle(root: Path) -> None:
    """Put the ledger back as it was before a release that does not stand.

    Raises
    ------
    InputError
        If it cannot be written; the next build tries again.
    """
    with faults.told(f"facts/{LEDGER}"):
        for kept in sorted((root / RELEASES.parent).glob(f"{KEPT}*")):
            if kept.suffix != PART and not stands(root, kept.name.removeprefix(KEPT)):
                _put_back(kept, factbook.writable(LEDGER, root))
            kept.unlink(missing_ok=True)


def stands(root: Path, edition: str) -> bool:
    """Return whether a release is in place, and not left half-way."""
    return (root / RELEASES / edition).is_dir() and not is_cut_off(root, edition)


def is_cut_off(root: Path, edition: str) -> bool:
    """Return whether a release was left half-way: the manifest then names files and no digests."""
    listed = manifest.read_manifest(root / RELEASES).get("files", {})
    return any(name.startswith(f"{edition}/") and not digest for name, digest in listed.items())


def _put_back(kept: Path, ledger: Path) -> None:
    part = ledger.with_suffix(PART)
    if kept.read_bytes() != ledger.read_bytes():
        try:
            kept.replace(ledger)  # needs no room
        except OSError:  # the facts lie on another disk
            part.write_bytes(kept.read_bytes())
            strokes.sync(part)
            part.replace(ledger)
        strokes.sync(ledger.parent)
    part.unlink(missing_ok=True)

"""Releases as they were: a frozen copy of each, and the ledgers of what they told and revised."""

import csv
import json
import re
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from exchange_stats.disclosure.ledger import COLUMNS, Release
from exchange_stats.disclosure.record import record_returns
from exchange_stats.disclosure.release import load_release
from exchange_stats.ground import factbook
from exchange_stats.ground.errors import FactError, RawFileError
from exchange_stats.issued.revisions import Revision, compare, read_saved
from exchange_stats.project import RELEASES

FORM = re.compile(r"\d{4}-\d{2}(-\d{1,2})?")
REVISIONS = "revisions.csv"
REVISION_COLUMNS = ("release_id", "released_on", "compared_with", *Revision.__dataclass_fields__)


@dataclass(frozen=True)
class Edition:
    """A release to be made: its id and its day."""

    id: str
    on: str


@dataclass(frozen=True)
class Recorded:
    """What a release left behind: its folder, its changes, the release before, ledger rows."""

    folder: Path
    changes: int
    since: str
    cells: int


def require_new(root: Path, edition: Edition) -> None:
    """Refuse a release whose id or day has the wrong form, or that is not after all others.

    Raises
    ------
    FactError
        Naming what was found.
    """
    known = find_editions(root)
    if not FORM.fullmatch(edition.id):
        message = f"release {edition.id!r}: expected a year and a month, 2026-11; correct --release"
        raise FactError(message)
    try:
        date.fromisoformat(edition.on)
    except ValueError:
        message = f"day {edition.on!r}: expected the day of the release, 2026-11-25; correct --on"
        raise FactError(message) from None
    if known and edition.id <= known[-1]:
        message = (
            f"release {edition.id}: {known[-1]} is there already, expected a later one; "
            "a release is never written over"
        )
        raise FactError(message)


def find_editions(root: Path) -> list[str]:
    """Return the ids of the releases of a project, the oldest first."""
    folder = root / RELEASES
    names = [path.name for path in folder.iterdir() if path.is_dir()] if folder.is_dir() else []
    return sorted(name for name in names if FORM.fullmatch(name))


def record_edition(
    root: Path, edition: Edition, tables: Mapping[str, pd.DataFrame], written: Path
) -> Recorded:
    """Freeze a set of processed tables as a release and record what it tells and revises.

    Parameters
    ----------
    root : Path
        The project folder.
    edition : Edition
        The release.
    tables : mapping of str to DataFrame
        The tables with the true numbers, for the ledger of protected tables.
    written : Path
        The folder of the tables as they are published.

    Raises
    ------
    DisclosureError
        If a revision may not be told; nothing is recorded then.
    FactError
        If the ledger is not one of this project.
    """
    release = Release(edition.id, edition.on, "")
    cells = record_returns(tables["reconciled"], load_release(), release)
    since = (find_editions(root) or [""])[-1]
    changes = pending_revisions(root, edition, written)
    folder = _freeze(root, edition, written)
    try:
        factbook.append_csv("releases.csv", COLUMNS, cells, root)
    except FactError:
        shutil.rmtree(folder)  # a release that the ledger does not know must not be there
        raise
    _append_revisions(root, changes)
    return Recorded(folder, len(changes), since, len(cells))


def pending_revisions(root: Path, edition: Edition | None, written: Path) -> list[dict[str, str]]:
    """Return what a release that is being made changes, as rows of the ledger of revisions.

    The first release changes nothing.
    """
    known = find_editions(root)
    if not known or edition is None:
        return []
    head = dict(zip(REVISION_COLUMNS, (edition.id, edition.on, known[-1]), strict=False))
    found = compare(read_saved(root / RELEASES / known[-1]), read_saved(written))
    return [{**head, **asdict(one)} for one in found]


def _freeze(root: Path, edition: Edition, written: Path) -> Path:
    target = root / RELEASES / edition.id
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        stage = Path(tempfile.mkdtemp(prefix=".staged-", dir=target.parent))
        stage.chmod(0o755)
        shutil.copytree(written, stage, dirs_exist_ok=True)
        stage.rename(target)
    except OSError as error:
        message = f"{target}: cannot be written ({error.strerror}); check rights and free space"
        raise RawFileError(message) from None
    return target


def _append_revisions(root: Path, rows: list[dict[str, str]]) -> None:
    path = root / RELEASES / REVISIONS
    is_new = not path.is_file()
    with path.open("a", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, REVISION_COLUMNS, lineterminator="\n")
        if is_new:
            writer.writeheader()
        writer.writerows(rows)


def read_provenance(folder: Path) -> dict[str, Any]:
    """Return what ``provenance.json`` of a set of tables says."""
    content: dict[str, Any] = json.loads((folder / "provenance.json").read_text(encoding="utf-8"))
    return content


def read_revisions(root: Path) -> list[dict[str, str]]:
    """Return the ledger of revisions, the oldest first; none before the first release."""
    path = root / RELEASES / REVISIONS
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))

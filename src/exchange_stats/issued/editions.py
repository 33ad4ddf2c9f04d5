"""Releases as they were: a frozen copy of each, and the ledgers of what they told and revised."""

import csv
import json
import re
import shutil
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from exchange_stats.disclosure.ledger import COLUMNS, Release
from exchange_stats.disclosure.record import record_returns
from exchange_stats.disclosure.release import load_release
from exchange_stats.ground import factbook
from exchange_stats.ground.errors import FactError
from exchange_stats.issued.revisions import Revision, compare, read_saved
from exchange_stats.project import RELEASES
from exchange_stats.stored import pending
from exchange_stats.stored.staging import second_name

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
    known = [
        name for name in find_editions(root) if name != edition.id or pending.stands(root, name)
    ]
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


def told_cells(edition: Edition, reconciled: pd.DataFrame) -> list[dict[str, str]]:
    """Return what a release adds to the ledger of protected tables, by the true numbers.

    Raises
    ------
    DisclosureError
        If a revision may not be told.
    """
    return record_returns(reconciled, load_release(), Release(edition.id, edition.on, ""))


def freeze(root: Path, edition: Edition, written: Path, to: Path) -> list[dict[str, str]]:
    """Freeze a set of tables as a release; return what it revises.

    Parameters
    ----------
    root : Path
        The project folder.
    edition : Edition
        The release.
    written : Path
        The folder of the tables as they are published.
    to : Path
        An empty folder, which will be the one of all releases.
    """
    for name in earlier(root, edition):
        shutil.copytree(root / RELEASES / name, to / name, copy_function=second_name)
    shutil.copytree(written, to / edition.id)
    rows = pending_revisions(root, edition, written)
    revised = [*read_revisions(root), *rows]
    if earlier(root, edition):
        with (to / REVISIONS).open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, REVISION_COLUMNS, lineterminator="\n")
            writer.writeheader()
            writer.writerows(revised)
    return rows


def tell_ledger(root: Path, edition: Edition, cells: list[dict[str, str]]) -> None:
    """Record what a release tells, and keep the ledger as it was until the release stands.

    Raises
    ------
    FactError
        If the ledger is not one of this project.
    """
    pending.keep_ledger(root, edition.id)
    factbook.append_csv(pending.LEDGER, COLUMNS, cells, root)


def earlier(root: Path, edition: Edition) -> list[str]:
    """Return the ids of the releases before one, the oldest first."""
    return [name for name in find_editions(root) if name < edition.id]


def pending_revisions(root: Path, edition: Edition | None, written: Path) -> list[dict[str, str]]:
    """Return what a release that is being made changes, as rows of the ledger of revisions.

    The first release changes nothing.
    """
    if edition is None or not (known := earlier(root, edition)):
        return []
    head = dict(zip(REVISION_COLUMNS, (edition.id, edition.on, known[-1]), strict=False))
    found = compare(read_saved(root / RELEASES / known[-1]), read_saved(written))
    return [{**head, **asdict(one)} for one in found]


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

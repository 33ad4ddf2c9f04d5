"""The door to ``data/processed``: tables out and back in, by stage, whole sets only."""

import json
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pandas as pd

from exchange_stats.disclosure import release
from exchange_stats.evidence import corrections, findings
from exchange_stats.ground.errors import DisclosureError, RawFileError, StageError
from exchange_stats.ground.stages import PROCESSED, RELEASE, Stage
from exchange_stats.issued.causes import record_facts
from exchange_stats.issued.confidentiality import free_tables
from exchange_stats.issued.standards import write_datapackage, write_json
from exchange_stats.privacy import scan
from exchange_stats.project import tables_folder
from exchange_stats.reading.sources import RawWorkbook, Source, file_sha256, load_sources

STAGES = {stage.name: stage for stage in PROCESSED}


def read_table(name: str, root: Path = Path()) -> pd.DataFrame:
    """Return one processed table, every column as text, an empty text where nothing stands.

    Parameters
    ----------
    name : str
        ``observations``, ``reconciled``, ``release``, ``indicators``, ``projections``,
        ``claims``, ``cooperation``, ``results`` or ``findings``.
    root : Path
        The project folder.

    Raises
    ------
    StageError
        If there is no such table, or it does not have the shape of its stage.
    DisclosureError
        If the release is not the one that passed the audit.
    """
    return _read(name, tables_folder(root))


def read_set(folder: Path) -> dict[str, pd.DataFrame]:
    """Return all processed tables of a folder by name."""
    return {name: _read(name, folder) for name in STAGES}


def _read(name: str, folder: Path) -> pd.DataFrame:
    path = folder / f"{_stage(name).name}.csv"
    if not path.is_file():
        message = f"{path}: no such table, expected one; run `exchange-stats build` first"
        raise StageError(message)
    if name == RELEASE.name:
        _require_audited(path)
    # Codes are text: ISCED "6" must not become a number, nor Namibia's "NA" a missing value.
    table = pd.read_csv(path, dtype="str", keep_default_na=False, na_filter=False)
    return _stage(name).check(table)


def _require_audited(path: Path) -> None:
    """Refuse a release that is not, byte for byte, the one that the build had judged."""
    provenance = path.with_name("provenance.json")
    content = json.loads(provenance.read_text("utf-8")) if provenance.is_file() else {}
    if content.get("tables", {}).get(RELEASE.name, {}).get("sha256") != file_sha256(path):
        message = (
            f"{path}: not the table that passed the audit, expected the one of provenance.json; "
            "run `exchange-stats build`"
        )
        raise DisclosureError(message)


def publishable(tables: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Return the tables without what real returns say of single institutions.

    That leaves the house as the table ``release`` only; findings on the returns keep their
    places and lose their numbers.
    """
    books = release.withheld_workbooks(tables)
    told = findings.without_numbers(tables["findings"], books)
    return {**release.withhold_returns(tables), "findings": told}


def write_set(
    tables: Mapping[str, pd.DataFrame],
    workbooks: Iterable[RawWorkbook],
    folder: Path,
    day: str = "",
) -> None:
    """Write all tables with their provenance and description into a folder.

    Parameters
    ----------
    day : str
        The day of the release, ISO 8601, on which an embargo may have ended.

    Raises
    ------
    DisclosureError
        If a number or a workbook is not free to leave.
    """
    cards, books = load_sources(), list(workbooks)
    tables = publishable(free_tables(tables, books, day))
    paths = {name: write_table(table, name, folder) for name, table in tables.items()}
    provenance = {
        "facts": record_facts(books, cards),
        "workbooks": {book.id: _provenance(book, cards[book.source]) for book in books},
        "tables": {
            name: {"rows": len(tables[name]), "sha256": file_sha256(path)}
            for name, path in paths.items()
        },
        "synthetic_workbooks": sorted(book.id for book in books if book.synthetic),
        "corrections": corrections.applied_corrections(
            tables["observations"], corrections.load_corrections()
        ),
    }
    scan.check_texts(_texts(provenance), "provenance.json")
    write_json(provenance, folder / "provenance.json")
    used = {book.source for book in books}
    write_datapackage(folder, [card for name, card in cards.items() if name in used])


def _texts(content: Any) -> Iterator[str]:
    """Yield all texts inside nested lists and mappings, but for their keys."""
    if isinstance(content, str):
        yield content
    elif isinstance(content, dict | list):
        for part in content.values() if isinstance(content, dict) else content:
            yield from _texts(part)


def read_provenance(root: Path) -> dict[str, Any]:
    """Return what ``provenance.json`` says of the workbooks behind the tables."""
    path = tables_folder(root) / "provenance.json"
    if not path.is_file():
        message = f"{path}: no such file, expected one; run `exchange-stats build` first"
        raise StageError(message)
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return content


def _provenance(book: RawWorkbook, card: Source) -> dict[str, str]:
    return {
        "path": book.path,
        "sha256": book.sha256,
        "edition": book.edition,
        "synthetic": "yes" if book.synthetic else "",
        "source": card.id,
        "publisher": card.publisher,
        "title": card.title,
        "url": card.url,
        "route": book.route,
        "doubts": book.doubts,
    }


def write_table(table: pd.DataFrame, name: str, folder: Path) -> Path:
    """Return the path of a table written as UTF-8 CSV with LF line ends.

    The rows are sorted by the key of the stage, so that equal content is equal bytes.

    Raises
    ------
    PrivacyError
        If a column is not on the allow-list, or a value may be of a person.
    """
    stage = _stage(name)
    path = folder / f"{name}.csv"
    checked = scan.check_table(stage.check(table), f"processed table {name}")
    ordered = checked.sort_values(list(stage.key), kind="stable")
    ordered.to_csv(path, index=False, lineterminator="\n", encoding="utf-8")
    return path


@contextmanager
def staged(target: Path) -> Iterator[Path]:
    """Give an empty folder to write into, and put it in the place of ``target`` at the end.

    When the block raises, nothing at ``target`` has changed and the staged folder is gone.

    Raises
    ------
    RawFileError
        If the folder cannot be written.
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        stage = Path(tempfile.mkdtemp(prefix=f".{target.name}-staged-", dir=target.parent))
    except OSError as error:
        message = f"{target}: cannot be written ({error.strerror}); check rights and free space"
        raise RawFileError(message) from None
    try:
        stage.chmod(0o755)
        yield stage
        _swap(stage, target)
    except OSError as error:
        message = f"{target}: cannot be written ({error.strerror}); the old results are untouched"
        raise RawFileError(message) from None
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def _swap(stage: Path, target: Path) -> None:
    """Put one folder in the place of another; a failure puts the old one back."""
    old = stage.with_name(f"{stage.name}-old")
    had_old = target.exists()
    if had_old:
        target.rename(old)
    try:
        stage.rename(target)
    except OSError:
        if had_old:
            old.rename(target)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _stage(name: str) -> Stage:
    if name not in STAGES:
        message = f"table {name!r}: expected one of {', '.join(STAGES)}; correct the name"
        raise StageError(message)
    return STAGES[name]

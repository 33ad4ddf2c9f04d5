"""The door to ``data/processed``: tables out and back in, by stage, whole sets only."""

import io
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from exchange_stats.disclosure import release
from exchange_stats.evidence import corrections, findings
from exchange_stats.ground import inert
from exchange_stats.ground.errors import DisclosureError, StageError
from exchange_stats.ground.stages import PROCESSED, RELEASE, Stage
from exchange_stats.issued.causes import record_facts
from exchange_stats.issued.confidentiality import free_tables
from exchange_stats.issued.standards import write_datapackage, write_json
from exchange_stats.privacy import scan
from exchange_stats.project import tables_folder
from exchange_stats.reading.sources import RawWorkbook, Source, file_sha256, load_sources
from exchange_stats.stored.manifest import sha256_of_bytes, write_manifest
from exchange_stats.stored.whole import read_whole

STAGES = {stage.name: stage for stage in PROCESSED}
PROVENANCE = "provenance.json"
FIRST = "run `exchange-stats build` first"


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
    InputError
        If a file is not the one that the build made.
    """
    return _read([name], tables_folder(root))[name]


def read_set(folder: Path) -> dict[str, pd.DataFrame]:
    """Return all processed tables of a folder by name, all of one build."""
    return _read(list(STAGES), folder)


def _read(names: list[str], folder: Path) -> dict[str, pd.DataFrame]:
    stages = {f"{_stage(name).name}.csv": _stage(name) for name in names}
    files = read_whole(folder, [*stages, PROVENANCE])
    for name in stages:
        if name not in files:
            message = f"{folder / name}: no such table, expected one; {FIRST}"
            raise StageError(message)
    if f"{RELEASE.name}.csv" in stages:
        _require_audited(folder / f"{RELEASE.name}.csv", files)
    return {stage.name: _parsed(files[name], stage) for name, stage in stages.items()}


def _parsed(content: bytes, stage: Stage) -> pd.DataFrame:
    # Codes are text: ISCED "6" must not become a number, nor Namibia's "NA" a missing value.
    file = io.BytesIO(content)
    read = pd.read_csv(file, dtype="str", keep_default_na=False, na_filter=False)
    return stage.check(inert.plain_table(read))


def _require_audited(path: Path, files: Mapping[str, bytes]) -> None:
    """Refuse a release that is not, byte for byte, the one that the build had judged."""
    content = json.loads(files.get(PROVENANCE, b"{}"))
    vouched = content.get("tables", {}).get(RELEASE.name, {}).get("sha256")
    if vouched != sha256_of_bytes(files[path.name]):
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
    """Write all tables with provenance, description and, last, their manifest into a folder.

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
    scan.check_texts(_texts(provenance), PROVENANCE)
    write_json(provenance, folder / PROVENANCE)
    used = {book.source for book in books}
    write_datapackage(folder, [card for name, card in cards.items() if name in used])
    write_manifest(folder)


def _texts(content: Any) -> Iterator[str]:
    """Yield all texts inside nested lists and mappings, but for their keys."""
    if isinstance(content, str):
        yield content
    elif isinstance(content, dict | list):
        for part in content.values() if isinstance(content, dict) else content:
            yield from _texts(part)


def read_provenance(root: Path) -> dict[str, Any]:
    """Return what ``provenance.json`` says of the workbooks behind the tables."""
    folder = tables_folder(root)
    files = read_whole(folder, [PROVENANCE])
    if not files:
        message = f"{folder / PROVENANCE}: no such file, expected one; {FIRST}"
        raise StageError(message)
    content: dict[str, Any] = json.loads(files[PROVENANCE])
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
    inert.write_csv(ordered, path)
    return path


def _stage(name: str) -> Stage:
    if name not in STAGES:
        message = f"table {name!r}: expected one of {', '.join(STAGES)}; correct the name"
        raise StageError(message)
    return STAGES[name]

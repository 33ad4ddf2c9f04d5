"""The register of publishers and raw files, and the check that no raw byte has changed."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from exchange_stats.ground import factbook
from exchange_stats.ground.errors import FactError, LayoutError, RawFileError, refuse

RETURNS = Path("data/raw/returns")
SERVICE_FILES = ("~$", "._", ".~lock.", ".")
Card = TypeVar("Card")


@dataclass(frozen=True)
class Source:
    """The card of one publisher's series: what is counted, when and on which basis."""

    id: str
    publisher: str
    title: str
    title_en: str
    counts: str
    population: str
    measure: str
    basis: str
    coverage: str
    period_reading: str
    period_kind: str
    symbols: str
    tier: int
    host: str
    url: str
    licence: str
    labels: str = ""
    short: dict[str, str] = field(default_factory=dict)

    @property
    def dictionary(self) -> str:
        """The source whose labels in ``facts/labels.csv`` this one uses; its own by default."""
        return self.labels or self.id


@dataclass(frozen=True)
class RawWorkbook:
    """One raw file: where it is, what its bytes must be and by which layout it is read."""

    id: str
    source: str
    path: str
    sha256: str
    edition: str
    layout: str
    kind: str
    released: str = ""
    accessed: str = ""
    route: str = ""
    doubts: str = ""
    synthetic: bool = False
    conf_status: str = "F"
    embargo_until: str = ""


def load_sources() -> dict[str, Source]:
    """Return the source cards of ``facts/sources.toml`` by id."""
    return {
        name: _card(Source, f"[source.{name}]", {"id": name, **_split_short(card)})
        for name, card in factbook.load_toml("sources.toml").get("source", {}).items()
    }


def load_workbooks() -> dict[str, RawWorkbook]:
    """Return the registered raw workbooks of ``facts/sources.toml`` by id."""
    return {
        name: _card(RawWorkbook, f"[workbook.{name}]", {"id": name, **_dates_as_text(card)})
        for name, card in factbook.load_toml("sources.toml").get("workbook", {}).items()
    }


def _dates_as_text(card: dict[str, Any]) -> dict[str, Any]:
    return {name: str(text) if hasattr(text, "isoformat") else text for name, text in card.items()}


@dataclass(frozen=True)
class _Register:
    """What the raw files are known by: their bytes, and the folder in which a source lies."""

    by_digest: dict[str, RawWorkbook]
    sections: frozenset[tuple[str, str]]


@lru_cache(maxsize=1)
def _register(stamp: tuple[object, ...]) -> _Register:
    del stamp  # a register that has changed is read anew
    cards, books = load_sources(), load_workbooks().values()
    sections = {(f"/{Path(b.path).parent.as_posix()}", cards[b.source].symbols) for b in books}
    return _Register({book.sha256: book for book in reversed(books)}, frozenset(sections))


def workbook_of(digest: str) -> RawWorkbook | None:
    """Return the registered workbook whose bytes have a SHA-256, ``None`` if none has."""
    return _register(factbook.stamp("sources.toml")).by_digest.get(digest)


def workbook_by_layout(layout_id: str) -> RawWorkbook:
    """Return the first registered workbook that is read by a layout.

    Raises
    ------
    LayoutError
        If there is none.
    """
    named = next((book for book in load_workbooks().values() if book.layout == layout_id), None)
    if named is None:
        known = ", ".join(factbook.names("layouts")) or "none yet"
        message = (
            f"layout {layout_id!r}: no registered workbook is read by it, expected one of {known}; "
            "correct --layout, or register the workbook in facts/sources.toml"
        )
        raise LayoutError(message)
    return named


def symbols_beside(file: Path) -> dict[str, str]:
    """Return what signs mean to the one source in whose folder of raw files a workbook lies."""
    folder = file.resolve().parent.as_posix()
    known = _register(factbook.stamp("sources.toml")).sections
    here = {section for place, section in known if folder.endswith(place)}
    return load_symbols(here.pop()) if len(here) == 1 else {}


def load_symbols(section: str) -> dict[str, str]:
    """Return what the signs of one source mean: sign to observation status."""
    policies = factbook.load_toml("symbols.toml")
    if section not in policies:
        message = f"facts/symbols.toml: no section [{section}], expected one; add it with its signs"
        raise FactError(message)
    return {sign: str(status) for sign, status in policies[section].items() if sign != "note"}


def check_fingerprints(root: Path, workbooks: Iterable[RawWorkbook]) -> None:
    """Refuse raw files that are missing or whose bytes are not the registered ones.

    Raises
    ------
    RawFileError
        Naming every file, what was found and which entry of ``facts/sources.toml`` to edit.
    """
    offenders = []
    for workbook in workbooks:
        path = root / workbook.path
        if not path.is_file():
            offenders.append(f"{workbook.path}: no such file")
        elif file_sha256(path) != workbook.sha256:
            offenders.append(
                f"{workbook.path}: sha256 {file_sha256(path)}, registered {workbook.sha256} "
                f"([workbook.{workbook.id}])"
            )
    if offenders:
        refuse(
            RawFileError,
            "data/raw: files missing or changed since they were registered",
            offenders,
            "restore the file (git checkout -- data/raw), or, if the publisher has re-issued it, "
            "register it as a new edition with its sha256 in facts/sources.toml",
        )


def definition_of(book: RawWorkbook, card: Source) -> dict[str, str]:
    """Return what the numbers of a raw workbook are, as columns of its observations."""
    return {
        "source_id": card.id,
        "dictionary": card.dictionary,
        "edition": book.edition,
        "period_reading": card.period_reading,
        "population": card.population,
        "measure": card.measure,
        "basis": card.basis,
        "coverage": card.coverage,
        "synthetic": "yes" if book.synthetic else "",
        "conf_status": book.conf_status,
    }


def is_return(workbook: RawWorkbook) -> bool:
    """Return whether a registered workbook lies in the folder of returns."""
    return Path(workbook.path).is_relative_to(RETURNS)


def find_returns(root: Path) -> list[Path]:
    """Return the workbooks that institutions have sent, in ``data/raw/returns``, by name."""
    return workbooks_in(root / RETURNS)


def workbooks_in(folder: Path) -> list[Path]:
    """Return the files of a folder that may be workbooks, by name; none when there is no folder."""
    return sorted(
        path
        for path in folder.rglob("*")
        if path.is_file() and not path.name.startswith(SERVICE_FILES) and path.suffix != ".md"
    )


def files_in(paths: Iterable[Path]) -> list[Path]:
    """Return the files, and those of the folders, that paths lead to."""
    paths = [*paths]
    found = [workbooks_in(path) if path.is_dir() else [path] for path in paths]
    files = [file for group in found for file in group]
    if not files:
        where = ", ".join(map(str, paths)) or "no path given"
        message = f"{where}: no workbook found, expected at least one; name a file or its folder"
        raise RawFileError(message)
    return files


def file_sha256(path: Path) -> str:
    """Return the SHA-256 of a file, as hexadecimal text."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _split_short(card: dict[str, Any]) -> dict[str, Any]:
    short = {name[6:]: text for name, text in card.items() if name.startswith("short_")}
    return {name: text for name, text in card.items() if not name.startswith("short_")} | {
        "short": short
    }


def _card(kind: type[Card], where: str, values: dict[str, Any]) -> Card:
    try:
        return kind(**values)
    except TypeError as error:
        detail = str(error).split(") ", 1)[-1].replace("__init__() ", "")
        message = f"facts/sources.toml {where}: {detail}; correct the card"
        raise FactError(message) from None

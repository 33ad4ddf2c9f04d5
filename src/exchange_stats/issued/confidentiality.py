"""The gate before every output: only free numbers leave, embargoed ones when their day has come."""

from collections.abc import Iterable, Mapping

import pandas as pd

from exchange_stats.ground import codes
from exchange_stats.ground.errors import DisclosureError, refuse
from exchange_stats.ground.stages.rows import describe
from exchange_stats.reading.sources import RawWorkbook

FREE, EMBARGOED = "F", "E"
COLUMN = "conf_status"


def free_tables(
    tables: Mapping[str, pd.DataFrame], workbooks: Iterable[RawWorkbook], day: str = ""
) -> dict[str, pd.DataFrame]:
    """Return tables that may leave the house, numbers whose embargo has ended being free.

    What is computed of a number tells of it, so one that is not free stops the whole set.

    Parameters
    ----------
    tables : mapping of str to DataFrame
        The processed tables; those with a column ``conf_status`` are looked at.
    workbooks : iterable of RawWorkbook
        The workbooks they were made from.
    day : str
        The day of the release, ISO 8601. Left out, no embargo has ended.

    Raises
    ------
    DisclosureError
        If a workbook or a number is not free.
    """
    books = list(workbooks)
    ended = {book.id for book in books if book.embargo_until and day >= book.embargo_until}
    kept = {book.id: book for book in books if not _is_free(book, ended)}
    faults = [
        f"{book.id} ({book.path}): {_meaning(book.conf_status)}"
        + (f", until {book.embargo_until}" if book.embargo_until else "")
        for book in kept.values()
    ]
    found = {name: _freed(table, ended) for name, table in tables.items()}
    faults += [
        f"{name} {describe(row)}: {_meaning(row[COLUMN])}"
        for name, table in found.items()
        for row in _not_free(table)
        if row["workbook_id"] not in kept
    ]
    if faults:
        refuse(
            DisclosureError,
            "confidentiality: numbers that may not leave, expected free ones",
            faults,
            "take the workbook out of facts/sources.toml, or, when it has become free, its "
            "conf_status; an embargo ends with a release on its day or later (build --release)",
        )
    return found


def _is_free(book: RawWorkbook, ended: set[str]) -> bool:
    return book.conf_status == FREE or (book.conf_status == EMBARGOED and book.id in ended)


def _meaning(status: str) -> str:
    return f"{status}, {codes.meaning(COLUMN, status)}"


def _freed(table: pd.DataFrame, ended: set[str]) -> pd.DataFrame:
    if COLUMN not in table:
        return table
    over = (table[COLUMN] == EMBARGOED) & table["workbook_id"].isin(ended)
    return table.assign(**{COLUMN: table[COLUMN].mask(over, FREE)}) if over.any() else table


def _not_free(table: pd.DataFrame) -> list[dict[str, str]]:
    if COLUMN not in table:
        return []
    rows: list[dict[str, str]] = table[table[COLUMN] != FREE].to_dict("records")
    return rows

"""Texts of what is issued, in each language, from fact files of their own."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from exchange_stats.ground import factbook
from exchange_stats.ground.errors import FactError
from exchange_stats.publishing import texts

COLUMNS = ("key", "en", "ru", "ky", "zh", "state")


def words(file: str, key: str, language: str, values: Mapping[str, str] | None = None) -> str:
    """Return a text of a fact file with its fields filled.

    Raises
    ------
    FactError
        If there is no such text, or no translation: another language never stands in for it.

    Examples
    --------
    >>> words("revisions.csv", "written", "en", {"count": "1", "path": "out.csv"})
    '1 change written to out.csv'
    """
    found = load_words(file).get(key, {}).get(language, "")
    if not found:
        message = f"facts/{file}: no text {key!r} in {language!r}, expected one; add it there"
        raise FactError(message)
    return texts.fill(found, values or {}, language)


def load_words(file: str) -> dict[str, dict[str, str]]:
    """Return all texts of a fact file by their key, in its order."""
    return _rows(factbook.facts_folder(), file)


@cache
def _rows(folder: Path, file: str) -> dict[str, dict[str, str]]:
    del folder  # part of the cache key
    return {row["key"]: row for row in factbook.load_csv(file, COLUMNS)}

"""Every fact file with texts: the columns that name a row of it, and its texts for a translator."""

from collections.abc import Mapping, Sequence

from exchange_stats.ground import factbook
from exchange_stats.ground.errors import FactError
from exchange_stats.publishing import texts
from exchange_stats.publishing.figures.selection import Tables
from exchange_stats.publishing.translation import entries
from exchange_stats.publishing.translation.entries import Entry

TEXTS = "texts"
# A file, and the columns that name a row. A catalogue of sentences is named by the English ones.
KEYS = {
    TEXTS: ("key",),
    "findings": ("check_id", "part"),
    "quality": ("key",),
    "revisions": ("key",),
    "verify_texts": ("key",),
    "template_texts": ("key",),
    "errors": ("code",),
    "refusal_texts": ("en",),
    "inspect_texts": ("en",),
    "glossary": ("term",),
}
BETWEEN = " \u00b7 "


def choose_files(names: Sequence[str] | None) -> list[str]:
    """Return the fact files that are named, in the order of the workbook; all when none is.

    Raises
    ------
    FactError
        If a name is not that of a fact file with texts.
    """
    unknown = [name for name in names or () if name not in KEYS]
    if unknown:
        message = (
            f"--facts {', '.join(unknown)}: no such texts, expected of {', '.join(KEYS)}; "
            "correct the name"
        )
        raise FactError(message)
    return [name for name in KEYS if not names or name in names]


def load_rows(name: str) -> dict[str, dict[str, str]]:
    """Return the rows of a fact file by what names them, in its order."""
    rows = factbook.load_csv(f"{name}.csv", factbook.header_of(f"{name}.csv"))
    return {BETWEEN.join(row[column] for column in KEYS[name]): row for row in rows}


def list_entries(name: str, tables: Tables, language: str) -> list[Entry]:
    """Return every text of a fact file for a translator, in the order of the file.

    Texts that the English sentence names have no English to change.
    """
    if name == TEXTS:
        return entries.list_entries(tables, language)
    if language in KEYS[name]:
        return []
    shown = texts.text(f"translation.in_{name}", "en")
    return [_entry(name, key, row, language, shown) for key, row in load_rows(name).items()]


def _entry(name: str, key: str, row: Mapping[str, str], language: str, shown: str) -> Entry:
    state = entries.states(row["state"], key, name)[language]
    said = (key, shown, row["en"], row["ru"], row[language], state, row.get("note", ""))
    return Entry(*said, {}, None, file=name, noted="note" in row)


def sheet_of(name: str, language: str) -> str:
    """Return the name of the sheet with the texts of a fact file in a language.

    Examples
    --------
    >>> sheet_of("texts", "ky"), sheet_of("findings", "ky")
    ('ky', 'ky findings')
    """
    return language if name == TEXTS else f"{language} {name}"


def file_of(sheet: str) -> tuple[str, str] | None:
    """Return the fact file and the language of a sheet; None when it holds no texts.

    Examples
    --------
    >>> file_of("ky"), file_of("zh errors"), file_of("Glossary")
    (('texts', 'ky'), ('errors', 'zh'), None)
    """
    language, _, name = sheet.partition(" ")
    name = name or TEXTS
    return (name, language) if language in texts.languages() and name in KEYS else None

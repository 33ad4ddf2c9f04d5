"""Names and terms in four languages as the ministry writes them, and forms that it does not."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from exchange_stats.ground import factbook
from exchange_stats.ground.errors import FactError
from exchange_stats.publishing import texts

FILE = "glossary.csv"
COLUMNS = ("term", "kind", "en", "ru", "ky", "zh", "never", "state", "note")


@dataclass(frozen=True)
class Term:
    """A name or term: its forms by language, and the forms never used."""

    id: str
    kind: str
    forms: dict[str, tuple[str, ...]]
    never: dict[str, tuple[str, ...]]
    note: str


def load_terms() -> tuple[Term, ...]:
    """Return the rows of ``facts/glossary.csv``; a language without a form has not been seen."""
    return _terms(factbook.facts_folder())


def never_used(text: str, language: str) -> list[str]:
    """Return the forms in a text that the glossary forbids in its language.

    Examples
    --------
    >>> never_used("Students from Kirgizia", "en"), never_used("from Kyrgyzstan", "en")
    (['Kirgizia'], [])
    """
    folded = text.casefold()
    return [
        form
        for term in load_terms()
        for form in term.never.get(language, ())
        if form.casefold() in folded
    ]


@cache
def _terms(folder: Path) -> tuple[Term, ...]:
    del folder  # part of the cache key
    rows = factbook.load_csv(FILE, COLUMNS)
    return tuple(_term(row) for row in rows)


def _term(row: dict[str, str]) -> Term:
    forms = {name: _parts(row[name], ";") for name in texts.languages() if row[name]}
    never = {}
    for part in _parts(row["never"], ";"):
        language, colon, words = part.partition(":")
        if not colon or language not in texts.languages():
            message = (
                f"facts/{FILE}, term {row['term']}: never {part!r} found, expected a language and "
                "its words, such as 'en: Kirgizia'; correct the row"
            )
            raise FactError(message)
        never[language] = _parts(words, ",")
    return Term(row["term"], row["kind"], forms, never, row["note"])


def _parts(text: str, mark: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(mark) if part.strip())

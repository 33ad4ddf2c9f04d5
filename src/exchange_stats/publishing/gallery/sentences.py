"""What an inspection or a refusal says, in another language: whole sentences of two fact files."""

import re
from functools import cache, lru_cache
from pathlib import Path

from exchange_stats.ground import factbook
from exchange_stats.ground.errors import FactError

FILES = ("inspect_texts.csv", "refusal_texts.csv")
COLUMNS = ("en", "ru", "ky", "zh", "state")
LANGUAGES = ("en", "ru")
FIELD = re.compile(r"\{(\w+)\}")
REMEMBERED = 10_000


@lru_cache(maxsize=REMEMBERED)
def _told(folder: Path, sentence: str, language: str) -> str:
    for pattern, template in _patterns(folder, language):
        if match := pattern.fullmatch(sentence):
            return FIELD.sub(lambda field: match[field[1]], template)
    return sentence


def in_language(sentence: str, language: str) -> str:
    """Return an English sentence in a language; as it stands where no translation fits.

    The fact files are a catalogue: an English sentence with fields, and what it is in the other
    languages. What stands in the fields, a cell or a text of the workbook, is kept.

    Raises
    ------
    FactError
        If nothing is translated into the language.
    """
    if language not in LANGUAGES:
        message = (
            f"--lang {language}: not there, expected one of {', '.join(LANGUAGES)}; correct it"
        )
        raise FactError(message)
    return sentence if language == "en" else _told(factbook.facts_folder(), sentence, language)


def known_sentences() -> list[tuple[str, str]]:
    """Return the English and the Russian sentences of the fact files."""
    return [(row["en"], row["ru"]) for row in _rows()]


def _rows() -> list[dict[str, str]]:
    return [row for name in FILES for row in factbook.load_csv(name, COLUMNS)]


@cache
def _patterns(folder: Path, language: str) -> list[tuple[re.Pattern[str], str]]:
    """Return the patterns of the English sentences; those with most words of their own first."""
    del folder
    rows = sorted(_rows(), key=lambda row: len(FIELD.sub("", row["en"])), reverse=True)
    return [(_pattern(row["en"]), row[language]) for row in rows if row[language]]


def _pattern(template: str) -> re.Pattern[str]:
    parts = FIELD.split(template)
    pieces = [
        f"(?P<{part}>.+?)" if place % 2 else re.escape(part) for place, part in enumerate(parts)
    ]
    return re.compile("".join(pieces), re.DOTALL)

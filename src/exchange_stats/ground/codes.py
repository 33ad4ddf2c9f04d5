"""Closed vocabularies: what a code may be, and what it means."""

import re
from collections import Counter
from functools import cache
from pathlib import Path

from exchange_stats.ground import factbook
from exchange_stats.ground.errors import FactError, refuse

COUNTRY_COLUMNS = ("code", "iso2", "name_en", "name_ru", "name_ky", "name_zh", "aliases")
INSTITUTION_COLUMNS = (
    *("id", "country", "name_en", "name_ru", "name_ky", "name_zh", "ror_id"),
    *("national_code", "synthetic", "state", "note"),
)
MISSING = frozenset("LMOQ")
_LATIN, _CYRILLIC = re.compile("[A-Za-z]"), re.compile("[\u0400-\u04ff]")
# Between two letters of unlike scripts only what is of neither: a long word costs its length once.
_NEITHER = r"[^\WA-Za-z\u0400-\u04ff]*"
_BOTH = re.compile(rf"[A-Za-z]{_NEITHER}[\u0400-\u04ff]|[\u0400-\u04ff]{_NEITHER}[A-Za-z]")


def meaning(vocabulary: str, code: str) -> str:
    """Return what a code means, in English.

    Raises
    ------
    FactError
        If the vocabulary does not hold the code.

    Examples
    --------
    >>> meaning("sex", "F")
    'female'
    """
    known = codes(vocabulary)
    if code not in known:
        message = (
            f"facts/codes.toml [{vocabulary}]: code {code!r} found, expected one of "
            f"{', '.join(known)}; correct the code or add it there with its meaning"
        )
        raise FactError(message)
    return known[code]


def codes(vocabulary: str) -> dict[str, str]:
    """Return the codes of one vocabulary with their meanings, in order.

    Countries are the vocabulary ``country``; ``origin`` and ``host`` use it too.

    Raises
    ------
    FactError
        If there is no such vocabulary.
    """
    if vocabulary in ("country", "origin", "host"):
        return {code: row["name_en"] for code, row in countries().items()}
    known = _vocabularies(factbook.facts_folder())
    if vocabulary not in known:
        message = (
            f"facts/codes.toml: vocabulary {vocabulary!r} asked for, expected one of "
            f"{', '.join(known)}; correct the name or add it there"
        )
        raise FactError(message)
    return dict(known[vocabulary])


def one_status(status: str, flags: str = "") -> str:
    """Return the one status code that stands for a status and further flags.

    The order of ``[status]`` in ``facts/codes.toml`` decides. Flags that are no status, such as
    ``corrected``, say nothing here; a number without any is normal.

    Examples
    --------
    >>> one_status("A", "D"), one_status("U", "B corrected"), one_status("")
    ('D', 'B', 'A')
    """
    held = {status, *flags.split()}
    return next((code for code in codes("status") if code in held), "A")


def mixes_scripts(text: str) -> bool:
    """Return whether a word of a text has Latin and Cyrillic letters."""
    return bool(_BOTH.search(text))


def in_one_script(text: str) -> str:
    """Return a text whose words of Latin and Cyrillic letters have look-alikes of one script.

    A word is left as it is when some of its letters have no look-alike in the other script.
    """
    if not mixes_scripts(text):
        return text
    latin = _lookalikes(factbook.facts_folder())
    cyrillic = {ours: theirs for theirs, ours in latin.items()}

    def one(match: re.Match[str]) -> str:
        word = match[0]
        if not _BOTH.search(word):
            return word
        if all(letter in latin for letter in _LATIN.findall(word)):
            return "".join(latin.get(letter, letter) for letter in word)
        if all(letter in cyrillic for letter in _CYRILLIC.findall(word)):
            return "".join(cyrillic.get(letter, letter) for letter in word)
        return word

    return re.sub(r"\w+", one, text)


def countries() -> dict[str, dict[str, str]]:
    """Return the countries and groups by ISO 3166-1 alpha-3 code, with names in four languages."""
    return _countries(factbook.facts_folder())


def institutions() -> dict[str, dict[str, str]]:
    """Return the register of institutions by id, with names in four languages."""
    return _institutions(factbook.facts_folder())


@cache
def _lookalikes(folder: Path) -> dict[str, str]:
    """Return the Latin letters that look like Cyrillic ones, with these."""
    del folder
    rows = factbook.load_csv("lookalikes.csv", ("latin", "cyrillic"))
    return {row["latin"]: row["cyrillic"] for row in rows}


@cache
def _vocabularies(folder: Path) -> dict[str, dict[str, str]]:
    del folder  # part of the cache key: another set of facts is another vocabulary
    return factbook.load_toml("codes.toml")


@cache
def _institutions(folder: Path) -> dict[str, dict[str, str]]:
    del folder
    rows = factbook.load_csv("institutions.csv", INSTITUTION_COLUMNS)
    return {row["id"]: row for row in rows}


@cache
def _countries(folder: Path) -> dict[str, dict[str, str]]:
    del folder
    rows = factbook.load_csv("countries.csv", COUNTRY_COLUMNS)
    counted = Counter(row["code"] for row in rows)
    doubles = [code for code, number in counted.items() if number > 1]
    if doubles:
        headline = "facts/countries.csv: codes found twice, expected each once"
        refuse(FactError, headline, doubles, "join the rows of a code into one")
    return {row["code"]: row for row in rows}

"""The names of countries and institutions: whom a printed one stands for, or may be meant for."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path

from exchange_stats.ground import codes, factbook
from exchange_stats.ground.errors import FactError, refuse

ALIAS_COLUMNS = ("id", "alias", "language", "state", "decided_by", "decided_on", "note")
LABEL_COLUMNS = (
    *("source_id", "dimension", "printed", "language", "codes"),
    *("state", "decided_by", "decided_on", "note"),
)
NAMES = tuple(f"name_{language}" for language in ("en", "ru", "ky", "zh"))
CONFIRMED = "confirmed"
ALIKE, MOST = 0.6, 3


@dataclass(frozen=True)
class Name:
    """One written form of what a code stands for, and whether it may decide."""

    text: str
    codes: str
    state: str = CONFIRMED


def fold(label: str) -> str:
    """Return a label as the dictionary compares it: one space, composed letters, no case.

    Examples
    --------
    >>> fold("  Kyrgyz\u00a0 Republic ")
    'kyrgyz republic'
    """
    return " ".join(unicodedata.normalize("NFC", label).split()).casefold()


def country_of(text: str) -> str | None:
    """Return the code of a country by one of its names, ``None`` if it is not known."""
    return _countries(factbook.facts_folder()).get(fold(text))


def institution_of(text: str, dictionary: str = "") -> str | None:
    """Return the id of an institution by one of its names or a confirmed alias.

    A source of returns knows the institutions of its host country only.
    """
    found = _institutions(factbook.facts_folder()).get(fold(text))
    ours = found and _host(dictionary) in ("", country_of_institution(found))
    return found if ours else None


def country_of_institution(institution: str) -> str:
    """Return the country of a registered institution, empty for any other code."""
    return codes.institutions().get(institution, {}).get("country", "")


def hint(dictionary: str, dimension: str, printed: str) -> str:
    """Return what an unknown label may be meant to be, for a person to look at; decides nothing.

    A word of two scripts is told in one; a name that is only proposed, or was rejected, says so;
    then the names of the same script that are spelt alike, those of another country left out.
    """
    one = codes.in_one_script(printed)
    if one != printed:
        exact = next(
            (n.codes for n in _names(dictionary, dimension) if fold(n.text) == fold(one)), ""
        )
        return f"; in letters of one script it is {one!r}" + (
            f", known as {exact}" if exact else ""
        )
    for name in _names(dictionary, dimension):
        if fold(name.text) == fold(printed) and name.state != CONFIRMED:
            return f"; it is {name.state} for {name.codes}, and only a confirmed name decides"
    alike = _alike(dictionary, dimension, printed)
    told = ", ".join(f"{name.text!r} ({name.codes})" for name in alike)
    return f"; spelt alike, for review: {told}" if told else ""


def _alike(dictionary: str, dimension: str, printed: str) -> list[Name]:
    """Return the names of the same script that are spelt most alike, the best one of each code."""
    key, script, best = fold(printed), _script(printed), dict[str, tuple[float, Name]]()
    for name in _names(dictionary, dimension):
        if name.state == "rejected" or _script(name.text) != script:
            continue
        ratio = SequenceMatcher(None, key, fold(name.text), autojunk=False).ratio()
        if ratio >= ALIKE and ratio > best.get(name.codes, (0.0, name))[0]:
            best[name.codes] = (ratio, name)
    ranked = sorted(best.values(), key=lambda pair: (-pair[0], pair[1].text))
    return [name for _, name in ranked[:MOST]]


def _names(dictionary: str, dimension: str) -> Iterator[Name]:
    """Yield the names that a label of a dimension can have, the rejected ones among them."""
    if dimension in ("origin", "host"):
        known = _countries(factbook.facts_folder())
        yield from (Name(text, f"{dimension}={code}") for text, code in known.items())
    if dimension == "institution":
        country = _host(dictionary)
        for name, institution in _institution_names():
            if country in ("", country_of_institution(institution)):
                yield name
    for row in factbook.load_csv("labels.csv", LABEL_COLUMNS):
        if (row["source_id"], row["dimension"]) == (dictionary, dimension):
            yield Name(row["printed"], row["codes"], row["state"])


def _host(dictionary: str) -> str:
    """Return the country whose institutions send the returns of a source, empty for no such."""
    sides = factbook.load_toml("template.toml")["side"].values()
    return next((str(side["host"]) for side in sides if side["source"] == dictionary), "")


def _script(text: str) -> str:
    letter = next((letter for letter in text if letter.isalpha()), "")
    return unicodedata.name(letter, "?").split()[0] if letter else ""


def _institution_names() -> Iterator[tuple[Name, str]]:
    for institution, row in codes.institutions().items():
        for text in (row[name] for name in NAMES if row[name]):
            yield Name(text, f"institution={institution}", row["state"]), institution
    for row in factbook.load_csv("institution_aliases.csv", ALIAS_COLUMNS):
        yield Name(row["alias"], f"institution={row['id']}", row["state"]), row["id"]


@cache
def _institutions(folder: Path) -> dict[str, str]:
    del folder
    found: dict[str, str] = {}
    doubles = []
    for name, institution in _institution_names():
        if (
            name.state == CONFIRMED
            and found.setdefault(fold(name.text), institution) != institution
        ):
            doubles.append(f"{name.text!r}: {found[fold(name.text)]} and {institution}")
    if doubles:
        headline = "facts/institution_aliases.csv: names of two institutions, expected one each"
        refuse(FactError, headline, doubles, "reject the name for one of them, or for both")
    return found


@cache
def _countries(folder: Path) -> dict[str, str]:
    del folder
    return {
        fold(name): code
        for code, row in codes.countries().items()
        for name in (code, *row["aliases"].split("|"), *(row[name] for name in NAMES))
        if name
    }

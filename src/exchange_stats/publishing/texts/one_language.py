"""Sentences, numbers and dates in one language, from the fact files."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from exchange_stats.ground import codes, factbook
from exchange_stats.ground.errors import FigureError, refuse
from exchange_stats.ground.inert import printable
from exchange_stats.ground.rounding import half_up
from exchange_stats.publishing.texts import endings

TEXT_COLUMNS = ("key", "en", "ru", "ky", "zh", "state", "note")
DECIMALS = {"count": 0, "percent": 1, "points": 1, "ratio": 1, "index": 0}
_FIELD = re.compile(r"\{(?P<name>[\w.]+)(?P<forms>(?:\|[^{}|]*)*)\}")


def languages() -> tuple[str, ...]:
    """Return the languages of the fact files, in order."""
    return tuple(_locales(factbook.facts_folder()))


def complete_languages() -> tuple[str, ...]:
    """Return the languages in which every text must stand."""
    return tuple(name for name in languages() if locale(name)["required"])


def locale(language: str) -> dict[str, Any]:
    """Return the conventions of a language: separators, months, templates.

    Raises
    ------
    FigureError
        If the language is not one of ours.
    """
    known = _locales(factbook.facts_folder())
    if language not in known:
        message = f"language {language!r} found, expected one of {', '.join(known)}; choose one"
        raise FigureError(message)
    found: dict[str, Any] = known[language]
    return found


def text(key: str, language: str) -> str:
    """Return a text in a language, its fields not yet filled.

    Country names come from ``facts/countries.csv`` under ``country.<code>``, unless
    ``facts/texts.csv`` has a shorter one.

    Raises
    ------
    FigureError
        If there is no such key, or no translation: another language never stands in for it.
    """
    entries = _entries(factbook.facts_folder())
    if key not in entries:
        message = f"facts/texts.csv: no text {key!r}, expected one row; add it in every language"
        raise FigureError(message)
    found = entries[key][language]
    if not found:
        message = f"facts/texts.csv: text {key!r} is missing in {language!r}; translate it there"
        raise FigureError(message)
    return found


def has_text(key: str, language: str) -> bool:
    """Return whether a text stands in a language."""
    return bool(_entries(factbook.facts_folder()).get(key, {}).get(language))


def all_texts() -> dict[str, dict[str, str]]:
    """Return every row of the text file by its key."""
    return dict(_entries(factbook.facts_folder()))


def fields(template: str) -> list[str]:
    """Return the names of the fields of a template, in order.

    Examples
    --------
    >>> fields("{last} {last|student|students} in {last.period}")
    ['last', 'last', 'last.period']
    """
    return [match["name"] for match in _FIELD.finditer(template)]


def fill(template: str, values: Mapping[str, str], language: str) -> str:
    """Return a template with its fields filled.

    A field with forms, ``{last|student|students}``, gives the form that its number takes in
    the language; a plain field gives its value.

    Raises
    ------
    FigureError
        If a field has no value, all such fields named.

    Examples
    --------
    >>> fill("{n} {n|place|places}", {"n": "1"}, "en"), fill("{n}", {"n": "1,441"}, "en")
    ('1 place', '1,441')
    """
    return "".join(text for _, text in parts(template, values, language))


def parts(template: str, values: Mapping[str, str], language: str) -> Iterator[tuple[str, str]]:
    """Yield a filled template part by part: the name of a field, empty between them, and words.

    Raises
    ------
    FigureError
        As for :func:`fill`.
    """
    unknown = [name for name in fields(template) if name not in values]
    if unknown:
        refuse(
            FigureError,
            f"text {template!r}: fields without a number found",
            unknown,
            "add [numbers.<field>] to the figure definition, or correct the text",
        )
    start = 0
    for match in _FIELD.finditer(template):
        yield "", template[start : match.start()]
        forms = match["forms"].split("|")[1:]
        value = values[match["name"]]
        form = forms[min(plural_form(value, language), len(forms) - 1)] if forms else value
        yield match["name"], form
        start = match.end()
    yield "", template[start:]


def plural_form(written: str, language: str) -> int:
    """Return which form of a noun follows a written number, 0 for the first.

    Examples
    --------
    >>> [plural_form(n, "ru") for n in ("1", "4", "5", "11", "22", "4,5")]
    [0, 1, 2, 2, 1, 1]
    """
    rule = locale(language)["plural"]
    digits = re.sub(r"[^\d.,]", "", written)
    fraction = rule == "slavic" and "," in digits
    whole = int(re.sub(r"\D", "", digits) or "0")
    if rule == "none":
        return 0
    if rule == "one_other":
        return 0 if whole == 1 else 1
    if fraction or (whole % 10 in (2, 3, 4) and whole % 100 not in (12, 13, 14)):
        return 1
    return 0 if whole % 10 == 1 and whole % 100 != 11 else 2


def number(value: str, form: str, language: str, decimals: int | None = None) -> str:
    """Return a value as the language writes it, rounded half up once.

    Parameters
    ----------
    value : str
        A decimal number as the tables hold it.
    form : str
        ``count``, ``percent``, ``points``, ``ratio``, ``index`` or ``plain`` (as it is).

    Examples
    --------
    >>> number("12345.6", "count", "en"), number("52.015", "percent", "en")
    ('12,346', '52.0%')
    """
    if form == "plain":
        return value
    convention = locale(language)
    rounded = half_up(value, DECIMALS[form] if decimals is None else decimals)
    whole, _, fraction = f"{abs(rounded):,f}".partition(".")
    written = whole.replace(",", convention["group"])
    written += convention["decimal"] + fraction if fraction else ""
    written = convention["minus"] + written if rounded < 0 else written
    return str(convention["percent"]).replace("{n}", written) if form == "percent" else written


def qualified(written: str, qualifier: str, language: str) -> str:
    """Return a written number with the words of its qualifier: ``more than 4,200``.

    Examples
    --------
    >>> [len(qualified(n, "more_than", "ky")) - len(n) for n in ("3", "{n}")]  # with its ending
    [9, 6]
    """
    convention = locale(language)
    template = str(convention.get(qualifier, "{n}"))
    if "{from}" in template:
        last = endings.last_word(written, convention["decimal"])
        template = template.replace("{from}", convention["from"].get(last, ""))
    return template.replace("{n}", written)


def date(iso: str, language: str, *, short: bool = False) -> str:
    """Return a date, a month or a year as the language writes it, short for narrow places.

    Examples
    --------
    >>> date("2025-07-18", "en").split(), date("2023-05", "en"), date("2023", "en")
    (['18', 'July', '2025'], 'May 2023', '2023')
    >>> date("2025-07-18", "ru", short=True), date("2025-07-18", "zh", short=True)
    ('18.07.2025', '2025-07-18')
    """
    convention = locale(language)
    year, month, day = [*iso.split("-"), "", ""][:3]
    if not month:
        return year
    index = int(month) - 1
    alone = convention.get("months_alone", convention["months"])
    parts = {
        "year": year,
        "month": convention["months"][index],
        "month_alone": alone[index],
        "month_number": str(index + 1),
        "month_digits": month,
        "day": str(int(day)) if day else "",
        "day_digits": day,
    }
    known = "date" if day else "month_year"
    return fill(convention[f"short_{known}" if short else known], parts, language)


@cache
def _locales(folder: Path) -> dict[str, Any]:
    del folder  # part of the cache key
    return factbook.load_toml("locales.toml")


@cache
def _entries(folder: Path) -> dict[str, dict[str, str]]:
    del folder  # part of the cache key
    names = {
        f"country.{code}": {name: row[f"name_{name}"] for name in ("en", "ru", "ky", "zh")}
        for code, row in codes.countries().items()
    }
    rows = factbook.load_csv("texts.csv", TEXT_COLUMNS)
    keys = [row["key"] for row in rows]
    doubles = [key for key in keys if keys.count(key) > 1]
    if doubles:
        refuse(FigureError, "facts/texts.csv: keys twice", doubles, "keep one row for each key")
    said = {**names, **{row["key"]: row for row in rows}}
    return {
        key: {language: printable(words) for language, words in forms.items()}
        for key, forms in said.items()
    }

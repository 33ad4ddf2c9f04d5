"""Sentences, numbers and dates in a language, or in two at once, from the fact files.

Two languages are named with a hyphen, ``ky-zh``. What is said in both is a line in each, joined by
a line break; what is the same in both is said once. Numbers are written as in the first.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from exchange_stats.ground.errors import FigureError
from exchange_stats.publishing.texts import one_language
from exchange_stats.publishing.texts.one_language import (
    DECIMALS,
    TEXT_COLUMNS,
    all_texts,
    complete_languages,
    fields,
    has_text,
    languages,
    parts,
    plural_form,
)

__all__ = [
    "BREAK",
    "DECIMALS",
    "TEXT_COLUMNS",
    "all_texts",
    "beside",
    "complete_languages",
    "date",
    "each",
    "fields",
    "fill",
    "has_text",
    "languages",
    "languages_of",
    "locale",
    "number",
    "parts",
    "plural_form",
    "qualified",
    "text",
]

BREAK = "\n"  # between what is said in one language and in the other


def languages_of(language: str) -> tuple[str, ...]:
    """Return the one language or the two of a name.

    Raises
    ------
    FigureError
        If more than two are named, the same twice, or one that is not ours.

    Examples
    --------
    >>> languages_of("ru"), languages_of("ky-zh")
    (('ru',), ('ky', 'zh'))
    """
    names = tuple(language.split("-"))
    known = len(names) == 1 or set(names) <= set(languages())
    if not known or len(names) > 2 or len(set(names)) < len(names):
        message = (
            f"language {language!r} found, expected one or two of {', '.join(languages())}, as in "
            "ky or ky-zh; correct it"
        )
        raise FigureError(message)
    return names


def each(language: str, say: Callable[[str], str]) -> str:
    """Return what is said in each of the languages, a line in each; the same words once."""
    return BREAK.join(dict.fromkeys(say(name) for name in languages_of(language)))


def locale(language: str) -> dict[str, Any]:
    """Return the conventions of a language; of two, those of the first.

    Its names and its colon are of both, the latter for the lines of each.

    Raises
    ------
    FigureError
        If a language is not one of ours.
    """
    first, *second = (one_language.locale(name) for name in languages_of(language))
    if not second:
        return first
    both = {key: f"{first[key]} + {second[0][key]}" for key in ("name", "html")}
    both["colon"] = BREAK.join((first["colon"], second[0]["colon"]))
    return {**first, **both, "between": second[0]["between"]}


def text(key: str, language: str) -> str:
    """Return a text in a language, its fields not yet filled.

    Raises
    ------
    FigureError
        If there is no such key, or no translation: another language never stands in for it.
    """
    return each(language, lambda name: one_language.text(key, name))


def fill(template: str, values: Mapping[str, str], language: str) -> str:
    """Return a template with its fields filled, each line with the values of its language.

    Raises
    ------
    FigureError
        If a field has no value, all such fields named.

    Examples
    --------
    >>> fill("in {n}" + BREAK + "en {n}", {"n": "4"}, "en-ru").split(BREAK)
    ['in 4', 'en 4']
    """
    names = languages_of(language)
    lines = [
        one_language.fill(
            _line(template, place, names),
            {key: _line(value, place, names) for key, value in values.items()},
            name,
        )
        for place, name in enumerate(names)
    ]
    return BREAK.join(dict.fromkeys(lines))


def _line(words: str, place: int, names: Sequence[str]) -> str:
    """Return the words in one of the languages; what is said once stands in each."""
    lines = words.split(BREAK)
    return lines[place] if len(lines) == len(names) else words


def beside(words: str, between: str, more: str) -> str:
    """Return words with more behind them, language by language; what is said once ends them.

    What stands between may have a line for each language too.

    Examples
    --------
    >>> beside("said" + BREAK + "dit", ": ", "one" + BREAK + "un").split(BREAK)
    ['said: one', 'dit: un']
    """
    lines, others, parts = (said.split(BREAK) for said in (words, more, between))
    if len(lines) == len(others):
        known = [*parts, *[parts[-1]] * len(lines)]
        return BREAK.join(map("".join, zip(lines, known, others, strict=False)))
    return f"{words}{parts[min(len(lines), len(parts)) - 1]}{more}"


def number(value: str, form: str, language: str, decimals: int | None = None) -> str:
    """Return a value as the first of the languages writes it, rounded half up once."""
    return one_language.number(value, form, languages_of(language)[0], decimals)


def qualified(written: str, qualifier: str, language: str) -> str:
    """Return a written number with the words of its qualifier: ``more than 4,200``."""
    return each(language, lambda name: one_language.qualified(written, qualifier, name))


def date(iso: str, language: str, *, short: bool = False) -> str:
    """Return a date as the language writes it; of two languages the first, in digits.

    Examples
    --------
    >>> date("2025-07-18", "ky-zh"), date("2023", "ky-zh")
    ('18.07.2025', '2023')
    """
    first, *second = languages_of(language)
    return one_language.date(iso, first, short=short or bool(second))

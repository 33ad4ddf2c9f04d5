"""What a finding says, in any language: sentences of ``facts/findings.csv`` with fields filled."""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from exchange_stats.ground import factbook
from exchange_stats.ground.errors import FigureError
from exchange_stats.publishing import texts

COLUMNS = ("check_id", "part", "en", "ru", "ky", "zh", "state")
TERM, PAGE = "term", "page"
INSTITUTION_COLUMNS = (
    *("id", "country", "name_en", "name_ru", "name_ky", "name_zh"),
    *("ror_id", "national_code", "synthetic", "state", "note"),
)
CODES = ("programme", "isced_level", "isced_field", "sex", "funding")
UNTOLD = ("all", "unknown", "_T", "")


def sentence(check_id: str, part: str, fields: Mapping[str, Any], language: str) -> str:
    """Return a sentence of a check with its fields filled, numbers as the language writes them.

    A row of the fact file for ``part+field`` takes the place of the row for ``part`` when the
    finding has that field.

    Raises
    ------
    FigureError
        If the sentence is missing, or is missing in the language.
    """
    known = _rows(factbook.facts_folder())
    keys = [f"{part}+{name}" for name in fields if (check_id, f"{part}+{name}") in known]
    template = words(check_id, keys[0] if keys else part, language)
    names = set(texts.fields(template))
    values = {name: _written(fields[name], language) for name in names & set(fields)}
    return texts.fill(template, values, language)


def words(check_id: str, part: str, language: str) -> str:
    """Return one text of the fact file as it stands there.

    Raises
    ------
    FigureError
        If there is no such text, or no translation: another language never stands in for it.
    """
    row = _rows(factbook.facts_folder()).get((check_id, part), {})
    if not row.get(language):
        message = (
            f"facts/findings.csv: no {part!r} of {check_id!r} in {language!r}, expected one; add it"
        )
        raise FigureError(message)
    return row[language]


def slot_words(codes: Mapping[str, str], language: str) -> str:
    """Return in words which figure a finding is about, empty when it is about none."""
    parts = [
        texts.text(f"country.{codes[name]}", language)
        for name in ("origin", "host")
        if codes.get(name)
    ]
    told = [" \u2192 ".join(parts), codes.get("period", "")]
    for name in CODES:
        if codes.get(name, "") not in UNTOLD:
            told.append(words(TERM, f"{name}={codes[name]}", language))
    institution = codes.get("institution", "")
    if institution not in UNTOLD:
        names = _institutions(factbook.facts_folder()).get(institution, {})
        told.append(names.get(f"name_{language}") or institution)
    return ", ".join(part for part in told if part)


def _written(value: Any, language: str) -> str:
    """Return a field as the language writes it: a number, a term, pairs, or a text."""
    if isinstance(value, Mapping):
        if "number" in value:
            return _number(str(value["number"]), language)
        if language in value:
            return str(value[language])
        return words(TERM, str(value["term"]), language)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "; ".join(f"{label}: {_written(one, language)}" for label, one in value)
    return _number(str(value), language) if isinstance(value, int | float) else str(value)


def _number(text: str, language: str) -> str:
    return texts.number(text, "count", language, len(text.partition(".")[2]))


@cache
def _rows(folder: Path) -> dict[tuple[str, str], dict[str, str]]:
    del folder  # part of the cache key
    rows = factbook.load_csv("findings.csv", COLUMNS)
    return {(row["check_id"], row["part"]): row for row in rows}


@cache
def _institutions(folder: Path) -> dict[str, dict[str, str]]:
    del folder  # part of the cache key
    rows = factbook.load_csv("institutions.csv", INSTITUTION_COLUMNS)
    return {row["id"]: row for row in rows}

"""The words of the data-request workbook, in the languages of the side that fills it in."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from exchange_stats.ground import factbook
from exchange_stats.ground.errors import FactError, PeriodError, refuse
from exchange_stats.ground.periods import parse_period
from exchange_stats.publishing import texts

TEXT_COLUMNS = ("key", "ru", "ky", "zh", "en", "state")
INSTITUTION_COLUMNS = (
    *("id", "country", "name_en", "name_ru", "name_ky", "name_zh", "ror_id"),
    *("national_code", "synthetic", "state", "note"),
)
BESIDE = " | "
Labels = Mapping[str, Mapping[str, Mapping[str, str]]]


@dataclass(frozen=True)
class Request:
    """What one side is asked for one school year, in which words.

    Attributes
    ----------
    labels : mapping
        Dimension to codes to language to the label that is understood when it comes back.
    facts : mapping
        The content of ``facts/template.toml``.
    """

    side: str
    year: str
    labels: Labels
    facts: Mapping[str, Any]

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of the words of this side, its own first, English last."""
        return tuple(self.facts["side"][self.side]["languages"])

    def lines(self, key: str) -> str:
        """Return a text in the languages of the side, one below the other."""
        return "\n".join(self._texts(key))

    def line(self, key: str) -> str:
        """Return a text in the languages of the side, beside one another."""
        return BESIDE.join(self._texts(key))

    def sheet(self, key: str) -> str:
        """Return the name of a sheet, in the first language and in English."""
        found = self._texts(f"sheet_{key}")
        return f"{found[0]} \u00b7 {found[-1]}"

    def label(self, dimension: str, codes: str) -> str:
        """Return the label of some codes in the languages of the side, beside one another."""
        return BESIDE.join(self.printed(dimension, codes))

    def printed(self, dimension: str, codes: str) -> list[str]:
        """Return the label of some codes in each language of the dictionary that has it.

        Raises
        ------
        FactError
            If the dictionary of the side has none.
        """
        card = self.facts["side"][self.side]
        known = self.labels[dimension].get(codes, {})
        found = [known[name] for name in card["labels"] if name in known]
        if not found:
            message = (
                f"facts/labels.csv: {card['source']} has no {dimension} label for {codes!r}, "
                "expected one for the data-request workbook; add it"
            )
            raise FactError(message)
        return found

    def _texts(self, key: str) -> list[str]:
        written = load_texts()
        if key not in written:
            message = f"facts/template_texts.csv: no text {key!r}, expected one; add it"
            raise FactError(message)
        day = f"{self.year[:4]}-{self.facts['reference_day']}"
        return [
            written[key][name].replace("{date}", texts.date(day, name).replace("\u00a0", " "))
            for name in self.languages
        ]


def make_request(side: str, year: str, labels_of: Callable[[str], Labels]) -> Request:
    """Return the request to a side of ``facts/template.toml`` for a school year.

    Raises
    ------
    FactError
        If there is no such side.
    PeriodError
        If the year is not a school year with both ends.
    """
    facts = factbook.load_toml("template.toml")
    if side not in facts["side"]:
        known = ", ".join(facts["side"])
        message = f"side {side!r}: not known, expected one of {known}; correct --side"
        raise FactError(message)
    return Request(side, _school_year(year), labels_of(facts["side"][side]["source"]), facts)


def _school_year(year: str) -> str:
    try:
        period = parse_period(year)
    except PeriodError:
        period = None
    if period is None or period.kind != "academic":
        message = f"{year!r}: no school year, expected both ends, as 2025/26; correct --year"
        raise PeriodError(message)
    return period.label


def institutions(request: Request) -> list[str]:
    """Return the institutions of the host for the list: as the side writes them, and English.

    Invented institutions and the total are left out.
    """
    host = request.facts["side"][request.side]["host"]
    rows = factbook.load_csv("institutions.csv", INSTITUTION_COLUMNS)
    known = request.labels["institution"]
    found = []
    for row in rows:
        codes = f"institution={row['id']}"
        if row["country"] == host and not row["synthetic"] and codes in known:
            names = request.printed("institution", codes)
            found.append(BESIDE.join(dict.fromkeys([*names, row["name_en"]])))
    return found


def fields(request: Request) -> list[str]:
    """Return the fields of study for the list, in the order of their codes."""
    codes = sorted(code for code in request.labels["field"] if not code.endswith("_T"))
    return [request.label("field", code) for code in codes]


def load_texts() -> dict[str, dict[str, str]]:
    """Return the texts of ``facts/template_texts.csv`` by key, complete in every language."""
    return _texts(factbook.facts_folder())


@cache
def _texts(folder: Path) -> dict[str, dict[str, str]]:
    del folder  # part of the cache key: another set of facts has other words
    rows = factbook.load_csv("template_texts.csv", TEXT_COLUMNS)
    empty = [f"{r['key']}: {name}" for r in rows for name in TEXT_COLUMNS[1:5] if not r[name]]
    if empty:
        headline = "facts/template_texts.csv: texts missing, expected all four languages"
        refuse(FactError, headline, empty, "write them")
    return {row["key"]: row for row in rows}

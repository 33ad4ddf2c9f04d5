"""The lines of a list of persons as allow-listed codes.

Nothing here puts a cell of the list into a message: place and kind only.
"""

import datetime
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from exchange_stats.ground import factbook
from exchange_stats.ground.errors import PeriodError
from exchange_stats.ground.periods import parse_period
from exchange_stats.reading.returns.grid import Known
from exchange_stats.reading.returns.roster import Roster, folded
from exchange_stats.reading.table import place_text

VALUE_COLUMNS = ("column", "printed", "language", "codes", "state")
NEEDED = ("citizenship", "institution", "year")
KINDS = ((bool, "a truth value"), (int | float, "a number"), (str, "a text"))
LOOK_ALIKE = str.maketrans(
    "\u0410\u0412\u0415\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0423\u0425", "ABEKMHOPCTYX"
)


@dataclass(frozen=True)
class Person:
    """One line of a list as codes; nothing in it says who the person is."""

    roster: Roster = field(repr=False)
    row: int
    institution: str
    year: str
    sex: str = ""
    level: str = ""
    isced_field: str = ""
    funding: str = ""


def read_persons(
    roster: Roster, known: Known, origin: str, seen: dict[str, str] | None, faults: list[str]
) -> list[Person]:
    """Return the citizens of one country in a list as codes.

    Parameters
    ----------
    known : callable
        Dimension (``origin``, ``institution``, ``field``) and text to codes.
    seen : dict or None
        Identity to place, of all lists of a workbook: a person counts once. None for a list
        that is linked later, when persons may stand in it more than once.
    faults : list
        Where messages are added: place and kind of every cell that is not understood.
    """
    above = {name: _above(roster, name, known) for name in ("institution", "year")}
    heading = place_text(roster.sheet, roster.heading_row, 0)
    missing = [name for name in NEEDED if name not in roster.kept and not above.get(name)]
    for name, column in roster.twice:
        place = place_text(roster.sheet, roster.heading_row, column)
        faults.append(f"{place}: a second column of {name}, expected one; take it out")
    if missing:
        faults.append(f"{heading}: no column of {' and of '.join(missing)}; add it to the list")
        return []
    persons = []
    for row in roster.lines():
        codes = _codes(roster, row, known, above, faults)
        if codes is None or codes.pop("citizenship") != origin:
            continue
        if seen is not None:
            _tell_doubles(roster, row, codes, seen, faults)
        persons.append(Person(roster=roster, row=row, **codes))
    return persons


def _tell_doubles(
    roster: Roster, row: int, codes: Mapping[str, str], seen: dict[str, str], faults: list[str]
) -> None:
    place, identity = place_text(roster.sheet, row, 0), _identity(roster, row)
    first = seen.setdefault(f"{identity} {codes['institution']} {codes['year']}", place)
    if identity and first != place:
        faults.append(f"{place}: the same person as in {first}, expected each once")


def _codes(
    roster: Roster, row: int, known: Known, above: Mapping[str, str], faults: list[str]
) -> dict[str, str] | None:
    """Return the codes of one line, None when a cell is not understood."""
    found = {"institution": above["institution"], "year": above["year"]}
    right = True
    for name, column in roster.kept.items():
        text = roster.text(row, column)
        code = _code(name, text, known) if text else ""
        if code is None or (not code and name in NEEDED):
            kind = _kind(roster.sheet.value(row, column))
            place = place_text(roster.sheet, row, column)
            faults.append(f"{place}: {kind} found, expected a known {name}")
            right = False
            continue
        found["isced_field" if name == "field" else name] = code
    return found if right else None


def _code(name: str, text: str, known: Known) -> str | None:
    if name == "year":
        return _school_year(text)
    if name in ("sex", "level", "funding"):
        codes = _values(factbook.facts_folder()).get((name, folded(text)))
    else:
        codes = known("origin" if name == "citizenship" else name, text)
    if not codes or "=" not in codes:
        return None
    return codes if name in ("level", "institution") else codes.partition("=")[2]


def _school_year(text: str) -> str | None:
    try:
        period = parse_period(text)
    except PeriodError:
        return None
    return period.label if period.kind == "academic" else None


def _above(roster: Roster, name: str, known: Known) -> str:
    """Return institution or year from the lines above the headings, where they say it."""
    codes = (_code(name, text, known) for text in roster.texts_above())
    return next((code for code in codes if code), "")


def _identity(roster: Roster, row: int) -> str:
    """Return what tells a person apart: a number, else name and birth date together."""
    texts = {name: "" for name, _ in roster.identities}
    for name, column in roster.identities:
        plain = unicodedata.normalize("NFKC", roster.text(row, column)).upper()
        texts[name] += re.sub(r"[\W_]", "", plain)
    for name in ("passport", "personal_number"):
        if texts.get(name):
            return f"{name} {texts[name].translate(LOOK_ALIKE)}"
    if texts.get("name") and texts.get("birth_date"):
        return f"{texts['name']} {texts['birth_date']}"
    return ""


def _kind(value: object) -> str:
    if isinstance(value, datetime.date | datetime.time):
        return "a date"
    return next((kind for type_, kind in KINDS if isinstance(value, type_)), "nothing")


@cache
def _values(folder: Path) -> dict[tuple[str, str], str]:
    del folder  # part of the cache key
    rows = factbook.load_csv("person_values.csv", VALUE_COLUMNS)
    return {(row["column"], folded(row["printed"])): row["codes"] for row in rows}

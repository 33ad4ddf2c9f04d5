"""A phrase with a number, in four languages, to value, qualifier and interval."""

import math
import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

from exchange_stats.ground import factbook
from exchange_stats.ground.errors import ValueTextError
from exchange_stats.ground.intervals import Interval
from exchange_stats.ground.numerals import SCALE_COLUMNS, SPACES, Numeral, parse_numeral

QUALIFIER_COLUMNS = ("qualifier", "language", "phrase", "position", "note")
READINGS = ("pragmatic", "strict")
DECIMAL_MARK = {"en": ".", "zh": ".", "ru": ",", "ky": ","}
_YEAR = re.compile(r"(?:19|20)\d\d")
_CYRILLIC = re.compile("[\u0400-\u04ff]")


@dataclass(frozen=True)
class Quantity:
    """What a phrase says of a number.

    Attributes
    ----------
    value : Decimal
        The number named; for a range its middle.
    qualifier : str
        A code of the vocabulary ``qualifier``.
    granularity : Decimal
        Value of the last significant written digit.
    upper : Decimal or None
        The upper end of a range, else None; ``value`` is then the lower end.
    """

    value: Decimal
    qualifier: str
    granularity: Decimal
    upper: Decimal | None = None

    def interval(self, reading: str = "pragmatic") -> Interval:
        """Return the bounds of the quantity under one of the two readings.

        The pragmatic reading takes the next number of the same roundness as the upper bound
        of "more than n" (Cummins, Sauerland and Solt 2012, doi:10.1007/s10988-012-9114-0);
        the strict one leaves it open.
        """
        if self.upper is not None:
            return Interval(float(self.value), float(self.upper))
        return bounds(self.value, self.granularity, self.qualifier, reading)


def bounds(
    value: Decimal, granularity: Decimal, qualifier: str, reading: str = "pragmatic"
) -> Interval:
    """Return the whole numbers that a qualified number leaves open.

    Raises
    ------
    ValueTextError
        If the qualifier or the reading is unknown.

    Examples
    --------
    >>> bounds(Decimal(4200), Decimal(100), "more_than")
    Interval(lo=4201.0, hi=4299.0)
    >>> bounds(Decimal(450), Decimal(10), "about")
    Interval(lo=445.0, hi=454.0)
    """
    if reading not in READINGS:
        message = f"reading {reading!r}: expected one of {', '.join(READINGS)}; correct the option"
        raise ValueTextError(message)
    number, unit = float(value), float(granularity)
    open_above = math.inf if reading == "strict" or unit <= 1 else number + unit - 1
    table = {
        "exact": (number, number),
        "derived": (number, number),
        "more_than": (number + 1, open_above),
        "at_least": (number, open_above),
        "about": (number, number) if unit <= 1 else (number - unit / 2, number + unit / 2 - 1),
        "nearly": (0.0 if reading == "strict" else number - unit, number - 1),
        "less_than": (0.0, number - 1),
        "up_to": (0.0, number),
    }
    if qualifier not in table:
        message = f"qualifier {qualifier!r}: expected one of {', '.join(table)}; correct it"
        raise ValueTextError(message)
    return Interval(*table[qualifier])


def parse_quantity(text: str, language: str = "") -> Quantity:
    """Return the quantity that a phrase names.

    Parameters
    ----------
    text : str
        A phrase such as "more than 4,200 students", with one number or the two ends of a range.
    language : str, optional
        ``en``, ``ru``, ``ky`` or ``zh``: decides the decimal mark. By default Cyrillic text
        has a decimal comma and all other text a decimal point.

    Raises
    ------
    ValueTextError
        If there is no number, more than a range, or words that contradict each other.

    Examples
    --------
    >>> parse_quantity("more than 4,200 students").interval()
    Interval(lo=4201.0, hi=4299.0)
    """
    decimal = DECIMAL_MARK.get(language) or ("," if _CYRILLIC.search(text) else ".")
    found = list(_number_pattern(factbook.facts_folder()).finditer(text))
    if not 1 <= len(found) <= 2:
        message = f"{text!r}: {len(found)} numbers found, expected one or a range; shorten it"
        raise ValueTextError(message)
    words = text[: found[0].start()] + " # " + text[found[-1].end() :]
    qualifier = _qualifier(text, words)
    numbers = [parse_numeral(match.group(), decimal) for match in found]
    if len(numbers) == 2:
        written = parse_numeral(found[1]["digits"], decimal).value
        factor = numbers[1].value / written if written and not found[0]["scale"] else Decimal(1)
        return _range(text, numbers[0].value * factor, numbers[1])
    if qualifier == "up_to" and _YEAR.fullmatch(found[0].group()):
        message = f"{text!r}: a year or a number of persons, expected a number; say which"
        raise ValueTextError(message)
    return Quantity(numbers[0].value, qualifier, numbers[0].granularity)


def _range(text: str, low: Decimal, high: Numeral) -> Quantity:
    """Return a range; a scale word after its upper end was applied to both ends."""
    if low > high.value:
        message = f"{text!r}: {low} to {high.value}, expected the lower first; correct the phrase"
        raise ValueTextError(message)
    return Quantity(low, "range", high.granularity, high.value)


def _qualifier(text: str, words: str) -> str:
    """Return the qualifier that the words around the number name, ``exact`` if none."""
    found: list[str] = []
    rest = words.casefold()
    for qualifier, pattern in _phrases(factbook.facts_folder()):
        if qualifier != "range" and pattern.search(rest):
            found.append(qualifier)
            rest = pattern.sub(" ", rest)
    if len(set(found)) > 1:
        message = f"{text!r}: says {' and '.join(found)}, expected one qualifier; split the claim"
        raise ValueTextError(message)
    return found[0] if found else "exact"


@cache
def _phrases(folder: Path) -> tuple[tuple[str, re.Pattern[str]], ...]:
    del folder
    rows = factbook.load_csv("qualifiers.csv", QUALIFIER_COLUMNS)
    # The longest first: "no more than" holds "more than", "just under" holds "under".
    ordered = sorted(rows, key=lambda row: -len(row["phrase"]))
    return tuple((row["qualifier"], _pattern(row)) for row in ordered)


def _pattern(row: dict[str, str]) -> re.Pattern[str]:
    """Return a pattern of whole words; Chinese has no word ends, a final hyphen is a stem."""
    phrase = row["phrase"].casefold()
    escaped = re.escape(phrase.rstrip("-"))
    if row["language"] == "zh":
        return re.compile(escaped)
    return re.compile(rf"(?<!\w){escaped}" + ("" if phrase.endswith("-") else r"(?!\w)"))


@cache
def _number_pattern(folder: Path) -> re.Pattern[str]:
    del folder
    rows = factbook.load_csv("scales.csv", SCALE_COLUMNS)
    words = sorted((row["word"] for row in rows), key=len, reverse=True)
    scales = "|".join(re.escape(word) for word in words)
    grouped = rf"\d{{1,3}}(?:[,{SPACES}]\d{{3}})+(?:[.,]\d+)?"
    number = rf"(?P<digits>{grouped}|\d+(?:[.,]\d+)?)"
    return re.compile(rf"{number}(?:[{SPACES}]?(?P<scale>{scales})(?![a-z]))?")

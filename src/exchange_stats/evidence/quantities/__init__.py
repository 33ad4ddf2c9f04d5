"""A phrase with a number, in four languages, to value, qualifier and interval."""

import math
import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

from exchange_stats.evidence.quantities.numbers import (
    find_numbers,
    refuse_loose_ends,
    written_out,
)
from exchange_stats.evidence.quantities.spelled import in_digits
from exchange_stats.evidence.quantities.words import (
    EXACT,
    NO_COUNT,
    ORDINAL,
    RANGE,
    UP_TO,
    is_joint,
    plain,
    qualifier_of,
)
from exchange_stats.ground import factbook
from exchange_stats.ground.errors import ValueTextError
from exchange_stats.ground.intervals import Interval
from exchange_stats.ground.numerals import SPACES, Numeral, parse_numeral

PERCENT_COLUMNS = ("word", "language", "position", "note")
READINGS = ("pragmatic", "strict")
DECIMAL_MARK = {"en": ".", "zh": ".", "ru": ",", "ky": ","}
_YEAR = re.compile(r"(?:19|20)\d\d")
_DASH = re.compile("[-\u2010-\u2015\u2212\u301c\uff5e~]")
_CYRILLIC = re.compile("[\u0400-\u04ff]")
NO_NUMBER = {
    RANGE: "one end of a range",
    ORDINAL: "a place in an order",
    NO_COUNT: "a part, a multiple, a year, a name, none or a number nobody is sure of",
}


@dataclass(frozen=True)
class Quantity:
    """What a phrase says of a number.

    Attributes
    ----------
    value : Decimal
        The number named; for a range its lower end.
    qualifier : str
        A code of the vocabulary ``qualifier``.
    granularity : Decimal
        Value of the last significant written digit.
    upper : Decimal or None
        The upper end of a range, else None.
    whole : bool
        Whether it counts persons or things; a percentage or a number with a fraction does not.
    """

    value: Decimal
    qualifier: str
    granularity: Decimal
    upper: Decimal | None = None
    whole: bool = True

    def interval(self, reading: str = "pragmatic") -> Interval:
        """Return the bounds of the quantity under one of the two readings.

        The pragmatic reading takes the next number of the same roundness as the upper bound
        of "more than n" (Cummins, Sauerland and Solt 2012, doi:10.1007/s10988-012-9114-0);
        the strict one leaves it open.
        """
        if self.upper is not None:
            return Interval(float(self.value), float(self.upper))
        return bounds(self.value, self.granularity, self.qualifier, reading, whole=self.whole)


def bounds(
    value: Decimal,
    granularity: Decimal,
    qualifier: str,
    reading: str = "pragmatic",
    *,
    whole: bool = True,
) -> Interval:
    """Return what a qualified number leaves open: whole numbers, or a stretch of all numbers.

    Between two whole numbers there is nothing, so "fewer than 10" ends at 9; "less than 1 %"
    ends at 1, and the bound stands for all that comes near to it.

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
    >>> bounds(Decimal(1), Decimal(1), "less_than", whole=False)
    Interval(lo=0.0, hi=1.0)
    """
    if reading not in READINGS:
        message = f"reading {reading!r}: expected one of {', '.join(READINGS)}; correct the option"
        raise ValueTextError(message)
    exact = whole and granularity <= 1  # nothing finer could have been written
    step = Decimal(1 if whole else 0)
    half = Decimal(0) if exact else granularity / 2 * _about(factbook.facts_folder(), reading)
    below = Decimal(0) if reading == "strict" else value - granularity
    open_above = math.inf if reading == "strict" or exact else value + granularity - step
    table: dict[str, tuple[float | Decimal, float | Decimal]] = {
        "exact": (value, value),
        "derived": (value, value),
        "more_than": (value + step, open_above),
        "at_least": (value, open_above),
        "about": (value - half, value + half - (0 if exact else step)),
        "nearly": (below, value - step),
        "less_than": (Decimal(0), value - step),
        "up_to": (Decimal(0), value),
    }
    if qualifier not in table:
        message = f"qualifier {qualifier!r}: expected one of {', '.join(table)}; correct it"
        raise ValueTextError(message)
    lo, hi = table[qualifier]
    return Interval(float(lo), float(hi))


@cache
def _about(folder: Path, reading: str) -> Decimal:
    """Return how many times its usual width "about" has under a reading."""
    del folder
    widths = factbook.load_toml("precedence.toml").get("about", {})
    return Decimal(str(widths.get(reading, 1)))


def parse_quantity(text: str, language: str = "", unit: str = "") -> Quantity:
    """Return the quantity that a phrase names.

    Parameters
    ----------
    text : str
        A phrase such as "more than 4,200 students", with one number or the two ends of a range.
    language : str, optional
        ``en``, ``ru``, ``ky`` or ``zh``: decides the decimal mark. By default Cyrillic text
        has a decimal comma and all other text a decimal point.
    unit : str, optional
        What is counted, where the phrase does not say it: ``percent`` makes it no whole number.

    Raises
    ------
    ValueTextError
        If there is no number, two that no word makes a range, or words that contradict each
        other or stand on the wrong side of the number.

    Examples
    --------
    >>> parse_quantity("more than 4,200 students").interval()
    Interval(lo=4201.0, hi=4299.0)
    """
    decimal = DECIMAL_MARK.get(language) or ("," if _CYRILLIC.search(text) else ".")
    written = in_digits(text)
    found = find_numbers(written)
    if not 1 <= len(found) <= 2:
        message = f"{text!r}: {len(found)} numbers found, expected one or a range; shorten it"
        raise ValueTextError(message)
    head, tail = written[: found[0].start()], (found[-1]["more"] or "") + written[found[-1].end() :]
    between = written[found[0].end() : found[-1].start()]
    refuse_loose_ends(text, head, [tail, between])
    qualifier = qualifier_of(text, head, tail)
    numbers = [parse_numeral(written_out(match), decimal) for match in found]
    if len(numbers) == 2:
        _refuse_no_range(text, qualifier, between)
        bare = parse_numeral(found[1]["digits"], decimal).value
        factor = numbers[1].value / bare if bare and not found[0]["scale"] else Decimal(1)
        return _range(text, numbers[0].value * factor, numbers[1])
    if qualifier in NO_NUMBER or (qualifier == UP_TO and _YEAR.fullmatch(found[0].group())):
        what = NO_NUMBER.get(qualifier, "a year or a number of persons")
        message = f"{text!r}: {what}, expected a number; say which"
        raise ValueTextError(message)
    whole = numbers[0].granularity >= 1 and not _is_percent(head, f"{tail} {unit}")
    return Quantity(numbers[0].value, qualifier, numbers[0].granularity, whole=whole)


def _range(text: str, low: Decimal, high: Numeral) -> Quantity:
    """Return a range; a scale word after its upper end was applied to both ends."""
    if low > high.value:
        message = f"{text!r}: {low} to {high.value}, expected the lower first; correct the phrase"
        raise ValueTextError(message)
    return Quantity(low, RANGE, high.granularity, high.value)


def _is_percent(head: str, tail: str) -> bool:
    """Return whether a word for percent stands on its side of the number."""
    sides = {"before": plain(head), "after": plain(tail)}
    return any(
        word in sides[position] for word, position in _percent_words(factbook.facts_folder())
    )


@cache
def _percent_words(folder: Path) -> tuple[tuple[str, str], ...]:
    del folder
    rows = factbook.load_csv("percent_words.csv", PERCENT_COLUMNS)
    return tuple((row["word"].casefold(), row["position"]) for row in rows)


def _refuse_no_range(text: str, qualifier: str, between: str) -> None:
    """Refuse two numbers that are not the ends of a range: 60 of 100, 450 in 2025."""
    joint = between.casefold().strip(SPACES)
    if is_joint(between, qualifier):
        return
    if not (_DASH.fullmatch(joint) or is_joint(between, EXACT)):
        message = f"{text!r}: two numbers joined by {joint!r}, expected one or a range; shorten it"
        raise ValueTextError(message)
    if qualifier not in (RANGE, EXACT):
        message = f"{text!r}: says {qualifier} of a range, expected one of them; split the claim"
        raise ValueTextError(message)

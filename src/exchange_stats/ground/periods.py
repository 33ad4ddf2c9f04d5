"""Calendar years, academic years and UIS reference years: parse, order, label."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from exchange_stats.ground import factbook
from exchange_stats.ground.errors import PeriodError

WORD_COLUMNS = ("word", "language", "meaning", "note")
READINGS = ("calendar", "academic_start", "academic_end", "uis_reference", "refuse")
_WIDE_DIGITS = {0xFF10 + digit: str(digit) for digit in range(10)}
_SPLIT = re.compile(
    r"(?<!\d)(?P<start>(?:19|20)\d\d)\s*[/\-\u2010-\u2015\u2212]\s*(?P<end>\d{4}|\d\d)(?!\d)"
)
_LONE = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")


@dataclass(frozen=True, order=True)
class Period:
    """A year or a run of years, with the kind of year that it is.

    Attributes
    ----------
    start, end : int
        Both ends. A calendar year and a UIS reference year begin and end in one number.
    kind : str
        ``calendar``, ``academic``, ``uis_reference`` or ``span``.
    """

    start: int
    end: int
    kind: str

    @property
    def label(self) -> str:
        """The printed form: ``2018``, ``2018/19`` or ``2013-2018``.

        Examples
        --------
        >>> Period(2018, 2019, "academic").label
        '2018/19'
        """
        if self.kind == "academic":
            return f"{self.start}/{self.end % 100:02d}"
        return str(self.start) if self.start == self.end else f"{self.start}-{self.end}"


def parse_period(text: str, reading: str = "refuse") -> Period:
    """Return the period that a printed label names.

    Parameters
    ----------
    text : str
        The label as printed, such as ``2021/22``, a lone year, or a year with its word.
    reading : str
        How the source card says to read a lone year: ``calendar``, ``academic_start``,
        ``academic_end``, ``uis_reference`` or ``refuse``.

    Raises
    ------
    PeriodError
        If there is no year or more than one, or a lone year and the card does not say.

    Examples
    --------
    >>> parse_period("2020\u201321")
    Period(start=2020, end=2021, kind='academic')
    >>> parse_period("2018", "calendar").label
    '2018'
    """
    plain = text.translate(_WIDE_DIGITS)
    split = _SPLIT.findall(plain)
    if len(split) == 1:
        return _split_year(text, int(split[0][0]), split[0][1])
    years = _LONE.findall(plain)
    if split or len(years) != 1:
        message = f"{text!r}: {len(years)} years found, expected one; correct the period label"
        raise PeriodError(message)
    return _lone_year(text, int(years[0]), reading)


def _split_year(text: str, start: int, end_text: str) -> Period:
    end = int(end_text) if len(end_text) == 4 else start - start % 100 + int(end_text)
    if len(end_text) == 2 and end < start:
        end += 100
    if end <= start:
        message = f"{text!r}: ends before it begins, expected a later year; correct the period"
        raise PeriodError(message)
    return Period(start, end, "academic" if end == start + 1 else "span")


def _lone_year(text: str, year: int, reading: str) -> Period:
    academic = any(word.casefold() in text.casefold() for word in _academic_words())
    if reading == "academic_end":
        return Period(year - 1, year, "academic")
    if reading == "academic_start" or (academic and reading != "refuse"):
        return Period(year, year + 1, "academic")
    if reading in ("calendar", "uis_reference"):
        return Period(year, year, reading)
    message = (
        f"{text!r}: a lone year may be a calendar year or either end of a school year; "
        f"set period_reading of the source in facts/sources.toml to one of {', '.join(READINGS)}"
    )
    raise PeriodError(message)


def _academic_words() -> tuple[str, ...]:
    return _words(factbook.facts_folder())


@cache
def _words(folder: Path) -> tuple[str, ...]:
    del folder
    return tuple(row["word"] for row in factbook.load_csv("period_words.csv", WORD_COLUMNS))

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
_YEAR = re.compile(
    r"(?<!\d)(?P<start>(?:19|20)\d\d)"
    r"(?:\s*[/\-\u2010-\u2015\u2212\uff0d\uff0f]\s*(?P<end>(?:19|20)\d\d|\d\d))?(?!\d)"
)
_LETTER = r"[^\W\d_\u3400-\u9fff]"  # of an alphabet: Chinese words have no spaces between them


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
        If there is no year or more than one, if other digits stand beside it (a month, a day,
        a footnote mark), or if it is a lone year and the card does not say how to read it.

    Examples
    --------
    >>> parse_period("2020\u201321")
    Period(start=2020, end=2021, kind='academic')
    >>> parse_period("2018", "calendar").label
    '2018'
    """
    plain = text.translate(_WIDE_DIGITS)
    found = list(_YEAR.finditer(plain))
    if len(found) != 1:
        message = f"{text!r}: {len(found)} years found, expected one; correct the period label"
        raise PeriodError(message)
    if re.search(r"\d", _YEAR.sub("", plain)):
        message = (
            f"{text!r}: more digits than a year has, expected a year; correct the period label"
        )
        raise PeriodError(message)
    start, end = int(found[0]["start"]), found[0]["end"]
    return _split_year(text, start, end) if end else _lone_year(text, start, reading)


def _split_year(text: str, start: int, end_text: str) -> Period:
    following = start + 1
    if int(end_text) in (following, following % 100):
        return Period(start, following, "academic")
    if len(end_text) == 2 and int(end_text) <= 12:
        message = f"{text!r}: a month or a year, expected a period; write both years in full"
        raise PeriodError(message)
    end = int(end_text) if len(end_text) == 4 else start - start % 100 + int(end_text)
    if end <= start:
        message = f"{text!r}: ends before it begins, expected a later year; correct the period"
        raise PeriodError(message)
    return Period(start, end, "span")


def _lone_year(text: str, year: int, reading: str) -> Period:
    academic = bool(_academic_words(factbook.facts_folder()).search(text))
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


@cache
def _academic_words(folder: Path) -> re.Pattern[str]:
    """Return a pattern of the words of a school year; `May` does not hold the word `AY`."""
    del folder
    rows = factbook.load_csv("period_words.csv", WORD_COLUMNS)
    words = "|".join(re.escape(row["word"]) for row in rows)
    return re.compile(f"(?<!{_LETTER})(?:{words})(?!{_LETTER})", re.IGNORECASE)

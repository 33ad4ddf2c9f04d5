"""A number that is spelled in words, in four languages, to the same text with its digits."""

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

from exchange_stats.ground import factbook
from exchange_stats.ground.errors import ValueTextError

COLUMNS = ("word", "language", "kind", "value", "note")
UNIT, TIMES, EITHER, NONE = "unit", "times", "either", "none"
WITHOUT_SPACES = "zh"
_JOINT = re.compile(r"\s*-?\s*(?:and\s+)?", re.IGNORECASE)
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True)
class Word:
    """A word of ``facts/number_words.csv``.

    Attributes
    ----------
    kind : str
        ``unit`` is a number, ``times`` says how many times the one before, ``either`` is a number
        where none stands before it, ``unknown`` is a word for no certain number (half, several),
        ``none`` no number, though it holds the sign of one.
    value : int
        The number.
    """

    kind: str
    value: int


def in_digits(text: str) -> str:
    """Return a text without digits with the number that it spells in their place.

    A text with digits stays as it is: there "one" is rarely a number. A word such as "thousand"
    alone is none either: of "several thousand" nobody knows how many.

    Raises
    ------
    ValueTextError
        If the words are no one number.

    Examples
    --------
    >>> in_digits("more than four thousand two hundred students")
    'more than 4200 students'
    >>> in_digits("4,200 in one year")
    '4,200 in one year'
    """
    if _DIGIT.search(text):
        return text
    pattern, words = _words(factbook.facts_folder())
    found = [one for one in pattern.finditer(text) if words[one[0].casefold()].kind != NONE]
    if not found:
        return text
    start, end = found[0].start(), found[-1].end()
    gaps = [text[a.end() : b.start()] for a, b in pairwise(found)]
    spelled = [words[one[0].casefold()] for one in found]
    number = _number(spelled) if all(_JOINT.fullmatch(gap) for gap in gaps) else None
    if number is None:
        message = (
            f"{text!r}: {text[start:end]!r} is no one number, expected one; write it in digits"
        )
        raise ValueTextError(message)
    return f"{text[:start]}{number}{text[end:]}"


def _number(words: list[Word]) -> int | None:
    """Return the number that words spell, None when they spell none or several.

    A unit fills places that are empty, so "four five" are two numbers; "thousand" multiplies
    what stands below it, so in "four thousand two hundred" the hundred takes the two.
    """
    number = 0
    for word in words:
        low = number % word.value if word.kind in (TIMES, EITHER) else 0
        if low:
            number += low * (word.value - 1)
        elif word.kind in (UNIT, EITHER) and number % 10 ** len(str(word.value)) == 0:
            number += word.value
        else:
            return None
    return number


@cache
def _words(folder: Path) -> tuple[re.Pattern[str], dict[str, Word]]:
    """Return what finds the words, and what each stands for; the longest is looked for first."""
    del folder  # part of the cache key
    rows = factbook.load_csv("number_words.csv", COLUMNS)
    rows.sort(key=lambda row: -len(row["word"]))
    parts = [
        re.escape(row["word"])
        if row["language"] == WITHOUT_SPACES
        else rf"(?<!\w){re.escape(row['word'])}(?!\w)"
        for row in rows
    ]
    words = {row["word"].casefold(): Word(row["kind"], int(row["value"])) for row in rows}
    return re.compile("|".join(parts), re.IGNORECASE), words

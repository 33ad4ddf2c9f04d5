"""Where a line may break: the pieces of words that stay together, by language."""

import re
from collections.abc import Sequence
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

from exchange_stats.ground import codes, factbook

SHORT_WORD = 2
EAST = "\u2e80"  # where the signs of Chinese begin
NOT_FIRST = (
    "\uff0c\u3002\uff1b\uff1a\u3001\uff09\u300b\u300d"
    "\u300f\uff01\uff1f\uff05\u201d\u2019\u2026\u2014"
)
NOT_LAST = "\uff08\u300a\u300c\u300e\u201c\u2018"
RANGE = "\u2014"  # of Chinese numbers, as in 2020\u20142022
_NUMBER = re.compile(r"\d(?:[\d\u00a0.,\u2013]*\d)?")  # with a percent sign or comma complete
DATE = r"\d{4}\u5e74\d{1,2}\u6708(?:\d{1,2}\u65e5)?"  # a Chinese date stays whole
BEHIND = ",;:)\u00bb"  # stops behind a word
UNBROKEN = "unbroken.csv"
LOCALES = "locales.toml"


def pieces(words: str, language: str) -> list[str]:
    """Return the pieces between which a line may break; joined they are the words."""
    if language != "zh":
        return _words(words, leaning(language), keep_short=language in ("ru", "ky"))
    return _signs(_unbroken(factbook.facts_folder()).findall(words))


def apart(piece: str, language: str) -> list[str]:
    """Return the parts of a piece that is too wide to stay together: its words or its signs."""
    if language == "zh":
        return _signs(list(piece))
    return [f"{word} " for word in piece.split(" ") if word] if " " in piece.strip() else [piece]


@cache
def _unbroken(folder: Path) -> re.Pattern[str]:
    """Return what finds the next Chinese word that stays whole, or else the next sign."""
    del folder  # part of the cache key
    rows = factbook.load_csv(UNBROKEN, ("word", "kind"))
    names = [country["name_zh"] for country in codes.countries().values()]
    words = sorted({row["word"] for row in rows} | set(names), key=len, reverse=True)
    return re.compile("|".join([DATE, *map(re.escape, words), "."]), re.DOTALL)


def _signs(signs: Sequence[str]) -> list[str]:
    """Return Chinese signs and words as pieces between which a line may break."""
    pieces: list[str] = []
    for sign in signs:
        joined = pieces and (
            sign in NOT_FIRST
            or pieces[-1][-1] in NOT_LAST
            or (_is_western(sign[0]) and _is_western(pieces[-1][-1]))
            or (sign.isdigit() and pieces[-1][-1] == RANGE)
            or pieces[-1][-1].isdigit()  # a number stays with the sign that counts
        )
        if joined:
            pieces[-1] += sign
        else:
            pieces.append(sign)
    return pieces


def _is_western(sign: str) -> bool:
    """Return whether a sign is part of a word or number that is no Chinese one."""
    return sign < EAST and sign != " "


def leaning(language: str) -> tuple[str, ...]:
    """Return the words of a language that begin no line: they belong to the word before them."""
    return tuple(_locales(factbook.facts_folder()).get(language, {}).get("leaning", ()))


def leans(word: str, leaning: Sequence[str]) -> bool:
    """Return whether a word, without the stops behind it, is one of those that lean.

    Examples
    --------
    >>> leans("l,", ("l",)), leans("la", ("l",))
    (True, False)
    """
    return word in leaning or word.rstrip(BEHIND) in leaning


def _words(words: str, leaning: Sequence[str], *, keep_short: bool) -> list[str]:
    """Return words with their spaces.

    A number or a short word stays with the next, a year with its month, a leaning word with the
    one before.
    """
    pieces, months = [""], _months(factbook.facts_folder())
    together, month = True, False
    for word in words.split(" "):
        leant = leans(word, leaning)
        joined = together or leant or (month and word[:1].isdigit())
        pieces = [*pieces[:-1], f"{pieces[-1]}{word} "] if joined else [*pieces, f"{word} "]
        short = keep_short and not leant and len(word) <= SHORT_WORD and word.isalpha()
        together = short or _NUMBER.fullmatch(word) is not None
        month = re.split("[(\u00a0]", word)[-1] in months
    return [*pieces[:-1], pieces[-1][:-1]]


@cache
def _months(folder: Path) -> frozenset[str]:
    """Return the names of months, which a year behind them stays with."""
    conventions = _locales(folder).values()
    named = (one.get(key, ()) for one in conventions for key in ("months", "months_alone"))
    return frozenset(chain.from_iterable(named))


@cache
def _locales(folder: Path) -> dict[str, Any]:
    del folder  # part of the cache key
    return factbook.load_toml(LOCALES)

"""Chinese names: characters to pinyin, and pinyin to the letters in which Russian writes it."""

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from pypinyin import Style, lazy_pinyin
from pypinyin.contrib.tone_convert import to_normal
from pypinyin.pinyin_dict import pinyin_dict
from pypinyin.style import convert

from exchange_stats.ground import factbook
from exchange_stats.privacy.facts import load_names

LONGEST_SURNAME = 2  # characters
LONGEST_SYLLABLE = 6  # letters: zhuang
LONGEST_WORD = 18  # letters of a word that is tried as pinyin
VOWELS = set("aeiouv")


def syllables(written: str) -> tuple[list[str], list[str]]:
    """Return the pinyin syllables of a surname and of a given name, in characters.

    Surnames of two characters and those that are read otherwise than the word are facts
    (``facts/names.csv``).
    """
    surnames = _surnames(factbook.facts_folder())
    for length in range(LONGEST_SURNAME, 0, -1):
        reading = surnames.get(written[:length])
        if reading and len(written) > length:
            return reading.split(), lazy_pinyin(written[length:])
    return lazy_pinyin(written[:1]), lazy_pinyin(written[1:])


def russian(syllables: Sequence[str]) -> str:
    """Return pinyin syllables in Cyrillic letters by the Palladius system."""
    return "".join(convert(one, Style.CYRILLIC, strict=True) for one in syllables)


def split_pinyin(word: str) -> list[tuple[str, ...]]:
    """Return the ways to read a word as pinyin syllables; none when it is no pinyin.

    Examples
    --------
    >>> split_pinyin("xian")
    [('xi', 'an'), ('xian',)]
    >>> split_pinyin("bakyt")
    []
    """
    plain = word.replace("lyu", "lv").replace("nyu", "nv")
    return list(_splits(plain)) if len(plain) <= LONGEST_WORD else []


def is_pinyin_name(words: Sequence[str]) -> bool:
    """Return whether two or three words are a frequent Chinese surname, first or last, and pinyin.

    Examples
    --------
    >>> is_pinyin_name(["WANG", "Xiaoming"]), is_pinyin_name(["Beijing", "Daxue"])
    (True, False)
    """
    plain = [word.casefold() for word in words]
    known = _pinyin_surnames(factbook.facts_folder())
    has_surname = plain[0] in known or plain[-1] in known
    return 1 < len(plain) < 4 and has_surname and all(map(split_pinyin, plain))


def _splits(word: str) -> Iterator[tuple[str, ...]]:
    if not word:
        yield ()
        return
    known = _syllables()
    for length in range(1, min(LONGEST_SYLLABLE, len(word)) + 1):
        if word[:length] in known:
            for rest in _splits(word[length:]):
                yield (word[:length], *rest)


@cache
def _syllables() -> frozenset[str]:
    """Return all syllables of the dictionary that have a vowel."""
    readings = (reading for found in pinyin_dict.values() for reading in found.split(","))
    plain = {to_normal(reading) for reading in readings}
    return frozenset(one for one in plain if one.isascii() and set(one) & VOWELS)


@cache
def _surnames(folder: Path) -> dict[str, str]:
    del folder  # part of the cache key
    return {row["text"]: row["reading"] for row in load_names("surname")}


@cache
def _pinyin_surnames(folder: Path) -> frozenset[str]:
    read = {reading.replace(" ", "") for reading in _surnames(folder).values()}
    return frozenset(
        {*read, *("".join(lazy_pinyin(row["text"])) for row in load_names("frequent"))}
    )

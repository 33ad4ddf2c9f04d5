"""Keys of a name: Kyrgyz, Russian, Latin and Chinese spellings of one person share a key.

A key is never shown and never written; it only finds pairs that birth date and sex then judge.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice, product
from pathlib import Path

from exchange_stats.ground import factbook
from exchange_stats.privacy import chinese
from exchange_stats.privacy.facts import load_names

HAN = re.compile("[\u3400-\u9fff]+")
CYRILLIC = re.compile("[\u0400-\u052f]")
LATIN = re.compile("[a-z]")
BETWEEN_WORDS = re.compile("[\\s,.;/()\u00b7\u2022\u30fb]+")
SHORTEST = 2  # letters of a word: a single one is an initial
SHORTEST_WITH_ENDING = 5
MOST_WORDS = 3
MOST_READINGS = 64  # of a name as pinyin: real ones have a few, made-up ones may have millions
BREVE = "\u0306"  # part of a Cyrillic letter, not an accent


@dataclass(frozen=True)
class Spelling:
    """How letters become a key: the rows of ``facts/names.csv``, ready for use."""

    letters: dict[int, str]
    look_alikes: dict[int, str]
    folds: tuple[tuple[re.Pattern[str], str], ...]
    dropped: frozenset[str]
    patronymics: tuple[str, ...]
    endings: tuple[tuple[str, str], ...]


def name_keys(name: str) -> frozenset[str]:
    r"""Return the keys of a name; two spellings of a person's name have a key in common.

    Letters are brought to Latin (ICAO 9303 and BGN/PCGN give one key), fathers' names left out,
    Chinese characters read by pinyin and by the Palladius system. Surname and given name may
    stand in either order. A name of one word, or with initials only, has no key.

    Examples
    --------
    >>> sorted(name_keys("Jumabaeva Aygul") & name_keys("AIGUL ZHUMABAEVA"))
    ['agul|jumabaev']
    """
    text = unicodedata.normalize("NFKC", name).casefold()
    keys: set[str] = set()
    for written in HAN.findall(text):
        keys |= set(map(_key, _han_words(written)))
    words = [word for part in BETWEEN_WORDS.split(text) if (word := _letters(part))]
    for script in (CYRILLIC, LATIN):
        keys |= _word_keys([word for word in words if _script(word) is script])
    return frozenset(keys)


def _han_words(written: str) -> Iterator[Sequence[str]]:
    """Yield surname and given name of a Chinese name, in pinyin and as Russian writes it."""
    surname, given = chinese.syllables(written)
    if given:
        yield from _chinese_words((surname, given))


def _chinese_words(words: Sequence[Sequence[str]]) -> Iterator[Sequence[str]]:
    """Yield words of pinyin syllables as passports write them, and as Russian writes them."""
    yield ["".join(word).replace("v", "u") for word in words]  # L\u00fc: LU, LYU, LV
    yield [_latin(chinese.russian(word)) for word in words]


def _word_keys(words: Sequence[str]) -> set[str]:
    """Return the keys of the words of one script."""
    spelling = _spelling(factbook.facts_folder())
    if len(words) > MOST_WORDS:  # a name that stands in two columns
        words = list(dict.fromkeys(words))
    whole = [word for word in words if len(word) >= SHORTEST and word not in spelling.dropped]
    latin = [_latin(word) for word in whole]
    kept = [word for word in latin if not word.endswith(spelling.patronymics)]
    kept = kept if len(kept) >= 2 else latin
    readings: list[Sequence[str]] = [kept]
    if all(LATIN.match(word) for word in words):
        splits = product(*map(chinese.split_pinyin, kept))
        for split in islice(splits, MOST_READINGS):
            readings += _chinese_words(split)
    return {key for reading in readings for key in _either_order(reading)}


def _either_order(words: Sequence[str]) -> set[str]:
    """Return the keys with the surname first and last; the rest is one given name."""
    if len(words) < 2:
        return set()
    return {_key((words[0], "".join(words[1:]))), _key((words[-1], "".join(words[:-1])))}


def _key(words: Sequence[str]) -> str:
    """Return the key of two words: joined first and folded then, so that spaces do not matter."""
    return "|".join(sorted(map(_fold, words)))


def _letters(text: str) -> str:
    """Return the letters of a word: marks, hyphens and characters of other scripts are left out."""
    apart = unicodedata.normalize("NFD", HAN.sub("", text))
    letters = (sign for sign in apart if sign == BREVE or sign.isalpha())
    return unicodedata.normalize("NFC", "".join(letters))


def _script(word: str) -> re.Pattern[str]:
    return CYRILLIC if CYRILLIC.search(word) else LATIN


def _latin(word: str) -> str:
    """Return a word in Latin letters; a Latin letter among Cyrillic ones is a slip."""
    spelling = _spelling(factbook.facts_folder())
    if CYRILLIC.search(word):
        word = word.translate(spelling.look_alikes)
    plain = unicodedata.normalize("NFD", word.translate(spelling.letters))
    return "".join(sign for sign in plain if sign.isascii())


def _fold(latin: str) -> str:
    spelling = _spelling(factbook.facts_folder())
    for pattern, reading in spelling.folds:
        latin = pattern.sub(reading, latin)
    for ending, reading in spelling.endings:
        if len(latin) >= SHORTEST_WITH_ENDING and latin.endswith(ending):
            return latin.removesuffix(ending) + reading
    return latin


@cache
def _spelling(folder: Path) -> Spelling:
    del folder  # part of the cache key
    rows = {kind: load_names(kind) for kind in ("letter", "look_alike", "fold", "ending")}
    return Spelling(
        letters={ord(row["text"]): row["reading"] for row in rows["letter"]},
        look_alikes={ord(row["text"]): row["reading"] for row in rows["look_alike"]},
        folds=tuple((re.compile(row["text"]), row["reading"]) for row in rows["fold"]),
        dropped=frozenset(row["text"] for row in load_names("dropped")),
        patronymics=tuple(row["text"] for row in load_names("patronymic")),
        endings=tuple((row["text"], row["reading"]) for row in rows["ending"]),
    )

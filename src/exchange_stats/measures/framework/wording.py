"""How much a sentence claims: causal words held against the evidence behind it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from exchange_stats.ground import factbook

COLUMNS = ("language", "phrase", "strength", "note")
WITHOUT_SPACES = "zh"
DENIED_AFTER = "ky"  # Kyrgyz denies behind what it denies
SENTENCE = re.compile(r"(?<=[.!?;:])\s+|(?<=[\u3002\uff01\uff1f\uff1b])|\n")
CLAUSE = re.compile(r"[,\u2013\u2014()\uff0c\uff08\uff09\u3001]")


@dataclass(frozen=True)
class Claim:
    """A sentence that claims something, how strongly, and by which words."""

    sentence: str
    strength: str
    phrase: str


def load_ladder() -> dict[str, Any]:
    """Return the ladder of evidence, weakest first, and the highest step that holds here."""
    found: dict[str, Any] = factbook.load_toml("framework.toml")["evidence"]
    return found


def claims_in(text: str, language: str) -> Iterator[Claim]:
    """Yield the sentences of a text that claim a contribution or a cause.

    A question claims nothing, nor does a clause that denies or leaves open what it says.
    Phrases stand in ``facts/wording.csv``.

    Examples
    --------
    >>> [one.phrase for one in claims_in("The visit led to more students.", "en")]
    ['led to']
    >>> list(claims_in("This is no effect of the visit.", "en"))
    []
    """
    words = _words(factbook.facts_folder(), language)
    for sentence in SENTENCE.split(text):
        if not sentence or sentence.rstrip().endswith(("?", "\uff1f")):
            continue
        plain = _without_idioms(sentence, words.get("idiom"))
        for strength in ("causal", "contribution"):
            if phrase := _claimed(plain, strength, language, words):
                yield Claim(sentence.strip(), strength, phrase)
                break


def overclaims(text: str, language: str, evidence_level: str) -> list[Claim]:
    """Return the sentences that claim more than a step of the ladder of evidence carries."""
    ladder = load_ladder()["ladder"]
    carried = ladder.index(evidence_level)
    return [one for one in claims_in(text, language) if ladder.index(one.strength) > carried]


def _without_idioms(sentence: str, idioms: re.Pattern[str] | None) -> str:
    return idioms.sub("", sentence) if idioms else sentence


def _claimed(sentence: str, strength: str, language: str, words: dict[str, re.Pattern[str]]) -> str:
    """Return the first phrase of a strength that its clause does not deny or leave open."""
    if strength not in words:
        return ""
    for found in words[strength].finditer(sentence):
        before = CLAUSE.split(sentence[: found.start()])[-1]
        after = sentence[found.end() :] if language == DENIED_AFTER else ""
        weak = [words[kind] for kind in ("negation", "open") if kind in words]
        if not any(one.search(before) or one.search(after) for one in weak):
            return found[0]
    return ""


@cache
def _words(folder: Path, language: str) -> dict[str, re.Pattern[str]]:
    """Return one pattern for each kind of phrase in a language; ``*`` ends a stem."""
    del folder  # part of the cache key
    phrases: dict[str, list[str]] = {}
    for row in factbook.load_csv("wording.csv", COLUMNS):
        if row["language"] == language:
            phrases.setdefault(row["strength"], []).append(row["phrase"])
    return {
        kind: re.compile("|".join(_pattern(one, language) for one in known), re.IGNORECASE)
        for kind, known in phrases.items()
    }


def _pattern(phrase: str, language: str) -> str:
    if language == WITHOUT_SPACES:
        return re.escape(phrase)
    stem = phrase.removesuffix("*")
    end = r"\w*" if stem != phrase else r"(?!\w)"
    return rf"(?<!\w){re.escape(stem)}{end}"

"""The words and signs beside a number that say how exact it is, in four languages."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from exchange_stats.ground import factbook
from exchange_stats.ground.errors import ValueTextError

COLUMNS = ("qualifier", "language", "phrase", "position", "note")
SIDES = {"before": "before", "touching": "before", "after": "after", "next": "after"}
EXACT, RANGE, UP_TO = "exact", "range", "up_to"
ORDINAL, NO_COUNT = "ordinal", "no_count"
NEUTRAL, NEGATION = "none", "negation"
WITHOUT_SPACES = ("zh", "all")  # Chinese has no word ends, a sign is no word


@dataclass(frozen=True)
class Phrase:
    """A row of ``facts/qualifiers.csv``: ``anywhere`` finds it, ``own`` where it must stand."""

    qualifier: str
    position: str
    own: re.Pattern[str]
    anywhere: re.Pattern[str]


def qualifier_of(text: str, head: str, tail: str) -> str:
    """Return the qualifier that the words around a number name, ``exact`` if none.

    The longest phrase counts: "no more than" holds "more than". A phrase that is denied ("not
    over") and does not stand in the facts with its denial is refused: its opposite is not sure.

    Raises
    ------
    ValueTextError
        If phrases contradict each other, stand on the wrong side of the number or are denied.
    """
    found: list[str] = []
    sides = {"before": plain(head), "after": plain(tail)}
    for phrase in _phrases(factbook.facts_folder()):
        side = SIDES.get(phrase.position, "")
        if not side or phrase.qualifier == NEGATION:
            continue
        if hit := phrase.own.search(sides[side]):
            around = {"before": sides[side][: hit.start()], "after": sides[side][hit.end() :]}
            _refuse_denied(text, around, repr(hit[0].strip()))
            found.append(phrase.qualifier)
            sides[side] = phrase.own.sub(" ", sides[side])
        elif phrase.qualifier not in (RANGE, NEUTRAL, NO_COUNT):
            _refuse_strayed(text, sides["after" if side == "before" else "before"], phrase)
    _refuse_denied(text, sides, "the number")
    named = [one for one in dict.fromkeys(found) if one != NEUTRAL]
    if NO_COUNT in named:
        return NO_COUNT
    if len(named) > 1:
        message = f"{text!r}: says {' and '.join(named)}, expected one qualifier; split the claim"
        raise ValueTextError(message)
    return named[0] if named else EXACT


def _refuse_denied(text: str, around: dict[str, str], what: str) -> None:
    for phrase in _phrases(factbook.facts_folder()):
        if phrase.qualifier == NEGATION and phrase.own.search(around[phrase.position]):
            message = (
                f"{text!r}: {what} is denied, expected a phrase that says what is "
                "meant; put it with its negation into facts/qualifiers.csv, or reword the claim"
            )
            raise ValueTextError(message)


def _refuse_strayed(text: str, side: str, phrase: Phrase) -> None:
    if strayed := phrase.anywhere.search(side):
        where = SIDES[phrase.position]
        other = "after" if where == "before" else "before"
        message = f"{text!r}: {strayed[0]!r} {other} the number, expected it {where}; "
        raise ValueTextError(message + "shorten the phrase")


def is_joint(between: str, qualifier: str) -> bool:
    """Return whether words between two numbers make them the ends of a range."""
    joint = plain(between).strip()
    needs = {"between": (EXACT, RANGE), "inside": (RANGE,), "until": (UP_TO,)}
    return any(
        phrase.anywhere.fullmatch(joint) and qualifier in needs.get(phrase.position, ())
        for phrase in _phrases(factbook.facts_folder())
    )


def plain(text: str) -> str:
    """Return a text as phrases are looked for: no case, one kind of space and sign.

    Examples
    --------
    >>> plain("No\u00a0More \uff5e")
    'no more ~'
    """
    return re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text).casefold())


@cache
def _phrases(folder: Path) -> tuple[Phrase, ...]:
    del folder  # part of the cache key
    rows = factbook.load_csv("qualifiers.csv", COLUMNS)
    return tuple(_made(sorted(rows, key=lambda row: -len(row["phrase"]))))


def _made(rows: list[dict[str, str]]) -> Iterator[Phrase]:
    """Yield patterns of whole words; a final hyphen is a stem.

    "touching" stands directly before the number, "next" directly behind it.
    """
    for row in rows:
        phrase = row["phrase"].casefold()
        body = re.escape(phrase.rstrip("-") or phrase)
        if row["language"] not in WITHOUT_SPACES:
            body = rf"(?<!\w){body}" + ("" if phrase.endswith("-") else r"(?!\w)")
        own = body
        if row["position"] == "next":
            own = rf"^[ -]*{body}"
        if row["position"] == "touching":
            own = rf"{body} *$"
        if row["qualifier"] == NEGATION:
            own = rf"{body} *$" if row["position"] == "before" else rf"^ *{body}"
        yield Phrase(row["qualifier"], row["position"], re.compile(own), re.compile(body))

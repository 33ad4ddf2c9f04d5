"""Which lines of lists are one person: by number, by birth date and name, by likelihood.

A name alone never makes two lines one person. What is not certain is left to a person.
"""

import datetime
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from exchange_stats.privacy.linkage import (
    DIFFERS,
    EQUAL,
    NEAR,
    UNKNOWN,
    Pattern,
    candidate_pairs,
    estimate_model,
    text_agreement,
)

DATE_ORDERS = (
    re.compile(r"(?P<year>\d{4})\D{1,2}(?P<month>\d{1,2})\D{1,2}(?P<day>\d{1,2})(?!\d)"),
    re.compile(r"(?P<day>\d{1,2})\D{1,2}(?P<month>\d{1,2})\D{1,2}(?P<year>\d{4})(?!\d)"),
    re.compile(r"(?P<year>(?:19|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)$"),
)
BY_NUMBER, BY_BIRTH, BY_LIKELIHOOD = "number", "birth date, sex and name", "likelihood"
NAME, BIRTH, SEX, PASSPORT, NUMBER = range(5)


@dataclass(frozen=True)
class Line:
    """A line of a list while it is linked; nothing of it is printed.

    Attributes
    ----------
    place : str
        File, sheet and cell.
    passport, personal_number : str
        Pseudonyms, empty where the list says nothing.
    birth_date : str
        ISO 8601, empty where the list says nothing that is a date.
    names : frozenset of str
        Keys of the name.
    """

    place: str
    passport: str = field(default="", repr=False)
    personal_number: str = field(default="", repr=False)
    birth_date: str = field(default="", repr=False)
    sex: str = field(default="", repr=False)
    names: frozenset[str] = field(default=frozenset(), repr=False)


@dataclass(frozen=True)
class Persons:
    """Which person each line is, and what was not decided.

    Attributes
    ----------
    numbers : tuple of int
        For each line the number of its person: that of the person's first line.
    pairs : dict
        Rule to the pairs of lines that it made one person.
    undecided : tuple of tuple
        Places of two lines that may be one person, for a person to look at.
    """

    numbers: tuple[int, ...]
    pairs: dict[str, int]
    undecided: tuple[tuple[str, str], ...]


def find_persons(lines: Sequence[Line], settings: Mapping[str, Any]) -> Persons:
    """Return which lines are one person.

    One person are lines with one passport or personal number; else with one birth date, sex and
    key of the name, unless two personal numbers say otherwise; else pairs that the model of
    Fellegi and Sunter holds for a match and whose birth dates are at least near.

    Parameters
    ----------
    settings : mapping
        Section ``linkage`` of ``facts/privacy.toml``.
    """
    patterns = {
        (left, right): _agreement(lines[left], lines[right])
        for left, right in candidate_pairs(_blocks(line) for line in lines)
    }
    model = estimate_model(Counter(patterns.values()), settings)
    made: Counter[str] = Counter()
    undecided = []
    numbers = list(range(len(lines)))
    for pair, pattern in patterns.items():
        chance = model.probability(pattern)
        if rule := _rule(pattern, chance >= settings["match"]):
            made[rule] += 1
            _join(numbers, *pair)
        elif chance >= settings["clerical"]:
            undecided.append(pair)
    final = tuple(_first(numbers, number) for number in numbers)
    open_pairs = [(lines[a].place, lines[b].place) for a, b in undecided if final[a] != final[b]]
    return Persons(final, dict(made), tuple(open_pairs))


def _blocks(line: Line) -> Iterator[tuple[str, str]]:
    """Yield what two lines must have in common to be compared at all."""
    for name in ("passport", "personal_number", "birth_date"):
        if value := getattr(line, name):
            yield name, value
    yield from (("name", key) for key in line.names)


def _agreement(left: Line, right: Line) -> Pattern:
    numbers = (
        text_agreement(left.passport, right.passport),
        text_agreement(left.personal_number, right.personal_number),
    )
    return (
        _name_agreement(left.names, right.names),
        _birth_agreement(left.birth_date, right.birth_date),
        text_agreement(left.sex, right.sex),
        # pseudonyms that are near one another say nothing
        *(DIFFERS if level == NEAR else level for level in numbers),
    )


def _name_agreement(left: frozenset[str], right: frozenset[str]) -> int:
    if left & right:
        return EQUAL
    return max((text_agreement(a, b) for a in left for b in right), default=UNKNOWN)


def _birth_agreement(left: str, right: str) -> int:
    level = text_agreement(left, right)
    if level == DIFFERS and left == "-".join((right[:4], right[8:], right[5:7])):
        return NEAR  # day and month change places
    return level


def _rule(pattern: Pattern, likely: bool) -> str:
    """Return the rule by which a pair is one person, empty when it is not or not for certain."""
    if EQUAL in (pattern[PASSPORT], pattern[NUMBER]):
        return BY_NUMBER
    if pattern[NUMBER] == DIFFERS or pattern[BIRTH] < NEAR:
        return ""
    if pattern[: SEX + 1] == (EQUAL, EQUAL, EQUAL):
        return BY_BIRTH
    return BY_LIKELIHOOD if likely else ""


def _join(numbers: list[int], left: int, right: int) -> None:
    first, second = sorted((_first(numbers, left), _first(numbers, right)))
    numbers[second] = first


def _first(numbers: Sequence[int], number: int) -> int:
    while numbers[number] != number:
        number = numbers[number]
    return number


def birth_date(text: str) -> str:
    """Return a printed date of birth as ISO 8601, empty when it is none.

    Examples
    --------
    >>> birth_date("1.02.2003"), birth_date("2003/2/1"), birth_date("20030201"), birth_date("2003")
    ('2003-02-01', '2003-02-01', '2003-02-01', '')
    """
    for order in DATE_ORDERS:
        if found := order.match(text.strip()):
            year, month, day = (int(found[part]) for part in ("year", "month", "day"))
            try:
                return datetime.date(year, month, day).isoformat()
            except ValueError:
                return ""
    return ""

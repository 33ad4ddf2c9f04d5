"""Whether the rows of a sheet are persons, told by what its columns hold and by no heading.

A name alone proves nothing, unless it has a father's name: it may be that of an institution. It
takes a second column that speaks of the same person, or a number that only persons have.
"""

import datetime
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import Any

from exchange_stats.privacy.chinese import is_pinyin_name
from exchange_stats.privacy.facts import load_privacy
from exchange_stats.privacy.scan import kinds_of

Row = Sequence[object]
NUMBER, NAME = "number", "name"
BY_ENDING = "name_by_ending"
NAMES = {"chinese_name", "full_name", "initials"}
BIRTH, LOCAL = "birth_date", "local_phone"
BESIDE = {BIRTH, "phone", "e_mail"}
LOOKS = (NUMBER, LOCAL, "own_series", "full_name", "initials")  # of facts/privacy.toml, [rows]
SUSPECT = re.compile(r"(?<![.\d])\d{7,18}(?!\.?\d)|\+\d|@|\d\D\d\d?\D\d|\d[ -]\d\d")
NAME_SHAPE = re.compile(r"[^\W\d_][\w'-]+(?:[ ,]+[^\W\d_][\w'.-]*){1,3}")
LARGE = 2 * 10**8  # a number from here on may be one that is dialled, or a person's
OF_PERSONS = re.compile(
    r"[23579]\d{8}|1[3-9]\d{9}|996\d{9}|861\d{10}|[12]\d{13}"
)  # a bare number, if it is


@dataclass(frozen=True)
class _Column:
    """The filled cells of a column, in the rows that hold more than one cell."""

    place: int
    cells: dict[int, object] = field(repr=False)
    facts: dict[str, Any] = field(repr=False)

    @cached_property
    def texts(self) -> list[str]:
        return [" ".join(cell.split()) for cell in self.cells.values() if isinstance(cell, str)]

    @cached_property
    def kinds(self) -> set[str]:
        """What most of the cells look like."""
        patterns = {name: re.compile(self.facts[name]["pattern"]) for name in LOOKS}
        cells = [cell for cell in self.cells.values() if not _is_small(cell)]
        found = Counter(kind for cell in cells for kind in _kinds(cell, patterns))
        return {kind for kind, count in found.items() if self.is_most(count)}

    @cached_property
    def has_shape_of_names(self) -> bool:
        """Whether most cells are two to four capitalised words, and no word comes back often."""
        names = [text for text in self.texts if NAME_SHAPE.fullmatch(text) and _is_capital(text)]
        if len(names) < self.facts["fewest"] or not self.is_most(len(names)):
            return False
        words = Counter(word for name in names for word in set(name.casefold().split()))
        return bool(max(words.values()) <= max(1, self.facts["repeated"] * len(names)))

    @cached_property
    def is_counted(self) -> bool:
        """Whether most cells are numbers, and neither a person's nor those of the lines."""
        numbers: list[Any] = [cell for cell in self.cells.values() if _is_number(cell)]
        is_running = all(after - before == 1 for before, after in pairwise(numbers))
        return self.is_most(len(numbers)) and not self.kinds - {LOCAL} and not is_running

    @property
    def is_listed(self) -> bool:
        """Whether there are some cells, and most of them come once: a list and no register."""
        different = len({*self.cells.values()})
        return different >= self.facts["fewest"] and self.is_most(different)

    @property
    def is_of_single_words(self) -> bool:
        """Whether most cells are one word: a father's name that has a column of its own."""
        return self.is_most(sum(" " not in text for text in self.texts))

    def tells_rows_apart(self) -> bool:
        """Return whether every row has words of its own here, such as an institution."""
        words = [text for text in self.texts if any(map(str.isalpha, text))]
        return self.is_most(len(words)) and len(set(words)) == len(words) and not self.kinds

    def is_most(self, count: int) -> bool:
        """Return whether so many cells are most of the column."""
        return bool(count > self.facts["share"] * len(self.cells))


def place_of_persons(rows: Sequence[Row]) -> tuple[int, int] | None:
    """Return row and column of a cell about a person, where the rows are persons; else nothing.

    They are when a column holds numbers that only persons have, or names with those of the fathers;
    when one of passports stands beside names or dates of birth; or when names, told by their
    endings, initials or syllables, stand beside dates of birth, telephones or addresses and are
    what the rows are about. Of other texts of the shape of names this is held only where the sheet
    counts nothing else.

    Examples
    --------
    >>> place_of_persons([["a", "b"], ["Osh State University", 1200], ["Naryn", 800]])
    >>> place_of_persons([["Bakyt Asanov", "AN1234567"], ["Aida Asanova", "AN7654321"]])
    (0, 1)
    """
    facts = load_privacy()["rows"]
    rows = rows[: facts["looked_at"]]
    if not _is_any_suspect(rows, facts["full_name"]["marks"]):
        return None
    suspects = [
        (number, place)
        for number, row in enumerate(rows)
        for place, cell in enumerate(row)
        if cell is not None and not _is_small(cell) and _is_suspect(cell)
    ]
    number = re.compile(facts["number"]["pattern"])
    for row, place in suspects:
        cell = rows[row][place]
        if isinstance(cell, str) and number.search(cell):
            return row, place
    columns = list(_columns(rows, facts))
    found = _column_of_persons(columns, Counter(place for _, place in suspects))
    return (next(iter(found.cells)), found.place) if found else None


def _columns(rows: Sequence[Row], facts: dict[str, Any]) -> Iterator[_Column]:
    found: dict[int, dict[int, object]] = {}
    for number, row in enumerate(rows):
        filled = [(place, cell) for place, cell in enumerate(row) if cell not in (None, "")]
        for place, cell in filled if len(filled) > 1 else ():
            found.setdefault(place, {})[number] = cell
    for place in sorted(found):
        yield _Column(place, found[place], facts)


def _column_of_persons(columns: Sequence[_Column], suspects: Counter[int]) -> _Column | None:
    """Return the column that gives the persons away."""
    named = [one for one in columns if "full_name" in one.kinds and one.is_listed]
    given = [one for one in columns if one.is_most(suspects[one.place])]
    own = [one for one in given if NUMBER in one.kinds]
    own += [one for one in given if "own_series" in one.kinds and one.is_listed]
    own += [one for one in named if one.is_of_single_words]
    if own or _is_subject(named, columns):
        return (own or named)[0]
    names = [one for one in (*columns, *_joined(columns)) if NAME in one.kinds]
    return _beside_names(given, names, columns)


def _beside_names(
    given: Sequence[_Column], names: Sequence[_Column], columns: Sequence[_Column]
) -> _Column | None:
    """Return the column that speaks of persons beside names, or texts of the shape of names."""
    passports = [one for one in given if "passport" in one.kinds]
    beside = [one for one in given if one.kinds & BESIDE]
    shaped = [one for one in columns if one.has_shape_of_names]
    births = [one for one in beside if BIRTH in one.kinds]
    if passports and (names or shaped or births):
        return passports[0]
    if any(one.is_counted for one in columns):
        shaped = []
    if beside and _is_subject((*names, *shaped), columns):
        return beside[0]
    local = [one for one in given if LOCAL in one.kinds]
    return local[0] if local and _is_subject(names, columns) else None


def _joined(columns: Sequence[_Column]) -> Iterator[_Column]:
    """Yield neighbouring columns of single words as one: surnames and given names, perhaps."""
    for left, right in pairwise(columns):
        words = {
            row: f"{cell} {right.cells[row]}"
            for row, cell in left.cells.items()
            if isinstance(cell, str) and isinstance(right.cells.get(row), str)
        }
        single = {row: text for row, text in words.items() if len(text.split()) == 2}
        if left.is_most(len(single)):
            yield _Column(left.place, {**single}, left.facts)


def _is_subject(names: Iterable[_Column], columns: Sequence[_Column]) -> bool:
    """Return whether the names are what the rows are about, and not, say, heads of institutions."""
    return any(
        not any(left.tells_rows_apart() for left in columns if left.place < one.place)
        for one in names
    )


def _is_any_suspect(rows: Sequence[Row], marks: str) -> bool:
    """Return whether a cell may be of a person: quickly, as most sheets have none."""
    cells = [cell for row in rows for cell in row if cell is not None and not _is_small(cell)]
    texts = "\n\n".join([cell for cell in cells if isinstance(cell, str)])
    if SUSPECT.search(texts) or re.search(marks, texts):
        return True
    return any(_is_suspect(cell) for cell in cells if not isinstance(cell, str))


def _is_suspect(cell: object) -> bool:
    if isinstance(cell, str):
        return bool(SUSPECT.search(cell))
    return isinstance(cell, datetime.date) or _is_large(cell)


def _is_small(cell: object) -> bool:
    """Return whether a cell is a stored number that is nobody's, as most cells of a table are."""
    return type(cell) is float and cell < LARGE


def _is_large(cell: object) -> bool:
    is_whole = _is_number(cell) and cell >= LARGE and cell % 1 == 0  # type: ignore[operator]
    return is_whole and bool(OF_PERSONS.fullmatch(f"{cell:.0f}"))


def _kinds(cell: object, patterns: Mapping[str, re.Pattern[str]]) -> set[str]:
    """Return what a cell looks like; a large number also as one that is dialled."""
    if isinstance(cell, datetime.date):
        texts = [f"{cell:%Y-%m-%d}"]
    elif _is_number(cell):
        texts = [f"{cell:.0f}", f"+{cell:.0f}"] if _is_large(cell) else []
    else:
        texts = [" ".join(str(cell).split())]
    kinds = {kind for text in texts for kind in kinds_of(text)}
    kinds |= {kind for kind, form in patterns.items() for text in texts if form.search(text)}
    if any(map(_is_name, texts)) or _has_look_of_name(kinds, texts):
        kinds.add(NAME)
    return kinds


def _has_look_of_name(kinds: set[str], texts: Sequence[str]) -> bool:
    """Return whether texts look like a name and are no sentence that ends like one."""
    return bool(kinds & NAMES) or (BY_ENDING in kinds and not any(map(_is_sentence, texts)))


def _is_name(text: str) -> bool:
    words = text.replace(",", " ").split()
    return NAME_SHAPE.fullmatch(text) is not None and text.isascii() and is_pinyin_name(words)


def _is_sentence(text: str) -> bool:
    """Return whether a text begins with a capital and goes on without one."""
    return text[:1].isupper() and " " in text and text[1:].islower()


def _is_number(cell: object) -> bool:
    return isinstance(cell, int | float) and not isinstance(cell, bool)


def _is_capital(name: str) -> bool:
    return all(word[0].isupper() for word in name.replace(",", " ").split())

"""Lists of persons of several institutions, linked and counted; only counts come out.

What is read is forgotten when the function ends. Nothing that it says quotes a cell.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from exchange_stats.ground.errors import LayoutError
from exchange_stats.privacy import anonymity, duplicates, headcount, scan
from exchange_stats.privacy.facts import load_privacy
from exchange_stats.privacy.pseudonyms import load_key
from exchange_stats.received.listed import read_lists

FLOW = ("origin", "host", "period")
MAY_COUNT_BY = ("institution", "programme", "isced_level", "isced_field", "sex", "funding")
BY = ("programme", "isced_level")
PROGRAMME = ("institution", "programme", "isced_level", "isced_field")
Row = Mapping[str, str]


@dataclass(frozen=True)
class Linked:
    """Counts of linked lists.

    Attributes
    ----------
    table : DataFrame
        One row a group: origin, host, period, the columns asked for, ``value`` and ``unit``.
    lines, persons, more_than_once : int
        Lines read; persons found; persons with two or more programmes in one year.
    pairs : dict
        Rule to the pairs of lines that it made one person.
    undecided : tuple of tuple
        Places of two lines that may be one person: look at both lists, mend what is wrong in
        one of them, and link again.
    undercount : dict
        Flow and year to what two lists of the same persons say of those on neither; only for
        two folders, and a sensitivity only.
    """

    table: pd.DataFrame
    lines: int
    persons: int
    more_than_once: int
    pairs: dict[str, int]
    undecided: tuple[tuple[str, str], ...]
    undercount: dict[tuple[str, ...], headcount.Undercount]

    def __str__(self) -> str:
        """Return what was found, in lines of text."""
        rules = ", ".join(f"{count} by {rule}" for rule, count in sorted(self.pairs.items()))
        return "\n".join(
            [
                f"{self.lines} lines, {self.persons} persons",
                f"Pairs of lines that are one person: {rules or 'none'}",
                f"Persons in more than one programme of a year: {self.more_than_once}",
                f"Pairs for a person to decide: {len(self.undecided)}",
                *(f"  {left} and {right}" for left, right in self.undecided),
            ]
        )


def link_lists(
    folders: Sequence[str | Path], key_file: str | Path, *, by: Sequence[str] = BY
) -> Linked:
    """Return persons counted once, from folders of lists that may name a person repeatedly.

    Parameters
    ----------
    folders : sequence of str or Path
        Folders of workbooks outside any project, each one list of persons or several.
    key_file : str or Path
        The key of the pseudonyms; ``docs/privacy.md`` says how to make one.
    by : sequence of str
        Columns to count by, besides origin, host and period: institution, programme,
        isced_level, isced_field, sex, funding.

    Raises
    ------
    PrivacyError
        If there is no key (``E_NO_KEY``), a folder lies inside a project (``E_INSIDE``), or a
        group is so small that it gives a person away (``E_K_ANON``).
    LayoutError
        If a workbook is no list of persons, or cells are not understood; places and kinds only.
    """
    key, settings = load_key(Path(key_file).expanduser()), load_privacy()
    _require_columns(by)
    listed = list(read_lists([Path(folder).expanduser() for folder in folders], key))
    persons = duplicates.find_persons([one.line for one in listed], settings["linkage"])
    rows = [
        {**one.codes, "person": str(number)}
        for one, number in zip(listed, persons.numbers, strict=True)
    ]
    once, keys = headcount.count_once(rows), (*FLOW, *by)
    sensitive = [name for name in settings["anonymity"]["sensitive"] if name in by]
    anonymity.require_anonymous(once, keys, settings["anonymity"], sensitive)
    return Linked(
        table=scan.check_table(_counts(once, keys), "linked lists"),
        lines=len(rows),
        persons=len(set(persons.numbers)),
        more_than_once=_more_than_once(rows),
        pairs=persons.pairs,
        undecided=persons.undecided,
        undercount=_undercounts(rows, len(folders), settings["undercount"]["z"]),
    )


def _require_columns(by: Sequence[str]) -> None:
    if unknown := [name for name in by if name not in MAY_COUNT_BY]:
        message = (
            f"count by {', '.join(unknown)}: no such column, expected some of "
            f"{', '.join(MAY_COUNT_BY)}; correct the name"
        )
        raise LayoutError(message)


def _counts(once: Sequence[Row], keys: Sequence[str]) -> pd.DataFrame:
    """Return the number of persons of each group, in the order of the groups."""
    found = Counter(tuple(row[name] for name in keys) for row in once)
    rows = [
        {**dict(zip(keys, group, strict=True)), "value": str(count), "unit": "persons"}
        for group, count in sorted(found.items())
    ]
    return pd.DataFrame(rows, columns=[*keys, "value", "unit"], dtype="str")


def _more_than_once(rows: Sequence[Row]) -> int:
    """Return how many persons are in two or more programmes of one flow and year."""
    programmes: dict[tuple[str, ...], set[tuple[str, ...]]] = {}
    for row in rows:
        whose = tuple(row[name] for name in ("person", *FLOW))
        programmes.setdefault(whose, set()).add(tuple(row[name] for name in PROGRAMME))
    return len({whose[0] for whose, found in programmes.items() if len(found) > 1})


def _undercounts(
    rows: Sequence[Row], folders: int, z: float
) -> dict[tuple[str, ...], headcount.Undercount]:
    """Return for each flow and year what two lists say together; nothing for other numbers."""
    if folders != 2:
        return {}
    lists: dict[tuple[str, ...], tuple[set[str], set[str]]] = {}
    for row in rows:
        flow = tuple(row[name] for name in FLOW)
        lists.setdefault(flow, (set(), set()))[int(row["folder"])].add(row["person"])
    return {
        flow: headcount.estimate_undercount(len(first), len(second), len(first & second), z)
        for flow, (first, second) in sorted(lists.items())
    }

"""A table that is to be published: its cells by key, and the sums that hold in it."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product

import pandas as pd

from exchange_stats.ground.errors import DisclosureError, refuse
from exchange_stats.ground.stages import SLOT

Key = tuple[tuple[str, str], ...]
Sum = tuple[Key, tuple[Key, ...]]  # a total and its parts

# What names a cell. Whoever attacks holds the number told of a whole country against the sum of
# the returns, so coverage keeps no two cells apart here.
NAMED = tuple(name for name in SLOT if name != "coverage")
TOTAL = "_T"
CANNOT_EXIST = "M"


@dataclass(frozen=True)
class Table:
    """A table that is to be published.

    Attributes
    ----------
    id : str
        Its name in the release.
    cells : DataFrame
        One row per cell: the columns of ``dimensions``, ``value`` (a count, empty when
        missing), and if wanted ``status``, ``conf_status`` and ``contributions`` (the parts of
        an amount, one per contributor).
    dimensions : tuple of str
        Columns whose codes add up; ``_T`` is the total.
    hierarchies : mapping
        By column: the parts of every code that is a sum. Left out: all other codes make ``_T``.
    context : mapping
        What all cells share (host, period, measure). Cells of two tables are the same cell when
        context and codes agree, totals aside.
    """

    id: str
    cells: pd.DataFrame
    dimensions: tuple[str, ...]
    hierarchies: Mapping[str, Mapping[str, Sequence[str]]] = field(default_factory=dict)
    context: Mapping[str, str] = field(default_factory=dict)

    def row_keys(self) -> list[Key]:
        """Return the key of every row, in order."""
        rows = self.cells[list(self.dimensions)].to_dict("records")
        return [cell_key({**self.context, **row}) for row in rows]

    def column(self, name: str) -> list[str]:
        """Return a column of the rows as text, empty where the table does not have it."""
        if name not in self.cells:
            return [""] * len(self.cells)
        return [str(text) for text in self.cells[name]]

    def parts(self, column: str) -> Mapping[str, Sequence[str]]:
        """Return the parts of every code of a column that is a sum."""
        if column in self.hierarchies:
            return self.hierarchies[column]
        codes = dict.fromkeys(self.cells[column])
        return {TOTAL: [code for code in codes if code != TOTAL]}


@dataclass(frozen=True)
class Known:
    """A cell that an earlier release or a statement has made known, within bounds.

    ``parents`` are the totals that it is a part of, by column; ``table`` is where it stood;
    ``printed`` whether it stood there at all, if only as hidden.
    """

    key: Key
    lo: float
    hi: float
    parents: tuple[tuple[str, Key], ...] = ()
    table: str = ""
    printed: bool = True


def cell_key(codes: Mapping[str, str]) -> Key:
    """Return the key of a cell: its codes in order of the columns, totals left out.

    Examples
    --------
    >>> cell_key({"sex": "F", "isced_level": "_T", "institution": "KG-S01"})
    (('institution', 'KG-S01'), ('sex', 'F'))
    """
    return tuple(sorted((name, code) for name, code in codes.items() if code != TOTAL))


def key_text(key: Key) -> str:
    """Return a key as it stands in messages and in the ledger.

    Examples
    --------
    >>> key_text((('institution', 'KG-S01'), ('sex', 'F')))
    'institution=KG-S01 sex=F'
    """
    return " ".join(f"{name}={code}" for name, code in key) or TOTAL


def all_cells(table: Table) -> list[Key]:
    """Return the keys of all cells that follow from the hierarchies, shown or not."""
    lists = [nodes(table.parts(name)) for name in table.dimensions]
    return [_key(table, codes) for codes in product(*lists)]


def table_sums(table: Table) -> Iterator[Sum]:
    """Yield every sum of a table: in each column, each code with parts, the others held."""
    lists = [nodes(table.parts(name)) for name in table.dimensions]
    for at, column in enumerate(table.dimensions):
        for held in product(*lists[:at], [""], *lists[at + 1 :]):
            for total, parts in table.parts(column).items():
                total_key, *part_keys = (
                    _key(table, (*held[:at], code, *held[at + 1 :])) for code in (total, *parts)
                )
                yield total_key, tuple(part_keys)


def table_values(table: Table) -> dict[Key, float]:
    """Return the value of every row, NaN where the source has none; a cell that cannot be is 0.

    Raises
    ------
    DisclosureError
        If a cell is absent, stands twice, is not in the hierarchy or is negative.
    """
    keys = table.row_keys()
    rows = zip(table.column("value"), table.column("status"), strict=True)
    values = [0.0 if status == CANNOT_EXIST else _number(text) for text, status in rows]
    lists = [
        [code for code in nodes(table.parts(name)) if code not in table.parts(name)]
        for name in table.dimensions
    ]
    wanted = {_key(table, codes) for codes in product(*lists)}
    faults = {
        "twice": [key for key, number in Counter(keys).items() if number > 1],
        "absent": sorted(wanted - set(keys)),
        "not in the hierarchy": sorted(set(keys) - set(all_cells(table))),
        "negative": [key for key, value in zip(keys, values, strict=True) if value < 0],
    }
    named = [f"{key_text(key)}: {fault}" for fault, found in faults.items() for key in found]
    if named:
        advice = "give every cell once; a cell that cannot exist has status M, a zero is 0"
        refuse(DisclosureError, f"{table.id}: cells found unfit to protect", named, advice)
    return dict(zip(keys, values, strict=True))


def _key(table: Table, codes: Sequence[str]) -> Key:
    return cell_key({**table.context, **dict(zip(table.dimensions, codes, strict=True))})


def nodes(parts: Mapping[str, Sequence[str]]) -> list[str]:
    """Return all codes of a hierarchy, sums first."""
    return list(dict.fromkeys([*parts, *(code for codes in parts.values() for code in codes)]))


def _number(text: str) -> float:
    return float("nan") if text.strip() in ("", "nan", "None", "<NA>") else float(text)

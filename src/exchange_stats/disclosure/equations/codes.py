"""Sums that hold by the meaning of codes, whichever tables state their parts."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from functools import cache
from pathlib import Path

from exchange_stats.disclosure.tables import TOTAL, Key, Sum, cell_key
from exchange_stats.ground import codes, factbook
from exchange_stats.ground.errors import FactError, refuse

COLUMNS = ("breakdown", "whole", "parts", "reason")
ANY = "*"  # every institution of the register that a release names
Breakdown = tuple[str, ...]
Line = tuple[Breakdown, Key]  # the columns that vary along it, and the codes that are held


def load_code_sums() -> dict[Breakdown, list[Sum]]:
    """Return the sums of ``facts/code_sums.csv`` by the columns that vary in them.

    Raises
    ------
    FactError
        If a row has another form.
    """
    return _code_sums(factbook.facts_folder())


@cache
def _code_sums(folder: Path) -> dict[Breakdown, list[Sum]]:
    del folder  # part of the cache key: another set of facts has other sums
    found: dict[Breakdown, list[Sum]] = {}
    faults = []
    for number, row in enumerate(factbook.load_csv("code_sums.csv", COLUMNS), 2):
        breakdown = tuple(row["breakdown"].split())
        try:
            whole, *parts = (_node(text) for text in (row["whole"], *row["parts"].split(" + ")))
        except ValueError:
            whole, parts = ((("", ""),), [])
        if {name for node in (whole, *parts) for name, _ in node} <= set(breakdown):
            found.setdefault(breakdown, []).append((whole, tuple(parts)))
        else:
            faults.append(f"row {number}: {row['whole']} = {row['parts']}")
    if faults:
        headline = "facts/code_sums.csv: sums that cannot be read"
        refuse(FactError, headline, faults, "write column=code, with columns of the breakdown")
    return found


def _node(text: str) -> Key:
    pairs = (part.split("=") for part in text.split() if part != TOTAL)
    return cell_key(dict(pairs))


def shared_sums(sources: Sequence[Collection[Key]]) -> dict[Line, list[Sum]]:
    """Return the sums that the meaning of codes makes between cells of several tables, by line.

    A line is cells of the same codes but for one breakdown. Where one table has all of a line
    that anybody has, its own sums are all there is to say. Where it takes two tables, or cells
    that follow from them, the sums of ``facts/code_sums.csv`` join them, with cells that no
    table has if need be.

    Parameters
    ----------
    sources : sequence of collections of Key
        The cells of each table, released before or now.
    """
    homes: dict[Line, list[set[Key]]] = {}
    for cells in sources:
        own: dict[Line, set[Key]] = {}
        for line, node in _lines(cells):
            own.setdefault(line, set()).add(node)
        for line, nodes in own.items():
            homes.setdefault(line, []).append(nodes)
    known = {key for cells in sources for key in cells}
    found: dict[Line, list[Sum]] = {}
    pending = list(homes)
    while pending:
        line = pending.pop()
        nodes = set().union(*homes[line])
        if len(nodes) < 2 or nodes in homes[line]:
            continue
        found[line] = [
            (_cell(line, whole), tuple(_cell(line, part) for part in parts))
            for whole, parts in _useful(_sums_of(line, nodes), nodes)
        ]
        implied = {key for whole, parts in found[line] for key in (whole, *parts)} - known
        known |= implied
        for other, node in _lines(implied):
            if other != line:
                homes.setdefault(other, []).append({node})
                pending.append(other)
    return {line: sums for line, sums in found.items() if sums}


def _lines(cells: Collection[Key]) -> Iterator[tuple[Line, Key]]:
    """Yield every line that each cell is on, and what it is there."""
    for key in cells:
        for breakdown in load_code_sums():
            held = tuple(pair for pair in key if pair[0] not in breakdown)
            yield (breakdown, held), tuple(pair for pair in key if pair[0] in breakdown)


def _cell(line: Line, node: Key) -> Key:
    return tuple(sorted((*line[1], *node)))


def _sums_of(line: Line, nodes: Collection[Key]) -> list[Sum]:
    """Return the sums of a line, ``*`` being the institutions named on it."""
    register = codes.institutions()
    named = tuple(sorted(n for n in nodes if len(n) == 1 and n[0][1] in register))
    return [
        (whole, tuple(one for part in parts for one in (named if _is_any(part) else (part,))))
        for whole, parts in load_code_sums()[line[0]]
    ]


def _is_any(node: Key) -> bool:
    return any(code == ANY for _, code in node)


def _useful(sums: Sequence[Sum], nodes: Collection[Key]) -> list[Sum]:
    """Leave out sums that say nothing of the known nodes: all parts, or the whole, are free."""
    kept = list(sums)
    while True:
        uses = Counter(node for whole, parts in kept for node in (whole, *parts))
        free = {node for node, number in uses.items() if number == 1 and node not in nodes}
        telling = [(w, parts) for w, parts in kept if w not in free and not free.issuperset(parts)]
        if len(telling) == len(kept):
            return kept
        kept = telling

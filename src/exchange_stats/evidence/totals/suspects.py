"""Which one cell, if changed, would repair most of the sums that fail; a proposal, no repair."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from exchange_stats.evidence.findings import Row
from exchange_stats.evidence.totals.sums import Place, Sum, amount, place_of
from exchange_stats.ground.numerals import number_text

Rank = tuple[int, int]


@dataclass(frozen=True)
class Suspect:
    """A cell, the value that would repair the sums it stands in, and how many those are."""

    cell: Row
    value: float
    repairs: int


def find_suspects(sums: Sequence[Sum]) -> dict[int, Suspect]:
    """Return for failing sums, by their place in the list, the one cell that stands out.

    Candidates are the cells of failing sums, each with the value that would repair one of them.
    A change counts the failing sums that it repairs, less the sums that it breaks. Of equal
    ones, that is preferred which is a slip of the pen: one digit, two neighbouring digits
    changed about, a digit lost or added. A lone failing sum names a suspect only by such a slip.
    Whole numbers stay whole, and no count becomes negative.
    """
    work = _Work(sums)
    found: dict[int, Suspect] = {}
    while chosen := work.standing_out():
        for suspect in chosen:
            found |= dict.fromkeys(work.repaired(suspect), suspect)
            work.take(suspect)
    return found


class _Work:
    """The sums with what was proposed so far; failing ones are dropped as they are settled."""

    def __init__(self, sums: Sequence[Sum]) -> None:
        self._sums = sums
        self._gaps = [one.gap for one in sums]
        self._open = {index for index, one in enumerate(sums) if not one.holds}
        self._cells: dict[Place, Row] = {}
        self._uses: dict[Place, list[tuple[int, int]]] = {}
        for index in sorted(self._open):
            for cell in (sums[index].total, *sums[index].parts):
                self._cells[place_of(cell)] = cell
        for index, one in enumerate(sums):
            for sign, cells in ((1, (one.total,)), (-1, one.parts)):
                for cell in cells:
                    if place_of(cell) in self._cells:
                        self._uses.setdefault(place_of(cell), []).append((index, sign))

    def standing_out(self) -> list[Suspect]:
        """Return changes that nothing else equals in any failing sum of theirs."""
        ranked = list(self._candidates())
        best: dict[int, tuple[Rank, int]] = {}
        for rank, suspect in ranked:
            for index in self._failing(suspect):
                highest, count = best.get(index, ((0, 0), 0))
                if rank >= highest:
                    best[index] = (rank, count + 1 if rank == highest else 1)
        alone = [
            (rank, suspect)
            for rank, suspect in ranked
            if all(best[index] == (rank, 1) for index in self._failing(suspect))
        ]
        return [suspect for _, suspect in sorted(alone, key=lambda one: one[0], reverse=True)]

    def repaired(self, suspect: Suspect) -> list[int]:
        """Return the failing sums that a change repairs."""
        change = suspect.value - amount(suspect.cell)
        return [
            index
            for index, sign in self._uses[place_of(suspect.cell)]
            if index in self._open and self._sums[index].allows(self._gaps[index] + sign * change)
        ]

    def take(self, suspect: Suspect) -> None:
        """Settle the sums that a change repairs."""
        change = suspect.value - amount(suspect.cell)
        settled = self.repaired(suspect)
        for index, sign in self._uses[place_of(suspect.cell)]:
            self._gaps[index] += sign * change
        self._open -= set(settled)
        self._cells.pop(place_of(suspect.cell))

    def _failing(self, suspect: Suspect) -> list[int]:
        return [index for index, _ in self._uses[place_of(suspect.cell)] if index in self._open]

    def _candidates(self) -> Iterable[tuple[Rank, Suspect]]:
        for place, cell in self._cells.items():
            changes = {
                round(-sign * self._gaps[index], 6)
                for index, sign in self._uses[place]
                if index in self._open
            }
            for change in sorted(changes):
                value = round(amount(cell) + change, 6)
                if value >= 0 and cell["value"]:
                    yield from self._judged(cell, value)

    def _judged(self, cell: Row, value: float) -> Iterable[tuple[Rank, Suspect]]:
        change = value - amount(cell)
        repairs = breaks = 0
        for index, sign in self._uses[place_of(cell)]:
            good = self._sums[index].allows(self._gaps[index] + sign * change)
            repairs += good and index in self._open
            breaks += not good and index not in self._open
        slip = slip_rank(number_text(amount(cell)), number_text(value))
        if repairs > breaks and (repairs > 1 or slip):
            yield (repairs - breaks, slip), Suspect(cell, value, repairs)


def slip_rank(printed: str, other: str) -> int:
    """Return 2 for one digit or two neighbours changed, 1 for a digit lost or added, else 0.

    Examples
    --------
    >>> slip_rank("4530", "4350"), slip_rank("4530", "453"), slip_rank("4530", "4601")
    (2, 1, 0)
    """
    if len(printed) == len(other):
        differ = [
            at for at, pair in enumerate(zip(printed, other, strict=True)) if len({*pair}) > 1
        ]
        if len(differ) == 1:
            return 2
        neighbours = len(differ) == 2 and differ[1] == differ[0] + 1
        swapped = neighbours and printed[differ[0]] == other[differ[1]]
        return 2 if swapped and printed[differ[1]] == other[differ[0]] else 0
    short, long = sorted((printed, other), key=len)
    lost = any(long[:at] + long[at + 1 :] == short for at in range(len(long)))
    return 1 if lost and len(short) > 1 else 0

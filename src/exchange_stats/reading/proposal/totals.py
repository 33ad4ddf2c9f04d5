"""Which rows and columns of a table are totals: by their word and by arithmetic."""

from dataclasses import dataclass

import numpy as np

from exchange_stats.reading import words
from exchange_stats.reading.proposal.grid import Grid
from exchange_stats.reading.proposal.label_columns import Columns

FEW_ROWS = 4
FAR = 400  # parts tried where sums do not only grow
LEAST_SHARE = 0.4
TOLERANCE = 0.0005
FEW_DIGITS, MANY_DIGITS, TRIED = 3, 8, 3


@dataclass(frozen=True)
class Totals:
    """Total and subtotal rows, total columns, and why they are held to be so.

    ``added_up`` are the rows that equal a sum of others.
    """

    rows: frozenset[int] = frozenset()
    subtotal_rows: frozenset[int] = frozenset()
    columns: frozenset[int] = frozenset()
    reasons: tuple[str, ...] = ()
    added_up: frozenset[int] = frozenset()


def totals_of(
    grid: Grid, columns: Columns, body: tuple[int, ...], numbers: np.ndarray, headings: list[str]
) -> Totals:
    """Return the totals of a table.

    Parameters
    ----------
    numbers : array
        The values of the body, rows by value columns, missing ones as ``nan``; no rows for a
        table too long to be added up.
    headings : list of str
        The joined heading of every value column.
    """
    by_word, small = _by_word(grid, columns, body)
    if not len(numbers):
        return Totals(frozenset(by_word - small), frozenset(small), _columns(columns, headings))
    by_sum = _sums(body, numbers)
    rows, subtotals = _ranked(body, numbers, by_word | set(by_sum), small)
    reasons = [f"row {row + 1}: named a total" for row in sorted(by_word)]
    reasons += [f"row {row + 1}: equals the sum of {n} rows" for row, n in sorted(by_sum.items())]
    named = _columns(columns, headings)
    return Totals(frozenset(rows), frozenset(subtotals), named, tuple(reasons), frozenset(by_sum))


def _by_word(grid: Grid, columns: Columns, body: tuple[int, ...]) -> tuple[set[int], set[int]]:
    """Return rows named totals or subtotals, and the latter alone; a label is judged once.

    A word in most rows, such as ``all sexes``, is no total of the other rows.
    """
    named, small = set(), set()
    for column in columns.labels:
        cells = grid.sheet.cells(body, column)
        verdicts = words.total_words({cell for cell in cells if isinstance(cell, str)})
        if verdicts:
            found = {row: verdicts[c] for row, c in zip(body, cells, strict=True) if c in verdicts}
            named |= set(found)
            small |= {row for row, verdict in found.items() if verdict == words.SUBTOTAL}
    if len(body) >= FEW_ROWS and len(named) * 2 > len(body):
        return set(), set()
    return named, small


def _ranked(
    body: tuple[int, ...], numbers: np.ndarray, found: set[int], small: set[int]
) -> tuple[set[int], set[int]]:
    """Return totals and subtotals: a total is as great as the greatest row of the table."""
    if not found:
        return set(), set()
    place = {row: position for position, row in enumerate(body)}
    with np.errstate(all="ignore"):
        most = np.nanmax(np.where(np.isnan(numbers), -np.inf, numbers), axis=0)
    totals = set()
    for row in found - small:
        values = numbers[place[row]]
        known = ~np.isnan(values) & np.isfinite(most)
        if known.any() and (values[known] >= most[known] * 0.98).mean() >= 0.5:
            totals.add(row)
    if not totals and len(found) == 1:
        totals = set(found) - small
    return totals, found - totals


def _columns(columns: Columns, headings: list[str]) -> frozenset[int]:
    """Return the columns named totals; a percentage of a total is none."""
    lowest = [heading.split(" / ")[-1] for heading in headings]
    totals = words.total_words(lowest)
    named = [
        column
        for column, heading in zip(columns.values, lowest, strict=True)
        if heading in totals and "%" not in heading
    ]
    return frozenset(named) if len(named) * 2 < len(columns.values) else frozenset()


def _sums(body: tuple[int, ...], numbers: np.ndarray) -> dict[int, int]:
    """Return rows that equal the sum of rows below, or above, with how many they add up.

    Totals stand before their parts or after them throughout a table: the way that explains
    more rows is taken.
    """
    sums = _Sums(numbers)
    after = {body[place]: count for place, count in _closed(sums, 1).items()}
    before = {body[place]: count for place, count in _closed(sums, -1).items()}
    return after if len(after) > len(before) else before


def _closed(sums: "_Sums", step: int) -> dict[int, int]:
    """Return the places of rows that close the rows before them: each group then counts once.

    Rows are taken from the first to the last, or with the step -1 from the last to the first.
    """
    order = range(len(sums.numbers))[::step]
    over_one, over_two = sums.greater(step)
    found: dict[int, int] = {}
    stack = [*order[:2]]
    for position, place in enumerate(order[2:]):
        great = over_one if stack[-1] in found else over_two
        count = sums.count(stack, place) if great[position] else 0
        if count:
            del stack[-count:]
            found[place] = count
        stack.append(place)
    end, rest = stack[0], stack[1:]
    if found and end not in found and sums.count(rest, end) == len(rest):
        found[end] = len(rest)  # the total of all groups stands at their other end
    return found


class _Sums:
    """The sums of rows of one table; columns with the most digits are added up first."""

    def __init__(self, numbers: np.ndarray) -> None:
        self.numbers = numbers = np.where(np.isnan(numbers), 0.0, numbers)
        sizes = np.abs(numbers)
        self.margins = np.maximum(sizes * TOLERANCE, 0.51 * _steps(numbers))
        self.digits = np.log10(sizes + 1)
        self.first = np.argsort(-self.digits, axis=1)[:, :TRIED].tolist()
        self.columns = numbers.T.tolist()
        self.slack = self.margins.T.tolist()
        rising = numbers.min(0) >= 0
        self.rising = rising.tolist()
        self.use = numbers != 0
        self.most = np.where(rising, numbers + self.margins, np.inf)
        enough = self.digits.sum(1) >= FEW_DIGITS
        self.least = np.where(enough, LEAST_SHARE * self.use.sum(1), np.inf)

    def greater(self, step: int) -> tuple[list[bool], list[bool]]:
        """Return for every row from the third on whether it can be a sum.

        Enough of its numbers must reach the one before, and the two before together where the
        row before does not close a group.
        """
        numbers, most = self.numbers[::step], self.most[::step][2:]
        use, least = self.use[::step][2:], self.least[::step][2:]
        one, two = numbers[1:-1], numbers[1:-1] + numbers[:-2]
        over_one, over_two = ((((n <= most) & use).sum(1) >= least).tolist() for n in (one, two))
        return over_one, over_two

    def count(self, stack: list[int], place: int) -> int:
        """Return how many of the last rows add up to a row, 0 if none do.

        Counts add up where the shares beside them do not: the columns that agree must be
        many, or hold so many digits that they do not agree by chance.
        """
        if len(stack) < 2:
            return 0
        near = [n for column in self.first[place] for n in self._near(column, stack, place)]
        if not near:
            return 0
        digits, row = self.digits[place], self.numbers[place]
        use = row != 0
        for number in sorted(set(near)):
            added = self.numbers[stack[-number:]].sum(0)
            close = (np.abs(added - row) <= self.margins[place]) & use
            agreed, share = digits[close].sum(), close.sum() / use.sum()
            enough = share >= 0.8 or (share >= LEAST_SHARE and agreed >= MANY_DIGITS)
            if enough and agreed >= FEW_DIGITS and number > (2 if use.sum() == 1 else 1):
                return number
        return 0

    def _near(self, column: int, stack: list[int], place: int) -> list[int]:
        """Return how many of the last rows, two or more, add up to a row in one column."""
        values, slack = self.columns[column], self.slack[column][place]
        wanted, rising = values[place], self.rising[column]
        most = wanted + slack
        found: list[int] = []
        added = values[stack[-1]]
        if rising and added + values[stack[-2]] > most:
            return found
        reach = len(stack) if rising else min(len(stack), FAR)
        for number in range(2, reach + 1):
            added += values[stack[-number]]
            if abs(added - wanted) <= slack:
                found.append(number)
            elif rising and added > wanted:
                break
        return found


def _steps(numbers: np.ndarray) -> np.ndarray:
    """Return the unit of the last printed digit by column: 1 for whole numbers, else a tenth."""
    steps: np.ndarray = np.where((numbers == np.round(numbers)).all(0), 1.0, 0.1)
    return steps

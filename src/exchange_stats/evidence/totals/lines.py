"""Sums down the rows and along the columns of a table, by its declared totals."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from exchange_stats.evidence.findings import Row
from exchange_stats.evidence.totals.sums import NOISE, Sum, is_proven, tells
from exchange_stats.evidence.totals.units import Rule, unit_of

LARGE = 20_000  # cells; of a larger table only the sums that fail are listed
VALUE, SUBTOTAL, TOTAL = 0, 1, 2
RANKS = {"value": VALUE, "subtotal": SUBTOTAL, "total": TOTAL}
CARRIED = ("workbook_id", "sheet", "cell", "value", "printed", "row_label", "column_label")
JOINT = " / "
LOOSE = ("values", "subtotals", "totals")  # choices for a total only, not for a subtotal
LEAST_ROUNDED = 0.3


@dataclass(frozen=True)
class _Table:
    """The numbers of one table, lines by places; turned round, its columns are the lines."""

    cells: Mapping[str, np.ndarray]
    index: np.ndarray
    numbers: np.ndarray
    ranks: np.ndarray
    labels: tuple[str, ...]
    what: str
    unit: float

    def cell(self, line: int, place: int) -> Row:
        """Return a cell as a row, with no fact of its own."""
        at = self.index[line, place]
        return {name: values[at] for name, values in self.cells.items()} | {"fact_id": ""}


def line_sums(reported: pd.DataFrame, rounding: Rule) -> Iterator[Sum]:
    """Yield the sums of rows and of columns that the totals of each table are meant to be.

    A declared total says no word of its parts. Those are tried that tables are built of: the
    lines up to the next total, before or after it; the subtotals; all lines; the lines that
    differ from it in one level of their labels. A choice is taken when it holds in most places
    of the line, or, for lines of one rank together, in most lines.
    """
    for _, cells in reported.groupby(["workbook_id", "sheet", "table"], sort=True):
        if (cells["role"] != "value").any():
            for table in _both_ways(cells, rounding):
                yield from _sums(table)


def _both_ways(cells: pd.DataFrame, rounding: Rule) -> Iterator[_Table]:
    rows, row_at = np.unique(pd.to_numeric(cells["row"]).to_numpy(), return_inverse=True)
    columns, column_at = np.unique(pd.to_numeric(cells["column"]).to_numpy(), return_inverse=True)
    index = np.full((len(rows), len(columns)), -1)
    index[row_at, column_at] = np.arange(len(cells))
    impossible = (cells["status"] == "M").to_numpy()
    values = pd.to_numeric(cells["value"], errors="coerce").to_numpy(dtype=float)
    numbers = np.full(index.shape, np.nan)
    numbers[row_at, column_at] = np.where(impossible, 0.0, values)
    ranks = np.full(index.shape, TOTAL)
    ranks[row_at, column_at] = cells["role"].map(RANKS).fillna(VALUE).to_numpy(dtype=int)
    unit = unit_of(values[~np.isnan(values)], rounding)
    carried = {name: cells[name].to_numpy(dtype=object) for name in CARRIED}
    down = _labels(cells["row_label"], row_at, len(rows))
    along = _labels(cells["column_label"], column_at, len(columns))
    yield _Table(carried, index, numbers, ranks.min(axis=1), down, "rows", unit)
    yield _Table(carried, index.T, numbers.T, ranks.min(axis=0), along, "columns", unit)


def _labels(labels: pd.Series, at: np.ndarray, count: int) -> tuple[str, ...]:
    found = np.full(count, "", dtype=object)
    found[at] = labels.to_numpy(dtype=object)
    return tuple(found)


def _sums(table: _Table) -> Iterator[Sum]:
    """Yield the sums of the total lines of one table, each kind of parts judged by itself."""
    alike: dict[tuple[int, str], list[Sum]] = {}
    unproven: dict[int, list[Sum]] = {}
    for line in np.flatnonzero(table.ranks > VALUE):
        for scheme, parts in _schemes(table, int(line)):
            if _is_proven(table, int(line), parts):
                yield from _family(table, int(line), parts)
            elif table.index.size <= LARGE:
                family = list(_family(table, int(line), parts))
                alike.setdefault((int(table.ranks[line]), scheme), []).extend(family)
                unproven.setdefault(int(line), []).extend(family)
    for family in alike.values():
        if len({one.total["cell"] for one in family}) > 2 and is_proven(family):
            yield from family
            unproven.clear()
    for family in unproven.values():
        telling = [one for one in family if tells(one)]
        if telling and len({one.total["cell"] for one in telling}) == 1:
            yield from _nearest(telling)


def _schemes(table: _Table, line: int) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Yield the sets of lines that a total may be the sum of, each once."""
    ranks, own = table.ranks, int(table.ranks[line])
    lines = range(len(ranks))
    after = _until(range(line + 1, len(ranks)), ranks, own)
    before = _until(range(line - 1, -1, -1), ranks, own)
    choices = {
        "after": [one for one in after if ranks[one] == VALUE],
        "subtotals after": [one for one in after if ranks[one] == SUBTOTAL],
        "before": [one for one in before if ranks[one] == VALUE][::-1],
        "subtotals before": [one for one in before if ranks[one] == SUBTOTAL][::-1],
        "values": [one for one in lines if ranks[one] == VALUE],
        "subtotals": [one for one in lines if ranks[one] == SUBTOTAL],
        "totals": [one for one in lines if ranks[one] == TOTAL and one != line],
    }
    levels = [label.split(JOINT) for label in table.labels]
    for level in range(len(levels[line])):
        rest = _without(levels[line], level)
        choices[f"level {level}"] = [
            one
            for one in lines
            if one != line
            and len(levels[one]) == len(levels[line])
            and _without(levels[one], level) == rest
            and ranks[one] <= own
        ]
    seen = set()
    for name, chosen in choices.items():
        if len(chosen) > 1 and tuple(chosen) not in seen and not (own < TOTAL and name in LOOSE):
            seen.add(tuple(chosen))
            yield name, tuple(chosen)


def _until(lines: range, ranks: np.ndarray, own: int) -> list[int]:
    """Return lines up to the next one of the same rank or a higher one."""
    found = []
    for line in lines:
        if ranks[line] >= own:
            break
        found.append(line)
    return found


def _without(levels: Sequence[str], level: int) -> tuple[str, ...]:
    return (*levels[:level], *levels[level + 1 :])


def _is_proven(table: _Table, line: int, parts: tuple[int, ...]) -> bool:
    """Return for one total line what ``is_proven`` says of its sums, without listing them."""
    known, gaps, unit = _gaps(table, line, parts)
    telling = known & (table.numbers[line] != 0)
    telling &= np.count_nonzero(table.numbers[list(parts)], axis=0) > 1
    good = int((gaps[telling] <= unit / 2 * len(parts) + NOISE).sum())
    return good >= 1 and 2 * good >= int(telling.sum())


def _gaps(table: _Table, line: int, parts: tuple[int, ...]) -> tuple[np.ndarray, np.ndarray, float]:
    """Return where all cells are known, how far total and parts are apart, and the unit."""
    totals, addends = table.numbers[line], table.numbers[list(parts)]
    known = ~np.isnan(totals) & ~np.isnan(addends).any(axis=0)
    known &= (table.index[line] >= 0) & (table.index[list(parts)] >= 0).all(axis=0)
    gaps = np.abs(totals - addends.sum(axis=0))
    return known, gaps, table.unit or _rounding(gaps[known], len(parts))


def _family(table: _Table, line: int, parts: tuple[int, ...]) -> Iterator[Sum]:
    """Yield the sums of one total line, place by place, where no part is unknown."""
    known, gaps, unit = _gaps(table, line, parts)
    shown = known & (gaps > NOISE) if table.index.size > LARGE else known
    for place in np.flatnonzero(shown):
        cells = tuple(table.cell(part, int(place)) for part in parts)
        total = table.cell(line, int(place))
        yield Sum("totals_in_tables", table.what, total, cells, unit)


def _rounding(gaps: np.ndarray, parts: int) -> float:
    """Return 1 when so many whole-number sums are off by so little that they were rounded."""
    near = (gaps > NOISE) & (gaps <= parts / 2)
    rounded = len(gaps) > 4 and near.mean() >= LEAST_ROUNDED
    return 1.0 if rounded and (gaps <= parts / 2).mean() >= 0.8 else 0.0


def _nearest(family: list[Sum]) -> Iterator[Sum]:
    """Yield the sum that fails by least, when one wrong digit would explain it."""
    one = min(family, key=lambda one: abs(one.gap))
    if not one.holds and is_slip(abs(one.gap)):
        yield Sum("totals_unproven", one.what, one.total, one.parts, one.unit)


def is_slip(gap: float) -> bool:
    """Return whether a difference is one digit wrong, or two neighbours changed about.

    Examples
    --------
    >>> [is_slip(gap) for gap in (300, 180, 0.4, 1234)]
    [True, True, True, False]
    """
    digits = f"{gap:.6f}".replace(".", "").strip("0")
    return len(digits) == 1 or (len(digits) == 2 and int(digits) % 9 == 0)

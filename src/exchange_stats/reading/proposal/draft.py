"""The proposal of a layout for every table of a sheet, with reasons for and against."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from exchange_stats.reading.proposal.amounts import (
    Amounts,
    Decimals,
    decimals_of,
    grouped_by_column,
    number_matrix,
    settled,
    with_quantities,
)
from exchange_stats.reading.proposal.areas import Area, areas_of
from exchange_stats.reading.proposal.areas.left import places_left
from exchange_stats.reading.proposal.fills import fills_of
from exchange_stats.reading.proposal.grid import BLANK, TEXT, Grid, grid_of
from exchange_stats.reading.proposal.headings import Header, header_of, only_counts
from exchange_stats.reading.proposal.label_columns import Columns, columns_of
from exchange_stats.reading.proposal.row_roles import Rows, rows_of
from exchange_stats.reading.proposal.totals import Totals, totals_of
from exchange_stats.reading.table import TableLayout, joined
from exchange_stats.reading.workbook import Sheet, cell_name, column_letters, fault_reasons

ADDED_UP = 5000


@dataclass(frozen=True)
class Proposal:
    """A layout that a person may confirm, and what speaks for and against it.

    Attributes
    ----------
    layout : TableLayout
        Where the parts of the table lie.
    title, unit : str
        What the lines above the header say.
    decimals : Decimals
        The decimal mark of its number texts.
    known : Amounts
        What its texts say, each read on first sight.
    reasons_for, reasons_against : tuple of str
        Each about one part.
    runner_up : str
        The next likely reading.
    """

    layout: TableLayout
    title: str
    unit: str
    decimals: Decimals
    known: Amounts = field(compare=False, repr=False)
    reasons_for: tuple[str, ...] = ()
    reasons_against: tuple[str, ...] = ()
    runner_up: str = ""


@dataclass(frozen=True)
class _Parts:
    header: Header
    columns: Columns
    rows: Rows


def propose_layouts(sheet: Sheet, *, lists: bool = False) -> list[Proposal]:
    """Return a proposal for every table of a sheet, from the top down.

    Parameters
    ----------
    lists : bool
        Whether a list of names counts, with its codes as the values.
    """
    return draft_of(sheet, lists=lists)[0]


def draft_of(sheet: Sheet, *, lists: bool = False) -> tuple[list[Proposal], list[tuple[int, int]]]:
    """Return the proposals for a sheet, and the places of the numbers that no table has."""
    grid = with_quantities(grid_of(sheet))
    if not grid.width:
        return [], []
    found = [(area, _parts(grid, area, lists=lists)) for area in areas_of(grid)]
    tops = [area.top for area, _ in found]
    tables = [(area, parts) for area, parts in found if parts is not None]
    proposals = [
        _propose(grid, parts, number, min([t for t in tops if t > area.last], default=grid.height))
        for number, (area, parts) in enumerate(tables, start=1)
    ]
    return proposals, places_left(grid, _read(grid, found))


def _parts(grid: Grid, area: Area, *, lists: bool) -> _Parts | None:
    header = header_of(grid, area)
    columns = columns_of(grid, area, header, lists=lists)
    if not columns.values or (not header.rows and only_counts(grid, area)):
        return None
    rows = rows_of(grid, area, header, columns)
    return _Parts(header, columns, rows) if rows.body else None


def _read(
    grid: Grid, found: Iterable[tuple[Area, _Parts | None]]
) -> Iterator[tuple[Sequence[int], Sequence[int]]]:
    """Yield rows and columns of the parts of tables: headings, then labels and values."""
    for area, parts in found:
        if parts is None:
            yield from [((area.first,), range(grid.width))] * only_counts(grid, area)
            continue
        header, columns, rows = parts.header, parts.columns, parts.rows
        labels = (*columns.labels, *columns.serial, *columns.flags)
        heads = (*header.rows, *header.numbering, *rows.repeated, *rows.sections)
        yield sorted(heads), range(area.columns[0], area.columns[1] + 1)
        yield rows.body, sorted({*columns.values, *labels})


def _propose(grid: Grid, parts: _Parts, number: int, end: int) -> Proposal:
    header, columns, rows = parts.header, parts.columns, parts.rows
    known, totals = _amounts_and_totals(grid, parts)
    decimals = known.decimals
    layout = _layout(grid, parts, totals, number, end)
    reasons_for = (*columns.reasons, *totals.reasons)
    reasons_against = (
        *rows.reasons,
        *_doubts(grid, parts, decimals),
        *fault_reasons(grid.sheet, layout.body_rows, layout.value_columns),
    )
    return Proposal(
        layout,
        header.title,
        header.unit,
        decimals,
        known,
        reasons_for,
        reasons_against,
        _runner_up(parts),
    )


def _layout(grid: Grid, parts: _Parts, totals: Totals, number: int, end: int) -> TableLayout:
    header, columns, rows = parts.header, parts.columns, parts.rows
    down, up = fills_of(grid, columns, list(rows.body))
    return TableLayout(
        workbook_id="",
        table=f"table {number}",
        sheet=grid.sheet.name,
        header_rows=header.rows,
        label_columns=columns.labels,
        value_columns=columns.values,
        body_rows=rows.body,
        fill=down,
        fill_up=up,
        sections=rows.sections,
        total_rows=totals.rows,
        subtotal_rows=totals.subtotal_rows,
        total_columns=totals.columns,
        header_spans=header.spans,
        parents=rows.parents,
        flag_columns=columns.flags,
        note_rows=tuple(range(rows.body[-1] + 1, end)),
    )


def _amounts_and_totals(grid: Grid, parts: _Parts) -> tuple[Amounts, Totals]:
    """Return the amounts and the totals, under the one mark with which rows add up if in doubt."""
    decimals = _decimals(grid, parts)
    known = Amounts(decimals)
    totals = _totals(grid, parts, known)
    if decimals.certain:
        return known, totals
    tried = [Amounts(Decimals(mark, certain=True)) for mark in (".", ",")]
    added = [(one, found) for one in tried if (found := _totals(grid, parts, one)).added_up]
    return added[0] if len(added) == 1 else (known, totals)


def _decimals(grid: Grid, parts: _Parts) -> Decimals:
    texts = list(_number_texts(grid, parts))
    decimals = decimals_of(texts)
    if decimals.certain:
        return decimals
    columns = [grid.sheet.cells(parts.rows.body, column) for column in parts.columns.values]
    if grouped_by_column(columns):
        return Decimals(decimals.mark, certain=True)
    stored = (cell for cells in columns for cell in cells if type(cell) is float)
    return settled(decimals, texts, stored)


def _number_texts(grid: Grid, parts: _Parts) -> Iterable[str]:
    """Return the distinct texts with digits among the values."""
    found: dict[str, None] = {}
    for column in parts.columns.values:
        cells = grid.sheet.cells(parts.rows.body, column)
        if str in set(map(type, cells)):
            found |= dict.fromkeys(cell for cell in cells if isinstance(cell, str))
    return [text for text in found if any(map(str.isdigit, text))]


def _totals(grid: Grid, parts: _Parts, known: Amounts) -> Totals:
    header, body, values = parts.header, parts.rows.body, parts.columns.values
    numbers = np.empty((0, len(values)))
    if len(body) <= ADDED_UP:
        numbers = number_matrix([grid.sheet.cells(body, c) for c in values], known)
    owners = {(row, to): column for row, column, to in header.spans}
    headings = [
        joined(grid.text(row, owners.get((row, column), column)) for row in header.rows)
        for column in values
    ]
    return totals_of(grid, parts.columns, body, numbers, headings)


def _doubts(grid: Grid, parts: _Parts, decimals: Decimals) -> Iterable[str]:
    """Yield what speaks against the proposal."""
    if not parts.header.rows:
        yield "no header row found: the columns have no headings"
    for column in parts.columns.unnamed:
        yield f"column {column_letters(column)}: numbers without a heading, not read"
    for column in parts.columns.flags:
        yield f"column {column_letters(column)}: signs that belong to the numbers left of it"
    for column in parts.columns.texts:
        yield f"column {column_letters(column)}: texts among the value columns, not read"
    if not decimals.certain:
        yield f"number texts have two readings; {decimals.mark!r} is held to mark decimals"
    rows, columns = parts.rows.body, parts.columns.values
    kinds = grid.part(rows, columns)
    for row, column in np.argwhere(kinds == TEXT)[:5]:
        place = cell_name(rows[row], columns[column])
        yield f"{place}: a text where a number is expected"
    for empty in np.flatnonzero((kinds == BLANK).all(0)):
        yield f"column {column_letters(columns[empty])}: a heading and no values"


def _runner_up(parts: _Parts) -> str:
    rows = parts.header.rows
    if len(rows) > 1:
        return f"header of rows {rows[1] + 1} to {rows[-1] + 1} only"
    if rows:
        return f"header in row {rows[0] + 1} held to be data"
    return f"header in row {parts.rows.body[0] + 1}"

"""What we take a workbook to be: its tables part by part, with the reasons for and against."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from exchange_stats.ground.errors import LayoutError, refuse
from exchange_stats.publishing.gallery.grids import (
    Page,
    Part,
    ShownSheet,
    ShownTable,
    fragment,
    plain_lines,
    told_in,
)
from exchange_stats.reading.declared.written import columns_text, rows_text
from exchange_stats.reading.proposal.amounts import Amounts, number_matrix
from exchange_stats.reading.proposal.draft import Proposal, draft_of
from exchange_stats.reading.table import Labels, joined
from exchange_stats.reading.workbook import (
    Notice,
    Sheet,
    cell_name,
    column_letters,
    numbers_left,
    plain_text,
)
from exchange_stats.received.painting import painted
from exchange_stats.received.reader import open_counts

LONGEST = 80
NUMBERED = re.compile(r"\bcolumn (\d+)")


@dataclass(frozen=True)
class Inspection:
    """The proposals for a workbook; a notebook shows them as the page does.

    Its notes are what is to be looked at in the workbook, each with its ``W_...`` code.
    """

    file: Path
    sheets: tuple[tuple[Sheet, tuple[Proposal, ...]], ...]
    notes: tuple[Notice, ...] = ()

    def page(self, language: str = "en") -> Page:
        """Return what the page shows, in a language."""
        page = Page(self.file.name, tuple(_shown(*one) for one in self.sheets))
        return told_in(page, language)

    def text(self, language: str = "en") -> str:
        """Return the tables as text, in a language."""
        return "\n".join(plain_lines(self.page(language)))

    def __str__(self) -> str:
        """Return the tables as text."""
        return self.text()

    def _repr_html_(self) -> str:
        return fragment(self.page())


def inspect(file: Path, sheet_name: str = "") -> Inspection:
    """Return the proposed tables of a workbook, sheet by sheet.

    Raises
    ------
    LayoutError
        If there is no such sheet, or the workbook is a list of persons, or our own form.
    """
    workbook = open_counts(file, sheet_name)
    drafts = [(sheet, *draft_of(sheet)) for sheet in workbook.sheets]
    found = tuple((sheet, tuple(proposals)) for sheet, proposals, _ in drafts)
    if not any(proposals for _, proposals in found):
        refuse(
            LayoutError,
            f"{file.name}: no table of numbers found, expected one",
            [f"sheet {sheet.name!r}: {len(sheet.values)} rows" for sheet in workbook.sheets],
            "choose another file, or another sheet with --sheet",
        )
    left = [f"{sheet.name}!{cell_name(*place)}" for sheet, _, left in drafts for place in left]
    return Inspection(file, found, (*workbook.notes, *numbers_left(file.name, left)))


def _shown(sheet: Sheet, proposals: tuple[Proposal, ...]) -> ShownSheet:
    tables = tuple(_table(sheet, proposal) for proposal in proposals)
    return painted(sheet, proposals, tables)


def _table(sheet: Sheet, proposal: Proposal) -> ShownTable:
    layout = proposal.layout
    first = (layout.header_rows or layout.body_rows)[0], layout.label_columns[0]
    last = layout.body_rows[-1], layout.value_columns[-1]
    place = f"{cell_name(*first)}:{cell_name(*last)}"
    title = proposal.title if len(proposal.title) <= LONGEST else f"{proposal.title[:LONGEST]}..."
    return ShownTable(layout.table, place, title, tuple(_parts(sheet, proposal)))


def _parts(sheet: Sheet, proposal: Proposal) -> Iterator[Part]:
    """Yield the parts of a table; every reason of the proposal stands at the part it speaks of."""
    layout, reasons = proposal.layout, _by_part(proposal)
    yield _place(proposal, *reasons["place"])
    header = _lines(sheet, layout.header_rows)
    depth = f"rows {rows_text(layout.header_rows)}, {len(layout.header_rows)} deep"
    found = depth if layout.header_rows else "none"
    yield Part("header", found, header, reasons["header"][1], proposal.runner_up)
    yield Part("label columns", columns_text(layout.label_columns), *reasons["label columns"])
    named, added = _total_columns(sheet, proposal)
    totals = rows_text(layout.total_rows) or "none"
    parts = rows_text(layout.subtotal_rows)
    rows = f"{totals}; subtotals {parts}" if parts else totals
    yield Part("total rows", rows, *reasons["total rows"])
    columns = columns_text(layout.total_columns) or "none"
    yield Part("total columns", columns, (*named, *added), ())
    said = (f"a line above the header says {proposal.unit!r}",) if proposal.unit else ()
    unsaid = () if proposal.unit else ("no line above the header names one",)
    yield Part("unit", proposal.unit or "not stated", said, unsaid, verbatim=bool(proposal.unit))
    if layout.sections:
        yield Part("sections", f"rows {rows_text(layout.sections)}", *reasons["sections"])
    below = [row for row in layout.note_rows if _lines(sheet, (row,))]
    yield Part("below", f"rows {rows_text(below)}" if below else "nothing", _lines(sheet, below))


def _place(proposal: Proposal, good: tuple[str, ...], bad: tuple[str, ...]) -> Part:
    layout = proposal.layout
    body = f"body rows {rows_text(layout.body_rows)}, values {columns_text(layout.value_columns)}"
    size = f"{len(layout.body_rows)} rows of numbers in {len(layout.value_columns)} columns"
    return Part("place", body, (size, *good), bad)


def _by_part(proposal: Proposal) -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """Return the reasons for and against by the part of the table that they speak of."""
    names = ("place", "header", "label columns", "total rows", "sections")
    found: dict[str, tuple[list[str], list[str]]] = {name: ([], []) for name in names}
    for side, reasons in enumerate((proposal.reasons_for, proposal.reasons_against)):
        for reason in reasons:
            told = NUMBERED.sub(lambda m: f"column {column_letters(int(m[1]) - 1)}", reason)
            found[_part_of(reason)][side].append(told)
    return {name: (tuple(good), tuple(bad)) for name, (good, bad) in found.items()}


def _part_of(reason: str) -> str:
    words = {
        "no header": "header",
        "without a heading": "header",
        "label without values": "sections",
        "total": "total rows",
        "the sum of": "total rows",
        "column ": "label columns",
    }
    return next((part for word, part in words.items() if word in reason), "place")


def _lines(sheet: Sheet, rows: tuple[int, ...] | list[int]) -> tuple[str, ...]:
    """Return the texts of some rows, a line each, the first six of them."""
    texts = []
    for row in rows[:6]:
        values = sheet.values[row] if row < len(sheet.values) else []
        cells = [" ".join(plain_text(value).split()) for value in values if value is not None]
        line = " | ".join(dict.fromkeys(filter(None, cells)))
        if line:
            texts.append(f"row {row + 1}: {line[:LONGEST]}{'...' if len(line) > LONGEST else ''}")
    return tuple(texts)


def _total_columns(sheet: Sheet, proposal: Proposal) -> tuple[list[str], list[str]]:
    """Return the total columns by their word, and those that add up the columns behind them."""
    layout = proposal.layout
    labels = Labels(sheet, layout)
    named = [
        f"column {column_letters(column)}: {joined(labels.column_levels(column))!r} names a total"
        for column in sorted(layout.total_columns)
    ]
    cells = [[sheet.value(row, c) for row in layout.body_rows[:400]] for c in layout.value_columns]
    numbers = np.nan_to_num(number_matrix(cells, Amounts(proposal.decimals)))
    added = []
    for place in range(numbers.shape[1] - 2):
        sums = numbers[:, place + 1 :].cumsum(1)
        close = (np.abs(sums - numbers[:, [place]]) < 0.51) & (numbers[:, [place]] != 0)
        share = close.sum(0) / max(1, (numbers[:, place] != 0).sum())
        if len(found := np.flatnonzero(share[1:] >= 0.9)):
            last = column_letters(layout.value_columns[place + found[0] + 2])
            name, first = (column_letters(layout.value_columns[p]) for p in (place, place + 1))
            added.append(f"column {name}: equals the sum of {first} to {last}")
    return named, added

"""Sheets and tables of a workbook that its layout does not know."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from exchange_stats.reading.declared.written import columns_text, rows_text
from exchange_stats.reading.drift.change import Change
from exchange_stats.reading.drift.shown import Shown
from exchange_stats.reading.drift.sides import Sides
from exchange_stats.reading.proposal.draft import Proposal, propose_layouts
from exchange_stats.reading.table import Labels, joined
from exchange_stats.reading.workbook import Sheet, Workbook, cell_name


def sheet_changes(old: Workbook, new: Workbook, renamed: dict[str, str]) -> Iterator[Change]:
    """Yield the sheets that are new or gone."""
    before = {renamed.get(sheet.name, sheet.name): sheet for sheet in old.sheets}
    after = {sheet.name: sheet for sheet in new.sheets}
    for name, sheet in after.items():
        if name not in before:
            tables = len(propose_layouts(sheet))
            found = f"the sheet {name!r} is new; tables that it may hold: {tables}"
            yield Change("sheet added", name, found)
        elif sheet.hidden and not before[name].hidden:
            yield Change("sheet hidden", name, f"the sheet {name!r} is hidden; show it, or ask why")
    for name in before:
        if name not in after:
            yield Change("sheet gone", name, f"the sheet {name!r} is gone")


def new_tables(old: Sheet, new: Sheet, known: Iterable[Sides]) -> Iterator[tuple[Change, Proposal]]:
    """Yield the tables of a sheet that stand beside the declared ones and were not there."""
    sides = list(known)
    before = [
        _words(old, one) for one in propose_layouts(_without(old, [side.old for side in sides]))
    ]
    for proposal in propose_layouts(_without(new, [side.new for side in sides])):
        words = _words(new, proposal)
        if words in before:
            before.remove(words)
            continue
        layout = proposal.layout
        first = cell_name((layout.header_rows or layout.body_rows)[0], layout.label_columns[0])
        last = cell_name(layout.body_rows[-1], layout.value_columns[-1])
        where = f"a table of {len(layout.body_rows)} rows was added at {first}:{last}"
        found = f"{where}, with the headings {words!r}"
        yield Change("table added", f"{new.name}!{first}", found), proposal


def _without(sheet: Sheet, tables: Iterable[Shown]) -> Sheet:
    """Return a sheet without the rows of its declared tables."""
    taken = {row for one in tables for row in (*one.header, *one.rows)}
    values = [[] if row in taken else line for row, line in enumerate(sheet.values)]
    return replace(sheet, values=values)


def _words(sheet: Sheet, proposal: Proposal) -> str:
    """Return the headings of a proposed table, by which it is known again."""
    labels = Labels(sheet, proposal.layout)
    headings = [joined(labels.column_levels(column)) for column in proposal.layout.value_columns]
    return " | ".join(headings)


def proposed_part(proposal: Proposal) -> str:
    """Return where the parts of a proposed table lie, in the words of a layout."""
    layout = proposal.layout
    return (
        f"header {rows_text(layout.header_rows) or 'none'}, labels "
        f"{columns_text(layout.label_columns)}, values {columns_text(layout.value_columns)}, "
        f"body {rows_text(layout.body_rows)}"
    )

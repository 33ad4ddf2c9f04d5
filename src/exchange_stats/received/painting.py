"""The grid of a sheet with the part that every cell plays in its tables."""

from collections.abc import Sequence

from exchange_stats.publishing.gallery.grids import ShownCell, ShownSheet, ShownTable
from exchange_stats.reading.cell_text import one_line
from exchange_stats.reading.proposal.draft import Proposal
from exchange_stats.reading.workbook import Sheet, column_letters

MOST_ROWS, MOST_COLUMNS, LONGEST = 80, 30, 40
Place = tuple[int, int]


def painted(
    sheet: Sheet, proposals: Sequence[Proposal], tables: tuple[ShownTable, ...]
) -> ShownSheet:
    """Return a sheet as a grid, its first rows and columns only."""
    width = min(max(map(len, sheet.values), default=0), MOST_COLUMNS)
    height = min(len(sheet.values), MOST_ROWS)
    parts: dict[Place, str] = {}
    for proposal in proposals:
        parts |= parts_of(sheet, proposal)
    rows = tuple(
        (str(row + 1), tuple(_cell(sheet, row, c, parts) for c in range(width)))
        for row in range(height)
    )
    columns = tuple(map(column_letters, range(width)))
    left_out = len(sheet.values) - height
    return ShownSheet(sheet.name, columns, rows, tables, left_out)


def _cell(sheet: Sheet, row: int, column: int, parts: dict[Place, str]) -> ShownCell:
    text = one_line(sheet.printed(row, column))
    short = text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}\u2026"
    return ShownCell(short, parts.get((row, column), ""))


def parts_of(sheet: Sheet, proposal: Proposal) -> dict[Place, str]:
    """Return the part of the table that each cell belongs to; the later ones win."""
    layout = proposal.layout
    columns = (*layout.label_columns, *layout.value_columns)
    top = (layout.header_rows or layout.body_rows)[0]
    words = {*proposal.title.split(), *proposal.unit.split()}
    found: dict[Place, str] = {}
    for row in range(max(0, top - 6), top):
        for column in columns:
            text = one_line(sheet.printed(row, column))
            if text and words.issuperset(text.split()):
                found[row, column] = "unit" if text == proposal.unit else "title"
    found |= {(row, column): "header" for row in layout.header_rows for column in columns}
    found |= {(row, column): "section" for row in layout.sections for column in columns}
    for row in (row for row in layout.body_rows if row < MOST_ROWS):
        role = "subtotal" if row in layout.subtotal_rows else "value"
        found |= {(row, column): "label" for column in layout.label_columns}
        for column in layout.value_columns:
            is_total = layout.role(row, column) == "total"
            found[row, column] = "total" if is_total else role
    for row in (row for row in layout.note_rows if row < MOST_ROWS):
        values = sheet.values[row] if row < len(sheet.values) else []
        found |= {(row, column): "note" for column, value in enumerate(values) if value is not None}
    return found

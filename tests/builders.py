"""Small workbooks built in code: rows, merges, superscripts, number formats, hidden rows."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Alignment, Font


def raised(text: str, mark: str) -> CellRichText:
    """Return a cell text with a superscript behind it."""
    return CellRichText(text, TextBlock(InlineFont(vertAlign="superscript"), mark))


def write_workbook(
    path: Path,
    sheets: Mapping[str, Sequence[Sequence[object]]],
    *,
    merges: Sequence[str] = (),
    formats: Mapping[str, str] | None = None,
    bold: Sequence[str] = (),
    indents: Mapping[str, int] | None = None,
    hidden_rows: Sequence[int] = (),
    hidden_columns: Sequence[str] = (),
    hidden_sheets: Sequence[str] = (),
) -> Path:
    """Write sheets of rows to an xlsx file; merges, formats and hiding go to the first sheet."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for number, row in enumerate(rows, start=1):
            for column, value in enumerate(row, start=1):
                if value is not None:
                    sheet.cell(number, column).value = value
        if name in hidden_sheets:
            sheet.sheet_state = "hidden"
    first = book.worksheets[0]
    for cell in bold:
        first[cell].font = Font(bold=True)
    for cell, code in (formats or {}).items():
        first[cell].number_format = code
    for cell, depth in (indents or {}).items():
        first[cell].alignment = Alignment(indent=depth)
    for place in merges:
        first.merge_cells(place)
    for row in hidden_rows:
        first.row_dimensions[row].hidden = True
    for letter in hidden_columns:
        first.column_dimensions[letter].hidden = True
    book.save(path)
    return path

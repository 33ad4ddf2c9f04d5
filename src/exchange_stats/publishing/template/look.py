"""How the cells of the data-request workbook look, and which of them may be written."""

from collections.abc import Iterable

from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.worksheet.worksheet import Worksheet

from exchange_stats.ground.inert import sheet_text
from exchange_stats.publishing.template.plan import Heading

THIN = Side(style="thin", color="B0B0B0")
GRID = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
FILLS = {
    "input": PatternFill("solid", fgColor="FFF9DB"),
    "total": PatternFill("solid", fgColor="EDEDED"),
    "heading": PatternFill("solid", fgColor="DCE6F1"),
}
EMPTY = PatternFill("solid", bgColor="FFD58A")
BAD = Font(color="B00020", bold=True)
GOOD = Font(color="1B6E3C")
GREY = Font(color="808080", size=8)
TITLE = Font(bold=True, size=13)
BOLD = Font(bold=True)
WRAPPED = Alignment(wrap_text=True, vertical="center")
CENTRED = Alignment(wrap_text=True, vertical="center", horizontal="center")
ALLOWED = ("formatColumns", "formatRows", "sort", "autoFilter", "deleteRows")


def put_text(sheet: Worksheet, row: int, column: int, text: str) -> Cell:
    """Write a text into a cell, where it is never taken for a formula; return the cell."""
    cell = sheet.cell(row, column, sheet_text(text))
    cell.data_type = "s"
    return cell


def paint(sheet: Worksheet, kind: str, cells: Iterable[str]) -> None:
    """Give cells a border and the fill of their kind; cells to write in are unlocked."""
    for address in cells:
        cell = sheet[address]
        cell.border, cell.fill = GRID, FILLS[kind]
        cell.protection = Protection(locked=kind != "input")


def put_headings(sheet: Worksheet, headings: Iterable[Heading]) -> None:
    """Write headings, merged over what they hold for."""
    for heading in headings:
        cell = put_text(sheet, heading.top, heading.left, heading.text)
        for row in range(heading.top, heading.bottom + 1):
            for column in range(heading.left, heading.right + 1):
                below = sheet.cell(row, column)
                below.border, below.fill = GRID, FILLS["heading"]
        cell.font, cell.alignment = BOLD, CENTRED
        if (heading.top, heading.left) != (heading.bottom, heading.right):
            sheet.merge_cells(
                start_row=heading.top,
                start_column=heading.left,
                end_row=heading.bottom,
                end_column=heading.right,
            )


def protect(sheet: Worksheet) -> None:
    """Lock a sheet without a password; widths, sorting and deleting lines stay free."""
    sheet.protection.sheet = True
    for action in ALLOWED:
        setattr(sheet.protection, action, False)  # what is not locked is allowed


def fit_to_page(sheet: Worksheet, title_rows: str = "") -> None:
    """Print a sheet across, one page wide, its headings on every page."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    if title_rows:
        sheet.print_title_rows = title_rows

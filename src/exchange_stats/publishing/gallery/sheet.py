"""Findings as a workbook: a sheet for each language and one of the printed cells around."""

import datetime
import io
import math
import re
import zipfile
from collections.abc import Sequence
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from exchange_stats.ground.inert import sheet_text
from exchange_stats.publishing import texts
from exchange_stats.publishing.gallery.findings import Found, Grid
from exchange_stats.publishing.gallery.phrases import PAGE, words

# Column, width; the heading is a text of the page.
WIDTHS = {
    **{"number": 6, "severity": 16, "check": 26, "workbook": 30, "sheet": 16, "cell": 9},
    **{"about": 34, "found": 52, "expected": 42, "advice": 52, "figures": 12},
    **{"figure_ids": 34, "fact_ids": 28},
}
SEVERITY_FILLS = {
    "error": PatternFill("solid", fgColor="F4C7C3"),
    "warning": PatternFill("solid", fgColor="FCE8B2"),
    "notice": PatternFill("solid", fgColor="EDEDED"),
}
HEAD = PatternFill("solid", fgColor="DCE6F1")
THIN, THICK = Side(style="thin", color="D9D9D9"), Side(style="medium", color="1A1A1A")
FRAME = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
MARKED = Border(left=THICK, right=THICK, top=THICK, bottom=THICK)
MARK_FILLS = {
    "place": PatternFill("solid", fgColor="F4C7C3"),
    "suspect": PatternFill("solid", fgColor="FCE8B2"),
}
PLAIN, BOLD = Font(name="Calibri", size=11), Font(name="Calibri", size=11, bold=True)
LINK = Font(name="Calibri", size=11, color="0B3C6F", underline="single")
GRID_WIDTH, LINE_HEIGHT = 18, 15
WRAPPED = Alignment(wrap_text=True, vertical="top")
EPOCH = (1980, 1, 1, 0, 0, 0)
CREATED = datetime.datetime(2024, 1, 1)
MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")


def write_workbook(folder: Path, found: Sequence[Found], language: str) -> Path:
    """Return the path of ``check.xlsx``; the same findings give the same bytes.

    Counts are numbers, all else is text; no cell is merged; headings are frozen and filtered.
    """
    languages = sorted(texts.complete_languages(), key=lambda name: name != language)
    book = Workbook()
    book.remove(book.active)
    sheets = [(name, book.create_sheet(texts.locale(name)["name"])) for name in languages]
    title = " \u00b7 ".join(words(PAGE, "cells", name) for name in languages)
    rows = _put_cells(book.create_sheet(title), found, languages)
    for name, sheet in sheets:
        _put_findings(sheet, found, name, {at: f"'{title}'!A{row}" for at, row in rows.items()})
    path = folder / "check.xlsx"
    path.write_bytes(_bytes(book))
    return path


def _put_findings(
    sheet: Worksheet, found: Sequence[Found], language: str, links: dict[int, str]
) -> None:
    for column, (name, width) in enumerate(WIDTHS.items(), start=1):
        cell = _put(sheet.cell(1, column), words(PAGE, name, language))
        cell.font, cell.fill = BOLD, HEAD
        sheet.column_dimensions[get_column_letter(column)].width = width
    for number, one in enumerate(found, start=1):
        for column, value in enumerate(_line(number, one, language), start=1):
            cell = _put(sheet.cell(number + 1, column), value)
            if column == list(WIDTHS).index("severity") + 1:
                cell.fill = SEVERITY_FILLS[one.severity]
            elif column == list(WIDTHS).index("cell") + 1 and number in links:
                cell.hyperlink = Hyperlink(cell.coordinate, location=links[number])
                cell.font = LINK
    for row in range(1, len(found) + 2):
        _fit_height(sheet, row, list(WIDTHS.values()))
    sheet.freeze_panes = "C2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(WIDTHS))}{len(found) + 1}"
    _fit_page(sheet)


def _fit_page(sheet: Worksheet) -> None:
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _fit_height(sheet: Worksheet, row: int, widths: Sequence[int]) -> None:
    """Make a row as high as its longest wrapped text."""
    texts_of_row = (str(cell.value or "") for cell in sheet[row])
    pairs = zip(texts_of_row, widths, strict=False)  # a sheet of grids is wider than some rows
    lines = max(math.ceil(1.15 * len(text) / width) for text, width in pairs)
    sheet.row_dimensions[row].height = LINE_HEIGHT * max(lines, 1) + 2


def _line(number: int, one: Found, language: str) -> list[str | int]:
    told = one.told[language]
    return [
        *(number, told.severity, told.check, one.workbook_id, one.sheet, one.cell),
        *(told.about, told.found, told.expected, told.advice),
        *(len(one.figures), ", ".join(one.figures), one.fact_ids),
    ]


def _put_cells(sheet: Worksheet, found: Sequence[Found], languages: list[str]) -> dict[int, int]:
    """Put the printed cells around each finding below one another; return their first rows."""
    sheet.column_dimensions["A"].width = 7
    row, starts = 1, {}
    for number, one in enumerate(found, start=1):
        if one.grid is None:
            continue
        starts[number] = row
        place = f"{number}. {one.workbook_id}, {one.sheet}, {one.cell}"
        _put(sheet.cell(row, 1), place, wrap=False).font = BOLD
        for line, language in enumerate(languages, start=1):
            _put(sheet.cell(row + line, 1), one.told[language].found, wrap=False)
        row = _put_grid(sheet, one.grid, row + len(languages) + 1) + 2
    _fit_page(sheet)
    return starts


def _put_grid(sheet: Worksheet, grid: Grid, top: int) -> int:
    """Put a grid with letters above and numbers at the left; return its last row."""
    for column, letters in enumerate(grid.columns, start=2):
        cell = _put(sheet.cell(top, column), letters)
        cell.fill, cell.border = HEAD, FRAME
        sheet.column_dimensions[get_column_letter(column)].width = GRID_WIDTH
    for line, (name, printed) in enumerate(grid.rows, start=top + 1):
        head = _put(sheet.cell(line, 1), int(name))
        head.fill, head.border = HEAD, FRAME
        for column, (letters, text) in enumerate(zip(grid.columns, printed, strict=True), start=2):
            cell = _put(sheet.cell(line, column), text)
            cell.border = FRAME
            if mark := grid.marks.get(f"{letters}{name}"):
                cell.border, cell.fill, cell.font = MARKED, MARK_FILLS[mark], BOLD
        _fit_height(sheet, line, [7, *[GRID_WIDTH] * len(grid.columns)])
    return top + len(grid.rows)


def _put(cell: Cell, value: str | int, *, wrap: bool = True) -> Cell:
    """Give a cell a number, or a text that is never taken for a formula."""
    if isinstance(value, int):
        cell.value = value
    else:
        cell.value = sheet_text(value)
        if value:
            cell.data_type = "s"
    cell.font = PLAIN
    if wrap:
        cell.alignment = WRAPPED
    return cell


def _bytes(book: Workbook) -> bytes:
    """Return a workbook as bytes without the hour of writing."""
    book.properties.creator = book.properties.lastModifiedBy = "exchange_stats"
    book.properties.created = CREATED
    raw, packed = io.BytesIO(), io.BytesIO()
    book.save(raw)
    created = CREATED.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    with zipfile.ZipFile(raw) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "docProps/core.xml":
                part = MODIFIED.sub(rb"\g<1>" + created, part)
            new.writestr(zipfile.ZipInfo(name, EPOCH), part, zipfile.ZIP_DEFLATED)
    return packed.getvalue()

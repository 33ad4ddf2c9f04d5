"""What keeps some readers from the tables of a workbook.

The questions are those of the checklist of the United Kingdom's Government Analysis Function for
statistics in spreadsheets (analysisfunction.civilservice.gov.uk, "Releasing statistics in
spreadsheets", and its checklist of the basics), in our own words.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
from lxml import etree

LONGEST_NAME, LEAST_SIZE = 31, 12
NUMBER = re.compile(r"[-\u2212]?\d[\d\s.,\u00a0\u202f]*%?")
DRAWN = ".//{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}cNvPr"


def faults(path: Path) -> list[str]:
    """Return the faults of a workbook: none where everyone can read it."""
    book = openpyxl.load_workbook(path)
    found = [*_of_the_book(book), *_of_the_contents(book), *_of_the_drawings(path)]
    for index, sheet in enumerate(book.worksheets):
        found += [f"{sheet.title}: {fault}" for fault in _of_a_sheet(sheet)]
        tables = len(sheet.tables)
        if tables != (index > 0):
            found.append(f"{sheet.title}: {tables} tables, expected {int(index > 0)}")
        for table in sheet.tables.values():
            found += [f"{sheet.title}: {fault}" for fault in _of_a_table(sheet, table)]
    return found


def _of_the_book(book: Any) -> Iterator[str]:
    known = book.properties
    if not (known.title and known.creator and known.language):
        yield "title, author or language of the document is missing"
    if book.worksheets[0] is not book.active:
        yield "it does not open at its first sheet"
    names = [name for sheet in book.worksheets for name in sheet.tables]
    if len(set(names)) < len(names):
        yield "two tables have one name"
    if not any("[x]" in str(cell.value) for row in book.worksheets[2].iter_rows() for cell in row):
        yield "the notes do not explain [x]"


def _of_the_contents(book: Any) -> Iterator[str]:
    cells = [cell for row in book.worksheets[1].iter_rows() for cell in row if cell.hyperlink]
    led = [cell.hyperlink.location.rsplit("!", 1)[0].strip("'") for cell in cells]
    if led != book.sheetnames[3:]:
        yield f"the contents lead to {led}, expected every sheet with a table"


def _of_the_drawings(path: Path) -> Iterator[str]:
    with ZipFile(path) as packed:
        for name in packed.namelist():
            if name.startswith("xl/drawings/drawing"):
                for one in etree.fromstring(packed.read(name)).iterfind(DRAWN):
                    if not one.get("descr"):
                        yield f"{name}: {one.get('name')} has no alternative text"
            if name.startswith(("xl/media", "xl/externalLinks")) or name.endswith(".bin"):
                yield f"{name}: a picture, a link to another file or a program"


def _of_a_sheet(sheet: Any) -> Iterator[str]:
    if not sheet["A1"].value or not sheet["A1"].font.bold:
        yield "no title in its first cell"
    if len(sheet.title) > LONGEST_NAME:
        yield "its name is too long"
    if sheet.merged_cells.ranges:
        yield "merged cells"
    if sheet.freeze_panes:
        yield "panes that do not move"
    if sheet.sheet_state != "visible":
        yield "it is hidden"
    held = (*sheet.row_dimensions.values(), *sheet.column_dimensions.values())
    if any(one.hidden for one in held):
        yield "a hidden row or column"
    for row in sheet.iter_rows():
        if all(cell.value is None for cell in row):
            yield f"row {row[0].row} is empty"
        for cell in row:
            if cell.value is not None:
                yield from _of_a_cell(sheet, cell)


def _of_a_cell(sheet: Any, cell: Any) -> Iterator[str]:
    if cell.font.sz < LEAST_SIZE:
        yield f"{cell.coordinate}: small words"
    if cell.fill.fill_type:
        yield f"{cell.coordinate}: a colour that only some see"
    if cell.font.vertAlign:
        yield f"{cell.coordinate}: raised or lowered words"
    width = sheet.column_dimensions[cell.column_letter].width
    alone = isinstance(cell.value, str) and len(cell.value) > width
    if alone and not cell.alignment.wrap_text and cell.row > sheet.min_row + 1:
        yield f"{cell.coordinate}: words that are cut off"


def _of_a_table(sheet: Any, table: Any) -> Iterator[str]:
    rows = list(sheet[table.ref])
    heads = [cell.value for cell in rows[0]]
    if table.headerRowCount not in (None, 1) or not all(isinstance(one, str) for one in heads):
        yield "no single row of headings in words"
    if len(set(heads)) < len(heads):
        yield "two headings alike"
    if table.autoFilter:
        yield "a filter"
    if rows[0][0].column_letter != "A" or rows[-1][0].row != sheet.max_row:
        yield "the table does not begin in the first column or does not end the sheet"
    empty = [cell.coordinate for row in rows for cell in row if cell.value in (None, "")]
    above = "".join(str(sheet.cell(row, 1).value) for row in range(1, rows[0][0].row))
    if empty and not table.name.startswith("chart_"):
        yield f"empty cells {empty}"
    if not above:
        yield "nothing is said above the table"
    for column in list(zip(*rows, strict=True))[1:]:
        values = [cell.value for cell in column[1:]]
        if any(isinstance(value, int | float) for value in values):
            for cell in column[1:]:
                if isinstance(cell.value, str) and NUMBER.fullmatch(cell.value.strip()):
                    yield f"{cell.coordinate}: a number that is written as words"

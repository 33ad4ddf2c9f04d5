"""A binary workbook of the newer kind as pyxlsb reads it; its dates stay numbers."""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from pyxlsb import biff12
from pyxlsb.reader import BIFF12Reader
from pyxlsb.stringtable import StringTable

from exchange_stats.reading.workbook.intake.directory import relations
from exchange_stats.reading.workbook.intake.witness import refuse_far_cell
from exchange_stats.reading.workbook.looks import SheetLooks
from exchange_stats.reading.workbook.records import (
    BUNDLE_SHEET,
    ERRORS,
    NOT_AVAILABLE,
    binary_records,
    wide_text,
)
from exchange_stats.reading.workbook.sheets import Look, Sheet

BOOK, TEXTS = "xl/workbook.bin", "xl/sharedStrings.bin"
ERROR = re.compile(r"0x[0-9a-f]{1,2}")


def read_xlsb(content: bytes, beside: dict[str, SheetLooks]) -> Iterator[Sheet]:
    """Yield the sheets of a binary workbook, out of its archive and never by a file of its own.

    What stands beside the values is taken over where it is known; error cells are told anyway.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        targets, parts = relations(archive, BOOK), archive.namelist()
        texts = StringTable(io.BytesIO(archive.read(TEXTS))) if TEXTS in parts else None
        for relation, name, is_hidden in _sheets(archive.read(BOOK)):
            if "worksheets/" in targets[relation]:
                part = archive.read(targets[relation])
                sheet = _sheet(name, part, texts, beside.get(name, SheetLooks()))
                yield replace(sheet, hidden=is_hidden)


def _sheets(book: bytes) -> Iterator[tuple[str, str, bool]]:
    """Yield relation, name and hiding of each sheet; the library tells the last of no sheet."""
    for kind, data in binary_records(book):
        if kind == BUNDLE_SHEET:
            relation, place = wide_text(data, 8)
            yield relation, wide_text(data, place)[0], data[0] != 0


def _sheet(name: str, part: bytes, texts: StringTable | None, known: SheetLooks) -> Sheet:
    values: list[list[object]] = []
    looks = dict(known.looks)
    for row, column, value in _cells(part, texts):
        values.extend([] for _ in range(row + 1 - len(values)))
        values[row].extend([None] * (column + 1 - len(values[row])))
        if isinstance(value, str) and ERROR.fullmatch(value):
            looks[row, column] = Look(error=ERRORS.get(int(value, 16), NOT_AVAILABLE))
        else:
            values[row][column] = float(value) if type(value) is int else value
    return Sheet(name, values, looks, (), known.hidden_rows, known.hidden_columns)


def _cells(part: bytes, texts: StringTable | None) -> Iterator[tuple[int, int, Any]]:
    """Yield row, column and value of the filled cells of a sheet.

    Its rows are not asked of the library: it makes each as wide as the file says.
    """
    row = 0
    for kind, item in BIFF12Reader(io.BytesIO(part)):
        if kind == biff12.ROW:
            row = item.r
        elif biff12.BLANK <= kind <= biff12.FORMULA_BOOLERR:
            value = texts[item.v] if kind == biff12.STRING and texts else item.v
            if value not in (None, ""):
                refuse_far_cell(row, item.c)
                yield row, item.c, value

"""A binary workbook of the newer kind as pyxlsb reads it; its dates stay numbers."""

import io
import re
import zipfile
from collections.abc import Iterator

from pyxlsb import biff12
from pyxlsb.reader import BIFF12Reader
from pyxlsb.stringtable import StringTable
from pyxlsb.worksheet import Worksheet

from exchange_stats.reading.workbook.intake.directory import relations
from exchange_stats.reading.workbook.looks import SheetLooks
from exchange_stats.reading.workbook.records import ERRORS, NOT_AVAILABLE
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
        for kind, entry in BIFF12Reader(io.BytesIO(archive.read(BOOK))):
            if kind == biff12.SHEET and "worksheets/" in targets[entry.rId]:
                part = io.BytesIO(archive.read(targets[entry.rId]))
                known = beside.get(entry.name, SheetLooks())
                yield _sheet(entry.name, Worksheet(entry.name, part, None, texts), known)


def _sheet(name: str, found: Worksheet, known: SheetLooks) -> Sheet:
    values: list[list[object]] = []
    looks = dict(known.looks)
    for cells in found.rows(sparse=True):
        for cell in cells:
            if cell.v is None or cell.v == "":
                continue
            values.extend([] for _ in range(cell.r + 1 - len(values)))
            values[cell.r].extend([None] * (cell.c + 1 - len(values[cell.r])))
            if isinstance(cell.v, str) and ERROR.fullmatch(cell.v):
                looks[cell.r, cell.c] = Look(error=ERRORS.get(int(cell.v, 16), NOT_AVAILABLE))
            else:
                values[cell.r][cell.c] = float(cell.v) if type(cell.v) is int else cell.v
    return Sheet(name, values, looks, (), known.hidden_rows, known.hidden_columns)

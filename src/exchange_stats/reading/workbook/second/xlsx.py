"""An xlsx workbook as openpyxl reads it: slower, and not stopped by the same faults."""

import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from typing import Any

import openpyxl

from exchange_stats.reading.workbook.intake.directory import (
    attributes_of,
    book_part,
    plain_part,
    relation_of,
    relations,
    sheet_tags,
)
from exchange_stats.reading.workbook.looks import SheetLooks
from exchange_stats.reading.workbook.sheets import Look, Sheet, place_of

MERGE = re.compile(rb'<mergeCell\s[^<>]*?ref="([A-Z]+\d+):([A-Z]+\d+)"')


def read_xlsx(content: bytes, beside: dict[str, SheetLooks]) -> Iterator[Sheet]:
    """Yield the sheets of an xlsx workbook.

    What stands beside the values is taken over where it is known; error cells are told anyway.
    """
    merges = _merges(content)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what it leaves out; we take no more than values
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        for found in book.worksheets:
            known = beside.get(found.title, SheetLooks())
            looks = dict(known.looks)
            found.reset_dimensions()  # what the file says of its size is not believed
            values = [
                [_value(cell, (row, column), looks) for column, cell in enumerate(line)]
                for row, line in enumerate(found.iter_rows())
            ]
            hiding = known.hidden_rows, known.hidden_columns, found.sheet_state != "visible"
            sheet = Sheet(found.title, values, looks, merges.get(found.title, ()), *hiding)
            put_texts(sheet, known.texts)
            yield sheet


def put_texts(sheet: Sheet, texts: dict[tuple[int, int], str]) -> None:
    """Put texts without their superscripts in the place of the whole ones."""
    for (row, column), text in texts.items():
        if sheet.value(row, column) is not None:
            sheet.values[row][column] = text.rstrip() or None


def _value(cell: Any, place: tuple[int, int], looks: dict[tuple[int, int], Look]) -> object:
    value: object = cell.value
    if cell.data_type == "e":
        looks.setdefault(place, Look(error=str(value)))
        return None
    if value == "":
        return None
    return float(value) if type(value) is int else value


def _merges(content: bytes) -> dict[str, tuple[tuple[int, int, int, int], ...]]:
    """Return the merged ranges by sheet: reading only, openpyxl does not tell them."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        book = book_part(archive)
        targets, found = relations(archive, book), {}
        for tag in sheet_tags(archive, book):
            sheet = attributes_of(tag)
            part = plain_part(archive, targets.get(relation_of(sheet), ""))
            ranges = [(*place_of(first), *place_of(last)) for first, last in MERGE.findall(part)]
            found[sheet.get("name", "")] = tuple(ranges)
    return found

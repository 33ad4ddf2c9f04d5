"""An old binary workbook as xlrd reads it: slower, and not stopped by the same faults."""

import datetime
import io
from collections.abc import Iterator

import xlrd

from exchange_stats.reading.workbook.looks import SheetLooks
from exchange_stats.reading.workbook.sheets import Look, Sheet

EMPTY = (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK)


def read_xls(content: bytes, beside: dict[str, SheetLooks]) -> Iterator[Sheet]:
    """Yield the sheets of an old binary workbook.

    What stands beside the values is taken over where it is known; error cells are told anyway.
    """
    book = _opened(content)
    for found in book.sheets():
        known = beside.get(found.name, SheetLooks())
        looks = dict(known.looks)
        values: list[list[object]] = []
        for row in range(found.nrows):
            values.append([])
            kinds, cells = found.row_types(row), found.row_values(row)
            for column, (kind, value) in enumerate(zip(kinds, cells, strict=True)):
                if kind == xlrd.XL_CELL_ERROR:
                    error = xlrd.error_text_from_code.get(value, "#N/A")
                    looks[row, column] = Look(error=error)
                values[-1].append(_value(kind, value, book.datemode))
        merges = tuple(
            (top, left, below - 1, beyond - 1) for top, below, left, beyond in found.merged_cells
        )
        hiding = known.hidden_rows, known.hidden_columns, found.visibility != 0
        yield Sheet(found.name, values, looks, merges, *hiding)


def _opened(content: bytes) -> xlrd.Book:
    """Return the workbook with its merged ranges, which the reader only tells with its formats."""
    asked = {"file_contents": content, "logfile": io.StringIO()}
    try:
        return xlrd.open_workbook(**asked, formatting_info=True)
    except (MemoryError, NameError):  # NameError: a defect of ours
        raise
    except Exception:  # formats that cannot be followed: the values can be read without them
        return xlrd.open_workbook(**asked)


def _value(kind: int, value: float | str, datemode: int) -> object:
    if kind in EMPTY or kind == xlrd.XL_CELL_ERROR or value == "":
        return None
    if kind == xlrd.XL_CELL_BOOLEAN:
        return bool(value)
    if kind == xlrd.XL_CELL_DATE:
        try:
            return _date(xlrd.xldate_as_datetime(value, datemode))
        except (xlrd.xldate.XLDateError, OverflowError, ValueError):
            return value
    return value


def _date(moment: datetime.datetime) -> datetime.date:
    return moment if moment.time() != datetime.time() else moment.date()

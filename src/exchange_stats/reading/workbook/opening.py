"""A raw file to a workbook; the only place where bytes become cells."""

import contextlib
import io
import re
import struct
import zipfile
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import python_calamine
from lxml import etree

from exchange_stats.ground.errors import InputError
from exchange_stats.reading.workbook.faults import warnings_of
from exchange_stats.reading.workbook.intake.directory import (
    holds_sheets,
    open_archive,
    refuse_bad_compound,
    refuse_doctype,
)
from exchange_stats.reading.workbook.intake.door import read_bytes
from exchange_stats.reading.workbook.intake.guard import guarded
from exchange_stats.reading.workbook.intake.handover import from_bytes, to_bytes
from exchange_stats.reading.workbook.intake.kinds import (
    archive_kind,
    compound_kind,
    is_misnamed,
    kind_of,
)
from exchange_stats.reading.workbook.intake.limits import MIB, limit
from exchange_stats.reading.workbook.intake.mending import (
    has_new_errors,
    left_out,
    look_at_heads,
    oddities,
    plain_copy,
)
from exchange_stats.reading.workbook.intake.refusals import naming, reject, warning
from exchange_stats.reading.workbook.looks import SheetLooks, read_looks
from exchange_stats.reading.workbook.markup import page_of, read_markup
from exchange_stats.reading.workbook.open_document import Merges, ods_looks
from exchange_stats.reading.workbook.records import is_locked, xls_looks, xlsb_looks
from exchange_stats.reading.workbook.sheets import Look, Sheet, Workbook
from exchange_stats.reading.workbook.text import read_text_table


def read_workbook(path: str | Path) -> Workbook:
    """Return the sheets of a workbook, parsed in a process of limited time and memory.

    Raises
    ------
    InputError
        If the file cannot be opened, is not a workbook or damaged, or needs too much.
    """
    path = Path(path)
    with naming(path.name):
        return from_bytes(guarded(parsed, read_bytes(path), path.name), path)


def parsed(content: bytes, name: str) -> bytes:
    """Return the workbook that bytes are, packed for another process.

    Raises
    ------
    InputError
        If they are no workbook or a damaged one.
    """
    with naming(name):
        kind = kind_of(content)
        opened = _binary_workbook if kind in ("zip", "ole", "biff") else _text_workbook
        book = opened(kind, content, name)
        notes = (*_misnamed(book), *book.notes, *warnings_of(book.sheets))
        return to_bytes(replace(book, notes=notes))


def _misnamed(book: Workbook) -> Iterable[dict[str, str]]:
    if is_misnamed(book.format, book.path.suffix):
        ending = book.path.suffix.lower().lstrip(".")
        yield warning("W_EXT_MISMATCH", ext=ending, kind=book.format)


def _binary_workbook(kind: str, content: bytes, name: str) -> Workbook:
    notes: list[dict[str, str]] = []
    archive = None
    if kind == "zip":
        archive = open_archive(content)
        if odd := oddities(content, archive, look_at_heads(archive)):
            content = plain_copy(archive)
            archive = open_archive(content)
            notes += [warning("W_CONTAINER", kind=one) for one in odd]
        notes += left_out(archive)
        kind = _archive_kind(archive)
    else:
        kind = _old_kind(kind, content)
    try:
        looks, merges = _beside(kind, content, archive)
        strays = [one.stray for one in looks.values() if one.stray[1]]
        notes += [warning("W_STRAY_CELL", cell=cell) for _, cell in strays]
        errors = {look.error for one in looks.values() for look in one.looks.values()}
        if archive is not None and (strays or has_new_errors(errors)):
            content = plain_copy(archive, strays)
        sheets, is_second = _read(kind, content, looks, merges)
    except (InputError, MemoryError, NameError):  # NameError: a defect of ours
        raise
    except Exception:  # the readers raise whatever a damaged file leads to
        if archive is not None and kind == "xlsx" and not holds_sheets(archive):
            reject("E_NO_SHEETS")
        reject("E_CORRUPT", kind="bad_reader")
    if not sheets:
        reject("E_NO_SHEETS")
    notes += [warning("W_SECOND_READER")] * is_second
    return Workbook(Path(name), kind, sheets, tuple(notes))


def _read(
    kind: str, content: bytes, looks: dict[str, SheetLooks], merges: dict[str, Merges]
) -> tuple[tuple[Sheet, ...], bool]:
    """Return the sheets, and whether the first reader stopped and the second had to read them."""
    try:
        with python_calamine.load_workbook(io.BytesIO(content)) as book:
            return tuple(_sheets(book, looks, merges)), False
    except (MemoryError, NameError, KeyboardInterrupt):
        raise
    except BaseException:  # what it raises when it stops in Rust is no Exception
        if kind != "xlsx":
            reject("E_CORRUPT", kind="bad_reader")
    return tuple(_sheets_by_second(content, looks)), True


def _sheets_by_second(content: bytes, looks: dict[str, SheetLooks]) -> Iterable[Sheet]:
    """Yield the sheets as openpyxl reads them: slower, and not stopped by the same faults."""
    import openpyxl

    for found in openpyxl.load_workbook(io.BytesIO(content), data_only=True).worksheets:
        beside = looks.get(found.title, SheetLooks())
        values: list[list[Any]] = [
            [float(value) if type(value) is int else value for value in row]
            for row in found.iter_rows(values_only=True)
        ]
        for row, column in (place for place, look in beside.looks.items() if look.error):
            if row < len(values) and column < len(values[row]):
                values[row][column] = None
        merges = tuple(
            (one.min_row - 1, one.min_col - 1, one.max_row - 1, one.max_col - 1)
            for one in found.merged_cells.ranges
        )
        hiding = beside.hidden_rows, beside.hidden_columns, found.sheet_state != "visible"
        sheet = Sheet(found.title, values, beside.looks, merges, *hiding)
        _put_texts(sheet, beside.texts)
        yield sheet


def _archive_kind(archive: zipfile.ZipFile) -> str:
    parts = archive.namelist()
    mimetype = archive.read("mimetype") if "mimetype" in parts else b""
    return archive_kind(parts, mimetype[:200])


def _old_kind(kind: str, content: bytes) -> str:
    if kind == "ole":
        refuse_bad_compound(content)
        if compound_kind(content) == "protected":
            reject("E_ENCRYPTED")
    if is_locked(content):
        reject("E_ENCRYPTED")
    return "xls"


def _beside(
    kind: str, content: bytes, archive: zipfile.ZipFile | None
) -> tuple[dict[str, SheetLooks], dict[str, Merges]]:
    """Return what stands beside the values, by sheet, and the merges that calamine omits."""
    if kind == "ods":
        return ods_looks(content)
    if kind == "xls":
        with contextlib.suppress(struct.error, IndexError):  # a part cut short: values remain
            return xls_looks(content), {}
        return {}, {}
    if archive is None:
        raise zipfile.BadZipFile
    return read_looks(archive) if kind == "xlsx" else xlsb_looks(archive), {}


def _text_workbook(kind: str, content: bytes, name: str) -> Workbook:
    try:
        if kind == "text":
            table = read_text_table(content)
        else:
            if len(content) > limit("file", "page_mib") * MIB:
                most = limit("file", "page_mib")
                reject("E_TOO_BIG", n=len(content) // MIB, what="mib", limit=most)
            page = page_of(content) if kind == "mhtml" else content
            if page.lstrip().startswith(b"<?xml"):
                refuse_doctype(page)
            table = read_markup(page)
    except (ValueError, etree.LxmlError):
        reject("E_CORRUPT", kind="bad_reader")
    sheet = Sheet(Path(name).stem, [[*row] for row in table.rows], {}, table.merges)
    return Workbook(Path(name), table.format, (sheet,), table.notes)


def _sheets(
    book: python_calamine.CalamineWorkbook,
    looks: dict[str, SheetLooks],
    merges: dict[str, Merges],
) -> Iterable[Sheet]:
    for entry in book.sheets_metadata:
        if entry.typ != python_calamine.SheetTypeEnum.WorkSheet:
            continue
        found = book.get_sheet_by_name(entry.name)
        beside = looks.get(entry.name, SheetLooks())
        sheet = Sheet(
            entry.name,
            _dense(found.to_python(skip_empty_area=False)),
            beside.looks,
            merges.get(entry.name)
            or tuple((*first, *last) for first, last in found.merged_cell_ranges or ()),
            beside.hidden_rows,
            beside.hidden_columns,
            entry.visible != python_calamine.SheetVisibleEnum.Visible,
        )
        _put_texts(sheet, beside.texts)
        _mark_hidden_by_merges(sheet)
        yield sheet


def _dense(rows: list[list[Any]]) -> list[list[object]]:
    """Return the rows with ``None`` for every empty cell."""
    return [[None if value == "" else value for value in row] if "" in row else row for row in rows]


def _put_texts(sheet: Sheet, texts: dict[tuple[int, int], str]) -> None:
    for (row, column), text in texts.items():
        if sheet.value(row, column) is not None:
            sheet.values[row][column] = re.sub(r"\s+$", "", text) or None


def _mark_hidden_by_merges(sheet: Sheet) -> None:
    for top, left, bottom, right in sheet.merges:
        for row in range(top, min(bottom + 1, len(sheet.values))):
            for column in range(left, min(right + 1, len(sheet.values[row]))):
                if (row, column) != (top, left) and sheet.values[row][column] is not None:
                    look = sheet.looks.get((row, column), Look())
                    sheet.looks[row, column] = replace(look, under_merge=True)

"""A raw file to a workbook; the only place where bytes become cells."""

import io
import math
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import python_calamine
from lxml import etree

from exchange_stats.ground.errors import InputError
from exchange_stats.reading.workbook.faults import put_years, warnings_of
from exchange_stats.reading.workbook.intake.directory import (
    attributes_of,
    book_part,
    lost_sheets,
    open_archive,
    part_of,
    refuse_bad_compound,
)
from exchange_stats.reading.workbook.intake.handover import NOT_FINITE, to_bytes
from exchange_stats.reading.workbook.intake.kinds import (
    archive_kind,
    compound_kind,
    is_misnamed,
    kind_of,
)
from exchange_stats.reading.workbook.intake.limits import is_second_try
from exchange_stats.reading.workbook.intake.mending import (
    bare_cell,
    has_new_errors,
    left_out,
    look_at_heads,
    oddities,
    plain_copy,
)
from exchange_stats.reading.workbook.intake.refusals import naming, reject, warning
from exchange_stats.reading.workbook.intake.witness import refuse_too_large
from exchange_stats.reading.workbook.looks import SheetLooks, mark_hidden_by_merges, read_looks
from exchange_stats.reading.workbook.markup import page_of, read_markup
from exchange_stats.reading.workbook.records import is_locked, xls_looks, xlsb_looks
from exchange_stats.reading.workbook.second.choice import First, read_twice
from exchange_stats.reading.workbook.second.ods import read_ods
from exchange_stats.reading.workbook.second.xlsx import put_texts
from exchange_stats.reading.workbook.sheets import Look, Notice, Sheet, Workbook
from exchange_stats.reading.workbook.text import read_text_table


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
        refuse_too_large(book.sheets)
        packed = to_bytes(_noted(book))
        return to_bytes(_noted(_finite(book))) if NOT_FINITE.search(packed) else packed


def _noted(book: Workbook) -> Workbook:
    return replace(book, notes=(*_misnamed(book), *book.notes, *warnings_of(book.sheets)))


def _finite(book: Workbook) -> Workbook:
    """Return a workbook in which a number that is none, or has no end, is an error cell."""
    for sheet in book.sheets:
        for row, cells in enumerate(sheet.values):
            for column, value in enumerate(cells):
                if isinstance(value, float) and not math.isfinite(value):
                    cells[column] = None
                    sheet.looks[row, column] = Look(error="#NUM!")
    return book


def _misnamed(book: Workbook) -> Iterable[Notice]:
    if is_misnamed(book.format, book.path.suffix):
        ending = book.path.suffix.lower().lstrip(".")
        yield warning("W_EXT_MISMATCH", ext=ending, kind=book.format)


def _binary_workbook(kind: str, content: bytes, name: str) -> Workbook:
    notes: list[Notice] = []
    archive = None
    if kind == "zip":
        content, archive = _plain_archive(content, notes)
        kind = _archive_kind(archive)
    else:
        kind = _old_kind(kind, content)
    try:
        looks, own = _beside(kind, content, archive)
        strays = [*_strays(looks, notes)]
        errors = {look.error for one in looks.values() for look in one.looks.values()}
        if archive is not None and (strays or has_new_errors(errors)):
            content = plain_copy(archive, strays)
        values = _first(content, looks, own)
        lost = [*_lost_sheets(archive, notes)] if not values and kind == "xlsx" and archive else []
        if lost and archive:
            content = plain_copy(archive, [*strays, *lost])
            values = _first(content, looks, own)
        sheets, told = read_twice(kind, content, First(values, looks, own))
    except (InputError, MemoryError, NameError):  # NameError: a defect of ours
        raise
    except Exception:  # the readers raise whatever a damaged file leads to
        reject("E_CORRUPT", kind="bad_reader")
    if not sheets:
        reject("E_NO_SHEETS")
    mark_hidden_by_merges(sheets)
    put_years(sheets)
    return Workbook(Path(name), kind, sheets, (*notes, *told))


def _plain_archive(content: bytes, notes: list[Notice]) -> tuple[bytes, zipfile.ZipFile]:
    """Return an archive, as a plain copy where it is odd, and tell of what is odd about it."""
    archive = open_archive(content)
    if odd := oddities(content, archive, look_at_heads(archive)):
        content = plain_copy(archive)
        archive = open_archive(content)
        look_at_heads(archive)  # as other bytes tell of a DOCTYPE in other encodings
        notes += [warning("W_CONTAINER", kind=one) for one in odd]
    notes += left_out(archive)
    return content, archive


def _lost_sheets(archive: zipfile.ZipFile, notes: list[Notice]) -> Iterator[tuple[str, bytes]]:
    """Yield where an archive names sheets that are not in it, and tell of them."""
    held, lost = lost_sheets(archive)
    if not held:
        reject("E_NO_SHEETS")
    for tag in lost:
        notes.append(warning("W_SHEET_LOST", name=attributes_of(tag).get("name", "")))
        yield book_part(archive), re.escape(tag)


def _strays(looks: dict[str, SheetLooks], notes: list[Notice]) -> Iterator[tuple[str, bytes]]:
    """Yield parts and the lone far cell of each, and tell of them."""
    for part, cell in (one.stray for one in looks.values() if one.stray[1]):
        notes.append(warning("W_STRAY_CELL", cell=cell))
        yield part, bare_cell(cell)


def _first(
    content: bytes, looks: dict[str, SheetLooks], own: list[Sheet]
) -> tuple[Sheet, ...] | None:
    """Return the sheets as the first reader gives them, ``None`` where it stops."""
    if is_second_try():
        return None
    try:
        with python_calamine.load_workbook(io.BytesIO(content)) as book:
            return tuple(_sheets(book, looks, {one.name: one.merges for one in own}))
    except (MemoryError, NameError, KeyboardInterrupt):  # NameError: a defect of ours
        raise
    except BaseException:  # what it raises when it stops in Rust is no Exception
        return None


def _archive_kind(archive: zipfile.ZipFile) -> str:
    parts = archive.namelist()
    mimetype = part_of(archive, "mimetype", 200) if "mimetype" in parts else b""
    return "xlsx" if book_part(archive) else archive_kind(parts, mimetype)


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
) -> tuple[dict[str, SheetLooks], list[Sheet]]:
    """Return what stands beside the values, by sheet, and the sheets where we read them whole."""
    if kind == "ods":
        own = read_ods(content)
        hidden = {one.name: (one.hidden_rows, one.hidden_columns) for one in own}
        return {one.name: SheetLooks(one.looks, {}, *hidden[one.name]) for one in own}, own
    if kind == "xlsx" and archive is not None:
        return read_looks(archive), []
    try:
        return xlsb_looks(archive) if archive is not None else xls_looks(content), []
    except (InputError, MemoryError, NameError):
        raise
    except Exception:  # records that cannot be followed: the second reader tells the error cells
        return {}, []


def _text_workbook(kind: str, content: bytes, name: str) -> Workbook:
    try:
        is_text = kind == "text"
        table = read_text_table(content) if is_text else read_markup(page_of(content, kind))
    except (ValueError, etree.LxmlError):
        reject("E_CORRUPT", kind="bad_reader")
    sheet = Sheet(Path(name).stem, [[*row] for row in table.rows], {}, table.merges)
    found = kind if kind == "mhtml" else table.format
    return Workbook(Path(name), found, (sheet,), table.notes)


def _sheets(
    book: python_calamine.CalamineWorkbook,
    looks: dict[str, SheetLooks],
    merges: dict[str, tuple[tuple[int, int, int, int], ...]],
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
        put_texts(sheet, beside.texts)
        yield sheet


def _dense(rows: list[list[Any]]) -> list[list[object]]:
    """Return the rows with ``None`` for every empty cell."""
    return [[None if value == "" else value for value in row] if "" in row else row for row in rows]

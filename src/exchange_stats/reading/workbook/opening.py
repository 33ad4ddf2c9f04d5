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

from exchange_stats.ground.errors import RawFileError
from exchange_stats.reading.workbook.looks import SheetLooks, read_looks
from exchange_stats.reading.workbook.markup import is_markup, read_markup
from exchange_stats.reading.workbook.open_document import Merges, ods_looks
from exchange_stats.reading.workbook.records import xls_looks, xlsb_looks
from exchange_stats.reading.workbook.sheets import Look, Sheet, Workbook
from exchange_stats.reading.workbook.text import read_text_table

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OTHER_KINDS = {
    b"%PDF": "a PDF document",
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"Rar!": "a RAR archive",
    b"7z\xbc\xaf": "a 7z archive",
    b"SQLite": "an SQLite database",
}


def read_workbook(path: str | Path) -> Workbook:
    """Return the sheets of a workbook.

    Raises
    ------
    RawFileError
        If the file is missing, cannot be read, or is not a workbook.
    """
    path = Path(path)
    content = _bytes_of(path)
    for beginning, kind in OTHER_KINDS.items():
        if content.startswith(beginning):
            raise _refused(path, f"{kind} found", "ask for the workbook itself")
    if content.startswith((b"PK", OLE, b"\x09\x08")):
        return _binary_workbook(path, content)
    return _text_workbook(path, content)


def _bytes_of(path: Path) -> bytes:
    if not path.is_file():
        found = "a folder found" if path.is_dir() else "no such file"
        raise _refused(path, found, "check the name and the folder")
    try:
        content = path.read_bytes()
    except OSError as error:
        reason = f"it cannot be read ({error.strerror})"
        raise _refused(path, reason, "check the rights of the file, or copy it anew") from None
    if not content:
        raise _refused(path, "an empty file found", "ask for the workbook again")
    return content


def _refused(path: Path, found: str, advice: str) -> RawFileError:
    return RawFileError(f"{path.name}: {found}, expected a workbook; {advice}")


def _binary_workbook(path: Path, content: bytes) -> Workbook:
    archive = _archive(content)
    kind = _container(content, archive)
    if kind == "protected":
        raise _refused(path, "a password found", "save a copy without the password")
    try:
        looks, merges = _beside(kind, content, archive)
        with python_calamine.load_workbook(io.BytesIO(content)) as book:
            sheets = tuple(_sheets(book, looks, merges))
    except Exception as error:  # the readers raise whatever a damaged file leads to
        found = f"damaged content found ({type(error).__name__})"
        advice = "open it in Excel, let it repair the file and save a new copy"
        raise _refused(path, found, advice) from None
    if not sheets:
        raise _refused(path, "no sheet with cells found", "ask for the full copy")
    return Workbook(path, kind, sheets)


def _archive(content: bytes) -> zipfile.ZipFile | None:
    """Return the archive that a workbook is, ``None`` when it is none or a broken one."""
    with contextlib.suppress(zipfile.BadZipFile):
        return zipfile.ZipFile(io.BytesIO(content)) if content.startswith(b"PK") else None
    return None


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


def _text_workbook(path: Path, content: bytes) -> Workbook:
    try:
        table = read_markup(content) if is_markup(content) else read_text_table(content)
    except (ValueError, etree.LxmlError) as error:
        advice = "save it in Excel as .xlsx, or as CSV UTF-8"
        raise _refused(path, f"{error} found", advice) from None
    sheet = Sheet(path.stem, [[*row] for row in table.rows], {}, table.merges)
    return Workbook(path, table.format, (sheet,), table.notes)


def _container(content: bytes, archive: zipfile.ZipFile | None) -> str:
    if archive is not None:
        names = " ".join(archive.namelist()).lower()
        if "workbook.bin" in names:
            return "xlsb"
        return "xlsx" if "workbook.xml" in names else "ods"
    if content.startswith(b"PK"):
        return "xlsx"
    return "protected" if "EncryptedPackage".encode("utf-16-le") in content else "xls"


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

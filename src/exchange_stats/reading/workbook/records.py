"""The records of old and binary workbooks: error cells, hiding, bold and indent by sheet.

The reader of values leaves error cells empty in these formats. The records follow the public
specifications MS-XLS and MS-XLSB.
"""

import codecs
import contextlib
import struct
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from exchange_stats.reading.workbook.intake.directory import relations
from exchange_stats.reading.workbook.intake.witness import refuse_far_cell
from exchange_stats.reading.workbook.looks import SheetLooks
from exchange_stats.reading.workbook.sheets import Look

ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!"}
NOT_AVAILABLE = "#N/A"
END_OF_CHAIN = 0xFFFFFFFA
BOF, EOF, SHEET, FONT, XF = 0x0809, 0x000A, 0x0085, 0x0031, 0x00E0
CODE_PAGE, EXCEL_97, LOCK = 0x0042, 0x0600, 0x002F
ROW, COLUMNS, ERROR = 0x0208, 0x007D, 0x0205
FORMULAS = frozenset((0x0006, 0x0206, 0x0406))  # also as before Excel 5, which some programs write
LABELS, MANY = (0x00FD, 0x0204), 0x00BD
SINGLE = frozenset((*LABELS, 0x0203, 0x027E, 0x00D6))  # records of one filled cell
ROW_HEADER, CELL_ERROR, FORMULA_ERROR, BUNDLE_SHEET = 0, 3, 11, 156
COLUMN_INFO, FORMULA_TEXT, BINARY_VALUES = 60, 8, frozenset((2, 4, 5, 6, 7, 9, 10))


@dataclass
class _Styles:
    """What a workbook says of its styles; ``letters`` are those of texts before Excel 97."""

    letters: str = ""
    bold_fonts: list[bool] = field(default_factory=list)
    looks: list[Look] = field(default_factory=list)


def xls_looks(content: bytes) -> dict[str, SheetLooks]:
    """Return the looks of the sheets of an old binary workbook, by sheet name."""
    stream = _workbook_stream(content)
    styles, sheets = _Styles(), {}
    for kind, data in _records(stream, 0):
        if kind == BOF and struct.unpack_from("<H", data)[0] < EXCEL_97:
            styles.letters = "latin-1"
        elif kind == CODE_PAGE and styles.letters:
            styles.letters = _letters(struct.unpack_from("<H", data)[0])
        elif kind == SHEET and len(data) > 7:
            sheets[_sheet_name(data, styles.letters)] = struct.unpack_from("<I", data)[0]
        elif kind == FONT:
            styles.bold_fonts.append(struct.unpack_from("<H", data, 6)[0] >= 700)
            if len(styles.bold_fonts) == 4:  # the number of the fifth font is left out
                styles.bold_fonts.append(False)
        elif kind == XF:
            font = struct.unpack_from("<H", data)[0]
            bold = font < len(styles.bold_fonts) and styles.bold_fonts[font]
            styles.looks.append(Look(bold=bold, indent=0 if styles.letters else data[8] & 15))
    return {name: _xls_sheet(stream, offset, styles) for name, offset in sheets.items()}


def is_locked(content: bytes) -> bool:
    """Return whether an old binary workbook can only be read with a password."""
    with contextlib.suppress(struct.error, IndexError):
        return any(kind == LOCK for kind, _ in _records(_workbook_stream(content), 0))
    return False


def _workbook_stream(content: bytes) -> bytes:
    """Return the stream that holds the workbook, out of its compound file."""
    if not content.startswith(b"\xd0\xcf"):
        return content
    stream = _streams(content)
    folder_at, _, least, small_at = struct.unpack_from("<4I", content, 48)
    folder = stream(folder_at)
    first = {
        folder[at : at + 64].decode("utf-16-le", "replace").split("\0")[0].lower(): at
        for at in range(0, len(folder), 128)
    }
    # A file for two generations of Excel has both; the later one is what the readers read.
    place = first.get("workbook") or first.get("book")
    start, length = struct.unpack_from("<II", folder, place + 116) if place else (0, 0)
    if length >= least or not length:
        return stream(start) if length else b""
    # A short stream stands in sectors of its own, within the stream of the first entry.
    held = stream(struct.unpack_from("<I", folder, 116)[0])
    return _chained(stream(small_at), held, 1 << content[32])(start)


def _streams(content: bytes) -> Callable[[int], bytes]:
    """Return what gives the stream of a compound file that begins at a sector."""
    size = 1 << content[30]
    following, *listed = struct.unpack_from("<I4x109I", content, 68)
    sectors = content[size:]
    while following < END_OF_CHAIN and len(listed) * size < len(content):
        *more, following = struct.unpack_from(f"<{size // 4}I", sectors, following * size)
        listed += more
    parts = (sectors[at * size : (at + 1) * size] for at in listed if at < END_OF_CHAIN)
    return _chained(b"".join(parts), sectors, size)


def _chained(table: bytes, sectors: bytes, size: int) -> Callable[[int], bytes]:
    """Return what gives the stream that begins at a sector, by the table of what follows."""
    chain = struct.unpack(f"<{len(table) // 4}I", table)

    def stream(number: int) -> bytes:
        parts: list[bytes] = []
        while number < END_OF_CHAIN and len(parts) <= len(chain):
            parts.append(sectors[number * size : (number + 1) * size])
            number = chain[number]
        return b"".join(parts)

    return stream


def _records(stream: bytes, place: int) -> Iterator[tuple[int, bytes]]:
    """Yield kind and data of the records of one part of a workbook, to its end."""
    depth = 0
    while place + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, place)
        depth += (kind == BOF) - (kind == EOF)
        if depth == 1:
            yield kind, stream[place + 4 : place + 4 + length]
        if depth <= 0:
            return
        place += 4 + length


def _letters(code_page: int) -> str:
    """Return the name of an encoding; Latin where it is none that Python knows."""
    try:
        return codecs.lookup(f"cp{code_page}").name
    except LookupError:
        return "latin-1"


def _sheet_name(data: bytes, letters: str) -> str:
    if letters:
        return data[7 : 7 + data[6]].decode(letters, "replace")
    wide = data[7] & 1
    text = data[8 : 8 + data[6] * (2 if wide else 1)]
    return text.decode("utf-16-le" if wide else "latin-1", "replace")


def _xls_sheet(stream: bytes, offset: int, styles: _Styles) -> SheetLooks:
    rows: set[int] = set()
    columns: set[int] = set()
    looks: dict[tuple[int, int], Look] = {}
    filled = 0
    for kind, data in _records(stream, offset):
        filled += _filled(kind, data)
        if kind == ROW and struct.unpack_from("<H", data, 12)[0] & 0x20:
            rows.add(struct.unpack_from("<H", data)[0])
        elif kind == COLUMNS and data[8] & 1:
            first, last = struct.unpack_from("<HH", data)
            columns |= {*range(first, last + 1)}
        elif kind == ERROR or kind in FORMULAS:
            row, column = struct.unpack_from("<HH", data)
            if error := _error(kind, data):
                looks[row, column] = Look(error=error)
        elif kind in LABELS:
            row, column, style = struct.unpack_from("<HHH", data)
            look = styles.looks[style] if style < len(styles.looks) else Look()
            if look != Look():
                looks[row, column] = look
    return SheetLooks(looks, {}, frozenset(rows), frozenset(columns), filled=filled)


def _filled(kind: int, data: bytes) -> int:
    """Return how many cells with a value a record has; an error is none."""
    if kind in SINGLE:
        return 1
    if kind == MANY:
        return (len(data) - 6) // 6
    if kind not in FORMULAS:
        return kind == ERROR and not data[7]
    return data[12:14] != b"\xff\xff" or data[6] not in (2, 3)


def _error(kind: int, data: bytes) -> str:
    if kind == ERROR:
        return ERRORS.get(data[6], NOT_AVAILABLE) if data[7] else ""
    is_error = data[12:14] == b"\xff\xff" and data[6] == 2
    return ERRORS.get(data[8], NOT_AVAILABLE) if is_error else ""


def xlsb_looks(archive: zipfile.ZipFile) -> dict[str, SheetLooks]:
    """Return the error cells of a binary workbook, by sheet name."""
    book = "xl/workbook.bin"
    targets = relations(archive, book)
    found = {}
    for kind, data in binary_records(archive.read(book)):
        if kind == BUNDLE_SHEET:
            target, place = wide_text(data, 8)
            name, _ = wide_text(data, place)
            found[name] = _xlsb_sheet(archive.read(targets[target]))
    return found


def _xlsb_sheet(part: bytes) -> SheetLooks:
    looks: dict[tuple[int, int], Look] = {}
    rows: set[int] = set()
    columns: set[int] = set()
    row = filled = 0
    for kind, data in binary_records(part):
        if kind == ROW_HEADER:
            row = struct.unpack_from("<I", data)[0]
            refuse_far_cell(row, 0)
            if len(data) > 11 and data[11] & 0x10:
                rows.add(row)
        elif kind == COLUMN_INFO and data[16] & 1:
            first, last = struct.unpack_from("<II", data)
            columns |= {*range(first, min(last, 16383) + 1)}
        elif kind in BINARY_VALUES:
            filled += 1
        elif kind == FORMULA_TEXT:
            filled += bool(struct.unpack_from("<I", data, 8)[0])
        elif kind in (CELL_ERROR, FORMULA_ERROR):
            column = struct.unpack_from("<I", data)[0]
            refuse_far_cell(row, column)
            looks[row, column] = Look(error=ERRORS.get(data[8], NOT_AVAILABLE))
    return SheetLooks(looks, {}, frozenset(rows), frozenset(columns), filled=filled)


def binary_records(part: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield kind and data of the records of a part of a binary workbook of the newer kind."""
    place = 0
    while place < len(part):
        kind, place = _varying(part, place, 2)
        length, place = _varying(part, place, 4)
        yield kind, part[place : place + length]
        place += length


def _varying(part: bytes, place: int, most: int) -> tuple[int, int]:
    """Return a number of one or more bytes, seven bits in each, and the place after it."""
    number = 0
    for shift in range(most):
        byte, place = part[place], place + 1
        number |= (byte & 0x7F) << (7 * shift)
        if byte < 0x80:
            break
    return number, place


def wide_text(data: bytes, place: int) -> tuple[str, int]:
    """Return a text that stands at a place, its length first, and the place after it."""
    end = place + 4 + 2 * struct.unpack_from("<I", data, place)[0]
    return data[place + 4 : end].decode("utf-16-le"), end

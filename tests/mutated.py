"""Workbooks of every format, built in code, and files that differ from them by chance.

A mutation is told by its number alone: the same number gives the same file on every machine.
"""

import io
import random
import struct
import zipfile
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import hostile_files as built
from builders import raised, write_workbook
from exchange_stats.ground import factbook
from exchange_stats.ground.errors import InputError
from exchange_stats.reading.workbook import read_workbook
from exchange_stats.reading.workbook.intake import refusals
from hostile_files import compound, packed, record, relations

CODES = {row["code"] for row in factbook.load_csv("errors.csv", refusals.COLUMNS)}

ROWS = [
    ["Students by country", None, None, None],
    ["Country", 2018, 2019, "note"],
    ["Кыргызстан", 4614, 5021.5, raised("4 200", "1)")],
    ["中国", "1 284,4", 0.125, "…"],
    ["Total", 5898, 5022, "=SUM(B3:B4)"],
]
TEXT_ROWS = [[str(cell or "") for cell in row] for row in ROWS]
PIECES = (b"", b"\0", b"\xff\xff\xff\xff", b"-1", b"4294967295", b"1e999", b"<", b"&x;", b'"', b">")
NUMBERS = (0, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0x8000, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF)
MOST_CHANGES = 4


@cache
def seeds() -> dict[str, bytes]:
    """Return sound files by their name, at least one of every format that is read."""
    xlsx = _xlsx()
    return {
        "a.xlsx": xlsx,
        "plain.xlsx": packed(built.parts()),
        "a.xlsm": packed({**_parts(xlsx), "xl/vbaProject.bin": compound({"VBA": b"Sub a()"})}),
        "a.xls": compound({"Workbook": old_stream()}),
        "a.xlsb": packed(binary_parts()),
        "a.ods": packed(_parts(built.ods(_ods_rows()))),
        "a.csv": _lines(",").encode(),
        "b.csv": _lines(";").replace("中国", "Китай").encode("cp1251", "replace"),
        "a.tsv": _lines("\t").encode("utf-16"),
        "a.html": _page().encode(),
        "a.mht": built.web_archive(_page()),
        "a.xml": built.SPREADSHEET_2003,
    }


def mutation(number: int) -> tuple[str, bytes]:
    """Return name and content of the mutation of a number; formats take turns."""
    chance = random.Random(number)
    names = [*seeds()]
    name = names[number % len(names)]
    content = seeds()[name]
    if zipfile.is_zipfile(io.BytesIO(content)) and chance.random() < 0.7:
        return name, _with_part_changed(content, chance)
    if name == "a.xls" and chance.random() < 0.6:
        return name, compound({"Workbook": _changed_records(old_stream(), chance)})
    return name, _changed(content, chance)


def outcome(path: Path) -> str:
    """Return what reading a file gives: ``read``, the code of a refusal, or ``!`` and a fault."""
    try:
        read_workbook(path)
    except InputError as error:
        sound = error.code in CODES and error.texts.get("ru") and "\n" not in str(error)
        return error.code if sound else f"! {error}"
    except Exception as error:
        return f"! {type(error).__name__}"
    return "read"


def children() -> int:
    """Return how many processes this one has begun and not yet buried."""
    found = Path("/proc/self/task").iterdir()
    return sum(len((one / "children").read_text(encoding="ascii").split()) for one in found)


def _with_part_changed(content: bytes, chance: random.Random) -> bytes:
    parts = _parts(content)
    for _ in range(chance.randint(1, 2)):
        name = chance.choice([*parts])
        act = chance.random()
        if act < 0.04:
            del parts[name]
        elif act < 0.08:
            parts[name] = parts[chance.choice([*parts])]
        else:
            parts[name] = _changed(parts[name], chance)
        if not parts:
            break
    return packed(parts, chance.choice([zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED]))


def _changed(content: bytes, chance: random.Random) -> bytes:
    """Return bytes with a few changes: of single ones, of spans, of numbers, of tags."""
    found = bytearray(content)
    for _ in range(chance.randint(1, MOST_CHANGES)):
        if not found:
            break
        chance.choice(CHANGES)(found, chance)
    return bytes(found)


def _flip(found: bytearray, chance: random.Random) -> None:
    found[chance.randrange(len(found))] ^= 1 << chance.randrange(8)


def _put(found: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(found))
    found[at : at + chance.randint(0, 4)] = chance.choice(PIECES)


def _number(found: bytearray, chance: random.Random) -> None:
    width = chance.choice("BHI")
    at, number = chance.randrange(len(found)), chance.choice(NUMBERS)
    packed_number = struct.pack(f"<{width}", number % 2 ** (8 * struct.calcsize(width)))
    found[at : at + len(packed_number)] = packed_number


def _cut(found: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(found))
    del found[at : at + chance.randint(1, 200)]


def _end(found: bytearray, chance: random.Random) -> None:
    del found[chance.randrange(len(found)) :]


def _double(found: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(found))
    span = found[at : at + chance.randint(1, 200)]
    found[at:at] = span * chance.choice((1, 2, 50))


def _move(found: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(found))
    span = found[at : at + chance.randint(1, 100)]
    del found[at : at + len(span)]
    to = chance.randrange(len(found) + 1)
    found[to:to] = span


def _digits(found: bytearray, chance: random.Random) -> None:
    """Change the value of an attribute or a cell, where there is a text with digits."""
    places = [at for at, byte in enumerate(found) if 48 <= byte <= 57]
    if places:
        at = chance.choice(places)
        found[at : at + 1] = chance.choice((b"0", b"9", b"99999999", b"-", b"1048577", b"A", b"."))


def _tag(found: bytearray, chance: random.Random) -> None:
    """Double or drop what stands between two ends of tags."""
    ends = [at for at, byte in enumerate(found) if byte == 62]
    if len(ends) > 1:
        place = chance.randrange(len(ends) - 1)
        start, end = ends[place] + 1, ends[min(place + chance.randint(1, 6), len(ends) - 1)] + 1
        found[start:end] = found[start:end] * chance.choice((0, 2, 20))


CHANGES = (_flip, _put, _number, _cut, _end, _double, _move, _digits, _digits, _tag, _tag)


def _changed_records(stream: bytes, chance: random.Random) -> bytes:
    """Return the records of an old workbook with data, length or kind of some changed."""
    records, at = [], 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        records.append([kind, length, stream[at + 4 : at + 4 + length]])
        at += 4 + length
    for _ in range(chance.randint(1, MOST_CHANGES)):
        one = chance.choice(records)
        act = chance.random()
        if act < 0.6:
            one[2] = _changed(one[2] or b"\0", chance)[:8000]
            one[1] = len(one[2])
        elif act < 0.75:
            one[1] = chance.choice(NUMBERS) & 0xFFFF
        elif act < 0.85:
            one[0] = chance.choice(records)[0]
        else:
            records.insert(chance.randrange(len(records)), list(one))
    return b"".join(struct.pack("<HH", kind, length) + data for kind, length, data in records)


def _parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _xlsx() -> bytes:
    with TemporaryDirectory() as folder:
        path = write_workbook(
            Path(folder) / "a.xlsx",
            {"one": ROWS, "two": [["x", 1], ["y", "#REF!"]], "три": [["скрыто", 3]]},
            merges=("A1:D1", "B5:C5"),
            formats={"C3": '0.0,"тыс."', "C4": "0.0%"},
            bold=("A2",),
            indents={"A3": 2},
            hidden_rows=[4],
            hidden_columns=["D"],
            hidden_sheets=["три"],
        )
        found = _parts(path.read_bytes())
    return packed({**found, built.CORE: built.parts()[built.CORE]})  # the core has the hour


def _lines(mark: str) -> str:
    cells = [[f'"{cell}"' if mark in cell else cell for cell in row] for row in TEXT_ROWS]
    return "".join(mark.join(row) + "\n" for row in cells)


def _page() -> str:
    rows = "".join(f"<tr>{''.join(f'<td>{one}</td>' for one in row)}</tr>" for row in TEXT_ROWS)
    head = '<tr><th colspan="2" rowspan="2">Country</th><th>2018</th></tr><tr><th>All</th></tr>'
    return f"<html><meta charset=utf-8><body><table>{head}{rows}</table></body></html>"


def _ods_rows() -> str:
    hidden = '<table:table-row table:visibility="collapse">'
    merge = ' table:number-rows-spanned="2" table:number-columns-spanned="2"'
    repeat = built.ODS_ROW.replace("<table:table-cell ", f"<table:table-cell{merge} ", 1)
    error = (
        '<table:table-row table:number-rows-repeated="3"><table:table-cell '
        'office:value-type="string" calcext:value-type="error" table:formula="of:=1/0">'
        "<text:p>#DIV/0!</text:p></table:table-cell>"
        '<table:table-cell office:value-type="date" office:date-value="2018-09-01"/>'
        '<table:table-cell table:number-columns-repeated="1000"/></table:table-row>'
    )
    column = '<table:table-column table:visibility="collapse" table:number-columns-repeated="2"/>'
    return column + repeat + built.ODS_ROW.replace("<table:table-row>", hidden, 1) + error


def old_stream() -> bytes:
    """Return the records of an old workbook: texts, numbers, an error, merges, hidden lines."""
    begins = struct.pack("<HHHHII", 0x600, 5, 0x2000, 1997, 0, 0x600)
    font = struct.pack("<HHHH", 200, 0, 0, 400) + bytes(6) + b"\5\0Arial"
    bold = struct.pack("<HHHH", 200, 0, 0, 700) + bytes(6) + b"\5\0Arial"
    style = struct.pack("<HHH", 0, 0, 0) + bytes(14)
    strong = struct.pack("<HHH", 1, 14, 0) + bytes(2) + b"\2" + bytes(11)
    words = [text for row in TEXT_ROWS for text in row if text]
    table = struct.pack("<II", len(words), len(words)) + b"".join(map(_old_text, words))
    head = record(0x809, begins) + record(0x42, struct.pack("<H", 1200))
    head += record(0x22, b"\0\0") + record(0x31, font) + record(0x31, bold)
    head += record(0x41E, struct.pack("<H", 164) + _old_text("yyyy"))
    head += record(0xE0, style) + record(0xE0, strong)
    name = _old_name("данные")
    tail = record(0xFC, table) + record(0x0A)
    offset = len(head) + 4 + 6 + len(name) + len(tail)
    listed = record(0x85, struct.pack("<IH", offset, 0) + name)
    return head + listed + tail + _old_sheet(len(words))


def _old_text(text: str) -> bytes:
    return struct.pack("<HB", len(text), 1) + text.encode("utf-16-le")


def _old_name(text: str) -> bytes:
    return struct.pack("<BB", len(text), 1) + text.encode("utf-16-le")


def _old_sheet(texts: int) -> bytes:
    begins = struct.pack("<HHHHII", 0x600, 16, 0x2000, 1997, 0, 0x600)
    cells = [record(0x200, struct.pack("<IIHHH", 0, 8, 0, 4, 0))]
    cells.append(record(0x7D, struct.pack("<HHHHH", 2, 3, 100, 0, 1) + bytes(2)))
    for row in range(8):
        flags = 0x20 if row == 4 else 0
        cells.append(record(0x208, struct.pack("<HHHHHHHH", row, 0, 4, 255, 0, 0, flags, 0)))
        cells.append(record(0xFD, struct.pack("<HHHI", row, 0, row % 2, row % texts)))
        cells.append(record(0x203, struct.pack("<HHHd", row, 1, 0, 4614.5)))
    cells.append(record(0x27E, struct.pack("<HHHI", 1, 2, 0, (2018 << 2) | 2)))
    cells.append(record(0xBD, struct.pack("<HHHIHIH", 2, 2, 0, 40, 0, 44, 3)))
    cells.append(record(0x205, struct.pack("<HHHBB", 3, 2, 0, 7, 1)))
    cells.append(record(0x205, struct.pack("<HHHBB", 3, 3, 0, 1, 0)))
    formula = struct.pack("<HHH", 4, 2, 0) + b"\2\0\x17\0\0\0\xff\xff" + bytes(6)
    cells.append(record(0x06, formula + struct.pack("<H", 0)))
    cells.append(record(0xE5, struct.pack("<HHHHH", 1, 5, 6, 0, 1)))
    return record(0x809, begins) + b"".join(cells) + record(0x0A)


def binary_record(kind: int, data: bytes = b"") -> bytes:
    """Return a record of a binary workbook of the newer kind."""
    number = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    length = (
        bytes([len(data)]) if len(data) < 128 else bytes([len(data) & 127 | 128, len(data) >> 7])
    )
    return number + length + data


def wide(text: str) -> bytes:
    """Return a text of a binary workbook, its length first."""
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def binary_sheet(*cells: bytes, before: bytes = b"") -> bytes:
    """Return the part of a sheet of a binary workbook; cells are records, rows among them."""
    size = binary_record(148, struct.pack("<4I", 0, 5, 0, 3))
    data = binary_record(145) + b"".join(cells) + binary_record(146)
    return binary_record(129) + size + before + data + binary_record(130)


def binary_row(row: int, *, hidden: bool = False) -> bytes:
    """Return the record that begins a row of a binary workbook."""
    flags = 0x10 if hidden else 0
    return binary_record(0, struct.pack("<IIHBBBI", row, 0, 300, 0, flags, 0, 0))


def binary_columns(first: int, last: int, *, hidden: bool = False) -> bytes:
    """Return the records of the look of some columns of a binary workbook."""
    one = struct.pack("<IIIIH", first, last, 2304, 0, int(hidden))
    return binary_record(390) + binary_record(60, one) + binary_record(391)


def binary_parts(state: int = 0, sheet: bytes = b"") -> dict[str, bytes]:
    """Return the parts of a binary workbook of one sheet, and its state: 1 is hidden."""
    book = binary_record(156, struct.pack("<II", state, 1) + wide("rId1") + wide("данные"))
    book = binary_record(131) + binary_record(143) + book + binary_record(144) + binary_record(132)
    words = [text for row in TEXT_ROWS for text in row if text]
    texts = b"".join(binary_record(19, b"\0" + wide(text)) for text in words)
    texts = binary_record(159, struct.pack("<II", len(words), len(words))) + texts
    return {
        "[Content_Types].xml": _binary_types(),
        "_rels/.rels": relations(("officeDocument", "xl/workbook.bin")),
        "xl/workbook.bin": book,
        "xl/_rels/workbook.bin.rels": relations(
            ("worksheet", "worksheets/sheet1.bin"), ("sharedStrings", "sharedStrings.bin")
        ),
        "xl/sharedStrings.bin": texts + binary_record(160),
        "xl/worksheets/sheet1.bin": sheet or _binary_cells(len(words)),
    }


def _binary_cells(texts: int) -> bytes:
    cells = []
    for row in range(6):
        cells.append(binary_row(row, hidden=row == 4))
        cells.append(binary_record(7, struct.pack("<III", 0, 0, row % texts)))
        cells.append(binary_record(5, struct.pack("<IId", 1, 0, 4614.5)))
        cells.append(binary_record(2, struct.pack("<III", 2, 0, (2018 << 2) | 2)))
    cells.append(binary_record(3, struct.pack("<IIB", 3, 0, 42)))
    return binary_sheet(*cells, before=binary_columns(3, 3, hidden=True))


def _binary_types() -> bytes:
    kind = "application/vnd.ms-excel"
    return (
        f'{built.DECLARATION}<Types xmlns="{built.PACKAGE}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="bin" ContentType="{kind}.sheet.binary.macroEnabled.main"/>'
        f'<Override PartName="/xl/worksheets/sheet1.bin" ContentType="{kind}.worksheet"/>'
        f'<Override PartName="/xl/sharedStrings.bin" ContentType="{kind}.sharedStrings"/>'
        "</Types>"
    ).encode()

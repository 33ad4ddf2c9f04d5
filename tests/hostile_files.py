"""Files that are hostile, broken or odd, built in code: none of them is kept.

A workbook is a mapping of part names to bytes, so that one part can be made bad at a time.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
SHEET, STRINGS, BOOK = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml"
RELATIONS, CORE = "xl/_rels/workbook.xml.rels", "docProps/core.xml"
DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
ROWS = (
    '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1"><v>2019</v></c></row>'
    '<row r="2"><c r="A2" t="s"><v>1</v></c><c r="B2"><v>5</v></c></row>'
)


def sheet(rows: str = ROWS, *, before: str = "", after: str = "", space: str = MAIN) -> bytes:
    """Return the part of a sheet."""
    data = f"<sheetData>{rows}</sheetData>"
    return f'{DECLARATION}<worksheet xmlns="{space}">{before}{data}{after}</worksheet>'.encode()


def parts(**changed: bytes | None) -> dict[str, bytes]:
    """Return the parts of a plain workbook; changed by ``sheet``, ``strings``, ``book``, ..."""
    names = {"sheet": SHEET, "strings": STRINGS, "book": BOOK, "relations": RELATIONS}
    names |= {"core": CORE, "styles": "xl/styles.xml", "types": "[Content_Types].xml"}
    found = {
        "[Content_Types].xml": types("sheet.main"),
        "_rels/.rels": relations(("officeDocument", BOOK)),
        BOOK: book(("s", "")),
        RELATIONS: relations(
            ("worksheet", "worksheets/sheet1.xml"), ("sharedStrings", "sharedStrings.xml")
        ),
        SHEET: sheet(),
        STRINGS: strings("<si><t>Country</t></si><si><t>Osh</t></si>"),
        CORE: f'{DECLARATION}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata"/>'.encode(),
    }
    for name, content in changed.items():
        if content is None:
            del found[names[name]]
        else:
            found[names[name]] = content
    return found


def types(main: str) -> bytes:
    """Return the part that says what the other parts are."""
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    return (
        f'{DECLARATION}<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/{BOOK}" ContentType="{kind}.{main}+xml"/>'
        f'<Override PartName="/{SHEET}" ContentType="{kind}.worksheet+xml"/>'
        "</Types>"
    ).encode()


def relations(*targets: tuple[str, str], outside: bool = False) -> bytes:
    """Return a part of relations, numbered from 1."""
    mode = ' TargetMode="External"' if outside else ""
    lines = "".join(
        f'<Relationship Id="rId{place}" Type="{OFFICE}/{kind}" Target="{target}"{mode}/>'
        for place, (kind, target) in enumerate(targets, start=1)
    )
    space = f"{PACKAGE}/relationships"
    return f'{DECLARATION}<Relationships xmlns="{space}">{lines}</Relationships>'.encode()


def book(*sheets: tuple[str, str], before: str = "") -> bytes:
    """Return the workbook part; every sheet has a name and a state."""
    lines = "".join(
        f'<sheet name="{name}" sheetId="{place}" r:id="rId1"{state}/>'
        for place, (name, state) in enumerate(sheets, start=1)
    )
    return (
        f'{DECLARATION}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{before}'
        f"<sheets>{lines}</sheets></workbook>"
    ).encode()


def strings(items: str, counts: str = "") -> bytes:
    """Return the part of shared texts."""
    return f'{DECLARATION}<sst xmlns="{MAIN}"{counts}>{items}</sst>'.encode()


def packed(content: Mapping[str, bytes], kind: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return an archive of parts."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", kind) as archive:
        for name, part in content.items():
            archive.writestr(zipfile.ZipInfo(name), part, kind)  # the same bytes at any time
    return target.getvalue()


def repeated(content: Mapping[str, bytes], name: str, piece: bytes, times: int) -> bytes:
    """Return an archive with a huge part of one piece again and again, without unpacking it."""
    head, tail = content[name].split(b"@", 1)
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    body = packer.compress(head) + packer.flush(zlib.Z_FULL_FLUSH)
    first = packer.compress(piece) + packer.flush(zlib.Z_FULL_FLUSH)
    again = packer.compress(tail) + packer.flush()
    body += first * times + again
    check = zlib.crc32(head)
    for _ in range(times):
        check = zlib.crc32(piece, check)
    check = zlib.crc32(tail, check)
    size = len(head) + len(piece) * times + len(tail)
    return _with_raw_part(
        {k: v for k, v in content.items() if k != name}, name, body, (check, size)
    )


def _with_raw_part(
    content: Mapping[str, bytes], name: str, body: bytes, told: tuple[int, int]
) -> bytes:
    archive = packed(content)
    end = archive.rindex(b"PK\x05\x06")
    number, size, start = struct.unpack_from("<HII", archive, end + 10)
    fields = struct.pack("<HHHIIIHH", 0, 8, 0, told[0], len(body), told[1], len(name), 0)
    times = fields[:4] + b"\0\0\x21\0" + fields[6:]
    del times
    common = struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 33, told[0], len(body), told[1], len(name), 0)
    local = b"PK\x03\x04" + common + name.encode() + body
    entry = b"PK\x01\x02" + struct.pack("<H", 20) + common
    entry += struct.pack("<HHHII", 0, 0, 0, 0, start) + name.encode()
    directory = archive[start : start + size] + entry
    tail = struct.pack(
        "<4sHHHHIIH",
        b"PK\x05\x06",
        *(0, 0, number + 1, number + 1, len(directory), start + len(local), 0),
    )
    return archive[:start] + local + directory + tail


def overlapping(times: int) -> bytes:
    """Return an archive whose directory names one part so many times, each by another name."""
    archive = packed({"a": b"1"})
    end = archive.rindex(b"PK\x05\x06")
    size, start = struct.unpack_from("<II", archive, end + 12)
    entry = bytearray(archive[start : start + size])
    directory = bytearray()
    for place in range(times):
        name = f"{place:05}".encode()
        entry[28:30] = struct.pack("<H", 5)
        directory += entry[:46] + name
    tail = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, times, times, len(directory), start, 0)
    return archive[:start] + bytes(directory) + tail


def entities(kind: str) -> str:
    """Return a DOCTYPE with a hostile entity."""
    inside = {
        "laughs": '<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">',
        "quadratic": f'<!ENTITY c "{"x" * 50_000}">',
        "file": '<!ENTITY c SYSTEM "file:///etc/hostname">',
        "address": '<!ENTITY c SYSTEM "http://127.0.0.1:9/c">',
        "parameter": '<!ENTITY % p SYSTEM "http://127.0.0.1:9/p"> %p;',
    }
    return f"<!DOCTYPE x [{inside[kind]}]>"


def with_doctype(part: bytes, kind: str) -> bytes:
    """Return a part with a hostile DOCTYPE behind its declaration."""
    return part.replace(b"?>", b"?>" + entities(kind).encode(), 1)


SPREADSHEET_2003 = (
    b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"'
    b' xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="s"><Table>'
    b'<Row><Cell><Data ss:Type="String">Osh</Data></Cell></Row></Table></Worksheet></Workbook>'
)


def web_archive(page: str) -> bytes:
    """Return a page saved as one file."""
    head = "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\n"
    return f"{head}Content-Type: text/html; charset=utf-8\r\n\r\n{page}\r\n--b--".encode()


ODS = (
    f"{DECLARATION}<office:document-content "
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0">'
    '<office:body><office:spreadsheet><table:table table:name="s">{rows}'
    "</table:table></office:spreadsheet></office:body></office:document-content>"
)
ODS_ROW = (
    '<table:table-row><table:table-cell office:value-type="string"><text:p>Osh</text:p>'
    '</table:table-cell><table:table-cell office:value-type="float" office:value="5">'
    "<text:p>5</text:p></table:table-cell></table:table-row>"
)
MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    '<manifest:file-entry manifest:full-path="/" '
    'manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>'
    '<manifest:file-entry manifest:full-path="content.xml">{locked}</manifest:file-entry>'
    "</manifest:manifest>"
)


def ods(rows: str = ODS_ROW, kind: str = "", locked: str = "") -> bytes:
    """Return an OpenDocument workbook."""
    content = ODS.replace("{rows}", rows).encode()
    return packed(
        {
            "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": with_doctype(content, kind) if kind else content,
            "META-INF/manifest.xml": MANIFEST.replace("{locked}", locked).encode(),
        }
    )


def compound(streams: Mapping[str, bytes]) -> bytes:
    """Return an OLE file with some streams, each of at least 4,096 bytes."""
    table: list[int] = [0xFFFFFFFD]  # the first sector holds the table itself
    body, entries = b"", [_entry("Root Entry", 5, 0xFFFFFFFE, 0, 1)]
    for place, (name, content) in enumerate(streams.items(), start=1):
        content = content.ljust(4096, b"\0")
        number = -(-len(content) // 512)
        start = len(table)
        table += [*range(start + 1, start + number), 0xFFFFFFFE]
        body += content.ljust(number * 512, b"\0")
        after = place + 1 if place < len(streams) else 0xFFFFFFFF
        entries.append(_entry(name, 2, start, len(content), 0xFFFFFFFF, after))
    folder = len(table)
    directory = b"".join(entries)
    number = -(-len(directory) // 512)
    table += [*range(folder + 1, folder + number), 0xFFFFFFFE]
    fat = struct.pack("<128I", *table, *[0xFFFFFFFF] * (128 - len(table)))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
    head += struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<9I", 0, 1, folder, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    head += struct.pack("<109I", 0, *[0xFFFFFFFF] * 108)
    return head + fat + body + directory.ljust(number * 512, b"\0")


def compound_of_short(name: str, content: bytes) -> bytes:
    """Return an OLE file with one stream of less than 4,096 bytes, in sectors of 64 bytes."""
    parts = -(-len(content) // 64)
    sectors = -(-parts * 64 // 512)
    fat = [0xFFFFFFFD, 0xFFFFFFFE, 0xFFFFFFFE, *range(4, 3 + sectors), 0xFFFFFFFE]
    entries = _entry("Root Entry", 5, 3, parts * 64, 1) + _entry(
        name, 2, 0, len(content), 0xFFFFFFFF
    )
    short = [*range(1, parts), 0xFFFFFFFE]
    tables = [struct.pack("<128I", *one, *[0xFFFFFFFF] * (128 - len(one))) for one in (fat, short)]
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
    head += struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<9I", 0, 1, 1, 0, 4096, 2, 1, 0xFFFFFFFE, 0)
    head += struct.pack("<109I", 0, *[0xFFFFFFFF] * 108)
    body = content.ljust(sectors * 512, b"\0")
    return head + tables[0] + entries.ljust(512, b"\0") + tables[1] + body


def _entry(  # a line of the directory of an OLE file
    name: str, kind: int, start: int, size: int, child: int, after: int = 0xFFFFFFFF
) -> bytes:
    wide = name.encode("utf-16-le")
    line = wide.ljust(64, b"\0") + struct.pack("<HBB", len(wide) + 2, kind, 1)
    line += struct.pack("<3I", 0xFFFFFFFF, after, child) + b"\0" * 36
    return line + struct.pack("<IQ", start, size)


def record(kind: int, data: bytes = b"") -> bytes:
    """Return a record of an old binary workbook."""
    return struct.pack("<HH", kind, len(data)) + data


def xls(*inside: bytes) -> bytes:
    """Return an old workbook with one sheet of a number; records go before its list of sheets."""
    begins = struct.pack("<HHHHII", 0x600, 5, 0x2000, 1997, 0, 0x600)
    sheet_name = struct.pack("<IBBBB", 0, 0, 0, 1, 0) + b"s"
    head = record(0x809, begins) + b"".join(inside)
    offset = len(head) + len(record(0x85, sheet_name)) + 4
    listed = record(0x85, struct.pack("<I", offset) + sheet_name[4:])
    begins = struct.pack("<HHHHII", 0x600, 16, 0x2000, 1997, 0, 0x600)
    numbers = record(0x203, struct.pack("<HHHd", 0, 0, 0, 5.0))
    cells = record(0x809, begins) + numbers + record(0x0A)
    return compound({"Workbook": head + listed + record(0x0A) + cells})

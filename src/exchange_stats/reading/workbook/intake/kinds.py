"""What a file is, by its content and never by its name."""

import re
import struct

from exchange_stats.reading.workbook.intake.refusals import reject

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BIFF = (b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00\x04\x00")
END_OF_ZIP = b"PK\x05\x06"
OTHER_KINDS = {
    b"%PDF": "a_pdf",
    b"\x89PNG": "a_png",
    b"\xff\xd8\xff": "a_jpeg",
    b"GIF8": "a_gif",
    b"Rar!": "a_rar",
    b"7z\xbc\xaf": "a_7z",
    b"\x1f\x8b\x08": "a_gzip",
    b"SQLite": "an_sqlite",
    b"{\\rtf": "an_rtf",
}
# Tables of other programs, by what they begin with; to be saved as a workbook.
NOT_READ = {
    b"ID;P": "SYLK",
    b"TABLE\r\n0,1": "DIF",
    b"TABLE\n0,1": "DIF",
    b"\0\0\x02\0": "Lotus 1-2-3",
    b"\0\1\0\0Standard ": "Access",
    b"$FL2@(#)": "SPSS",
    b"$FL3@(#)": "SPSS",
    b"<stata_dta>": "Stata",
    b"PAR1": "Parquet",
}
JSON = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:\{\s*\"|\[\s*\{)")
FLAT_DOCUMENT = re.compile(rb"<office:document[\s>]")
DBASE, SIZES_OF_DBASE = b"\x03\x30\x31\x83\x8b\xf5", struct.Struct("<B3BIHH")
MARKUP = re.compile(rb"<(?:!doctype html|html|table|meta|\?xml|head|body|div|style)[\s>]", re.I)
MHTML = re.compile(rb"^MIME-Version:", re.I | re.M)
# What stands in the names of the parts of an archive, and what it then is; the first that fits.
PARTS = {
    "xl/workbook.bin": "xlsb",
    "workbook.bin": "xlsb",
    "workbook.xml": "xlsx",
    "word/document.xml": "a_word",
    "ppt/presentation.xml": "a_slides",
}
OPEN_DOCUMENTS = {b".spreadsheet": "ods", b".text": "an_odt", b".presentation": "a_slides"}
STREAMS = {"EncryptedPackage": "protected", "Workbook": "xls", "Book": "xls"}
OTHER_STREAMS = {"WordDocument": "a_word", "PowerPoint Document": "a_slides"}
NAMES_OF_KINDS = {
    **{"xlsx": ("xlsx", "xlsm", "xltx", "xltm"), "xlsb": ("xlsb",), "xls": ("xls", "xlt")},
    **{"ods": ("ods", "ots"), "csv": ("csv", "tsv", "txt", "tab")},
    **{"html": ("html", "htm"), "mhtml": ("mht", "mhtml"), "xml": ("xml",)},
}


def kind_of(content: bytes) -> str:
    """Return ``zip``, ``ole``, ``biff``, ``mhtml``, ``markup`` or ``text``.

    Raises
    ------
    InputError
        If it is something else that we know by its first bytes.
    """
    for beginning, kind in OTHER_KINDS.items():
        if content.startswith(beginning):
            reject("E_NOT_SHEET", kind=kind)
    if kind := _not_read(content):
        reject("E_UNSUPPORTED", kind=kind)
    for beginnings, kind in (((b"PK",), "zip"), ((OLE,), "ole"), (BIFF, "biff")):
        if content.startswith(beginnings):  # an old workbook may hold an archive: a theme
            return kind
    if END_OF_ZIP in content[-65_557:]:
        return "zip"
    if not content.strip(b"\0"):
        reject("E_NOT_SHEET", kind="zeros")
    if MHTML.search(content[:2048]):
        return "mhtml"
    return "markup" if is_markup(content) else "text"


def _not_read(content: bytes) -> str:
    """Return the name of the format of a table that is not read, empty for any other file."""
    for beginning, kind in NOT_READ.items():
        if content.startswith(beginning):
            return kind
    if JSON.match(content):
        return "JSON"
    if _is_dbase(content):
        return "dBASE"
    return "flat OpenDocument" if FLAT_DOCUMENT.search(content[:4096]) else ""


def _is_dbase(content: bytes) -> bool:
    """Return whether a file has the header of dBASE: a date, and fields of 32 bytes each."""
    if content[:1] not in {*map(bytes, zip(DBASE))} or len(content) < SIZES_OF_DBASE.size:
        return False
    _, _, month, day, _, header, record = SIZES_OF_DBASE.unpack_from(content)
    ends = (header - 1, header - 264)  # FoxPro has the path of a database behind the fields
    is_ended = any(content[end : end + 1] == b"\r" for end in ends if end >= 64)
    return 1 <= month <= 12 and 1 <= day <= 31 and record > 1 and is_ended


def is_markup(content: bytes) -> bool:
    """Return whether bytes are HTML or XML rather than delimited text."""
    return bool(MARKUP.search(content[:4096].replace(b"\0", b"")))


def archive_kind(parts: list[str], mimetype: bytes) -> str:
    """Return ``xlsx``, ``xlsb`` or ``ods`` by the names of the parts of an archive.

    Raises
    ------
    InputError
        If they are those of another document, or of an archive of files.
    """
    known = {part.replace("\\", "/").lower() for part in parts}
    for wanted, kind in PARTS.items():
        if any(part == wanted or part.endswith("/" + wanted) for part in known):
            return _sheet_kind(kind)
    for wanted_type, kind in OPEN_DOCUMENTS.items():
        if mimetype.strip().endswith(wanted_type):
            return _sheet_kind(kind)
    if "content.xml" in known:
        return "ods"
    if "index/document.iwa" in known or "index.zip" in known:
        reject("E_UNSUPPORTED", kind="Numbers")
    return reject("E_NO_SHEETS" if "[content_types].xml" in known else "E_ARCHIVE")


def _sheet_kind(kind: str) -> str:
    if kind not in NAMES_OF_KINDS:
        reject("E_NOT_SHEET", kind=kind)
    return kind


def compound_kind(content: bytes) -> str:
    """Return ``xls``, or ``protected``, by the names of the streams of an OLE file, in any case.

    Raises
    ------
    InputError
        If they are those of another document.
    """
    small = content.lower()
    for stream, kind in (STREAMS | OTHER_STREAMS).items():
        if f"{stream}\0".lower().encode("utf-16-le") in small:
            return _sheet_kind(kind) if kind != "protected" else kind
    return reject("E_NOT_SHEET", kind="an_ole")


def is_misnamed(kind: str, suffix: str) -> bool:
    """Return whether a file has the ending of another kind of workbook than its content is.

    Examples
    --------
    >>> is_misnamed("html", ".xls"), is_misnamed("xlsx", ".XLSX"), is_misnamed("xlsx", ".dat")
    (True, False, False)
    """
    ending = suffix.lower().lstrip(".")
    known = {name for names in NAMES_OF_KINDS.values() for name in names}
    return ending in known and ending not in NAMES_OF_KINDS.get(kind, ())

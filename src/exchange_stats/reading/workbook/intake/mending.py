"""An archive packed in an odd way to a plain copy of it, which every reader understands."""

import codecs
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from functools import lru_cache

from lxml import etree

from exchange_stats.reading.workbook.intake.directory import (
    HEAD,
    PARTS_ALIKE,
    TYPES,
    part_of,
    refuse_doctype,
)
from exchange_stats.reading.workbook.intake.refusals import reject, warning
from exchange_stats.reading.workbook.sheets import Notice, cell_name, place_of

# How a part in UTF-16 begins: with its mark, or with the first sign of its markup.
UTF16 = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"<\0": "utf-16-le", b"\0<": "utf-16-be"}
DECLARING = re.compile(rb"""(\xef\xbb\xbf)?\s*<\?xml\s[^<>]*?\bencoding\s*=\s*["']([\w.:-]+)["']""")
UTF8, WIDE = "utf-8", ("utf-16", "utf-32")
OLDER = (
    *WIDE,
    "cp",
    "iso8859",
    "koi8",
    "mac",
    "gb",
    "big5",
    "shift_jis",
    "euc",
    "kz",
    "ptcp",
    "tis",
)
XML = (".xml", ".rels", ".vml")
COUNTS = re.compile(rb'(<(?:\w+:)?sst\b[^<>]*?)\s(?:unique)?[cC]ount="\d*"')
DECLARED = re.compile(r"^\ufeff?\s*<\?xml[^>]*\?>")
COUNTED = re.compile(rb'<(?:\w+:)?sst\b[^<>]*?\buniqueCount="(\d+)"')
KNOWN_ERRORS = ("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#DATA!")
# The value of an error cell that is none of these; readers know only those of the standard.
NEW_ERROR = re.compile(
    rb'(\st="e"[^<>]*>(?:<f[^<>]*/>|<f[^<>]*>[^<]*</f>)?\s*<v>)(?!'
    + b"|".join(re.escape(error.encode()) + b"<" for error in KNOWN_ERRORS)
    + rb")[^<]*(?=</v>)"
)
CELL = rb'<(?:\w+:)?c\s[^<>]*\br="%s"[^<>]*(?:/>|(?<!/)>.*?</(?:\w+:)?c>)'
# An attribute as no writer of workbooks has it, though XML allows it: r='A1', or r = "A1".
ODD_SIGNS = (b'= "', b' ="', b"='", b"= '")
ODD_ATTRIBUTE = re.compile(rb"""<[A-Za-z](?:[^<>"']|"[^"<>]*")*?(?:=\s*'|\s=\s*["']|=\s+["'])""")
ROW_OR_CELL = re.compile(rb"<(row|c)(?=[\s/>])([^<>]*)>")
ADDRESS = re.compile(rb'\br="([A-Z]*)(\d+)"')
ORDINARY = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


def look_at_heads(archive: zipfile.ZipFile) -> dict[str, bytes]:
    """Return the first bytes of the XML parts, none of which declares a DOCTYPE or an entity.

    No spreadsheet program writes one; those that do have something in mind.
    """
    heads = {}
    for part in archive.namelist():
        if part.lower().endswith(XML):
            heads[part] = part_of(archive, part, HEAD)
            if b"!" in heads[part]:
                refuse_doctype(heads[part], part)
    return heads


def oddities(content: bytes, archive: zipfile.ZipFile, heads: Mapping[str, bytes]) -> list[str]:
    """Return in which ways an archive is odd, as words of ``facts/errors.csv``."""
    entries = archive.infolist()
    found = {
        "odd_start": not content.startswith(b"PK"),
        "odd_zip": any(entry.compress_type not in ORDINARY for entry in entries),
        "odd_names": any("\\" in entry.orig_filename for entry in entries),
        "odd_folder": bool(_folder(archive)),
        "odd_encoding": any(map(_other_encoding, heads.values())),
        "odd_count": any(
            _counted(head) > archive.getinfo(part).file_size // 4 for part, head in heads.items()
        ),
        "odd_attributes": any(map(_has_odd_attributes, heads.values())),
    }
    return [kind for kind, is_so in found.items() if is_so]


def _folder(archive: zipfile.ZipFile) -> str:
    """Return the folder in which all of a workbook lies that was unpacked and packed anew.

    Raises
    ------
    InputError
        If there are several, each with a document in it.
    """
    names = [name.replace("\\", "/") for name in archive.namelist()]
    ends = f"/{TYPES}".lower()
    found = {name[: 1 - len(ends)] for name in names if f"/{name}".lower().endswith(ends)}
    if len(found) > 1 and "" not in found:
        reject("E_ARCHIVE")
    return "" if "" in found else "".join(found)


def _other_encoding(head: bytes) -> str:
    """Return what a part is to be read in, empty where readers know: UTF-8, or an unknown one."""
    if wide := UTF16.get(head[:2]):
        return wide
    declared = DECLARING.match(head)
    if not declared:
        return ""
    with suppress(LookupError):
        known = codecs.lookup(declared[2].decode()).name
        # A program may declare the one in which it holds texts, whatever it then writes.
        is_utf8 = declared[1] or known.startswith(WIDE)
        return "" if not known.startswith(OLDER) else UTF8 if is_utf8 else known
    return ""


def _in_utf8(part: bytes, path: str) -> bytes:
    """Return a part in UTF-8, without the declaration that it is in another encoding."""
    encoding = _other_encoding(part[:HEAD])
    if not encoding:
        return part
    try:
        return DECLARED.sub("", part.decode(encoding)).encode()
    except UnicodeError:
        reject("E_CORRUPT", path, kind="bad_letters")


@lru_cache(maxsize=PARTS_ALIKE)
def _counted(head: bytes) -> int:
    """Return how many shared texts a part says that it has, 0 where it says nothing."""
    match = COUNTED.search(head) if b"sst" in head else None
    return int(match[1]) if match else 0


@lru_cache(maxsize=PARTS_ALIKE)
def _has_odd_attributes(head: bytes) -> bool:
    signs = ODD_SIGNS if b"'" in head else ODD_SIGNS[:2]
    return any(sign in head for sign in signs) and ODD_ATTRIBUTE.search(head) is not None


def _usual(part: bytes) -> bytes:
    """Return XML with its attributes written as usual; what is no XML, as some drawings, as is."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    with suppress(etree.XMLSyntaxError):
        usual: bytes = etree.tostring(etree.fromstring(part, parser), encoding="UTF-8")
        return usual
    return part


def with_addresses(sheet: bytes) -> bytes:
    """Return a sheet part whose rows and cells all have their address.

    It may be left out where each stands behind the one before. What a comment holds is no cell:
    a part with comments is returned as it is.
    """
    firsts = (re.search(rb"<%s(?:[\s/][^<>]*)?>" % tag, sheet) for tag in (b"row", b"c"))
    if all(first is None or ADDRESS.search(first[0]) for first in firsts) or b"<!--" in sheet:
        return sheet
    row = column = 0

    def addressed(tag: re.Match[bytes]) -> bytes:
        nonlocal row, column
        told = ADDRESS.search(tag[2])
        if tag[1] == b"row":
            row, column = int(told[2]) if told else row + 1, 0
            address = b"%d" % row
        else:
            column = place_of(told[0][3:-1])[1] + 1 if told else column + 1
            address = cell_name(row - 1, column - 1).encode()
        return tag[0] if told else b'<%s r="%s"%s>' % (tag[1], address, tag[2])

    return ROW_OR_CELL.sub(addressed, sheet)


def has_new_errors(errors: Iterable[str]) -> bool:
    """Return whether there are error values at which a reader of values stops."""
    return bool({*errors} - {"", *KNOWN_ERRORS})


def left_out(archive: zipfile.ZipFile) -> Iterator[Notice]:
    """Yield warnings of what is neither run nor followed: macros, links to other files."""
    parts = archive.namelist()
    if any(part.lower().endswith("vbaproject.bin") for part in parts):
        yield warning("W_MACROS")
    links = sum("/externalLinks/externalLink" in part for part in parts)
    if links:
        yield warning("W_LINKS", n=links)


def bare_cell(address: str) -> bytes:
    """Return the pattern of a cell with all it holds."""
    return CELL % address.encode()


def plain_copy(archive: zipfile.ZipFile, without: Iterable[tuple[str, bytes]] = ()) -> bytes:
    """Return an archive with the same parts: UTF-8, plain names and attributes, old errors.

    Parameters
    ----------
    archive : ZipFile
        An archive that is sound.
    without : iterable of (str, bytes)
        Parts, and the pattern of what is left out of each.
    """
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as copy:
        folder = _folder(archive)
        for entry in archive.infolist():
            path = entry.filename.replace("\\", "/")
            if not path.startswith(folder):  # what a packer has put beside it
                continue
            part = part_of(archive, entry.filename)
            if path.lower().endswith(XML):
                part = _in_utf8(part, path)
            if part.startswith(b"<") and _has_odd_attributes(part[:HEAD]):
                part = _usual(part)
            if part.count(b"<sst", 0, HEAD) or part.count(b":sst", 0, HEAD):
                part = COUNTS.sub(rb"\1", COUNTS.sub(rb"\1", part, count=1), count=1)
            if b't="e"' in part:
                part = NEW_ERROR.sub(rb"\1#N/A", part)
            for name, pattern in without:
                if name == entry.filename:
                    part = re.sub(pattern, b"", part, flags=re.DOTALL)
            copy.writestr(path.removeprefix(folder), part)
    return target.getvalue()

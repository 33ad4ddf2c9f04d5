"""An archive by its directory: judged before anything is unpacked, and its parts by their name.

Also the header of an OLE file, which is the directory of the older kind.
"""

import html
import io
import re
import struct
import zipfile
import zlib
from functools import lru_cache
from itertools import pairwise
from posixpath import dirname, join, normpath

from exchange_stats.reading.workbook.intake.limits import MIB, limit
from exchange_stats.reading.workbook.intake.refusals import reject

LOCAL_HEADER = 30
USUAL_FLAGS = 0x080E  # how well it is packed, sizes behind it, its name in UTF-8
ALIKE, PARTS_ALIKE = 8, 32  # parts remembered: the workbooks of one program have the same ones
ATTRIBUTE = re.compile(rb'([\w:]+)\s*=\s*"([^"]*)"')
TEXTS = "/sharedStrings"
TYPES = "[Content_Types].xml"
BOOK_TYPE = re.compile(r"(?:sheet|template|addin)(?:\.macroEnabled)?\.main\+xml$")
HEAD = 65_536
PREFIXED = re.compile(rb"<\w+:(?:worksheet|sst|styleSheet|workbook)[\s>]")
# OpenOffice and LibreOffice begin the parts of their macros and an old manifest with the first
# kind, which names a file beside it and declares nothing; any other is refused.
DOCTYPE = re.compile(
    rb'(?!<!DOCTYPE [\w:]+ PUBLIC "-//OpenOffice\.org//DTD [\w. ]+//EN" "\w+\.dtd">)'
    rb"<!\s*(?:DOCTYPE|ENTITY)",
    re.I,
)
# In a manifest of OpenDocument: the cells, or all in one part. Macros alone may be locked too.
LOCKED = re.compile(
    rb"""full-path=["'](?:content\.xml|encrypted-package)["'][^>]*(?<!/)>\s*<(?:\w+:)?encryption-data"""
)
UNREADABLE = (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, ValueError)


def open_archive(content: bytes) -> zipfile.ZipFile:
    """Return an archive whose directory is sound.

    Raises
    ------
    InputError
        If it is cut or locked, or unpacks to more than it may.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        entries = archive.infolist()
    except (*UNREADABLE, struct.error, IndexError, UnicodeError):
        reject("E_CORRUPT", kind="bad_archive")
    _refuse_bomb(entries, len(content))
    if any(entry.flag_bits & 1 for entry in entries):
        reject("E_ENCRYPTED")
    names = [entry.filename.replace("\\", "/").lower() for entry in entries]
    if len(set(names)) < len(names):
        reject("E_CORRUPT", kind="two_names")
    if "meta-inf/manifest.xml" in names:
        entry = entries[names.index("meta-inf/manifest.xml")]
        if LOCKED.search(part_of(archive, entry.filename)):
            reject("E_ENCRYPTED")
    return archive


def _refuse_bomb(entries: list[zipfile.ZipInfo], packed: int) -> None:
    most_parts = limit("archive", "parts")
    if len(entries) > most_parts:
        reject("E_BOMB", n=len(entries), what="parts", limit=most_parts)
    starts = sorted((e.header_offset, e.header_offset + e.compress_size) for e in entries)
    overlaps = sum(end + LOCAL_HEADER > after for (_, end), (after, _) in pairwise(starts))
    if overlaps:
        reject("E_BOMB", n=overlaps + 1, what="overlapping", limit=0)
    sizes = [entry.file_size for entry in entries]
    for size, most in (
        (sum(sizes), limit("archive", "unpacked_mib")),
        (max(sizes, default=0), limit("archive", "part_mib")),
    ):
        if size > most * MIB:
            reject("E_BOMB", n=size // MIB, what="mib", limit=most)
    ratio, most = sum(sizes) // packed, limit("archive", "ratio")
    if sum(sizes) > limit("archive", "ratio_floor_mib") * MIB and ratio > most:
        reject("E_BOMB", n=ratio, what="times", limit=most)


def part_of(archive: zipfile.ZipFile, part: str, most: int = -1) -> bytes:
    """Return a part of an archive, or its first bytes.

    Raises
    ------
    InputError
        If it cannot be unpacked, or its check sum is wrong.
    """
    try:
        small = _small(archive, part)
        if small is not None:
            return small if most < 0 else small[:most]
        with archive.open(part) as opened:
            return opened.read(most)
    except UNREADABLE:
        reject("E_CORRUPT", part, kind="bad_part")


def _small(archive: zipfile.ZipFile, part: str) -> bytes | None:
    """Return a small part, packed as it mostly is; of every other one, ``None``."""
    entry, file = archive.getinfo(part), archive.fp
    is_small = 0 < entry.file_size <= HEAD and entry.compress_size <= HEAD
    if file is None or not is_small or entry.flag_bits & ~USUAL_FLAGS:
        return None
    file.seek(entry.header_offset)
    header = file.read(LOCAL_HEADER)
    if len(header) < LOCAL_HEADER or not header.startswith(b"PK\3\4"):
        return None
    name, extra = struct.unpack_from("<HH", header, 26)
    words = "utf-8" if header[7] & 8 else "cp437"
    if file.read(name + extra)[:name].decode(words, "replace") != entry.orig_filename:
        return None
    packed = file.read(entry.compress_size)
    return _unpacked(packed, entry.compress_type, entry.file_size, entry.CRC)


@lru_cache(maxsize=PARTS_ALIKE)
def _unpacked(packed: bytes, method: int, size: int, checksum: int) -> bytes | None:
    """Return the bytes of a part, ``None`` where they are not what the directory says of them.

    Remembered: the workbooks of one program have the same theme, styles and relations.
    """
    if method == zipfile.ZIP_STORED:
        found = packed
    elif method == zipfile.ZIP_DEFLATED:
        found = zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, size + 1)
    else:
        return None
    return found if len(found) == size and zlib.crc32(found) == checksum else None


def refuse_doctype(content: bytes, part: str = "") -> None:
    """Refuse XML that declares a DOCTYPE or an entity in its first 64 KiB."""
    head = content[:HEAD]
    if b"!" in head and DOCTYPE.search(head.replace(b"\0", b"")):
        reject("E_DTD", part)


def refuse_bad_compound(content: bytes) -> None:
    """Refuse an OLE file whose header names more sectors than the file holds."""
    if len(content) < 512:
        reject("E_CORRUPT", kind="bad_sectors")
    shift = struct.unpack_from("<H", content, 30)[0]
    tables, *_, small, far, chained = struct.unpack_from("<8I", content, 44)
    sectors = (len(content) >> shift) + 1 if shift in (9, 12) else 0
    if max(tables, small, chained) > sectors or sectors <= far < 0xFFFFFFFA:
        reject("E_CORRUPT", kind="bad_sectors")


def plain_part(archive: zipfile.ZipFile, name: str) -> bytes:
    """Return a part of an archive without name-space prefixes, empty if there is none.

    The case of its name does not matter.
    """
    try:
        small = _small(archive, name)
        content = archive.read(name) if small is None else small
    except KeyError:
        alike = [part for part in archive.namelist() if part.lower() == name.lower()]
        return plain_part(archive, alike[0]) if alike else b""
    if PREFIXED.search(content[:2000]):
        content = re.sub(rb"<(/?)\w+:", rb"<\1", content)
    return content


def attributes_of(tag: bytes) -> dict[str, str]:
    """Return the attributes of a tag as they stand in its bytes."""
    return {
        name.decode(): html.unescape(value.decode("utf-8", "replace"))
        for name, value in ATTRIBUTE.findall(tag)
    }


def book_part(archive: zipfile.ZipFile) -> str:
    """Return the name of the part of an xlsx archive that names the sheets, empty without one.

    It may have any name; then the types of the parts tell it.
    """
    names = archive.namelist()
    usual = (name for name in names if name.lower().endswith("xl/workbook.xml"))
    return next(usual, "") or _declared_book(archive)


def _declared_book(archive: zipfile.ZipFile) -> str:
    for tag in re.findall(rb"<(?:\w+:)?Override\s[^>]*>", plain_part(archive, TYPES)):
        declared = attributes_of(tag)
        if BOOK_TYPE.search(declared.get("ContentType", "")):
            return declared.get("PartName", "").lstrip("/")
    return ""


def sheet_tags(archive: zipfile.ZipFile, book: str) -> list[bytes]:
    """Return the tags that name the sheets of a workbook."""
    return re.findall(rb"<sheet\s[^>]*>", plain_part(archive, book))


def relation_of(sheet: dict[str, str]) -> str:
    """Return the id of the relation that leads to a sheet."""
    return next((value for key, value in sheet.items() if key.endswith(":id")), "")


def lost_sheets(archive: zipfile.ZipFile) -> tuple[list[bytes], list[bytes]]:
    """Return the tags of the sheets behind which a part stands, and of those without one."""
    book = book_part(archive)
    targets, parts = relations(archive, book), {*map(str.lower, archive.namelist())}
    held: tuple[list[bytes], list[bytes]] = ([], [])
    for tag in sheet_tags(archive, book):
        is_lost = targets.get(relation_of(attributes_of(tag)), "").lower() not in parts
        held[is_lost].append(tag)
    return held


def texts_part(archive: zipfile.ZipFile, book: str) -> str:
    """Return the name of the part of the shared texts, whatever it is called."""
    usual = join(dirname(book), "sharedStrings.xml")
    related = _related(dirname(book), plain_part(archive, _relations_part(book)))
    return next((path for kind, path in related.values() if kind.endswith(TEXTS)), usual)


def relations(archive: zipfile.ZipFile, part: str) -> dict[str, str]:
    """Return the targets of the relations of a part of an archive, by their id."""
    found = _related(dirname(part), plain_part(archive, _relations_part(part)))
    return {name: path for name, (_, path) in found.items()}


def _relations_part(part: str) -> str:
    return join(dirname(part), "_rels", part.rsplit("/", 1)[-1] + ".rels")


@lru_cache(maxsize=ALIKE)
def _related(folder: str, part: bytes) -> dict[str, tuple[str, str]]:
    found = {}
    for tag in re.findall(rb"<(?:\w+:)?Relationship\s[^>]*>", part):
        relation = attributes_of(tag)
        target = relation.get("Target", "")
        path = target.lstrip("/") if target.startswith("/") else normpath(join(folder, target))
        found[relation.get("Id", "")] = relation.get("Type", ""), path
    return found

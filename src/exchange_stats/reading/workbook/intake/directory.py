"""What the directory of an archive says before anything is unpacked; the header of an OLE file."""

import io
import re
import struct
import zipfile
import zlib
from itertools import pairwise

from exchange_stats.reading.workbook.intake.limits import MIB, limit
from exchange_stats.reading.workbook.intake.refusals import reject

LOCAL_HEADER = 30
HEAD = 65_536
DOCTYPE = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.I)
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
        if b"encryption-data" in part_of(archive, entry.filename):
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
    ratio, most = sum(sizes) // max(packed, 1), limit("archive", "ratio")
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
        with archive.open(part) as opened:
            return opened.read(most)
    except UNREADABLE:
        reject("E_CORRUPT", part, kind="bad_part")


def refuse_doctype(content: bytes, part: str = "") -> None:
    """Refuse XML that declares a DOCTYPE or an entity in its first 64 KiB."""
    if b"<!" in content[:HEAD].replace(b"\0", b"") and DOCTYPE.search(
        content[:HEAD].replace(b"\0", b"")
    ):
        reject("E_DTD", part)


def refuse_bad_compound(content: bytes) -> None:
    """Refuse an OLE file whose header names more sectors than the file holds."""
    if len(content) < 512:
        reject("E_CORRUPT", kind="bad_sectors")
    shift = struct.unpack_from("<H", content, 30)[0]
    tables, folder, _, _, _, small, far, chained = struct.unpack_from("<8I", content, 44)
    sectors = (len(content) >> shift) + 1 if shift in (9, 12) else 0
    del folder
    if max(tables, small, chained) > sectors or sectors <= far < 0xFFFFFFFA:
        reject("E_CORRUPT", kind="bad_sectors")

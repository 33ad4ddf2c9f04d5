"""A file of any kind to the figures in it."""

import zipfile
from dataclasses import dataclass
from html import unescape
from io import BytesIO
from pathlib import Path

from exchange_stats.ground.errors import RawFileError
from exchange_stats.issued.verification.pieces import (
    CHANGED,
    KEPT,
    UNKNOWN,
    Piece,
    office_pieces,
    picture_piece,
)
from exchange_stats.publishing.figures.files import PDF_TEXT
from exchange_stats.publishing.figures.stamp import find_stamps, is_sealed
from exchange_stats.publishing.office.repack import is_as_packed

KINDS = ("png", "svg", "pdf", "csv", "xlsx", "docx", "pptx", "html")
LARGEST = 500_000_000  # bytes of a file, and of what is packed in it


@dataclass(frozen=True)
class Found:
    """What a file holds: its pieces, and whether it is, as a whole, what was exported."""

    kind: str
    pieces: list[Piece]
    whole: str = UNKNOWN


def read_pieces(path: Path) -> tuple[Found, bytes]:
    """Return what a file holds, and its bytes.

    Raises
    ------
    RawFileError
        If it is not of a kind that can be looked into.
    """
    if path.stat().st_size > LARGEST:
        message = f"{path}: larger than {LARGEST:,} bytes, expected an exported file or a report; "
        raise RawFileError(message + "take the pictures out of it")
    content = path.read_bytes()
    kind = _kind(content, path)
    if kind == "png":
        one = picture_piece(content)
        return Found(kind, [one] if one else [], one.state if one else UNKNOWN), content
    if kind == "office":
        members = _members(content, path)
        whole = {True: KEPT, False: CHANGED, None: UNKNOWN}[is_as_packed(members)]
        return Found(kind, office_pieces(members), whole), content
    if kind == "csv":
        return Found(kind, []), content
    return _in_text(kind, content), content


def _kind(content: bytes, path: Path) -> str:
    """Return the kind of a file by its first bytes, else by its name."""
    if content.startswith(b"\x89PNG"):
        return "png"
    if content.startswith(b"%PDF"):
        return "pdf"
    if content.startswith(b"PK"):
        return "office"
    named = path.suffix.lower().lstrip(".")
    if named in ("svg", "csv", "html", "htm"):
        return "html" if named == "htm" else named
    message = f"{path}: a file of another kind found, expected one of {', '.join(KINDS)}; "
    raise RawFileError(message + "choose such a file")


def _members(content: bytes, path: Path) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            if sum(info.file_size for info in packed.infolist()) > LARGEST:
                message = f"{path}: more than {LARGEST:,} bytes packed in it, expected an Office "
                raise RawFileError(message + "document; take the pictures out of it")
            return {name: packed.read(name) for name in packed.namelist()}
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError) as error:
        message = f"{path}: cannot be unpacked ({error}), expected a whole Office document; "
        raise RawFileError(message + "save it anew in Word, PowerPoint or Excel") from None


def _in_text(kind: str, content: bytes) -> Found:
    """Return what a picture of lines, or a page, says of itself."""
    encoding = PDF_TEXT if kind == "pdf" else "utf-8"
    text = content.decode(encoding, errors="ignore")
    if kind == "pdf":  # the words may begin at an odd byte
        text += content[1:].decode(encoding, errors="ignore")
    stamps = find_stamps(unescape(text) if kind != "pdf" else text)
    sealed = [one for one in stamps if one.seal]
    if sealed:
        state = KEPT if is_sealed(content, sealed[0].seal, encoding) else CHANGED
        return Found(kind, [Piece(sealed[0], "file", state)], state)
    return Found(kind, [Piece(one, "text", UNKNOWN) for one in stamps])

"""Office files with the same bytes at every build: sorted members, one date, no clock."""

import re
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

FIRST = "[Content_Types].xml"
INSTANT = "2000-01-01T00:00:00Z"
PROPERTIES = "docProps/core.xml"
_DATED = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)")


def repack(path: Path) -> Path:
    """Return the path of an Office file, written anew so that its bytes follow its content."""
    path.write_bytes(_repacked(path.read_bytes()))
    return path


def _repacked(content: bytes) -> bytes:
    """Return a container anew; a workbook inside it is written anew first."""
    with ZipFile(BytesIO(content)) as old:
        members = {name: old.read(name) for name in old.namelist()}
    target = BytesIO()
    with ZipFile(target, "w") as new:
        for name in sorted(members, key=lambda one: (one != FIRST, one)):
            info = ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            info.compress_type, info.create_system = ZIP_DEFLATED, 3
            info.external_attr = 0o600 << 16
            new.writestr(info, _steady(name, members[name]), compresslevel=9)
    return target.getvalue()


def _steady(name: str, content: bytes) -> bytes:
    if name.endswith(".xlsx"):
        return _repacked(content)
    if name == PROPERTIES:
        return _DATED.sub(rb"\g<1>" + INSTANT.encode() + rb"\g<2>", content)
    return content

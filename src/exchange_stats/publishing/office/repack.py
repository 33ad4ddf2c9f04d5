"""Office files with the same bytes at every build, sealed: sorted members, one date, no clock."""

import re
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from exchange_stats.publishing.figures.stamp import seal_of

FIRST = "[Content_Types].xml"
INSTANT = "2000-01-01T00:00:00Z"
PROPERTIES, SEAL, RELATIONS = "docProps/core.xml", "docProps/custom.xml", "_rels/.rels"
_DATED = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)")
_SEALED = re.compile(rb'name="exchange_stats_seal"[^>]*>\s*<vt:lpwstr>([0-9a-f]{12})<')
_CUSTOM = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
 xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">
<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="2" name="exchange_stats_seal">
<vt:lpwstr>{seal}</vt:lpwstr></property></Properties>"""
_RELATION = (
    b'<Relationship Id="rIdSeal" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    b'relationships/custom-properties" Target="docProps/custom.xml"/></Relationships>'
)
_TYPE = (
    b'<Override PartName="/docProps/custom.xml" ContentType="application/'
    b'vnd.openxmlformats-officedocument.custom-properties+xml"/></Types>'
)


def repack(path: Path, language: str = "") -> Path:
    """Return the path of an Office file, written anew so that its bytes follow its content.

    Its seal, over all that it holds, stands among its custom properties; so does its language,
    if it is given, among the others.
    """
    members = _steady_members(path.read_bytes())
    if language:
        spoken = f"<dc:language>{language}</dc:language></cp:coreProperties>".encode()
        members[PROPERTIES] = members[PROPERTIES].replace(b"</cp:coreProperties>", spoken)
    members[SEAL] = _CUSTOM.format(seal=_seal(members)).encode()
    members[RELATIONS] = members[RELATIONS].replace(b"</Relationships>", _RELATION)
    members[FIRST] = members[FIRST].replace(b"</Types>", _TYPE)
    path.write_bytes(_packed(members))
    return path


def is_as_packed(members: Mapping[str, bytes]) -> bool | None:
    """Return whether the members of a file are those that were sealed; None without a seal."""
    told = _SEALED.search(members.get(SEAL, b""))
    return told.group(1).decode() == _seal(members) if told else None


def _seal(members: Mapping[str, bytes]) -> str:
    """Return the seal of members, but for those that name the seal."""
    beside = (SEAL, RELATIONS, FIRST)
    parts = ((name.encode(), members[name]) for name in sorted(members) if name not in beside)
    return seal_of(*(part for pair in parts for part in pair))


def _steady_members(content: bytes) -> dict[str, bytes]:
    """Return the members of a container; a workbook inside it is written anew."""
    with ZipFile(BytesIO(content)) as old:
        return {name: _steady(name, old.read(name)) for name in old.namelist()}


def _packed(members: Mapping[str, bytes]) -> bytes:
    target = BytesIO()
    with ZipFile(target, "w") as new:
        for name in sorted(members, key=lambda one: (one != FIRST, one)):
            info = ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            info.compress_type, info.create_system = ZIP_DEFLATED, 3
            info.external_attr = 0o600 << 16
            new.writestr(info, members[name], compresslevel=9)
    return target.getvalue()


def _steady(name: str, content: bytes) -> bytes:
    if name.endswith(".xlsx"):
        return _packed(_steady_members(content))
    if name == PROPERTIES:
        return _DATED.sub(rb"\g<1>" + INSTANT.encode() + rb"\g<2>", content)
    return content

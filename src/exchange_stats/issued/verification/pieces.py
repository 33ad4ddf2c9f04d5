"""The figures in an Office document, also one that others wrote: pictures, charts and ids."""

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from lxml import etree
from PIL import Image, PngImagePlugin

from exchange_stats.publishing.figures.raster import seal_of_picture
from exchange_stats.publishing.figures.stamp import Stamp, find_stamps, seal_of_numbers

KEPT, CHANGED, UNKNOWN = "kept", "changed", "unknown"
DRAWN = ("docPr", "cNvPr")  # where a document names a picture or a chart
PARAGRAPHS = ("p", "si")
LEVELS = 3  # from such a name up to the drawing that holds it
RELATIONS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_SAFE = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True)


@dataclass(frozen=True)
class Piece:
    """A figure found in a file.

    Attributes
    ----------
    stamp : Stamp
        What it says of itself.
    kind : str
        ``picture``, ``chart``, ``file``, ``data`` or ``text``.
    state : str
        ``kept`` as it was exported, ``changed`` since, or ``unknown``: nothing to compare with.
    """

    stamp: Stamp
    kind: str
    state: str


def picture_piece(content: bytes, named: Stamp | None = None) -> Piece | None:
    """Return what a PNG shows, None for one that is none of ours.

    Parameters
    ----------
    content : bytes
        The file.
    named : Stamp, optional
        What the document around it says that it shows: a program that shrinks pictures drops
        what these say of themselves.
    """
    try:
        with Image.open(BytesIO(content)) as picture:
            if not isinstance(picture, PngImagePlugin.PngImageFile):
                return Piece(named, "picture", UNKNOWN) if named else None
            told = find_stamps(str(picture.text.get("Stamp") or picture.text.get("Source") or ""))
            seal = seal_of_picture(picture)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return Piece(named, "picture", UNKNOWN) if named else None
    stamp = told[0] if told else named
    if stamp is None:
        return None
    if not stamp.seal or (not told and seal != stamp.seal):
        return Piece(stamp, "picture", UNKNOWN)
    return Piece(stamp, "picture", KEPT if seal == stamp.seal else CHANGED)


def office_pieces(members: Mapping[str, bytes]) -> list[Piece]:
    """Return the pieces in the members of a document, those that only words name the last."""
    found: list[Piece] = []
    words: list[Stamp] = []
    used: set[str] = set()
    for name in sorted(members):
        if not name.endswith(".xml") or name.startswith("docProps/"):
            continue
        tree = _parsed(members[name])
        if tree is not None:
            found += _drawn(tree, name, members, used)
            words += _in_words(tree)
    loose = [n for n in sorted(members) if n.lower().endswith(".png") and n not in used]
    found += [one for one in map(picture_piece, (members[n] for n in loose)) if one]
    known = {(one.stamp.figure, one.stamp.version, one.stamp.data) for one in found}
    named = [s for s in dict.fromkeys(words) if (s.figure, s.version, s.data) not in known]
    return found + [Piece(stamp, "text", UNKNOWN) for stamp in named]


def _parsed(content: bytes) -> Any:
    try:
        return etree.fromstring(content, _SAFE)
    except etree.XMLSyntaxError:
        return None


def _local(element: Any) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _in_words(tree: Any) -> Iterator[Stamp]:
    for paragraph in (one for one in tree.iter() if _local(one) in PARAGRAPHS):
        yield from find_stamps("".join(paragraph.itertext()))


def _drawn(tree: Any, name: str, members: Mapping[str, bytes], used: set[str]) -> Iterator[Piece]:
    """Yield the pictures and charts that a part of a document names as ours."""
    targets = _targets(name, members)
    for element in tree.iter():
        if _local(element) not in DRAWN:
            continue
        told = find_stamps(f"{element.get('title', '')} {element.get('descr', '')}")
        for kind, relation in _shown(element) if told else ():
            target = targets.get(relation, "")
            content = members.get(target, b"")
            used.add(target)
            if kind == "chart":
                yield _chart_piece(content, told[0])
            elif piece := picture_piece(content, told[0]):
                yield piece


def _shown(element: Any) -> list[tuple[str, str]]:
    """Return kind and relation of what a drawing shows, by its name."""
    for above in list(element.iterancestors())[:LEVELS]:
        for inner in above.iter():
            if _local(inner) == "chart" and inner.get(f"{RELATIONS}id"):
                return [("chart", inner.get(f"{RELATIONS}id"))]
            if _local(inner) == "blip":
                return [("picture", inner.get(f"{RELATIONS}embed", ""))]
    return []


def _targets(name: str, members: Mapping[str, bytes]) -> dict[str, str]:
    """Return the members that a part refers to, by the ids of the relations."""
    folder, file = posixpath.split(name)
    tree = _parsed(members.get(f"{folder}/_rels/{file}.rels", b""))
    if tree is None:
        return {}
    return {
        one.get("Id", ""): posixpath.normpath(posixpath.join(folder, one.get("Target", ""))).lstrip(
            "/"
        )
        for one in tree
    }


def _chart_piece(content: bytes, stamp: Stamp) -> Piece:
    tree = _parsed(content)
    if tree is None or not stamp.seal:
        return Piece(stamp, "chart", UNKNOWN)
    series = [one for one in tree.iter() if _local(one) == "ser"]
    categories = _cached(series[0], "cat") if series else []
    rows = [(_name(one), _cached(one, "val")) for one in series]
    try:
        seal = seal_of_numbers([str(one or "") for one in categories], rows)
    except ValueError:
        return Piece(stamp, "chart", CHANGED)
    return Piece(stamp, "chart", KEPT if seal == stamp.seal else CHANGED)


def _name(series: Any) -> str:
    """Return the name of a series, which a chart holds as it is or taken from a cell."""
    place = next((one for one in series if _local(one) == "tx"), None)
    inner = place.iter() if place is not None else ()
    return "".join(one.text or "" for one in inner if _local(one) == "v")


def _cached(series: Any, part: str) -> list[str | None]:
    """Return the values that a chart shows for a part of a series, None for a gap."""
    place = next((one for one in series if _local(one) == part), None)
    inner = list(place.iter()) if place is not None else []
    count = next((int(one.get("val", "0")) for one in inner if _local(one) == "ptCount"), 0)
    values: list[str | None] = [None] * min(count, 100_000)
    for point in (one for one in inner if _local(one) == "pt"):
        index = int(point.get("idx", "0"))
        if index < len(values):
            values[index] = "".join(point.itertext()).strip()
    return values

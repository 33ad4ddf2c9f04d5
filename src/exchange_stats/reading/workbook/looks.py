"""What a cell of an xlsx file has beside its value: superscripts, format, bold, indent, errors."""

import html
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from posixpath import dirname, join

from exchange_stats.reading.workbook.intake.directory import (
    attributes_of,
    book_part,
    plain_part,
    relation_of,
    relations,
    sheet_tags,
    texts_part,
)
from exchange_stats.reading.workbook.intake.limits import limit
from exchange_stats.reading.workbook.intake.mending import with_addresses
from exchange_stats.reading.workbook.intake.refusals import reject
from exchange_stats.reading.workbook.intake.witness import Census, census, refuse_bad_cells
from exchange_stats.reading.workbook.sheets import Look, Sheet, place_of

PLAIN_FORMAT = re.compile(r"General|@|[#0?](?:[#0?. ]|,(?=[#0?]))*")
POWER_OF_UNIT = re.compile(r"(?:^|[\s(/,.])(?:[cdkm]?m|[\u0441\u0434\u043a]?\u043c)$")
BUILT_IN_FORMATS = {9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??"}
ALIKE = 8  # parts remembered: the workbooks of one program, or of one form, have the same ones
ITEM = re.compile(rb"<si\s*/>|<si>(.*?)</si>", re.DOTALL)
BLANK = re.compile(rb"<si\s*/>|<t(?:\s[^<>]*)?(?:/>|>\s*</t>)\s*</si>")
RUN = re.compile(
    rb"<r>(?:\s*<rPr>(?P<look>.*?)</rPr>)?\s*<t(?:\s[^>]*)?>(?P<text>.*?)</t>", re.DOTALL
)
XF = re.compile(rb"<xf(?:\s[^>]*)?/>|<xf[\s>].*?</xf>", re.DOTALL)
NO_VALUE = re.compile(rb"(?:</f>|<f[^>]*/>)\s*(?:<v\s*/>|<v></v>)?\s*</c>")
ERROR = re.compile(rb'\st="e"[^<>]*>\s*(?:<f[^<>]*(?:/>|>[^<]*</f>))?\s*<v>([^<]*)</v>')
HIDDEN_ROW = re.compile(rb'<row\s([^>]*hidden="(?:1|true)"[^>]*)>')
HIDDEN_COLUMN = re.compile(rb'<col\s([^>]*hidden="(?:1|true)"[^>]*)>')


@dataclass(frozen=True)
class SheetLooks:
    """The looks of one sheet, its texts without their superscripts, and what is hidden."""

    looks: dict[tuple[int, int], Look] = field(default_factory=dict)
    texts: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    stray: tuple[str, str] = ("", "")  # the part of the sheet, and a lone cell far from all others
    filled: int | None = None  # cells with a value, as the bytes tell it


def read_looks(archive: zipfile.ZipFile) -> dict[str, SheetLooks]:
    """Return the looks of every worksheet of an xlsx archive, by sheet name.

    One pass over the bytes of each part, which is read closely only where it holds something
    to report: a plain sheet of a million cells costs a few searches.
    """
    book = book_part(archive)
    if not book:
        return {}
    targets = relations(archive, book)
    styles = _styles(plain_part(archive, join(dirname(book), "styles.xml")))
    shared = plain_part(archive, texts_part(archive, book))
    raised, texts = _raised_texts(shared), len(re.findall(rb"<si[\s/>]", shared))
    blanks = bool(BLANK.search(shared))  # which cells have such a text is not counted
    found = {}
    tags = sheet_tags(archive, book)
    if len(tags) > (most := limit("workbook", "sheets")):
        reject("E_TOO_BIG", n=len(tags), what="sheets", limit=most, name="sheets")
    for tag in tags:
        sheet = attributes_of(tag)
        path = targets.get(relation_of(sheet), "")
        if "worksheet" in path:
            looks = _sheet_looks(archive, path, (styles, raised, texts))
            found[sheet.get("name", "")] = replace(looks, filled=None) if blanks else looks
    return found


@lru_cache(maxsize=ALIKE)
def _styles(part: bytes) -> dict[int, Look]:
    """Return the looks that cell styles give, only of styles that give any."""
    formats = dict(BUILT_IN_FORMATS)
    for tag in re.findall(rb"<numFmt\s[^>]*>", part):
        given = attributes_of(tag)
        code = given.get("formatCode", "")
        if not PLAIN_FORMAT.fullmatch(code):
            formats[int(given.get("numFmtId", 0))] = code
    fonts = re.findall(rb"<font\s*/>|<font[\s>].*?</font>", part, re.DOTALL)
    bold = [bool(re.search(rb'<b\s*/>|<b\s+val="(?:1|true)"', font)) for font in fonts]
    section = re.search(rb"<cellXfs.*?</cellXfs>", part, re.DOTALL)
    styles = {}
    entries = XF.findall(section[0]) if section else []
    for index, entry in enumerate(entries):
        given = attributes_of(entry)
        font = int(given.get("fontId", 0))
        look = Look(
            number_format=formats.get(int(given.get("numFmtId", 0)), ""),
            bold=font < len(bold) and bold[font],
            indent=int(given.get("indent", 0)),
        )
        if look != Look():
            styles[index] = look
    return styles


def _raised_texts(part: bytes) -> dict[int, tuple[str, str]]:
    """Return base text and superscript of the shared strings that have superscript runs."""
    if b'"superscript"' not in part:
        return {}
    if part.count(b"<si>") > part.count(b"</si>"):  # the search for each end would be endless
        reject("E_CORRUPT", kind="bad_part")
    found = {}
    for index, item in enumerate(ITEM.finditer(part)):
        if item[1] and b'"superscript"' in item[1]:
            found[index] = _split_runs(item[1])
    return found


def _split_runs(item: bytes) -> tuple[str, str]:
    """Return base text and superscript; the power of a unit (km2) stays in the text."""
    base, raised = "", ""
    for run in RUN.finditer(item):
        text = html.unescape(run["text"].decode("utf-8", "replace")).replace("_x000D_", "")
        is_mark = b'"superscript"' in (run["look"] or b"") and text.strip()
        if is_mark and not (text.strip() in ("2", "3") and POWER_OF_UNIT.search(base)):
            raised += text.strip() + " "
        else:
            base += text
    return base, raised.strip()


def _sheet_looks(
    archive: zipfile.ZipFile,
    path: str,
    shared: tuple[dict[int, Look], dict[int, tuple[str, str]], int],
) -> SheetLooks:
    xml, (styles, raised, texts) = plain_part(archive, path), shared
    seen = census(xml)
    stray = refuse_bad_cells(xml, seen, texts, path)
    xml = with_addresses(xml)
    hides = seen.hides and b'hidden="' in xml
    rows = HIDDEN_ROW.findall(xml) if hides else []
    found = SheetLooks(
        hidden_rows=frozenset(int(attributes_of(tag).get("r", 0)) - 1 for tag in rows),
        hidden_columns=frozenset(_hidden_columns(xml) if hides else ()),
        stray=(path, stray),
    )
    _add_styles(xml, styles, found)
    _add_faults(xml, seen, found)
    _add_raised(xml, raised, found)
    gone = sum(bool(look.error) for look in found.looks.values()) + bool(stray)
    gone += sum(not text.strip() for text in found.texts.values())
    found = replace(found, filled=seen.filled - gone)
    for target in relations(archive, path).values():
        if "comments" in target:  # a talk about a cell stands in a part of "threadedComments"
            for reference in re.findall(
                rb'<comment\s[^>]*ref="(\w+)"', plain_part(archive, target)
            ):
                _add(found, place_of(reference), comment=True)
    return found


def _hidden_columns(xml: bytes) -> Iterator[int]:
    for tag in HIDDEN_COLUMN.findall(xml):
        given = attributes_of(tag)
        yield from range(int(given["min"]) - 1, min(int(given["max"]), 16384))


def _add(found: SheetLooks, place: tuple[int, int], **what: object) -> None:
    look = found.looks.get(place, Look())
    found.looks[place] = replace(look, **what)  # type: ignore[arg-type]


def _add_styles(xml: bytes, styles: dict[int, Look], found: SheetLooks) -> None:
    if not styles:
        return
    wanted = b"|".join(str(index).encode() for index in styles)
    for match in re.finditer(rb'\ss="(' + wanted + rb')"', xml):
        place = _place_of_tag(xml, match.start())
        if place:
            found.looks[place] = styles[int(match[1])]


def _add_faults(xml: bytes, seen: Census, found: SheetLooks) -> None:
    if seen.errors:
        for match in ERROR.finditer(xml):
            place = _place_of_tag(xml, match.start())
            if place:
                _add(found, place, error=match[1].decode("utf-8", "replace"))
    if seen.formulas:
        for match in NO_VALUE.finditer(xml):
            place = _place_of_tag(xml, match.start(), inside=True)
            if place:
                _add(found, place, formula_without_value=True)


def _add_raised(xml: bytes, raised: dict[int, tuple[str, str]], found: SheetLooks) -> None:
    texts = []
    if raised:
        wanted = b"|".join(str(index).encode() for index in raised)
        for match in re.finditer(rb"<v>(" + wanted + rb")</v>", xml):
            start = xml.rfind(b"<c ", 0, match.start())
            if b't="s"' in xml[start : match.start()]:
                texts.append((match.start(), raised[int(match[1])]))
    inline = re.finditer(rb"<is>(.*?)</is>", xml, re.DOTALL) if b'"superscript"' in xml else ()
    for match in inline:
        if b'"superscript"' in match[1]:
            texts.append((match.start(), _split_runs(match[1])))
    for position, (base, mark) in texts:
        place = _place_of_tag(xml, position, inside=True)
        if place:
            found.texts[place] = base
            _add(found, place, superscript=mark)


def _place_of_tag(xml: bytes, position: int, *, inside: bool = False) -> tuple[int, int] | None:
    """Return the place of the cell whose tag, or whose content, stands at a position."""
    start = xml.rfind(b"<c " if inside else b"<", 0, position)
    tag = xml[start : xml.find(b">", start)]
    address = re.search(rb'\sr="([A-Z]+\d+)"', tag) if tag.startswith(b"<c ") else None
    return place_of(address[1]) if address else None


def mark_hidden_by_merges(sheets: Iterable[Sheet]) -> None:
    """Mark the values that lie under a merge: a workbook does not show them."""
    for sheet, (top, left, bottom, right) in ((s, merge) for s in sheets for merge in s.merges):
        for row in range(top, min(bottom + 1, len(sheet.values))):
            for column in range(left, min(right + 1, len(sheet.values[row]))):
                if (row, column) != (top, left) and sheet.values[row][column] is not None:
                    look = sheet.looks.get((row, column), Look())
                    sheet.looks[row, column] = replace(look, under_merge=True)

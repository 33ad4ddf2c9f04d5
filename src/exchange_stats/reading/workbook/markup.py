"""HTML and SpreadsheetML saved as workbooks, to rows of cells and merged ranges."""

import email
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from lxml import etree, html

from exchange_stats.reading.workbook.intake import limits
from exchange_stats.reading.workbook.intake.directory import refuse_doctype
from exchange_stats.reading.workbook.intake.refusals import reject
from exchange_stats.reading.workbook.text import TextTable
from exchange_stats.reading.workbook.text.encoding import decoded

# What pages in XML begin with; it declares nothing of its own.
XHTML = re.compile(
    rb'<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML [^"<>]+"\s+"http://www\.w3\.org/[^"<>]+">'
)
MOST_SPAN = 1000
DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")  # of an encoding that the text no longer has


def page_of(content: bytes, kind: str) -> bytes:
    """Return a page, out of a web archive of one file (``mhtml``) if it is one.

    Raises
    ------
    InputError
        If there is none in it, if it is too large, or declares an entity.
    """
    most = limits.limit("file", "page_mib")
    if len(content) > most * limits.MIB:
        reject("E_TOO_BIG", n=len(content) // limits.MIB, what="mib", limit=most, name="page_mib")
    page = _archived(content) if kind == "mhtml" else content
    if page.lstrip().startswith(b"<?xml"):
        refuse_doctype(XHTML.sub(b"", page, count=1))
    return page


def _archived(content: bytes) -> bytes:
    for part in email.message_from_bytes(content).walk():
        if part.get_content_type() == "text/html":
            return bytes(part.get_payload(decode=True))
    return reject("E_NOT_SHEET", kind="a_page")


def read_markup(content: bytes) -> TextTable:
    """Return the cells of the tables of an HTML page, or of a SpreadsheetML 2003 file.

    Tables follow one another with a blank row between; spans become merged ranges.

    Raises
    ------
    InputError
        If there is no table in it.
    """
    if b"urn:schemas-microsoft-com:office:spreadsheet" in content[:4096]:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
        found = _tables(etree.fromstring(content, parser).iter("{*}Table"), _xml_cells)
        kind = "xml"
    else:
        page = html.fromstring(DECLARATION.sub("", _page_text(content)))
        tables = [table for table in page.iter("table") if not table.xpath("ancestor::table")]
        found, kind = _tables(tables, _html_cells), "html"
    if not found[0]:
        reject("E_NOT_SHEET", kind="a_page")
    return TextTable(found[0], kind, (), tuple(found[1]))


def _page_text(content: bytes) -> str:
    if limits.encoding():
        return decoded(content)[0]
    named = re.search(rb"(?:charset|encoding)=[\"']?([\w-]+)", content[:4096], re.I)
    if named and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return content.decode(named[1].decode()).lstrip("\ufeff")
        except (LookupError, UnicodeDecodeError):
            pass
    return decoded(content)[0]


@dataclass(frozen=True)
class _Cell:
    text: str
    right: int
    down: int
    skip_to: int = 0


def _tables(
    tables: Iterable[etree._Element], cells: Callable[[etree._Element], list[list[_Cell]]]
) -> tuple[list[list[str | None]], list[tuple[int, int, int, int]]]:
    rows: list[list[str | None]] = []
    merges: list[tuple[int, int, int, int]] = []
    for table in tables:
        if rows:
            rows.append([])
        _lay_out(cells(table), rows, merges)
    return rows, merges


def _lay_out(
    lines: list[list[_Cell]],
    rows: list[list[str | None]],
    merges: list[tuple[int, int, int, int]],
) -> None:
    """Put the cells of a table below the rows there are, each at its own place."""
    top = len(rows)
    taken: set[tuple[int, int]] = set()
    rows.extend([] for _ in lines)
    for row, line in enumerate(lines, start=top):
        column = 0
        for cell in line:
            column = max(column, cell.skip_to)
            while (row, column) in taken:
                column += 1
            rows[row].extend([None] * (column + 1 - len(rows[row])))
            rows[row][column] = cell.text or None
            last = min(row + cell.down, len(rows)) - 1, column + cell.right - 1
            if last != (row, column):
                merges.append((row, column, *last))
                taken |= {
                    (r, c) for r in range(row, last[0] + 1) for c in range(column, last[1] + 1)
                }
            column += cell.right


def _html_cells(table: etree._Element) -> list[list[_Cell]]:
    return [
        [
            _Cell(
                " ".join(cell.text_content().split()),
                _span(cell, "colspan"),
                _span(cell, "rowspan"),
            )
            for cell in row
            if cell.tag in ("td", "th")
        ]
        for row in table.iter("tr")
    ]


def _span(cell: etree._Element, name: str) -> int:
    text = str(cell.get(name, "1")).strip()
    return min(max(int(text), 1), MOST_SPAN) if text.isdecimal() else 1


def _xml_cells(table: etree._Element) -> list[list[_Cell]]:
    lines: list[list[_Cell]] = []
    for row in table.iter("{*}Row"):
        at = int(_attribute(row, "Index") or len(lines) + 1)
        lines.extend([] for _ in range(min(at - 1 - len(lines), MOST_SPAN)))
        lines.append(
            [
                _Cell(
                    "".join(cell.itertext()).strip(),
                    int(_attribute(cell, "MergeAcross") or 0) + 1,
                    int(_attribute(cell, "MergeDown") or 0) + 1,
                    int(_attribute(cell, "Index") or 1) - 1,
                )
                for cell in row.iter("{*}Cell")
            ]
        )
    return lines


def _attribute(element: etree._Element, name: str) -> str:
    return next((value for key, value in element.attrib.items() if key.endswith("}" + name)), "")

"""An OpenDocument workbook read row by row: values, error cells, merged ranges and what is hidden.

Rows and cells that repeat are written out only as far as something stands in them, and counted
before: a small file can ask for more cells than any memory holds.
"""

import datetime
import io
import re
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field

from lxml import etree

from exchange_stats.reading.workbook.intake.directory import refuse_doctype
from exchange_stats.reading.workbook.intake.limits import limit
from exchange_stats.reading.workbook.intake.refusals import reject
from exchange_stats.reading.workbook.sheets import Look, Sheet

OFFICE, STYLE, TABLE, TEXT = (
    "{urn:oasis:names:tc:opendocument:xmlns:" + name + ":1.0}"
    for name in ("office", "style", "table", "text")
)
CELLS = (f"{TABLE}table-cell", f"{TABLE}covered-table-cell")
# Where the pass stops: styles first, then the tables, columns before rows.
STOPS = (f"{TABLE}table-row", f"{TABLE}table-column", f"{TABLE}table", f"{STYLE}style")
MOST_REPEATS = 100_000
DURATION = re.compile(r"PT(\d+)H(\d+)M(\d+)(?:[.,]\d+)?S")
ERRORS = re.compile(r"Err:\d+|#(?:REF!|DIV/0!|N/A|NAME\?|NULL!|NUM!|VALUE!)")


@dataclass
class _Table:
    """What has been read of one table, and where its next row and column stand."""

    rows: list[list[object]] = field(default_factory=list)
    looks: dict[tuple[int, int], Look] = field(default_factory=dict)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    row: int = 0
    column: int = 0


def read_ods(content: bytes) -> list[Sheet]:
    """Return the sheets of an OpenDocument workbook.

    Raises
    ------
    InputError
        If it declares a DOCTYPE, or holds more cells or spaces than we read.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        part = archive.read("content.xml")
    refuse_doctype(part, "content.xml")
    found: list[Sheet] = []
    unseen: set[str] = set()  # styles of hidden sheets
    table, cells = _Table(), 0
    for element in _elements(part):
        if element.tag == f"{STYLE}style":
            if any(one.get(f"{TABLE}display") == "false" for one in element):
                unseen.add(element.get(f"{STYLE}name", ""))
        elif element.tag == f"{TABLE}table-column":
            _add_column(table, element)
        elif element.tag == f"{TABLE}table-row":
            cells += _add_row(table, element, cells)
        else:
            hidden = element.get(f"{TABLE}style-name") in unseen
            found.append(_sheet(element.get(f"{TABLE}name", ""), table, hidden=hidden))
            table = _Table()
    return found


def _elements(part: bytes) -> Iterator[etree._Element]:
    """Yield styles, columns, rows and tables as each ends, and forget each afterwards."""
    # A picture of 10 MB inside the part is no reason to stop; the process is limited as it is.
    options = {"resolve_entities": False, "no_network": True, "huge_tree": True}
    for _, element in etree.iterparse(io.BytesIO(part), tag=STOPS, load_dtd=False, **options):
        above = element.getparent()
        # A table within a cell is none of ours; what stands before it there is.
        inside = any(one.tag in CELLS for one in element.iterancestors())
        if not inside:
            yield element
        element.clear(keep_tail=True)
        while not inside and above is not None and element.getprevious() is not None:
            del above[0]


def _add_column(table: _Table, element: etree._Element) -> None:
    number = _count(element, "number-columns-repeated", limit("workbook", "columns"))
    if element.get(f"{TABLE}visibility") in ("collapse", "filter"):
        table.hidden_columns |= {*range(table.column, table.column + number)}
    table.column += number


def _add_row(table: _Table, line: etree._Element, before: int) -> int:
    """Add a row as often as it repeats; return how many filled cells that makes."""
    down = _count(line, "number-rows-repeated", limit("workbook", "rows"))
    values: list[object] = []
    looks: dict[int, Look] = {}
    column = 0
    for cell in line.iterchildren(*CELLS):
        right = _count(cell, "number-columns-repeated", 2**31)
        if len(cell) or cell.attrib:
            value, look = _content(cell)
            if value is not None or look != Look():
                _refuse_too_many(before + down * right, "cells")
                values.extend([None] * (column - len(values)) + [value] * right)
                looks |= dict.fromkeys(range(column, column + right), look)
            _add_merge(table, cell, column)
        column += right
    filled = len(values) - values.count(None)
    _refuse_too_many(before + filled * down, "cells")
    if line.get(f"{TABLE}visibility") in ("collapse", "filter"):
        table.hidden_rows |= {*range(table.row, table.row + min(down, MOST_REPEATS))}
    if values:
        table.rows.extend([] for _ in range(table.row - len(table.rows)))
        table.rows.extend([*values] for _ in range(down))
        for row in range(table.row, table.row + down):
            table.looks |= {(row, at): look for at, look in looks.items() if look != Look()}
    table.row += down
    return filled * down


def _count(element: etree._Element, name: str, most: int) -> int:
    text = element.get(TABLE + name, "1")
    return min(max(int(text), 1), most) if text.isdecimal() else 1


def _add_merge(table: _Table, cell: etree._Element, column: int) -> None:
    down = _count(cell, "number-rows-spanned", limit("workbook", "rows"))
    right = _count(cell, "number-columns-spanned", limit("workbook", "columns"))
    if down > 1 or right > 1:
        table.merges.append((table.row, column, table.row + down - 1, column + right - 1))


def _content(cell: etree._Element) -> tuple[object, Look]:
    kinds = [value for key, value in cell.attrib.items() if key.endswith("}value-type")]
    kind, shown = cell.get(f"{OFFICE}value-type", ""), _shown(cell)
    if "error" in kinds or ERRORS.fullmatch(shown):
        return None, Look(error=shown or "#ERROR!")
    if cell.get(f"{TABLE}formula") and not kinds:
        return None, Look(formula_without_value=True)
    return _value(kind, cell, shown), Look()


def _value(kind: str, cell: etree._Element, shown: str) -> object:
    if kind in ("float", "percentage", "currency"):
        return float(cell.get(f"{OFFICE}value", ""))
    if kind == "boolean":
        return cell.get(f"{OFFICE}boolean-value") == "true"
    with suppress(ValueError):
        if kind == "date":
            return datetime.datetime.fromisoformat(cell.get(f"{OFFICE}date-value", ""))
        lasting = DURATION.fullmatch(cell.get(f"{OFFICE}time-value", ""))
        if kind == "time" and lasting:
            hours, minutes, seconds = map(int, lasting.groups())
            return datetime.timedelta(hours=hours, minutes=minutes, seconds=seconds)
    return shown or cell.get(f"{OFFICE}string-value") or None


def _shown(cell: etree._Element) -> str:
    """Return the paragraphs of a cell, a line each; its comment is not part of them."""
    return "\n".join("".join(_pieces(one)) for one in cell if one.tag == f"{TEXT}p")


def _pieces(element: etree._Element) -> Iterator[str]:
    yield element.text or ""
    for one in element:
        if one.tag == f"{TEXT}s":
            spaces = int(one.get(f"{TEXT}c", 1))
            _refuse_too_many(spaces, "spaces")
            yield " " * spaces
        elif one.tag in (f"{TEXT}tab", f"{TEXT}line-break"):
            yield "\t" if one.tag.endswith("tab") else "\n"
        elif one.tag != f"{OFFICE}annotation":
            yield from _pieces(one)
        yield one.tail or ""


def _refuse_too_many(number: int, what: str) -> None:
    """Refuse what is little in the file and too much once it is written out."""
    most = limit("workbook", what)
    if number > most:
        reject("E_TOO_BIG", "content.xml", n=number, what=what, limit=most, name=what)


def _sheet(name: str, table: _Table, *, hidden: bool) -> Sheet:
    hiding = frozenset(table.hidden_rows), frozenset(table.hidden_columns), hidden
    return Sheet(name, table.rows, table.looks, tuple(table.merges), *hiding)

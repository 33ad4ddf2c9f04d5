"""What an OpenDocument workbook has beside its values: error cells and merged ranges."""

import io
import re
import zipfile
from collections.abc import Iterator

from lxml import etree

from exchange_stats.reading.workbook.intake.directory import refuse_doctype
from exchange_stats.reading.workbook.intake.limits import limit
from exchange_stats.reading.workbook.intake.refusals import reject
from exchange_stats.reading.workbook.looks import SheetLooks
from exchange_stats.reading.workbook.sheets import Look

Merges = tuple[tuple[int, int, int, int], ...]
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
MOST_REPEATS = 100_000
SPACES = re.compile(rb'<text:s\s[^<>]*text:c="(\d+)"')
ROW = re.compile(rb"<table:table-row\b([^<>]*)>(.*?)</table:table-row>", re.DOTALL)
CELL = re.compile(rb"<table:table-cell\b[^<>]*[^/<>]>")  # one that holds something
REPEATED_ROWS = re.compile(rb'number-rows-repeated="(\d+)"')
REPEATED_COLUMNS = re.compile(rb'number-columns-repeated="(\d+)"')


def ods_looks(content: bytes) -> tuple[dict[str, SheetLooks], dict[str, Merges]]:
    """Return error cells and merged ranges of an OpenDocument workbook."""
    looks: dict[str, SheetLooks] = {}
    merges: dict[str, Merges] = {}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        part = archive.read("content.xml")
    refuse_doctype(part, "content.xml")
    _refuse_too_many(part)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    for table in etree.fromstring(part, parser).iter(f"{TABLE}table"):
        name = table.get(f"{TABLE}name", "")
        found, spans = SheetLooks(), []
        for row, column, cell in _ods_cells(table):
            down = int(cell.get(f"{TABLE}number-rows-spanned", 1))
            right = int(cell.get(f"{TABLE}number-columns-spanned", 1))
            if down > 1 or right > 1:
                spans.append((row, column, row + down - 1, column + right - 1))
            text = "".join(cell.itertext())
            is_error = any(v == "error" for k, v in cell.attrib.items() if k.endswith("value-type"))
            if is_error or text.startswith(("#", "Err:")):
                found.looks[row, column] = Look(error=text or "#ERROR!")
        looks[name], merges[name] = found, tuple(spans)
    return looks, merges


def _refuse_too_many(part: bytes) -> None:
    """Refuse spaces and cells that are few in the file and too many once they are written out."""
    most = limit("workbook", "spaces")
    spaces = max(map(int, SPACES.findall(part)), default=0)
    if spaces > most:
        reject("E_TOO_BIG", "content.xml", n=spaces, what="spaces", limit=most)
    most, cells = limit("workbook", "cells"), 0
    for row in ROW.finditer(part):
        down = REPEATED_ROWS.search(row[1])
        for cell in CELL.finditer(row[2]):
            right = REPEATED_COLUMNS.search(cell[0])
            cells += int(down[1] if down else 1) * int(right[1] if right else 1)
    if cells > most:
        reject("E_TOO_BIG", "content.xml", n=cells, what="cells", limit=most)


def _ods_cells(table: etree._Element) -> Iterator[tuple[int, int, etree._Element]]:
    """Yield row, column and element of every cell that holds something or spans several."""
    row = 0
    for line in table.iter(f"{TABLE}table-row"):
        column = 0
        for cell in line.iterchildren(f"{TABLE}table-cell", f"{TABLE}covered-table-cell"):
            if len(cell) or cell.get(f"{TABLE}number-columns-spanned"):
                yield row, column, cell
            column += int(cell.get(f"{TABLE}number-columns-repeated", 1))
        row += min(int(line.get(f"{TABLE}number-rows-repeated", 1)), MOST_REPEATS)

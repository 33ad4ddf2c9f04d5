"""What an OpenDocument workbook has beside its values: error cells and merged ranges."""

import io
import zipfile
from collections.abc import Iterator

from lxml import etree

from exchange_stats.reading.workbook.looks import SheetLooks
from exchange_stats.reading.workbook.sheets import Look

Merges = tuple[tuple[int, int, int, int], ...]
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
MOST_REPEATS = 100_000


def ods_looks(content: bytes) -> tuple[dict[str, SheetLooks], dict[str, Merges]]:
    """Return error cells and merged ranges of an OpenDocument workbook."""
    looks: dict[str, SheetLooks] = {}
    merges: dict[str, Merges] = {}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        part = archive.read("content.xml")
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

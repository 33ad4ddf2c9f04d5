"""One look over a sheet part before a reader parses it, and one over what it read."""

import re
from collections.abc import Iterable

from exchange_stats.ground.errors import InputError
from exchange_stats.reading.workbook.intake.limits import limit
from exchange_stats.reading.workbook.intake.refusals import refusal, reject
from exchange_stats.reading.workbook.sheets import Sheet, cell_name

TEXT_NUMBER = re.compile(rb't="s"[^<>]*>\s*<v>([^<]*)</v>')
# Beyond XFD1048576, the last cell of Excel.
BAD_ADDRESS = re.compile(
    rb' r="(?:[A-Z]{4}|XF[E-Z]|X[G-Z][A-Z]|[YZ][A-Z]{2}|[A-Z]+(?:0|\d{8}|[2-9]\d{6}|1[1-9]\d{5}'
    rb"|10[5-9]\d{4}|1049\d{3}|1048[6-9]\d\d|10485[89]\d|104857[7-9]))"
)
ROW = re.compile(rb'<row\s[^<>]*?\br="(\d+)"')
FILLED = re.compile(rb'<c\s[^<>]*?\br="([A-Z]+)(\d+)"[^<>/]*>(?!</c>)')


def refuse_bad_cells(xml: bytes, texts: int, part: str) -> str:
    """Refuse a sheet part with cells that no workbook has, or with more than we read.

    Returns the address of a lone cell so far away that all between it and the table is too much,
    empty if there is none.

    Parameters
    ----------
    xml : bytes
        The part, without name-space prefixes.
    texts : int
        How many shared texts there are.
    part : str
        Its name, for the message.

    Raises
    ------
    InputError
        For a NUL, bytes that are not UTF-8, an address beyond the last cell of Excel, the number
        of a shared text that is not there, too many cells or too large a rectangle.
    """
    if b"\0" in xml or BAD_ADDRESS.search(xml):
        reject("E_CORRUPT", part, kind="bad_address")
    if not xml.isascii() and b"encoding=" not in xml[:100].lower().replace(b"utf-8", b""):
        _refuse_bad_utf8(xml, part)
    for number in set(TEXT_NUMBER.findall(xml)):
        if number.strip() and not (number.strip().isdigit() and int(number[:20]) < texts):
            reject("E_CORRUPT", part, kind="bad_index")
    cells = xml.count(b"<c ") + xml.count(b"<c>") + xml.count(b"<c/")
    if cells >= limit("workbook", "cells"):
        raise _too_many(cells, part)
    return _stray(xml, part)


def count_filled(xml: bytes) -> int:
    """Return how many cells of a sheet part have a value or a text of their own."""
    return xml.count(b"<v>") + xml.count(b"<v ") + xml.count(b"<is>") - xml.count(b"<v></v>")


def refuse_too_large(sheets: Iterable[Sheet]) -> None:
    """Refuse sheets whose rectangle of cells, or whose merged ranges together, are too much.

    Raises
    ------
    InputError
        For the first such sheet; a row that is filled far to the right widens all of them.
    """
    most = {name: limit("workbook", name) for name in ("rows", "columns", "cells")}
    for sheet in sheets:
        height, width = len(sheet.values), max(map(len, sheet.values), default=0)
        merged = sum(
            max(min(bottom + 1, height) - top, 0) * max(min(right + 1, width) - left, 0)
            for top, left, bottom, right in sheet.merges
        )
        found = {"rows": height, "columns": width, "cells": max(height * width, merged)}
        for name, number in found.items():
            if number > most[name]:
                reject("E_TOO_BIG", sheet.name, n=number, what=name, limit=most[name], name=name)


def _refuse_bad_utf8(xml: bytes, part: str) -> None:
    try:
        xml.decode("utf-8")
    except UnicodeDecodeError:
        reject("E_CORRUPT", part, kind="bad_utf8")


def _too_many(cells: int, part: str) -> InputError:
    most = limit("workbook", "cells")
    return refusal("E_TOO_BIG", part, n=cells, what="cells", limit=most, name="cells")


def _stray(xml: bytes, part: str) -> str:
    """Return the address of a lone far cell; refuse far rows, and many cells far apart."""
    rows = ROW.findall(xml)
    last = max(map(int, rows), default=0)
    if last > limit("workbook", "rows"):
        reject("E_CORRUPT", part, kind="bad_address")
    width = 16384 if re.search(rb' r="[A-Z]{3}', xml) else 702 if re.search(rb' r="AA', xml) else 26
    if last * width < limit("workbook", "cells"):
        return ""
    places = sorted((int(row), _column(letters)) for letters, row in FILLED.findall(xml))
    area = _area(places)
    if area <= limit("workbook", "cells"):
        return ""
    if _area(places[:-1]) > limit("workbook", "cells"):
        raise _too_many(area, part)
    return cell_name(places[-1][0] - 1, places[-1][1] - 1)


def _area(places: list[tuple[int, int]]) -> int:
    """Return the cells of the rectangle around some filled cells, which stand row by row."""
    if not places:
        return 0
    columns = [column for _, column in places]
    return (places[-1][0] - places[0][0] + 1) * (max(columns) - min(columns) + 1)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number

"""One look over the bytes of a sheet part before a reader parses it: what cannot be, is refused."""

import re

from exchange_stats.ground.errors import InputError
from exchange_stats.reading.workbook.intake.limits import limit
from exchange_stats.reading.workbook.intake.refusals import refusal, reject

TEXT_NUMBER = re.compile(rb't="s"[^<>]*>\s*<v>([^<]*)</v>')
# Beyond XFD1048576, the last cell of Excel.
BAD_ADDRESS = re.compile(
    rb' r="(?:[A-Z]{4}|XF[E-Z]|X[G-Z][A-Z]|[YZ][A-Z]{2}|[A-Z]+(?:0|\d{8}|[2-9]\d{6}|1[1-9]\d{5}'
    rb"|10[5-9]\d{4}|1049\d{3}|1048[6-9]\d\d|10485[89]\d|104857[7-9]))"
)
ROW = re.compile(rb'<row\s[^<>]*?\br="(\d+)"')
FILLED = re.compile(rb'<c\s[^<>]*?\br="([A-Z]+)(\d+)"[^<>/]*>(?!</c>)')


def refuse_bad_cells(xml: bytes, texts: int, part: str) -> None:
    """Refuse a sheet part with cells that no workbook has, or with more than we read.

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
    _refuse_far_rows(xml, part)


def _refuse_bad_utf8(xml: bytes, part: str) -> None:
    try:
        xml.decode("utf-8")
    except UnicodeDecodeError:
        reject("E_CORRUPT", part, kind="bad_utf8")


def _too_many(cells: int, part: str) -> InputError:
    most = limit("workbook", "cells")
    return refusal("E_TOO_BIG", part, n=cells, what="cells", limit=most)


def _refuse_far_rows(xml: bytes, part: str) -> None:
    """Refuse rows beyond the last, and two cells so far apart that all between is too much."""
    rows = ROW.findall(xml)
    last = max(map(int, rows), default=0)
    if last > limit("workbook", "rows"):
        reject("E_CORRUPT", part, kind="bad_address")
    width = 16384 if re.search(rb' r="[A-Z]{3}', xml) else 702 if re.search(rb' r="AA', xml) else 26
    if last * width < limit("workbook", "cells"):
        return
    area = _area(xml)
    if area > limit("workbook", "cells"):
        raise _too_many(area, part)


def _area(xml: bytes) -> int:
    """Return the cells of the rectangle around all filled cells."""
    places = FILLED.findall(xml)
    if not places:
        return 0
    rows = [int(row) for _, row in places]
    columns = [_column(letters) for letters in {letters for letters, _ in places}]
    return (max(rows) - min(rows) + 1) * (max(columns) - min(columns) + 1)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number

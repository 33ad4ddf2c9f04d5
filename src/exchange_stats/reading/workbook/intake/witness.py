"""One look over a sheet part before a reader parses it, and one over what it read."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

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
LEAST_OF_CELL, WIDEST = len(b"<c/>"), 16_384
BLOCK, MARGIN = 2**18, bytes(16)  # what is looked at together, and what is seen on both sides of it
MOST_DIGITS = 7  # of a row
EMPTY = (b"<v></v>", b"<is><t></t></is>", b"<is><t/></is>")  # no value of a cell


@dataclass
class Census:
    """What stands in a sheet part, told by the bytes around each ``<`` and each ``=``.

    Attributes
    ----------
    filled : int
        Cells that have a value or a text of their own.
    tags, rows, last : int
        Tags of rows, numbers of rows, and the greatest of these.
    far : bool
        Whether an address may be beyond the last cell of Excel: it has three letters, a row of
        nought, or of seven digits.
    wide : bool
        Whether an address has two letters or more.
    empty, formulas, errors, texts, hides : bool
        Whether there may be an empty value, a formula, an error, a shared text, something hidden.
    """

    filled: int = 0
    rows: int = 0
    tags: int = 0
    empty: bool = False
    last: int = 0
    far: bool = False
    wide: bool = False
    formulas: bool = False
    errors: bool = False
    texts: bool = False
    hides: bool = False


def census(xml: bytes) -> Census:
    """Return what stands in a sheet part, looked over block by block."""
    found = Census()
    for start in range(0, len(xml), BLOCK):
        before = xml[max(start - len(MARGIN), 0) : start].rjust(len(MARGIN), b"\0")
        piece = before + xml[start : start + BLOCK + len(MARGIN)] + MARGIN
        seen = np.frombuffer(piece, np.uint8)
        here = seen[len(MARGIN) : len(MARGIN) + min(BLOCK, len(xml) - start)]
        tags, equals = (np.flatnonzero(here == ord(sign)) + len(MARGIN) for sign in "<=")
        _count_tags(seen, tags, found)
        _look_at_attributes(seen, equals, found)
    if found.empty:
        found.filled -= sum(map(xml.count, EMPTY))
    if found.rows != found.tags:  # rows without a number, or numbers of something else
        found.last = max(map(int, ROW.findall(xml)), default=0)
    return found


def _count_tags(seen: np.ndarray, tags: np.ndarray, found: Census) -> None:
    first = seen[tags + 1]
    values = tags[first == ord("v")]
    second = seen[values + 2]
    closed = values[second == ord(">")]
    found.filled += len(closed) + int(np.count_nonzero(second == ord(" ")))
    found.empty |= bool((seen[closed + 3] == ord("<")).any())
    texts = tags[first == ord("i")]
    texts = texts[(seen[texts + 2] == ord("s")) & (seen[texts + 3] == ord(">"))]
    found.filled += len(texts)
    found.empty |= bool(((seen[texts + 7] == ord("<")) | (seen[texts + 6] == ord("/"))).any())
    found.tags += int(np.count_nonzero(seen[tags[first == ord("r")] + 2] == ord("o")))
    found.formulas |= bool((first == ord("f")).any())


def _look_at_attributes(seen: np.ndarray, equals: np.ndarray, found: Census) -> None:
    name = seen[equals - 1]
    types = seen[equals[name == ord("t")] + 2]
    found.errors |= bool((types == ord("e")).any())
    found.texts |= bool((types == ord("s")).any())
    found.hides |= bool((seen[equals[name == ord("n")] - 2] == ord("e")).any())
    addresses = equals[name == ord("r")]
    kind = seen[addresses + 2]
    _read_rows(seen, addresses[_digits(kind) < 10] + 2, found)
    lettered = addresses[(kind > ord("9")) & (kind <= ord("Z"))]  # not of xmlns:xr="http://..."
    second, third = seen[lettered + 3], seen[lettered + 4]
    two = second > ord("9")
    found.wide |= bool(two.any())
    odd = (two & ((third > ord("9")) | (third == ord("0")))) | (second == ord("0"))
    found.far |= bool(odd.any())
    place = 4
    while len(lettered) and place < 3 + MOST_DIGITS:
        lettered = lettered[_digits(seen[lettered + place]) < 10]
        place += 1
    found.far |= bool(len(lettered))


def _digits(signs: np.ndarray) -> np.ndarray:
    """Return the numbers that digits stand for, ten or more for any other sign."""
    return signs - np.uint8(ord("0"))


def _read_rows(seen: np.ndarray, places: np.ndarray, found: Census) -> None:
    """Take up the numbers of rows, eight digits of each at most."""
    places = places[(seen[places - 1] == ord('"')) & (seen[places - 4] <= ord(" "))]
    numbers, more = np.zeros(len(places), np.int64), np.ones(len(places), bool)
    for digit in range(MOST_DIGITS + 1):
        digits = _digits(seen[places + digit])
        more &= digits < 10
        if not more.any():
            break
        numbers = np.where(more, numbers * 10 + digits, numbers)
    found.rows += len(places)
    found.last = max(found.last, int(numbers.max(initial=0)))


def refuse_bad_cells(xml: bytes, seen: Census, texts: int, part: str) -> str:
    """Refuse a sheet part with cells that no workbook has, or with more than we read.

    Returns the address of a lone cell so far away that all between it and the table is too much,
    empty if there is none.

    Parameters
    ----------
    xml : bytes
        The part, without name-space prefixes.
    seen : Census
        What stands in it.
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
    if b"\0" in xml or (seen.far and BAD_ADDRESS.search(xml)):
        reject("E_CORRUPT", part, kind="bad_address")
    if not xml.isascii():
        _refuse_bad_utf8(xml, part)
    for number in set(TEXT_NUMBER.findall(xml)) if seen.texts else ():
        if number.strip() and not (number.strip().isdigit() and int(number[:20]) < texts):
            reject("E_CORRUPT", part, kind="bad_index")
    if len(xml) >= LEAST_OF_CELL * limit("workbook", "cells"):
        cells = xml.count(b"<c ") + xml.count(b"<c>") + xml.count(b"<c/")
        if cells >= limit("workbook", "cells"):
            raise _too_many(cells, part)
    return _stray(xml, seen, part)


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


def refuse_far_cell(row: int, column: int) -> None:
    """Refuse a cell beyond the last one of Excel."""
    if row >= limit("workbook", "rows") or column >= limit("workbook", "columns"):
        reject("E_CORRUPT", kind="bad_address")


def _refuse_bad_utf8(xml: bytes, part: str) -> None:
    try:
        xml.decode("utf-8")
    except UnicodeDecodeError:
        reject("E_CORRUPT", part, kind="bad_utf8")


def _too_many(cells: int, part: str) -> InputError:
    most = limit("workbook", "cells")
    return refusal("E_TOO_BIG", part, n=cells, what="cells", limit=most, name="cells")


def _stray(xml: bytes, seen: Census, part: str) -> str:
    """Return the address of a lone far cell; refuse far rows, and many cells far apart."""
    if seen.last > limit("workbook", "rows"):
        reject("E_CORRUPT", part, kind="bad_address")
    if seen.last * _width(xml, seen) < limit("workbook", "cells"):
        return ""
    places = sorted((int(row), _column(letters)) for letters, row in FILLED.findall(xml))
    area = _area(places)
    if area <= limit("workbook", "cells"):
        return ""
    if _area(places[:-1]) > limit("workbook", "cells"):
        raise _too_many(area, part)
    return cell_name(places[-1][0] - 1, places[-1][1] - 1)


def _width(xml: bytes, seen: Census) -> int:
    """Return a bound on the columns of a sheet part, a close one only where it matters."""
    if seen.last * WIDEST < limit("workbook", "cells"):
        return WIDEST
    is_wide = seen.far and re.search(rb' r="[A-Z]{3}', xml)
    return WIDEST if is_wide else 702 if seen.wide else 26


def _area(places: list[tuple[int, int]]) -> int:
    """Return the cells of the rectangle from A1 around filled cells, which stand row by row."""
    return places[-1][0] * max(column for _, column in places) if places else 0


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number

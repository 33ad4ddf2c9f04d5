"""Delimited text to rows of cells, in whatever encoding it is."""

import csv
import io
import re
from collections import Counter
from dataclasses import dataclass, field

from exchange_stats.reading.workbook.intake import limits
from exchange_stats.reading.workbook.intake.limits import limit
from exchange_stats.reading.workbook.intake.refusals import reject, warning
from exchange_stats.reading.workbook.sheets import Notice

CANDIDATES = ("cp1251", "gb18030", "koi8-r", "cp866", "big5", "cp1252")
MARGIN, LEAST = 0.08, 0.4
MOST_OF_FIELD = 131_068  # four times what a cell of Excel holds
WORDS_OF_A_SENTENCE = 6
LOOKED_AT = 100_000  # characters of a line, to find what cuts it
DELIMITERS = ("\t", ";", ",", "|")
# The letters of Russian from the most to the least frequent.
BY_FREQUENCY = (
    "\u043e\u0435\u0430\u0438\u043d\u0442\u0441\u0440\u0432\u043b\u043a\u043c\u0434\u043f\u0443"
    "\u044f\u044b\u044c\u0433\u0437\u0431\u0447\u0439\u0445\u0436\u0448\u044e\u0446\u0449\u044d"
    "\u0444\u044a\u0451"
)
RANK = {letter: 1 - place / len(BY_FREQUENCY) for place, letter in enumerate(BY_FREQUENCY)}


@dataclass(frozen=True)
class TextTable:
    """The cells of a text table, its merged ranges, and how it was read."""

    rows: list[list[str | None]]
    format: str
    notes: tuple[Notice, ...] = ()
    merges: tuple[tuple[int, int, int, int], ...] = field(default=())


def read_text_table(content: bytes) -> TextTable:
    """Return the cells of delimited text; blank lines count as rows.

    Raises
    ------
    InputError
        If the encoding is not certain, a quote is never closed, there are too many columns, or
        it is a text and no table.
    """
    text, encoding = decoded(content)
    first, _, rest = text.partition("\n")
    declared = re.fullmatch(r"sep=(.)\s*", first.strip("\r"))
    text = rest if declared else text
    if not text.strip():
        reject("E_EMPTY")
    delimiter = declared[1] if declared else _delimiter(text)
    rows = _rows(text, delimiter)
    if not declared and _is_prose(rows):
        reject("E_NOT_SHEET", kind="prose")
    blank: list[list[str | None]] = [[]] if declared else []
    is_sure = encoding in ("utf-8", "ascii", limits.encoding())
    notes = () if is_sure else (warning("W_ENCODING", kind=encoding),)
    return TextTable([*blank, *([cell or None for cell in row] for row in rows)], "csv", notes)


def _rows(text: str, delimiter: str) -> list[list[str]]:
    most = limit("workbook", "columns")
    widest = max(line.count(delimiter) for line in text.splitlines()) + 1
    if widest > most:
        reject("E_TOO_BIG", n=widest, what="columns", limit=most, name="columns")
    csv.field_size_limit(MOST_OF_FIELD)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        return list(lines)
    except csv.Error as error:
        if "delimiter" in str(error):  # a sign after a closing quote: read as it stands
            lenient = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
            return list(lenient)
        place = f"line {lines.line_num}"
        kind = "long_field" if "limit" in str(error) else "open_quote"
        reject("E_CORRUPT", place, kind=kind)


def _is_prose(rows: list[list[str]]) -> bool:
    """Return whether lines are sentences: long ones, cut only where a comma has a space behind it.

    A list in one column has short lines; a table has numbers, or cells with nothing between.
    """
    filled = [row for row in rows if any(cell.strip() for cell in row)]
    if not filled:
        reject("E_EMPTY")
    cells = [cell for row in filled for cell in row]
    if any(cell.strip().replace(".", "").isdigit() for cell in cells):
        return False
    if any(cell and not cell[0].isspace() for row in filled for cell in row[1:]):
        return False
    words = sorted(sum(len(cell.split()) for cell in row) for row in filled)
    return words[len(words) // 2] >= WORDS_OF_A_SENTENCE


def decoded(content: bytes) -> tuple[str, str]:
    """Return text and encoding of bytes.

    What a person has named decides, else a mark at the beginning; else strict UTF-8, UTF-16 by its
    zero bytes, then the encoding that gives the most plausible letters, by a margin.

    Raises
    ------
    InputError
        If two encodings are as plausible, or none is.
    """
    if named := limits.encoding():
        return _as_asked(content, named), named
    marks = (("utf-16", b"\xff\xfe"), ("utf-16", b"\xfe\xff"))
    for encoding, mark in marks:
        if content.startswith(mark):
            return content.decode(encoding).lstrip("\ufeff"), encoding
    try:
        return content.decode("utf-8").lstrip("\ufeff"), "utf-8"
    except UnicodeDecodeError as error:
        broken = error.start
    sample = content[:2000]
    if sample.count(0) > len(sample) // 50:
        is_little = sample[1::2].count(0) >= sample[::2].count(0)
        encoding = "utf-16-le" if is_little else "utf-16-be"
        return content.decode(encoding), encoding
    return _most_plausible(content, broken)


def _as_asked(content: bytes, named: str) -> str:
    """Return the text of bytes in an encoding that a person has named."""
    try:
        return content.decode(named).lstrip("\ufeff")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        reject("E_ENCODING", kind="not_as_asked", a=named, line=line)


def _most_plausible(content: bytes, broken: int) -> tuple[str, str]:
    _refuse_mixed(content, broken)
    controls = sum(byte < 9 or 13 < byte < 32 for byte in content[:10_000])
    if controls > len(content[:10_000]) // 100:
        reject("E_ENCODING", kind="binary", byte=broken)
    scores: dict[str, float] = {}
    for encoding in CANDIDATES:
        try:
            scores[encoding] = plausibility(content[:200_000].decode(encoding), encoding)
        except UnicodeDecodeError:
            continue
    ranked = sorted(scores, key=lambda name: -scores[name])
    if not ranked or scores[ranked[0]] < LEAST:
        reject("E_ENCODING", kind="none_known", byte=broken)
    best = ranked[0]
    if len(ranked) > 1 and scores[best] - scores[ranked[1]] < MARGIN:
        reject("E_ENCODING", kind="either", a=best, b=ranked[1])
    return content.decode(best), best


def _refuse_mixed(content: bytes, broken: int) -> None:
    """Refuse text of which most is UTF-8 and a line is not: no one encoding reads it."""
    lines = content.split(b"\n")
    foreign = [line for line in lines if not line.isascii()]
    good = sum(_is_utf8(line) for line in foreign)
    if good:
        line = content.count(b"\n", 0, broken) + 1
        reject("E_ENCODING", kind="mixed", line=line)


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def plausibility(text: str, encoding: str) -> float:
    """Return between 0 and 1 how much the letters beyond ASCII look like a language."""
    foreign = [
        (before, sign) for before, sign in zip(" " + text, text, strict=False) if sign > "\x7f"
    ]
    if not foreign:
        return 1.0
    weight = _han_weight if encoding in ("gb18030", "big5") else _letter_weight
    return sum(weight(before, sign) for before, sign in foreign) / len(foreign)


def _han_weight(before: str, sign: str) -> float:
    """Return 1 for the characters of everyday use, which the old standards list first."""
    del before
    if sign in "\uff0c\u3002\u3001\uff1a\uff08\uff09\u3000\uff1b\u2014\u201c\u201d\uff05":
        return 0.9
    for encoding, first, last in (("gb2312", 0xB0, 0xD7), ("big5", 0xA4, 0xC6)):
        try:
            lead = sign.encode(encoding)[0]
        except UnicodeEncodeError:
            continue
        if first <= lead <= last:
            return 1.0
    return 0.1


def _letter_weight(before: str, sign: str) -> float:
    if sign.lower() in RANK:
        if before.isascii() and before.isalpha():
            return 0.1
        odd_case = before.islower() and sign.isupper()
        return RANK[sign.lower()] * 0.5 + (0.0 if odd_case else 0.5 if sign.islower() else 0.3)
    if "\u0400" <= sign <= "\u04ff":
        return 0.3
    if "\u00c0" <= sign <= "\u00ff" and sign not in "\u00d7\u00f7":
        return 0.75 if before.isascii() and (before.isalpha() or not before.strip()) else 0.1
    return (
        0.5
        if sign in "\u00a0\u2013\u2014\u00ab\u00bb\u201c\u201d\u2018\u2019\u2026\u2116\u00b0\u20ac"
        else 0.0
    )


def _delimiter(text: str) -> str:
    """Return the delimiter that cuts the most lines into the same number of cells."""
    lines = [line[:LOOKED_AT] for line in text.splitlines()[:2000] if line.strip()][:500]
    best, most = ",", (0.0, 0)
    for delimiter in DELIMITERS:
        counts = Counter(len(row) for row in csv.reader(lines, delimiter=delimiter) if len(row) > 1)
        if counts:
            width, number = counts.most_common(1)[0]
            score = (number * min(width, 4), width)
            if score > most:
                best, most = delimiter, score
    return best

"""Delimited text to rows of cells, in whatever encoding it is."""

import csv
import io
import re
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from exchange_stats.reading.workbook.intake import limits
from exchange_stats.reading.workbook.intake.limits import limit
from exchange_stats.reading.workbook.intake.refusals import reject, warning
from exchange_stats.reading.workbook.sheets import Notice
from exchange_stats.reading.workbook.text.encoding import decoded

MOST_OF_FIELD = 131_068  # four times what a cell of Excel holds
WORDS_OF_A_SENTENCE = 6
PADDING = "\0\x1a"  # behind the end: what is left of a block, and the mark of the end in DOS
END = "\x1a"
LOOKED_AT = 100_000  # characters of a line, to find what cuts it
DELIMITERS = ("\t", ";", ",", "|")
SURE = {"\t": 2, ";": 3}


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
    text = text.rstrip(PADDING)
    first, _, rest = text.partition("\n")
    declared = re.fullmatch(r'"?sep=(.)"?\s*', first.strip("\r"))
    text = rest if declared else text
    if not text.strip():
        reject("E_EMPTY")
    delimiter = declared[1] if declared else _delimiter(text)
    rows, is_odd = _rows(text, delimiter)
    if not declared and _is_prose(rows):
        reject("E_NOT_SHEET", kind="prose")
    blank: list[list[str | None]] = [[]] if declared else []
    is_sure = encoding in ("utf-8", "ascii", limits.encoding())
    notes = [] if is_sure else [warning("W_ENCODING", kind=encoding)]
    notes += [warning("W_CONTAINER", kind="odd_quotes")] if is_odd else []
    cells = [*blank, *([cell or None for cell in row] for row in rows)]
    return TextTable(cells, "csv", tuple(notes))


def _rows(text: str, delimiter: str) -> tuple[list[list[str]], bool]:
    """Return the cells of the lines, and whether their quotes are written in an unusual way."""
    most = limit("workbook", "columns")
    widest = max(line.count(delimiter) for line in text.splitlines()) + 1
    if widest > most:
        reject("E_TOO_BIG", n=widest, what="columns", limit=most, name="columns")
    csv.field_size_limit(MOST_OF_FIELD)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        return list(lines), False
    except csv.Error as error:
        if "limit" in str(error):
            reject("E_CORRUPT", at_line=str(lines.line_num), kind="long_field")
        odd = _with_odd_quotes(text, delimiter) if "expected after" in str(error) else []
        return odd or reject("E_CORRUPT", at_line=str(lines.line_num), kind="open_quote"), True


def _with_odd_quotes(text: str, delimiter: str) -> list[list[str]]:
    r"""Return the cells where ``\"`` stands for a quote, or signs follow one that closes.

    Nothing is returned where a quote is never closed: the line that is added to see it is part
    of the last cell then.
    """
    marks: tuple[dict[str, Any], ...] = ({"escapechar": "\\", "strict": True}, {})
    for options in marks if '\\"' in text else marks[1:]:
        lines = io.StringIO(f"{text}\n{END}", newline="")
        with suppress(csv.Error):
            rows = list(csv.reader(lines, delimiter=delimiter, **options))
            if rows.pop() == [END]:
                return rows if rows[-1] else rows[:-1]
    return []


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


def _delimiter(text: str) -> str:
    """Return the delimiter that cuts the most lines into the same number of cells.

    A tab, and a semicolon that cuts them in three, stand in no text by chance: commas that cut
    no more lines are part of their cells.
    """
    lines = [line[:LOOKED_AT] for line in text.splitlines()[:2000] if line.strip()][:500]
    found: dict[str, tuple[int, int]] = {}
    for delimiter in DELIMITERS:
        counts = Counter(len(row) for row in csv.reader(lines, delimiter=delimiter) if len(row) > 1)
        if counts:
            found[delimiter] = counts.most_common(1)[0]
    most = max((number for _, number in found.values()), default=0)
    for delimiter, least in SURE.items():
        width, number = found.get(delimiter, (0, 0))
        if width >= least and number == most:
            return delimiter
    scores = {sign: (number * min(width, 4), width) for sign, (width, number) in found.items()}
    return max(scores, key=lambda sign: scores[sign], default=",")

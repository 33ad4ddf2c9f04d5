"""The notes of a table: what they say of cells by their marks, and of signs in a legend."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from exchange_stats.ground import factbook
from exchange_stats.reading.cell_text import RAISED_TO_PLAIN, bare_sign, one_line
from exchange_stats.reading.table import TableLayout, place_text
from exchange_stats.reading.words import CJK, MARKS
from exchange_stats.reading.workbook import Sheet, plain_text

NOTE_MARK = re.compile(
    r"(?P<mark>[\u00b9\u00b2\u00b3\u2070-\u2079]+|\d{1,2}\)|\(\w{1,2}\)|[a-z]\)|\d{1,2}\.(?=\s)"
    r"|\*+|[\u2020\u2021\u00a7]|\d(?=\s*[^\W\d_]))\s*"
)
NEAR = 40
LEGEND_COLUMNS = ("phrase", "language", "means", "state")
OPENING, CLOSING = (
    "\u00ab\u201c\u201e\u2018\"'(\\[\uff08\u300c",
    "\u00bb\u201d\u2019\"')\\]\uff09\u300d",
)
DASH = "-\u2010-\u2015\u2212"
SIGN = rf"\u2026+|\.{{2,}}|(?<!\w\s)[{DASH}]{{1,2}}|\u00d7|\*{{1,3}}|#"
LETTER = r"[xz\u0445c\u0441:/]|n/?a|0(?:[.,]0+)?"


def notes_by_mark(lines: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return notes by their marks, from texts of cells with their superscripts.

    A line begins with its mark: a superscript, ``1)``, ``1.``, ``(a)``, ``*``. One cell may
    hold several lines. A line without a mark belongs to the note before it.
    """
    notes: dict[str, str] = {}
    mark = ""
    for text, superscript in lines:
        for number, line in enumerate(text.splitlines()):
            found, note = _leading_mark(line.strip(), superscript if number == 0 else "")
            mark = found or mark
            if note:
                notes[mark] = f"{notes[mark]} {note}" if mark in notes else note
    return notes


def _leading_mark(line: str, raised: str) -> tuple[str, str]:
    if raised:
        return raised, line
    match = NOTE_MARK.match(line)
    return (match["mark"], line[match.end() :]) if match else ("", line)


def bare_mark(mark: str) -> str:
    """Return a mark without its brackets and dots, so that ``1)`` finds the note ``1.``.

    Examples
    --------
    >>> bare_mark("(a)"), bare_mark("1)"), bare_mark("\u00b9"), bare_mark("**")
    ('a', '1', '1', '**')
    """
    plain = mark.translate(RAISED_TO_PLAIN)
    return plain.strip("().") or plain


def orphan_marks(
    sheet: Sheet, layout: TableLayout, marks: dict[tuple[int, int], tuple[str, ...]]
) -> Iterable[str]:
    """Return the marks of cells and of labels that no note explains, each with its place."""
    noted = {bare_mark(mark) for mark in table_notes(sheet, layout)}
    labels = {
        place: tuple(look.superscript.split())
        for place, look in sheet.looks.items()
        if place[0] in layout.header_rows
        or (place[0] in layout.body_rows and place[1] in layout.label_columns)
    }
    for (row, column), found in (labels | marks).items():
        for mark in found:
            if bare_mark(mark) not in noted:
                yield f"{place_text(sheet, row, column)}: mark {mark!r} without a note"


def table_notes(sheet: Sheet, layout: TableLayout) -> dict[str, str]:
    """Return the notes of a table by their marks."""
    cells = (
        (row, column, value)
        for row in layout.note_rows
        for column, value in enumerate(sheet.values[row] if row < len(sheet.values) else [])
        if value is not None
    )
    looks = sheet.looks
    return notes_by_mark(
        (plain_text(value), looks[row, column].superscript if (row, column) in looks else "")
        for row, column, value in cells
    )


def notes_of(sheet: Sheet, layout: TableLayout) -> np.ndarray | None:
    """Return the notes of every cell of a body, rows by columns; ``None`` when it has none.

    A note holds for a cell when its mark stands at the cell, at a label of its row, or at a
    heading of its column.
    """
    notes = {bare_mark(mark): text for mark, text in table_notes(sheet, layout).items() if mark}
    if not notes:
        return None

    def bound(row: int, column: int) -> str:
        return _bound(sheet, (row, column), notes)

    texts = np.full((len(layout.body_rows), len(layout.value_columns)), "", object)
    _add_of_rows(texts, layout, bound)
    for place, column in enumerate(layout.value_columns):
        for row in layout.header_rows:
            if found := bound(row, column):
                texts[:, place] = [_added(text, found) for text in texts[:, place]]
        for number, row in enumerate(layout.body_rows):
            if found := bound(row, column):
                texts[number, place] = _added(texts[number, place], found)
    return texts


def _add_of_rows(texts: np.ndarray, layout: TableLayout, bound: Callable[[int, int], str]) -> None:
    for place, row in enumerate(layout.body_rows):
        for column in layout.label_columns:
            if found := bound(row, column):
                texts[place] = [_added(text, found) for text in texts[place]]


def _bound(sheet: Sheet, place: tuple[int, int], notes: dict[str, str]) -> str:
    """Return the notes that the marks at a cell stand for."""
    look, value = sheet.looks.get(place), sheet.value(*place)
    marks = look.superscript.split() if look else []
    if isinstance(value, str) and (found := MARKS.search(value.rstrip())):
        marks += found[0].replace(")", ") ").split()
    known = (notes.get(bare_mark(mark), "") for mark in marks)
    return " ".join(dict.fromkeys(filter(None, known)))


def _added(before: str, note: str) -> str:
    return note if not before or note in before else f"{before} {note}"


@dataclass(frozen=True)
class Meaning:
    """What a sign means: a status, or the number zero, and who says so.

    Attributes
    ----------
    status : str
        Observation status; ``A`` with the value 0 where the sign stands for none.
    value : str
        ``0`` or empty.
    said : str
        The words of the legend, or where else the meaning comes from.
    """

    status: str
    value: str = ""
    said: str = ""


def legend_of(sheet: Sheet, layout: TableLayout) -> dict[str, Meaning]:
    """Return what the signs of a table mean, by the lines around it that say so."""
    above = range(min(layout.body_rows))
    rows = (*above[-NEAR:], *layout.note_rows, *above[:-NEAR][:NEAR])
    return legend_in(texts_of(sheet, rows))


def legend_in(texts: Iterable[str]) -> dict[str, Meaning]:
    """Return the meaning of every sign that texts explain, each quoted; the first one holds.

    Examples
    --------
    >>> legend_in(["... no data; - none"])["-"]
    Meaning(status='A', value='0', said='- none')
    """
    folder = factbook.facts_folder()
    found: dict[str, Meaning] = {}
    for text in texts:
        for match in _legend_pattern(folder).finditer(one_line(text)):
            means = legend_words(folder)[match["phrase"].casefold()]
            sign = match["sign"] or match["quoted"] or match["joined"]
            named = legend_words(folder).get(sign.casefold())
            status, value = ("A", "0") if means == "zero" else (means, "")
            found.setdefault(
                "" if named == "blank" else bare_sign(sign), Meaning(status, value, match[0])
            )
    return found


def texts_of(sheet: Sheet, rows: Iterable[int]) -> Iterable[str]:
    """Yield the texts of some rows of a sheet."""
    for row in rows:
        for value in sheet.values[row] if row < len(sheet.values) else ():
            if isinstance(value, str) and len(value) > 2:
                yield value


@cache
def legend_words(folder: Path) -> dict[str, str]:
    """Return what the words of legends mean: a status, ``zero``, ``connective`` or ``blank``."""
    del folder
    rows = factbook.load_csv("legend_words.csv", LEGEND_COLUMNS)
    return {row["phrase"].casefold(): row["means"] for row in rows if row["state"] != "rejected"}


@cache
def _legend_pattern(folder: Path) -> re.Pattern[str]:
    """Return the pattern of a sign, what joins it to its meaning, and the meaning.

    A letter or a nought is a sign in quotation marks, or with a dash or a verb behind it.
    """
    words = sorted(legend_words(folder).items(), key=lambda pair: -len(pair[0]))

    def one_of(*kinds: str) -> str:
        return "|".join(re.escape(word) for word, means in words if means in kinds)

    phrases = "|".join(
        re.escape(word)
        + ("" if means not in ("zero", "blank") and re.match(f"[{CJK}]", word) else r"(?!\w)")
        for word, means in words
        if means not in ("connective", "blank")
    )
    verb = rf"(?:{one_of('connective')})"
    sign = rf"(?P<sign>{SIGN})[{CLOSING}]?\s*(?:[-\u2010-\u2015=:\uff1a]\s*)?{verb}?"
    quoted = rf"[{OPENING}](?P<quoted>{LETTER}|{one_of('blank')})[{CLOSING}]\W{{0,3}}{verb}?"
    joined = rf"(?P<joined>{LETTER}|{one_of('blank')})\s*(?:[-\u2010-\u2015=:\uff1a]|{verb})"
    before = r"(?:^|(?<=[\s;:,.\uff1a\uff1b\uff0c\u3002\u3001]))"
    return re.compile(
        rf"{before}[{OPENING}]?(?:{sign}|{quoted}|{joined})\s*(?P<phrase>{phrases})",
        re.IGNORECASE,
    )

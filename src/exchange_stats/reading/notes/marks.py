"""The notes of a table, bound by their marks to the cells that they explain."""

import re
from collections.abc import Iterable

import numpy as np

from exchange_stats.reading.cell_text import RAISED_TO_PLAIN
from exchange_stats.reading.table import TableLayout, place_text
from exchange_stats.reading.words import MARKS
from exchange_stats.reading.workbook import Sheet, plain_text

NOTE_MARK = re.compile(
    r"(?P<mark>[\u00b9\u00b2\u00b3\u2070-\u2079]+|\d{1,2}\)|\(\w{1,2}\)|[a-z]\)|\d{1,2}\.(?=\s)"
    r"|\*+|[\u2020\u2021\u00a7]|\d(?=\s*[^\W\d_]))\s*"
)


def notes_by_mark(lines: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return notes by their marks, from texts of cells with their superscripts.

    A line begins with its mark: a superscript, ``1)``, ``1.``, ``(a)``, ``*``. One cell may
    hold several lines. A line without a mark belongs to the note before it.
    """
    notes: dict[str, list[str]] = {}
    mark = ""
    for text, superscript in lines:
        for number, line in enumerate(text.splitlines()):
            found, note = _leading_mark(line.strip(), superscript if number == 0 else "")
            mark = found or mark
            if note:
                notes.setdefault(mark, []).append(note)
    return {mark: " ".join(parts) for mark, parts in notes.items()}


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
                told = f"mark {mark!r} without a note; list the row of its note in `notes`"
                yield f"{place_text(sheet, row, column)}: {told}"


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

    def bound(row: int, column: int) -> list[str]:
        return _bound(sheet, (row, column), notes)

    of_rows = [
        [note for column in layout.label_columns for note in bound(row, column)]
        for row in layout.body_rows
    ]
    texts = np.full((len(layout.body_rows), len(layout.value_columns)), "", object)
    for place, column in enumerate(layout.value_columns):
        of_column = [note for row in layout.header_rows for note in bound(row, column)]
        for number, row in enumerate(layout.body_rows):
            found = (*of_rows[number], *of_column, *bound(row, column))
            texts[number, place] = " ".join(dict.fromkeys(found))
    return texts


def _bound(sheet: Sheet, place: tuple[int, int], notes: dict[str, str]) -> list[str]:
    """Return the notes that the marks at a cell stand for."""
    look, value = sheet.looks.get(place), sheet.value(*place)
    marks = look.superscript.split() if look else []
    if isinstance(value, str) and (found := MARKS.search(value.rstrip())):
        marks += found[0].replace(")", ") ").split()
    return [notes[bare] for bare in map(bare_mark, marks) if bare in notes]

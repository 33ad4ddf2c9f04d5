"""A declared workbook, and copies of it that have changed."""

from builders import write_workbook
from exchange_stats.reading.drift import find_drift
from exchange_stats.reading.workbook import read_workbook

ROWS = [
    ["Students by country"],
    [None, None, None, None, "persons"],
    ["Country", "Year", "All", "of which", None],
    [None, None, None, "degree", "language"],
    ["Kyrgyzstan", 2017, 10, 4, 6],
    [None, 2018, 12, 6, 6],
    ["Kazakhstan", 2018, 33, 20, 13],
    ["Total", 2018, 45, 26, 19],
    [],
    ["Notes follow here"],
]
MERGES = ("A3:A4", "B3:B4", "C3:C4", "D3:E3")
TABLE = {
    "id": "students",
    "sheet": "data",
    "anchor": {"cell": "A1", "text": "Students by country"},
    "unit": {"cell": "E2", "text": "persons"},
    "header": "3:4",
    "labels": "A:B",
    "values": "C:E",
    "body": "5:8",
    "fill": "A",
    "total_rows": "8",
    "total_columns": "C",
    "notes": "10",
    "dimensions": {"origin": "A", "period": "B", "category": "header"},
}
LAYOUT = {"table": [TABLE]}
OTHER = [[], ["Fields of study"], ["Field", "2017", "2018"], ["Law", 5, 6], ["Arts", 7, 8]]


def written(path, rows=ROWS, merges=MERGES, more=(), **options):
    """Return the workbook of the layout, or a copy that has changed."""
    return read_workbook(
        write_workbook(path, {"data": rows, **dict(more)}, merges=merges, **options)
    )


def drift_of(folder, *arguments, codes=lambda dimension, text: None, layout=None, **options):
    """Return what a copy is told of: kind and place to the sentence; and the lines of the patch."""
    old, new = written(folder / "old.xlsx"), written(folder / "new.xlsx", *arguments, **options)
    found = find_drift(old, new, layout or LAYOUT, codes)
    changes = [change for one in found for change in one.changes]
    told = {(one.kind, one.place): one.found for one in changes}
    assert len(told) == len(changes)
    return told, [line for one in found for line in one.patch]


def with_cell(cell, value):
    """Return the rows with one cell changed."""
    rows = [list(row) + [None] * (5 - len(row)) for row in ROWS]
    rows[int(cell[1:]) - 1]["ABCDE".index(cell[0])] = value
    return rows


def moved_merges(rows):
    """Return the merges of the sheet some rows further down."""
    return tuple(f"{a[0]}{int(a[1]) + rows}:{a[3]}{int(a[4]) + rows}" for a in MERGES)


def with_column(position, values):
    """Return the rows with a column of values beside one, from the first header row on."""
    rows = [list(row) + [None] * (5 - len(row)) for row in ROWS]
    values = [None, None, *values, *[None] * len(rows)]
    return [
        [*row[:position], value, *row[position:]] for row, value in zip(rows, values, strict=False)
    ]

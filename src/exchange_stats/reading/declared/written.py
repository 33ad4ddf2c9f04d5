"""Rows, columns and whole tables in the form in which a layout file states them."""

import csv
import io
import json
from collections.abc import Iterable, Mapping
from typing import Any

from exchange_stats.reading.table import rows_in
from exchange_stats.reading.workbook import cell_name, column_letters, place_of

INLINE = ("anchor", "unit")
NESTED = ("dimensions", "fixed", "columns")


def rows_text(rows: Iterable[int]) -> str:
    """Return 0-based rows as a layout lists them.

    Examples
    --------
    >>> rows_text([6, 14, 15, 16])
    '7, 15:17'
    """
    return _spans_text(rows, lambda row: str(row + 1))


def columns_text(columns: Iterable[int]) -> str:
    """Return 0-based columns as a layout lists them.

    Examples
    --------
    >>> columns_text([0, 2, 3, 4])
    'A, C:E'
    """
    return _spans_text(columns, column_letters)


def _spans_text(places: Iterable[int], name: Any) -> str:
    spans: list[list[int]] = []
    for place in sorted(places):
        if spans and spans[-1][1] == place - 1:
            spans[-1][1] = place
        else:
            spans.append([place, place])
    return ", ".join(name(a) if a == b else f"{name(a)}:{name(b)}" for a, b in spans)


def spans_text(spans: Iterable[tuple[int, int, int]]) -> str:
    """Return headings that reach over columns without a merge: row, column, a column reached.

    Examples
    --------
    >>> spans_text([(3, 2, 3), (3, 2, 4), (3, 5, 6)])
    'C4:E4, F4:G4'
    """
    last: dict[tuple[int, int], int] = {}
    for row, column, reached in spans:
        last[row, column] = max(reached, last.get((row, column), column))
    return ", ".join(
        f"{cell_name(row, column)}:{cell_name(row, reached)}"
        for (row, column), reached in last.items()
    )


def spans_in(text: str) -> tuple[tuple[int, int, int], ...]:
    """Return the headings of a declared list that reach over columns.

    Examples
    --------
    >>> spans_in("C4:E4")
    ((3, 2, 3), (3, 2, 4))
    """
    ends = [part.strip().split(":") for part in text.split(",") if part.strip()]
    places = [(place_of(first), place_of(last)) for first, last in ends]
    return tuple(
        (row, column, reached)
        for (row, column), (_, last) in places
        for reached in range(column + 1, last + 1)
    )


def parents_text(parents: Mapping[int, int]) -> str:
    """Return rows whose label stands below another one's.

    Examples
    --------
    >>> parents_text({6: 5, 7: 5, 9: 8})
    '7:8 of 6; 10 of 9'
    """
    rows: dict[int, list[int]] = {}
    for row, parent in parents.items():
        rows.setdefault(parent, []).append(row)
    return "; ".join(f"{rows_text(under)} of {parent + 1}" for parent, under in rows.items())


def parents_in(text: str) -> dict[int, int]:
    """Return the rows of a declared list by the row that each is part of.

    Examples
    --------
    >>> parents_in("7:8 of 6")
    {6: 5, 7: 5}
    """
    pairs = [part.split(" of ") for part in text.split(";") if part.strip()]
    return {row: int(parent) - 1 for under, parent in pairs for row in rows_in(under)}


def part_text(name: str, value: object) -> str:
    """Return one part of a table as a line of its layout file.

    Examples
    --------
    >>> part_text("body", "5:"), part_text("unit", {"cell": "A2", "text": "persons"})
    ('body = "5:"', 'unit = { cell = "A2", text = "persons" }')
    """
    if isinstance(value, Mapping):
        inside = ", ".join(f"{key} = {_quoted(text)}" for key, text in value.items())
        return f"{name} = {{ {inside} }}"
    return f"{name} = {_quoted(value)}"


def label_line(source_id: str, dimension: str, printed: str) -> str:
    """Return a label as a line of ``facts/labels.csv``, for a person to give it its codes.

    Examples
    --------
    >>> label_line("ministry", "category", "Men, all")
    'ministry,category,"Men, all",,,proposed,,,'
    """
    line = io.StringIO()
    fields = (source_id, dimension, printed, "", "", "proposed", "", "", "")
    csv.writer(line, lineterminator="").writerow(fields)
    return line.getvalue()


def table_text(table: Mapping[str, Any]) -> str:
    """Return a whole declared table as its layout file states it."""
    plain = [part_text(name, value) for name, value in table.items() if name not in NESTED]
    nested = [
        "\n".join([f"[table.{name}]", *(part_text(_key(k), v) for k, v in table[name].items())])
        for name in NESTED
        if table.get(name)
    ]
    return "\n".join(["[[table]]", *plain, *nested]) + "\n"


def _key(name: str) -> str:
    return name if name.replace("_", "").isalnum() and name.isascii() else _quoted(name)


def _quoted(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007f")

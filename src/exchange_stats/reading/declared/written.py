"""Rows, columns and whole tables in the form in which a layout file states them."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from exchange_stats.reading.workbook import column_letters

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

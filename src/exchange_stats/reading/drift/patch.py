"""The parts of a declared table as they would have to be for the sheet of now."""

import re
from collections.abc import Iterable
from typing import Any

from exchange_stats.reading.declared.written import columns_text, part_text, rows_text
from exchange_stats.reading.drift.above import cell_now
from exchange_stats.reading.drift.shown import text_at
from exchange_stats.reading.drift.sides import Sides
from exchange_stats.reading.table import columns_in, rows_in
from exchange_stats.reading.workbook import column_letters, place_of

ROW_PARTS = ("sections", "total_rows", "subtotal_rows", "skip_rows", "notes")
COLUMN_PARTS = ("labels", "fill", "total_columns", "key", "place")


def patch_of(sides: Sides) -> tuple[str, ...]:
    """Return the lines of the layout that a person may change, each with what it was."""
    lines = []
    for name, value in sides.table.items():
        new = _part(sides, name, value)
        if name == "dimensions":
            lines += [
                f"{part_text(dimension, new[dimension])}  # was {where!r}"
                for dimension, where in value.items()
                if new[dimension] != where
            ]
        elif new != value:
            lines.append(f"{part_text(name, new)}  # was {part_text(name, value)}")
    return tuple(lines)


def _part(sides: Sides, name: str, value: Any) -> Any:
    if name == "header":
        return rows_text(sides.new.header)
    if name == "body":
        return _body(sides, str(value))
    if name == "values":
        return _values(sides, columns_in(value))
    if name == "dimensions":
        return {dimension: _where(sides, where) for dimension, where in value.items()}
    if name in ("anchor", "unit"):
        cell = cell_now(sides, value["cell"], value["text"])
        return {"cell": cell, "text": text_at(sides.new.sheet, cell)}
    if name in ROW_PARTS:
        return _same_text(rows_text(_rows(sides, rows_in(value))), value, rows_in)
    if name in COLUMN_PARTS:
        return _same_text(columns_text(sides.now(columns_in(value))), value, columns_in)
    return sides.new.sheet.name if name == "sheet" else value


def _same_text(new: str, old: str, read: Any) -> str:
    """Return the old wording where it says the same as the new one."""
    return old if read(new) == read(old) else new


def _rows(sides: Sides, rows: Iterable[int]) -> list[int]:
    """Return where rows stand now; those below the body have moved with its end."""
    down = sides.new.rows.stop - sides.old.rows.stop
    inside = sides.old.rows
    return [
        sides.rows.get(row, -1) if row in inside else row + (down if row >= inside.stop else 0)
        for row in rows
        if row not in inside or row in sides.rows
    ]


def _body(sides: Sides, body: str) -> str:
    if body.strip().endswith(":"):
        return f"{int(body.strip(' :')) + sides.moved}:"
    kept = set(_rows(sides, rows_in(body)))
    for row in sides.fresh_rows:
        if kept and min(kept) <= row <= max(kept) + 1:
            kept.add(row)
    return _same_text(rows_text(kept), body, rows_in)


def _values(sides: Sides, values: tuple[int, ...]) -> str:
    kept = set(sides.now(values))
    for column in sides.fresh_columns:
        inside = kept and min(kept) < column <= max(kept) + 1
        if inside and sides.new.has_numbers(sides.new.rows, (column,)):
            kept.add(column)
    return _same_text(columns_text(kept), columns_text(values), columns_in)


def _where(sides: Sides, where: str) -> str:
    """Return where the label of a dimension stands now."""
    if found := re.fullmatch(r"header (\d+)", where):
        return f"header {int(found[1]) + sides.moved}"
    if re.fullmatch(r"[A-Z]+", where):
        column = place_of(f"{where}1")[1]
        return column_letters(sides.columns.get(column, column))
    if re.fullmatch(r"[A-Z]+\d+", where):
        return cell_now(sides, where, text_at(sides.old.sheet, where))
    return where

"""A workbook to bytes that are data and nothing else, and back: what one process hands another."""

import datetime
import json
from dataclasses import astuple
from pathlib import Path
from typing import Any

from exchange_stats.reading.workbook.sheets import Look, Notice, Sheet, Workbook

TYPES = {
    "datetime": datetime.datetime.fromisoformat,
    "date": datetime.date.fromisoformat,
    "time": datetime.time.fromisoformat,
}


def to_bytes(workbook: Workbook) -> bytes:
    """Return a workbook as JSON; dates are objects of one key, their type."""
    sheets = [_packed(sheet) for sheet in workbook.sheets]
    packed = {"format": workbook.format, "notes": [*map(astuple, workbook.notes)], "sheets": sheets}
    text = json.dumps(
        packed, default=_dated, ensure_ascii=False, check_circular=False, separators=(",", ":")
    )
    return text.encode("utf-8", "surrogatepass")


def from_bytes(content: bytes, path: Path) -> Workbook:
    """Return the workbook that :func:`to_bytes` packed."""
    packed = json.loads(content.decode("utf-8", "surrogatepass"), object_hook=_undated)
    sheets = tuple(_unpacked(sheet) for sheet in packed["sheets"])
    return Workbook(path, packed["format"], sheets, tuple(Notice(*one) for one in packed["notes"]))


def _packed(sheet: Sheet) -> dict[str, Any]:
    kinds = {look: place for place, look in enumerate(dict.fromkeys(sheet.looks.values()))}
    return {
        "name": sheet.name,
        "values": sheet.values,
        "kinds": [astuple(look) for look in kinds],
        "looks": [(row, column, kinds[look]) for (row, column), look in sheet.looks.items()],
        "merges": sheet.merges,
        "hidden_rows": [*sheet.hidden_rows],
        "hidden_columns": [*sheet.hidden_columns],
        "hidden": sheet.hidden,
    }


def _unpacked(packed: dict[str, Any]) -> Sheet:
    kinds = [Look(*fields) for fields in packed["kinds"]]
    return Sheet(
        packed["name"],
        packed["values"],
        {(row, column): kinds[kind] for row, column, kind in packed["looks"]},
        tuple(map(tuple, packed["merges"])),
        frozenset(packed["hidden_rows"]),
        frozenset(packed["hidden_columns"]),
        packed["hidden"],
    )


def _dated(value: object) -> dict[str, object]:
    if isinstance(value, datetime.timedelta):
        return {"seconds": value.total_seconds()}
    return {type(value).__name__: value.isoformat()}  # type: ignore[attr-defined]


def _undated(found: dict[str, Any]) -> object:
    if len(found) != 1:
        return found
    ((kind, value),) = found.items()
    return datetime.timedelta(seconds=value) if kind == "seconds" else TYPES[kind](value)

"""A workbook to bytes that are data and nothing else, and back: what one process hands another."""

import datetime
import gc
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import astuple
from itertools import chain
from pathlib import Path
from typing import Any

import msgspec

from exchange_stats.reading.workbook.sheets import Look, Notice, Sheet, Workbook

# Values that the format does not know or gives back as texts: their number in it, and the way back.
TIMES: dict[type, int] = {
    datetime.datetime: 1,
    datetime.date: 2,
    datetime.time: 3,
    datetime.timedelta: 4,
}
# As MessagePack has a number that is none, or without end; other bytes may look like it by chance.
NOT_FINITE = re.compile(rb"\xcb[\x7f\xff][\xf0-\xff]")
ODD_TEXT = 5  # with half of a pair of UTF-16
MADE: dict[int, Callable[[str], object]] = {
    1: datetime.datetime.fromisoformat,
    2: datetime.date.fromisoformat,
    3: datetime.time.fromisoformat,
    4: lambda text: datetime.timedelta(seconds=float(text)),
    ODD_TEXT: str,
}


@contextmanager
def collector_paused() -> Iterator[None]:
    """Make cells within a ``with`` block while the collector of cycles waits: they have none.

    It would look at all of them again and again, which is an eighth of the time of a long table.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def to_bytes(workbook: Workbook) -> bytes:
    """Return a workbook as MessagePack; dates and times are extensions, each with its text."""
    packed = {
        "format": workbook.format,
        "notes": [astuple(note) for note in workbook.notes],
        "sheets": [_packed(sheet) for sheet in workbook.sheets],
    }
    try:
        return msgspec.msgpack.encode(packed)
    except UnicodeEncodeError:
        return msgspec.msgpack.encode(_encodable(packed))


def from_bytes(content: bytes, path: Path) -> Workbook:
    """Return the workbook that :func:`to_bytes` packed."""
    packed = msgspec.msgpack.decode(content, ext_hook=_made)
    sheets = tuple(_unpacked(sheet) for sheet in packed["sheets"])
    notes = tuple(Notice(*note) for note in packed["notes"])
    return Workbook(path, packed["format"], sheets, notes)


def _packed(sheet: Sheet) -> dict[str, Any]:
    kinds = {look: place for place, look in enumerate(dict.fromkeys(sheet.looks.values()))}
    return {
        "name": sheet.name,
        "values": _without_times(sheet.values),
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


def _without_times(rows: list[list[object]]) -> list[list[object]]:
    if TIMES.keys().isdisjoint({*map(type, chain.from_iterable(rows))}):
        return rows
    return [[_timeless(value) if type(value) in TIMES else value for value in row] for row in rows]


def _timeless(value: Any) -> msgspec.msgpack.Ext:
    is_span = isinstance(value, datetime.timedelta)
    text = repr(value.total_seconds()) if is_span else value.isoformat()
    return msgspec.msgpack.Ext(TIMES[type(value)], text.encode())


def _encodable(found: Any) -> Any:
    """Return the same with every odd text as an extension, down to the last one."""
    if isinstance(found, dict):
        return {name: _encodable(part) for name, part in found.items()}
    if isinstance(found, list | tuple):
        return [_encodable(part) for part in found]
    if isinstance(found, str) and any("\ud800" <= sign <= "\udfff" for sign in found):
        return msgspec.msgpack.Ext(ODD_TEXT, found.encode("utf-8", "surrogatepass"))
    return found


def _made(kind: int, content: memoryview) -> object:
    return MADE[kind](bytes(content).decode("utf-8", "surrogatepass"))

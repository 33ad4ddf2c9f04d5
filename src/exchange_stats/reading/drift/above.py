"""What stands above a table against its layout: the anchor, the place of the header, the unit."""

import re
from collections.abc import Iterator

from exchange_stats.reading.cell_text import one_line
from exchange_stats.reading.drift.change import Change
from exchange_stats.reading.drift.shown import Shown, places_of, text_at, unit_phrases
from exchange_stats.reading.drift.sides import Sides
from exchange_stats.reading.table import rows_in
from exchange_stats.reading.workbook import cell_name, place_of

YEARS = re.compile(r"(?:19|20)\d\d")


def header_changes(sides: Sides) -> Iterator[Change]:
    """Yield whether header and anchor stand elsewhere, or the anchor has another text."""
    if sides.moved:
        way = "down" if sides.moved > 0 else "up"
        rows = f"{abs(sides.moved)} row{'s' if abs(sides.moved) > 1 else ''}"
        found = f"the header moved {rows} {way}, from row {rows_in(sides.table['header'])[0] + 1}"
        place = sides.place(sides.new.header[0], sides.new.labels[0])
        yield Change("header moved", place, found)
    cell, text = sides.table["anchor"]["cell"], sides.table["anchor"]["text"]
    now = anchor_now(sides)
    if text_at(sides.new.sheet, now) != one_line(text):
        found = text_at(sides.new.sheet, now)
        kind = "anchor" if unit_phrases(text) == unit_phrases(found) else "unit"
        told = f"the anchor {text!r} became {found!r}"
        yield Change(f"{kind} changed", f"{sides.new.sheet.name}!{now}", told)
    elif now != cell and place_of(now)[0] - place_of(cell)[0] != sides.moved:
        place = f"{sides.new.sheet.name}!{now}"
        yield Change("anchor moved", place, f"the anchor {text!r} moved from {cell}")


def anchor_now(sides: Sides) -> str:
    """Return the cell in which the anchor stands now; where it should, if it stands nowhere."""
    return cell_now(sides, sides.table["anchor"]["cell"], sides.table["anchor"]["text"])


def cell_now(sides: Sides, cell: str, text: str) -> str:
    """Return the cell in which a text stands now, near before far, else where it should."""
    row, column = place_of(cell)
    if text_at(sides.new.sheet, cell) == one_line(text):
        return cell
    moved = cell_name(max(row + sides.moved, 0), column)
    if text_at(sides.new.sheet, moved) == one_line(text):
        return moved
    found = places_of(sides.new.sheet, text)
    above = row < sides.old.header[0] and text_at(sides.new.sheet, cell)
    return cell_name(*found[0]) if found else cell if above else moved


def unit_changes(sides: Sides) -> Iterator[Change]:
    """Yield the units in the lines above the header, and in number formats, that are others."""
    anchor = place_of(sides.table["anchor"]["cell"])
    top = anchor[0] if anchor[0] < sides.old.header[0] else 0
    before = _units(sides.old, top, anchor)
    after = _units(sides.new, min(top, top + sides.moved), place_of(anchor_now(sides)))
    gone = [text for text in before if text not in after]
    fresh = [text for text in after if text not in before]
    if gone or fresh:
        place = sides.place(*(after[fresh[0]] if fresh else before[gone[0]]))
        was, text = (" ".join(texts) or "nothing" for texts in (gone, fresh))
        yield Change("unit changed", place, f"the unit {was!r} became {text!r}")
    values = sides.declared_columns("values")
    scales = [sides.old.scales(values), sides.new.scales(sides.now(values))]
    if scales[0] != scales[1]:
        was, text = (" ".join(sorted(found)) or "plain numbers" for found in scales)
        place = sides.place(sides.new.rows[0], sides.new.labels[0])
        yield Change("unit changed", place, f"the number format {was!r} became {text!r}")


def _units(side: Shown, top: int, anchor: tuple[int, int]) -> dict[str, tuple[int, int]]:
    """Return the lines above a header that speak of a unit, years left out, with their places."""
    return {
        YEARS.sub("", text).strip(): place
        for place, text in side.texts_above(top).items()
        if place != anchor and unit_phrases(text)
    }

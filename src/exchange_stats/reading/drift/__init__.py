"""A further workbook against its layout: every change named, a patch proposed, none applied."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from exchange_stats.reading.drift.above import header_changes, unit_changes
from exchange_stats.reading.drift.added import new_tables, proposed_part, sheet_changes
from exchange_stats.reading.drift.change import Change, Drift
from exchange_stats.reading.drift.columns import column_changes
from exchange_stats.reading.drift.lines import row_changes
from exchange_stats.reading.drift.patch import patch_of
from exchange_stats.reading.drift.shown import places_of
from exchange_stats.reading.drift.sides import Sides, lay_side_by_side
from exchange_stats.reading.workbook import Workbook

__all__ = ["Change", "Drift", "find_drift"]
Codes = Callable[[str, str], str | None]


def find_drift(
    old: Workbook, new: Workbook, declared: Mapping[str, Any], codes: Codes
) -> list[Drift]:
    """Return what has changed since a layout was confirmed; nothing for an unchanged workbook.

    Parameters
    ----------
    old : Workbook
        The registered workbook on which the layout was confirmed.
    new : Workbook
        The one to compare.
    declared : mapping
        The content of the layout file.
    codes : callable
        Dimension and printed label to its codes in ``facts/labels.csv``, ``None`` if unknown.
    """
    found, told = [], set[Change]()
    renamed = _renamed_sheets(old, new, declared)
    known: list[Sides] = []
    for table in declared["table"]:
        sides = _sides(old, new, table, renamed)
        if sides is not None:
            known.append(sides)
        changes = tuple(_table_changes(table, sides, renamed, codes))
        fresh = tuple(change for change in changes if change not in told)
        told |= set(fresh)
        patch = patch_of(sides) if sides and changes else ()
        if fresh or patch:
            found.append(Drift(table["id"], fresh, patch))
    return found + list(_undeclared(old, new, known, renamed))


def _renamed_sheets(old: Workbook, new: Workbook, declared: Mapping[str, Any]) -> dict[str, str]:
    """Return declared sheets that have another name now: one with the anchor of the table."""
    found: dict[str, str] = {}
    for table in declared["table"]:
        name = table["sheet"]
        if new.sheet(name) is None and old.sheet(name) is not None:
            likely = [s.name for s in new.sheets if places_of(s, table["anchor"]["text"])]
            fresh = [one for one in likely if old.sheet(one) is None]
            if fresh:
                found.setdefault(name, fresh[0])
    return found


def _sides(
    old: Workbook, new: Workbook, table: Mapping[str, Any], renamed: Mapping[str, str]
) -> Sides | None:
    before = old.sheet(table["sheet"])
    after = new.sheet(renamed.get(table["sheet"], table["sheet"]))
    return lay_side_by_side(before, after, table) if before and after else None


def _table_changes(
    table: Mapping[str, Any], sides: Sides | None, renamed: Mapping[str, str], codes: Codes
) -> Iterator[Change]:
    name = table["sheet"]
    if name in renamed:
        told = f"the sheet {name!r} became {renamed[name]!r}"
        yield Change("sheet renamed", renamed[name], told)
    if sides is None:
        header = f"the headings of row {table['header']} stand nowhere on the sheet"
        yield Change("table gone", renamed.get(name, name), header)
        return
    yield from header_changes(sides)
    yield from unit_changes(sides)
    yield from column_changes(sides)
    if table.get("kind", "table") == "table":
        yield from row_changes(sides, codes)


def _undeclared(
    old: Workbook, new: Workbook, known: list[Sides], renamed: Mapping[str, str]
) -> Iterator[Drift]:
    sheets = tuple(sheet_changes(old, new, dict(renamed)))
    if sheets:
        yield Drift("", sheets)
    for sheet in old.sheets:
        after = new.sheet(renamed.get(sheet.name, sheet.name))
        if after is None:
            continue
        ours = [sides for sides in known if sides.new.sheet is after]
        for change, proposal in new_tables(sheet, after, ours):
            yield Drift("", (change,), (f"a [[table]] with {proposed_part(proposal)}",))

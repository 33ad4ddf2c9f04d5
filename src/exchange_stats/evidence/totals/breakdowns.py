"""Sums over the codes of one breakdown: sex, level, field, funds, institution, programme."""

from collections.abc import Iterable, Iterator, Sequence

import pandas as pd

from exchange_stats.evidence.findings import Row
from exchange_stats.evidence.totals.sums import Sum, amount, is_proven
from exchange_stats.evidence.totals.units import Rule, unit_of
from exchange_stats.ground import codes
from exchange_stats.ground.stages import SLOT
from exchange_stats.ground.stages.rows import group_rows

FORM_BREAKDOWNS = (
    ("institution",),
    ("programme", "isced_level"),
    ("isced_field",),
    ("sex",),
    ("funding",),
)
TABLE_BREAKDOWNS = (*FORM_BREAKDOWNS, ("programme",), ("isced_level",), ("origin",))
ALL = ("_T", "all", "WLD")
TOGETHER = {"7T8": ("7", "8"), "5T8": ("5", "6", "7", "8", "7T8")}
Breakdown = tuple[str, ...]


def form_sums(returns: pd.DataFrame) -> Iterator[Sum]:
    """Yield every sum of returned forms: their breakdowns are complete by design."""
    for breakdown in FORM_BREAKDOWNS:
        for rows in _groups(returns, breakdown):
            for total, parts in _choices(rows, breakdown, least=1):
                yield Sum("totals_in_returns", " and ".join(breakdown), total, parts)
                break


def table_sums(observations: pd.DataFrame, rounding: Rule) -> Iterator[Sum]:
    """Yield sums of published tables, where they hold in most lines of their table.

    A publisher may leave parts out; only arithmetic shows which parts make up a total.
    """
    rows = observations[
        (observations["unit"] != "percent") & observations["qualifier"].isin(["exact", ""])
    ]
    units: dict[tuple[str, str], float] = {}
    for sheet, cells in group_rows(rows, ["workbook_id", "sheet"]).items():
        units[sheet[0], sheet[1]] = unit_of(map(amount, cells), rounding)
    families: dict[tuple[object, ...], list[Sum]] = {}
    for breakdown in TABLE_BREAKDOWNS:
        for group in _groups(rows, breakdown):
            for total, parts in _choices(group, breakdown, least=2):
                sheet_key = (total["workbook_id"], total["sheet"])
                kind = (*sheet_key, breakdown, frozenset(_codes(part, breakdown) for part in parts))
                one = Sum(
                    "totals_in_tables", " and ".join(breakdown), total, parts, units[sheet_key]
                )
                families.setdefault(kind, []).append(one)
    for family in families.values():
        if is_proven(family):
            yield from family


def _groups(table: pd.DataFrame, breakdown: Breakdown) -> Iterable[list[dict[str, str]]]:
    """Return rows that differ in one breakdown only."""
    rest = [name for name in ("workbook_id", "sheet", "edition", *SLOT) if name not in breakdown]
    return group_rows(table, rest).values()


def _choices(
    rows: Sequence[Row], breakdown: Breakdown, *, least: int
) -> Iterator[tuple[Row, tuple[Row, ...]]]:
    """Yield the total of a group with each set of parts that leaves nothing out or twice."""
    totals = [row for row in rows if all(row[name] in ALL for name in breakdown)]
    parts = [row for row in rows if not any(row[name] in ALL for name in breakdown)]
    unknown = [row for row in rows if not row["value"] and row["status"] != "M"]
    if len(totals) != 1 or not totals[0]["value"] or len(parts) < least or unknown:
        return
    seen = set()
    for chosen in (_finest(parts, breakdown), _coarsest(parts, breakdown)):
        if len(chosen) >= least and chosen not in seen:
            seen.add(chosen)
            yield totals[0], tuple(parts[index] for index in chosen)


def _finest(parts: Sequence[Row], breakdown: Breakdown) -> tuple[int, ...]:
    """Return the places of parts, what holds others of them left out."""
    levels = {part.get("isced_level", "") for part in parts} if _has_levels(breakdown) else set()
    whole = {name for name, held in TOGETHER.items() if levels & set(held)}
    regions = "origin" in breakdown and any(_is_country(part) for part in parts)
    return tuple(
        index
        for index, part in enumerate(parts)
        if not (_has_levels(breakdown) and part["isced_level"] in whole)
        and not (regions and not _is_country(part))
    )


def _coarsest(parts: Sequence[Row], breakdown: Breakdown) -> tuple[int, ...]:
    """Return the places of parts, what is held by others of them left out."""
    levels = {part.get("isced_level", "") for part in parts} if _has_levels(breakdown) else set()
    held = {code for name in levels & set(TOGETHER) for code in TOGETHER[name]}
    regions = "origin" in breakdown and not all(_is_country(part) for part in parts)
    return tuple(
        index
        for index, part in enumerate(parts)
        if not (_has_levels(breakdown) and part["isced_level"] in held)
        and not (regions and _is_country(part))
    )


def _has_levels(breakdown: Breakdown) -> bool:
    return "isced_level" in breakdown


def _is_country(part: Row) -> bool:
    return bool(codes.countries()[part["origin"]]["iso2"])


def _codes(part: Row, breakdown: Breakdown) -> tuple[str, ...]:
    return tuple(part[name] for name in breakdown)

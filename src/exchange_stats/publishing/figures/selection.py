"""The rows and numbers of a figure, selected from the processed tables.

Nothing is computed here. A figure selects rows of processed tables; every number that it
shows, also in its title, is one of those rows and keeps its fact id.
"""

import operator
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pandas as pd

from exchange_stats.ground.errors import FigureError, refuse
from exchange_stats.ground.inert import printable
from exchange_stats.publishing import texts
from exchange_stats.publishing.figures.definitions import (
    FigureDefinition,
    NumberDefinition,
    SeriesDefinition,
)

TABLE_COLUMNS = (
    *("series", "x", "label", "value", "lo", "hi", "qualifier", "status", "unit"),
    *("fact_id", "table", "source_ids", "place"),
)
RELATIONS: dict[str, Callable[[Decimal, Decimal], bool]] = {
    "above": operator.gt,
    "below": operator.lt,
    "equal": operator.eq,
    "at_least": operator.ge,
    "at_most": operator.le,
}
UNPROTECTED = ("reconciled", "observations")
PLACED = ("reconciled", "ledger", "observations", "claims", "cooperation")
_DATE = re.compile(r"\d{4}-\d\d")
Tables = Mapping[str, pd.DataFrame]


@dataclass(frozen=True)
class Number:
    """A number of a figure: its text in the table, its fact id, period and qualifier."""

    value: str
    fact_id: str
    period: str
    qualifier: str


def figure_table(
    definition: FigureDefinition, tables: Tables, language: str = "en"
) -> pd.DataFrame:
    """Return the rows that a figure shows, in the order shown, every value as text.

    The columns are those of ``TABLE_COLUMNS`` and what a series asks for in ``more``. A missing
    value is a row with its status. ``place`` is the cell, or the cells that a computed value
    rests on.

    Raises
    ------
    FigureError
        If a series selects no rows, or a row has no fact id.
    """
    parts = [_select(definition, one, tables, language) for one in definition.series]
    return pd.concat(parts, ignore_index=True).fillna("")


def series_rows(
    definition: FigureDefinition, one: SeriesDefinition, tables: Tables
) -> pd.DataFrame:
    """Return the rows of a processed table that one series of a figure selects.

    Raises
    ------
    FigureError
        If it selects none, or one without a fact id.
    """
    where = f"facts/figures/{definition.id}.toml, series {one.id}"
    rows = _matching(tables, one.table, one.where, where)
    if rows.empty or (rows["fact_id"] == "").any():
        found = "no rows" if rows.empty else "rows without a fact id"
        message = (
            f"{where}: {found} in {one.table} where {one.where}, expected rows to show"
            "; correct the selection or rebuild the processed tables"
        )
        raise FigureError(message)
    return rows


def _select(
    definition: FigureDefinition, one: SeriesDefinition, tables: Tables, language: str
) -> pd.DataFrame:
    rows = series_rows(definition, one, tables)
    rows = _ordered(rows, one, definition.options.get("sort", ""))
    table = rows.reindex(columns=[*TABLE_COLUMNS, *one.more], fill_value="")
    x = rows[one.x].map(one.names) if one.names else rows[one.x]
    return table.assign(
        series=one.id,
        x=one.category or x,
        value=rows[one.value],
        label=_labels(rows, one, language),
        table=one.table,
        source_ids=rows["source_ids"] if "source_ids" in rows else rows.get("source_id", ""),
        place=_places(rows, one.table, tables),
    )


def _matching(tables: Tables, name: str, where: dict[str, Any], place: str) -> pd.DataFrame:
    if name not in tables:
        message = (
            f"{place}: no processed table {name!r}, expected one of {', '.join(tables)}"
            "; correct the definition"
        )
        raise FigureError(message)
    rows = tables[name]
    unknown = [column for column in where if column not in rows]
    if unknown:
        refuse(FigureError, f"{place}: no such column in {name}", unknown, "correct the selection")
    kept = pd.Series(data=True, index=rows.index)
    for column, wanted in where.items():
        kept &= rows[column].isin(wanted) if isinstance(wanted, list) else rows[column] == wanted
    _require_released(name, rows[kept], place)
    return rows[kept]


def _require_released(name: str, rows: pd.DataFrame, place: str) -> None:
    """Refuse numbers of single institutions that have not passed the disclosure gate."""
    if name in UNPROTECTED and "institution" in rows and (rows["institution"] != "_T").any():
        message = (
            f"{place}: numbers of single institutions from {name}, expected them from the table "
            "release; correct the selection"
        )
        raise FigureError(message)


def _ordered(rows: pd.DataFrame, one: SeriesDefinition, sort: str) -> pd.DataFrame:
    """Return rows in the order of a list in the selection, else by value or by x."""
    wanted = one.where.get(one.x)
    if isinstance(wanted, list):
        return rows.sort_values(one.x, key=lambda x: x.map(wanted.index), kind="stable")
    if sort == "descending":
        size = rows[one.value].map(lambda value: -Decimal(value or 0))
        return rows.loc[size.sort_values(kind="stable").index]
    return rows.sort_values(one.x, kind="stable")


def _labels(rows: pd.DataFrame, one: SeriesDefinition, language: str) -> list[str]:
    """Return the words of each row: the name of its code, or those of the series."""
    if one.names:
        return [texts.text(one.names[value], language) for value in rows[one.x]]
    if one.categories == "period":
        return [printable(x) for x in rows[one.x]]
    if one.categories:
        codes = rows[one.coded_by or one.x]
        return [texts.text(f"{one.categories}.{code}", language) for code in codes]
    return [texts.text(one.category or one.label, language)] * len(rows)


def _places(rows: pd.DataFrame, name: str, tables: Tables) -> list[str]:
    """Return the cell of each row, or the cells that a computed value rests on."""
    if name in PLACED:
        return list(_cells(rows))
    known: dict[str, str] = {}
    for table in PLACED:
        if table in tables:
            known.update(zip(tables[table]["fact_id"], _cells(tables[table]), strict=True))
    return [
        "; ".join(dict.fromkeys(known.get(fact, fact) for fact in inputs.split()))
        for inputs in rows["inputs"]
    ]


def _cells(rows: pd.DataFrame) -> Iterator[str]:
    places = zip(rows["workbook_id"], rows["sheet"], rows["cell"], strict=True)
    return (f"{book}, {sheet}!{cell}" for book, sheet, cell in places)


def figure_numbers(definition: FigureDefinition, tables: Tables) -> dict[str, tuple[str, str]]:
    """Return the numbers in the words of a figure: name to value text and fact id."""
    found = numbers(definition, tables)
    return {name: (one.value, one.fact_id) for name, one in found.items()}


def numbers(definition: FigureDefinition, tables: Tables) -> dict[str, Number]:
    """Return the numbers in the words of a figure by name, with period and qualifier.

    Raises
    ------
    FigureError
        If a number does not match exactly one row.
    """
    return {
        name: _number(definition, name, one, tables) for name, one in definition.numbers.items()
    }


def _number(
    definition: FigureDefinition, name: str, one: NumberDefinition, tables: Tables
) -> Number:
    place = f"facts/figures/{definition.id}.toml, number {name}"
    series = next((entry for entry in definition.series if entry.id == one.series), None)
    where = {**(series.where if series else {}), **one.where}
    if one.period:
        where["period"] = one.period
    rows = _matching(tables, one.table or (series.table if series else ""), where, place)
    if len(rows) != 1:
        message = (
            f"{place}: {len(rows)} rows found where {where}, expected exactly one"
            "; narrow the selection or rebuild the processed tables"
        )
        raise FigureError(message)
    row = rows.iloc[0].to_dict()
    if row.get("status") == "Q":
        message = f"{place}: its cell is hidden, expected a number to print; choose another"
        raise FigureError(message)
    qualifier = row.get("qualifier", "") if one.qualified else ""
    return Number(row[one.column], row["fact_id"], row.get("period", ""), qualifier)


def check_holds(definition: FigureDefinition, found: Mapping[str, Number]) -> None:
    """Refuse a figure whose title is no longer true.

    Raises
    ------
    FigureError
        If an assertion fails, all such named with their numbers.
    """
    failed = []
    for claim in definition.holds:
        left, right = (_amount(claim[side], found) for side in ("left", "right"))
        if not RELATIONS[claim["is"]](left, right):
            failed.append(f"{claim['left']} ({left}) {claim['is']} {claim['right']} ({right})")
    if failed:
        refuse(
            FigureError,
            f"facts/figures/{definition.id}.toml: the title says what the data do not",
            failed,
            f"rewrite figure.{definition.id}.title in facts/texts.csv, and its [[holds]]",
        )


def _amount(name: Any, found: Mapping[str, Number]) -> Decimal:
    """Return a number, or a date as year, month and day in one number."""
    value = found[name].value if name in found else str(name)
    return Decimal(value.replace("-", "") if _DATE.match(value) else value)

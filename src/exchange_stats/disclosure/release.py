"""The tables of returns that are released: the one door for numbers of single institutions."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import Any

import pandas as pd

from exchange_stats.disclosure.ledger import Rows
from exchange_stats.disclosure.protection import protect
from exchange_stats.disclosure.tables import CANNOT_EXIST, NAMED, TOTAL, Table
from exchange_stats.ground import codes, factbook
from exchange_stats.ground.errors import DisclosureError, refuse
from exchange_stats.ground.numerals import number_text
from exchange_stats.ground.stages import RELEASE, SLOT
from exchange_stats.ground.stages.rows import group_rows

UNKNOWN, HIDDEN = "O", "Q"
RETURNED = ("observations", "reconciled")  # the stages that hold the rows of returns
Row = Mapping[str, str]
Tables = Mapping[str, pd.DataFrame]


@dataclass(frozen=True)
class _Cell:
    """The true content of a cell, and the reconciled rows that it is made of."""

    value: float | None
    status: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class _Draft:
    """A table before it is protected: what its cells share, and its cells by their codes."""

    entry: Mapping[str, Any]
    shared: Mapping[str, str]
    cells: Mapping[tuple[str, ...], _Cell]

    def table(self) -> Table:
        names = self.entry["dimensions"]
        rows = [
            {
                **dict(zip(names, found, strict=True)),
                "value": "" if cell.value is None else number_text(cell.value),
                "status": cell.status,
            }
            for found, cell in self.cells.items()
        ]
        context = {name: self.shared[name] for name in NAMED if name in self.shared}
        return Table(self.name(), pd.DataFrame(rows, dtype="str"), tuple(names), context=context)

    def name(self, found: Sequence[str] = ()) -> str:
        """Return an id of the table, or of one of its cells."""
        own = [code for name, code in self.shared.items() if name in SLOT and not self._fixes(name)]
        return "-".join([self.entry["id"], *own, *found]).replace("/", "-").replace(" ", "_")

    def _fixes(self, name: str) -> bool:
        return name in self.entry["where"]


def load_release() -> dict[str, Any]:
    """Return ``facts/release.toml``: the tables that are released, and by which method."""
    return factbook.load_toml("release.toml")


def release_returns(
    reconciled: pd.DataFrame, spec: Mapping[str, Any], releases: Rows | None = None
) -> pd.DataFrame:
    """Return the protected tables of the returns, all of one release judged together.

    Totals are sums of the parts; the total that an institution printed stands in where a part
    is not reported. Where that is none either, the total is missing like its part.

    Parameters
    ----------
    reconciled : DataFrame
        Stage ``reconciled``.
    spec : mapping
        Content of ``facts/release.toml``.
    releases : sequence of mapping, optional
        Earlier releases. Left out: ``facts/releases.csv``.

    Returns
    -------
    DataFrame
        Stage ``release``: ``shown`` is a number or the sign of a hidden cell; no intervals and
        no reasons.

    Raises
    ------
    DisclosureError
        If two rows are one cell, or nothing protects the tables.
    """
    drafts = [draft for entry in spec["table"] for draft in _drafts(reconciled, entry)]
    if not drafts:
        return RELEASE.empty()
    tables = [draft.table() for draft in drafts]
    protected = protect(tables, method=spec["method"], releases=releases)
    cells = [(draft, found, cell) for draft in drafts for found, cell in draft.cells.items()]
    printed = protected.table.to_dict("records")
    rows = [
        {"release_id": spec["id"], "how": protected.how, **_row(*cell, told)}
        for cell, told in zip(cells, printed, strict=True)
    ]
    return RELEASE.frame(rows)


def real_tables(reconciled: pd.DataFrame, spec: Mapping[str, Any]) -> list[Table]:
    """Return the tables of real returns as they are before they are protected."""
    drafts = [draft for entry in spec["table"] for draft in _drafts(reconciled, entry)]
    return [draft.table() for draft in drafts if not draft.shared["synthetic"]]


def _row(draft: _Draft, found: tuple[str, ...], cell: _Cell, told: Row) -> dict[str, str]:
    programmes = {row["programme"] for row in cell.rows}
    return {
        "table_id": draft.entry["id"],
        **draft.shared,
        **dict(zip(draft.entry["dimensions"], found, strict=True)),
        "programme": programmes.pop() if len(programmes) == 1 else "all",
        "shown": told["shown"],
        "value": "" if told["status"] in codes.MISSING else told["shown"],
        "status": told["status"],
        "source_ids": " ".join(dict.fromkeys(row["source_id"] for row in cell.rows)),
        "inputs": " ".join(dict.fromkeys(row["fact_id"] for row in cell.rows)),
        "fact_id": f"rel-{draft.name(found)}",
    }


def _drafts(reconciled: pd.DataFrame, entry: Mapping[str, Any]) -> Iterator[_Draft]:
    kept = reconciled["institution"] != TOTAL
    for column, code in entry["where"].items():
        kept &= reconciled[column] == code
    varying = {*entry["dimensions"], "programme"}
    shared = [name for name in (*SLOT, "period_kind", "synthetic") if name not in varying]
    for found, rows in group_rows(reconciled[kept], shared).items():
        yield _Draft(
            entry, dict(zip(shared, found, strict=True)), _cells(rows, entry["dimensions"])
        )


def _cells(rows: Sequence[Row], names: Sequence[str]) -> dict[tuple[str, ...], _Cell]:
    """Return every cell of a table with its totals, in the order of the codes."""
    given = {tuple(row[name] for name in names): row for row in rows}
    if len(given) < len(rows):
        numbers = Counter(tuple(row[name] for name in names) for row in rows)
        twice = [" ".join(found) for found, number in numbers.items() if number > 1]
        headline = f"{RELEASE.name}: cells with several rows, expected one for each"
        advice = "let a column of [[table]] in facts/release.toml tell them apart"
        refuse(DisclosureError, headline, twice, advice)
    lists = [sorted({row[name] for row in rows} - {TOTAL}) for name in names]

    @cache
    def cell(found: tuple[str, ...]) -> _Cell:
        if TOTAL not in found:
            return _part(given.get(found))
        at = found.index(TOTAL)
        parts = [cell((*found[:at], code, *found[at + 1 :])) for code in lists[at]]
        return _total(parts, given.get(found))

    return {found: cell(found) for found in product(*([TOTAL, *codes] for codes in lists))}


def _part(row: Row | None) -> _Cell:
    if row is None:
        return _Cell(None, UNKNOWN, ())
    if row["value"]:
        return _Cell(float(row["value"]), row["status"], (row,))
    return _Cell(None, row["status"] if row["status"] in codes.MISSING else UNKNOWN, (row,))


def _total(parts: Sequence[_Cell], printed: Row | None) -> _Cell:
    known = sum(part.value for part in parts if part.value is not None)
    told = float(printed["value"]) if printed and printed["value"] else None
    open_parts = [part for part in parts if part.value is None and part.status != CANNOT_EXIST]
    if printed and told is not None and (told >= known if open_parts else told == known):
        return _Cell(told, "A", (printed,))
    rows = tuple(row for part in parts if part.value is not None for row in part.rows)
    if open_parts:
        return _Cell(None, UNKNOWN, rows)
    if not rows:
        return _Cell(None, CANNOT_EXIST, ())
    return _Cell(known, "A", rows)


def withhold_returns(tables: Tables) -> dict[str, pd.DataFrame]:
    """Return the processed tables without what real returns say of single institutions.

    Their rows leave ``observations`` and ``reconciled``; an indicator made of them takes its
    value from the cell of the release that is made of the same rows, and is hidden where there
    is none or that is hidden. Samples stay, for they are invented.
    """
    held = {name: tables[name][_is_real(tables[name])] for name in RETURNED}
    if all(rows.empty for rows in held.values()):
        return dict(tables)
    ids = {fact_id for rows in held.values() for fact_id in rows["fact_id"]}
    release, indicators = tables["release"], tables["indicators"]
    real = release["synthetic"] == ""
    cells = {
        frozenset(row["inputs"].split()): row
        for row in release[real & (release["inputs"] != "")].to_dict("records")
    }
    ours = _rows(indicators, lambda row: _through_release(row, ids, cells))
    return {
        **tables,
        **{name: tables[name][~_is_real(tables[name])].reset_index(drop=True) for name in held},
        "release": release.assign(inputs=release["inputs"].where(~real, "")),
        "indicators": ours,
    }


def withheld_workbooks(tables: Tables) -> set[str]:
    """Return the ids of the workbooks whose rows :func:`withhold_returns` keeps back."""
    rows = tables["observations"]
    return set(rows.loc[_is_real(rows), "workbook_id"])


def _is_real(rows: pd.DataFrame) -> "pd.Series[bool]":
    return (rows["institution"] != TOTAL) & (rows["synthetic"] == "")


def _rows(table: pd.DataFrame, change: Callable[[Row], dict[str, str]]) -> pd.DataFrame:
    rows = [change(row) for row in table.to_dict("records")]
    return pd.DataFrame(rows, columns=list(table.columns), dtype="str")


def _through_release(
    row: Row, ids: set[str], cells: Mapping[frozenset[str], Row]
) -> dict[str, str]:
    """Return a row as it is, or with the value of the release when it rests on withheld rows."""
    inputs = frozenset(row["inputs"].split())
    if not inputs & ids:
        return dict(row)
    cell = cells.get(inputs) if row["unit"] == "persons" else None
    value = cell["value"] if cell else ""
    status = {} if value else {"status": HIDDEN}
    fact_id = cell["fact_id"] if cell else ""
    return {**row, "value": value, "lo": value, "hi": value, **status, "inputs": fact_id}

"""A published number back to its cells, and a cell forward to what is made of it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from exchange_stats import pipeline, processed, steps
from exchange_stats.ground.errors import TraceError
from exchange_stats.publishing.gallery import ways
from exchange_stats.publishing.gallery.ways import Said

MADE = ("reconciled", "ledger", "release", "indicators", "projections", "results")
RECORDED = ("claims", "cooperation")
Tables = Mapping[str, pd.DataFrame]


@dataclass(frozen=True)
class Step:
    """One step on the way from a number to its cells; ``depth`` is its place in the tree."""

    depth: int
    kind: str
    said: tuple[Said, ...]
    fact_id: str = ""

    @property
    def text(self) -> str:
        """What it says, in English."""
        return ways.line(self.said, "en")


class Facts:
    """All facts of the processed tables by id; built once, looked up often."""

    def __init__(self, tables: Tables) -> None:
        """Index the tables by ``fact_id``."""
        self.by_id = {
            row["fact_id"]: (name, row)
            for name in ("observations", *MADE, *RECORDED)
            for row in tables[name].to_dict("records")
        }

    def find(self, fact_id: str) -> tuple[str, dict[str, str]]:
        """Return the table and the row of a fact.

        Raises
        ------
        TraceError
            If no processed table holds the id.
        """
        if fact_id not in self.by_id:
            message = (
                f"fact {fact_id!r}: not in data/processed, expected an id from a fact_id column; "
                "run `exchange-stats trace FIGURE` to list the numbers of a figure"
            )
            raise TraceError(message)
        return self.by_id[fact_id]


def trace_fact(
    fact_id: str, facts: Facts, workbooks: Mapping[str, Mapping[str, str]]
) -> list[Step]:
    """Return the steps from a fact down to workbook, sheet and cell, every addend included.

    Parameters
    ----------
    fact_id : str
        Id of a row of any processed table.
    facts : Facts
        The processed tables.
    workbooks : mapping
        Workbook id to ``path``, ``sha256`` and source card, from ``provenance.json``.
    """
    return list(_walk(fact_id, facts, workbooks, 0))


def as_text(steps: Iterable[Step]) -> str:
    """Return the steps as an indented text, one a line."""
    return "\n".join(f"{'  ' * step.depth}{step.kind}: {step.text}" for step in steps)


def derive_facts(root: Path) -> Facts:
    """Return all facts computed anew from the raw cells, to hold the tables against."""
    return Facts(processed.publishable(pipeline.derive_tables(root)[0]))


def uses_of(cell: str, tables: Tables) -> list[str]:
    """Return the ids of all facts made of one cell, nearest first.

    Parameters
    ----------
    cell : str
        ``workbook_id!A1`` or ``workbook_id!sheet!A1``.

    Raises
    ------
    TraceError
        If no fact comes from the cell.
    """
    book, _, rest = cell.partition("!")
    sheet, _, address = rest.rpartition("!")
    found = [
        row["fact_id"]
        for name in ("observations", *RECORDED)
        for row in tables[name].to_dict("records")
        if (row["workbook_id"], row["cell"]) == (book, address) and sheet in ("", row["sheet"])
    ]
    if not found:
        message = (
            f"{cell}: no fact comes from this cell, expected workbook_id!sheet!A1; see the columns "
            "workbook_id, sheet and cell of data/processed/observations.csv"
        )
        raise TraceError(message)
    users = pd.concat([tables[name] for name in MADE], ignore_index=True)
    pairs = [(row["fact_id"], row["inputs"].split()) for row in users.to_dict("records")]
    for fact_id, inputs in pairs:
        if set(inputs) & set(found):
            found.append(fact_id)
    return list(dict.fromkeys(found))


def _walk(
    fact_id: str, facts: Facts, workbooks: Mapping[str, Mapping[str, str]], depth: int
) -> Iterator[Step]:
    table, row = facts.find(fact_id)
    if table in steps.TELLERS:
        kind, tell = steps.TELLERS[table]
        yield Step(depth, kind, tell(row), fact_id)
        for part in row["inputs"].split():
            yield from _walk(part, facts, workbooks, depth + 1)
        return
    yield Step(depth, "read", steps.read_as(table, row), fact_id)
    for correction in steps.corrections_of(row):
        yield Step(depth + 1, "corrected", (correction,))
    if claim := facts.by_id.get(f"clm-{row.get('claim_id', '')}"):
        yield Step(depth + 1, "stated", (steps.stated_by(claim[1]),))
    yield Step(depth + 1, "cell", (steps.in_cell(row, workbooks),))


def amount(row: Mapping[str, str]) -> str:
    """Return the value of a fact as text, its bounds when it has them, or why it is missing."""
    if "lo" not in row:
        return row.get("shown", row["value"]) or "no number"
    if "value" not in row:  # a projection or the refusal of one
        return f"{row['lo']} to {row['hi']}" if row["lo"] else row["reason"]
    if row["value"] == "" and row["lo"] == "":
        return f"missing ({row['status']})"
    if row["lo"] == row["hi"]:
        return row["value"]
    return f"{row['lo'] or 'open'} to {row['hi'] or 'open'}"

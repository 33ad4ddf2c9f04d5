"""A published number back to its cells, and a cell forward to what is made of it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from exchange_stats import pipeline, processed
from exchange_stats.evidence import corrections
from exchange_stats.ground import comparison
from exchange_stats.ground.errors import TraceError
from exchange_stats.ground.stages import PLACE
from exchange_stats.measures import compute
from exchange_stats.measures.projection import questions

MADE = ("reconciled", "ledger", "release", "indicators", "projections", "results")
RECORDED = ("claims", "cooperation")
Tables = Mapping[str, pd.DataFrame]


@dataclass(frozen=True)
class Step:
    """One step on the way from a number to its cells; ``depth`` is its place in the tree."""

    depth: int
    kind: str
    text: str
    fact_id: str = ""


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
    if table == "indicators":
        yield Step(depth, "computed", _indicator_text(row), fact_id)
    elif table == "projections":
        yield Step(depth, "projected", _projection_text(row), fact_id)
    elif table == "results":
        yield Step(depth, "judged", _result_text(row), fact_id)
    elif table == "release":
        yield Step(depth, "released", _release_text(row), fact_id)
    elif table == "ledger":
        yield Step(depth, "compared", _ledger_text(row), fact_id)
    elif table == "reconciled":
        yield Step(depth, "chosen", _reconciled_text(row), fact_id)
    else:
        yield Step(depth, "read", _read_text(table, row), fact_id)
        for correction in _corrections_of(row):
            yield Step(depth + 1, "corrected", correction)
        if claim := facts.by_id.get(f"clm-{row.get('claim_id', '')}"):
            yield Step(depth + 1, "stated", _stated_text(claim[1]))
        yield Step(depth + 1, "cell", _cell_text(row, workbooks))
        return
    for part in row["inputs"].split():
        yield from _walk(part, facts, workbooks, depth + 1)


def _corrections_of(row: Mapping[str, str]) -> Iterator[str]:
    """Yield what was declared wrong in the cell of a fact, and why."""
    place = tuple(row[name] for name in PLACE)
    for one in corrections.load_corrections() if row.get("flags") else ():
        if tuple(one[name] for name in PLACE) == place:
            after = one["value"] or one["action"]
            yield f"{one['was']!r} to {after}: {one['reason']} (evidence: {one['evidence']})"


def _indicator_text(row: Mapping[str, str]) -> str:
    entry = compute.load_indicators()["indicator"].get(row["indicator_id"], {})
    others = questions.load_projection()["formula"] | {
        "": "number of entries of the cooperation register"
    }
    formula = entry.get("formula") or others.get(row["indicator_id"], others[""])
    span = f"{row['from_period']} to {row['period']}" if row["from_period"] else row["period"]
    note = comparison.load_notes()[row["note_id"]].reason if row["note_id"] else ""
    text = (
        f"{row['indicator_id']}, {row['series']}, {span}: {amount(row)} {row['unit']} = {formula}"
    )
    return f"{text} [unlike definitions: {note}]" if note else text


def _projection_text(row: Mapping[str, str]) -> str:
    head = f"{row['series_id']}, {row['period']}, asked in {row['as_of']}, {row['variant']}"
    if row["refused_because"]:
        return f"{head}: no projection, {row['reason']}"
    formula = questions.load_projection()["formula"][row["method"]]
    return f"{head}: {row['lo']} to {row['hi']} {row['unit']} = {formula}"


def _result_text(row: Mapping[str, str]) -> str:
    known = f"{row['actual'] or 'no data'} of {row['target'] or row['shown'] or 'no number'}"
    rated = f"{row['rating']} ({row['rating_reason']}): {row['rating_rule']}"
    return f"{row['level']} {row['result_id']}, as of {row['as_of']}: {known}, {rated}"


def _release_text(row: Mapping[str, str]) -> str:
    kept = "" if row["inputs"] else "; a real return: its cells are kept back"
    return f"{_slot(row)}: {amount(row)} in the table {row['table_id']}, {row['how']}{kept}"


def _reconciled_text(row: Mapping[str, str]) -> str:
    text = f"{_slot(row)}: {amount(row)}, rule: {row['rule']} ({row['n_claims']} found)"
    losers = zip(
        row["rejected"].split(), row["reasons"].split(), row["distances"].split(), strict=True
    )
    lost = "; ".join(f"{name} ({why}, {far} away)" for name, why, far in losers)
    return f"{text}, not taken: {lost}" if lost else text


def _ledger_text(row: Mapping[str, str]) -> str:
    far = f", {row['distance']} away" if row["distance"] not in ("", "0") else ""
    by = f", {row['reason']}" if row["reason"] else ""
    return (
        f"{row['origin']} to {row['host']}, asked for {row['asked']}: {row['publisher']} says "
        f"{row['printed']!r}, {row['relation']}{far}{by}"
    )


def _read_text(table: str, row: Mapping[str, str]) -> str:
    if table == "cooperation":
        return f"{row['record']} {row['entry_id']}: {row['title']} ({row['date_from']})"
    printed = row["quantity"] if table == "claims" else row["printed"]
    flags = f", {row['flags']}" if row.get("flags") else ""
    return f"{_slot(row)}: {printed!r} read as {amount(row)} ({row['qualifier']}{flags})"


def _stated_text(claim: Mapping[str, str]) -> str:
    published = f", published {claim['published']}" if claim["published"] else ""
    return f"{claim['publisher']}: {claim['title']}{published}, {claim['url']}"


def _cell_text(row: Mapping[str, str], workbooks: Mapping[str, Mapping[str, str]]) -> str:
    book = workbooks.get(row["workbook_id"], {})
    source = f"{book.get('publisher', '')}, {book.get('title', '')}"
    return (
        f"{source}: {book.get('path', row['workbook_id'])}, "
        f"sheet {row['sheet']!r}, cell {row['cell']} (sha256 {book.get('sha256', '')[:12]})"
    )


def _slot(row: Mapping[str, str]) -> str:
    names = ("programme", "isced_level", "isced_field", "sex", "funding", "institution")
    parts = [row[name] for name in names if row.get(name, "_T") not in ("_T", "", "all")]
    return " ".join([f"{row['origin']} to {row['host']}", row["period"], *parts])


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

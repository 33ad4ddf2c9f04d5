"""A proposal written as a layout file of the project, and what a person has still to do."""

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from exchange_stats.ground import factbook
from exchange_stats.ground.errors import ExchangeStatsError, FactError
from exchange_stats.reading import proposal, sources
from exchange_stats.reading.cell_text import one_line
from exchange_stats.reading.declared import read_declared
from exchange_stats.reading.declared.accepted import declare, layout_text
from exchange_stats.reading.declared.written import part_text
from exchange_stats.reading.proposal.draft import Proposal
from exchange_stats.reading.workbook import Sheet, Workbook
from exchange_stats.received.inspection import Inspection

ID = re.compile(r"[a-z][a-z0-9_]*")
ROLE = re.compile(r'[^"\\\n]*')
SAME = ["sheet", "cell", "row_label", "column_label", "value", "role"]


@dataclass(frozen=True)
class Accepted:
    """A layout file that was written.

    Attributes
    ----------
    path : Path
        The new file.
    lines : tuple of str
        What to add to ``facts/sources.toml``.
    to_do : tuple of str
        What keeps the workbook from being read by the layout, or reads otherwise by it.
    """

    path: Path
    lines: tuple[str, ...]
    to_do: tuple[str, ...]


def accept(
    found: Inspection, layout_id: str, root: Path, confirmed_by: str = "", confirmed_on: str = ""
) -> Accepted:
    """Write the proposal for a workbook as ``facts/layouts/<layout_id>.toml``.

    Parameters
    ----------
    root : Path
        The project folder: only its own facts are written to.
    confirmed_by, confirmed_on : str
        A role and a day, 2026-11-24; left empty, a person fills them in before the file is used.

    Raises
    ------
    FactError
        If the id or the day is none, the file is there already, or the facts are not the
        project's own.
    """
    _check(layout_id, confirmed_by, confirmed_on)
    text = layout_text(_tables(found), confirmed_by, confirmed_on)
    path = factbook.add_file(f"layouts/{layout_id}.toml", text, root)
    return Accepted(
        path, tuple(_register(found.file, layout_id, root)), tuple(_to_do(found, layout_id))
    )


def _check(layout_id: str, confirmed_by: str, confirmed_on: str) -> None:
    if not ID.fullmatch(layout_id):
        message = (
            f"--as {layout_id!r}: no id of a layout, expected small Latin letters, digits and _, "
            "such as ministry_2026; correct it"
        )
        raise FactError(message)
    if not ROLE.fullmatch(confirmed_by):
        message = f"--confirmed-by {confirmed_by!r}: expected a role on one line; correct it"
        raise FactError(message)
    try:
        _ = confirmed_on and datetime.date.fromisoformat(confirmed_on)
    except ValueError:
        message = f"--confirmed-on {confirmed_on!r}: expected a day, 2026-11-24; correct it"
        raise FactError(message) from None


def _tables(found: Inspection) -> list[dict[str, Any]]:
    tables: list[dict[str, Any]] = []
    for sheet, proposals in found.sheets:
        for one in proposals:
            begins = _begins(one, proposals)
            table = declare(sheet, one.layout, one.unit, _decimal(sheet, one), begins)
            tables.append({**table, "id": f"table_{len(tables) + 1}"})
    return tables


def _begins(one: Proposal, proposals: tuple[Proposal, ...]) -> int:
    """Return the row below the tables that stand above a table."""
    first = (one.layout.header_rows or one.layout.body_rows)[0]
    ends = [other.layout.body_rows[-1] + 1 for other in proposals if other is not one]
    return max((end for end in ends if end <= first), default=0)


def _decimal(sheet: Sheet, one: Proposal) -> str:
    """Return the decimal mark of a table, if any of its numbers is a text with one."""
    values = (sheet.value(r, c) for r in one.layout.body_rows for c in one.layout.value_columns)
    marked = any(isinstance(value, str) and ("," in value or "." in value) for value in values)
    return one.decimals.mark if marked else ""


def _register(file: Path, layout_id: str, root: Path) -> Iterator[str]:
    inside = file.resolve().is_relative_to(root)
    path = file.resolve().relative_to(root).as_posix() if inside else f"data/raw/.../{file.name}"
    yield f"[workbook.{layout_id}]"
    yield 'source = ""  # a card [source.<id>] of this file, with its labels and its symbols'
    for name, value in {"path": path, "sha256": sources.file_sha256(file), "edition": ""}.items():
        yield part_text(name, value)
    yield part_text("layout", layout_id)
    yield 'kind = "series"'


def _to_do(found: Inspection, layout_id: str) -> Iterator[str]:
    """Yield why the layout does not read what the proposal does, if it does not."""
    declared = {**factbook.load_toml(f"layouts/{layout_id}.toml"), "confirmed_by": "-"}
    sheets = tuple(sheet for sheet, _ in found.sheets)
    signs = _signs(found)
    try:
        workbook = Workbook(found.file, "", sheets)
        read = read_declared(workbook, layout_id, declared, dict.fromkeys(signs, "O"))
    except ExchangeStatsError as error:
        yield str(error)
        return
    proposed = proposal.read_sheets(sheets)
    both = [table[SAME].astype("str").sort_values(["sheet", "cell"]) for table in (read, proposed)]
    if both[0].to_numpy().tolist() != both[1].to_numpy().tolist():
        yield "some cells read otherwise than proposed; compare both with `exchange-stats read`"
    if named := sorted(signs - {""}):
        yield f"give these signs their meaning in facts/symbols.toml: {' '.join(named)}"
    yield 'add the dimensions of each table, such as origin = "A" and period = "header 5"'


def _signs(found: Inspection) -> set[str]:
    """Return the texts without digits among the values."""
    texts = {
        one_line(value)
        for sheet, proposals in found.sheets
        for one in proposals
        for row in one.layout.body_rows
        for column in one.layout.value_columns
        if isinstance(value := sheet.value(row, column), str)
    }
    return {""} | {text for text in texts if not any(map(str.isdigit, text))}

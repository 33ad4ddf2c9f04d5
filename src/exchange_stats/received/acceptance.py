"""A proposal written as a layout file of the project, and what a person has still to do."""

import datetime
import re
from collections.abc import Iterator
from dataclasses import MISSING, dataclass, fields
from pathlib import Path
from typing import Any

from exchange_stats.ground import factbook
from exchange_stats.ground.errors import ExchangeStatsError, FactError
from exchange_stats.reading import proposal, sources
from exchange_stats.reading.cell_text import one_line
from exchange_stats.reading.declared import read_declared
from exchange_stats.reading.declared.accepted import declare, layout_text
from exchange_stats.reading.declared.outside import beside_text
from exchange_stats.reading.declared.written import part_text
from exchange_stats.reading.proposal.draft import Proposal
from exchange_stats.reading.sources import Source
from exchange_stats.reading.workbook import Sheet, Workbook
from exchange_stats.received.dimensions import Dimensions, find_dimensions
from exchange_stats.received.inspection import Inspection

ID = re.compile(r"[a-z][a-z0-9_]*")
ROLE = re.compile(r'[^"\\\n]*')
OWN = ("id", "short")
SAME = ["sheet", "cell", "row_label", "column_label", "value", "role"]


@dataclass(frozen=True)
class Terms:
    """Under which id a proposal is accepted, for which source, by whom and when.

    Attributes
    ----------
    layout_id : str
        The name of the layout file.
    source : str
        A source card whose labels and host country the workbook has; empty when there is none yet.
    confirmed_by, confirmed_on : str
        A role and a day, 2026-11-24; left empty, a person fills them in before the file is used.
    """

    layout_id: str
    source: str = ""
    confirmed_by: str = ""
    confirmed_on: str = ""


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
        What keeps the workbook from being read by the layout, or reads otherwise by it, and the
        lines that its tables lack.
    labels : tuple of str
        Lines to add to ``facts/labels.csv``, with the codes of each.
    """

    path: Path
    lines: tuple[str, ...]
    to_do: tuple[str, ...]
    labels: tuple[str, ...] = ()


def accept(found: Inspection, terms: Terms, root: Path) -> Accepted:
    """Write the proposal for a workbook as ``facts/layouts/<layout_id>.toml``.

    Parameters
    ----------
    root : Path
        The project folder: only its own facts are written to.

    Raises
    ------
    FactError
        If the id or the day is none, the source has no card, the file is there already, or the
        facts are not the project's own.
    """
    _check(terms)
    tables = _tables(found, _card(terms.source))
    text = layout_text([part for part, _ in tables], terms.confirmed_by, terms.confirmed_on)
    path = factbook.add_file(f"layouts/{terms.layout_id}.toml", text, root)
    missing = [f"{part['id']}: {line}" for part, known in tables for line in known.missing]
    labels = dict.fromkeys(line for _, known in tables for line in known.labels)
    return Accepted(
        path,
        tuple(_register(found.file, terms, root)),
        (*_to_do(found, terms), *missing),
        tuple(labels),
    )


def _card(source: str) -> Source | None:
    cards = sources.load_sources()
    if source and source not in cards:
        message = (
            f"--source {source!r}: no card in facts/sources.toml, expected one of "
            f"{', '.join(cards)}; correct it, or leave it out for a new source"
        )
        raise FactError(message)
    return cards.get(source)


def _check(terms: Terms) -> None:
    layout_id, confirmed_by = terms.layout_id, terms.confirmed_by
    confirmed_on = terms.confirmed_on
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


def _tables(found: Inspection, card: Source | None) -> list[tuple[dict[str, Any], Dimensions]]:
    """Return each proposed table as a layout states it, and what is known of its dimensions."""
    tables: list[tuple[dict[str, Any], Dimensions]] = []
    for sheet, proposals in found.sheets:
        beside = beside_text(sheet, [one.layout for one in proposals])
        for number, one in enumerate(proposals):
            begins = _begins(one, proposals)
            table = declare(sheet, one.layout, one.unit, _decimal(sheet, one), begins)
            known = find_dimensions(sheet, one, card)
            more = {"id": f"table_{len(tables) + 1}"}
            more |= {"beside": beside} if beside and not number else {}
            parts = {"dimensions": known.known, "fixed": known.fixed}
            tables.append(({**table, **more, **parts}, known))
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


def _register(file: Path, terms: Terms, root: Path) -> Iterator[str]:
    """Yield the lines that register a workbook, and its source when it has no card yet."""
    inside = file.resolve().is_relative_to(root)
    path = file.resolve().relative_to(root).as_posix() if inside else f"data/raw/.../{file.name}"
    source = terms.source or terms.layout_id
    if not terms.source:
        yield f"[source.{source}]"
        needed = [one for one in fields(Source) if one.default is MISSING and one.name not in OWN]
        yield from (f"{one.name} = " + ("9" if one.type is int else '""') for one in needed)
    yield f"[workbook.{terms.layout_id}]"
    yield part_text("source", source)
    for name, value in {"path": path, "sha256": sources.file_sha256(file), "edition": ""}.items():
        yield part_text(name, value)
    yield part_text("layout", terms.layout_id)
    yield part_text("kind", "returns" if Path(path).is_relative_to(sources.RETURNS) else "series")


def _to_do(found: Inspection, terms: Terms) -> Iterator[str]:
    """Yield why the layout does not read what the proposal does, if it does not."""
    declared = {**factbook.load_toml(f"layouts/{terms.layout_id}.toml"), "confirmed_by": "-"}
    sheets = tuple(sheet for sheet, _ in found.sheets)
    card = sources.load_sources().get(terms.source)
    policy = sources.load_symbols(card.symbols) if card else {}
    signs = _signs(found)
    try:
        workbook = Workbook(found.file, "", sheets)
        read = read_declared(workbook, terms.layout_id, declared, dict.fromkeys(signs, "O"))
    except ExchangeStatsError as error:
        yield str(error)
        return
    proposed = proposal.read_sheets(sheets)
    both = [table[SAME].astype("str").sort_values(["sheet", "cell"]) for table in (read, proposed)]
    if both[0].to_numpy().tolist() != both[1].to_numpy().tolist():
        yield "some cells read otherwise than proposed; compare both with `exchange-stats read`"
    said = set(read.loc[read["legend"] != "", "printed"].map(one_line))
    section = card.symbols if card else terms.layout_id
    for sign in sorted(signs - {""} - said - policy.keys()):
        line = part_text(f'"{sign}"', "O")
        yield f'facts/symbols.toml, [{section}]: {line}  # or what else it means; "zero" for none'


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

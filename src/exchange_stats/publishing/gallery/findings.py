"""Findings as a page and as a table, in every language, the gravest first."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from exchange_stats.ground.inert import write_csv
from exchange_stats.publishing import texts
from exchange_stats.publishing.figures.definitions import FigureDefinition
from exchange_stats.publishing.figures.selection import Tables
from exchange_stats.publishing.gallery.pages import write_pages
from exchange_stats.publishing.gallery.phrases import PAGE, TERM, sentence, slot_words, words
from exchange_stats.publishing.gallery.uses import Uses, figures_by_fact

SEVERITIES = ("error", "warning", "notice")
PARTS = ("found", "expected", "advice")
PAGES = {
    "check.html": "check.html.j2",
    "check.css": "check.css.j2",
    "check.js": "check.js.j2",
}
LONGEST = 60
Cells = Sequence[Mapping[str, str]]


@dataclass(frozen=True)
class Told:
    """What a finding says in one language."""

    severity: str
    check: str
    about: str
    found: str
    expected: str
    advice: str


@dataclass(frozen=True)
class Grid:
    """The printed cells around a place; ``marks`` has the kind of mark of a cell by its name."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    marks: dict[str, str]


@dataclass(frozen=True)
class Found:
    """One finding as it is shown: where, in words of each language, and what rests on it."""

    severity: str
    check_id: str
    place: str
    slot: str
    workbook_id: str
    sheet: str
    cell: str
    suspect: str
    told: dict[str, Told]
    figures: tuple[str, ...]
    fact_ids: str
    grid: Grid | None = None


def list_findings(
    tables: Tables,
    definitions: Mapping[str, FigureDefinition],
    around: Mapping[str, Cells] | None = None,
) -> list[Found]:
    """Return the findings, the gravest first, then those on which most figures rest.

    Parameters
    ----------
    tables : mapping of str to DataFrame
        The processed tables, ``findings`` among them.
    definitions : mapping of str to FigureDefinition
        The published figures.
    around : mapping of str to sequence, optional
        The place of a finding to the printed cells around it, each with ``row``, ``column`` and
        ``printed``; a place that is not in it is told without them.
    """
    uses = figures_by_fact(definitions, tables)
    rows = tables["findings"].to_dict("records")
    found = [_found(row, tables, uses, (around or {}).get(row["place"])) for row in rows]
    return sorted(
        found,
        key=lambda one: (
            *(SEVERITIES.index(one.severity), -len(one.figures)),
            *(one.check_id, one.place, one.slot),
        ),
    )


def _found(row: Mapping[str, str], tables: Tables, uses: Uses, cells: Cells | None) -> Found:
    fields: dict[str, Any] = json.loads(row["fields"])
    suspect = str(fields.get("suspect", ""))
    return Found(
        **{name: row[name] for name in ("severity", "check_id", "place", "slot", "fact_ids")},
        **{name: str(fields[name]) for name in ("workbook_id", "sheet", "cell")},
        suspect=suspect,
        told={name: _told(row, fields, name) for name in texts.complete_languages()},
        figures=_figures(row, fields, tables, uses),
        grid=_grid(cells, fields["cell"], suspect) if cells else None,
    )


def _told(row: Mapping[str, str], fields: Mapping[str, Any], language: str) -> Told:
    check_id = row["check_id"]
    return Told(
        severity=words(TERM, f"severity={row['severity']}", language),
        check=words(check_id, "name", language),
        about=slot_words(fields["slot"], language),
        **{part: sentence(check_id, part, fields, language) for part in PARTS},
    )


def _figures(
    row: Mapping[str, str], fields: Mapping[str, Any], tables: Tables, uses: Uses
) -> tuple[str, ...]:
    """Return the figures that rest on the facts of a finding, else on its workbook or sheet."""
    ids = row["fact_ids"].split() or _facts_of(fields, tables)
    return tuple(sorted({figure for fact_id in ids for figure in uses.get(fact_id, ())}))


def _facts_of(fields: Mapping[str, Any], tables: Tables) -> list[str]:
    rows = tables["observations"]
    kept = rows["workbook_id"] == fields["workbook_id"]
    for name in ("sheet", "status"):
        if fields.get(name):
            kept &= rows[name] == fields[name]
    return list(rows.loc[kept, "fact_id"])


def _grid(cells: Cells, cell: str, suspect: str) -> Grid:
    """Return the cells as a grid, the place of the finding and the suspect marked."""
    printed = {(one["row"], one["column"]): one["printed"] for one in cells}
    rows = list(dict.fromkeys(one["row"] for one in cells))
    columns = tuple(dict.fromkeys(one["column"] for one in cells))
    lines = tuple(
        (row, tuple(_short(printed.get((row, column), "")) for column in columns)) for row in rows
    )
    return Grid(columns, lines, {cell: "place", **({suspect: "suspect"} if suspect else {})})


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1].rstrip()}\u2026"


def line_of(one: Found, language: str) -> str:
    """Return a finding on one line, for a console."""
    told = one.told[language]
    about = f" ({one.slot})" if one.slot else ""
    head = f"{told.severity} {one.check_id}: {one.place}{about}"
    return f"{head}: {told.found}; {told.advice}"


def counts_of(found: Sequence[Found], language: str) -> str:
    """Return how many findings there are of each severity, on one line."""
    counts = {name: sum(one.severity == name for one in found) for name in SEVERITIES}
    return sentence(PAGE, "counts", counts, language)


def write_page(folder: Path, found: Sequence[Found], language: str) -> Path:
    """Return the path of ``check.html``, written with its style and script.

    The page works from ``file://``, holds every language, and opens in the one given.
    """
    languages = sorted(texts.complete_languages(), key=lambda name: name != language)
    values = {
        "languages": {name: texts.locale(name) for name in languages},
        "findings": {
            severity: [one for one in found if one.severity == severity] for severity in SEVERITIES
        },
        "said": lambda part: {name: words(PAGE, part, name) for name in languages},
    }
    write_pages(folder, PAGES, values, languages)
    return folder / "check.html"


def write_table(folder: Path, found: Sequence[Found]) -> Path:
    """Return the path of ``check.csv``: a line for each finding, UTF-8, both languages."""
    languages = texts.complete_languages()
    heads = ["severity", "check_id", "workbook", "sheet", "cell", "figures", "figure_ids"]
    heads += [f"{part}_{name}" for name in languages for part in ("about", *PARTS)]
    path = folder / "check.csv"
    lines = []
    for one in found:
        told = [getattr(one.told[name], part) for name in languages for part in ("about", *PARTS)]
        where = [one.workbook_id, one.sheet, one.cell]
        uses = [str(len(one.figures)), " ".join(one.figures)]
        lines.append([one.severity, one.check_id, *where, *uses, *told, one.fact_ids])
    write_csv(pd.DataFrame(lines, columns=[*heads, "fact_ids"], dtype="str"), path)
    return path

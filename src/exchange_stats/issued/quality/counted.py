"""What the tables say of themselves: definitions, exactness, gaps, imputation."""

from collections import Counter

import pandas as pd

from exchange_stats.ground import codes
from exchange_stats.ground.stages import DEFINITION
from exchange_stats.ground.stages.rows import group_rows
from exchange_stats.issued.quality.parts import (
    Block,
    Cell,
    Known,
    code_words,
    count,
    grid,
    number_cell,
    say,
    share,
    shares,
    shares_note,
    source_name,
)

KINDS_OF_NUMBER = ("exact", "rounded", "interval", "derived")
ROUNDED = ("about", "nearly")


def concept_matrix(known: Known, language: str) -> Block:
    """Return what each source counts, by the parts of a definition."""
    groups = group_rows(known.real("observations"), ["source_id", *DEFINITION])
    rows = [
        [
            Cell(source_name(known, source, language)),
            *(
                Cell(code_words(f"code.{name}", code, language))
                for name, code in zip(DEFINITION, found, strict=True)
            ),
            number_cell(len(group), language),
        ]
        for (source, *found), group in groups.items()
    ]
    return Block(grids=(grid(("source", *DEFINITION, "numbers"), rows, language),))


def units(known: Known, language: str) -> Block:
    """Return the units of observations and of indicators."""
    found = Counter(known.real("observations")["unit"])
    found.update(known.real("indicators")["unit"])
    rows = [
        [Cell(code_words("code.unit", unit, language)), number_cell(number, language)]
        for unit, number in sorted(found.items())
    ]
    return Block(grids=(grid(("unit", "numbers"), rows, language),))


def kinds_of_year(known: Known, language: str) -> Block:
    """Return how many numbers there are of each kind of year."""
    found = Counter(known.real("observations")["period_kind"])
    rows = [
        [Cell(code_words("code.period_kind", kind, language)), number_cell(number, language)]
        for kind, number in sorted(found.items())
    ]
    return Block(grids=(grid(("period_kind", "numbers"), rows, language),))


def table_list(known: Known, language: str) -> Block:
    """Return the processed tables with their rows."""
    rows = [
        [Cell(f"{name}.csv"), number_cell(len(table), language)]
        for name, table in known.tables.items()
    ]
    return Block(grids=(grid(("table", "rows"), rows, language),))


def completeness(known: Known, language: str) -> Block:
    """Return how many of the numbers that a source has a place for it gives."""
    rows, whole = [], known.real("observations")
    for name, table in _by_source(known, whole, language):
        given = int((~table["status"].isin(codes.MISSING)).sum())
        rows.append(
            [
                Cell(name),
                number_cell(given, language),
                number_cell(len(table), language),
                Cell(share(given, len(table), language), is_number=True),
            ]
        )
    return Block(grids=(grid(("source", "given", "numbers", "share"), rows, language),))


def exactness(known: Known, language: str) -> Block:
    """Return how many numbers are exact, rounded, an interval or derived, in shares of 100."""
    table = known.real("observations")
    rows = []
    for name, part in _by_source(known, table[~table["status"].isin(codes.MISSING)], language):
        kinds = Counter(_kind(qualifier) for qualifier in part["qualifier"])
        numbers = [kinds[kind] for kind in KINDS_OF_NUMBER]
        told = [
            f"{one} ({count(number, language)})" if number else "\u2013"
            for number, one in zip(numbers, shares(numbers, language), strict=True)
        ]
        rows.append([Cell(name), *(Cell(text, is_number=True) for text in told)])
    found = grid(("source", *KINDS_OF_NUMBER), rows, language, shares_note(language))
    return Block(grids=(found,))


def _kind(qualifier: str) -> str:
    if qualifier in ("exact", "derived"):
        return qualifier
    return "rounded" if qualifier in ROUNDED else "interval"


def _by_source(known: Known, table: pd.DataFrame, language: str) -> list[tuple[str, pd.DataFrame]]:
    parts = [
        (source_name(known, source, language), table[table["source_id"] == source])
        for source in sorted(set(table["source_id"]))
    ]
    return [*parts, (say("all_sources", language), table)]


def missing_numbers(known: Known, language: str) -> Block:
    """Return the numbers that are not given, by source and reason."""
    table = known.real("observations")
    groups = group_rows(table[table["status"].isin(codes.MISSING)], ["source_id", "status"])
    rows = [
        [
            Cell(source_name(known, source, language)),
            Cell(code_words("code.status", status, language)),
            number_cell(len(group), language),
        ]
        for (source, status), group in groups.items()
    ]
    return Block(grids=(grid(("source", "reason", "numbers"), rows, language),))


def imputation(known: Known, language: str) -> Block:
    """Return how many chosen numbers are imputed or estimated."""
    table = known.real("reconciled")
    present = table[~table["status"].isin(codes.MISSING)]
    imputed = sum(
        bool({"I", "E"} & {row["status"], *row["flags"].split()})
        for row in present.to_dict("records")
    )
    return Block(
        {
            "imputed": count(imputed, language),
            "all": count(len(present), language),
            "share": share(imputed, len(present), language),
        }
    )


def choices(known: Known, language: str) -> Block:
    """Return by which rule the value of each slot was found."""
    found = Counter(known.real("reconciled")["rule"])
    rows = [
        [Cell(code_words("choice", rule, language)), number_cell(number, language)]
        for rule, number in sorted(found.items())
    ]
    return Block(grids=(grid(("rule", "slots"), rows, language),))

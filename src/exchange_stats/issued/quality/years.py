"""Which years the tables hold of the two flows: a map of coverage, the newest, the longest."""

from collections.abc import Mapping, Sequence

from exchange_stats.ground import factbook
from exchange_stats.ground.stages.rows import group_rows
from exchange_stats.issued.quality.parts import (
    Block,
    Cell,
    Grid,
    Known,
    count,
    flow_words,
    grid,
    number_cell,
    say,
    source_name,
)

STATISTICS = "exact"  # a year of a series; a statement is an interval
Row = Mapping[str, str]


def coverage_map(known: Known, language: str) -> Block:
    """Return how many numbers each source has of the two flows in each year, as a map."""
    home, partner = factbook.pair()
    rows = [
        row
        for row in known.real("observations").to_dict("records")
        if (row["origin"], row["host"]) in ((home, partner), (partner, home))
        and row["institution"] == "_T"
        and row["period_end"]
    ]
    if not rows:
        return Block()
    years = range(
        min(int(row["period_end"]) for row in rows), max(int(row["period_end"]) for row in rows) + 1
    )
    held: dict[tuple[str, str, str], dict[int, list[Row]]] = {}
    for row in rows:
        line = held.setdefault((row["origin"], row["host"], row["source_id"]), {})
        line.setdefault(int(row["period_end"]), []).append(row)
    lines = [
        (
            Cell(flow_words(origin, host, language)),
            Cell(source_name(known, source, language)),
            *(_shaded(line.get(year), language) for year in years),
        )
        for (origin, host, source), line in sorted(held.items(), reverse=True)
    ]
    heads = (say("head.flow", language), say("head.source", language), *map(str, years))
    return Block(grids=(Grid(heads, tuple(lines), is_map=True),))


def _shaded(rows: Sequence[Row] | None, language: str) -> Cell:
    if rows is None:
        return Cell("")
    given = sum(row["value"] != "" or row["lo"] != "" for row in rows)
    darkness = sum(given >= least for least in (1, 2, 4, 8))
    return Cell(count(given, language), is_number=True, shade=darkness)


def newest_years(known: Known, language: str) -> Block:
    """Return the newest year that each source's statistics have of each flow."""
    rows = [
        [
            Cell(flow_words(origin, host, language)),
            Cell(source_name(known, source, language)),
            Cell(newest["period"], is_number=True),
        ]
        for (origin, host, source), newest in _series_ends(known, "last")
    ]
    return Block(grids=(grid(("flow", "source", "newest"), rows, language),))


def series_lengths(known: Known, language: str) -> Block:
    """Return from when to when each source counts each flow by one definition."""
    firsts = dict(_series_ends(known, "first"))
    rows = [
        [
            Cell(flow_words(origin, host, language)),
            Cell(source_name(known, source, language)),
            Cell(firsts[origin, host, source]["period"], is_number=True),
            Cell(newest["period"], is_number=True),
            number_cell(int(newest["years"]), language),
        ]
        for (origin, host, source), newest in _series_ends(known, "last")
    ]
    return Block(grids=(grid(("flow", "source", "from", "to", "years"), rows, language),))


def _series_ends(known: Known, end: str) -> list[tuple[tuple[str, ...], Row]]:
    """Return the first or last year of each series of the two flows, with its number of years."""
    home, partner = factbook.pair()
    table = known.real("observations")
    both = (table["origin"].isin((home, partner))) & (table["host"].isin((home, partner)))
    counted = table[both & (table["qualifier"] == STATISTICS) & (table["claim_id"] == "")]
    counted = counted[(counted["institution"] == "_T") & (counted["measure"] == "enrolled")]
    found: list[tuple[tuple[str, ...], Row]] = []
    for key, rows in group_rows(counted, ["origin", "host", "source_id"]).items():
        by_year = {
            row["period_end"]: row for row in sorted(rows, key=lambda row: row["period_end"])
        }
        chosen = list(by_year.values())[0 if end == "first" else -1]
        found.append((key, {**chosen, "years": str(len(by_year))}))
    return found

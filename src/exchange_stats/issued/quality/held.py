"""What stands behind the numbers: sources, headlines, conflicts, mirrors, breaks."""

import json
from collections import Counter

from exchange_stats.disclosure.ledger import STATED, load_releases
from exchange_stats.ground import factbook
from exchange_stats.issued.quality.parts import (
    Block,
    Cell,
    Known,
    count,
    flow_words,
    grid,
    number_cell,
    say,
    source_name,
)
from exchange_stats.publishing import texts
from exchange_stats.publishing.gallery import phrases

RATIO = "ratio_of_flows_stated"
MIRROR = "mirror_gap"
CONFLICTS = ("sources_disagree", "statements_against_series")
BREAK, PANDEMIC = "B", "mask"


def source_ledger(known: Known, language: str) -> Block:
    """Return the raw workbooks with tier, edition, day of access and the numbers they gave."""
    trusted = factbook.load_toml("precedence.toml")["tier"]
    given = Counter(known.tables["observations"]["workbook_id"])
    given.update(known.tables["cooperation"]["workbook_id"])
    rows = []
    for name, book in known.provenance["workbooks"].items():
        card = known.workbooks.get(name)
        accessed = str(card.accessed) if card else ""
        title = source_name(known, book["source"], language)
        rows.append(
            [
                Cell(f"{title} ({say('sample', language)})" if book["synthetic"] else title),
                Cell(name),
                Cell(str(trusted.get(book["source"], "\u2013")), is_number=True),
                Cell(book["edition"]),
                Cell(texts.date(accessed, language) if accessed else "\u2013"),
                number_cell(given[name], language),
            ]
        )
    names = ("source", "workbook", "tier", "edition", "accessed", "numbers")
    return Block(grids=(grid(names, rows, language),))


def headlines(known: Known, language: str) -> Block:
    """Return what the words of the headline numbers leave open, by both readings."""
    stated = {row["table_id"] for row in load_releases() if row["method"] == STATED}
    rows = []
    for row in known.tables["claims"].to_dict("records"):
        if row["claim_id"] in stated:
            said = texts.qualified(
                texts.number(row["value"], "count", language), row["qualifier"], language
            )
            told = f"{flow_words(row['origin'], row['host'], language)}: {said}"
            strict = (row["lo_strict"], row["hi_strict"])
            rows.append(_uncertain(told, (row["lo"], row["hi"]), strict, language))
    table = known.tables["indicators"]
    for row in table[table["indicator_id"] == RATIO].to_dict("records"):
        told = f"{row['indicator_id']}: {texts.number(row['value'], 'ratio', language)}"
        rows.append(_uncertain(told, (row["lo"], row["hi"]), ("", ""), language, decimals=2))
    return Block(grids=(grid(("number", "usual", "strict", "width"), rows, language),))


def _uncertain(
    told: str,
    usual: tuple[str, str],
    strict: tuple[str, str],
    language: str,
    *,
    decimals: int = 0,
) -> list[Cell]:
    lo, hi = usual
    width = "\u2013"
    if lo and hi:
        middle = (float(lo) + float(hi)) / 2
        width = texts.number(str(100 * (float(hi) - float(lo)) / middle), "ratio", language)
    bounds = [_bounds(pair, language, decimals) for pair in (usual, strict)]
    return [Cell(told), *(Cell(text, is_number=True) for text in (*bounds, width))]


def _bounds(pair: tuple[str, str], language: str, decimals: int) -> str:
    if not any(pair):
        return "\u2013"
    shown = [
        texts.number(one, "count", language, decimals) if one else say("open", language)
        for one in pair
    ]
    return " \u2026 ".join(shown)


def conflicts(known: Known, language: str) -> Block:
    """Return the findings on sources that contradict each other, in words."""
    table = known.tables["findings"]
    rows = []
    for row in table[table["check_id"].isin(CONFLICTS)].to_dict("records"):
        fields = json.loads(row["fields"])
        rows.append(
            [Cell(row["place"]), Cell(phrases.sentence(row["check_id"], "found", fields, language))]
        )
    return Block(grids=(grid(("place", "finding"), rows, language),))


def mirrors(known: Known, language: str) -> Block:
    """Return how many slots both countries count, with the gap of each where there is one."""
    table = known.real("indicators")
    rows = [
        [
            Cell(f"{row['indicator_id']}, {row['series']}"),
            Cell(row["period"], is_number=True),
            Cell(texts.number(row["value"], "ratio", language, 3), is_number=True),
        ]
        for row in table[table["indicator_id"].str.startswith(MIRROR)].to_dict("records")
        if row["value"]
    ]
    shown = (grid(("number", "period", "value"), rows, language),) if rows else ()
    return Block({"mirrors": count(len(rows), language)}, grids=shown)


def breaks(known: Known, language: str) -> Block:
    """Return the numbers that begin a series anew, and the years that trends leave out."""
    table = known.real("reconciled")
    begun = [
        row for row in table.to_dict("records") if BREAK in (row["status"], *row["flags"].split())
    ]
    rows = [
        [
            Cell(flow_words(row["origin"], row["host"], language)),
            Cell(row["period"], is_number=True),
            Cell(source_name(known, row["source_id"], language)),
        ]
        for row in begun
    ]
    masked = factbook.load_toml("projection.toml")[PANDEMIC]["years"]
    rows.append([Cell(say("masked", language)), Cell(f"{masked[0]}\u2013{masked[-1]}"), Cell("")])
    return Block(grids=(grid(("flow", "period", "source"), rows, language),))

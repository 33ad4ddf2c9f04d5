"""What stands behind the numbers: sources, headlines, conflicts, mirrors, breaks."""

import json
from collections import Counter

from exchange_stats.disclosure.ledger import STATED, load_releases
from exchange_stats.evidence.breaks import load_breaks
from exchange_stats.ground import factbook
from exchange_stats.issued.quality.parts import (
    Block,
    Cell,
    Known,
    code_words,
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
MASK = "mask"


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
            Cell(_bounds((row["lo"], row["hi"]), language, 1), is_number=True),
        ]
        for row in table[table["indicator_id"].str.startswith(MIRROR)].to_dict("records")
        if row["value"]
    ]
    shown = (grid(("number", "period", "value"), rows, language),) if rows else ()
    return Block({"mirrors": count(len(rows), language)}, grids=shown)


def breaks(known: Known, language: str) -> Block:
    """Return the declared breaks with the numbers they flag, and the years that trends omit."""
    flags = [
        (row["flags"].split(), int(row["period_end"]))
        for row in known.real("reconciled").to_dict("records")
        if row["flags"]
    ]
    rows = []
    for one in load_breaks():
        ends = (one["from"], one["to"])
        hit = sum(one["flag"] in held and _within(year, *ends) for held, year in flags)
        rows.append(
            [
                Cell(code_words("break", one["id"], language, one["reason"])),
                Cell(code_words("code.status", one["flag"], language)),
                Cell(_years(*ends), is_number=True),
                number_cell(hit, language),
            ]
        )
    masked = factbook.load_toml("projection.toml")[MASK]["years"]
    years = _years(str(masked[0]), str(masked[-1]))
    rows.append([Cell(say("masked", language)), Cell(""), Cell(years, is_number=True), Cell("")])
    return Block(grids=(grid(("reason", "flag", "period", "numbers"), rows, language),))


def _within(year: int, first: str, last: str) -> bool:
    return (not first or year >= int(first)) and (not last or year <= int(last))


def _years(first: str, last: str) -> str:
    return first if first == last else f"{first}\u2013{last}"

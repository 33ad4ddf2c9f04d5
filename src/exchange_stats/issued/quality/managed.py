"""How the numbers are managed: checks, disclosure control, corrections, revisions, releases."""

import hashlib
from collections import Counter

from exchange_stats.ground import factbook
from exchange_stats.ground.stages.rows import group_rows
from exchange_stats.issued.account import size_text
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
)
from exchange_stats.issued.revisions import measure_revisions
from exchange_stats.issued.words import words
from exchange_stats.publishing import texts
from exchange_stats.publishing.gallery import phrases

HIDDEN = "Q"


def checks(known: Known, language: str) -> Block:
    """Return the checks that were run, and how much each found."""
    severities = factbook.load_toml("checks.toml")["severity"]
    found = Counter(known.tables["findings"]["check_id"])
    rows = [
        [
            Cell(phrases.words(name, "name", language)),
            Cell(code_words("severity", severity, language)),
            number_cell(found[name], language),
        ]
        for name, severity in severities.items()
    ]
    return Block(grids=(grid(("check", "severity", "found"), rows, language),))


def thresholds(known: Known, language: str) -> Block:
    """Return the thresholds of disclosure control."""
    del known
    facts = factbook.load_toml("disclosure.toml")
    values = {
        "public": facts["threshold"]["public"],
        "detailed": facts["threshold"]["detailed"],
        "base_public": facts["rounding"]["public"],
        "base_detailed": facts["rounding"]["detailed"],
        "percentage": facts["quotients"]["smallest_base_of_percentage"],
        "average": facts["quotients"]["largest_base_without_average"],
        "advise": facts["suppression"]["advise_above"],
    }
    rows = [
        [
            Cell(say(f"rule.{name}", language)),
            Cell(texts.number(str(value), "count", language, _decimals(value)), is_number=True),
        ]
        for name, value in values.items()
    ]
    return Block(grids=(grid(("threshold", "value"), rows, language),))


def _decimals(value: float) -> int:
    return 0 if value == int(value) else 1


def disclosure(known: Known, language: str) -> Block:
    """Return how much of each protected table is hidden, and how that was found."""
    table = known.tables["release"]
    shown = table[table["shown"] != ""]
    rows = []
    groups = group_rows(shown, ["table_id", "period", "how", "synthetic"])
    for (name, period, how, synthetic), cells in groups.items():
        hidden = sum(cell["status"] == HIDDEN for cell in cells)
        rows.append(
            [
                Cell(f"{name} ({say('sample', language)})" if synthetic else name),
                Cell(period, is_number=True),
                number_cell(len(cells), language),
                number_cell(hidden, language),
                Cell(share(hidden, len(cells), language), is_number=True),
                Cell(code_words("how", how, language)),
            ]
        )
    audited = say("audited" if rows else "audited_none", language)
    names = ("table", "period", "cells", "hidden", "share", "how")
    grids = (grid(names, rows, language),) if rows else ()
    return Block({"audited": audited}, grids=grids)


def corrections(known: Known, language: str) -> Block:
    """Return how many declared errors were mended."""
    return Block({"corrections": count(len(known.provenance["corrections"]), language)})


def returns_read(known: Known, language: str) -> Block:
    """Return how many real returns of institutions were read; without any it does not apply."""
    sent = [
        name
        for name, book in known.provenance["workbooks"].items()
        if name not in known.workbooks and not book["synthetic"]
    ]
    if not sent:
        return Block(variant="na")
    return Block({"sent": count(len(sent), language)})


def projections(known: Known, language: str) -> Block:
    """Return how many projections were asked for, and how many were refused."""
    rows = known.tables["projections"].to_dict("records")
    asked = {(row["series_id"], row["as_of"], row["variant"], row["period"]) for row in rows}
    refused = {
        (row["series_id"], row["as_of"], row["variant"], row["period"])
        for row in rows
        if row["refused_because"]
    }
    values = {"asked": len(asked), "refused": len(refused)}
    return Block({name: count(number, language) for name, number in values.items()})


def practice(known: Known, language: str) -> Block:
    """Return how many numbers each release changed, by cause."""
    if not known.releases and not known.release[0]:
        return Block(variant="na")
    if not known.revisions:
        first = known.releases[0] if known.releases else known.release[0]
        return Block({"release": first}, variant="first")
    found = Counter((row["release_id"], row["cause"], row["kind"]) for row in known.revisions)
    rows = [
        [
            Cell(release),
            Cell(words("revisions.csv", f"cause.{cause}", language)),
            Cell(words("revisions.csv", f"kind.{kind}", language)),
            number_cell(number, language),
        ]
        for (release, cause, kind), number in sorted(found.items())
    ]
    return Block(grids=(grid(("release", "cause", "kind", "numbers"), rows, language),))


def average_size(known: Known, language: str) -> Block:
    """Return the average size of the revisions of values since the release before."""
    size = measure_revisions(known.revised_pairs)
    return Block(lines=(size_text(size, language),)) if size else Block(variant="na")


def posted(known: Known, language: str) -> Block:
    """Return the release that this report is of."""
    release, day = known.release
    if not release:
        return Block(lines=(say("not_released", language),))
    values = {"release": release, "day": texts.date(day, language)}
    return Block(lines=(say("released", language, values),))


def updated(known: Known, language: str) -> Block:
    """Return the day on which the newest source was read."""
    days = [str(book.accessed) for book in known.workbooks.values() if book.accessed]
    if not days:
        return Block(lines=("\u2013",))
    newest = texts.date(max(days), language)
    return Block(lines=(say("accessed", language, {"day": newest}),))


def made_by(known: Known, language: str) -> Block:
    """Return the version of the software and one hash over all tables."""
    tables = known.provenance["tables"]
    digest = hashlib.sha256("".join(tables[name]["sha256"] for name in sorted(tables)).encode())
    values = {
        "version": str(known.provenance["facts"]["version"]),
        "hash": digest.hexdigest()[:16],
    }
    return Block(lines=(say("made_by", language, values),))

"""Why a number differs from that of an earlier release, by what both were made of."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib import metadata
from typing import Any

from exchange_stats.evidence.harmonise import LABEL_COLUMNS
from exchange_stats.ground import factbook
from exchange_stats.ground.stages import PLACE
from exchange_stats.reading.sources import RawWorkbook, Source

CAUSES = ("source", "correction", "layout", "dictionary", "rule", "code", "unknown")
SOURCE, CORRECTION, LAYOUT, DICTIONARY, RULE, CODE, UNKNOWN = CAUSES
LABELS = "labels.csv"
CARD = ("population", "measure", "basis", "coverage", "period_reading")
Row = Mapping[str, str]


def record_facts(books: Iterable[RawWorkbook], cards: Mapping[str, Source]) -> dict[str, Any]:
    """Return the version of the code and hashes of the facts that processed tables rest on.

    Returns
    -------
    dict
        ``version``; ``layout`` by workbook; ``labels`` by source; ``dictionary`` and ``rule`` by
        fact file. It stands in ``provenance.json``.
    """
    files = factbook.load_toml("revisions.toml")["files"]
    known = list(books)
    return {
        "version": metadata.version("exchange-stats"),
        LAYOUT: {
            book.id: _digest(factbook.load_bytes(f"layouts/{book.layout}.toml"))
            for book in known
            if book.layout
        },
        "labels": _label_hashes({book.source for book in known}, cards),
        **{
            cause: {name: _digest(factbook.load_bytes(name)) for name in names if name != LABELS}
            for cause, names in files.items()
        },
    }


def _label_hashes(sources: set[str], cards: Mapping[str, Source]) -> dict[str, str]:
    """Return a hash of the labels of each source, and of what its card says that it counts."""
    texts = {name: [getattr(cards[name], part) for part in CARD] for name in sorted(sources)}
    for row in factbook.load_csv(LABELS, LABEL_COLUMNS):
        for name in texts:
            if cards[name].dictionary == row["source_id"]:
                texts[name] += row.values()
    return {name: _digest("\x1f".join(parts).encode()) for name, parts in texts.items()}


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


@dataclass(frozen=True)
class Provenance:
    """What ``provenance.json`` of a set says: workbooks, facts, applied corrections."""

    workbooks: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    facts: Mapping[str, Any] = field(default_factory=dict)
    corrections: tuple[Mapping[str, Any], ...] = ()

    @classmethod
    def of(cls, content: Mapping[str, Any]) -> "Provenance":
        """Return it from the content of the file; what an older file lacks is empty."""
        books, facts = content.get("workbooks", {}), content.get("facts", {})
        return cls(books, facts, tuple(content.get("corrections", ())))

    def sha256(self, workbook_id: str) -> str:
        """Return the fingerprint of a workbook, empty when the set does not rest on it."""
        return str(self.workbooks.get(workbook_id, {}).get("sha256", ""))


def causes_of_cell(
    before: Row | None, after: Row | None, old: Provenance, new: Provenance
) -> list[str]:
    """Return by what a number that was read may have changed, the surest cause first.

    A cell that prints the same has not been changed by its source; a number that has only got
    another flag has the same label and layout. When nothing else has changed, the code has; when
    the older set does not tell what it rests on, it is unknown.

    Parameters
    ----------
    before, after : mapping or None
        The row of the number in either release, ``None`` where it is not.
    old, new : Provenance
        What the releases rest on.
    """
    row = after or before or {}
    found = [
        *([SOURCE] if _reissued(before, after, old, new) else []),
        *([CORRECTION] if _corrected(row, old) != _corrected(row, new) else []),
        *(
            _changed_rule(old, new)
            if before and after and _flagged_only(before, after)
            else _changed_facts(row, old, new)
        ),
    ]
    return [*found, *_changed_code(old, new)] or [CODE if old.facts else UNKNOWN]


def _reissued(before: Row | None, after: Row | None, old: Provenance, new: Provenance) -> bool:
    row = after or before or {}
    if old.sha256(row["workbook_id"]) == new.sha256(row["workbook_id"]):
        return False
    return before is None or after is None or _printed(before) != _printed(after)


def _printed(row: Row) -> tuple[str, ...]:
    return tuple(row.get(name, "") for name in ("printed", "quantity", "known_value", "state"))


def _flagged_only(before: Row, after: Row) -> bool:
    same = all(before.get(name) == after.get(name) for name in ("value", "lo", "hi", "qualifier"))
    return same and before.get("flags") != after.get("flags")


def _corrected(row: Row, known: Provenance) -> list[tuple[str, str, str]]:
    place = tuple(row[name] for name in PLACE)
    return [
        (one["was"], one["action"], one["value"])
        for one in known.corrections
        if tuple(one[name] for name in PLACE) == place
    ]


def _changed_facts(row: Row, old: Provenance, new: Provenance) -> Iterator[str]:
    if not old.facts:
        return
    if _of(LAYOUT, row["workbook_id"], old) != _of(LAYOUT, row["workbook_id"], new):
        yield LAYOUT
    labels = _of("labels", row["source_id"], old) != _of("labels", row["source_id"], new)
    if labels or old.facts[DICTIONARY] != new.facts.get(DICTIONARY):
        yield DICTIONARY


def _of(part: str, name: str, known: Provenance) -> str:
    return str(known.facts.get(part, {}).get(name, ""))


def causes_of_result(
    row: Row, made_of: Iterable[str], old: Provenance, new: Provenance
) -> list[str]:
    """Return by what a chosen or computed number has changed.

    Parameters
    ----------
    row : mapping
        The row of the number.
    made_of : iterable of str
        The causes of all its inputs that have changed; without any it is the rule or the code.
    old, new : Provenance
        What the releases rest on.
    """
    found = sorted(set(made_of), key=CAUSES.index)
    if found:
        return found
    if not row.get("inputs") and _sources_changed(row, old, new):
        return [SOURCE]  # a number of returns that are kept back names no inputs
    return [*_changed_rule(old, new), *_changed_code(old, new)] or [CODE if old.facts else UNKNOWN]


def _changed_rule(old: Provenance, new: Provenance) -> list[str]:
    return [RULE] if old.facts and old.facts[RULE] != new.facts.get(RULE) else []


def _changed_code(old: Provenance, new: Provenance) -> list[str]:
    return [CODE] if old.facts and old.facts["version"] != new.facts.get("version") else []


def _sources_changed(row: Row, old: Provenance, new: Provenance) -> bool:
    own = set(row.get("source_ids", "").split())

    def fingerprints(known: Provenance) -> set[str]:
        return {book["sha256"] for book in known.workbooks.values() if book["source"] in own}

    return fingerprints(old) != fingerprints(new)

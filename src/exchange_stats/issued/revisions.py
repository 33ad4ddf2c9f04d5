"""What changed between two releases, number by number, by which cause, and by how much."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from io import BytesIO
from pathlib import Path

import pandas as pd

from exchange_stats.ground import inert
from exchange_stats.ground.errors import StageError
from exchange_stats.ground.stages import PROCESSED
from exchange_stats.issued.causes import (
    Provenance,
    causes_of_cell,
    causes_of_result,
)
from exchange_stats.stored.whole import read_whole

NEW, GONE, REVISED = KINDS = ("new", "gone", "revised")
READ = ("observations", "claims", "cooperation")  # their rows have a cell; the others have inputs
TOLD = ("value", "lo", "mid", "hi", "shown", "qualifier", "status", "flags", "refused_because")
TOLD_OF_REGISTER = ("state", "known_value", "known_qualifier")
SLOT_NAMES = (
    *("indicator_id", "series", "series_id", "table_id", "entry_id", "claim_id", "origin", "host"),
    *("period", "method", "variant", "level", "programme", "isced_level", "isced_field"),
    *("sex", "funding", "institution"),
)
PROVENANCE = "provenance.json"
MEASURED = "reconciled"  # one number a slot: revisions are measured on these
Row = dict[str, str]


@dataclass(frozen=True)
class Saved:
    """A set of processed tables as it was saved: every row with a fact id, by that id."""

    name: str
    rows: Mapping[str, Row]
    provenance: Provenance


@dataclass(frozen=True)
class Revision:
    """One number that is new, gone or revised; ``also`` has the other causes that may be."""

    table: str
    fact_id: str
    kind: str
    about: str
    old: str
    new: str
    cause: str
    also: str


@dataclass(frozen=True)
class Size:
    """How large the revisions of so many numbers are: persons, and per cent of the later ones."""

    numbers: int
    mean: float
    mean_absolute: float
    relative: float


def read_saved(folder: Path, name: str = "") -> Saved:
    """Return a saved set, all of one build; columns and tables that an older one lacks are none.

    Raises
    ------
    StageError
        If the folder holds no processed tables.
    InputError
        If a file is not the one that the build made.
    """
    files = read_whole(folder, [*(f"{stage.name}.csv" for stage in PROCESSED), PROVENANCE])
    content = json.loads(files.pop(PROVENANCE, b"{}"))
    if not files:
        message = (
            f"{folder}: no processed tables, expected a folder such as data/processed; "
            "name one, or a release of data/releases"
        )
        raise StageError(message)
    rows: dict[str, Row] = {}
    for file, text in files.items():
        table = pd.read_csv(BytesIO(text), dtype="str", keep_default_na=False, na_filter=False)
        if "fact_id" in table:
            found = inert.plain_table(table).assign(table=file.removesuffix(".csv"))
            rows |= {row["fact_id"]: row for row in found.to_dict("records")}
    return Saved(name or str(folder), rows, Provenance.of(content))


def compare(old: Saved, new: Saved) -> list[Revision]:
    """Return every number that is new, gone or revised, in order of table and fact id."""
    changed = {
        fact_id: kind
        for fact_id in {**old.rows, **new.rows}
        if (kind := _kind(old.rows.get(fact_id), new.rows.get(fact_id)))
    }
    causes = _Causes(old, new, changed)
    found = []
    for fact_id, kind in changed.items():
        before, after = old.rows.get(fact_id), new.rows.get(fact_id)
        first, *also = causes.of(fact_id)
        row = after or before or {}
        texts = (told(before) if before else "", told(after) if after else "")
        about = " ".join(row[name] for name in SLOT_NAMES if row.get(name, "_T") not in ("_T", ""))
        found.append(Revision(row["table"], fact_id, kind, about, *texts, first, " ".join(also)))
    order = [stage.name for stage in PROCESSED]
    return sorted(found, key=lambda one: (order.index(one.table), one.fact_id))


def _kind(before: Row | None, after: Row | None) -> str:
    if before is None:
        return NEW
    if after is None:
        return GONE
    shared = [name for name in _told_columns(after) if name in before]
    return REVISED if any(before[name] != after[name] for name in shared) else ""


def _told_columns(row: Row) -> list[str]:
    wanted = (*TOLD, *(TOLD_OF_REGISTER if row["table"] == "cooperation" else ()))
    return [name for name in wanted if name in row]


class _Causes:
    """The causes of every changed number, those of its inputs before its own."""

    def __init__(self, old: Saved, new: Saved, changed: Mapping[str, str]) -> None:
        self._old, self._new, self._changed = old, new, changed
        self._known: dict[str, list[str]] = {}

    def of(self, fact_id: str) -> list[str]:
        if fact_id not in self._known:
            self._known[fact_id] = self._find(fact_id)
        return self._known[fact_id]

    def _find(self, fact_id: str) -> list[str]:
        before, after = self._old.rows.get(fact_id), self._new.rows.get(fact_id)
        known = (self._old.provenance, self._new.provenance)
        row = after or before or {}
        if row["table"] in READ:
            return causes_of_cell(before, after, *known)
        inputs = {name for one in (before, after) if one for name in one.get("inputs", "").split()}
        made_of = [cause for name in sorted(inputs & set(self._changed)) for cause in self.of(name)]
        return causes_of_result(row, made_of, *known)


def told(row: Row) -> str:
    """Return what a row says of its number: value or bounds, and whatever is not ordinary.

    Examples
    --------
    >>> told({"table": "observations", "value": "450", "lo": "445", "hi": "454", "status": "A"})
    '450 [445, 454]'
    >>> told({"table": "release", "shown": "c", "value": "", "status": "Q"})
    'c (Q)'
    """
    lo, hi = row.get("lo", ""), row.get("hi", "")
    number = row.get("shown") or row.get("value") or row.get("mid") or row.get("known_value", "")
    bounds = f"[{lo}, {hi}]" if (lo or hi) and not number == lo == hi else ""
    status = row.get("status", "")
    names = ("flags", "refused_because", "state")
    marks = [status if status != "A" else "", *(row.get(name, "") for name in names)]
    said = " ".join(mark for mark in marks if mark)
    return " ".join(part for part in (number, bounds, f"({said})" if said else "") if part)


def revised_pairs(old: Saved, new: Saved) -> list[tuple[float, float]]:
    """Return the earlier and the later value of every number of the slots that was revised."""
    both = [
        (row["value"], new.rows[fact_id]["value"])
        for fact_id, row in old.rows.items()
        if row["table"] == MEASURED and fact_id in new.rows
    ]
    return [
        (float(before), float(after))
        for before, after in both
        if before and after != before and after
    ]


def measure_revisions(pairs: Iterable[tuple[float, float]]) -> Size | None:
    """Return the mean revision, the mean absolute and the relative mean absolute revision.

    With P the earlier and L the later value: ``MR = sum(L - P) / n``, ``MAR = sum|L - P| / n``,
    ``RMAR = 100 sum|L - P| / sum|L|``, in per cent (ESS quality and performance indicator A6).
    None when nothing was revised.

    Examples
    --------
    >>> round(measure_revisions([(4100, 4200), (450, 447)]).relative, 3)
    2.216
    """
    known = list(pairs)
    later = sum(abs(after) for _, after in known)
    if not known or not later:
        return None
    differences = [after - before for before, after in known]
    absolute = sum(abs(one) for one in differences)
    count = len(known)
    return Size(count, sum(differences) / count, absolute / count, 100 * absolute / later)


def count_by_cause(found: Iterable[Revision]) -> dict[tuple[str, str], int]:
    """Return how many numbers changed, by cause and kind."""
    return dict(Counter((one.cause, one.kind) for one in found))


def as_table(found: Iterable[Revision]) -> pd.DataFrame:
    """Return revisions as a table of text, a row a number."""
    columns = list(Revision.__dataclass_fields__)
    return pd.DataFrame([asdict(one) for one in found], columns=columns, dtype="str")

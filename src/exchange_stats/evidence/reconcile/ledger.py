"""The ledger: who says what of one quantity, side by side, and what we take."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from exchange_stats.evidence.harmonise import fact_id
from exchange_stats.evidence.reconcile.choice import why_not
from exchange_stats.evidence.reconcile.conflict import (
    Row,
    compatible,
    gap,
    interval_of,
    read_strictly,
    unstated,
    whole_level,
)
from exchange_stats.evidence.reconcile.difference import KNOWN, decompose
from exchange_stats.evidence.reconcile.trust import Trust
from exchange_stats.ground import codes
from exchange_stats.ground.intervals import Interval
from exchange_stats.ground.numerals import number_text
from exchange_stats.ground.stages import LEDGER, OBSERVATIONS
from exchange_stats.ground.stages.rows import group_rows

QUANTITY = ("origin", "host", "measure", "funding", "unit")
WHOLE_COUNTRY = ("institution", "sex", "isced_field")
TOLD = ("publisher", "published", "url")


@dataclass(frozen=True)
class Question:
    """One quantity in one period, and all that is said of it, the most trusted first."""

    period: tuple[str, str, str]
    rows: tuple[Row, ...]
    trust: Trust

    @property
    def taken(self) -> Row:
        """The row that is taken."""
        return self.rows[0]

    def near(self, row: Row) -> list[Row]:
        """Return what the source that is taken counts that a row may mean, in any of its years."""
        first = self.trust.original(self.taken).statement
        return [
            one
            for one in self.rows
            if self.trust.original(one).statement == first
            and one["status"] not in codes.MISSING
            and compatible(one, row)
        ]


def lay_side_by_side(
    observations: pd.DataFrame, claims: pd.DataFrame, publishers: Mapping[str, str], trust: Trust
) -> pd.DataFrame:
    """Return all that is claimed of the quantities on which there is more than one series.

    A quantity is a flow, a measure, a source of funds and a unit, for whole countries, in a year or
    a school year. A school year holds what is labelled with it or with either of its years.

    Parameters
    ----------
    observations, claims : DataFrame
        The stages of these names.
    publishers : mapping
        Source to its publisher; a statement has its own.
    trust : Trust
        The order of trust.

    Returns
    -------
    DataFrame
        Stage ``ledger``. ``relation`` is that to the number taken, under the reading of ``trust``;
        ``relation_strict`` under the strict one.
    """
    OBSERVATIONS.check(observations)
    whole = observations[(observations["synthetic"] == "")]
    for name in WHOLE_COUNTRY:
        whole = whole[whole[name] == "_T"]
    strict = read_strictly(whole)[["lo", "hi"]].set_index(whole.index)
    both = whole.assign(
        lo_strict=strict["lo"], hi_strict=strict["hi"], level=whole["isced_level"].map(_level)
    )
    told = {row["claim_id"]: row for row in claims.to_dict("records")}
    rows = [
        _row(question, place, told.get(row["claim_id"], {}), publishers)
        for rows in group_rows(both, (*QUANTITY, "level")).values()
        for question in _questions(rows, trust)
        for place, row in enumerate(question.rows)
    ]
    return LEDGER.frame(rows)


def _level(code: str) -> str:
    return whole_level({"isced_level": code})


def _questions(rows: Sequence[Row], trust: Trust) -> Iterator[Question]:
    """Yield the periods in which a statement, or a second edition or source, says something."""
    asked: dict[tuple[str, str, str], list[Row]] = {}
    for row in rows:
        span = (row["period_start"], row["period_end"], row["period"])
        asked.setdefault(span, [])
    for (start, end, _), found in asked.items():
        found += [row for row in rows if start <= row["period_start"] <= row["period_end"] <= end]
    ids = {span: {row["fact_id"] for row in found} for span, found in asked.items()}
    for span, found in sorted(asked.items()):
        inside = any(ids[span] < other for other in ids.values())
        if not inside and _worth_asking(found):
            ordered = sorted(found, key=lambda row: _order(row, span[1], trust))
            yield Question(span, tuple(ordered), trust)


def _worth_asking(rows: Sequence[Row]) -> bool:
    told = [row for row in rows if row["status"] not in codes.MISSING]
    series = {(row["source_id"], row["edition"]) for row in told}
    return len(series) > 1 or any(row["claim_id"] for row in told)


def _order(row: Row, end: str, trust: Trust) -> tuple[float | str, ...]:
    missing = row["status"] in codes.MISSING
    # A UIS reference year is the school year that ends in it.
    off = row["period_kind"] == "uis_reference" and row["period_end"] != end
    return (missing, *trust.standing(row), off, row["period_start"], row["fact_id"])


def _row(
    question: Question, place: int, told: Mapping[str, str], publishers: Mapping[str, str]
) -> dict[str, str]:
    row, trust = question.rows[place], question.trust
    start, end, period = question.period
    kept = {name: text for name, text in row.items() if name in LEDGER.columns}
    publisher = told.get("publisher") or publishers.get(row["source_id"], "")
    return (
        kept
        | _relations(question, row)
        | {
            **{name: told.get(name, "") for name in TOLD},
            "asked": period,
            "publisher": publisher,
            "tier": str(trust.tier(row)),
            "original": trust.original(row).statement,
            "side": trust.side(row),
            "rank": str(place + 1),
            "inputs": row["fact_id"],
            "fact_id": fact_id("led", start, end, row["fact_id"]),
        }
    )


def _relations(question: Question, row: Row) -> dict[str, str]:
    """Return how a row stands to the one taken, why it was not taken, and how far off it is."""
    taken, near = question.taken, question.near(row)
    if row["status"] in codes.MISSING:
        return {"relation": "no number", "relation_strict": "no number"}
    if row is taken or row in near:
        relation = "taken" if row is taken else _repetition(row, taken)
        return {"relation": relation, "relation_strict": relation}
    reason = why_not(row, taken, question.trust)
    if not near:
        return dict.fromkeys(("relation", "relation_strict"), "another series") | {"reason": reason}
    nearest = min(near, key=lambda one: gap([interval_of(one), interval_of(row)]))
    distance = gap([interval_of(nearest), interval_of(row)])
    strictly = min(gap([_strict(one), _strict(row)]) for one in near)
    flags = [*row["flags"].split(), *("U" * bool(distance)), *("D" * bool(unstated(row)))]
    return {
        "relation": "conflicts" if distance else "agrees",
        "relation_strict": "conflicts" if strictly else "agrees",
        "flags": " ".join(dict.fromkeys(flags)),
        "reason": reason,
        "distance": number_text(distance),
        **_parts(taken, nearest, row),
    }


def _repetition(row: Row, taken: Row) -> str:
    """Return how another number of the source taken stands to it."""
    if not compatible(row, taken):
        return "another series"
    if row["period"] != taken["period"]:
        return "another year"
    return "conflicts" if gap([interval_of(row), interval_of(taken)]) else "repeats"


def _strict(row: Row) -> Interval:
    return interval_of(row, "_strict")


def _parts(taken: Row, nearest: Row, row: Row) -> dict[str, str]:
    step = float(nearest["value"]) - float(taken["value"])
    same = compatible(nearest, taken) and nearest["period"] != taken["period"]
    known = {"date" if same else "definition": step} if nearest is not taken else {}
    parts = decompose(
        (float(taken["value"]), interval_of(taken)), (float(row["value"]), interval_of(row)), known
    )
    names = {f"by_{name}": name for name in (*KNOWN, "rounding")}
    names |= {"difference": "difference", "unexplained": "unexplained"}
    return {
        column: number_text(parts[name]) if name in parts else "" for column, name in names.items()
    }

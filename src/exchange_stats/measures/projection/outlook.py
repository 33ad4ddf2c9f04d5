"""The table of projections: a fan and its reference, or refusals; and assumptions beside them."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pandas as pd

from exchange_stats.ground.comparison import SignedNote, require_comparable
from exchange_stats.ground.intervals import Interval
from exchange_stats.ground.numerals import number_text
from exchange_stats.ground.rounding import half_up
from exchange_stats.ground.stages import PROJECTIONS, RECONCILED
from exchange_stats.measures.projection.answer import project
from exchange_stats.measures.projection.questions import (
    Facts,
    Points,
    Question,
    amounts,
    method_of,
    points_of,
    questions_of,
    seen_in,
    variants_of,
)
from exchange_stats.measures.projection.refusal import lift
from exchange_stats.measures.series import Point

DECIMALS = 6
WALK, UNCHANGED, ASSUMPTION = "damped_walk", "no_change", "assumption"
LIFT = "would_lift"
Row = dict[str, str]


def compute_projections(
    reconciled: pd.DataFrame,
    series: Mapping[str, Facts],
    facts: Facts,
    notes: Mapping[str, SignedNote],
) -> pd.DataFrame:
    """Return the answer to every question of ``facts/projection.toml``.

    Parameters
    ----------
    reconciled : DataFrame
        Stage ``reconciled``.
    series : mapping
        The series of ``facts/indicators.toml``.
    facts : mapping
        Content of ``facts/projection.toml``.
    notes : mapping
        Signed notes that allow a comparison across definitions.

    Returns
    -------
    DataFrame
        Stage ``projections``, in the unit of the series. ``method`` is ``damped_walk`` or
        ``no_change`` (a row an interval, ``mid`` being the median), or ``assumption`` (a row a
        named assumption, ``variant`` being its name, ``mid`` the middle of the bounds). A
        refusal is a row a reason, and a row of method ``would_lift``: ``limit`` is how many
        further counts of the definition would lift it, ``found`` the year of their newest.

    Raises
    ------
    DefinitionError
        If points of unlike definitions would meet without a signed note.
    FactError
        If the facts name an unknown series or lack an entry.
    """
    RECONCILED.check(reconciled)
    rows: list[Row] = []
    for question in questions_of(facts):
        points = points_of(reconciled, series, question.series, question.origin)
        seen = seen_in(points, question.as_of)
        for variant, used in variants_of(seen, facts, question.as_of).items():
            rows += _answers(question, variant, used, seen, facts)
        if question.base:
            base = points_of(reconciled, series, question.base, question.origin)
            known = seen_in(base, question.as_of)
            rows += _assumptions(question, seen, known, facts["assumption"], notes)
    return PROJECTIONS.frame(rows)


def _answers(
    question: Question, variant: str, used: Points, seen: Points, facts: Facts
) -> Iterator[Row]:
    for period in question.periods:
        answer = project(amounts(used), period, question.as_of, method_of(facts))
        key = {"variant": variant, "period": str(period), "n_points": str(len(used))}
        if isinstance(answer, tuple):
            for refusal in answer:
                key |= {"refused_because": refusal.rule, "reason": refusal.reason}
                amount = {"found": str(refusal.found), "limit": str(refusal.limit)}
                yield _row(question, WALK, seen.values(), key | amount | _span(used))
            yield from _lifting(question, key, used, seen, facts)
            continue
        for method, fan in ((WALK, answer.walk), (UNCHANGED, answer.unchanged)):
            for level, bounds in fan.intervals.items():
                key |= {"level": str(level), "mid": _text(fan.median), "flags": "F"}
                yield _row(question, method, used.values(), key | _bounds(bounds) | _span(used))


def _lifting(
    question: Question, key: Row, used: Points, seen: Points, facts: Facts
) -> Iterator[Row]:
    """Yield what would have to arrive to lift a refusal: how many counts, the newest of when."""
    rules = method_of(facts).rules
    after = facts["variant"][key["variant"]].get("from", 1) - 1
    wanted = lift(amounts(used), int(key["period"]), question.as_of, rules, after=after)
    if wanted is None:
        return
    words = facts["lift"]["one" if wanted.counts == 1 else "several"]
    reason = words.format(counts=wanted.counts, newest=wanted.newest)
    key = key | {"refused_because": LIFT, "reason": reason}
    key |= {"found": str(wanted.newest), "limit": str(wanted.counts)}
    yield _row(question, LIFT, seen.values(), key | _span(used))


def _assumptions(
    question: Question,
    points: Points,
    base: Points,
    assumptions: Mapping[str, Facts],
    notes: Mapping[str, SignedNote],
) -> Iterator[Row]:
    """Yield what the number would be under each assumption, and the note that it needs."""
    if not base:
        return
    start = base[max(base)]
    for name, assumption in assumptions.items():
        ends = (assumption.get("from"), assumption.get("to"))
        used = [start, *(point for year, point in points.items() if year in ends)]
        rows = [row for point in used for row in point.rows]
        note = require_comparable(rows, f"{ASSUMPTION}_{name}", notes)
        for period in (p for p in question.periods if p > start.year):
            factor = multiple(assumption, points, period - start.year)
            if factor is None:
                continue
            key = {"variant": name, "period": str(period), "note_id": note}
            bounds = Interval(start.bounds.lo * factor, start.bounds.hi * factor)
            key |= {"mid": _text((bounds.lo + bounds.hi) / 2), **_bounds(bounds)}
            key |= {"reason": assumption["words"], "flags": "F D" if note else "F"}
            yield _row(question, ASSUMPTION, used, key | {"to_period": start.period})


def multiple(assumption: Facts, points: Points, years: int) -> float | None:
    """Return by what the base is multiplied, or None when the yearly series lacks a year.

    ``1 + percent / 100``, whatever the number of years; or
    ``(y_to / y_from) ** (years / (to - from))``.
    """
    if "percent" in assumption:
        return 1 + float(assumption["percent"]) / 100
    first, last = points.get(assumption["from"]), points.get(assumption["to"])
    if first is None or last is None:
        return None
    return float((last.value / first.value) ** (years / (last.year - first.year)))


def _span(used: Points) -> Row:
    if not used:
        return {}
    return {"from_period": used[min(used)].period, "to_period": used[max(used)].period}


def _bounds(bounds: Interval) -> Row:
    return {"lo": _text(bounds.lo), "hi": _text(bounds.hi)}


def _row(question: Question, method: str, points: Iterable[Point], key: Row) -> Row:
    rows: list[Mapping[str, Any]] = [row for point in points for row in point.rows]
    named = (question.series_id, str(question.as_of), method, key["variant"], key["period"])
    ending = key.get("level", "") or key.get("refused_because", "")
    return {
        "series_id": question.series_id,
        "origin": rows[0]["origin"] if rows else question.origin,
        "host": rows[0]["host"] if rows else "",
        "as_of": str(question.as_of),
        "method": method,
        "unit": rows[0]["unit"] if rows else "persons",
        "inputs": " ".join(dict.fromkeys(row["fact_id"] for row in rows)),
        "source_ids": " ".join(dict.fromkeys(row["source_id"] for row in rows)),
        "fact_id": "-".join(["prj", *named, *([ending] if ending else [])]),
        "synthetic": "yes" if any(row["synthetic"] for row in rows) else "",
        **key,
    }


def _text(value: float) -> str:
    """Return a number as text, empty when it has no end."""
    if value == float("inf"):
        return ""
    return number_text(half_up(value, DECIMALS))

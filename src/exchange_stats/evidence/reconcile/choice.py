"""The claims on one quantity to one value: what they have in common, or the one trusted first."""

from collections.abc import Sequence
from dataclasses import dataclass

from exchange_stats.evidence.reconcile.conflict import Row, gap, intersection, interval_of
from exchange_stats.evidence.reconcile.trust import CRITERIA, Trust
from exchange_stats.ground import codes
from exchange_stats.ground.intervals import Interval

AGREES = "agrees"


@dataclass(frozen=True)
class Loser:
    """A claim that the value does not rest on, why, and how far its bounds lie from it."""

    row: Row
    reason: str
    distance: float = 0


@dataclass(frozen=True)
class Choice:
    """The value of a slot.

    Attributes
    ----------
    rule : str
        ``only source``, ``sources agree``, ``one source repeated``, ``order of trust``,
        ``undecided`` or ``all missing``.
    rests_on : tuple of rows
        The claims that made the value, the one that gives its place first.
    losers : tuple of Loser
        All others.
    bounds : Interval
        What the claims behind the value have in common; of an undecided slot all that is claimed.
    """

    rule: str
    rests_on: tuple[Row, ...]
    losers: tuple[Loser, ...]
    bounds: Interval


def choose(claims: Sequence[Row], trust: Trust) -> Choice:
    """Return the value of claims that count the same.

    If all intervals meet, it is what they have in common. If not, the claim decides whose rank is
    best: definition stated, tier, reference date inside the period, narrower interval; of claims
    equal in all four, those that meet, or the later edition where that is a declared revision.
    """
    present = [claim for claim in claims if claim["status"] not in codes.MISSING]
    missing = tuple(Loser(claim, "missing") for claim in claims if claim not in present)
    if not present:
        first = min(missing, key=lambda loser: trust.rank(loser.row))
        others = tuple(loser for loser in missing if loser is not first)
        return Choice("all missing", (first.row,), others, interval_of(first.row))
    if gap(map(interval_of, present)) == 0:
        ordered = sorted(present, key=lambda claim: (_width(claim), trust.rank(claim)))
        rule = _agreement([trust.original(claim).statement for claim in ordered])
        bounds = intersection(map(interval_of, ordered))
        # One claim is enough where it is as narrow as all together.
        needed = 1 if interval_of(ordered[0]) == bounds else len(ordered)
        agreeing = tuple(Loser(claim, AGREES) for claim in ordered[needed:])
        return Choice(rule, tuple(ordered[:needed]), (*agreeing, *missing), bounds)
    return _contested(present, missing, trust)


def _agreement(statements: Sequence[str]) -> str:
    if len(statements) == 1:
        return "only source"
    return "sources agree" if len(set(statements)) > 1 else "one source repeated"


def _contested(present: Sequence[Row], missing: tuple[Loser, ...], trust: Trust) -> Choice:
    best = min(trust.rank(claim) for claim in present)
    first = [claim for claim in present if trust.rank(claim) == best]
    kept = [claim for claim in first if not _revised(claim, first, trust)]
    others = [claim for claim in present if claim not in kept]
    if gap(map(interval_of, kept)):
        everything = [interval_of(claim) for claim in present]
        bounds = Interval(min(i.lo for i in everything), max(i.hi for i in everything))
        losers = tuple(Loser(claim, "undecided") for claim in kept[1:])
        return Choice("undecided", (kept[0],), (*losers, *_lost(others, kept[0], trust)), bounds)
    lost = (*_lost(others, kept[0], trust), *missing)
    return Choice("order of trust", tuple(kept), lost, intersection(map(interval_of, kept)))


def _revised(claim: Row, equals: Sequence[Row], trust: Trust) -> bool:
    """Return whether a later edition of the same source takes the place of a claim."""
    return claim["source_id"] in trust.revised and any(
        other["source_id"] == claim["source_id"] and other["edition"] > claim["edition"]
        for other in equals
    )


def _lost(others: Sequence[Row], kept: Row, trust: Trust) -> tuple[Loser, ...]:
    return tuple(
        Loser(claim, why_not(claim, kept, trust), gap([interval_of(claim), interval_of(kept)]))
        for claim in others
    )


def why_not(claim: Row, kept: Row, trust: Trust) -> str:
    """Return the first criterion in which a claim stands behind the one that was kept."""
    pairs = zip(CRITERIA, trust.rank(claim), trust.rank(kept), strict=True)
    equal = "edition" if _revised(claim, [kept], trust) else "undecided"
    return next((name for name, one, other in pairs if one > other), equal)


def _width(claim: Row) -> float:
    bounds = interval_of(claim)
    return bounds.hi - bounds.lo

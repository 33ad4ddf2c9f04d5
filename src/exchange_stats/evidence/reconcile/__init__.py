"""All claims for one slot to one value, with the rule, the distance and every loser."""

from collections.abc import Iterator, Sequence

import pandas as pd

from exchange_stats.evidence.harmonise import fact_id
from exchange_stats.evidence.reconcile.choice import AGREES, Choice, Loser, choose
from exchange_stats.evidence.reconcile.conflict import (
    STATED,
    Row,
    bound_text,
    compatible,
    gap,
    hull,
    interval_of,
    read_strictly,
    unstated,
    whole_level,
)
from exchange_stats.evidence.reconcile.trust import Trust
from exchange_stats.ground import codes
from exchange_stats.ground.numerals import number_text
from exchange_stats.ground.stages import OBSERVATIONS, PERIOD, PLACE, RECONCILED, SLOT
from exchange_stats.ground.stages.rows import group_rows

KEY = (*SLOT, *PERIOD, "synthetic")
ALIKE = tuple(name for name in KEY if name not in (*STATED, "isced_level"))
CARRIED = ("reference_date", "source_id", "edition", *PLACE)


def reconcile(observations: pd.DataFrame, trust: Trust) -> pd.DataFrame:
    """Return one value per slot.

    Claims of one slot whose intervals meet corroborate each other: the value is what they have in
    common. Where they do not, the order of trust decides, the value is flagged U and every loser
    is named in ``rejected``. A claim that leaves its definition open is no part of a slot that
    states it; where it contradicts all that it could be, both are flagged U and D.
    A slot whose every observation is missing stays, with its status.

    Parameters
    ----------
    observations : DataFrame
        Stage ``observations``.
    trust : Trust
        The order of trust, and the reading of phrases such as "more than".

    Returns
    -------
    DataFrame
        Stage ``reconciled``. ``spread_lo`` and ``spread_hi`` hold all that is claimed, in the
        unit of the slot; ``n_independent`` counts the statements that bear the value out.

    Raises
    ------
    FactError
        If a source has no tier.
    """
    OBSERVATIONS.check(observations)
    trust.require_tiers(observations)
    read = read_strictly(observations) if trust.reading == "strict" else observations
    chosen = [choose(claims, trust) for claims in group_rows(read, KEY).values()]
    rivals = _rivals(chosen, trust)
    rows = [_row(one, rivals.get(index, []), trust) for index, one in enumerate(chosen)]
    for index in {index for found in rivals.values() for index, _ in found}:
        rows[index]["flags"] = _flagged(rows[index]["flags"], "U D")
    return RECONCILED.frame(rows)


Rivals = dict[int, list[tuple[int, Loser]]]


def _rivals(chosen: Sequence[Choice], trust: Trust) -> Rivals:
    """Return, by the place of the slot that is kept, the slots that contradict it.

    A slot contradicts when it leaves its definition open and meets none of the slots that it could
    be; the one of them that states most, and counts most widely, is kept.
    """
    alike: dict[tuple[str, ...], list[int]] = {}
    for index, one in enumerate(chosen):
        if one.rests_on[0]["status"] not in codes.MISSING:
            row = one.rests_on[0]
            alike.setdefault((*(row[name] for name in ALIKE), whole_level(row)), []).append(index)
    found: Rivals = {}
    for group in alike.values():
        for kept, lost in _contradictions(group, chosen, trust):
            loser = Loser(
                chosen[lost].rests_on[0],
                "definition",
                gap([chosen[kept].bounds, chosen[lost].bounds]),
            )
            found.setdefault(kept, []).append((lost, loser))
    return found


def _contradictions(
    group: Sequence[int], chosen: Sequence[Choice], trust: Trust
) -> Iterator[tuple[int, int]]:
    seen = set()
    for index in group:
        row = chosen[index].rests_on[0]
        others = [i for i in group if i != index and compatible(row, chosen[i].rests_on[0])]
        meets = any(not gap([chosen[index].bounds, chosen[i].bounds]) for i in others)
        if not unstated(row) or not others or meets:
            continue
        kept = min([index, *others], key=lambda i: trust.standing(chosen[i].rests_on[0]))
        seen |= {(kept, lost) for lost in ([index] if kept != index else others)}
    yield from sorted(seen)


def _row(one: Choice, rivals: Sequence[tuple[int, Loser]], trust: Trust) -> dict[str, str]:
    place = one.rests_on[0]
    losers = [*one.losers, *(loser for _, loser in rivals)]
    claims = [*one.rests_on, *(loser.row for loser in losers)]
    row = {name: place[name] for name in (*KEY, *CARRIED)} | _amount(one)
    if one.rule in ("order of trust", "undecided"):
        row["flags"] = _flagged(row["flags"], "U")
    if rivals:
        row["flags"] = _flagged(row["flags"], "U D")
    return row | {
        "rule": "order of trust" if rivals and one.rule != "undecided" else one.rule,
        **_spread(claims),
        "n_claims": str(len(claims)),
        "n_independent": str(len({trust.original(row).statement for row in _bearing_out(one)})),
        "rejected": " ".join(loser.row["fact_id"] for loser in losers),
        "reasons": " ".join(loser.reason for loser in losers),
        "distances": " ".join(number_text(loser.distance) for loser in losers),
        "inputs": " ".join(claim["fact_id"] for claim in one.rests_on),
        "fact_id": fact_id("rec", place["synthetic"], *(place[name] for name in KEY)),
    }


def _bearing_out(one: Choice) -> list[Row]:
    return [*one.rests_on, *(loser.row for loser in one.losers if loser.reason == AGREES)]


def _amount(one: Choice) -> dict[str, str]:
    """Return the amount: as the first claim has it, or narrowed by the others.

    The value of a range is its lower end; an undecided slot has bounds and no value.
    """
    place = one.rests_on[0]
    kept = {name: place[name] for name in ("value", "lo", "hi", "qualifier", "status", "flags")}
    if one.bounds == interval_of(place) or one.rule == "all missing":
        return kept
    lo, hi = bound_text(one.bounds.lo), bound_text(one.bounds.hi)
    value = "" if one.rule == "undecided" else lo
    qualifier = "exact" if one.bounds.exact else "range"
    return kept | {"value": value, "lo": lo, "hi": hi, "qualifier": qualifier}


def _flagged(flags: str, added: str) -> str:
    return " ".join(dict.fromkeys([*flags.split(), *added.split()]))


def _spread(claims: Sequence[Row]) -> dict[str, str]:
    present = [claim for claim in claims if claim["status"] not in codes.MISSING]
    if not present:
        return {"spread_lo": "", "spread_hi": ""}
    all_ = hull(map(interval_of, present))
    return {"spread_lo": bound_text(all_.lo), "spread_hi": bound_text(all_.hi)}

"""All claims for one slot to one value, with the rule, the distance and every loser."""

import math
from collections.abc import Mapping

import pandas as pd

from exchange_stats.evidence.harmonise import fact_id
from exchange_stats.ground import codes, factbook
from exchange_stats.ground.errors import FactError
from exchange_stats.ground.intervals import Interval
from exchange_stats.ground.numerals import number_text
from exchange_stats.ground.rows import group_rows
from exchange_stats.ground.stages import OBSERVATIONS, PERIOD, PLACE, RECONCILED, SLOT

KEY = (*SLOT, *PERIOD, "synthetic")
CARRIED = ("reference_date", "source_id", "edition", *PLACE)
AMOUNT = ("value", "lo", "hi", "qualifier", "status", "flags")


def load_precedence() -> dict[str, int]:
    """Return the order of trust: source id to tier, 1 being trusted first."""
    tiers = factbook.load_toml("precedence.toml")["tier"]
    return {source: int(tier) for source, tier in tiers.items()}


def reconcile(observations: pd.DataFrame, precedence: Mapping[str, int]) -> pd.DataFrame:
    """Return one value per slot.

    Observations of one slot that share a value corroborate each other: the narrowest is kept.
    Where they do not, the source of the lowest tier wins, then the narrower claim, then the
    later edition; the value is flagged U, the bounds stay those of the winner, and every loser
    is named in ``rejected``.
    A slot whose every observation is missing stays, with its status.

    Parameters
    ----------
    observations : DataFrame
        Stage ``observations``.
    precedence : mapping
        Source id to tier, from ``facts/precedence.toml``.

    Returns
    -------
    DataFrame
        Stage ``reconciled``. ``spread`` is the distance between the lowest and the highest
        bound of all claims, in the unit of the slot.

    Raises
    ------
    FactError
        If a source has no tier.
    """
    OBSERVATIONS.check(observations)
    unranked = sorted(set(observations["source_id"]) - set(precedence))
    if unranked:
        message = (
            f"facts/precedence.toml: no tier for {', '.join(unranked)}, expected one for every "
            "source; add it under [tier]"
        )
        raise FactError(message)
    groups = group_rows(observations, KEY).values()
    return RECONCILED.frame([_one(claims, precedence) for claims in groups])


def _one(claims: list[dict[str, str]], precedence: Mapping[str, int]) -> dict[str, str]:
    present = [claim for claim in claims if claim["status"] not in codes.MISSING]
    rule, chosen = _choose(present or claims, precedence)
    if not present:
        rule = "all missing"
    row = {name: chosen[name] for name in (*KEY, *AMOUNT, *CARRIED)}
    if rule == "order of trust":
        row["flags"] = f"{row['flags']} U".strip()
    return row | {
        "rule": rule,
        "spread": _spread(present),
        "n_claims": str(len(claims)),
        "rejected": " ".join(c["fact_id"] for c in claims if c is not chosen),
        "inputs": chosen["fact_id"],
        "fact_id": fact_id("rec", chosen["synthetic"], *(chosen[name] for name in KEY)),
    }


def _choose(
    claims: list[dict[str, str]], precedence: Mapping[str, int]
) -> tuple[str, dict[str, str]]:
    def trust(claim: dict[str, str]) -> tuple[int, float, str]:
        bounds = interval_of(claim)
        return precedence[claim["source_id"]], bounds.hi - bounds.lo, _later_first(claim)

    def width(claim: dict[str, str]) -> tuple[float, int, str]:
        bounds = interval_of(claim)
        return bounds.hi - bounds.lo, precedence[claim["source_id"]], _later_first(claim)

    if len(claims) == 1:
        return "only source", claims[0]
    intervals = [interval_of(claim) for claim in claims]
    if max(i.lo for i in intervals) <= min(i.hi for i in intervals):
        return "sources agree", min(claims, key=width)
    return "order of trust", min(claims, key=trust)


def _later_first(claim: Mapping[str, str]) -> str:
    """Return a sort key in which a later edition comes first."""
    return "".join(chr(0x10FFFF - ord(letter)) for letter in claim["edition"])


def interval_of(row: Mapping[str, str]) -> Interval:
    """Return the bounds of a row; a missing value is unbounded, a missing ``hi`` open above."""
    if not row["lo"]:
        return Interval(-math.inf, math.inf)
    return Interval(float(row["lo"]), float(row["hi"]) if row["hi"] else math.inf)


def _spread(claims: list[dict[str, str]]) -> str:
    if not claims:
        return ""
    intervals = [interval_of(claim) for claim in claims]
    distance = max(i.hi for i in intervals) - min(i.lo for i in intervals)
    return "" if math.isinf(distance) else number_text(distance)

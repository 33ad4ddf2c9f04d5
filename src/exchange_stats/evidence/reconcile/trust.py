"""Whom to believe first: the declared order, what repeats what, and who speaks for which side."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from exchange_stats.evidence.quantities import READINGS
from exchange_stats.evidence.reconcile.conflict import Row, interval_of, unstated
from exchange_stats.ground import factbook
from exchange_stats.ground.errors import FactError

ORIGINAL_COLUMNS = ("id", "original", "country", "note")
CRITERIA = ("definition", "tier", "date", "width")
HOST = "host"


@dataclass(frozen=True)
class Original:
    """The first statement of a number, and the country whose authority makes it.

    Attributes
    ----------
    statement : str
        What is counted once, however often it is reprinted.
    country : str
        ISO code, ``host`` where each host country reports its own, empty when no authority does.
    """

    statement: str
    country: str = ""


@dataclass(frozen=True)
class Trust:
    """The order of trust.

    Attributes
    ----------
    tiers : mapping
        Tier of a source, and of a single statement where it has its own; 1 is trusted first.
    originals : mapping
        Source or statement to its original; one that is not listed stands for itself.
    revised : frozenset of str
        Sources whose later edition is a declared revision of the earlier one.
    reading : str
        ``pragmatic`` or ``strict``.
    """

    tiers: Mapping[str, int]
    originals: Mapping[str, Original] = field(default_factory=dict)
    revised: frozenset[str] = frozenset()
    reading: str = READINGS[0]

    def tier(self, row: Row) -> int:
        """Return the tier of a row: of its statement, else of its source."""
        return self.tiers.get(row["claim_id"], self.tiers[row["source_id"]])

    def original(self, row: Row) -> Original:
        """Return the first statement of the number of a row."""
        name = row["claim_id"] or row["source_id"]
        return self.originals.get(name, Original(name))

    def side(self, row: Row) -> str:
        """Return who counts: ``host``, ``origin``, or ``other`` when it is neither's authority."""
        country = self.original(row).country
        if country in (HOST, row["host"]):
            return HOST
        return "origin" if country == row["origin"] else "other"

    def rank(self, row: Row) -> tuple[float, ...]:
        """Return the sort key of a row, one number for each of ``CRITERIA``, the best first.

        How much of its definition is not stated; its tier; whether its reference date lies
        outside the period; how wide its interval is.
        """
        bounds = interval_of(row)
        return unstated(row), self.tier(row), _off_date(row), bounds.hi - bounds.lo

    def standing(self, row: Row) -> tuple[float, ...]:
        """Return the sort key of a row among rows that count more and less of the same students.

        As :meth:`rank`; of one source the count of all studies comes before that of a part.
        """
        stated, tier, date, width = self.rank(row)
        narrow = row["programme"] != "all", row["programme"] != "degree"
        return (stated, tier, date, *narrow, width)

    def require_tiers(self, observations: pd.DataFrame) -> None:
        """Refuse observations of a source that has no tier.

        Raises
        ------
        FactError
            Naming every such source.
        """
        unranked = sorted(set(observations["source_id"]) - set(self.tiers))
        if unranked:
            message = (
                f"facts/precedence.toml: no tier for {', '.join(unranked)}, expected one for "
                "every source; add it under [tier]"
            )
            raise FactError(message)


def load_trust(claims: pd.DataFrame) -> Trust:
    """Return the order of trust of ``facts/precedence.toml`` and ``facts/originals.csv``.

    Parameters
    ----------
    claims : DataFrame
        Stage ``claims``: each statement has a tier of its own.

    Raises
    ------
    FactError
        If the reading is unknown.
    """
    facts = factbook.load_toml("precedence.toml")
    if facts["reading"] not in READINGS:
        message = (
            f"facts/precedence.toml: reading {facts['reading']!r}, expected one of "
            f"{', '.join(READINGS)}; correct it"
        )
        raise FactError(message)
    stated = {row["claim_id"]: int(row["tier"]) for row in claims.to_dict("records") if row["tier"]}
    rows = factbook.load_csv("originals.csv", ORIGINAL_COLUMNS)
    return Trust(
        {source: int(tier) for source, tier in facts["tier"].items()} | stated,
        {row["id"]: Original(row["original"], row["country"]) for row in rows},
        frozenset(facts["revised"]),
        facts["reading"],
    )


def _off_date(row: Row) -> bool:
    """Return whether a reference date lies outside the years of the period."""
    year = row["reference_date"][:4]
    return bool(year) and not row["period_start"] <= year <= row["period_end"]

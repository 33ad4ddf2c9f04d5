"""What a release adds to the ledger, and whether its revisions may be told."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from exchange_stats.disclosure.ledger import (
    Release,
    Rows,
    load_releases,
    pose_problem,
    record_table,
)
from exchange_stats.disclosure.policy import policy_for
from exchange_stats.disclosure.protection import protect
from exchange_stats.disclosure.release import real_tables
from exchange_stats.ground.errors import DisclosureError, refuse

SIGNATURE = ("release", "table", "cell", "reason", "signed_by", "signed_on")


def record_returns(
    reconciled: pd.DataFrame,
    spec: Mapping[str, Any],
    release: Release,
    releases: Rows | None = None,
) -> list[dict[str, str]]:
    """Return the rows that a release of the tables of real returns adds to the ledger.

    Invented samples add none: they would be held against the real numbers that follow them.

    Parameters
    ----------
    reconciled : DataFrame
        Stage ``reconciled``, with the true numbers.
    spec : mapping
        Content of ``facts/release.toml``; ``[[revision]]`` names revisions that may be told.
    release : Release
        Id and day of the release.
    releases : sequence of mapping, optional
        Earlier releases. Left out: ``facts/releases.csv``.

    Raises
    ------
    DisclosureError
        If a cell that an earlier release showed is revised by so few persons that the
        difference is itself a small count, and nobody has signed for it.
    """
    tables = real_tables(reconciled, spec)
    if not tables:
        return []
    rows = load_releases() if releases is None else releases
    revised = pose_problem(tables, policy_for(tables), rows).revised
    signed = [_signed(entry) for entry in spec.get("revision", ())]
    unsigned = [told for told in revised if not told.startswith(tuple(signed))]
    if unsigned:
        advice = (
            "hold the revision back until it is larger, or sign for it with [[revision]] in "
            f"facts/release.toml: {', '.join(SIGNATURE)}"
        )
        refuse(
            DisclosureError, f"{release.id}: small revisions of earlier releases", unsigned, advice
        )
    protected = protect(tables, method=spec["method"], releases=rows)
    made = release._replace(method=protected.method)
    return [row for table in tables for row in record_table(table, protected.told, made)]


def _signed(entry: Mapping[str, Any]) -> str:
    missing = [name for name in SIGNATURE if not entry.get(name)]
    if missing:
        headline = "facts/release.toml [[revision]]: not signed in full"
        refuse(DisclosureError, headline, missing, "give every revision all its parts")
    return f"{entry['release']} {entry['table']}: {entry['cell']} "

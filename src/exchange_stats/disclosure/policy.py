"""What a policy forbids to be learnt: thresholds, primary cells and how far they need cover."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

from exchange_stats.disclosure.tables import CANNOT_EXIST, TOTAL, Key, Table, table_values
from exchange_stats.ground import factbook
from exchange_stats.ground.errors import FactError

SMALL, ONE_UNIT, TWO_UNITS, OTHER_RULE, DECLARED = "A", "O", "T", "M", "C"  # CL_CONF_STATUS
EARLIER = "D"  # hidden by an earlier release
DECLARED_STATUSES = frozenset({"N", "C", "S", "A", "D"})


@dataclass(frozen=True)
class Dominance:
    """Rules for amounts: (n, k) dominance and the p% rule with prior knowledge q."""

    units: int = 2
    percent: float = 90
    p_percent: float = 10
    prior: float = 100


@dataclass(frozen=True)
class Policy:
    """The thresholds under which one table is protected (``facts/disclosure.toml``)."""

    threshold: int = 5
    base: int = 5
    dominance: Dominance = field(default_factory=Dominance)
    protect_zeros: bool = False
    insiders: tuple[int, ...] = (1, 2)
    weight_of_totals: float = 1
    seconds: float = 30
    advise_above: float = 15
    sign: str = "c"
    status: str = "Q"


@dataclass(frozen=True)
class Primary:
    """Why a cell must be hidden, and what an attacker's interval must reach around it.

    Attributes
    ----------
    reason : str
        Code of ``CL_CONF_STATUS``: A small count, O and T dominance, M another rule, C declared.
    down, up : float
        How far below and above the true value the attacker must still think possible.
    """

    reason: str
    down: float
    up: float


def load_policy(dimensions: Collection[str]) -> Policy:
    """Return the policy for a table that crosses some columns.

    Raises
    ------
    FactError
        If ``facts/disclosure.toml`` lacks a section.
    """
    facts = factbook.load_toml("disclosure.toml")
    try:
        detailed = any(set(columns) <= set(dimensions) for columns in _section(facts, "threshold"))
        kind = "detailed" if detailed else "public"
        hiding = facts["suppression"]
        return Policy(
            threshold=facts["threshold"][kind],
            base=facts["rounding"][kind],
            dominance=Dominance(**facts["dominance"]),
            protect_zeros=facts["zeros"]["protect"],
            insiders=tuple(facts["insider"]["counts"]),
            weight_of_totals=hiding["weight_of_totals"],
            seconds=hiding["seconds"],
            advise_above=hiding["advise_above"],
            sign=hiding["sign"],
            status=hiding["status"],
        )
    except (KeyError, TypeError) as error:
        message = f"facts/disclosure.toml: {error} found wanting, expected all thresholds; add it"
        raise FactError(message) from None


def _section(facts: dict[str, Any], name: str) -> list[list[str]]:
    lists: list[list[str]] = facts[name]["detailed_when"]
    return lists


def policy_for(tables: Sequence[Table]) -> Policy:
    """Return the policy for tables of one release: the highest threshold and base of any."""
    crossed = [
        {*table.dimensions, *(name for name, code in table.context.items() if code != TOTAL)}
        for table in tables
    ]
    policies = [load_policy(columns) for columns in crossed]
    return max(policies, key=lambda policy: (policy.threshold, policy.base))


def table_primaries(table: Table, policy: Policy) -> dict[Key, Primary]:
    """Return the primary cells of a table; cells without a value or that cannot be are none."""
    declared = table.column("conf_status")
    if "contributions" in table.cells:
        found = [
            primary_amount(given, policy, code)
            for given, code in zip(table.cells["contributions"], declared, strict=True)
        ]
    else:
        values = table_values(table)
        found = [
            primary_count(values[key], policy, code)
            for key, code in zip(table.row_keys(), declared, strict=True)
        ]
    rows = zip(table.row_keys(), found, table.column("status"), strict=True)
    return {key: cell for key, cell, status in rows if cell and status != CANNOT_EXIST}


def primary_count(count: float, policy: Policy, declared: str = "") -> Primary | None:
    """Return why a count is primary, or None.

    A count ``a`` with ``1 <= a < t`` is. An attacker must think ``a - 1`` (at least 0) and
    ``a + max(t - a, 1)`` possible: neither that it is small nor how small (threshold rule).

    Parameters
    ----------
    count : float
        Persons in the cell.
    policy : Policy
        With the threshold ``t``.
    declared : str
        ``CL_CONF_STATUS`` of the cell in its source; a confidential one is primary at any size.

    Examples
    --------
    >>> primary_count(3, Policy())
    Primary(reason='A', down=1, up=2)
    """
    small = 1 <= count < policy.threshold or (count == 0 and policy.protect_zeros)
    if not small and declared not in DECLARED_STATUSES:
        return None
    reason = SMALL if small else DECLARED
    return Primary(reason, min(count, 1), max(policy.threshold - count, 1))


def primary_amount(
    contributions: Sequence[float], policy: Policy, declared: str = ""
) -> Primary | None:
    """Return why an amount is primary, or None.

    With contributions ``x1 >= x2 >= ...`` of sum ``X``: few contributors (threshold rule);
    ``x1 + ... + xn > k/100 X`` ((n, k) rule, cover ``100/k (x1 + ... + xn) - X``);
    ``X - x1 - x2 < p/q x1`` (p% rule with prior knowledge q, cover ``p/q x1 - (X - x1 - x2)``).
    Few contributors take p per cent of ``X`` as cover. Source: Hundepool et al., Handbook on
    Statistical Disclosure Control, ESSNet SDC 2010, section 4.2.

    Examples
    --------
    >>> primary_amount([280] + [8.6] * 10, Policy(dominance=Dominance(percent=75))).reason
    'O'
    """
    largest = sorted((x for x in contributions if x > 0), reverse=True)
    if not largest:
        return None
    total, rule = sum(largest), policy.dominance
    few = len(largest) < policy.threshold
    top = sum(largest[: rule.units])
    pq_cover = rule.p_percent / rule.prior * largest[0] - (total - sum(largest[:2]))
    nk_cover = 100 / rule.percent * top - total
    cover = max(pq_cover, nk_cover, (few or declared in DECLARED_STATUSES) * _margin(total, rule))
    if cover <= 0:
        return None
    if max(pq_cover, nk_cover) > 0:
        one = 100 * largest[0] > rule.percent * total
        reason = ONE_UNIT if one else TWO_UNITS if nk_cover > 0 else OTHER_RULE
    else:
        reason = SMALL if few else DECLARED
    return Primary(reason, min(cover, total), cover)


def _margin(total: float, rule: Dominance) -> float:
    return rule.p_percent / 100 * total


def percentage_allowed(base: float) -> bool:
    """Return whether a percentage of so many persons may be published."""
    smallest: float = _quotients()["smallest_base_of_percentage"]
    return base >= smallest


def average_allowed(base: float) -> bool:
    """Return whether an average over so many persons may be published."""
    largest: float = _quotients()["largest_base_without_average"]
    return base > largest


def _quotients() -> dict[str, Any]:
    section: dict[str, Any] = factbook.load_toml("disclosure.toml")["quotients"]
    return section

"""One door: tables of true counts in, a table that may be published out."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
import pandas as pd

from exchange_stats.disclosure.audit import Audit, audit_release
from exchange_stats.disclosure.equations import Mask, released_view
from exchange_stats.disclosure.ledger import Rows, Told, load_releases, pose_problem
from exchange_stats.disclosure.policy import Policy, policy_for
from exchange_stats.disclosure.search.controlled import round_controlled
from exchange_stats.disclosure.search.greedy import find_quick
from exchange_stats.disclosure.search.suppress import Problem, find_optimal
from exchange_stats.disclosure.tables import (
    CANNOT_EXIST,
    TOTAL,
    Key,
    Table,
    key_text,
    table_values,
)
from exchange_stats.ground.errors import DisclosureError, refuse
from exchange_stats.ground.numerals import number_text

SUPPRESS, ROUND = "suppress", "round"
NORMAL, SECONDARY = "A", "D"
COARSER = "many cells are hidden; a coarser table would tell more"


@dataclass(frozen=True)
class Protected:
    """A release that passed the audit.

    Attributes
    ----------
    table : DataFrame
        One row per cell: ``table_id``, the columns of the tables (``_T`` where a table does not
        have one), ``shown`` (a number, or the sign of a hidden cell) and ``status``. Only this
        and ``how`` are for print.
    method : str
        ``suppress`` or ``round``.
    how : str
        For the note: ``nothing_hidden``, ``cheapest`` (least possible cost), ``quick`` (time was
        over: more is hidden than need be), ``rounded`` (sums hold), ``rounded_further`` (and some
        counts went further than the next multiple).
    hidden_share : float
        Per cent of the counted cells that are hidden.
    audit : Audit
        The verdict, with intervals. Internal.
    reasons : DataFrame
        ``cell`` and ``conf_status`` of every primary and secondary cell. Internal.
    messages : tuple of str
        What a person should look at before the release. Internal.
    told : mapping
        What every cell says, for the ledger.
    tables : tuple of Table
        The tables as they came. Internal.
    """

    table: pd.DataFrame
    method: str
    how: str
    hidden_share: float
    audit: Audit
    reasons: pd.DataFrame
    messages: tuple[str, ...]
    told: Mapping[Key, Told]
    tables: tuple[Table, ...]


class _Shown(NamedTuple):
    """The outcome of a method: values to print, how far from the truth, words, hidden cells."""

    values: Mapping[Key, float]
    reach: float
    how: str
    hidden: Mask


def protect(
    tables: Table | Sequence[Table],
    policy: Policy | None = None,
    *,
    method: str = SUPPRESS,
    keep: Collection[Key] = (),
    releases: Rows | None = None,
) -> Protected:
    """Return tables that an attacker learns no primary cell from.

    Parameters
    ----------
    tables : Table or sequence of Table
        All tables of one release: cells that they share are protected together.
    policy : Policy, optional
        Left out: that of ``facts/disclosure.toml`` for the columns crossed, the strictest of
        the tables.
    method : str
        ``suppress`` shows exact values and hides cells; ``round`` shows all, rounded.
    keep : collection of Key
        Cells that must be shown, such as totals that are published elsewhere.
    releases : sequence of mapping, optional
        Earlier releases, judged together with this one. Left out: ``facts/releases.csv``.

    Raises
    ------
    DisclosureError
        If the tables are unfit, or nothing protects them. No table is returned then.
    """
    given = (tables,) if isinstance(tables, Table) else tuple(tables)
    rules = policy or policy_for(given)
    if method not in METHODS:
        message = f"disclosure: method {method!r}, expected one of {', '.join(METHODS)}; choose one"
        raise DisclosureError(message)
    rows = load_releases() if releases is None else releases
    problem, revised, unfit = pose_problem(given, rules, rows, keep)
    shown = METHODS[method](problem)
    table = _print(given, shown, rules)
    audit = _judge(problem, given, table, shown.reach)
    if not audit.passed:
        headline = "disclosure: cells that the release would give away"
        refuse(DisclosureError, headline, audit.failures, "publish a coarser table, or suppress")
    groups = (f"one part holds all: {group}" for group in audit.groups)
    share = 100 * float(shown.hidden.sum()) / max(int(problem.system.shown.sum()), 1)
    return Protected(
        table=table,
        method=method,
        how=shown.how,
        hidden_share=share,
        audit=audit,
        reasons=_reasons(problem, shown.hidden),
        messages=(*revised, *unfit, *groups, *([COARSER] if share > rules.advise_above else [])),
        told=_told(problem, shown, rules),
        tables=given,
    )


def judge(
    tables: Sequence[Table],
    published: pd.DataFrame,
    policy: Policy,
    *,
    reach: float = 0,
    releases: Rows = (),
) -> Audit:
    """Return the attacker's verdict on tables as they are printed, however they were made.

    Parameters
    ----------
    tables : sequence of Table
        The true tables.
    published : DataFrame
        Rows as in :attr:`Protected.table`: what is not a number is hidden.
    policy : Policy
        The thresholds.
    reach : float
        How far a printed number may be from the truth (rounding to ``b`` down or up: ``b - 1``;
        to the nearest multiple of 5: 2).
    releases : sequence of mapping
        Earlier releases.
    """
    problem = pose_problem(tables, policy, releases).problem
    return _judge(problem, tables, published, reach)


def _suppress(problem: Problem) -> _Shown:
    system, hidden, how = problem.system, np.zeros(len(problem.keep), dtype=bool), "nothing_hidden"
    if problem.primaries:
        try:
            hidden, how = find_optimal(problem), "cheapest"
        except TimeoutError:
            hidden, how = find_quick(problem), "quick"
    told = np.flatnonzero(system.shown & ~hidden)
    return _Shown({system.keys[at]: system.values[at] for at in told}, 0, how, hidden)


def _round(problem: Problem) -> _Shown:
    system = problem.system
    rounded = round_controlled(system, problem.policy.base)
    how = "rounded" if rounded.steps == 1 else "rounded_further"
    values = {system.keys[at]: rounded.values[at] for at in np.flatnonzero(system.shown)}
    return _Shown(values, rounded.reach, how, np.zeros(len(system.keys), dtype=bool))


METHODS: dict[str, Callable[[Problem], _Shown]] = {SUPPRESS: _suppress, ROUND: _round}


def _print(tables: Sequence[Table], shown: _Shown, policy: Policy) -> pd.DataFrame:
    columns = list(dict.fromkeys(name for table in tables for name in table.dimensions))
    rows = []
    for table in tables:
        codes = table.cells.reindex(columns=columns, fill_value=TOTAL).to_dict("records")
        values = table_values(table)
        for key, row, status in zip(table.row_keys(), codes, table.column("status"), strict=True):
            if status == CANNOT_EXIST or np.isnan(values[key]):
                cell = {"shown": "", "status": status}
            elif key in shown.values:
                cell = {"shown": number_text(shown.values[key]), "status": status or NORMAL}
            else:
                cell = {"shown": policy.sign, "status": policy.status}
            rows.append({"table_id": table.id, **row, **cell})
    return pd.DataFrame(rows, dtype="str")


def _judge(problem: Problem, tables: Sequence[Table], printed: pd.DataFrame, reach: float) -> Audit:
    """Judge what is printed, not what was meant to be."""
    values: dict[Key, float] = {}
    for table in tables:
        rows = printed[printed["table_id"] == table.id]
        keys = replace(table, cells=rows).row_keys()
        numbers = pd.to_numeric(rows["shown"], errors="coerce")
        values |= {k: v for k, v in zip(keys, numbers, strict=True) if not np.isnan(v)}
    view = released_view(problem.system, values, reach)
    return audit_release(problem.system, view, problem.primaries, problem.policy)


def _reasons(problem: Problem, hidden: Mask) -> pd.DataFrame:
    small = {at for at in problem.primaries if problem.system.shown[at]}
    cells = sorted({int(at) for at in np.flatnonzero(hidden)} | small)
    primaries = {at: primary.reason for at, primary in problem.primaries.items()}
    return pd.DataFrame(
        {
            "cell": [key_text(problem.system.keys[at]) for at in cells],
            "conf_status": [primaries.get(at, SECONDARY) for at in cells],
        },
        dtype="str",
    )


def _told(problem: Problem, shown: _Shown, policy: Policy) -> dict[Key, Told]:
    told = {}
    for at in np.flatnonzero(problem.system.shown):
        key = problem.system.keys[at]
        if key in shown.values:
            value = shown.values[key]
            told[key] = Told(number_text(value), max(value - shown.reach, 0), value + shown.reach)
        else:
            told[key] = Told(policy.sign, 0, float("inf"))
    return told

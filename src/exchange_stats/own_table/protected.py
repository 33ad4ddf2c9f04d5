"""A table of one's own as it may be published, judged with all that was told before."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from exchange_stats.disclosure.ledger import (
    Release,
    Rows,
    load_releases,
    pose_problem,
    record_table,
)
from exchange_stats.disclosure.policy import policy_for
from exchange_stats.disclosure.protection import SUPPRESS, protect
from exchange_stats.ground.errors import DisclosureError, refuse
from exchange_stats.own_table.contradicted import refuse_other_totals, revisions
from exchange_stats.own_table.given import is_invented, own_cells


@dataclass(frozen=True)
class SafeTable:
    """A table that may be published.

    Attributes
    ----------
    table : DataFrame
        One row a cell: the dimensions, ``shown`` (a number, or the sign of a hidden cell),
        ``status``, ``how`` and, where it was given, ``synthetic``.
    how : str
        ``nothing_hidden``, ``cheapest``, ``quick``, ``rounded`` or ``rounded_further``.
    hidden_share : float
        Per cent of the counted cells that are hidden.
    messages : tuple of str
        What you should look at before you publish. Not for print.
    ledger : DataFrame
        Rows for ``facts/releases.csv`` once the table is published; name the release and its day.
        Those of an invented table never go there: real numbers would be held against them.
    """

    table: pd.DataFrame
    how: str
    hidden_share: float
    messages: tuple[str, ...]
    ledger: pd.DataFrame


def protect_table(
    table: pd.DataFrame,
    dimensions: Sequence[str],
    *,
    method: str = SUPPRESS,
    earlier: Sequence[SafeTable] = (),
) -> SafeTable:
    """Return a table of counts as it may be published, judged with all that was told before.

    Columns such as origin, host and period say which persons are counted: by them a table of real
    persons is held against all that ``facts/releases.csv`` says was told of them, releases and
    statements alike, as ``build --release`` does. An invented table is not: nothing was told of
    its persons, and they need not be as many as the stated ones. See also :func:`add_totals`.

    Parameters
    ----------
    table : DataFrame
        One row a cell: the dimensions, ``value`` in persons (empty when missing), and if wanted
        ``status`` (M: cannot exist). Unless each row is marked ``synthetic``, the columns of the
        stage ``reconciled`` from origin to unit, each of one code.
    dimensions : sequence of str
        Columns whose codes add up; ``_T`` is the total.
    method : str
        ``suppress`` shows exact values and hides cells; ``round`` shows all, rounded.
    earlier : sequence of SafeTable
        Tables that you gave out and that are not in ``facts/releases.csv`` yet; of real persons
        if this one is, else invented ones.

    Raises
    ------
    DisclosureError
        If the table is unfit, its parts make another total than was told, nothing protects it, an
        earlier one is invented and this one is not, or it revises an earlier one by so few
        persons that the difference is itself a small count.
    """
    true = own_cells(table, dimensions)
    told = [
        *([] if is_invented(table) else load_releases()),
        *_told_before(earlier, invented=is_invented(table)),
    ]
    refuse_other_totals(true, told)
    revised = pose_problem([true], policy_for([true]), told).revised
    if revised:
        headline = "disclosure: small revisions of what was published before"
        refuse(DisclosureError, headline, revised, "hold the revision back until it is larger")
    protected = protect(true, method=method, releases=told)
    printed = protected.table[[*dimensions, "shown", "status"]].assign(how=protected.how)
    if "synthetic" in table:
        printed["synthetic"] = list(table["synthetic"])
    rows = record_table(true, protected.told, Release("", "", method))
    return SafeTable(
        table=printed,
        how=protected.how,
        hidden_share=protected.hidden_share,
        messages=(*protected.messages, *revisions(true, told)),
        ledger=pd.DataFrame(rows, dtype="str"),
    )


def _told_before(earlier: Sequence[SafeTable], *, invented: bool) -> Rows:
    others = [
        f"earlier table {number} is {'of real persons' if invented else 'invented'}"
        for number, safe in enumerate(earlier, start=1)
        if is_invented(safe.table) != invented
    ]
    if others:
        headline = "disclosure: invented and real persons, who say nothing of each other"
        refuse(DisclosureError, headline, others, "give only earlier tables of the same persons")
    return [
        {**row, "release_id": f"earlier-{number}"}
        for number, safe in enumerate(earlier, start=1)
        for row in safe.ledger.to_dict("records")
    ]

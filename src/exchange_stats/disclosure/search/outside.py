"""What a release may not tell of cells that it lacks: told before, or left by subtraction."""

from collections.abc import Collection
from dataclasses import replace

import numpy as np

from exchange_stats.disclosure.audit import find_intervals
from exchange_stats.disclosure.equations import System, View, hidden_view
from exchange_stats.disclosure.policy import EARLIER, Policy, Primary, primary_count
from exchange_stats.disclosure.solver import TOLERANCE
from exchange_stats.disclosure.tables import Key


def earlier_primaries(system: System, keys: Collection[Key], policy: Policy) -> dict[int, Primary]:
    """Return what a new release may not tell of cells that only an earlier one has.

    The ledger does not know their counts. A cell that may be small must remain uncertain, and
    may not be shown to be small if that could not be told before.
    """
    cells = [at for at, key in enumerate(system.keys) if key in keys]
    lo, hi = find_intervals(system, View(system.floor, system.ceiling), cells)
    return {
        at: Primary(EARLIER, 0, max(min(policy.threshold, hi[at]) - system.values[at], 0))
        for at in cells
        if lo[at] < hi[at] and lo[at] < policy.threshold
    }


def implied_primaries(
    system: System, keys: Collection[Key], policy: Policy
) -> tuple[System, dict[int, Primary]]:
    """Return what a release may not tell of cells that no table has: differences of others.

    Whoever knows the true tables knows such a cell between bounds. Where these say that it is
    small, a reader must not come to know that, or how small, as far as earlier releases have
    not told it. A difference of nobody, or of many, may be known.

    Returns
    -------
    tuple
        The system, in which cells that follow from the true tables count as counted; and the
        primary cells.
    """
    cells = [at for at, key in enumerate(system.keys) if key in keys]
    lowest, highest = find_intervals(system, hidden_view(system, ~system.shown), cells)
    exact = highest - lowest <= TOLERANCE
    small = [at for at in cells if 1 <= highest[at] < policy.threshold]
    lo, hi = find_intervals(system, View(system.floor, system.ceiling), small)
    found = {}
    for at in small:
        value = system.values[at]
        full = primary_count(value, policy) if exact[at] else None
        down, up = (full.down, full.up) if full else (0.0, policy.threshold - value)
        cover = Primary(EARLIER, min(down, value - lo[at]), min(up, hi[at] - value))
        if lo[at] < hi[at] and cover.down + cover.up > 0:
            found[at] = cover
    followed = np.isin(np.arange(len(system.keys)), cells) & exact
    return replace(system, counted=system.counted | followed), found

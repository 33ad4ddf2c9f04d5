"""Head counts to shares, growth, ratios, concentration: pure arithmetic.

Which indicators there are, of which series, stands in ``facts/indicators.toml``; how a kind of
indicator is computed stands here.
"""

from collections.abc import Callable, Iterator

from exchange_stats.measures.indicators import change, flows, shares, spread
from exchange_stats.measures.indicators.result import Get, Result, Spec

__all__ = ["KINDS", "Result"]

KINDS: dict[str, Callable[[Spec, Get], Iterator[Result]]] = {
    "count": flows.count,
    "share": shares.share,
    "remainder": flows.remainder,
    "total": flows.total,
    "index": change.index,
    "growth_year": change.growth_year,
    "growth_span": change.growth_span,
    "contribution": change.contribution,
    "ratio": flows.ratio,
    "balance": flows.balance,
    "asymmetry": flows.asymmetry,
    "reciprocity": flows.reciprocity,
    "mirror_gap": flows.mirror_gap,
    "rank": flows.rank,
    "female_share": shares.female_share,
    "gender_parity": shares.gender_parity,
    "rate": shares.rate,
    "concentration": spread.concentration,
    "inequality": spread.inequality,
    "dissimilarity": spread.dissimilarity,
    "intensity": spread.intensity,
    "residual": change.residual,
}

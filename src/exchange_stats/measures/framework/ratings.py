"""How many results stand how: counts by rating, reason and level."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from exchange_stats.ground.stages import INDICATORS, RESULTS

Facts = Mapping[str, Any]


def add_ratings(indicators: pd.DataFrame, results: pd.DataFrame, facts: Facts) -> pd.DataFrame:
    """Return the indicators with the number of results by rating, reason and level added.

    ``results_by_rating`` has a row for each rating, ``results_by_reason`` for each reason found;
    ``results_by_level`` counts all of a level and those with a number known (``<level>:known``).
    Inputs and commitments are counted by level only, as they are judged by what they are for.

    Returns
    -------
    DataFrame
        Stage ``indicators``; unit: results.
    """
    RESULTS.check(results)
    if results.empty:
        return indicators
    steps = results[~results["level"].isin(["commitment", "input"])]
    rows = [_count("results_by_rating", "all", steps)]
    for rating in facts["ratings"]:
        rows.append(_count("results_by_rating", rating, steps[steps["rating"] == rating]))
    for reason in sorted(set(steps["rating_reason"])):
        rows.append(_count("results_by_reason", reason, steps[steps["rating_reason"] == reason]))
    for level in facts["levels"]:
        chosen = results[results["level"] == level]
        rows.append(_count("results_by_level", level, chosen))
        rows.append(_count("results_by_level", f"{level}:known", chosen[chosen["actual"] != ""]))
    return INDICATORS.check(pd.concat([indicators, INDICATORS.frame(rows)], ignore_index=True))


def _count(indicator_id: str, series: str, results: pd.DataFrame) -> dict[str, str]:
    number = str(len(results))
    sources = {one for ids in results["source_ids"] for one in ids.split()}
    return {
        **dict.fromkeys(("value", "lo", "hi"), number),
        "indicator_id": indicator_id,
        "series": series,
        "unit": "results",
        "status": "A",
        "inputs": " ".join(results["fact_id"]),
        "source_ids": " ".join(sorted(sources)),
        "fact_id": f"ind-{indicator_id}-{series}".replace(":", "-"),
    }
